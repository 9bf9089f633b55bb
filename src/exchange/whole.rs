//! The whole catalogue as one JSON document: every value with its source and
//! what others say instead. Keys are those of the TOML; amounts are decimals as
//! text, per 1,000,000 tokens; a source is its place in `sources`.

use serde_json::{Map, Value, json};

use super::said::{Known, Said, kind_word, known};
use super::spreadsheet::period_word;
use crate::catalog::Catalog;
use crate::catalog::measure::Fact;
use crate::catalog::model::{Model, Score, ScoreUnit};
use crate::catalog::price::{Decimal, FromKind, Price};
use crate::catalog::quantity::Date;
use crate::catalog::source::Tier;
use crate::locale::Text;

/// Writes the document.
pub fn write(catalog: &Catalog, day: Date) -> String {
    let sources = catalog.sources.iter().map(|source| {
        json!({
            "title": source.title,
            "url": source.url,
            "date": source.date.to_string(),
            "tier": tier_word(source.tier),
        })
    });
    let named =
        |id: &str, name: &Text, url: Option<&String>| json!({ "id": id, "name": both(name), "url": url });
    let vendors = catalog.vendors.iter().map(|own| named(own.id.as_str(), &own.name, own.url.as_ref()));
    let providers = catalog.providers.iter().map(|own| {
        let mut one = named(own.id.as_str(), &own.name, own.url.as_ref());
        one["vendor"] = json!(own.vendor.as_ref().map(|vendor| vendor.as_str()));
        one
    });
    let series = catalog.series.iter().map(|own| {
        json!({
            "id": own.id.as_str(),
            "name": both(&own.name),
            "vendor": own.vendor.as_str(),
            "page": own.page,
        })
    });
    let benchmarks = catalog
        .benchmarks
        .iter()
        .map(|own| json!({ "id": own.id.as_str(), "name": own.name, "about": both(&own.about) }));
    let whole = json!({
        "exported": day.to_string(),
        "vendors": vendors.collect::<Value>(),
        "providers": providers.collect::<Value>(),
        "series": series.collect::<Value>(),
        "benchmarks": benchmarks.collect::<Value>(),
        "models": catalog.models.iter().map(|one| model(catalog, one)).collect::<Value>(),
        "sources": sources.collect::<Value>(),
    });
    format!("{whole:#}\n")
}

fn both(text: &Text) -> Value {
    json!({ "zh": text.zh, "en": text.en })
}

fn model(catalog: &Catalog, model: &Model) -> Value {
    let facts = Fact::ALL.iter().filter_map(|fact| Some((fact.name().to_owned(), told(model, *fact)?)));
    let architecture = model.architecture.as_ref().map(|own| {
        let mut numbers: Map<String, Value> =
            own.shape.known().map(|(name, number)| (name.to_owned(), json!(number))).collect();
        numbers.insert("source".to_owned(), json!(own.source.0));
        Value::Object(numbers)
    });
    json!({
        "id": model.id.as_str(),
        "name": both(&model.name),
        "aliases": model.aliases,
        "series": model.series.as_str(),
        "vendor": catalog.vendor_of(model).map(|vendor| vendor.id.as_str()),
        "facts": facts.collect::<Map<_, _>>(),
        "architecture": architecture,
        "prices": model.prices.iter().map(price).collect::<Value>(),
        "benchmarks": model.scores.iter().map(score).collect::<Value>(),
    })
}

/// A fact, its source, and the values of sources that say otherwise.
fn told(model: &Model, fact: Fact) -> Option<Value> {
    let mut known = known(&model.facts, fact).into_iter().map(claim);
    let mut own = known.next()?;
    own["others"] = known.collect();
    Some(own)
}

fn claim(known: Known<'_>) -> Value {
    let value = match known.said {
        Said::Count(count) => json!(count),
        Said::Kinds(kinds) => kinds.into_iter().map(kind_word).collect(),
        Said::Flag(yes) => json!(yes),
        Said::Date(date) => json!(date.to_string()),
        Said::Text(text) => json!(text),
    };
    json!({ "value": value, "source": known.source.0, "at": known.at })
}

fn price(price: &Price) -> Value {
    let amount = |amount: Option<Decimal>| amount.map(|amount| amount.to_string());
    let tiers = price.tiers.iter().map(|tier| {
        json!({
            "above": tier.above,
            "input": tier.input.to_string(),
            "output": tier.output.to_string(),
            "cache_read": amount(tier.cache_read),
        })
    });
    json!({
        "provider": price.provider.as_str(),
        "currency": price.currency.code(),
        "input": price.input.to_string(),
        "output": price.output.to_string(),
        "cache_read": amount(price.cache_read),
        "cache_write": amount(price.cache_write),
        "from": price.from.map(|(from, _)| from.to_string()),
        "from_kind": price.from.map(|(_, kind)| from_word(kind)),
        "until": price.until.map(|until| until.to_string()),
        "period": price.period.map(period_word),
        "tiers": tiers.collect::<Value>(),
        "read": price.read.to_string(),
        "source": price.source.0,
        "at": price.at,
        "note": price.note.as_ref().map(both),
    })
}

fn score(score: &Score) -> Value {
    json!({
        "benchmark": score.benchmark.as_str(),
        "score": score.score.to_string(),
        "unit": match score.unit {
            ScoreUnit::Percent => "percent",
            ScoreUnit::Raw => "raw",
        },
        "checkpoint": score.checkpoint,
        "setting": score.setting,
        "reported_by": score.reported_by,
        "source": score.source.0,
        "at": score.at,
    })
}

const fn tier_word(tier: Tier) -> &'static str {
    match tier {
        Tier::Vendor => "vendor",
        Tier::Community => "community",
        Tier::Press => "press",
    }
}

/// The word for how well a first day is known.
pub(super) const fn from_word(kind: FromKind) -> &'static str {
    match kind {
        FromKind::Effective => "effective",
        FromKind::Observed => "observed",
        FromKind::Initial => "initial",
        FromKind::Page => "page",
    }
}
