//! From a plan to a tantivy query.

use tantivy::Term;
use tantivy::query::{
    BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::plan::{Concept, Plan, Shape};
use super::schema::Fields;

/// Share of the weaker fields' scores that counts besides the best one's.
const TIE_BREAKER: f32 = 0.3;
/// Bonus of a section that holds every concept of the query.
const ALL_CONCEPTS: f32 = 8.0;
/// Bonus of an identifier written exactly as typed.
const LITERAL: f32 = 18.0;
/// Weight of a phrase beside the words it is made of.
const PHRASE: f32 = 0.6;

type Boxed = Box<dyn Query>;

/// One query for a whole plan; every clause is optional.
pub(super) fn compile(plan: &Plan, fields: &Fields) -> BooleanQuery {
    let compiler = Compiler { fields };
    let mut clauses: Vec<Boxed> =
        plan.concepts.iter().map(|concept| compiler.concept(concept, false)).collect();
    if plan.concepts.len() > 1 {
        let all = plan.concepts.iter().map(|concept| compiler.concept(concept, true)).collect();
        clauses.push(constant(Box::new(BooleanQuery::intersection(all)), ALL_CONCEPTS));
    }
    clauses.extend(plan.phrases.iter().filter_map(|shape| compiler.phrase_boost(shape)));
    for literal in &plan.literals {
        let places = [fields.title, fields.heading, fields.body, fields.code];
        let anywhere = places.map(|field| term(field, literal, IndexRecordOption::Basic));
        clauses.push(constant(Box::new(DisjunctionMaxQuery::new(anywhere.into())), LITERAL));
    }
    clauses.extend(
        plan.keys
            .iter()
            .map(|(key, bonus)| constant(term(fields.key, key, IndexRecordOption::Basic), *bonus)),
    );
    BooleanQuery::union(clauses)
}

struct Compiler<'a> {
    fields: &'a Fields,
}

impl Compiler<'_> {
    fn weighted(&self) -> [(Field, f32); 4] {
        [
            (self.fields.title, 2.0),
            (self.fields.heading, 2.5),
            (self.fields.body, 1.0),
            (self.fields.code, 0.5),
        ]
    }

    /// Best of the alternatives. `strict` asks for most of a Han run, not for any of it.
    fn concept(&self, concept: &Concept, strict: bool) -> Boxed {
        let mut ways: Vec<Boxed> = concept
            .alternatives
            .iter()
            .map(|alternative| boost(self.shape(&alternative.shape, strict), alternative.weight))
            .collect();
        match (ways.len(), ways.pop()) {
            (1, Some(only)) => only,
            (_, last) => {
                ways.extend(last);
                Box::new(DisjunctionMaxQuery::new(ways))
            }
        }
    }

    fn shape(&self, shape: &Shape, strict: bool) -> Boxed {
        match shape {
            Shape::Term(token) => self.token(token),
            Shape::Grams(tokens) => {
                let grams = tokens.iter().map(|token| self.token(token)).collect();
                let least = if strict { (tokens.len() * 3).div_ceil(5) } else { 1 };
                Box::new(BooleanQuery::union_with_minimum_required_clauses(grams, least))
            }
            Shape::Phrase(tokens) => {
                let places = self.weighted().into_iter().filter(|(field, _)| *field != self.fields.code);
                let phrases = places.map(|(field, weight)| boost(phrase(field, tokens), weight)).collect();
                Box::new(DisjunctionMaxQuery::with_tie_breaker(phrases, TIE_BREAKER))
            }
        }
    }

    fn token(&self, token: &str) -> Boxed {
        let places = self
            .weighted()
            .map(|(field, weight)| boost(term(field, token, IndexRecordOption::WithFreqs), weight));
        Box::new(DisjunctionMaxQuery::with_tie_breaker(places.into(), TIE_BREAKER))
    }

    fn phrase_boost(&self, shape: &Shape) -> Option<Boxed> {
        matches!(shape, Shape::Phrase(_)).then(|| boost(self.shape(shape, false), PHRASE))
    }
}

fn term(field: Field, token: &str, record: IndexRecordOption) -> Boxed {
    Box::new(TermQuery::new(Term::from_field_text(field, token), record))
}

fn phrase(field: Field, tokens: &[(usize, String)]) -> Boxed {
    let terms = tokens.iter().map(|(offset, token)| (*offset, Term::from_field_text(field, token))).collect();
    Box::new(PhraseQuery::new_with_offset(terms))
}

fn boost(query: Boxed, weight: f32) -> Boxed {
    if weight == 1.0 { query } else { Box::new(BoostQuery::new(query, weight)) }
}

fn constant(query: Boxed, score: f32) -> Boxed {
    Box::new(ConstScoreQuery::new(query, score))
}

#[cfg(test)]
mod tests {
    use super::compile;
    use crate::search::plan::{Alternative, Concept, Plan, Shape};
    use crate::search::schema::schema;
    use tantivy::query::Occur;

    #[test]
    fn every_clause_is_optional_and_several_concepts_add_one() {
        let (_, fields) = schema();
        let concept = |token: &str| Concept {
            units: 0..1,
            alternatives: vec![Alternative { shape: Shape::Term(token.into()), weight: 1.0 }],
        };
        let mut plan = Plan { concepts: vec![concept("a")], ..Plan::default() };
        assert_eq!(compile(&plan, &fields).clauses().len(), 1);
        plan.concepts.push(concept("b"));
        plan.keys.push(("mab".into(), 40.0));
        let query = compile(&plan, &fields);
        assert_eq!(query.clauses().len(), 4);
        assert!(query.clauses().iter().all(|(occur, _)| *occur == Occur::Should));
    }
}
