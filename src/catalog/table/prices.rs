//! What models cost today, each price in the money it is published in.

use crate::catalog::price::{Currency, Decimal, FromKind, Period, Price, on};
use crate::catalog::table::Cell;
use crate::catalog::table::build::{Builder, plain};
use crate::locale::Locale;

/// Keeps yuan apart from dollars when a column of money is sorted: comparing
/// their bare numbers would rank a dear dollar price below a cheap yuan one.
/// Larger than any price in millionths.
const CURRENCY_GAP: i64 = 1 << 50;

pub(super) fn fill(builder: &mut Builder<'_>) {
    let unit = builder.locale.pick("每百万", "per 1M");
    builder.text_column("model", "模型", "Model");
    builder.text_column("provider", "服务商", "Provider");
    builder.number_column("in", ("输入", "Input"), unit);
    builder.number_column("out", ("输出", "Output"), unit);
    builder.number_column("cached", ("缓存命中", "Cache read"), unit);
    builder.text_column("when", "时段", "Hours");
    builder.number_column("since", ("起始", "Since"), "");
    builder.number_column("read", ("核对", "Checked"), "");
    let (locale, catalog, today) = (builder.locale, builder.catalog, builder.today);
    for model in builder.models() {
        for price in on(&model.prices, today) {
            let source = builder.cite(price.source);
            let money = |amount: Decimal, steps: String| Cell {
                text: format!("{}{}", price.currency.sign(), amount.money()),
                key: Some(amount.0 + i64::from(price.currency == Currency::Cny) * CURRENCY_GAP),
                source: Some(source),
                note: steps,
                ..Cell::default()
            };
            let provider = catalog.providers.iter().find(|p| p.id == price.provider);
            let provider = provider.map_or(price.provider.as_str(), |p| p.name.get(locale));
            let cells = vec![
                builder.name(model),
                plain(provider),
                money(price.input, steps(price, locale, true)),
                money(price.output, steps(price, locale, false)),
                price.cache_read.map_or_else(Cell::default, |amount| money(amount, String::new())),
                hours(price, locale),
                since(price, locale),
                Cell { key: Some(price.read.days_since_epoch()), ..plain(price.read.to_string()) },
            ];
            builder.row(model, provider, cells);
        }
    }
}

/// The dearer prices of long prompts, in words.
fn steps(price: &Price, locale: Locale, input: bool) -> String {
    let steps = price.tiers.iter().map(|tier| {
        let amount = if input { tier.input } else { tier.output }.money();
        let above = crate::catalog::quantity::tokens(tier.above);
        let sign = price.currency.sign();
        locale.pick(format!("超过 {above}：{sign}{amount}"), format!("above {above}: {sign}{amount}"))
    });
    steps.collect::<Vec<_>>().join("; ")
}

fn hours(price: &Price, locale: Locale) -> Cell {
    let text = match price.period {
        None => locale.pick("全天", "All day"),
        Some(Period::Peak) => locale.pick("高峰", "Peak"),
        Some(Period::OffPeak) => locale.pick("低谷", "Off-peak"),
    };
    let note = price.note.as_ref().map(|note| note.get(locale).to_owned());
    Cell { note: note.unwrap_or_default(), ..plain(text) }
}

/// The first day, marked when it is only an upper bound.
fn since(price: &Price, locale: Locale) -> Cell {
    let Some((date, kind)) = price.from else {
        return Cell::default();
    };
    let text = match kind {
        FromKind::Effective | FromKind::Initial => date.to_string(),
        FromKind::Observed | FromKind::Page => locale.pick(format!("不晚于 {date}"), format!("by {date}")),
    };
    Cell { key: Some(date.days_since_epoch()), ..plain(text) }
}
