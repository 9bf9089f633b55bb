//! How a score came about, part by part.
//!
//! The parts are read off the same sheet that scores, one step at a time for the
//! one section, so they cannot say otherwise than the score does.

use tantivy::DocId;

use super::engine::{Among, FIELD_NAMES, FIELDS};
use super::gather::{Group, TRANSLATION};
use super::names::name_of;
use super::plan::{Alternative, Concept, Shape};
use super::query::Query;
use super::results::{Part, Rule};
use super::score::Scoring;
use super::sheet::{Reading, Sheet};

impl Scoring<'_> {
    /// The parts of a page's score, those of its best section.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn explain(
        &self,
        query: &Query,
        group: &Group,
        sheet: &mut Sheet,
    ) -> tantivy::Result<Vec<Part>> {
        let mut parts = Vec::new();
        for segment in 0..self.engine.segments.len() {
            if let Some(doc) = self.engine.segments[segment].find(group.number) {
                let mut alone = Sheet::default();
                for sheet in [&mut *sheet, &mut alone] {
                    sheet.fit(self.engine.segments[segment].len());
                }
                let reading = Reading { engine: self.engine, prepared: self.prepared, segment };
                let result = self.parts(query, &reading, doc, [&mut *sheet, &mut alone], &mut parts);
                sheet.clear();
                result?;
            }
        }
        let page = self.corpus.page_of(group.number).map(|page| &self.corpus.pages[page as usize]);
        let own = page.and_then(|page| page.locale);
        let factor = self.language_factor(own);
        if factor < 1.0 {
            let matched = own.map_or("", crate::locale::Locale::code);
            parts.push(part(Rule::OtherLanguage, "", matched, factor));
        }
        if group.stands_back {
            parts.push(part(Rule::Translation, "", "", TRANSLATION));
        }
        Ok(parts)
    }

    fn parts(
        &self,
        query: &Query,
        reading: &Reading<'_>,
        doc: DocId,
        [sheet, alone]: [&mut Sheet; 2],
        parts: &mut Vec<Part>,
    ) -> tantivy::Result<()> {
        let docs = [doc];
        let among = Among::These(&docs);
        let mut before = 0.0;
        for (concept, &rarity) in self.plan.concepts.iter().zip(&self.rarities) {
            let asked = asked(query, concept);
            let best = best_alternative(reading, concept, doc, alone)?;
            sheet.concept(reading, concept, rarity, among)?;
            let value = sheet.score(doc) - before;
            if let Some(best) = best.filter(|_| value > 0.0) {
                let matched = best.shape.tokens().join(" ");
                let field = self.best_field(reading, &best.shape, doc)?;
                parts.push(Part { field, ..part(Rule::Term, &asked, &matched, value) });
            }
            before += value;
        }
        let met = sheet.met(doc);
        for shape in &self.plan.phrases {
            sheet.phrase_bonus(reading, shape, &docs)?;
            let value = sheet.score(doc) - before;
            if value > 0.0 {
                let matched = shape.tokens().join(" ");
                let field = self.best_field(reading, shape, doc)?;
                parts.push(Part { field, ..part(Rule::Phrase, &query.text, &matched, value) });
            }
            before += value;
        }
        for literal in &self.plan.literals {
            sheet.literal_bonus(reading, self.plan, literal, &docs)?;
            let value = sheet.score(doc) - before;
            if value > 0.0 {
                parts.push(part(Rule::Identifier, &query.text, literal.trim_start_matches('='), value));
            }
            before += value;
        }
        // Of several names the best one counts, not their sum.
        let mut name: Option<(&str, f32)> = None;
        for key in &self.plan.keys {
            alone.names(reading, std::slice::from_ref(key), usize::MAX)?;
            let bonus = alone.name_bonus(doc);
            alone.clear();
            if bonus > name.map_or(0.0, |(_, best)| best) {
                name = Some((&key.0, bonus));
            }
        }
        if let Some((key, value)) = name {
            let (field, matched) = name_of(key);
            parts.push(Part { field, ..part(Rule::Name, &query.text, matched, value) });
        }
        let coverage = self.coverage(met);
        if coverage < 1.0 {
            parts.push(part(Rule::Partly, &query.text, "", coverage));
        }
        if self.bonus(met) > 0.0 {
            parts.push(part(Rule::AllTerms, &query.text, "", self.bonus(met)));
        }
        let number = self.engine.segments[reading.segment].number(doc);
        let page = self.corpus.page_of(number).map(|page| &self.corpus.pages[page as usize]);
        let choice = page.map_or(0.0, |page| self.choice_bonus(page, met));
        if choice > 0.0 {
            parts.push(part(Rule::Choice, &query.text, "", choice));
        }
        Ok(())
    }

    fn best_field(&self, reading: &Reading<'_>, shape: &Shape, doc: DocId) -> tantivy::Result<&'static str> {
        let mut scores = [0.0_f32; FIELDS];
        for token in shape.tokens() {
            if let Some(sought) = self.prepared.get(token) {
                let among = Among::These(std::slice::from_ref(&doc));
                self.engine.read(reading.segment, sought, among, |_, at, score| scores[at] += score)?;
            }
        }
        let best = (0..FIELDS).max_by(|&a, &b| scores[a].total_cmp(&scores[b]));
        Ok(best.filter(|&at| scores[at] > 0.0).map_or("", |at| FIELD_NAMES[at]))
    }
}

/// The way to write a concept that scores most in a section.
fn best_alternative<'a>(
    reading: &Reading<'_>,
    concept: &'a Concept,
    doc: DocId,
    alone: &mut Sheet,
) -> tantivy::Result<Option<&'a Alternative>> {
    let mut best = None;
    let mut most = 0.0;
    for alternative in &concept.alternatives {
        let one = Concept::new(concept.units.clone(), vec![alternative.clone()]);
        // Only the score is asked for.
        alone.concept(reading, &one, 0.0, Among::These(&[doc]))?;
        let value = alone.score(doc);
        alone.clear();
        if value > most {
            (best, most) = (Some(alternative), value);
        }
    }
    Ok(best)
}

fn asked(query: &Query, concept: &Concept) -> String {
    let units = &query.units[concept.units.clone()];
    let range = units.first().map(|unit| unit.bytes.start).zip(units.last().map(|unit| unit.bytes.end));
    range.and_then(|(start, end)| query.text.get(start..end)).unwrap_or_default().to_owned()
}

fn part(rule: Rule, asked: &str, matched: &str, value: f32) -> Part {
    Part { rule, asked: asked.to_owned(), matched: matched.to_owned(), field: "", value }
}
