//! Tables as data: what a row says, what it can be filtered by, and how its
//! columns sort. Built from the catalogue on the server, sent once to the
//! browser, and then filtered and sorted by the same code on both sides.

mod build;
mod prices;
mod scores;
mod specs;

use crate::catalog::Catalog;
use crate::catalog::model::{BenchmarkId, ModelId, SeriesId};
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
}

impl View {
    /// The name in URLs and directives.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Specs => "specs",
            Self::Prices => "prices",
            Self::Scores => "benchmarks",
        }
    }

    /// The view a name stands for.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Specs, Self::Prices, Self::Scores].into_iter().find(|view| view.name() == name)
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

/// A table, in one language.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Table {
    /// The columns; the first names the row.
    pub columns: Vec<Column>,
    /// All rows, in their first order.
    pub rows: Vec<Row>,
    /// Series that occur: id and name.
    pub series: Vec<Choice>,
    /// All scenarios: id and name. Their place is their bit in [`Row::scenarios`].
    pub scenarios: Vec<Choice>,
    /// Sources that cells point to.
    pub sources: Vec<SourceLine>,
}

/// Something to filter by.
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
    /// Whether it holds numbers, which stand right and sort largest first.
    pub numeric: bool,
}

/// A row.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Row {
    /// The model it is about.
    pub model: String,
    /// Place of its series in [`Table::series`].
    pub series: usize,
    /// One bit for each scenario it fits.
    pub scenarios: u32,
    /// Whether its weights are open, when that is known.
    pub open: Option<bool>,
    /// What free text is looked up in, folded by [`fold`](crate::catalog::filter::fold).
    pub haystack: String,
    /// One cell for each column.
    pub cells: Vec<Cell>,
}

/// A cell: what it says, what it sorts by, who says so.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Cell {
    /// The text shown; empty when nothing is known.
    pub text: String,
    /// What it sorts by, where that is not its text.
    pub key: Option<i64>,
    /// Place of its source in [`Table::sources`].
    pub source: Option<usize>,
    /// What other sources say, when they disagree.
    pub others: String,
    /// A condition a reader must know: dearer long prompts, a note on dates.
    pub note: String,
}

/// A source, as a line under a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SourceLine {
    /// Its title.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// When it was read.
    pub date: String,
    /// How close it stands to the maker, in words.
    pub tier: String,
}

impl Table {
    /// Lays out a part of the catalogue as it stands on a day.
    pub fn new(catalog: &Catalog, view: View, scope: &Scope, locale: Locale, today: Date) -> Self {
        let mut builder = build::Builder::new(catalog, scope, locale, today);
        match view {
            View::Specs => specs::fill(&mut builder),
            View::Prices => prices::fill(&mut builder),
            View::Scores => scores::fill(&mut builder, &scope.benchmarks),
        }
        builder.finish()
    }
}
