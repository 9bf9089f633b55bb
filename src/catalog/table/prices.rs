//! What models cost today, each price in the money it is published in.

use crate::catalog::measure::price_anchor;
use crate::catalog::model::Model;
use crate::catalog::price::{FromKind, Period, Price};
use crate::catalog::table::build::{Builder, Given, choice, count, day, given, plain};
use crate::catalog::table::{Cell, Column, Kind, Marks};
use crate::locale::Locale;

pub(super) fn fill(builder: &mut Builder<'_>) {
    let locale = builder.locale;
    let unit = locale.pick("每百万", "per 1M");
    builder.column("model", ("模型", "Model"), "", Kind::Text, "");
    builder.column("provider", ("服务商", "Provider"), "", Kind::Text, "");
    builder.column("in", ("输入", "Input"), unit, Kind::Money, Column::OF_ROW);
    builder.column("out", ("输出", "Output"), unit, Kind::Money, Column::OF_ROW);
    builder.column("cached", ("缓存命中", "Cache read"), unit, Kind::Money, Column::OF_ROW);
    builder.more_column("written", ("缓存写入", "Cache write"), unit, Kind::Money, Column::OF_ROW);
    builder.column("when", ("时段", "Hours"), "", Kind::Text, Column::OF_ROW);
    builder.column("since", ("起始", "Since"), "", Kind::Date, "");
    builder.column("read", ("核对", "Checked"), "", Kind::Date, "");
    builder.more_column("context", ("上下文", "Context"), "tokens", Kind::Tokens, "context_window");
    builder.more_column("released", ("发布", "Released"), "", Kind::Date, "released");
    let today = builder.today;
    for model in builder.models() {
        for (place, price) in model.prices.iter().enumerate().filter(|(_, price)| price.holds_on(today)) {
            let tiered = !price.tiers.is_empty();
            let money = |amount, tiered| builder.money(price, price.money(amount), tiered);
            let optional =
                |amount: Option<_>| amount.map_or_else(Cell::default, |amount| money(amount, false));
            let provider = builder.catalog.provider_name(&price.provider, locale);
            let cells = vec![
                builder.name(model),
                plain(provider),
                money(price.input, tiered),
                money(price.output, tiered),
                optional(price.cache_read),
                optional(price.cache_write),
                hours(price, locale),
                since(price, locale),
                Cell {
                    marks: Marks::default().and_if(price.is_stale(today), Marks::STALE),
                    ..day(&price.read)
                },
                builder.fact(model.facts.context_window.as_ref(), count),
                builder.fact(model.facts.released.as_ref(), day),
            ];
            let facets = facets(builder, model, price);
            builder.row(model, provider, price_anchor(place), &facets, cells);
        }
    }
}

/// What a price can be filtered by: its model, who sells, in which currency.
pub(super) fn facets(builder: &Builder<'_>, model: &Model, price: &Price) -> Vec<Given> {
    let provider = builder.catalog.provider_name(&price.provider, builder.locale);
    let currency = price.currency;
    let mut facets = builder.model_facets(model);
    facets.push(given("provider", ("服务商", "Provider"), vec![choice(price.provider.as_str(), provider)]));
    let name = format!("{} {}", currency.sign(), currency.code());
    facets.push(given("currency", ("币种", "Currency"), vec![choice(currency.code(), &name)]));
    facets
}

fn hours(price: &Price, locale: Locale) -> Cell {
    let text = match price.period {
        None => locale.pick("全天", "All day"),
        Some(Period::Peak) => locale.pick("高峰", "Peak"),
        Some(Period::OffPeak) => locale.pick("低谷", "Off-peak"),
    };
    Cell { marks: Marks::default().and_if(price.note.is_some(), Marks::NOTED), ..plain(text) }
}

/// The first day, marked when it is only an upper bound.
fn since(price: &Price, locale: Locale) -> Cell {
    let Some((date, kind)) = price.from else {
        return Cell::default();
    };
    let known = day(&date);
    match kind {
        FromKind::Effective | FromKind::Initial => known,
        FromKind::Observed | FromKind::Page => {
            Cell { text: locale.pick(format!("不晚于 {date}"), format!("by {date}")), ..known }
        }
    }
}
