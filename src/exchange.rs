//! The formats that this field already speaks: what others publish about
//! models is held against the catalogue, and the catalogue is written for them.
//!
//! 1. [`json`] reads a document piece by piece and knows where it is;
//!    [`amount`] reads money exactly, per token or per million.
//! 2. [`said`] holds values of facts; [`models_dev`], [`litellm`], [`openrouter`] and [`llm_prices`] turn a file
//!    into [`Offer`]s; [`read`] is all four.
//! 3. [`matching`] finds our models and sellers behind their names.
//! 4. [`proposal`] compares, and says what it would change and what it leaves alone.
//! 5. [`write`](mod@write) changes the catalogue's files, keeping their layout.
//! 6. [`listing`] says what is sold today; the formats print it, and
//!    [`spreadsheet`] and [`whole`] print all there is.
//!
//! What is written in a format and read again proposes nothing. Nothing here
//! panics on a file: what is wrong becomes a [`Fault`] with place and remedy.

pub mod amount;
pub mod json;
pub mod listing;
pub mod litellm;
pub mod llm_prices;
pub mod matching;
pub mod models_dev;
pub mod openrouter;
pub mod proposal;
pub mod said;
pub mod spreadsheet;
pub mod whole;
pub mod write;

use std::collections::BTreeMap;

use crate::catalog::measure::Fact;
use crate::catalog::price::{Decimal, PriceTier};
use crate::catalog::quantity::Date;
use said::Said;

/// A format that can be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// `api.json` of models.dev: US dollars per million tokens, by seller.
    ModelsDev,
    /// LiteLLM's `model_prices_and_context_window.json`: US dollars per token.
    Litellm,
    /// OpenRouter's `/api/v1/models`: US dollars per token, as text.
    Openrouter,
    /// `current-v1.json` or `historical-v1.json` of llm-prices: US dollars per
    /// million tokens, with dates.
    LlmPrices,
}

impl Format {
    /// The word for it on the command line and in the keys of sources.
    pub const fn name(self) -> &'static str {
        match self {
            Self::ModelsDev => "models-dev",
            Self::Litellm => "litellm",
            Self::Openrouter => "openrouter",
            Self::LlmPrices => "llm-prices",
        }
    }

    /// What its publisher calls the file.
    pub const fn title(self) -> &'static str {
        match self {
            Self::ModelsDev => "models.dev api.json",
            Self::Litellm => "LiteLLM price list",
            Self::Openrouter => "OpenRouter models API",
            Self::LlmPrices => "llm-prices",
        }
    }

    /// Names of sellers that differ from the catalogue's: theirs, ours.
    const fn sellers(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::ModelsDev => models_dev::SELLERS,
            Self::Litellm => litellm::SELLERS,
            Self::Openrouter => &[],
            Self::LlmPrices => llm_prices::SELLERS,
        }
    }
}

/// One model as one seller offers it, according to a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Offer {
    /// Where it stands in the file: `deepseek.models.deepseek-chat`, `data[3]`.
    pub place: String,
    /// The same as the catalogue writes it down: by name, for places in a list
    /// change from day to day.
    pub at: String,
    /// Their key of the seller.
    pub seller: String,
    /// Their id of the model.
    pub id: String,
    /// Other ids that they give for the same model.
    pub names: Vec<String>,
    /// What they call the model.
    pub name: Option<String>,
    /// What it costs; `None` where the file does not say, which is not 0.
    pub quote: Option<Quote>,
    /// What they say of the model itself.
    pub claims: Vec<Claim>,
}

/// A price in US dollars per 1,000,000 tokens. What is not said is `None`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quote {
    /// Input tokens.
    pub input: Decimal,
    /// Output tokens.
    pub output: Decimal,
    /// Input tokens read from the prompt cache.
    pub cache_read: Option<Decimal>,
    /// Input tokens written to the prompt cache.
    pub cache_write: Option<Decimal>,
    /// Dearer steps for long prompts, ascending; none where none are said.
    pub tiers: Vec<PriceTier>,
    /// The first day, if the file says.
    pub from: Option<Date>,
    /// The first day it no longer holds, if the file says.
    pub until: Option<Date>,
}

impl Quote {
    /// Whether nothing is asked for tokens.
    pub const fn is_zero(&self) -> bool {
        self.input.0 == 0 && self.output.0 == 0
    }
}

/// A fact according to a file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim {
    /// Which.
    pub fact: Fact,
    /// What is said.
    pub said: Said,
}

/// What is wrong in a file, where, and what to do about it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Fault {
    /// The path in the document, or line and column where it is no JSON.
    pub place: String,
    /// What is wrong, in one sentence.
    pub message: String,
    /// What to do.
    pub fix: String,
}

impl Fault {
    /// A fault at a place.
    pub fn new(place: impl Into<String>, message: impl Into<String>, fix: impl Into<String>) -> Self {
        Self { place: place.into(), message: message.into(), fix: fix.into() }
    }
}

/// Something that was let be on purpose, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The path in the document.
    pub place: String,
    /// Our id of the model, where it is known.
    pub model: Option<String>,
    /// Why.
    pub message: String,
}

/// What a file says.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reading {
    /// Its offers, in its order.
    pub offers: Vec<Offer>,
    /// What is wrong in it.
    pub faults: Vec<Fault>,
    /// What was read and cannot be used.
    pub notes: Vec<Note>,
    /// How many entries were passed over, by reason.
    pub skipped: BTreeMap<String, usize>,
    /// The day the file gives for itself.
    pub dated: Option<Date>,
}

impl Reading {
    /// Keeps what could be read; a fault otherwise.
    fn take<T>(&mut self, read: Result<T, Fault>) -> Option<T> {
        read.map_err(|fault| self.faults.push(fault)).ok()
    }

    fn skip(&mut self, reason: impl Into<String>) {
        *self.skipped.entry(reason.into()).or_default() += 1;
    }

    fn note(&mut self, place: &str, message: impl Into<String>) {
        self.notes.push(Note { place: place.to_owned(), model: None, message: message.into() });
    }
}

/// Reads a file of a format. A file that is no such document has no offers and
/// one fault.
pub fn read(format: Format, text: &str) -> Reading {
    match format {
        Format::ModelsDev => models_dev::read(text),
        Format::Litellm => litellm::read(text),
        Format::Openrouter => openrouter::read(text),
        Format::LlmPrices => llm_prices::read(text),
    }
}
