//! From a query to an answer.

use super::corpus::Choice;
use super::gather::{Gathered, Group, Wanted, gather};
use super::index::Index;
use super::plan::Plan;
use super::prepared::Prepared;
use super::query::Query;
use super::results::{Hit, Options, Results, SectionHit};
use super::score::Scoring;
use super::sheet::Sheet;
use super::snippet::Marker;
use super::widen::Correction;

/// Pages found below which the last word is taken for unfinished.
const FEW: usize = 3;

/// What one pass found.
struct Pass {
    gathered: Gathered,
    /// Sections with everything that was asked for.
    complete: usize,
}

impl Index {
    /// Searches for anything a reader may type. Never fails: a query without
    /// sense gives an answer without hits.
    pub fn search(&self, query: &str, options: &Options) -> Results {
        let query = Query::read(query);
        let mut results = Results { notices: query.notices.clone(), ..Results::default() };
        if query.units.is_empty() || self.is_empty() {
            return results;
        }
        let mut sheet = self.sheet();
        // The index lies in memory and was written by us: what could fail is not the
        // reader's to repair, and an empty answer is the best that is left.
        self.fill(&query, options, &mut sheet, &mut results).unwrap_or_default();
        self.keep(sheet);
        results
    }

    fn fill(
        &self,
        query: &Query,
        options: &Options,
        sheet: &mut Sheet,
        results: &mut Results,
    ) -> tantivy::Result<()> {
        let choice = Choice::new(&self.corpus, &options.only);
        let mut plan = self.vocabulary.exact(query);
        let mut pass = self.pass(&plan, options, &choice, sheet)?;
        let weak = plan.concepts.iter().any(|concept| self.vocabulary.is_weak(concept));
        // A choice of facets narrows an answer; it does not ask another question.
        let few = pass.gathered.before_choice < FEW || pass.complete == 0;
        let mut corrections = Vec::new();
        if !plan.named && (weak || few) {
            let size = plan.size();
            corrections = self.vocabulary.widen(query, &mut plan, few);
            if plan.size() > size {
                pass = self.pass(&plan, options, &choice, sheet)?;
            }
        }
        results.total = pass.gathered.total;
        results.facets = pass.gathered.facets;
        let total = self.engine.len() as f32;
        let rarity = |token: &str| (1.0 + total / (1.0 + self.vocabulary.words.count(token) as f32)).ln();
        let mut marker = Marker::new(&plan, rarity);
        results.hits = pass.gathered.groups.iter().filter_map(|group| self.hit(group, &mut marker)).collect();
        if results.total > 0 {
            results.suggestion = suggestion(query, &corrections);
        }
        if options.explain {
            let prepared = self.prepare(&plan)?;
            let scoring = self.scoring(&plan, &prepared, options, &choice);
            for (hit, group) in results.hits.iter_mut().zip(&pass.gathered.groups) {
                hit.parts = scoring.explain(query, group, sheet)?;
            }
        }
        Ok(())
    }

    fn pass(
        &self,
        plan: &Plan,
        options: &Options,
        choice: &Choice,
        sheet: &mut Sheet,
    ) -> tantivy::Result<Pass> {
        let prepared = self.prepare(plan)?;
        let scored = self.scoring(plan, &prepared, options, choice).run(sheet)?;
        let wanted = Wanted {
            choice,
            locale: options.locale,
            offset: options.offset.min(Options::FURTHEST),
            limit: options.limit.min(Options::MOST),
            count_facets: options.count_facets,
        };
        Ok(Pass { gathered: gather(&self.corpus, &scored.found, &wanted), complete: scored.complete })
    }

    fn prepare<'a>(&self, plan: &'a Plan) -> tantivy::Result<Prepared<'a>> {
        Prepared::new(&self.engine, plan, |token| self.vocabulary.words.count(token) > 0)
    }

    fn scoring<'a>(
        &'a self,
        plan: &'a Plan,
        prepared: &'a Prepared<'a>,
        options: &Options,
        choice: &'a Choice,
    ) -> Scoring<'a> {
        let rarity = |concept| prepared.rarity(&self.engine, concept);
        let rarities: Vec<f32> = plan.concepts.iter().map(rarity).collect();
        let asked = rarities.iter().sum();
        let (engine, corpus) = (&self.engine, &self.corpus);
        Scoring { engine, corpus, plan, prepared, choice, locale: options.locale, rarities, asked }
    }

    fn hit(&self, group: &Group, marker: &mut Marker) -> Option<Hit> {
        let document = self.corpus.get(group.number)?;
        let more = group.more.iter().filter_map(|&number| {
            let section = self.corpus.get(number)?;
            let heading = if section.heading.is_empty() { &section.title } else { &section.heading };
            Some(SectionHit { url: section.url.clone(), heading: marker.whole(heading) })
        });
        Some(Hit {
            more: more.collect(),
            kind: document.kind,
            locale: document.locale,
            url: document.url.clone(),
            page: document.page.clone(),
            title: marker.whole(&document.title),
            heading: marker.whole(&document.heading),
            excerpt: marker.excerpt(&document.body, &document.code),
            score: group.score,
            parts: Vec::new(),
        })
    }
}

/// The query with its corrections put in.
fn suggestion(query: &Query, corrections: &[Correction]) -> Option<String> {
    let mut text = String::new();
    let mut at = 0;
    for correction in corrections {
        if correction.bytes.start >= at {
            text.push_str(query.text.get(at..correction.bytes.start)?);
            text.push_str(&correction.text);
            at = correction.bytes.end;
        }
    }
    text.push_str(query.text.get(at..)?);
    (!corrections.is_empty() && text != query.text).then_some(text)
}
