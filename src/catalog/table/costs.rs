//! What a month of some usage costs, cheapest first; prices of peak and quiet
//! hours of one provider make one row.

use crate::catalog::cost::{Usage, lacks_cache_price, monthly};
use crate::catalog::measure::price_anchor;
use crate::catalog::model::ProviderId;
use crate::catalog::price::{Currency, Money, Price, on};
use crate::catalog::table::build::{Builder, count, day, plain};
use crate::catalog::table::prices;
use crate::catalog::table::{Cell, Column, Kind};

pub(super) fn fill(builder: &mut Builder<'_>, usage: &Usage) {
    let locale = builder.locale;
    let unit = locale.pick("每百万", "per 1M");
    builder.column("model", ("模型", "Model"), "", Kind::Text, "");
    builder.column("provider", ("服务商", "Provider"), "", Kind::Text, "");
    builder.column("month", ("每月", "A month"), "", Kind::Money, Column::OF_ROW);
    builder.column("request", ("每千次", "1,000 requests"), "", Kind::Money, "");
    builder.column("in", ("输入", "Input"), unit, Kind::Money, Column::OF_ROW);
    builder.column("out", ("输出", "Output"), unit, Kind::Money, Column::OF_ROW);
    builder.column("cached", ("缓存命中", "Cache read"), unit, Kind::Money, Column::OF_ROW);
    builder.column("context", ("上下文", "Context"), "tokens", Kind::Tokens, "context_window");
    builder.more_column("released", ("发布", "Released"), "", Kind::Date, "released");
    let mut priced = Vec::new();
    for model in builder.models() {
        let mut offers: Vec<(&ProviderId, Currency)> = Vec::new();
        for price in on(&model.prices, builder.today) {
            if offers.contains(&(&price.provider, price.currency)) {
                continue;
            }
            offers.push((&price.provider, price.currency));
            let same = |p: &&Price| p.provider == price.provider && p.currency == price.currency;
            let prices: Vec<&Price> = on(&model.prices, builder.today).filter(same).collect();
            if let Some(cost) = monthly(&prices, usage) {
                priced.push((cost, model, prices));
            }
        }
    }
    // Yuan and dollars apart, unless a rate says how they compare.
    let rate = builder.catalog.rate.as_ref().map(|(rate, _)| *rate);
    let in_dollars =
        |cost: Money| rate.and_then(|rate| cost.into_currency(Currency::Usd, rate)).unwrap_or(cost).key();
    priced.sort_by_key(|(cost, ..)| in_dollars(*cost));
    for (cost, model, prices) in priced {
        let Some(price) = prices.first().copied() else { continue };
        let provider = builder.catalog.provider_name(&price.provider, locale);
        let per_thousand = monthly(&prices, &Usage { requests: 1_000, ..*usage });
        let noted = lacks_cache_price(&prices, usage) || prices.len() > 1 || !price.tiers.is_empty();
        let money = |amount| builder.money(price, price.money(amount), prices.len() > 1);
        let cells = vec![
            builder.name(model),
            plain(provider),
            builder.money(price, cost, noted),
            per_thousand.map_or_else(Cell::default, |cost| Cell { key: Some(cost.key()), ..Cell::default() }),
            money(price.input),
            money(price.output),
            price.cache_read.map_or_else(Cell::default, money),
            builder.fact(model.facts.context_window.as_ref(), count),
            builder.fact(model.facts.released.as_ref(), day),
        ];
        let place = model.prices.iter().position(|own| std::ptr::eq(own, price)).unwrap_or_default();
        let facets = prices::facets(builder, model, price);
        builder.row(model, provider, price_anchor(place), &facets, cells);
    }
}
