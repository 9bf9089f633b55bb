//! Prices side by side: each provider and currency apart, because amounts in
//! different money compare nothing.

use crate::catalog::Catalog;
use crate::catalog::history::Step;
use crate::catalog::model::{Model, ProviderId};
use crate::catalog::price::{Currency, Decimal, Money, Period, Price};
use crate::catalog::quantity::{Date, tokens};
use crate::locale::Locale;
use crate::ui::components::money::hours;
use crate::ui::pages::compare::rows::{Cell, Group, Row, Value, best};

/// An amount of a price, what it is called, and the long-prompt steps of it.
type Part = ((&'static str, &'static str), fn(&Price) -> Option<Decimal>);

const PARTS: [Part; 4] = [
    (("输入", "input"), |price| Some(price.input)),
    (("输出", "output"), |price| Some(price.output)),
    (("缓存读取", "cache read"), |price| price.cache_read),
    (("缓存写入", "cache write"), |price| price.cache_write),
];

/// Who sells, as far as rows are concerned.
#[derive(Clone, PartialEq, Eq)]
enum Seller {
    /// Each model's own maker.
    Maker,
    /// Somebody else.
    Other(ProviderId),
}

/// The prices of today; makers' own first, then who sells most of the models.
pub(super) fn prices(catalog: &Catalog, models: &[&Model], locale: Locale, today: Date) -> Group {
    let mut sellers: Vec<(Seller, usize)> = Vec::new();
    for model in models {
        let mut own: Vec<Seller> =
            steps(model, today).map(|step| seller(catalog, model, step.price)).collect();
        own.dedup();
        for seller in own {
            match sellers.iter_mut().find(|(known, _)| *known == seller) {
                Some((_, count)) => *count += 1,
                None => sellers.push((seller, 1)),
            }
        }
    }
    sellers.sort_by_key(|(seller, count)| (*seller != Seller::Maker, std::cmp::Reverse(*count)));
    let currencies = locale.pick([Currency::Cny, Currency::Usd], [Currency::Usd, Currency::Cny]);
    let mut rows = Vec::new();
    let mut used: Vec<Currency> = Vec::new();
    for (seller, _) in &sellers {
        for currency in currencies {
            for part in PARTS {
                let row = row(catalog, models, locale, today, (seller, currency, part));
                if row.is_known() {
                    rows.push(row);
                    used.push(currency);
                }
            }
        }
    }
    let mixed = currencies.iter().all(|currency| used.contains(currency));
    let note = locale.pick("每百万词元。", "Per million tokens. ").to_owned();
    let apart = locale.pick(
        "不同币种分行列出，不换算，也不互相比较。",
        "Currencies stand in rows of their own; they are neither converted nor compared.",
    );
    Group {
        name: locale.pick("今天的价格", "Prices of today"),
        note: Some(if mixed { note + apart } else { note }),
        rows,
    }
}

fn steps<'a>(model: &'a Model, today: Date) -> impl Iterator<Item = Step<'a>> {
    let placed = model.prices.iter().enumerate().map(|(place, price)| Step { place, price });
    placed.filter(move |step| step.price.holds_on(today))
}

fn seller(catalog: &Catalog, model: &Model, price: &Price) -> Seller {
    match catalog.is_own_service(model, &price.provider) {
        true => Seller::Maker,
        false => Seller::Other(price.provider.clone()),
    }
}

fn row(
    catalog: &Catalog,
    models: &[&Model],
    locale: Locale,
    today: Date,
    (wanted, currency, ((zh, en), part)): (&Seller, Currency, Part),
) -> Row {
    let mut dearest: Vec<Option<i64>> = Vec::new();
    let mut cells: Vec<Cell> = Vec::new();
    for model in models {
        let fitting = steps(model, today)
            .filter(|step| step.price.currency == currency && seller(catalog, model, step.price) == *wanted);
        let mut found: Vec<(Step<'_>, Decimal)> =
            fitting.filter_map(|step| Some((step, part(step.price)?))).collect();
        found.sort_by_key(|(step, _)| step.price.period);
        // What is asked in busy hours is compared, and never less than that.
        dearest.push(found.iter().map(|(_, amount)| -amount.0).min());
        let values = found.iter().map(|(step, money)| Value {
            text: Money { currency, amount: *money }.print(),
            detail: detail(step.price, en, locale),
            anchor: step.anchor(),
            is_best: false,
        });
        cells.push(Cell { values: values.collect() });
    }
    for (cell, is_best) in cells.iter_mut().zip(best(&dearest)) {
        // Among several hours, the mark belongs to the price that was compared.
        let peak = cell.values.len() > 1;
        let busy = hours(Some(Period::Peak), locale).unwrap_or_default();
        for value in &mut cell.values {
            value.is_best = is_best && (!peak || value.detail.starts_with(busy));
        }
    }
    let name = match wanted {
        Seller::Maker => locale.pick("厂商自营", "Vendor's own").to_owned(),
        Seller::Other(id) => catalog.provider_name(id, locale).to_owned(),
    };
    let label = format!("{name} · {} ({})", locale.pick(zh, en), currency.code());
    let by_hour = cells.iter().any(|cell| cell.values.len() > 1);
    let best_word = match by_hour {
        true => locale.pick("高峰时最低", "lowest at peak"),
        false => locale.pick("最低", "lowest"),
    };
    Row { label, cells, best_word: Some(best_word), caution: None }
}

/// When the price holds, and where long prompts cost more.
fn detail(price: &Price, part: &str, locale: Locale) -> String {
    let tier = price.tiers.first().filter(|_| matches!(part, "input" | "output"));
    let tier = tier.map(|tier| {
        let money = price.money(if part == "input" { tier.input } else { tier.output }).print();
        let above = tokens(tier.above);
        locale.pick(format!("超过 {above}：{money}"), format!("above {above}: {money}"))
    });
    let parts = [hours(price.period, locale).map(str::to_owned), tier];
    parts.into_iter().flatten().collect::<Vec<_>>().join(locale.pick("，", ", "))
}
