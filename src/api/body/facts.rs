//! What a model is and can do, field by field.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::body::{ClaimBody, SourceBody, ValueSource};
use crate::catalog::Catalog;
use crate::catalog::model::{Facts, Modality, Status, Structure};
use crate::catalog::quantity::Date;
use crate::catalog::source::{Claim, Sourced};

/// Declares the fields: a name with its unit, its type, the fact it is read
/// from and how.
macro_rules! fields {
    ($($(#[$doc:meta])* $field:ident: $ty:ty = $fact:ident, $read:expr;)+) => {
        /// What a model is and can do; what no source tells is absent.
        #[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug, Default)]
        pub(in crate::api) struct FactsBody {
            $(
                $(#[$doc])*
                #[serde(skip_serializing_if = "Option::is_none")]
                $field: Option<$ty>,
            )+
        }

        impl FactsBody {
            /// The values that are shown.
            pub(in crate::api) fn of(facts: &Facts) -> Self {
                Self { $($field: facts.$fact.as_ref().map(|fact| read(fact.value(), $read)),)+ }
            }

            /// Who says each value that is there, by field.
            pub(in crate::api) fn sources(facts: &Facts, catalog: &Catalog) -> BTreeMap<&'static str, ValueSource> {
                let mut sources = BTreeMap::new();
                $(if let Some(fact) = &facts.$fact {
                    sources.insert(stringify!($field), said(fact, catalog, |value| Value::from(read(value, $read))));
                })+
                sources
            }
        }
    };
}

fields! {
    /// Day of the release, `YYYY-MM-DD`, or `YYYY-MM` when the day is unknown.
    released: String = released, |date: &Date| date.to_string();
    /// `current`, `legacy` or `retired`, as the vendor says.
    stated_status: String = status, |status: &Status| status_name(*status).to_owned();
    /// Day its vendor ends it.
    retired: String = retired, |date: &Date| date.to_string();
    /// Tokens of prompt and answer it can hold at once, as advertised.
    context_window_tokens: u64 = context_window, |count: &u64| *count;
    /// Tokens a prompt may have, where that is less than the window.
    input_limit_tokens: u64 = input_limit, |count: &u64| *count;
    /// Tokens it can write at once.
    max_output_tokens: u64 = max_output, |count: &u64| *count;
    /// Parameters in all.
    total_params: u64 = total_params, |count: &u64| *count;
    /// Parameters that work on one token.
    active_params: u64 = active_params, |count: &u64| *count;
    /// Tokens it was trained on.
    training_tokens: u64 = training_tokens, |count: &u64| *count;
    /// `dense` or `moe`.
    structure: String = structure, |structure: &Structure| structure_name(*structure).to_owned();
    /// What it takes: `text`, `image`, `audio`, `video`, `pdf`.
    input_modalities: Vec<String> = input, |kinds: &Vec<Modality>| modalities(kinds);
    /// What it gives.
    output_modalities: Vec<String> = output, |kinds: &Vec<Modality>| modalities(kinds);
    /// Whether it thinks before it answers.
    reasoning: bool = reasoning, |yes: &bool| *yes;
    /// Whether it can ask for tools to be run.
    tool_calling: bool = tool_calling, |yes: &bool| *yes;
    /// Whether it can be held to a JSON schema.
    structured_output: bool = structured_output, |yes: &bool| *yes;
    /// Whether its weights can be downloaded.
    open_weights: bool = open_weights, |yes: &bool| *yes;
    /// Licence of its weights.
    license: String = license, String::clone;
    /// Last day or month its training data knows, as printed.
    knowledge_cutoff: String = knowledge_cutoff, String::clone;
    /// Its repository on Hugging Face.
    hugging_face_id: String = hf_id, String::clone;
    /// The paper or report about it.
    paper: String = paper, String::clone;
}

fn read<T, R>(value: &T, read: impl Fn(&T) -> R) -> R {
    read(value)
}

/// A fact's source, and each value that differs from it.
fn said<T: PartialEq>(fact: &Sourced<T>, catalog: &Catalog, value: impl Fn(&T) -> Value) -> ValueSource {
    let other = |claim: &Claim<T>| ClaimBody {
        value: value(&claim.value),
        source: SourceBody::of(catalog, claim.source),
        at: claim.at.clone(),
    };
    ValueSource {
        source: SourceBody::of(catalog, fact.claim.source),
        at: fact.claim.at.clone(),
        others: fact.others.iter().filter(|claim| claim.value != fact.claim.value).map(other).collect(),
    }
}

/// A status by its name.
pub(super) const fn status_name(status: Status) -> &'static str {
    match status {
        Status::Current => "current",
        Status::Legacy => "legacy",
        Status::Retired => "retired",
    }
}

const fn structure_name(structure: Structure) -> &'static str {
    match structure {
        Structure::Dense => "dense",
        Structure::Moe => "moe",
    }
}

fn modalities(kinds: &[Modality]) -> Vec<String> {
    let name = |kind: &Modality| match kind {
        Modality::Text => "text",
        Modality::Image => "image",
        Modality::Audio => "audio",
        Modality::Video => "video",
        Modality::Pdf => "pdf",
    };
    kinds.iter().map(|kind| name(kind).to_owned()).collect()
}
