//! llm-prices: `{updated_at, prices: [{id, vendor, name, input, output,
//! input_cached, from_date, to_date}]}`, US dollars per million tokens.
//!
//! `from_date` is the first day of a price, `to_date` the first day it no
//! longer holds; the current file has neither. Written is the whole history:
//! `id` is our model, `vendor` the seller.

use serde::Serialize;
use serde_json::value::RawValue;

use super::amount::Unit;
use super::json::{Members, Node};
use super::listing::{LeftOut, money};
use super::{Fault, Offer, Quote, Reading};
use crate::catalog::Catalog;
use crate::catalog::price::Currency;
use crate::catalog::quantity::Date;
use crate::locale::Locale;

/// Their names of sellers that differ from ours.
pub(super) const SELLERS: &[(&str, &str)] = &[
    ("amazon", "amazon-bedrock"),
    ("moonshot-ai", "moonshotai"),
    ("moonshot", "moonshotai"),
    ("qwen", "alibaba"),
    ("z-ai", "zai"),
];

/// Reads a file.
pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let Some(top) = reading.take(Node::document(text).and_then(|top| top.members())) else {
        return reading;
    };
    reading.dated = top.read("updated_at", &mut reading, day);
    let list = match top.get("prices") {
        Some(prices) => prices.items(),
        None => Err(Fault::new(
            "the document",
            "there is no `prices`: no file of llm-prices",
            "give --from the format that the file is in",
        )),
    };
    for node in reading.take(list).unwrap_or_default() {
        if let Some(members) = reading.take(node.members())
            && let Some(offer) = offer(&members, &mut reading)
        {
            reading.offers.push(offer);
        }
    }
    reading
}

/// A day, with or without a time behind it.
fn day(node: &Node<'_>) -> Result<Date, Fault> {
    let text = node.text()?;
    let date = text.split('T').next().and_then(|day| day.parse().ok());
    date.ok_or_else(|| {
        let message = format!("`{text}` is no date");
        Fault::new(&node.place, message, "name the day of the file with --as-of")
    })
}

fn offer(entry: &Members<'_>, reading: &mut Reading) -> Option<Offer> {
    let mut text = |name: &str| {
        let read = entry.read(name, reading, Node::text);
        if read.is_none() && entry.get(name).is_none() {
            let message = format!("the entry has no `{name}`");
            reading.faults.push(Fault::new(&entry.place, message, "add it, or leave the entry out"));
        }
        read
    };
    let (id, seller) = (text("id")?, text("vendor")?);
    let name = entry.read("name", reading, Node::text);
    if name.as_deref().is_some_and(|name| name.contains('>')) {
        // "Gemini 2.5 Pro >200k" is a step of a price, under an id of its own.
        reading.note(&entry.place, format!("`{id}` is a price for long prompts; add it as a step by hand"));
        return None;
    }
    let before = reading.faults.len();
    let mut price = |name: &str| entry.read(name, reading, |node| node.price(Unit::Million));
    let (input, output, cache_read) = (price("input"), price("output"), price("input_cached"));
    let (from, until) = (entry.read("from_date", reading, day), entry.read("to_date", reading, day));
    if let (Some(from), Some(until)) = (from, until)
        && from >= until
    {
        let message = format!("the price ends ({until}) before it begins ({from})");
        reading.faults.push(Fault::new(&entry.place, message, "correct `from_date` or `to_date`"));
    }
    if reading.faults.len() > before {
        return None;
    }
    let quote = input.zip(output).map(|(input, output)| Quote {
        input,
        output,
        cache_read,
        cache_write: None,
        tiers: Vec::new(),
        from,
        until,
    });
    Some(Offer {
        place: entry.place.clone(),
        at: id.clone(),
        seller,
        id,
        names: Vec::new(),
        name,
        quote,
        claims: Vec::new(),
    })
}

#[derive(Serialize)]
struct FileOut<'a> {
    updated_at: String,
    prices: Vec<PriceOut<'a>>,
}

#[derive(Serialize)]
struct PriceOut<'a> {
    id: &'a str,
    vendor: &'a str,
    name: &'a str,
    input: Box<RawValue>,
    output: Box<RawValue>,
    input_cached: Option<Box<RawValue>>,
    from_date: Option<String>,
    to_date: Option<String>,
}

/// Writes the history of all prices; and says what was left out, by reason.
///
/// # Errors
///
/// Never for a catalogue that was read.
pub fn write(catalog: &Catalog, day: Date) -> serde_json::Result<(String, LeftOut)> {
    let mut left_out = LeftOut::new();
    let mut leave = |reason: &'static str| *left_out.entry(reason).or_default() += 1;
    let mut prices = Vec::new();
    for model in &catalog.models {
        if model.prices.is_empty() {
            leave("models without a price");
        }
        for price in &model.prices {
            if price.currency != Currency::Usd {
                leave("prices in another currency than US dollars");
                continue;
            }
            if price.period.is_some() {
                leave("prices that depend on the hour");
                continue;
            }
            if !price.tiers.is_empty() {
                leave("steps for long prompts (the price below them is written)");
            }
            if price.cache_write.is_some() {
                leave("prices of writing to the cache");
            }
            prices.push(PriceOut {
                id: model.id.as_str(),
                vendor: price.provider.as_str(),
                name: model.name.get(Locale::En),
                input: money(price.input)?,
                output: money(price.output)?,
                input_cached: price.cache_read.map(money).transpose()?,
                from_date: price.from.map(|(from, _)| from.to_string()),
                to_date: price.until.map(|until| until.to_string()),
            });
        }
    }
    let file = FileOut { updated_at: day.to_string(), prices };
    Ok((serde_json::to_string_pretty(&file)? + "\n", left_out))
}
