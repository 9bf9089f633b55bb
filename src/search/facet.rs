//! What results can be narrowed by.

use super::document::Kind;

/// A way to tell results apart.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Axis {
    /// Pages, models, scenarios, terms.
    Kind,
    /// Model series.
    Series,
    /// Who makes the models.
    Vendor,
    /// What people want a model for.
    Scenario,
}

impl Axis {
    /// All axes, in the order they are offered.
    pub const ALL: [Axis; 4] = [Axis::Kind, Axis::Series, Axis::Vendor, Axis::Scenario];

    /// Its name in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Axis::Kind => "kind",
            Axis::Series => "series",
            Axis::Vendor => "vendor",
            Axis::Scenario => "scenario",
        }
    }
}

/// A value on an axis: `Facet { axis: Axis::Series, value: "deepseek" }`.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Facet {
    /// The axis.
    pub axis: Axis,
    /// An id on it.
    pub value: String,
}

impl Facet {
    /// The value `value` of `axis`.
    pub fn new(axis: Axis, value: impl Into<String>) -> Self {
        Facet { axis, value: value.into() }
    }

    /// The facet of a kind.
    pub fn kind(kind: Kind) -> Self {
        Facet::new(Axis::Kind, kind.code())
    }
}

/// How many pages a facet would leave, the choices on the other axes given.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FacetCount {
    /// The facet.
    pub facet: Facet,
    /// Pages that have it.
    pub pages: usize,
}
