//! Provenance: where a value was read, and what others say instead.

use crate::catalog::quantity::Date;

/// A source's number in [`Catalog::sources`](crate::catalog::Catalog::sources).
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct SourceId(pub u32);

/// How close a source stands to the model's maker.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tier {
    /// The maker's own page, repository or paper.
    Vendor,
    /// A database kept by volunteers.
    Community,
    /// The press.
    Press,
}

/// A page, file or paper that a value was read from.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Source {
    /// What it is called.
    pub title: String,
    /// Where it is, pinned to a version where it has one.
    pub url: String,
    /// The day its contents were read or last changed.
    pub date: Date,
    /// How close it stands to the maker.
    pub tier: Tier,
}

/// Where a number outside of the models' files was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Reference {
    /// What the page is called.
    pub title: String,
    /// Where it is.
    pub url: String,
    /// The day it was read, or that it holds for.
    pub date: Date,
}

/// One source's word for a value.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Claim<T> {
    /// The value, as the source gives it.
    pub value: T,
    /// Who says so.
    pub source: SourceId,
    /// Where in the source: a table, a row, a line.
    pub at: Option<String>,
}

/// A value with its source, and the values of sources that disagree.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sourced<T> {
    /// The value we show, and who says so.
    pub claim: Claim<T>,
    /// What other sources say; kept, shown, never overwritten.
    pub others: Vec<Claim<T>>,
}

impl<T> Sourced<T> {
    /// The value we show.
    pub const fn value(&self) -> &T {
        &self.claim.value
    }
}
