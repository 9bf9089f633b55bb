//! The second plan, made only if the first found too little: completions, typing
//! errors, pinyin, and wrong characters with the right sound.

use std::ops::Range;

use levenshtein_automata::{DFA, LevenshteinAutomatonBuilder};

use super::expand::{COMPLETIONS, Vocabulary};
use super::lexicon::Lexicon;
use super::plan::{Concept, Plan, Shape};
use super::query::{Query, Unit, glue, read_units};
use super::schema::KeyKind;

/// Most corrections of one word.
const CORRECTIONS: usize = 5;
/// Most words corrected in one query: each costs an automaton.
const CORRECTED: usize = 5;
/// Units up to which a query is worth looking for a wrong first letter.
const SHORT: usize = 4;
/// Most Han readings of one spelling.
const READINGS: usize = 5;

/// A correction that led to something: what to put in place of which bytes of the query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Correction {
    pub(super) bytes: Range<usize>,
    pub(super) text: String,
}

impl Vocabulary {
    /// Adds completions, corrections and pinyin for the concepts that found nothing,
    /// or for the last word if `completing`. Gives the corrections, for a suggestion.
    pub(super) fn widen(&self, query: &Query, plan: &mut Plan, completing: bool) -> Vec<Correction> {
        let weak: Vec<bool> = plan.concepts.iter().map(|concept| self.is_weak(concept)).collect();
        let mut corrections = self.add_pinyin(query, plan, &weak);
        let mut budget = CORRECTED;
        let short = query.units.len() <= SHORT;
        // Beside words that are there, one that is not may as well be no mistake.
        let trust = if weak.iter().all(|weak| *weak) { 1.0 } else { 0.5 };
        for (at, concept) in plan.concepts.iter_mut().enumerate() {
            let units = &query.units[concept.units.clone()];
            let last = concept.units.end == query.units.len();
            let [unit] = units else {
                if weak[at] {
                    self.add_sounds(units, concept, &mut corrections);
                }
                continue;
            };
            if unit.han || !(weak[at] || (last && completing)) {
                continue;
            }
            if last || unit.text.len() >= 4 {
                for (word, _) in self.words.with_prefix(&unit.text, COMPLETIONS) {
                    concept.or(Shape::Term(word.to_owned()), 0.6);
                }
            }
            // A completion or a reading is likelier than a mistake.
            if budget > 0 && self.is_weak(concept) {
                budget -= 1;
                self.add_typos(unit, concept, short, trust, &mut corrections);
            }
        }
        if weak.contains(&true) {
            self.add_misspelt_names(query, plan, short);
        }
        corrections.sort_by_key(|correction| correction.bytes.start);
        corrections
    }

    fn add_pinyin(&self, query: &Query, plan: &mut Plan, weak: &[bool]) -> Vec<Correction> {
        let mut corrections = Vec::new();
        let mut done = vec![false; plan.concepts.len()];
        let one_word = |concept: &Concept| matches!(&query.units[concept.units.clone()], [unit] if !unit.han);
        for length in (1..=plan.concepts.len().min(8)).rev() {
            for at in 0..=plan.concepts.len() - length {
                let span = at..at + length;
                let fits = |nth: usize| weak[nth] && !done[nth] && one_word(&plan.concepts[nth]);
                if !span.clone().all(fits) {
                    continue;
                }
                let units = plan.concepts[at].units.start..plan.concepts[at + length - 1].units.end;
                let readings = self.spellings.spelled(&glue(&query.units[units.clone()]), READINGS);
                let said = query.units[units.clone()].iter().map(|unit| unit.text.len()).sum::<usize>();
                let share = 0.4 * said as f32 / query.key.len() as f32;
                for (nth, han) in readings.iter().enumerate() {
                    let Some(shape) = Shape::exact(&read_units(han, 16).0) else {
                        continue;
                    };
                    for concept in &mut plan.concepts[span.clone()] {
                        concept.or(shape.clone(), if nth == 0 { 0.8 } else { 0.6 });
                    }
                    self.add_name(han, share, plan);
                }
                if let Some(best) = readings.first() {
                    done[span].fill(true);
                    corrections.push(correction(query, units, best));
                }
            }
        }
        corrections
    }

    /// A Han run that is nowhere may be a word typed with a wrong character.
    fn add_sounds(&self, units: &[Unit], concept: &mut Concept, corrections: &mut Vec<Correction>) {
        // Two characters of a longer run sound like something too often.
        let least = units.len().min(3);
        for length in (least.max(2)..=units.len().min(6)).rev() {
            for window in units.windows(length) {
                if !window.iter().all(|unit| unit.han) {
                    continue;
                }
                if Shape::exact(window).is_none_or(|shape| self.is_known(&shape)) {
                    continue;
                }
                let han = glue(window);
                if let Some(other) = self.spellings.sounding_like(&han, 1).first()
                    && let Some(shape) = Shape::exact(&read_units(other, 16).0)
                {
                    concept.or(shape, 0.6);
                    let bytes = window[0].bytes.start..window[length - 1].bytes.end;
                    corrections.push(Correction { bytes, text: (*other).to_owned() });
                    return;
                }
            }
        }
    }

    fn add_typos(
        &self,
        unit: &Unit,
        concept: &mut Concept,
        short: bool,
        trust: f32,
        corrections: &mut Vec<Correction>,
    ) {
        let found = near(&self.automata, &self.words, &[""], &unit.text, short);
        for (word, distance) in &found {
            let near = if *distance < 2 { 0.5 } else { 0.35 };
            concept.or(Shape::Term(word.clone()), near * trust);
        }
        if let Some((best, _)) = found.into_iter().next() {
            corrections.push(Correction { bytes: unit.bytes.clone(), text: best });
        }
    }

    fn add_misspelt_names(&self, query: &Query, plan: &mut Plan, short: bool) {
        let tags = KeyKind::ALL.map(|kind| kind.tag().to_string());
        let tags = tags.each_ref().map(String::as_str);
        for (key, distance) in near(&self.automata, &self.keys, &tags, &query.key, short) {
            if let Some(kind) = KeyKind::ALL.into_iter().find(|kind| key.starts_with(kind.tag())) {
                plan.keys.push((key, kind.prefix() * if distance < 2 { 1.0 } else { 0.7 }));
            }
        }
    }
}

/// Words close to `typed` among those that begin with one of `tags`, the most likely
/// first. Few mistakes hit the first letter, and to keep it makes the walk short;
/// a wrong one is looked for only if `thorough`.
fn near(
    [one, two]: &[LevenshteinAutomatonBuilder; 2],
    lexicon: &Lexicon,
    tags: &[&str],
    typed: &str,
    thorough: bool,
) -> Vec<(String, u8)> {
    let length = typed.len();
    if !(4..=32).contains(&length) || !typed.is_ascii() {
        return Vec::new();
    }
    let walk = |dfa: &DFA, first: &str| -> Vec<(String, u8)> {
        let words = tags.iter().flat_map(|tag| {
            let mut found = lexicon.near(&format!("{tag}{first}"), dfa, 64);
            found.retain(|near| same_numbers(typed, &near.word[tag.len()..]));
            found.truncate(CORRECTIONS);
            found
        });
        words.map(|near| (near.word.to_owned(), near.distance)).collect()
    };
    let (first, rest) = typed.split_at(1);
    let found = walk(&if length < 8 { one } else { two }.build_dfa(rest), first);
    if found.is_empty() && thorough && length > 4 { walk(&one.build_dfa(typed), "") } else { found }
}

fn correction(query: &Query, units: Range<usize>, text: &str) -> Correction {
    let bytes = query.units[units.start].bytes.start..query.units[units.end - 1].bytes.end;
    Correction { bytes, text: text.to_owned() }
}

/// A changed digit is another model, not a typing error; a missing point is one.
fn same_numbers(typed: &str, word: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    digits(typed) == digits(word)
}

#[cfg(test)]
mod tests {
    use super::same_numbers;
    use crate::search::expand::tests::{has, vocabulary};
    use crate::search::query::Query;

    #[test]
    fn typing_errors_pinyin_and_prefixes_come_second() {
        let vocabulary = vocabulary();
        for (typed, meant) in
            [("deepsek", "deepseek"), ("transfomer", "transformer"), ("transf", "transformer")]
        {
            let query = Query::read(typed);
            let mut plan = vocabulary.exact(&query);
            assert!(!has(&plan, meant));
            vocabulary.widen(&query, &mut plan, true);
            assert!(has(&plan, meant), "{typed}");
        }
        let query = Query::read("touji jiema");
        let mut plan = vocabulary.exact(&query);
        let corrections = vocabulary.widen(&query, &mut plan, true);
        assert_eq!(corrections[0].text, "投机解码");
    }

    #[test]
    fn a_wrong_character_is_heard() {
        let vocabulary = vocabulary();
        let query = Query::read("头机解码");
        let mut plan = vocabulary.exact(&query);
        assert_eq!(vocabulary.widen(&query, &mut plan, false)[0].text, "投机解码");
    }

    #[test]
    fn numbers_are_not_corrected() {
        assert!(!same_numbers("gpt5", "gpt4"));
        assert!(same_numbers("qwen25", "qwen2.5"));
    }
}
