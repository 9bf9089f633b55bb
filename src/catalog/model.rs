//! Models and what surrounds them: vendors, providers, series, scores.

use std::fmt;

use crate::catalog::price::{Decimal, Price};
use crate::catalog::quantity::Date;
use crate::catalog::source::{SourceId, Sourced};
use crate::locale::Text;

/// Declares the identifiers: lower-case slugs that appear in URLs and TOML.
macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl From<&str> for $name {
            fn from(id: &str) -> Self {
                Self(id.to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

ids! {
    /// Names a model: `deepseek-v3`.
    ModelId,
    /// Names a series: `deepseek`.
    SeriesId,
    /// Names a vendor: `deepseek`.
    VendorId,
    /// Names who sells access: `deepseek-cn`, `openrouter`.
    ProviderId,
    /// Names a benchmark: `mmlu-pro`.
    BenchmarkId,
    /// Names a scenario: `coding`.
    ScenarioId,
}

/// A company or institute that makes models.
#[derive(Clone, Debug)]
pub struct Vendor {
    /// Its id.
    pub id: VendorId,
    /// What it calls itself.
    pub name: Text,
    /// Its home page.
    pub url: Option<String>,
}

/// A service that sells access to models.
#[derive(Clone, Debug)]
pub struct Provider {
    /// Its id.
    pub id: ProviderId,
    /// What it calls itself.
    pub name: Text,
    /// The vendor whose own service it is.
    pub vendor: Option<VendorId>,
    /// Its home page.
    pub url: Option<String>,
}

/// A test that scores come from.
#[derive(Clone, Debug)]
pub struct Benchmark {
    /// Its id.
    pub id: BenchmarkId,
    /// Its name.
    pub name: String,
    /// What it measures, in one line.
    pub about: Text,
}

/// A family of models.
#[derive(Clone, Debug)]
pub struct Series {
    /// Its id.
    pub id: SeriesId,
    /// Its name.
    pub name: Text,
    /// Who makes it.
    pub vendor: VendorId,
    /// The slug of the page about it: `llm/deepseek`.
    pub page: Option<String>,
}

/// One model, as far as sources tell.
#[derive(Clone, Debug)]
pub struct Model {
    /// Its id.
    pub id: ModelId,
    /// Its name.
    pub name: Text,
    /// Other spellings: API names, repository ids.
    pub aliases: Vec<String>,
    /// The family it belongs to.
    pub series: SeriesId,
    /// Its maker, where that is not the series' vendor.
    pub vendor: Option<VendorId>,
    /// What it is and can do.
    pub facts: Facts,
    /// Its shape, where the weights are open.
    pub architecture: Option<Architecture>,
    /// What it costs and has cost.
    pub prices: Vec<Price>,
    /// How it scored.
    pub scores: Vec<Score>,
}

impl Model {
    /// Whether the vendor still offers it without a notice of its end.
    pub fn is_current(&self) -> bool {
        let status = self.facts.status.as_ref().map(|s| *s.value());
        !matches!(status, Some(Status::Legacy | Status::Retired)) && self.facts.retired.is_none()
    }

    /// Whether it can be used on a day. A model nobody says anything about is
    /// taken for current; one whose end is announced for later is legacy.
    pub fn status_on(&self, day: Date) -> Status {
        let said = self.facts.status.as_ref().map_or(Status::Current, |status| *status.value());
        match &self.facts.retired {
            Some(end) if *end.value() <= day => Status::Retired,
            Some(_) => said.max(Status::Legacy),
            None => said,
        }
    }

    /// The day of its release.
    pub fn released(&self) -> Option<Date> {
        self.facts.released.as_ref().map(|released| *released.value())
    }
}

/// Whether a model can still be used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Status {
    /// Offered.
    Current,
    /// Offered, but the vendor advises against starting with it.
    Legacy,
    /// No longer offered.
    Retired,
}

/// How a model's parameters are used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Structure {
    /// All parameters work on every token.
    Dense,
    /// A mixture of experts: a router picks a few experts for each token.
    Moe,
}

/// A kind of content a model takes or gives.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Modality {
    /// Text.
    Text,
    /// Still pictures.
    Image,
    /// Sound.
    Audio,
    /// Moving pictures.
    Video,
    /// Documents.
    Pdf,
}

/// What a model is and can do; what no source says is `None`.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// The day of its release.
    pub released: Option<Sourced<Date>>,
    /// Whether it can still be used.
    pub status: Option<Sourced<Status>>,
    /// The day its vendor ends it.
    pub retired: Option<Sourced<Date>>,
    /// Parameters in all.
    pub total_params: Option<Sourced<u64>>,
    /// Parameters that work on one token.
    pub active_params: Option<Sourced<u64>>,
    /// Tokens it was trained on.
    pub training_tokens: Option<Sourced<u64>>,
    /// Tokens of input and output it can hold at once, as advertised.
    pub context_window: Option<Sourced<u64>>,
    /// Tokens a prompt may have, where that is less than the window.
    pub input_limit: Option<Sourced<u64>>,
    /// Tokens it can write at once.
    pub max_output: Option<Sourced<u64>>,
    /// Dense or mixture of experts.
    pub structure: Option<Sourced<Structure>>,
    /// What it takes.
    pub input: Option<Sourced<Vec<Modality>>>,
    /// What it gives.
    pub output: Option<Sourced<Vec<Modality>>>,
    /// Whether it thinks before it answers.
    pub reasoning: Option<Sourced<bool>>,
    /// Whether it can ask for tools to be run.
    pub tool_calling: Option<Sourced<bool>>,
    /// Whether it can be held to a JSON schema.
    pub structured_output: Option<Sourced<bool>>,
    /// Whether its weights can be downloaded.
    pub open_weights: Option<Sourced<bool>>,
    /// The licence of its weights.
    pub license: Option<Sourced<String>>,
    /// The last day its training data knows, as printed.
    pub knowledge_cutoff: Option<Sourced<String>>,
    /// Its repository on Hugging Face.
    pub hf_id: Option<Sourced<String>>,
    /// The paper or report about it.
    pub paper: Option<Sourced<String>>,
}

/// The shape of a transformer, and who says so.
#[derive(Clone, Debug)]
pub struct Architecture {
    /// Who says so.
    pub source: SourceId,
    /// The numbers.
    pub shape: Shape,
}

/// Declares [`Shape`]: a field for each number, and its name in TOML.
macro_rules! shape {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// The numbers of a configuration file; `None` where it says nothing.
        ///
        /// Field names follow the field's papers.
        #[derive(Clone, PartialEq, Eq, Debug, Default)]
        pub struct Shape {
            $($(#[$doc])* pub $name: Option<u64>,)+
        }

        impl Shape {
            /// The names of all numbers, in the order they are shown.
            pub const NAMES: &'static [&'static str] = &[$(stringify!($name)),+];

            /// Sets a number by its name; `false` if there is none of it.
            pub fn set(&mut self, name: &str, number: u64) -> bool {
                match name {
                    $(stringify!($name) => self.$name = Some(number),)+
                    _ => return false,
                }
                true
            }

            /// The numbers that are known, by name.
            pub fn known(&self) -> impl Iterator<Item = (&'static str, u64)> {
                [$((stringify!($name), self.$name)),+]
                    .into_iter()
                    .filter_map(|(name, number)| Some((name, number?)))
            }
        }
    };
}

shape! {
    /// Transformer blocks.
    layers,
    /// First layers without experts, in a mixture of experts.
    dense_layers,
    /// Layers whose attention sees [`sliding_window`](Self::sliding_window) tokens only.
    sliding_layers,
    /// Layers without a cache that grows: linear attention, state space, no attention.
    linear_layers,
    /// Layers that keep compressed entries instead of one for each token.
    compressed_layers,
    /// Last layers that read an earlier layer's cache instead of keeping one.
    kv_shared_layers,
    /// Width of the residual stream.
    hidden_size,
    /// Width inside a dense feed-forward block.
    intermediate_size,
    /// Query heads.
    heads,
    /// Key and value heads.
    kv_heads,
    /// Width of a head.
    head_dim,
    /// Width of a value head, where it differs.
    v_head_dim,
    /// Key and value heads of full-attention layers, where they differ.
    global_kv_heads,
    /// Width of a head of full-attention layers, where it differs.
    global_head_dim,
    /// Rank of the compressed query (MLA).
    q_lora_rank,
    /// Rank of the compressed key and value that is cached (MLA).
    kv_lora_rank,
    /// Width of a query or key head without position (MLA).
    qk_nope_head_dim,
    /// Width of the key part that carries the position and is cached too (MLA).
    qk_rope_head_dim,
    /// Width of the indexer's key of sparse attention.
    index_head_dim,
    /// Tokens a sliding layer sees.
    sliding_window,
    /// Experts a layer can choose from.
    experts,
    /// Experts chosen for each token.
    experts_per_token,
    /// Experts that work on every token.
    shared_experts,
    /// Width inside an expert.
    moe_intermediate_size,
    /// Tokens in the vocabulary.
    vocabulary,
    /// Positions the configuration allows: its context window.
    max_positions,
}

/// What a score counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ScoreUnit {
    /// Per cent of the tasks.
    Percent,
    /// A rating or index of its own.
    Raw,
}

/// One result of one checkpoint on one benchmark.
#[derive(Clone, Debug)]
pub struct Score {
    /// The test.
    pub benchmark: BenchmarkId,
    /// The result.
    pub score: Decimal,
    /// What it counts.
    pub unit: ScoreUnit,
    /// Which weights or API version were tested.
    pub checkpoint: String,
    /// Shots and protocol.
    pub setting: Option<String>,
    /// Who published the result.
    pub reported_by: Option<String>,
    /// Who says so.
    pub source: SourceId,
    /// Where in the source.
    pub at: Option<String>,
}
