//! Who says so.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::catalog::Catalog;
use crate::catalog::source::{Reference, SourceId, Tier};

/// A page, file or paper that a value was read from.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(in crate::api) struct SourceBody {
    /// What it is called.
    title: String,
    /// Where it is, pinned to a version where it has one.
    url: String,
    /// The day its contents were read or last changed, `YYYY-MM-DD` or `YYYY-MM`.
    date: String,
    /// How close it stands to the maker: `vendor`, `community`, `press`;
    /// absent for numbers that are no model's.
    #[serde(skip_serializing_if = "Option::is_none")]
    tier: Option<&'static str>,
}

impl SourceBody {
    /// A source of the catalogue.
    pub(in crate::api) fn of(catalog: &Catalog, id: SourceId) -> Option<Self> {
        let source = catalog.source(id)?;
        let tier = match source.tier {
            Tier::Vendor => "vendor",
            Tier::Community => "community",
            Tier::Press => "press",
        };
        let (title, url) = (source.title.clone(), source.url.clone());
        Some(Self { title, url, date: source.date.to_string(), tier: Some(tier) })
    }
}

impl From<&Reference> for SourceBody {
    fn from(reference: &Reference) -> Self {
        let (title, url) = (reference.title.clone(), reference.url.clone());
        Self { title, url, date: reference.date.to_string(), tier: None }
    }
}

/// Who says a value, and what others say.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(in crate::api) struct ValueSource {
    /// Who says so.
    pub(in crate::api) source: Option<SourceBody>,
    /// Where in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api) at: Option<String>,
    /// Values of sources that disagree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub(in crate::api) others: Vec<ClaimBody>,
}

/// What another source says instead.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(in crate::api) struct ClaimBody {
    /// Its value, of the same type as the field's.
    pub(in crate::api) value: Value,
    /// Who says so.
    pub(in crate::api) source: Option<SourceBody>,
    /// Where in the source.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(in crate::api) at: Option<String>,
}
