//! Scores the sections of a plan, concept by concept.
//!
//! A few thousand sections fit a dense row of numbers, so each token's postings
//! are added up once, in their own order. tantivy's unions, nested one in
//! another, did the same work about ten times slower, and could not say how many
//! concepts a section meets.

use tantivy::DocId;

use super::collect::{Best, Found};
use super::engine::{Engine, Segment};
use super::plan::{Concept, Plan, Shape};
use crate::locale::Locale;

/// Share of the weaker fields' scores that counts besides the best one's.
const TIE_BREAKER: f32 = 0.3;
/// Bonus of a section that meets every concept of the query.
const ALL_CONCEPTS: f32 = 8.0;
/// Bonus of an identifier written exactly as typed, if few sections have it.
const LITERAL: f32 = 18.0;
/// Weight of words that stand together, beside that of the words.
const PHRASE: f32 = 0.6;
/// Share of its score that a section in the other language keeps.
const OTHER_LOCALE: f32 = 0.7;

/// The best `limit` sections for a reader of `locale`.
///
/// # Errors
///
/// Passes on errors of reading the index, which lies in memory.
pub(super) fn score(engine: &Engine, plan: &Plan, locale: Locale, limit: usize) -> tantivy::Result<Best> {
    let mut best = Best::new(limit);
    for segment in &engine.segments {
        let mut sheet = Sheet::new(engine, segment);
        for concept in &plan.concepts {
            sheet.concept(concept)?;
        }
        sheet.bonuses(plan)?;
        for doc in 0..segment.len() {
            let mut score = sheet.total[doc] + sheet.name[doc];
            if score <= 0.0 {
                continue;
            }
            if usize::from(sheet.met[doc]) == plan.concepts.len() {
                best.complete += 1;
                score += if plan.concepts.len() > 1 { ALL_CONCEPTS } else { 0.0 };
            }
            let (number, own) = segment.document(doc);
            if own.is_some_and(|own| own != locale) {
                score *= OTHER_LOCALE;
            }
            best.push(Found { score, number });
        }
    }
    Ok(best.finish())
}

/// The scores of one segment while they add up.
struct Sheet<'a> {
    engine: &'a Engine,
    segment: &'a Segment,
    total: Vec<f32>,
    /// Concepts met.
    met: Vec<u8>,
    /// Best bonus for a name.
    name: Vec<f32>,
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
struct Row {
    values: Vec<f32>,
    set: Vec<DocId>,
}

impl Row {
    fn new(length: usize) -> Self {
        Row { values: vec![0.0; length], set: Vec::new() }
    }

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

impl<'a> Sheet<'a> {
    fn new(engine: &'a Engine, segment: &'a Segment) -> Self {
        let length = segment.len();
        Sheet {
            engine,
            segment,
            total: vec![0.0; length],
            met: vec![0; length],
            name: vec![0.0; length],
            concept: Row::new(length),
            full: vec![false; length],
            run: Row::new(length),
            grams: vec![0; length],
            field: Row::new(length),
            sum: vec![0.0; length],
        }
    }

    /// Adds the best alternative of a concept to the total.
    fn concept(&mut self, concept: &Concept) -> tantivy::Result<()> {
        for alternative in &concept.alternatives {
            let weight = alternative.weight;
            match &alternative.shape {
                Shape::Term(token) => {
                    self.token(token)?;
                    let (concept, full) = (&mut self.concept, &mut self.full);
                    self.field.drain(|doc, best| {
                        let score = dis_max(best, std::mem::take(&mut self.sum[doc as usize]));
                        raise(concept.at(doc), score * weight);
                        full[doc as usize] = true;
                    });
                }
                Shape::Grams(tokens) => self.grams(tokens, weight)?,
                Shape::Phrase(tokens) => {
                    self.phrase(tokens)?;
                    let (concept, full) = (&mut self.concept, &mut self.full);
                    self.field.drain(|doc, best| {
                        let score = dis_max(best, std::mem::take(&mut self.sum[doc as usize]));
                        raise(concept.at(doc), score * weight);
                        full[doc as usize] = true;
                    });
                }
            }
        }
        let (total, met, full) = (&mut self.total, &mut self.met, &mut self.full);
        self.concept.drain(|doc, score| {
            total[doc as usize] += score;
            met[doc as usize] += u8::from(std::mem::take(&mut full[doc as usize]));
        });
        Ok(())
    }

    /// A Han run: every bigram counts, and three in five make it met.
    fn grams(&mut self, tokens: &[String], weight: f32) -> tantivy::Result<()> {
        for token in tokens {
            self.token(token)?;
            let (run, grams) = (&mut self.run, &mut self.grams);
            self.field.drain(|doc, best| {
                *run.at(doc) += dis_max(best, std::mem::take(&mut self.sum[doc as usize]));
                grams[doc as usize] += 1;
            });
        }
        let least = (tokens.len() * 3).div_ceil(5);
        let (concept, full, grams) = (&mut self.concept, &mut self.full, &mut self.grams);
        self.run.drain(|doc, score| {
            raise(concept.at(doc), score * weight);
            let count = std::mem::take(&mut grams[doc as usize]);
            full[doc as usize] |= usize::from(count) >= least;
        });
        Ok(())
    }

    fn bonuses(&mut self, plan: &Plan) -> tantivy::Result<()> {
        for shape in &plan.phrases {
            if let Shape::Phrase(tokens) = shape {
                self.phrase(tokens)?;
                let total = &mut self.total;
                self.field.drain(|doc, best| {
                    total[doc as usize] +=
                        PHRASE * dis_max(best, std::mem::take(&mut self.sum[doc as usize]));
                });
            }
        }
        for literal in &plan.literals {
            self.token(literal)?;
            let few = self.field.set.len() <= 3 + self.segment.len() / 20;
            let total = &mut self.total;
            self.field.drain(|doc, _| {
                self.sum[doc as usize] = 0.0;
                total[doc as usize] += if few { LITERAL } else { 0.0 };
            });
        }
        for (key, bonus) in &plan.keys {
            let name = &mut self.name;
            self.engine.key(self.segment, key, |doc| raise(&mut name[doc as usize], *bonus))?;
        }
        Ok(())
    }

    fn token(&mut self, token: &str) -> tantivy::Result<()> {
        let (field, sum) = (&mut self.field, &mut self.sum);
        self.engine.token(self.segment, token, |doc, score| {
            raise(field.at(doc), score);
            sum[doc as usize] += score;
        })
    }

    fn phrase(&mut self, tokens: &[(usize, String)]) -> tantivy::Result<()> {
        let (field, sum) = (&mut self.field, &mut self.sum);
        self.engine.phrase(self.segment, tokens, |doc, score| {
            raise(field.at(doc), score);
            sum[doc as usize] += score;
        })
    }
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
        let mut row = Row::new(3);
        raise(row.at(1), 2.0);
        raise(row.at(1), 1.0);
        let mut seen = Vec::new();
        row.drain(|doc, score| seen.push((doc, score)));
        assert_eq!(seen, [(1, 2.0)]);
        row.drain(|_, _| panic!("the row was drained"));
    }
}
