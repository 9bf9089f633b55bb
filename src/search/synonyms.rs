//! Groups of phrases that mean the same, in both languages.

use std::collections::HashMap;

use super::plan::Shape;
use super::query::{Unit, glue, read_units};

/// Longest phrase looked for, in units (words or Han characters).
const UNITS: usize = 10;

/// Synonym groups by the spelling of each phrase.
#[derive(Default)]
pub(super) struct Synonyms {
    groups: Vec<Vec<(String, Shape)>>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// Reads groups of equivalent phrases; empty phrases are ignored.
    pub(super) fn new(groups: &[Vec<String>]) -> Self {
        let mut synonyms = Synonyms::default();
        for group in groups {
            let number = synonyms.groups.len();
            let mut phrases: Vec<(String, Shape)> = Vec::new();
            for phrase in group {
                let (units, _) = read_units(phrase, 16);
                let key = glue(&units);
                let Some(shape) = Shape::exact(&units) else {
                    continue;
                };
                let numbers = synonyms.by_key.entry(key.clone()).or_default();
                if !numbers.contains(&number) {
                    numbers.push(number);
                }
                phrases.push((key, shape));
            }
            synonyms.groups.push(phrases);
        }
        synonyms
    }

    /// The longest phrase at the start of `units`: its length and the other ways to
    /// say it, each as a spelling and a shape.
    pub(super) fn at_start(&self, units: &[Unit]) -> Option<(usize, Vec<&(String, Shape)>)> {
        if self.by_key.is_empty() {
            return None;
        }
        (1..=units.len().min(UNITS)).rev().find_map(|length| {
            let key = glue(&units[..length]);
            let numbers = self.by_key.get(&key)?;
            let others = numbers
                .iter()
                .flat_map(|&number| &self.groups[number])
                .filter(|(other, _)| *other != key)
                .collect();
            Some((length, others))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Shape, Synonyms};
    use crate::search::query::read_units;

    fn synonyms() -> Synonyms {
        Synonyms::new(&[vec!["混合专家".into(), "MoE".into(), "mixture of experts".into(), " ".into()]])
    }

    #[test]
    fn every_phrase_of_a_group_leads_to_the_others() {
        let synonyms = synonyms();
        for (phrase, length) in [("混合专家模型", 4), ("moe price", 1), ("Mixture-of-Experts", 3)] {
            let (units, _) = read_units(phrase, 16);
            let found = synonyms.at_start(&units).expect("the phrase is known");
            assert_eq!((found.0, found.1.len()), (length, 2), "{phrase}");
        }
    }

    #[test]
    fn synonyms_keep_their_shape() {
        let (units, _) = read_units("混合专家", 16);
        let synonyms = synonyms();
        let (_, others) = synonyms.at_start(&units).expect("the phrase is known");
        assert_eq!(others[0].1, Shape::Term("moe".into()));
    }

    #[test]
    fn unknown_words_have_none() {
        assert!(synonyms().at_start(&read_units("专家", 16).0).is_none());
    }
}
