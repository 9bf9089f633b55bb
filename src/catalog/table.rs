//! Tables as data: what a row says, what it can be filtered by, and how its
//! columns sort. Built from the catalogue on the server, sent once to the
//! browser, and then filtered and sorted by the same code on both sides.

mod build;
mod costs;
mod display;
mod prices;
mod scores;
mod specs;

pub use display::{Display, value};

use crate::catalog::Catalog;
use crate::catalog::cost::Usage;
use crate::catalog::model::{BenchmarkId, Model, ModelId, SeriesId};
use crate::catalog::price::Rate;
use crate::catalog::quantity::Date;
use crate::locale::Locale;

/// Which table.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum View {
    /// What models are and can do, one row per model.
    Specs,
    /// What they cost today, one row per price.
    Prices,
    /// How they scored, one row per score.
    Scores,
    /// What a month of some usage costs, one row per model and provider.
    Cost(Usage),
}

impl View {
    /// The name in URLs and directives.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Specs => "specs",
            Self::Prices => "prices",
            Self::Scores => "benchmarks",
            Self::Cost(_) => "cost",
        }
    }

    /// The view a name stands for; costs are those of the usual usage.
    pub fn from_name(name: &str) -> Option<Self> {
        let all = [Self::Specs, Self::Prices, Self::Scores, Self::Cost(Usage::USUAL)];
        all.into_iter().find(|view| view.name() == name)
    }
}

/// Which part of the catalogue a table shows; empty lists mean all of it.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Scope {
    /// Only these series.
    pub series: Vec<SeriesId>,
    /// Only these models, in this order.
    pub models: Vec<ModelId>,
    /// Only these benchmarks.
    pub benchmarks: Vec<BenchmarkId>,
}

impl Scope {
    /// Whether a model is in it.
    pub fn includes(&self, model: &Model) -> bool {
        (self.series.is_empty() || self.series.contains(&model.series))
            && (self.models.is_empty() || self.models.contains(&model.id))
    }
}

/// A table, in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The columns; the first names the row.
    pub columns: Vec<Column>,
    /// What rows can be filtered by, in the order it is offered.
    pub facets: Vec<Facet>,
    /// All rows, in their first order.
    pub rows: Vec<Row>,
    /// What a dollar is worth, for readers who want one currency.
    pub rate: Option<Rate>,
}

impl Table {
    /// Lays out a part of the catalogue as it stands on a day.
    pub fn new(catalog: &Catalog, view: View, scope: &Scope, locale: Locale, today: Date) -> Self {
        let mut builder = build::Builder::new(catalog, scope, locale, today);
        match view {
            View::Specs => specs::fill(&mut builder),
            View::Prices => prices::fill(&mut builder),
            View::Scores => scores::fill(&mut builder, &scope.benchmarks),
            View::Cost(usage) => costs::fill(&mut builder, &usage),
        }
        builder.finish()
    }

    /// The place of a column, by its key.
    pub fn column(&self, key: &str) -> Option<usize> {
        self.columns.iter().position(|column| column.key == key)
    }

    /// A facet, by its key.
    pub fn facet(&self, key: &str) -> Option<&Facet> {
        self.facets.iter().find(|facet| facet.key == key)
    }
}

/// Something rows can be filtered by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Facet {
    /// Its id, as in URLs.
    pub key: String,
    /// Its name in the table's language.
    pub label: String,
    /// Whether a row can have several of its choices; then all that are chosen
    /// must be among them, otherwise one of them.
    pub many: bool,
    /// What can be chosen; at most 32 where a row can have several.
    pub choices: Vec<Choice>,
}

/// One value of a facet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Choice {
    /// Its id, as in URLs.
    pub id: String,
    /// Its name in the table's language.
    pub name: String,
}

/// A column.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Column {
    /// Its id, as in `sort=`.
    pub key: String,
    /// Its heading.
    pub label: String,
    /// The unit of its numbers, empty when it has none.
    pub unit: String,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether it is shown before a reader chooses columns.
    pub shown: bool,
    /// Where its values stand on a model's page, as a fragment: the fact's
    /// name, or [`OF_ROW`](Self::OF_ROW), or nothing.
    pub anchor: String,
}

impl Column {
    /// An [`anchor`](Self::anchor) that each row has its own of.
    pub const OF_ROW: &'static str = "*";
}

/// What a column's cells hold, and so how a key is printed and ordered.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Words.
    Text,
    /// A number printed as its text says.
    Number,
    /// A count of tokens.
    Tokens,
    /// A count of parameters.
    Params,
    /// An amount of money; the key is [`Money::key`](crate::catalog::price::Money::key).
    Money,
    /// A day; the key counts days since 1970.
    Date,
}

impl Kind {
    /// Whether cells hold numbers, which stand right and sort largest first.
    pub const fn is_numeric(self) -> bool {
        !matches!(self, Self::Text)
    }
}

/// A row.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Row {
    /// The model it is about.
    pub model: String,
    /// Where its own values stand on the model's page: `price-2`.
    pub anchor: String,
    /// What free text is looked up in, folded by [`fold`](crate::catalog::filter::fold).
    pub haystack: String,
    /// For each facet: the place of its choice counted from 1 and 0 for none,
    /// or one bit for each choice where it can have several.
    pub facets: Vec<u32>,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// A cell: what it says, what it sorts by, and what is to be known about it.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// The text shown, where the key alone does not give it.
    pub text: String,
    /// What it sorts by, where that is not its text.
    pub key: Option<i64>,
    /// What a reader must know about the value.
    pub marks: Marks,
}

impl Cell {
    /// Whether nothing is known.
    pub const fn is_missing(&self) -> bool {
        self.text.is_empty() && self.key.is_none()
    }
}

/// What a reader must know about a value, as bits: they travel as one digit.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Marks(pub u8);

impl Marks {
    /// It has a source on the model's page.
    pub const SOURCED: Self = Self(1);
    /// Other sources say otherwise.
    pub const DISPUTED: Self = Self(2);
    /// It holds under a condition.
    pub const NOTED: Self = Self(4);
    /// It was checked long ago.
    pub const STALE: Self = Self(8);

    /// Whether all of the other's bits are set.
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Both.
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// With the other's bits if a condition holds.
    pub const fn and_if(self, condition: bool, other: Self) -> Self {
        if condition { self.and(other) } else { self }
    }
}
