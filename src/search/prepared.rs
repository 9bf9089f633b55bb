//! The tokens of a plan, looked up once, and which of them are too common to be
//! read in full.

use std::collections::HashMap;

use super::engine::{Engine, Sought};
use super::plan::{Concept, Plan, Shape};

/// Postings read in full for one query. What is beyond is read only for the
/// sections that the rarer tokens found: an index of a million sections then
/// answers in about the time of a small one.
const POSTINGS: u64 = 100_000;
/// A phrase reads positions, which takes longer by about this factor.
const PHRASE_COST: u64 = 4;

/// Where the tokens of a plan stand.
pub(super) struct Prepared<'a> {
    sought: HashMap<&'a str, Entry>,
    any_heavy: bool,
}

struct Entry {
    sought: Sought,
    heavy: bool,
}

impl<'a> Prepared<'a> {
    /// Looks up every token that `is_known`.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn new(
        engine: &Engine,
        plan: &'a Plan,
        is_known: impl Fn(&str) -> bool,
    ) -> tantivy::Result<Self> {
        let alternatives = plan.concepts.iter().flat_map(|concept| &concept.alternatives);
        let shapes = alternatives.map(|alternative| &alternative.shape).chain(&plan.phrases);
        let tokens = shapes.flat_map(Shape::tokens).chain(plan.literals.iter().map(String::as_str));
        let mut sought = HashMap::new();
        for token in tokens {
            if !sought.contains_key(token) && is_known(token) {
                sought.insert(token, Entry { sought: engine.seek(token)?, heavy: false });
            }
        }
        let mut prepared = Prepared { sought, any_heavy: false };
        prepared.weigh();
        Ok(prepared)
    }

    /// The rarest tokens that fit the budget are read in full, the rarest one in any case.
    fn weigh(&mut self) {
        let mut entries: Vec<&mut Entry> = self.sought.values_mut().collect();
        entries.sort_by_key(|entry| entry.sought.postings);
        let mut left = POSTINGS;
        for (at, entry) in entries.into_iter().enumerate() {
            let cost = entry.sought.postings;
            entry.heavy = at > 0 && cost > left;
            left = left.saturating_sub(cost);
            self.any_heavy |= entry.heavy;
        }
    }

    /// Whether anything is left out when all documents are read.
    pub(super) fn any_heavy(&self) -> bool {
        self.any_heavy
    }

    /// Whether a token is left out when all documents are read.
    pub(super) fn is_heavy(&self, token: &str) -> bool {
        self.sought.get(token).is_some_and(|entry| entry.heavy)
    }

    /// Where a token stands, if it is in the index.
    pub(super) fn get(&self, token: &str) -> Option<&Sought> {
        self.sought.get(token).map(|entry| &entry.sought)
    }

    /// How much it tells that a text has a concept: little if most texts have it,
    /// nothing if none can.
    pub(super) fn rarity(&self, engine: &Engine, concept: &Concept) -> f32 {
        let rarest = |shape: &Shape| {
            let known = shape.tokens().into_iter().filter_map(|token| self.get(token));
            known.map(|sought| sought.texts).min()
        };
        let texts = concept.alternatives.iter().filter_map(|alternative| rarest(&alternative.shape)).max();
        texts.map_or(0.0, |texts| engine.rarity(texts))
    }

    /// Postings of a token in all fields.
    pub(super) fn postings(&self, token: &str) -> u64 {
        self.get(token).map_or(0, |sought| sought.postings)
    }

    /// Where the tokens of a phrase stand, if all are in the index and, `in_full`,
    /// the rarest is rare enough.
    pub(super) fn phrase(&self, tokens: &[(usize, String)], in_full: bool) -> Option<Vec<(usize, &Sought)>> {
        let found = tokens.iter().map(|(offset, token)| Some((*offset, self.get(token)?)));
        let found: Vec<_> = found.collect::<Option<_>>()?;
        let cost = found.iter().map(|(_, sought)| sought.postings).min()?.saturating_mul(PHRASE_COST);
        (!in_full || cost <= POSTINGS).then_some(found)
    }

    /// Most postings of one field read in one of `segments`.
    pub(super) fn limit(segments: usize) -> usize {
        usize::try_from(POSTINGS).unwrap_or(usize::MAX) / segments.max(1)
    }
}
