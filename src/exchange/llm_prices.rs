//! llm-prices: `{updated_at, prices: [{id, vendor, name, input, output,
//! input_cached, from_date, to_date}]}`, US dollars per million tokens.
//!
//! `from_date` is the first day of a price, `to_date` the first day it no
//! longer holds; the current file has neither. A step for long prompts is an
//! entry of its own, which its name tells: `Nut >200k` beside `Nut ≤200k`.
//! Written is the whole history: `id` is our model, `vendor` the seller.

use serde::Serialize;
use serde_json::value::RawValue;

use super::amount::Unit;
use super::json::{Members, Node};
use super::listing::{LeftOut, money};
use super::{Fault, Offer, Quote, Reading};
use crate::catalog::Catalog;
use crate::catalog::price::{Currency, Decimal, Price, PriceTier};
use crate::catalog::quantity::Date;
use crate::locale::Locale;

/// Their names of sellers that differ from ours.
pub(super) const SELLERS: &[(&str, &str)] = &[
    ("amazon", "amazon-bedrock"),
    ("meta-ai", "meta"),
    ("moonshot-ai", "moonshotai"),
    ("moonshot", "moonshotai"),
    ("qwen", "alibaba"),
    ("z-ai", "zai"),
    ("z.ai", "zai"),
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
    join_steps(&mut reading);
    reading
}

/// Above how many tokens a price is, which a name tells: `Nut >200k`; and what
/// stands before that.
fn step(name: &str) -> Option<(&str, u64)> {
    let (base, length) = name.split_once('>')?;
    let thousands = length.trim().strip_suffix('k')?.parse::<u64>().ok()?;
    Some((base.trim(), thousands.checked_mul(1_000)?))
}

/// A name without the length that its price holds up to: `Nut ≤200k` is Nut.
fn plain(name: &str) -> &str {
    name.split('≤').next().unwrap_or(name).trim()
}

/// Makes steps of the entries for long prompts.
fn join_steps(reading: &mut Reading) {
    let is_step = |offer: &Offer| offer.name.as_deref().is_some_and(|name| name.contains('>'));
    let (steps, mut offers): (Vec<Offer>, Vec<Offer>) = reading.offers.drain(..).partition(is_step);
    for entry in steps {
        let told = entry.name.as_deref().and_then(step).zip(entry.quote.as_ref());
        let joined = told.and_then(|((name, above), quote)| {
            let days = |quote: &Quote| (quote.from, quote.until);
            let fits = |offer: &&mut Offer| {
                let same_days = offer.quote.as_ref().is_some_and(|own| days(own) == days(quote));
                offer.seller == entry.seller && offer.name.as_deref().map(plain) == Some(name) && same_days
            };
            let has_limit = |offer: &&mut Offer| offer.name.as_deref().is_some_and(|name| name.contains('≤'));
            let base = offers.iter_mut().filter(fits).max_by_key(has_limit)?;
            let cache_read = quote.cache_read;
            let tier = PriceTier { above, input: quote.input, output: quote.output, cache_read };
            base.quote.as_mut()?.tiers.push(tier);
            Some(())
        });
        if joined.is_none() {
            let message = format!("`{}` is a price for long prompts of no price in the file", entry.id);
            reading.note(&entry.place, message);
        }
    }
    for offer in &mut offers {
        offer.name = offer.name.take().map(|name| plain(&name).to_owned());
        if let Some(quote) = &mut offer.quote {
            quote.tiers.sort_by_key(|tier| tier.above);
        }
    }
    reading.offers = offers;
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
    id: String,
    vendor: &'a str,
    name: String,
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
            let can_step = price.tiers.iter().all(|tier| tier.above.is_multiple_of(1_000));
            let steps = if can_step { price.tiers.as_slice() } else { &[] };
            if !can_step {
                leave("prices whose steps for long prompts are at no whole thousand (written without them)");
            }
            if price.cache_write.is_some() {
                leave("prices of writing to the cache");
            }
            let (id, name) = (model.id.as_str(), model.name.get(Locale::En));
            let upto = steps.first().map_or(String::new(), |first| format!(" ≤{}k", first.above / 1_000));
            let base = [price.input, price.output];
            prices.push(PriceOut::new(price, id.to_owned(), [name, &upto].concat(), base, price.cache_read)?);
            for tier in steps {
                let length = tier.above / 1_000;
                let (id, name) = (format!("{id}-{length}k"), format!("{name} >{length}k"));
                prices.push(PriceOut::new(price, id, name, [tier.input, tier.output], tier.cache_read)?);
            }
        }
    }
    let file = FileOut { updated_at: day.to_string(), prices };
    Ok((serde_json::to_string_pretty(&file)? + "\n", left_out))
}

impl<'a> PriceOut<'a> {
    fn new(
        price: &'a Price,
        id: String,
        name: String,
        [input, output]: [Decimal; 2],
        cache_read: Option<Decimal>,
    ) -> serde_json::Result<Self> {
        Ok(Self {
            id,
            vendor: price.provider.as_str(),
            name,
            input: money(input)?,
            output: money(output)?,
            input_cached: cache_read.map(money).transpose()?,
            from_date: price.from.map(|(from, _)| from.to_string()),
            to_date: price.until.map(|until| until.to_string()),
        })
    }
}
