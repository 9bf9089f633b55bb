//! The catalogue as editors write it, one struct for each TOML table.
//!
//! It differs from the domain's types on purpose: sources are named, dates
//! and money are text with a place in the file, and unknown keys are refused.
//! [`convert`] turns it into the domain's types, [`load`] reads the folder.

mod convert;
mod glossary;
mod load;
mod mentions;
mod names;
mod reference;
mod scenarios;
mod vocabulary;

pub(super) use glossary::glossary;
pub use glossary::standard_synonyms;
pub use load::load;
pub(super) use load::{read, toml_files};
pub(super) use names::check_pages;

use serde::Deserialize;
use std::collections::BTreeMap;
use toml::Spanned;

use crate::locale::Text;

/// A name: one text for both languages, or one for each.
#[derive(Deserialize, Clone, Debug)]
#[serde(untagged)]
enum Name {
    Same(String),
    Both { zh: String, en: String },
}

impl From<Name> for Text {
    fn from(name: Name) -> Self {
        match name {
            Name::Same(text) => Self::same(text),
            Name::Both { zh, en } => Self { zh, en },
        }
    }
}

/// A file of `content/catalog`.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct SeriesFile {
    series: Series,
    #[serde(default)]
    sources: BTreeMap<String, Spanned<Source>>,
    #[serde(default)]
    models: Vec<Model>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Series {
    id: Spanned<String>,
    name: Name,
    vendor: Spanned<String>,
    page: Option<String>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Source {
    title: String,
    url: String,
    date: Spanned<String>,
    tier: Spanned<String>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Model {
    id: Spanned<String>,
    name: Name,
    #[serde(default)]
    aliases: Vec<String>,
    vendor: Option<Spanned<String>>,
    #[serde(default)]
    facts: Facts,
    architecture: Option<BTreeMap<Spanned<String>, Spanned<toml::Value>>>,
    #[serde(default)]
    prices: Vec<Spanned<Price>>,
    #[serde(default)]
    benchmarks: Vec<Spanned<Score>>,
}

/// A value, who says so, and who says otherwise.
#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Fact<T> {
    value: T,
    source: Spanned<String>,
    at: Option<String>,
    /// For editors; not shown.
    #[serde(default, rename = "note")]
    _note: Option<Name>,
    #[serde(default = "Vec::new")]
    others: Vec<Other<T>>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Other<T> {
    value: T,
    source: Spanned<String>,
    at: Option<String>,
    #[serde(default, rename = "note")]
    _note: Option<Name>,
}

/// A fact that may be missing, with its place in the file.
type Given<T> = Option<Spanned<Fact<T>>>;

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
struct Facts {
    released: Given<String>,
    status: Given<String>,
    retired: Given<String>,
    total_params: Given<u64>,
    active_params: Given<u64>,
    training_tokens: Given<u64>,
    context_window: Given<u64>,
    input_limit: Given<u64>,
    max_output: Given<u64>,
    structure: Given<String>,
    input: Given<Vec<String>>,
    output: Given<Vec<String>>,
    reasoning: Given<bool>,
    tool_calling: Given<bool>,
    structured_output: Given<bool>,
    open_weights: Given<bool>,
    license: Given<String>,
    knowledge_cutoff: Given<String>,
    hf_id: Given<String>,
    paper: Given<String>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Price {
    provider: Spanned<String>,
    currency: Spanned<String>,
    input: Spanned<String>,
    output: Spanned<String>,
    cache_read: Option<Spanned<String>>,
    cache_write: Option<Spanned<String>>,
    from: Option<Spanned<String>>,
    from_kind: Option<Spanned<String>>,
    until: Option<Spanned<String>>,
    period: Option<Spanned<String>>,
    read: Spanned<String>,
    source: Spanned<String>,
    at: Option<String>,
    #[serde(default)]
    tiers: Vec<PriceTier>,
    note: Option<Name>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct PriceTier {
    above: u64,
    input: Spanned<String>,
    output: Spanned<String>,
    cache_read: Option<Spanned<String>>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Score {
    benchmark: Spanned<String>,
    score: Spanned<String>,
    unit: Spanned<String>,
    checkpoint: String,
    setting: Option<String>,
    reported_by: Option<String>,
    source: Spanned<String>,
    at: Option<String>,
}
