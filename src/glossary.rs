//! The field's terms: what they are called in both languages, and what they mean.

use crate::locale::{Locale, Text};

/// What a term is about.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Topic {
    /// What a language model is and does.
    Basics,
    /// How it is built.
    Architecture,
    /// How it came to know what it knows.
    Training,
    /// How it is run.
    Inference,
    /// How it is used in a program.
    Usage,
    /// How it is measured.
    Evaluation,
    /// What it costs.
    Pricing,
    /// What it runs on.
    Hardware,
    /// Model families and makers under their names in both languages.
    Names,
}

impl Topic {
    /// All topics, in the order a reader meets them.
    pub const ALL: [Self; 9] = [
        Self::Basics,
        Self::Architecture,
        Self::Training,
        Self::Inference,
        Self::Usage,
        Self::Evaluation,
        Self::Pricing,
        Self::Hardware,
        Self::Names,
    ];

    /// Its name in the glossary's file.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Basics => "basics",
            Self::Architecture => "architecture",
            Self::Training => "training",
            Self::Inference => "inference",
            Self::Usage => "usage",
            Self::Evaluation => "evaluation",
            Self::Pricing => "pricing",
            Self::Hardware => "hardware",
            Self::Names => "names",
        }
    }

    /// Its name for a reader.
    pub fn name(self, locale: Locale) -> &'static str {
        match self {
            Self::Basics => locale.pick("基础", "Basics"),
            Self::Architecture => locale.pick("结构", "Architecture"),
            Self::Training => locale.pick("训练", "Training"),
            Self::Inference => locale.pick("推理与部署", "Inference and deployment"),
            Self::Usage => locale.pick("调用与应用", "Using models"),
            Self::Evaluation => locale.pick("评测", "Evaluation"),
            Self::Pricing => locale.pick("价格", "Pricing"),
            Self::Hardware => locale.pick("硬件", "Hardware"),
            Self::Names => locale.pick("模型与厂商的名字", "Names of models and makers"),
        }
    }
}

/// A term. All its names mean the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Term {
    /// Its id, the anchor of its entry.
    pub id: String,
    /// What it is about.
    pub topic: Topic,
    /// What it is called.
    pub name: Text,
    /// Other spellings, abbreviations and words of other regions.
    pub aliases: Vec<String>,
    /// Whether everybody knows the word, so that it is not marked in texts.
    pub everyday: bool,
    /// What it means, in a sentence.
    pub meaning: Text,
}

impl Term {
    /// Its names in both languages and all other spellings, none twice.
    pub fn names(&self) -> Vec<String> {
        let mut names = vec![self.name.zh.clone()];
        for name in std::iter::once(&self.name.en).chain(&self.aliases) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        names
    }
}
