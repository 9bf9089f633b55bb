//! LiteLLM's price list: one flat object of models, US dollars per token.
//!
//! Read: entries for chat, completion and responses, with
//! `input_cost_per_token`, `output_cost_per_token`, the costs of the cache,
//! steps for long prompts (`…_above_200k_tokens`, `tiered_pricing`), limits and
//! `supports_*`. `max_input_tokens` is a limit of the prompt there, often equal
//! to the window. What `supports_vision` and its kin say of modalities is no
//! whole list and not read. Written: keys are `seller/model` with our ids.

use std::collections::BTreeMap;

use serde_json::value::{RawValue, to_raw_value};

use super::amount::{Unit, per_token};
use super::json::{Members, Node};
use super::listing::{Listing, Sold};
use super::said::Said;
use super::{Claim, Offer, Quote, Reading};
use crate::catalog::measure::Fact;
use crate::catalog::model::Modality;
use crate::catalog::price::{Decimal, Price, PriceTier};
use crate::catalog::source::Sourced;

/// Their names of sellers that differ from ours.
pub(super) const SELLERS: &[(&str, &str)] = &[
    ("bedrock", "amazon-bedrock"),
    ("bedrock_converse", "amazon-bedrock"),
    ("cohere_chat", "cohere"),
    ("dashscope", "alibaba"),
    ("gemini", "google"),
    ("meta_llama", "meta"),
    ("moonshot", "moonshotai"),
    ("volcengine", "bytedance"),
    ("text-completion-openai", "openai"),
];

/// Kinds of use that have prices per token of text.
const MODES: [&str; 3] = ["chat", "completion", "responses"];

/// The keys of a price, in the order of its parts.
const INPUT: &str = "input_cost_per_token";
const OUTPUT: &str = "output_cost_per_token";
const CACHE_READ: &str = "cache_read_input_token_cost";
const CACHE_WRITE: &str = "cache_creation_input_token_cost";

/// What can be done, and our fact of it.
const FLAGS: [(&str, Fact); 3] = [
    ("supports_function_calling", Fact::ToolCalling),
    ("supports_reasoning", Fact::Reasoning),
    ("supports_response_schema", Fact::StructuredOutput),
];

/// Reads a file.
pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let Some(models) = reading.take(Node::document(text).and_then(|top| top.members())) else {
        return reading;
    };
    for (key, node) in models.all.iter().filter(|(key, _)| key != "sample_spec") {
        let Some(members) = reading.take(node.members()) else { continue };
        match members.read("mode", &mut reading, Node::text) {
            Some(mode) if !MODES.contains(&mode.as_str()) => {
                reading.skip(format!("entries of mode {mode}"));
            }
            _ => {
                let offer = offer(key, &members, &mut reading);
                reading.offers.push(offer);
            }
        }
    }
    reading
}

fn offer(key: &str, model: &Members<'_>, reading: &mut Reading) -> Offer {
    let mut claims = Vec::new();
    let mut claim = |fact, said: Option<Said>| claims.extend(said.map(|said| Claim { fact, said }));
    for (name, fact) in [("max_input_tokens", Fact::InputLimit), ("max_output_tokens", Fact::MaxOutput)] {
        claim(fact, model.read(name, reading, Node::count).flatten().map(Said::Count));
    }
    for (name, fact) in FLAGS {
        claim(fact, model.read(name, reading, Node::flag).map(Said::Flag));
    }
    let prefix = key.split_once('/').map(|(prefix, _)| prefix.to_owned());
    let seller = model.read("litellm_provider", reading, Node::text).or(prefix).unwrap_or_default();
    // The first part of a key is the way to call the model, not a part of its name.
    let id = key.strip_prefix(&seller).and_then(|rest| rest.strip_prefix('/')).unwrap_or(key);
    Offer {
        place: model.place.clone(),
        at: key.to_owned(),
        id: id.to_owned(),
        seller,
        names: Vec::new(),
        name: None,
        quote: quote(model, reading),
        claims,
    }
}

fn quote(model: &Members<'_>, reading: &mut Reading) -> Option<Quote> {
    let before = reading.faults.len();
    let base = Costs::read(model, "", reading);
    let mut tiers = named_tiers(model, reading);
    let ranges = ranges(model, reading);
    if reading.faults.len() > before {
        return None;
    }
    let (lowest, higher): (Vec<_>, Vec<_>) = ranges.into_iter().partition(|(above, _)| *above == 0);
    let base = match lowest.into_iter().next() {
        Some((_, costs)) if base.input.is_none() => costs,
        _ => base,
    };
    if tiers.is_empty() {
        tiers = higher.into_iter().filter_map(|(above, costs)| costs.tier(above)).collect();
    }
    tiers.sort_by_key(|tier| tier.above);
    Some(Quote {
        input: base.input?,
        output: base.output?,
        cache_read: base.cache_read,
        cache_write: base.cache_write,
        tiers,
        from: None,
        until: None,
    })
}

/// The parts of a price that an object says.
struct Costs {
    input: Option<Decimal>,
    output: Option<Decimal>,
    cache_read: Option<Decimal>,
    cache_write: Option<Decimal>,
}

impl Costs {
    fn read(members: &Members<'_>, ending: &str, reading: &mut Reading) -> Self {
        let mut cost =
            |name: &str| members.read(&[name, ending].concat(), reading, |node| node.price(Unit::Token));
        Self {
            input: cost(INPUT),
            output: cost(OUTPUT),
            cache_read: cost(CACHE_READ),
            cache_write: cost(CACHE_WRITE),
        }
    }

    fn tier(self, above: u64) -> Option<PriceTier> {
        Some(PriceTier { above, input: self.input?, output: self.output?, cache_read: self.cache_read })
    }
}

/// Steps whose length is in the key: `input_cost_per_token_above_200k_tokens`.
fn named_tiers(model: &Members<'_>, reading: &mut Reading) -> Vec<PriceTier> {
    let length = |name: &String| {
        let thousands = name.strip_prefix(INPUT)?.strip_prefix("_above_")?.strip_suffix("k_tokens")?;
        Some((thousands.parse::<u64>().ok()?.checked_mul(1_000)?, format!("_above_{thousands}k_tokens")))
    };
    let lengths: Vec<(u64, String)> = model.all.iter().filter_map(|(name, _)| length(name)).collect();
    let step = |(above, ending): (u64, String)| Costs::read(model, &ending, reading).tier(above);
    lengths.into_iter().filter_map(step).collect()
}

/// Steps as a list of ranges: where each begins, and what it costs.
fn ranges(model: &Members<'_>, reading: &mut Reading) -> Vec<(u64, Costs)> {
    let mut found = Vec::new();
    for node in model.read("tiered_pricing", reading, Node::items).unwrap_or_default() {
        let Some(members) = reading.take(node.members()) else { continue };
        let range = members.read("range", reading, Node::items);
        let start = range.and_then(|range| range.first().cloned());
        let above = start.and_then(|start| reading.take(start.count()));
        if let Some(above) = above {
            found.push((above.unwrap_or(0), Costs::read(&members, "", reading)));
        }
    }
    found
}

/// Writes what is sold. Steps that do not begin at a round thousand of tokens
/// have no key in the format.
///
/// # Errors
///
/// Never for a catalogue that was read.
pub fn write(listing: &mut Listing<'_>) -> serde_json::Result<String> {
    let is_odd = |price: &Price| price.tiers.iter().any(|tier| !tier.above.is_multiple_of(1_000));
    let odd = listing.sold.iter().filter(|sold| sold.price.is_some_and(is_odd)).count();
    (0..odd).for_each(|_| listing.leave_out("steps at lengths that are no whole thousand"));
    let mut entries = BTreeMap::new();
    for sold in &listing.sold {
        entries.insert(format!("{}/{}", sold.provider, sold.model.id), entry(sold)?);
    }
    serde_json::to_string_pretty(&entries).map(|text| text + "\n")
}

type Entry = BTreeMap<String, Box<RawValue>>;

fn entry(sold: &Sold<'_>) -> serde_json::Result<Entry> {
    let facts = &sold.model.facts;
    let mut entry = Entry::new();
    let mut put = |key: &str, value: Box<RawValue>| entry.insert(key.to_owned(), value);
    put("litellm_provider", to_raw_value(sold.provider.as_str())?);
    put("mode", to_raw_value("chat")?);
    let limit = facts.input_limit.as_ref().or(facts.context_window.as_ref());
    for (key, count) in [("max_input_tokens", limit), ("max_output_tokens", facts.max_output.as_ref())] {
        if let Some(count) = count {
            put(key, to_raw_value(count.value())?);
        }
    }
    let flags = [&facts.tool_calling, &facts.reasoning, &facts.structured_output];
    for ((key, _), flag) in FLAGS.iter().zip(flags) {
        if let Some(flag) = flag {
            put(key, to_raw_value(flag.value())?);
        }
    }
    let kinds = facts.input.as_ref().map(Sourced::value).into_iter().flatten();
    for kind in kinds {
        let key = match kind {
            Modality::Text => continue,
            Modality::Image => "supports_vision",
            Modality::Audio => "supports_audio_input",
            Modality::Video => "supports_video_input",
            Modality::Pdf => "supports_pdf_input",
        };
        put(key, to_raw_value(&true)?);
    }
    if let Some(price) = sold.price {
        costs(price, &mut entry)?;
    }
    Ok(entry)
}

fn costs(price: &Price, entry: &mut Entry) -> serde_json::Result<()> {
    let mut put = |key: String, amount: Option<Decimal>| {
        if let Some(amount) = amount {
            entry.insert(key, RawValue::from_string(per_token(amount))?);
        }
        Ok::<(), serde_json::Error>(())
    };
    put(INPUT.to_owned(), Some(price.input))?;
    put(OUTPUT.to_owned(), Some(price.output))?;
    put(CACHE_READ.to_owned(), price.cache_read)?;
    put(CACHE_WRITE.to_owned(), price.cache_write)?;
    if price.tiers.iter().all(|tier| tier.above.is_multiple_of(1_000)) {
        for tier in &price.tiers {
            let ending = format!("_above_{}k_tokens", tier.above / 1_000);
            put([INPUT, &ending].concat(), Some(tier.input))?;
            put([OUTPUT, &ending].concat(), Some(tier.output))?;
            put([CACHE_READ, &ending].concat(), tier.cache_read)?;
        }
    }
    Ok(())
}
