//! Prices: per 1,000,000 tokens, in the currency they are published in.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::body::{Names, SourceBody};
use crate::catalog::Catalog;
use crate::catalog::price::{Currency, Decimal, FromKind, Period, Price, PriceTier};
use crate::catalog::quantity::Date;

/// A price as a number. Every decimal of at most six places is the shortest
/// text of its nearest binary number, so JSON shows exactly what is published.
pub(in crate::api) fn amount(amount: Decimal) -> f64 {
    amount.0 as f64 / 1_000_000.0
}

/// What a million tokens cost from one provider, over one span of time.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(in crate::api) struct PriceBody {
    /// Who sells, as an id.
    provider: String,
    /// What the seller is called.
    provider_name: Names,
    /// ISO 4217 code: `USD` or `CNY`. Never converted.
    currency: &'static str,
    /// Price of 1,000,000 input tokens.
    input_per_million_tokens: f64,
    /// Price of 1,000,000 output tokens.
    output_per_million_tokens: f64,
    /// Price of 1,000,000 input tokens read from the prompt cache.
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_read_per_million_tokens: Option<f64>,
    /// Price of 1,000,000 input tokens written to the prompt cache.
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_write_per_million_tokens: Option<f64>,
    /// First day it holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    /// How well `from` is known: `effective` (the source says so), `observed`
    /// (first seen that day), `initial` (the first the source knows), `page`
    /// (a copy of the vendor's page shows it on or after that day).
    #[serde(skip_serializing_if = "Option::is_none")]
    from_kind: Option<&'static str>,
    /// First day it no longer holds.
    #[serde(skip_serializing_if = "Option::is_none")]
    until: Option<String>,
    /// Hours it holds in: `peak` or `off-peak`; absent for all day.
    #[serde(skip_serializing_if = "Option::is_none")]
    period: Option<&'static str>,
    /// Dearer steps for long prompts, ascending.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tiers: Vec<TierBody>,
    /// A condition to know.
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<Names>,
    /// Day its source was last read.
    read_on: String,
    /// Whether that is more than 90 days ago.
    stale: bool,
    /// Who says so; with `sources=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceBody>,
}

/// The price of prompts above a length.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
struct TierBody {
    /// Applies to prompts of more input tokens than this.
    above_input_tokens: u64,
    /// Price of 1,000,000 input tokens.
    input_per_million_tokens: f64,
    /// Price of 1,000,000 output tokens.
    output_per_million_tokens: f64,
    /// Price of 1,000,000 input tokens read from the prompt cache.
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_read_per_million_tokens: Option<f64>,
}

/// A price in a history, and what changed since the one before.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(in crate::api) struct StepBody {
    /// The price.
    #[serde(flatten)]
    pub(in crate::api) price: PriceBody,
    /// Whether it holds on the day asked about.
    pub(in crate::api) holds: bool,
}

impl PriceBody {
    /// A price as it is told on a day.
    pub(in crate::api) fn of(catalog: &Catalog, price: &Price, day: Date, with_source: bool) -> Self {
        let provider = catalog.provider(&price.provider);
        let id = &price.provider.0;
        Self {
            provider: id.clone(),
            provider_name: provider.map_or_else(
                || Names { zh: id.clone(), en: id.clone() },
                |provider| Names::from(&provider.name),
            ),
            currency: currency(price.currency),
            input_per_million_tokens: amount(price.input),
            output_per_million_tokens: amount(price.output),
            cache_read_per_million_tokens: price.cache_read.map(amount),
            cache_write_per_million_tokens: price.cache_write.map(amount),
            from: price.from.map(|(from, _)| from.to_string()),
            from_kind: price.from.map(|(_, kind)| from_kind(kind)),
            until: price.until.map(|until| until.to_string()),
            period: price.period.map(period),
            tiers: price.tiers.iter().map(tier).collect(),
            note: price.note.as_ref().map(Names::from),
            read_on: price.read.to_string(),
            stale: price.is_stale(day),
            source: with_source.then(|| SourceBody::of(catalog, price.source)).flatten(),
        }
    }
}

fn tier(tier: &PriceTier) -> TierBody {
    TierBody {
        above_input_tokens: tier.above,
        input_per_million_tokens: amount(tier.input),
        output_per_million_tokens: amount(tier.output),
        cache_read_per_million_tokens: tier.cache_read.map(amount),
    }
}

/// The code of a currency.
pub(in crate::api) const fn currency(currency: Currency) -> &'static str {
    currency.code()
}

/// Hours by their name.
pub(in crate::api) const fn period(period: Period) -> &'static str {
    match period {
        Period::Peak => "peak",
        Period::OffPeak => "off-peak",
    }
}

const fn from_kind(kind: FromKind) -> &'static str {
    match kind {
        FromKind::Effective => "effective",
        FromKind::Observed => "observed",
        FromKind::Initial => "initial",
        FromKind::Page => "page",
    }
}

#[cfg(test)]
mod tests {
    use super::amount;
    use crate::catalog::price::Decimal;
    use proptest::prelude::{prop_assert_eq, proptest};

    proptest! {
        #[test]
        fn a_number_reads_as_the_decimal_it_is(micros in 0..1_000_000_000_000_i64) {
            let exact = Decimal(micros);
            let text = serde_json::to_string(&amount(exact)).expect("a number");
            let plain = text.strip_suffix(".0").unwrap_or(&text);
            if !plain.contains('e') {
                prop_assert_eq!(plain, exact.to_string());
            }
            prop_assert_eq!((amount(exact) * 1_000_000.0).round() as i64, micros);
        }
    }
}
