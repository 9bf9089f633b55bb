//! All prices, present and past, as CSV: a row for each price, beside what is
//! known of its model; a model without a price has a row too.
//!
//! Amounts are per 1,000,000 tokens in the row's currency. Steps for long
//! prompts are written `>200000: 4/18`: above so many tokens, input and output.

use crate::catalog::Catalog;
use crate::catalog::measure::Fact;
use crate::catalog::model::Model;
use crate::catalog::price::{Decimal, Period, Price};
use crate::catalog::quantity::Date;
use crate::exchange::said::{Said, known as claims};
use crate::locale::Locale;

/// The columns before and behind those of facts.
const MODEL: [&str; 4] = ["model", "name", "series", "vendor"];
const PRICE: [&str; 14] = [
    "provider",
    "currency",
    "input_price",
    "output_price",
    "cache_read_price",
    "cache_write_price",
    "steps",
    "period",
    "from",
    "until",
    "read",
    "holds_today",
    "source_title",
    "source_url",
];

/// Writes the table.
///
/// # Errors
///
/// Never: it is written to memory.
pub fn write(catalog: &Catalog, day: Date) -> csv::Result<String> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let facts = Fact::ALL.iter().map(|fact| fact.name());
    writer.write_record(MODEL.into_iter().chain(facts).chain(PRICE))?;
    for model in &catalog.models {
        let known = known(catalog, model);
        if model.prices.is_empty() {
            let none = std::iter::repeat_n(String::new(), PRICE.len());
            writer.write_record(known.iter().cloned().chain(none))?;
        }
        for price in &model.prices {
            writer.write_record(known.iter().cloned().chain(asked(catalog, price, day)))?;
        }
    }
    writer.flush()?;
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn known(catalog: &Catalog, model: &Model) -> Vec<String> {
    let vendor = catalog.vendor_of(model).map(|vendor| vendor.name.get(Locale::En).to_owned());
    let names = [
        model.id.to_string(),
        model.name.get(Locale::En).to_owned(),
        model.series.to_string(),
        vendor.unwrap_or_default(),
    ];
    let facts = Fact::ALL
        .iter()
        .map(|fact| claims(&model.facts, *fact).into_iter().next().map(|own| printed(own.said)));
    names.into_iter().chain(facts.map(Option::unwrap_or_default)).collect()
}

/// A value as the catalogue writes it.
fn printed(said: Said) -> String {
    match said {
        Said::Count(count) => count.to_string(),
        Said::Flag(yes) => yes.to_string(),
        other => other.to_string(),
    }
}

/// The word for a time of day.
pub(super) const fn period_word(period: Period) -> &'static str {
    match period {
        Period::Peak => "peak",
        Period::OffPeak => "off-peak",
    }
}

fn asked(catalog: &Catalog, price: &Price, day: Date) -> [String; 14] {
    let amount = |amount: Option<Decimal>| amount.map(|amount| amount.to_string()).unwrap_or_default();
    let date = |date: Option<Date>| date.map(|date| date.to_string()).unwrap_or_default();
    let tiers = price.tiers.iter().map(|tier| format!(">{}: {}/{}", tier.above, tier.input, tier.output));
    let source = catalog.source(price.source);
    [
        price.provider.to_string(),
        price.currency.code().to_owned(),
        price.input.to_string(),
        price.output.to_string(),
        amount(price.cache_read),
        amount(price.cache_write),
        tiers.collect::<Vec<_>>().join("; "),
        price.period.map(period_word).unwrap_or_default().to_owned(),
        date(price.from.map(|(from, _)| from)),
        date(price.until),
        price.read.to_string(),
        price.holds_on(day).to_string(),
        source.map(|source| source.title.clone()).unwrap_or_default(),
        source.map(|source| source.url.clone()).unwrap_or_default(),
    ]
}
