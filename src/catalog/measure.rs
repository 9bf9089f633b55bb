//! Numbers that can be asked of a model by name: a fact, a price, a score.
//!
//! A recommendation names its numbers (`context_window`, `output_price`,
//! `score:swe-bench-verified`) instead of writing them down, so they are read
//! from the catalogue each time they are shown and cannot go stale.

mod fact;
mod words;

use std::fmt;

use crate::catalog::Catalog;
use crate::catalog::model::{BenchmarkId, Modality, Model, Score, Status, Structure};
use crate::catalog::price::{Currency, Decimal, Period};
use crate::catalog::quantity::Date;
use crate::catalog::source::SourceId;

pub use fact::Fact;

/// Something that can be asked of a model.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Measure {
    /// A fact.
    Fact(Fact),
    /// A part of today's price.
    Price(Part),
    /// The best documented score on a benchmark.
    Score(BenchmarkId),
}

/// A part of a price, per 1,000,000 tokens.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Input tokens.
    Input,
    /// Output tokens.
    Output,
    /// Input tokens read from the prompt cache.
    CacheRead,
}

impl Part {
    const NAMES: [(&'static str, Self); 3] =
        [("input_price", Self::Input), ("output_price", Self::Output), ("cache_read_price", Self::CacheRead)];
}

/// What heads the name of a score.
const SCORE: &str = "score:";

/// An answer, who says so, and where it stands on the model's page.
#[derive(Clone, Debug)]
pub struct Reading<'a> {
    /// What is said.
    pub value: Value<'a>,
    /// Who says so.
    pub source: SourceId,
    /// Its id on the model's page: `context_window`, `price-1`, `score-1`.
    pub anchor: String,
}

/// What a model can answer.
#[derive(Clone, Copy, Debug)]
pub enum Value<'a> {
    /// A day or month.
    Date(Date),
    /// Whether it can still be used.
    Status(Status),
    /// A count of parameters.
    Params(u64),
    /// A count of tokens.
    Tokens(u64),
    /// Dense or mixture of experts.
    Structure(Structure),
    /// Kinds of content.
    Kinds(&'a [Modality]),
    /// Yes or no.
    Flag(bool),
    /// A text as it is.
    Text(&'a str),
    /// Money per 1,000,000 tokens, as published.
    Money(Currency, Decimal, Option<Period>),
    /// A score with its checkpoint and setting.
    Score(&'a Score),
}

impl Measure {
    /// Reads a name; `None` if nothing is called so. Whether a benchmark
    /// exists is for the catalogue to say.
    pub fn parse(name: &str) -> Option<Self> {
        if let Some(benchmark) = name.strip_prefix(SCORE) {
            return (!benchmark.is_empty()).then(|| Self::Score(benchmark.into()));
        }
        let part = Part::NAMES.into_iter().find(|(known, _)| *known == name);
        part.map(|(_, part)| Self::Price(part)).or_else(|| Fact::parse(name).map(Self::Fact))
    }

    /// Every fixed name, and every score's.
    pub fn names(catalog: &Catalog) -> impl Iterator<Item = String> {
        let fixed = Fact::ALL.iter().map(|fact| fact.name()).chain(Part::NAMES.map(|(name, _)| name));
        let scores = catalog.benchmarks.iter().map(|benchmark| format!("{SCORE}{}", benchmark.id));
        fixed.map(str::to_owned).chain(scores)
    }

    /// What a model answers on a day; `None` where no source says.
    pub fn read<'a>(&self, catalog: &Catalog, model: &'a Model, day: Date) -> Option<Reading<'a>> {
        match self {
            Self::Fact(fact) => {
                let (value, source) = fact.of(&model.facts)?;
                Some(Reading { value, source, anchor: fact.name().to_owned() })
            }
            Self::Price(part) => {
                let (place, price) = catalog.headline_price(model, day)?;
                let amount = match part {
                    Part::Input => price.input,
                    Part::Output => price.output,
                    Part::CacheRead => price.cache_read?,
                };
                let value = Value::Money(price.currency, amount, price.period);
                Some(Reading { value, source: price.source, anchor: price_anchor(place) })
            }
            Self::Score(benchmark) => {
                let (place, score) = best_score(model, benchmark)?;
                let anchor = score_anchor(place);
                Some(Reading { value: Value::Score(score), source: score.source, anchor })
            }
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fact(fact) => f.write_str(fact.name()),
            Self::Price(part) => {
                f.write_str(Part::NAMES.iter().find(|(_, known)| known == part).map_or("", |(name, _)| name))
            }
            Self::Score(benchmark) => write!(f, "{SCORE}{benchmark}"),
        }
    }
}

/// A model's highest documented score on a benchmark, and its place in
/// [`Model::scores`]; of equal scores the first.
pub fn best_score<'a>(model: &'a Model, benchmark: &BenchmarkId) -> Option<(usize, &'a Score)> {
    let own = model.scores.iter().enumerate().filter(|(_, score)| score.benchmark == *benchmark);
    own.min_by_key(|(place, score)| (std::cmp::Reverse(score.score), *place))
}

/// The id of a price on its model's page.
pub fn price_anchor(place: usize) -> String {
    format!("price-{}", place + 1)
}

/// The id of a score on its model's page.
pub fn score_anchor(place: usize) -> String {
    format!("score-{}", place + 1)
}
