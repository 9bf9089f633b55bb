//! OpenRouter's list of models: `{data: [{id, name, pricing, …}]}`, US dollars
//! per token as decimal text. It is read only: all of it is one seller's.
//!
//! `-1` means that the price depends on the model a request is passed on to.
//! `overrides` are steps for long prompts, each with what differs; those under
//! other conditions, such as hours, are told and not read.

use super::amount::Unit;
use super::json::{Members, Node};
use super::models_dev::kinds;
use super::said::Said;
use super::{Claim, Fault, Offer, Quote, Reading};
use crate::catalog::measure::Fact;
use crate::catalog::model::Modality;
use crate::catalog::price::{Decimal, PriceTier};

/// The seller of everything in the file.
const SELLER: &str = "openrouter";

/// Their words for kinds of content.
const KINDS: [(&str, Modality); 5] = [
    ("text", Modality::Text),
    ("image", Modality::Image),
    ("audio", Modality::Audio),
    ("video", Modality::Video),
    ("file", Modality::Pdf),
];

/// Parameters whose presence says that a model can do something.
const ABILITIES: [(&str, Fact); 3] = [
    ("tools", Fact::ToolCalling),
    ("structured_outputs", Fact::StructuredOutput),
    ("reasoning", Fact::Reasoning),
];

/// Reads a file.
pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let list = Node::document(text).and_then(|top| top.members()).and_then(|top| match top.get("data") {
        Some(data) => data.items(),
        None => Err(Fault::new(
            "the document",
            "there is no `data`: no list of OpenRouter's models",
            "give --from the format that the file is in",
        )),
    });
    for node in reading.take(list).unwrap_or_default() {
        let Some(members) = reading.take(node.members()) else { continue };
        match members.read("id", &mut reading, Node::text) {
            Some(id) => {
                let offer = offer(id, &members, &mut reading);
                reading.offers.push(offer);
            }
            None => reading.faults.push(Fault::new(
                &node.place,
                "the entry has no `id`",
                "add it, or leave the entry out",
            )),
        }
    }
    reading
}

fn offer(id: String, model: &Members<'_>, reading: &mut Reading) -> Offer {
    let mut claims = Vec::new();
    let mut claim = |fact, said: Option<Said>| claims.extend(said.map(|said| Claim { fact, said }));
    claim(Fact::ContextWindow, model.read("context_length", reading, Node::count).flatten().map(Said::Count));
    if let Some(top) = model.read("top_provider", reading, Node::members) {
        let most = top.read("max_completion_tokens", reading, Node::count).flatten();
        claim(Fact::MaxOutput, most.map(Said::Count));
    }
    if let Some(shape) = model.read("architecture", reading, Node::members) {
        for (key, fact) in [("input_modalities", Fact::Input), ("output_modalities", Fact::Output)] {
            claim(fact, shape.read(key, reading, |node| kinds(node, &KINDS)).flatten());
        }
    }
    for node in model.read("supported_parameters", reading, Node::items).unwrap_or_default() {
        let word = reading.take(node.text());
        let known = ABILITIES.iter().find(|(name, _)| Some(*name) == word.as_deref());
        // Absence says that this seller does not pass it on, not that the model cannot.
        if let Some((_, fact)) = known {
            claim(*fact, Some(Said::Flag(true)));
        }
    }
    let others = ["canonical_slug", "hugging_face_id"];
    let names = others.into_iter().filter_map(|key| model.read(key, reading, Node::text));
    let names = names.filter(|name| !name.is_empty()).collect();
    // "DeepSeek: DeepSeek V3" is a maker and a model.
    let name = model.read("name", reading, Node::text);
    let name = name.map(|name| name.split_once(": ").map_or(name.clone(), |(_, own)| own.to_owned()));
    let pricing = model.read("pricing", reading, Node::members);
    Offer {
        place: model.place.clone(),
        at: id.clone(),
        seller: SELLER.to_owned(),
        id,
        names,
        name,
        quote: pricing.and_then(|pricing| quote(&pricing, reading)),
        claims,
    }
}

fn quote(pricing: &Members<'_>, reading: &mut Reading) -> Option<Quote> {
    let is_variable =
        |name: &str| pricing.get(name).is_some_and(|node| node.number().trim_end_matches(".0") == "-1");
    if is_variable("prompt") || is_variable("completion") {
        reading.note(&pricing.place, "-1 is no price: it depends on the model that answers");
        return None;
    }
    let before = reading.faults.len();
    let base = parts(pricing, reading);
    let tiers = tiers(pricing, base, reading);
    if reading.faults.len() > before {
        return None;
    }
    let [input, output, cache_read, cache_write] = base;
    Some(Quote { input: input?, output: output?, cache_read, cache_write, tiers, from: None, until: None })
}

fn parts(pricing: &Members<'_>, reading: &mut Reading) -> [Option<Decimal>; 4] {
    ["prompt", "completion", "input_cache_read", "input_cache_write"]
        .map(|name| pricing.read(name, reading, |node| node.price(Unit::Token)))
}

fn tiers(pricing: &Members<'_>, base: [Option<Decimal>; 4], reading: &mut Reading) -> Vec<PriceTier> {
    let mut found = Vec::new();
    let mut now = base;
    let overrides = pricing.read("overrides", reading, Node::items).unwrap_or_default();
    let mut steps: Vec<(u64, Members<'_>)> = Vec::new();
    for node in overrides {
        let Some(members) = reading.take(node.members()) else { continue };
        let above = members.read("min_prompt_tokens", reading, Node::count).flatten();
        let is_plain = |name: &str| {
            ["min_prompt_tokens", "prompt", "completion"].contains(&name) || name.starts_with("input_cache_")
        };
        match above.filter(|_| members.all.iter().all(|(name, _)| is_plain(name))) {
            Some(above) => steps.push((above, members)),
            None => reading.note(&node.place, "a price under another condition than the prompt's length"),
        }
    }
    steps.sort_by_key(|(above, _)| *above);
    for (above, members) in steps {
        let own = parts(&members, reading);
        // What a step does not say is as in the step below it.
        now = [0, 1, 2, 3].map(|part| own[part].or(now[part]));
        if let [Some(input), Some(output), cache_read, _] = now {
            found.push(PriceTier { above, input, output, cache_read });
        }
    }
    found
}
