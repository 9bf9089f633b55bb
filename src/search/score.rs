//! Scores all sections for a plan.

use tantivy::DocId;

use super::corpus::{Choice, Corpus, Page};
use super::engine::{Among, Engine};
use super::plan::Plan;
use super::prepared::Prepared;
use super::sheet::{Reading, Sheet};
use crate::locale::Locale;

/// Bonus of a section that meets every concept of the query.
const ALL_CONCEPTS: f32 = 8.0;
/// Share of its score that a section without anything but names keeps; the more is
/// met of what was asked, the more it keeps.
const PARTLY: f32 = 0.3;
/// Bonus of a scenario that has all of a query that asks which model to take.
const CHOICE: f32 = 8.0;
/// Share of what was asked below which a section is no result.
const RELEVANT: f32 = 0.2;
/// Share of what was asked above which the bonus for all of it begins.
const NEARLY: f32 = 0.6;
/// Share of what was asked that counts as all of it; sums of floats are not exact.
const COMPLETE: f32 = 0.999;
/// Share of its score that a section in the other language keeps.
const OTHER_LOCALE: f32 = 0.6;
/// Share that English keeps when no language is asked for: enough to win by its own
/// words, too little where both languages match alike.
const NO_LOCALE: f32 = 0.93;
/// Sections for which phrases are looked up.
const CLOSER: usize = 1024;
/// Sections for which tokens are looked up that are too common to be read in full.
const CLOSEST: usize = 384;
/// The same for a segment at least.
const CLOSER_IN_SEGMENT: usize = 32;
/// Most sections that a single name brings in.
const NAMED: usize = 4096;

/// A section that matched.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Found {
    pub(super) score: f32,
    /// Number of the document.
    pub(super) number: u32,
    /// Whether it meets at least half of what was asked, or is named so.
    pub(super) matches: bool,
}

/// Everything that matched.
#[derive(Default)]
pub(super) struct Scored {
    pub(super) found: Vec<Found>,
    /// Sections in which every concept of the query was met.
    pub(super) complete: usize,
}

/// What is scored, and for whom.
pub(super) struct Scoring<'a> {
    pub(super) engine: &'a Engine,
    pub(super) corpus: &'a Corpus,
    pub(super) plan: &'a Plan,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) choice: &'a Choice,
    pub(super) locale: Option<Locale>,
    /// What each concept tells, see [`Prepared::rarity`], and all of them together.
    pub(super) rarities: Vec<f32>,
    pub(super) asked: f32,
}

impl Scoring<'_> {
    /// Scores every section with anything of the plan.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn run(&self, sheet: &mut Sheet) -> tantivy::Result<Scored> {
        let mut scored = Scored::default();
        for segment in 0..self.engine.segments.len() {
            let result = self.segment(segment, sheet, &mut scored);
            sheet.clear();
            result?;
        }
        Ok(scored)
    }

    fn segment(&self, segment: usize, sheet: &mut Sheet, scored: &mut Scored) -> tantivy::Result<()> {
        let reading = Reading { engine: self.engine, prepared: self.prepared, segment };
        let segments = self.engine.segments.len();
        let all = Among::All(Prepared::limit(segments));
        sheet.fit(self.engine.segments[segment].len());
        sheet.names(&reading, &self.plan.keys, (NAMED / segments).max(CLOSER_IN_SEGMENT))?;
        self.concepts(&reading, sheet, all)?;
        let mut closer: Vec<DocId> = Vec::new();
        let mut rest: Vec<DocId> = Vec::new();
        for doc in sheet.touched() {
            match self.corpus.page_of(self.number(segment, doc)) {
                None => {}
                Some(page) if self.choice.allows(&self.corpus.pages[page as usize]) => closer.push(doc),
                Some(_) => rest.push(doc),
            }
        }
        let room = if self.prepared.any_heavy() { CLOSEST } else { CLOSER };
        let room = (room / segments).max(CLOSER_IN_SEGMENT);
        if closer.len() > room {
            let key = |doc: &DocId| self.whole(sheet.score(*doc), sheet.met(*doc));
            closer.select_nth_unstable_by(room, |a, b| key(b).total_cmp(&key(a)).then(a.cmp(b)));
            rest.extend(closer.drain(room..));
        }
        closer.sort_unstable();
        self.collect(segment, sheet, &rest, scored);
        if self.prepared.any_heavy() {
            sheet.clear_concepts();
            self.concepts(&reading, sheet, Among::These(&closer))?;
        }
        sheet.bonuses(&reading, self.plan, &closer)?;
        self.collect(segment, sheet, &closer, scored);
        Ok(())
    }

    fn concepts(&self, reading: &Reading<'_>, sheet: &mut Sheet, among: Among<'_>) -> tantivy::Result<()> {
        for (concept, &rarity) in self.plan.concepts.iter().zip(&self.rarities) {
            sheet.concept(reading, concept, rarity, among)?;
        }
        Ok(())
    }

    fn collect(&self, segment: usize, sheet: &Sheet, docs: &[DocId], scored: &mut Scored) {
        for &doc in docs {
            scored.complete += usize::from(self.share(sheet.met(doc)) >= COMPLETE);
            scored.found.push(self.found(segment, sheet, doc));
        }
    }

    fn number(&self, segment: usize, doc: DocId) -> u32 {
        self.engine.segments[segment].number(doc)
    }

    fn found(&self, segment: usize, sheet: &Sheet, doc: DocId) -> Found {
        let met = sheet.met(doc);
        let number = self.number(segment, doc);
        let page = self.corpus.page_of(number).map(|page| &self.corpus.pages[page as usize]);
        let own = page.and_then(|page| page.locale);
        let sum = self.whole(sheet.score(doc), met) + page.map_or(0.0, |page| self.choice_bonus(page, met));
        Found {
            score: sum * self.language_factor(own),
            number,
            matches: self.share(met) >= RELEVANT || sheet.name_bonus(doc) > 0.0,
        }
    }

    /// A sum with what counts for meeting concepts of such a weight.
    fn whole(&self, sum: f32, met: f32) -> f32 {
        sum * self.coverage(met) + self.bonus(met)
    }

    /// The share of what was asked that is met.
    fn share(&self, met: f32) -> f32 {
        if self.asked > 0.0 { met / self.asked } else { 1.0 }
    }

    /// What a section keeps of its score.
    pub(super) fn coverage(&self, met: f32) -> f32 {
        let share = self.share(met);
        if share >= COMPLETE { 1.0 } else { PARTLY + (1.0 - PARTLY) * share }
    }

    /// The bonus of a scenario for a reader who asks which model to take.
    pub(super) fn choice_bonus(&self, page: &Page, met: f32) -> f32 {
        let wanted = self.plan.chooses && page.is_scenario;
        if wanted { CHOICE * self.share(met).min(1.0) } else { 0.0 }
    }

    /// The bonus of a section with nearly everything that was asked.
    pub(super) fn bonus(&self, met: f32) -> f32 {
        let share = self.share(met);
        let near = ((share - NEARLY) / (1.0 - NEARLY)).clamp(0.0, 1.0);
        if self.plan.concepts.len() > 1 { ALL_CONCEPTS * near } else { 0.0 }
    }

    /// What a text in this language keeps of its score.
    pub(super) fn language_factor(&self, own: Option<Locale>) -> f32 {
        match (self.locale, own) {
            (Some(wanted), Some(own)) if wanted != own => OTHER_LOCALE,
            (None, Some(Locale::En)) => NO_LOCALE,
            _ => 1.0,
        }
    }
}
