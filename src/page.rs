//! Pages as data: the content layer makes them, the interface draws them.

use crate::catalog::quantity::Date;
use crate::catalog::table::{Scope, View};
use crate::locale::Locale;

/// What is known about a page before it is drawn.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its language.
    pub locale: Locale,
    /// Its path without language and slashes at the ends: `llm/deepseek`;
    /// empty for the front page.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Its place among its neighbours: small first, then by title.
    pub order: Option<i64>,
    /// The group it stands in, from its front matter.
    pub category: Option<String>,
    /// The day its text was last revised, from its front matter.
    pub updated: Option<Date>,
    /// Its file, relative to the content folder.
    pub file: String,
    /// Its headings below the title.
    pub headings: Vec<Heading>,
    /// Its text, cut at the headings; the first section stands before them.
    pub sections: Vec<Section>,
    /// Minutes to read it.
    pub minutes: u32,
}

impl Page {
    /// Its own description, or the beginning of its text.
    pub fn summary(&self) -> String {
        self.description.clone().unwrap_or_else(|| {
            let first = self.sections.iter().map(|section| section.text.trim()).find(|text| !text.is_empty());
            first.unwrap_or_default().chars().take(150).collect()
        })
    }
}

/// A heading below the page's title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id on the page.
    pub anchor: String,
}

/// The plain text under one heading, for search.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Section {
    /// The heading's id; empty for the text before the first heading.
    pub anchor: String,
    /// The heading's text.
    pub heading: String,
    /// Running text.
    pub text: String,
    /// Code.
    pub code: String,
}

/// A piece of a page's body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// Ready, filtered HTML.
    Html(String),
    /// A table of the catalogue; the number tells the tables of a page apart.
    Table {
        /// Which table.
        view: View,
        /// Which part of the catalogue.
        scope: Scope,
        /// Which table of its kind on the page, from 1.
        number: usize,
    },
    /// Scenarios and the models recommended for them.
    Scenarios {
        /// Only models of this part of the catalogue.
        scope: Scope,
    },
    /// When the models of a part of the catalogue came out.
    Timeline {
        /// Which part.
        scope: Scope,
    },
    /// A picture of ours; the number tells those of a page apart.
    Diagram {
        /// Which picture.
        diagram: Diagram,
        /// Which picture on the page, from 1.
        number: usize,
    },
}

/// A picture that explains an idea.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Diagram {
    /// A dense layer beside a mixture of experts.
    DenseMoe,
    /// What a layer keeps of a token, by kind of attention.
    KvCache,
    /// How the input of a conversation grows.
    ContextGrowth,
    /// From data to a released model.
    TrainingStages,
    /// What a shared beginning saves.
    PromptCache,
    /// Model, application and tool in turn.
    FunctionCalling,
    /// One weight in fewer and fewer bits.
    Quantization,
    /// A teacher and its student.
    Distillation,
    /// Which tokens are read and which are kept, by kind of attention.
    AttentionVariants,
    /// The tokens of one request, without and with thinking.
    ReasoningModels,
    /// From a text to its tokens and what they cost.
    TokensAndPricing,
    /// What stands between questions and a score.
    Benchmarks,
}

impl Diagram {
    /// All of them.
    pub const ALL: [Self; 12] = [
        Self::DenseMoe,
        Self::KvCache,
        Self::ContextGrowth,
        Self::TrainingStages,
        Self::PromptCache,
        Self::FunctionCalling,
        Self::Quantization,
        Self::Distillation,
        Self::AttentionVariants,
        Self::ReasoningModels,
        Self::TokensAndPricing,
        Self::Benchmarks,
    ];

    /// What it is called in a directive.
    pub const fn name(self) -> &'static str {
        match self {
            Self::DenseMoe => "dense-moe",
            Self::KvCache => "kv-cache",
            Self::ContextGrowth => "context-growth",
            Self::TrainingStages => "training-stages",
            Self::PromptCache => "prompt-cache",
            Self::FunctionCalling => "function-calling",
            Self::Quantization => "quantization",
            Self::Distillation => "distillation",
            Self::AttentionVariants => "attention-variants",
            Self::ReasoningModels => "reasoning-models",
            Self::TokensAndPricing => "tokens-and-pricing",
            Self::Benchmarks => "benchmarks",
        }
    }

    /// The one of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|diagram| diagram.name() == name)
    }
}
