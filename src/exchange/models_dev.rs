//! models.dev's `api.json`: `{seller: {id, name, doc, models: {id: {…, cost}}}}`,
//! US dollars per million tokens.
//!
//! Read: `name`, `release_date`, `knowledge`, `open_weights`, `reasoning`,
//! `tool_call`, `structured_output`, `modalities`, `limit` and of `cost` what
//! text costs, with `tiers` (or the older `context_over_200k`). Written: the
//! same, for each model and seller of [`listing`](super::listing); `family` is
//! our series, `attachment` follows from the modalities. Left out is what the
//! catalogue does not know: `env`, `npm`, `last_updated`, and any fact without
//! a source.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::value::RawValue;

use super::amount::Unit;
use super::json::{Members, Node};
use super::listing::{Listing, money};
use super::said::{KINDS, Said, kind_word};
use super::{Claim, Fault, Offer, Quote, Reading};
use crate::catalog::Catalog;
use crate::catalog::measure::Fact;
use crate::catalog::model::{Facts, Modality, Status};
use crate::catalog::price::{Price, PriceTier};
use crate::catalog::quantity::Date;
use crate::locale::Locale;

/// Their names of sellers that differ from ours.
pub(super) const SELLERS: &[(&str, &str)] = &[("llama", "meta"), ("volcengine", "bytedance")];

/// Above this many tokens the older key for dearer prompts counts.
const OLDER_STEP: u64 = 200_000;

/// Reads a file.
pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading::default();
    let Some(sellers) = reading.take(Node::document(text).and_then(|top| top.members())) else {
        return reading;
    };
    for (seller, node) in &sellers.all {
        let models = node.members().and_then(|members| match members.get("models") {
            Some(models) => models.members(),
            None => {
                let fix = "give --from the format that the file is in";
                Err(Fault::new(&node.place, "a seller without `models`: no file of models.dev", fix))
            }
        });
        let Some(models) = reading.take(models) else { continue };
        for (id, node) in &models.all {
            if let Some(members) = reading.take(node.members()) {
                let offer = offer(seller, id, &members, &mut reading);
                reading.offers.push(offer);
            }
        }
    }
    reading
}

fn offer(seller: &str, id: &str, model: &Members<'_>, reading: &mut Reading) -> Offer {
    let mut claims = Vec::new();
    let mut claim = |fact, said: Option<Said>| claims.extend(said.map(|said| Claim { fact, said }));
    claim(Fact::Released, model.read("release_date", reading, Node::date).map(Said::Date));
    claim(Fact::KnowledgeCutoff, model.read("knowledge", reading, Node::text).map(Said::Text));
    for (key, fact) in [
        ("reasoning", Fact::Reasoning),
        ("tool_call", Fact::ToolCalling),
        ("structured_output", Fact::StructuredOutput),
        ("open_weights", Fact::OpenWeights),
    ] {
        claim(fact, model.read(key, reading, Node::flag).map(Said::Flag));
    }
    if let Some(limit) = model.read("limit", reading, Node::members) {
        for (key, fact) in
            [("context", Fact::ContextWindow), ("input", Fact::InputLimit), ("output", Fact::MaxOutput)]
        {
            claim(fact, limit.read(key, reading, Node::count).flatten().map(Said::Count));
        }
    }
    if let Some(modalities) = model.read("modalities", reading, Node::members) {
        for (key, fact) in [("input", Fact::Input), ("output", Fact::Output)] {
            claim(fact, modalities.read(key, reading, |node| kinds(node, &KINDS)).flatten());
        }
    }
    let cost = model.read("cost", reading, Node::members);
    Offer {
        place: model.place.clone(),
        at: model.place.clone(),
        seller: seller.to_owned(),
        id: id.to_owned(),
        names: Vec::new(),
        name: model.read("name", reading, Node::text),
        quote: cost.and_then(|cost| quote(&cost, reading)),
        claims,
    }
}

/// Reads a list of kinds of content; an empty list says nothing.
pub(super) fn kinds(node: &Node<'_>, words: &[(&str, Modality)]) -> Result<Option<Said>, Fault> {
    let one = |node: &Node<'_>| {
        let word = node.text()?;
        words.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind).ok_or_else(|| {
            let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
            let fix = format!("the catalogue knows {}", known.join(", "));
            Fault::new(&node.place, format!("`{word}` is no kind of content"), fix)
        })
    };
    let kinds: Vec<Modality> = node.items()?.iter().map(one).collect::<Result<_, _>>()?;
    Ok(Some(kinds).filter(|kinds| !kinds.is_empty()).map(Said::Kinds))
}

fn quote(cost: &Members<'_>, reading: &mut Reading) -> Option<Quote> {
    let before = reading.faults.len();
    let mut price = |name: &str| cost.read(name, reading, |node| node.price(Unit::Million));
    let (input, output) = (price("input"), price("output"));
    let (cache_read, cache_write) = (price("cache_read"), price("cache_write"));
    let tiers = tiers(cost, reading);
    if reading.faults.len() > before {
        // Half a price would look like a whole one.
        return None;
    }
    Some(Quote { input: input?, output: output?, cache_read, cache_write, tiers, from: None, until: None })
}

fn tiers(cost: &Members<'_>, reading: &mut Reading) -> Vec<PriceTier> {
    let mut found = Vec::new();
    for node in cost.read("tiers", reading, Node::items).unwrap_or_default() {
        let Some(tier) = reading.take(node.members()) else { continue };
        let above = tier.read("tier", reading, Node::members);
        let above = above.and_then(|tier| tier.read("size", reading, Node::count)).flatten();
        found.extend(above.and_then(|above| step(above, &tier, reading)));
    }
    if found.is_empty()
        && let Some(older) = cost.read("context_over_200k", reading, Node::members)
    {
        found.extend(step(OLDER_STEP, &older, reading));
    }
    found.sort_by_key(|tier| tier.above);
    found
}

fn step(above: u64, tier: &Members<'_>, reading: &mut Reading) -> Option<PriceTier> {
    let mut price = |name: &str| tier.read(name, reading, |node| node.price(Unit::Million));
    Some(PriceTier {
        above,
        input: price("input")?,
        output: price("output")?,
        cache_read: price("cache_read"),
    })
}

/// Writes what is sold on a day.
///
/// # Errors
///
/// Never for a catalogue that was read.
pub fn write(catalog: &Catalog, listing: &Listing<'_>, day: Date) -> serde_json::Result<String> {
    let mut sellers: BTreeMap<&str, SellerOut<'_>> = BTreeMap::new();
    for sold in &listing.sold {
        let id = sold.provider.as_str();
        let provider = catalog.provider(sold.provider);
        let seller = sellers.entry(id).or_insert_with(|| SellerOut {
            id,
            name: catalog.provider_name(sold.provider, Locale::En),
            doc: provider.and_then(|provider| provider.url.as_deref()),
            models: BTreeMap::new(),
        });
        let model = sold.model;
        seller.models.insert(
            model.id.as_str(),
            ModelOut::new(
                model.id.as_str(),
                model.name.get(Locale::En),
                model.series.as_str(),
                &model.facts,
                model.status_on(day),
                sold.price,
            )?,
        );
    }
    serde_json::to_string_pretty(&sellers).map(|text| text + "\n")
}

#[derive(Serialize)]
struct SellerOut<'a> {
    id: &'a str,
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    doc: Option<&'a str>,
    models: BTreeMap<&'a str, ModelOut<'a>>,
}

#[derive(Serialize)]
struct ModelOut<'a> {
    id: &'a str,
    name: &'a str,
    family: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    attachment: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasoning: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tool_call: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    structured_output: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    knowledge: Option<Day>,
    #[serde(skip_serializing_if = "Option::is_none")]
    release_date: Option<Day>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    modalities: BTreeMap<&'static str, Vec<&'static str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    open_weights: Option<bool>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    limit: BTreeMap<&'static str, u64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cost: Option<CostOut>,
}

/// A day or month as text.
type Day = String;

#[derive(Serialize)]
struct CostOut {
    input: Box<RawValue>,
    output: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_read: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_write: Option<Box<RawValue>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tiers: Vec<TierOut>,
}

#[derive(Serialize)]
struct TierOut {
    input: Box<RawValue>,
    output: Box<RawValue>,
    #[serde(skip_serializing_if = "Option::is_none")]
    cache_read: Option<Box<RawValue>>,
    tier: SizeOut,
}

#[derive(Serialize)]
struct SizeOut {
    r#type: &'static str,
    size: u64,
}

impl<'a> ModelOut<'a> {
    fn new(
        id: &'a str,
        name: &'a str,
        family: &'a str,
        facts: &'a Facts,
        status: Status,
        price: Option<&Price>,
    ) -> serde_json::Result<Self> {
        let flag =
            |fact: &Option<crate::catalog::source::Sourced<bool>>| fact.as_ref().map(|fact| *fact.value());
        let sides = [("input", &facts.input), ("output", &facts.output)];
        let modalities = sides.into_iter().filter_map(|(side, kinds)| {
            let words = kinds.as_ref()?.value().iter().map(|kind| kind_word(*kind));
            Some((side, words.collect()))
        });
        let limits = [
            ("context", &facts.context_window),
            ("input", &facts.input_limit),
            ("output", &facts.max_output),
        ];
        let limit = limits.into_iter().filter_map(|(key, fact)| Some((key, *fact.as_ref()?.value())));
        let takes = facts.input.as_ref().map(|input| input.value().as_slice());
        // The format knows months and days; a text such as "early 2024" it cannot hold.
        let knowledge = facts.knowledge_cutoff.as_ref().map(|text| text.value().clone());
        Ok(Self {
            id,
            name,
            family,
            attachment: takes.map(|kinds| kinds.iter().any(|kind| *kind != Modality::Text)),
            reasoning: flag(&facts.reasoning),
            tool_call: flag(&facts.tool_calling),
            structured_output: flag(&facts.structured_output),
            knowledge: knowledge.filter(|text| text.parse::<Date>().is_ok()),
            release_date: facts.released.as_ref().map(|date| date.value().to_string()),
            modalities: modalities.collect(),
            open_weights: flag(&facts.open_weights),
            limit: limit.collect(),
            status: (status != Status::Current).then_some("deprecated"),
            cost: price.map(CostOut::new).transpose()?,
        })
    }
}

impl CostOut {
    fn new(price: &Price) -> serde_json::Result<Self> {
        let tier = |tier: &PriceTier| {
            Ok(TierOut {
                input: money(tier.input)?,
                output: money(tier.output)?,
                cache_read: tier.cache_read.map(money).transpose()?,
                tier: SizeOut { r#type: "context", size: tier.above },
            })
        };
        Ok(Self {
            input: money(price.input)?,
            output: money(price.output)?,
            cache_read: price.cache_read.map(money).transpose()?,
            cache_write: price.cache_write.map(money).transpose()?,
            tiers: price.tiers.iter().map(tier).collect::<serde_json::Result<_>>()?,
        })
    }
}
