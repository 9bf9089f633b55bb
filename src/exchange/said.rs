//! Values of facts without their types: what a file says, and what we know.

use std::fmt;

use crate::catalog::measure::Fact;
use crate::catalog::model::{Facts, Modality, Status, Structure};
use crate::catalog::quantity::{Date, grouped};
use crate::catalog::source::{SourceId, Sourced};

/// The value of a fact, without who says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Said {
    /// A day or month.
    Date(Date),
    /// A count of tokens or parameters.
    Count(u64),
    /// Kinds of content.
    Kinds(Vec<Modality>),
    /// Yes or no.
    Flag(bool),
    /// A text as it is.
    Text(String),
}

impl fmt::Display for Said {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::Count(count) => f.write_str(&grouped(*count)),
            Self::Kinds(kinds) => {
                f.write_str(&kinds.iter().map(|kind| kind_word(*kind)).collect::<Vec<_>>().join(", "))
            }
            Self::Flag(yes) => f.write_str(if *yes { "yes" } else { "no" }),
            Self::Text(text) => f.write_str(text),
        }
    }
}

/// A value of ours or of another source, and who says so.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known<'a> {
    /// The value.
    pub said: Said,
    /// Who says so.
    pub source: SourceId,
    /// Where in the source.
    pub at: Option<&'a str>,
}

/// What is known of a fact: our value first, then those of others.
pub fn known(facts: &Facts, fact: Fact) -> Vec<Known<'_>> {
    match fact {
        Fact::Released => all(&facts.released, |date| Said::Date(*date)),
        Fact::Status => all(&facts.status, |status| Said::Text(status_word(*status).to_owned())),
        Fact::Retired => all(&facts.retired, |date| Said::Date(*date)),
        Fact::TotalParams => all(&facts.total_params, |count| Said::Count(*count)),
        Fact::ActiveParams => all(&facts.active_params, |count| Said::Count(*count)),
        Fact::TrainingTokens => all(&facts.training_tokens, |count| Said::Count(*count)),
        Fact::ContextWindow => all(&facts.context_window, |count| Said::Count(*count)),
        Fact::InputLimit => all(&facts.input_limit, |count| Said::Count(*count)),
        Fact::MaxOutput => all(&facts.max_output, |count| Said::Count(*count)),
        Fact::Structure => all(&facts.structure, |kind| Said::Text(structure_word(*kind).to_owned())),
        Fact::Input => all(&facts.input, |kinds| Said::Kinds(kinds.clone())),
        Fact::Output => all(&facts.output, |kinds| Said::Kinds(kinds.clone())),
        Fact::Reasoning => all(&facts.reasoning, |yes| Said::Flag(*yes)),
        Fact::ToolCalling => all(&facts.tool_calling, |yes| Said::Flag(*yes)),
        Fact::StructuredOutput => all(&facts.structured_output, |yes| Said::Flag(*yes)),
        Fact::OpenWeights => all(&facts.open_weights, |yes| Said::Flag(*yes)),
        Fact::License => all(&facts.license, |text| Said::Text(text.clone())),
        Fact::KnowledgeCutoff => all(&facts.knowledge_cutoff, |text| Said::Text(text.clone())),
        Fact::HfId => all(&facts.hf_id, |text| Said::Text(text.clone())),
        Fact::Paper => all(&facts.paper, |text| Said::Text(text.clone())),
    }
}

fn all<T>(fact: &Option<Sourced<T>>, said: impl Fn(&T) -> Said) -> Vec<Known<'_>> {
    let claims = fact.iter().flat_map(|fact| std::iter::once(&fact.claim).chain(&fact.others));
    let known =
        claims.map(|claim| Known { said: said(&claim.value), source: claim.source, at: claim.at.as_deref() });
    known.collect()
}

/// The words for kinds of content, in the catalogue and in most formats.
pub(super) const KINDS: [(&str, Modality); 5] = [
    ("text", Modality::Text),
    ("image", Modality::Image),
    ("audio", Modality::Audio),
    ("video", Modality::Video),
    ("pdf", Modality::Pdf),
];

/// The word for a kind of content.
pub(super) fn kind_word(kind: Modality) -> &'static str {
    KINDS.iter().find(|(_, known)| *known == kind).map_or("text", |(word, _)| word)
}

const fn status_word(status: Status) -> &'static str {
    match status {
        Status::Current => "current",
        Status::Legacy => "legacy",
        Status::Retired => "retired",
    }
}

const fn structure_word(structure: Structure) -> &'static str {
    match structure {
        Structure::Dense => "dense",
        Structure::Moe => "moe",
    }
}
