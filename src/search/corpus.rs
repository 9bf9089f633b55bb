//! The documents, the pages they make up, and the facets of those.

use std::collections::HashMap;
use std::sync::Arc;

use super::document::{Document, Kind};
use super::facet::{Axis, Facet};
use crate::locale::Locale;

/// A page: what all its sections share.
#[derive(Default)]
pub(super) struct Page {
    /// Facets, by their place in [`Corpus::facets`].
    pub(super) facets: Vec<u32>,
    pub(super) locale: Option<Locale>,
    pub(super) is_scenario: bool,
    /// The same page in the other language.
    pub(super) twin: Option<u32>,
}

/// Everything that is indexed, by number.
#[derive(Default)]
pub(super) struct Corpus {
    /// `None` stands for a document that was replaced.
    documents: Vec<Option<Arc<Document>>>,
    page_of: Vec<u32>,
    pub(super) pages: Vec<Page>,
    pub(super) facets: Vec<Facet>,
    alive: usize,
}

impl Corpus {
    /// Joins documents into pages.
    pub(super) fn new(documents: Vec<Option<Arc<Document>>>) -> Self {
        let mut corpus = Corpus::default();
        let mut pages: HashMap<&str, u32> = HashMap::new();
        let mut topics: HashMap<&str, u32> = HashMap::new();
        let mut facets: HashMap<Facet, u32> = HashMap::new();
        for document in &documents {
            let Some(document) = document else {
                corpus.page_of.push(u32::MAX);
                continue;
            };
            corpus.alive += 1;
            let page = *pages.entry(&document.page).or_insert_with(|| {
                let is_scenario = document.kind == Kind::Scenario;
                corpus.pages.push(Page { locale: document.locale, is_scenario, ..Page::default() });
                number(corpus.pages.len() - 1)
            });
            corpus.page_of.push(page);
            if !document.topic.is_empty() {
                let first = *topics.entry(&document.topic).or_insert(page);
                if first != page && corpus.pages[first as usize].locale != document.locale {
                    corpus.pages[first as usize].twin = Some(page);
                    corpus.pages[page as usize].twin = Some(first);
                }
            }
            for facet in document.facets.iter().cloned().chain([Facet::kind(document.kind)]) {
                let id = *facets.entry(facet).or_insert_with_key(|facet| {
                    corpus.facets.push(facet.clone());
                    number(corpus.facets.len() - 1)
                });
                let known = &mut corpus.pages[page as usize].facets;
                if !known.contains(&id) {
                    known.push(id);
                }
            }
        }
        corpus.documents = documents;
        corpus
    }

    /// A document, unless it was replaced.
    pub(super) fn get(&self, number: u32) -> Option<&Document> {
        self.documents.get(number as usize)?.as_deref()
    }

    /// All numbers, those of replaced documents included.
    pub(super) fn all(&self) -> &[Option<Arc<Document>>] {
        &self.documents
    }

    /// Documents that were not replaced.
    pub(super) fn len(&self) -> usize {
        self.alive
    }

    /// The page of a document that was not replaced.
    pub(super) fn page_of(&self, number: u32) -> Option<u32> {
        self.page_of.get(number as usize).copied().filter(|&page| page != u32::MAX)
    }
}

/// Documents are numbered in 32 bits, as tantivy numbers them.
fn number(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX - 1)
}

/// Which pages a choice of facets leaves.
pub(super) struct Choice {
    /// The chosen facets of each axis that has any.
    chosen: Vec<(Axis, Vec<u32>)>,
}

impl Choice {
    /// Looks the facets up; one that no page has leaves nothing.
    pub(super) fn new(corpus: &Corpus, only: &[Facet]) -> Self {
        let mut chosen: Vec<(Axis, Vec<u32>)> = Vec::new();
        for facet in only {
            let id = corpus.facets.iter().position(|known| known == facet).map(number);
            match chosen.iter_mut().find(|(axis, _)| *axis == facet.axis) {
                Some((_, ids)) => ids.extend(id),
                None => chosen.push((facet.axis, id.into_iter().collect())),
            }
        }
        Choice { chosen }
    }

    /// Whether a page has what was chosen.
    pub(super) fn allows(&self, page: &Page) -> bool {
        self.chosen.iter().all(|(_, ids)| has_any(page, ids))
    }

    /// Whether a page has what was chosen on all axes but this one.
    pub(super) fn allows_but(&self, axis: Axis, page: &Page) -> bool {
        self.chosen.iter().all(|(other, ids)| *other == axis || has_any(page, ids))
    }
}

fn has_any(page: &Page, ids: &[u32]) -> bool {
    page.facets.iter().any(|facet| ids.contains(facet))
}
