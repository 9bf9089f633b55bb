//! The scores of one segment while they add up, concept by concept.
//!
//! A segment's sections fit a dense row of numbers, so each token's postings are
//! added up once, in their own order. tantivy's unions, nested one in another, did
//! the same work about ten times slower, and could not say how many concepts a
//! section meets.

use tantivy::DocId;

use super::engine::{Among, Engine};
use super::plan::{Concept, Plan, Shape};
use super::prepared::Prepared;

/// Share of the weaker fields' scores that counts besides the best one's.
const TIE_BREAKER: f32 = 0.3;
/// Bonus of an identifier written exactly as typed, if few sections have it; among
/// other words it is worth a part.
const LITERAL: f32 = 18.0;
/// What each further token of a run or a phrase counts, beside the first.
const FURTHER: f32 = 0.35;
/// Weight of words that stand together, beside that of the words.
const PHRASE: f32 = 0.6;

/// Rows as long as the longest segment, used again and again.
#[derive(Default)]
pub(super) struct Sheet {
    total: Row,
    /// Weight of the concepts met.
    met: Vec<f32>,
    /// Best bonus for a name.
    name: Row,
    /// Best alternative of the concept at hand, and whether it is met in full.
    concept: Row,
    full: Vec<bool>,
    /// Sum over the bigrams of the run at hand, and how many there are.
    run: Row,
    grams: Vec<u8>,
    /// Best and summed score over the fields for the token at hand.
    field: Row,
    sum: Vec<f32>,
}

/// A row of scores that knows which of them are set.
#[derive(Default)]
struct Row {
    values: Vec<f32>,
    set: Vec<DocId>,
}

impl Row {
    fn at(&mut self, doc: DocId) -> &mut f32 {
        let value = &mut self.values[doc as usize];
        if *value == 0.0 {
            self.set.push(doc);
        }
        value
    }

    /// Empties the row into `each`.
    fn drain(&mut self, mut each: impl FnMut(DocId, f32)) {
        for doc in self.set.drain(..) {
            each(doc, std::mem::take(&mut self.values[doc as usize]));
        }
    }
}

impl Sheet {
    /// Makes the rows long enough for a segment.
    pub(super) fn fit(&mut self, length: usize) {
        if self.met.len() < length {
            for row in [&mut self.total, &mut self.name, &mut self.concept, &mut self.run, &mut self.field] {
                row.values.resize(length, 0.0);
            }
            self.met.resize(length, 0.0);
            self.full.resize(length, false);
            self.grams.resize(length, 0);
            self.sum.resize(length, 0.0);
        }
    }

    /// Empties the rows.
    pub(super) fn clear(&mut self) {
        self.clear_concepts();
        self.name.drain(|_, _| {});
    }

    /// Forgets concepts and bonuses, but not names.
    pub(super) fn clear_concepts(&mut self) {
        let met = &mut self.met;
        self.total.drain(|doc, _| met[doc as usize] = 0.0);
    }

    /// Documents with any score, in no order.
    pub(super) fn touched(&self) -> impl Iterator<Item = DocId> {
        let named = self.name.set.iter().copied().filter(|&doc| self.total.values[doc as usize] == 0.0);
        self.total.set.iter().copied().chain(named)
    }

    /// The score of a document so far.
    pub(super) fn score(&self, doc: DocId) -> f32 {
        self.total.values[doc as usize] + self.name.values[doc as usize]
    }

    /// The bonus of a document for its names.
    pub(super) fn name_bonus(&self, doc: DocId) -> f32 {
        self.name.values[doc as usize]
    }

    /// The weight of the concepts a document meets.
    pub(super) fn met(&self, doc: DocId) -> f32 {
        self.met[doc as usize]
    }

    /// Adds the best alternative of a concept to the total, and its `rarity` to what
    /// is met. Reading all documents, it leaves out what is too common to be read.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn concept(
        &mut self,
        reading: &Reading<'_>,
        concept: &Concept,
        rarity: f32,
        among: Among<'_>,
    ) -> tantivy::Result<()> {
        for alternative in &concept.alternatives {
            let weight = alternative.weight * several(alternative.shape.len());
            match &alternative.shape {
                Shape::Term(token) => self.token(reading, token, among)?,
                Shape::Phrase(tokens) => self.phrase(reading, tokens, among)?,
                Shape::Grams(tokens) => {
                    let least = (tokens.len() * 3).div_ceil(5);
                    self.grams(reading, tokens, least, weight, among)?;
                    continue;
                }
                Shape::All(tokens) => {
                    self.grams(reading, tokens, tokens.len(), weight, among)?;
                    continue;
                }
            }
            let (concept, full, sum) = (&mut self.concept, &mut self.full, &mut self.sum);
            self.field.drain(|doc, best| {
                let score = dis_max(best, std::mem::take(&mut sum[doc as usize]));
                raise(concept.at(doc), score * weight);
                full[doc as usize] = true;
            });
        }
        let (total, met, full) = (&mut self.total, &mut self.met, &mut self.full);
        self.concept.drain(|doc, score| {
            *total.at(doc) += score;
            if std::mem::take(&mut full[doc as usize]) {
                met[doc as usize] += rarity;
            }
        });
        Ok(())
    }

    /// Tokens that may stand apart: every one counts, and `least` of them make it met.
    fn grams(
        &mut self,
        reading: &Reading<'_>,
        tokens: &[String],
        least: usize,
        weight: f32,
        among: Among<'_>,
    ) -> tantivy::Result<()> {
        for token in tokens {
            self.token(reading, token, among)?;
            let (run, grams, sum) = (&mut self.run, &mut self.grams, &mut self.sum);
            self.field.drain(|doc, best| {
                *run.at(doc) += dis_max(best, std::mem::take(&mut sum[doc as usize]));
                grams[doc as usize] += 1;
            });
        }
        let left_out = match among {
            Among::All(_) => tokens.iter().filter(|token| reading.prepared.is_heavy(token)).count(),
            Among::These(_) => 0,
        };
        let least = least.saturating_sub(left_out);
        let (concept, full, grams) = (&mut self.concept, &mut self.full, &mut self.grams);
        self.run.drain(|doc, score| {
            raise(concept.at(doc), score * weight);
            let count = std::mem::take(&mut grams[doc as usize]);
            full[doc as usize] |= usize::from(count) >= least;
        });
        Ok(())
    }

    /// Words that stand together, and identifiers written as typed.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn bonuses(
        &mut self,
        reading: &Reading<'_>,
        plan: &Plan,
        docs: &[DocId],
    ) -> tantivy::Result<()> {
        for shape in &plan.phrases {
            self.phrase_bonus(reading, shape, docs)?;
        }
        for literal in &plan.literals {
            self.literal_bonus(reading, plan, literal, docs)?;
        }
        Ok(())
    }

    /// The bonus of words that stand together.
    pub(super) fn phrase_bonus(
        &mut self,
        reading: &Reading<'_>,
        shape: &Shape,
        docs: &[DocId],
    ) -> tantivy::Result<()> {
        if let Shape::Phrase(tokens) = shape {
            self.phrase(reading, tokens, Among::These(docs))?;
            let (total, sum) = (&mut self.total, &mut self.sum);
            self.field.drain(|doc, best| {
                *total.at(doc) += PHRASE * dis_max(best, std::mem::take(&mut sum[doc as usize]));
            });
        }
        Ok(())
    }

    /// The bonus of an identifier, if it is rare enough to tell something.
    pub(super) fn literal_bonus(
        &mut self,
        reading: &Reading<'_>,
        plan: &Plan,
        literal: &str,
        docs: &[DocId],
    ) -> tantivy::Result<()> {
        let few = reading.prepared.postings(literal) <= 3 + reading.engine.len() as u64 / 20;
        if few {
            self.token(reading, literal, Among::These(docs))?;
            let (total, sum) = (&mut self.total, &mut self.sum);
            self.field.drain(|doc, _| {
                sum[doc as usize] = 0.0;
                *total.at(doc) += LITERAL / plan.concepts.len().max(1) as f32;
            });
        }
        Ok(())
    }

    /// The bonuses of names.
    ///
    /// # Errors
    ///
    /// Passes on errors of reading the index, which lies in memory.
    pub(super) fn names(
        &mut self,
        reading: &Reading<'_>,
        keys: &[(String, f32)],
        limit: usize,
    ) -> tantivy::Result<()> {
        for (key, bonus) in keys {
            let name = &mut self.name;
            reading.engine.read_key(reading.segment, key, limit, |doc| raise(name.at(doc), *bonus))?;
        }
        Ok(())
    }

    fn token(&mut self, reading: &Reading<'_>, token: &str, among: Among<'_>) -> tantivy::Result<()> {
        if matches!(among, Among::All(_)) && reading.prepared.is_heavy(token) {
            return Ok(());
        }
        let Some(sought) = reading.prepared.get(token) else {
            return Ok(());
        };
        let (field, sum) = (&mut self.field, &mut self.sum);
        reading.engine.read(reading.segment, sought, among, |doc, _, score| {
            raise(field.at(doc), score);
            sum[doc as usize] += score;
        })
    }

    fn phrase(
        &mut self,
        reading: &Reading<'_>,
        tokens: &[(usize, String)],
        among: Among<'_>,
    ) -> tantivy::Result<()> {
        let Some(sought) = reading.prepared.phrase(tokens, matches!(among, Among::All(_))) else {
            return Ok(());
        };
        let (field, sum) = (&mut self.field, &mut self.sum);
        reading.engine.read_phrase(reading.segment, &sought, among, |doc, _, score| {
            raise(field.at(doc), score);
            sum[doc as usize] += score;
        })
    }
}

/// What is read from: a segment, and where the query's tokens stand in it.
pub(super) struct Reading<'a> {
    pub(super) engine: &'a Engine,
    pub(super) prepared: &'a Prepared<'a>,
    pub(super) segment: usize,
}

/// Share of the sum over so many tokens that counts: the bigrams of a word, or the
/// words of a term, are not as many things.
fn several(tokens: usize) -> f32 {
    let count = tokens.max(1) as f32;
    (1.0 + FURTHER * (count - 1.0)) / count
}

fn dis_max(best: f32, sum: f32) -> f32 {
    best + TIE_BREAKER * (sum - best)
}

fn raise(value: &mut f32, score: f32) {
    *value = value.max(score);
}

#[cfg(test)]
mod tests {
    use super::{Row, dis_max, raise};

    #[test]
    fn the_best_field_counts_most() {
        assert!(dis_max(4.0, 6.0) > 4.0 && dis_max(4.0, 6.0) < 6.0);
    }

    #[test]
    fn a_drained_row_is_empty_again() {
        let mut row = Row { values: vec![0.0; 3], set: Vec::new() };
        raise(row.at(1), 2.0);
        raise(row.at(1), 1.0);
        let mut seen = Vec::new();
        row.drain(|doc, score| seen.push((doc, score)));
        assert_eq!(seen, [(1, 2.0)]);
        row.drain(|_, _| panic!("the row was drained"));
    }
}
