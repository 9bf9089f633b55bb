//! What will be searched for, as data: concepts with alternatives, and bonuses.

use std::ops::Range;

use super::query::{Unit, glue};

/// How an alternative is written in a text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Shape {
    /// One token.
    Term(String),
    /// Bigrams of a Han run; most of them should be there.
    Grams(Vec<String>),
    /// Tokens at fixed distances.
    Phrase(Vec<(usize, String)>),
    /// Tokens anywhere, but all of them.
    All(Vec<String>),
}

impl Shape {
    /// The strictest shape that finds `units` as they are: a token or a phrase.
    pub(super) fn exact(units: &[Unit]) -> Option<Shape> {
        let mut tokens = Vec::new();
        let mut position = 0;
        for (at, unit) in units.iter().enumerate() {
            match units.get(at + 1).filter(|next| unit.han && next.han && !next.gap) {
                Some(next) => tokens.push((position, format!("{}{}", unit.text, next.text))),
                // The last character of a run is part of the bigram before it.
                None if unit.han && at > 0 && units[at - 1].han && !unit.gap => {}
                None => tokens.push((position, unit.text.clone())),
            }
            position += unit.atoms;
        }
        match tokens.len() {
            0 => None,
            1 => tokens.pop().map(|(_, token)| Shape::Term(token)),
            _ => Some(Shape::Phrase(tokens)),
        }
    }

    /// The shape of a Han run, loose enough to find its words apart.
    pub(super) fn loose(run: &[Unit]) -> Option<Shape> {
        match run {
            [] => None,
            [one] => Some(Shape::Term(one.text.clone())),
            _ => Some(Shape::Grams(run.windows(2).map(glue).collect())),
        }
    }

    /// How many tokens the shape is made of.
    pub(super) fn len(&self) -> usize {
        match self {
            Shape::Term(_) => 1,
            Shape::Grams(tokens) | Shape::All(tokens) => tokens.len(),
            Shape::Phrase(tokens) => tokens.len(),
        }
    }

    /// All tokens the shape is made of.
    pub(super) fn tokens(&self) -> Vec<&str> {
        match self {
            Shape::Term(token) => vec![token],
            Shape::Grams(tokens) | Shape::All(tokens) => tokens.iter().map(String::as_str).collect(),
            Shape::Phrase(tokens) => tokens.iter().map(|(_, token)| token.as_str()).collect(),
        }
    }
}

/// One way a concept may be written.
#[derive(Clone, Debug)]
pub(super) struct Alternative {
    pub(super) shape: Shape,
    /// Share of the full score, up to 1.
    pub(super) weight: f32,
}

/// One thing the query asks for.
#[derive(Clone, Debug)]
pub(super) struct Concept {
    /// The units of the query it stands for.
    pub(super) units: Range<usize>,
    pub(super) alternatives: Vec<Alternative>,
    /// Groups of synonyms it belongs to.
    pub(super) groups: Vec<usize>,
    /// Other names of it, each with the share of a name's bonus that it earns.
    pub(super) names: Vec<(String, f32)>,
}

impl Concept {
    /// The concept of some units of the query.
    pub(super) fn new(units: Range<usize>, alternatives: Vec<Alternative>) -> Self {
        Concept { units, alternatives, groups: Vec::new(), names: Vec::new() }
    }

    /// Adds a way to write it, unless it is known.
    pub(super) fn or(&mut self, shape: Shape, weight: f32) {
        if self.alternatives.iter().all(|known| known.shape != shape) {
            self.alternatives.push(Alternative { shape, weight });
        }
    }
}

/// Everything one pass searches for.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    pub(super) concepts: Vec<Concept>,
    /// Runs and word sequences that score more when they stand together.
    pub(super) phrases: Vec<Shape>,
    /// Whole-name keys with their bonus.
    pub(super) keys: Vec<(String, f32)>,
    /// Identifiers that score more when written exactly so.
    pub(super) literals: Vec<String>,
    /// The query asks how, why or how much, and not what.
    pub(super) asks_how: bool,
    /// The query asks which model to take.
    pub(super) chooses: bool,
    /// The query is exactly some name.
    pub(super) named: bool,
}

impl Plan {
    /// How much is searched for; a plan that did not grow finds nothing new.
    pub(super) fn size(&self) -> usize {
        let alternatives: usize = self.concepts.iter().map(|concept| concept.alternatives.len()).sum();
        alternatives + self.keys.len()
    }
}

#[cfg(test)]
mod tests {
    use super::Shape;
    use crate::search::query::read_units;

    fn exact(text: &str) -> Option<Shape> {
        Shape::exact(&read_units(text, 16).0)
    }

    #[test]
    fn one_word_or_one_bigram_is_a_term() {
        assert_eq!(exact("MoE"), Some(Shape::Term("moe".into())));
        assert_eq!(exact("专家"), Some(Shape::Term("专家".into())));
    }

    #[test]
    fn several_words_are_a_phrase_at_the_positions_of_their_atoms() {
        assert_eq!(exact("v3 chat"), Some(Shape::Phrase(vec![(0, "v3".into()), (2, "chat".into())])));
        assert_eq!(exact("KV 缓存"), Some(Shape::Phrase(vec![(0, "kv".into()), (1, "缓存".into())])));
        assert_eq!(exact("投机解"), Some(Shape::Phrase(vec![(0, "投机".into()), (1, "机解".into())])));
        assert_eq!(exact(""), None);
    }
}
