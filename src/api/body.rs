//! The shapes of answers. A field's name gives its unit, and a field that no
//! source tells is left out.

mod facts;
mod model;
mod page;
mod price;
mod provenance;
mod score;

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::locale::Text;

pub(super) use facts::FactsBody;
pub(super) use model::{ModelBody, ModelSummary};
pub(super) use page::{PageBody, PageSummary};
pub(super) use price::{PriceBody, StepBody, amount, currency, period};
pub(super) use provenance::{ClaimBody, SourceBody, ValueSource};
pub(super) use score::ScoreBody;

/// A text in both languages.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(super) struct Names {
    /// In Chinese.
    zh: String,
    /// In English.
    en: String,
}

impl From<&Text> for Names {
    fn from(text: &Text) -> Self {
        Self { zh: text.zh.clone(), en: text.en.clone() }
    }
}

/// Where the same list goes on.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(super) struct Links {
    /// This page of the list.
    #[serde(rename = "self")]
    own: String,
    /// Its first page.
    first: String,
    /// The page before this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    prev: Option<String>,
    /// The page after this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    next: Option<String>,
    /// Its last page.
    last: String,
}

/// A page of a list.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(super) struct Listed<T: ToSchema> {
    /// Entries on all pages together.
    total: usize,
    /// This page, from 1.
    page: usize,
    /// How many pages there are, at least one.
    pages: usize,
    /// Links to other pages.
    links: Links,
    /// The entries of this page.
    items: Vec<T>,
}

/// Entries of a page when `limit` is not given, and the most.
pub(super) const USUAL_LIMIT: usize = 50;
/// The most entries of a page.
pub(super) const MOST_LIMIT: usize = 1_000;

impl<T: ToSchema> Listed<T> {
    /// Cuts the page out that was asked for, and fills it.
    pub(super) fn cut<R>(asked: &Asked, rows: &[R], fill: impl Fn(&R) -> Option<T>) -> Self {
        let limit = asked.count("limit").map_or(USUAL_LIMIT, |limit| limit as usize).clamp(1, MOST_LIMIT);
        let page = asked.count("page").map_or(1, |page| page as usize).max(1);
        let pages = rows.len().div_ceil(limit).max(1);
        let start = (page - 1).saturating_mul(limit).min(rows.len());
        let items = rows[start..(start + limit).min(rows.len())].iter().filter_map(fill).collect();
        let at = |page: usize| {
            asked.with("page", if page == 1 { String::new() } else { page.to_string() }.as_str())
        };
        let links = Links {
            own: at(page),
            first: at(1),
            prev: (page > 1).then(|| at((page - 1).min(pages))),
            next: (page < pages).then(|| at(page + 1)),
            last: at(pages),
        };
        Self { total: rows.len(), page, pages, links, items }
    }
}
