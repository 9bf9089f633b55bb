//! Groups of phrases that mean the same, in both languages.

use std::collections::HashMap;

use super::plan::Shape;
use super::query::{Unit, glue, read_units};
use super::regional::{lines, longest_at, mainland};

/// Longest phrase looked for, in units (words or Han characters).
const UNITS: usize = 10;
/// Share of its score that a term keeps when another word of its group was typed.
const TERM: f32 = 0.8;
/// The same for everyday words, which mean the same less strictly.
const EVERYDAY: f32 = 0.6;
/// The same for a word of another region: it is the same word.
const REGIONAL: f32 = 0.95;

/// Another way to say a phrase.
#[derive(Clone, Debug)]
pub(super) struct Other {
    /// Its spelling as a key.
    pub(super) key: String,
    pub(super) shape: Shape,
    /// Share of the score it keeps.
    pub(super) weight: f32,
}

/// A phrase at the start of a query, and what else it may be called.
#[derive(Debug)]
pub(super) struct Meant {
    /// Length in units.
    pub(super) length: usize,
    pub(super) others: Vec<Other>,
    /// The groups it belongs to; two phrases of one group ask for the same.
    pub(super) groups: Vec<usize>,
}

/// Synonym groups by the spelling of each phrase.
#[derive(Default)]
pub(super) struct Synonyms {
    groups: Vec<Vec<Other>>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// Reads groups of equivalent phrases, and adds the everyday words of both
    /// languages; empty phrases are ignored.
    pub(super) fn new(groups: &[Vec<String>]) -> Self {
        let mut synonyms = Synonyms::default();
        for group in groups {
            synonyms.add(group, TERM);
        }
        for group in lines(include_str!("words/everyday.tsv")) {
            synonyms.add(&group, EVERYDAY);
        }
        synonyms
    }

    fn add(&mut self, group: &[String], weight: f32) {
        let number = self.groups.len();
        let mut phrases: Vec<Other> = Vec::new();
        for phrase in group {
            let (units, _) = read_units(phrase, 16);
            let key = glue(&units);
            let Some(shape) = Shape::exact(&units) else {
                continue;
            };
            let numbers = self.by_key.entry(key.clone()).or_default();
            if !numbers.contains(&number) {
                numbers.push(number);
                phrases.push(Other { key, shape, weight });
            }
        }
        self.groups.push(phrases);
    }

    /// The longest phrase at the start of `units` that has other names.
    pub(super) fn at_start(&self, units: &[Unit]) -> Option<Meant> {
        (1..=units.len().min(UNITS)).rev().find_map(|length| {
            let typed = &units[..length];
            // A gap between Han characters ends a phrase: `模型 价格` is two.
            if typed.windows(2).any(|pair| pair[1].gap && pair[0].han && pair[1].han) {
                return None;
            }
            let key = glue(typed);
            let usual = typed[0].han.then(|| mainland(&key)).flatten();
            let numbers = self.by_key.get(&key).or_else(|| self.by_key.get(usual.as_ref()?));
            let groups = numbers.cloned().unwrap_or_default();
            let mut others: Vec<Other> = Vec::new();
            if let Some(usual) = usual.as_ref().filter(|_| numbers.is_some()) {
                others.extend(other(usual, REGIONAL));
            }
            for &number in numbers.into_iter().flatten() {
                for phrase in &self.groups[number] {
                    match others.iter_mut().find(|known| known.key == phrase.key) {
                        Some(known) => known.weight = known.weight.max(phrase.weight),
                        None if phrase.key != key => others.push(phrase.clone()),
                        None => {}
                    }
                }
            }
            if numbers.is_none() {
                others = regional(typed)?;
            }
            Some(Meant { length, others, groups })
        })
    }
}

/// A word of another region that is exactly these units.
fn regional(units: &[Unit]) -> Option<Vec<Other>> {
    if !units.iter().all(|unit| unit.han) {
        return None;
    }
    let chars: Vec<char> = units.iter().flat_map(|unit| unit.text.chars()).collect();
    let (_, words) = longest_at(&chars).filter(|(length, _)| *length == chars.len())?;
    Some(words.iter().filter_map(|word| other(word, REGIONAL)).collect())
}

fn other(phrase: &str, weight: f32) -> Option<Other> {
    let (units, _) = read_units(phrase, 16);
    Some(Other { key: glue(&units), shape: Shape::exact(&units)?, weight })
}

#[cfg(test)]
mod tests {
    use super::{Shape, Synonyms};
    use crate::search::query::read_units;

    fn synonyms() -> Synonyms {
        Synonyms::new(&[
            vec!["混合专家".into(), "MoE".into(), "mixture of experts".into(), " ".into()],
            vec!["上下文窗口".into(), "context window".into()],
        ])
    }

    fn meant(text: &str) -> Option<(usize, Vec<String>)> {
        let (units, _) = read_units(text, 16);
        let meant = synonyms().at_start(&units)?;
        Some((meant.length, meant.others.into_iter().map(|other| other.key).collect()))
    }

    #[test]
    fn every_phrase_of_a_group_leads_to_the_others() {
        for (phrase, length) in [("混合专家模型", 4), ("moe price", 1), ("Mixture-of-Experts", 3)] {
            let (found, others) = meant(phrase).expect("the phrase is known");
            assert_eq!((found, others.len()), (length, 2), "{phrase}");
        }
    }

    #[test]
    fn synonyms_keep_their_shape() {
        let (units, _) = read_units("混合专家", 16);
        let meant = synonyms().at_start(&units).expect("the phrase is known");
        assert_eq!(meant.others[0].shape, Shape::Term("moe".into()));
    }

    #[test]
    fn words_of_other_regions_lead_into_the_groups() {
        let (length, others) = meant("上下文視窗大小").expect("the phrase is known");
        assert_eq!(length, 5);
        assert!(others.contains(&"上下文窗口".to_owned()) && others.contains(&"contextwindow".to_owned()));
        assert_eq!(meant("佇列"), Some((2, vec!["队列".into()])));
    }

    #[test]
    fn everyday_words_are_known_without_a_glossary() {
        let (units, _) = read_units("多少钱", 16);
        let meant = Synonyms::default().at_start(&units);
        assert!(meant.is_none());
        let meant = Synonyms::new(&[]).at_start(&units).expect("an everyday word");
        assert!(meant.others.iter().any(|other| other.key == "price"));
    }

    #[test]
    fn unknown_words_have_none() {
        assert!(synonyms().at_start(&read_units("专家", 16).0).is_none());
    }
}
