//! From words and characters to concepts: what a query asks for, one by one.

use std::ops::Range;

use super::expand::{COMPLETIONS, GLUED, Vocabulary};
use super::names::tagged;
use super::plan::{Concept, Plan, Shape};
use super::query::{Query, STOP_PHRASES, Unit, glue, is_stop_word};
use super::schema::KeyKind;
use super::synonyms::Meant;

/// Han characters from which a piece is cut into words as far as the index knows them.
const LONG_RUN: usize = 5;
/// Characters that link words or ask, and name nothing by themselves. Not those that
/// also begin or end a term of two characters, such as 对 in 对齐.
const LINKS: &str = "是的了到和与就都也还很没不哪几吗呢吧啊越";
/// What everything here is about; beside other words it says nothing.
const GENERIC: &[&str] = &["模型", "大模型", "model", "models", "llm", "llms", "aimodel", "aimodels"];

impl Vocabulary {
    pub(super) fn add_concepts(&self, query: &Query, plan: &mut Plan) {
        let units = &query.units;
        let mut at = 0;
        let mut run = 0;
        while at < units.len() {
            let meant = self.synonyms.at_start(&units[at..]);
            let han = units[at].han;
            if (meant.is_some() || !han) && run < at {
                self.han_concepts(units, run..at, plan);
            }
            if let Some(meant) = meant {
                let is_new =
                    |group: &usize| plan.concepts.iter().all(|concept| !concept.groups.contains(group));
                // `how much does it cost` asks once.
                if meant.groups.iter().all(is_new) {
                    add_meant(units, at, &meant, plan);
                }
                at += meant.length;
                run = at;
            } else if han {
                // A gap ends a run: `模型 价格` is two things.
                if units[at].gap && run < at {
                    self.han_concepts(units, run..at, plan);
                    run = at;
                }
                at += 1;
            } else {
                plan.concepts.extend(concept(at..at + 1, Shape::exact(&units[at..=at])));
                at += 1;
                run = at;
            }
        }
        if run < at {
            self.han_concepts(units, run..at, plan);
        }
        self.drop_fillers(units, plan);
        for concept in &mut plan.concepts {
            self.shorten(concept);
            if let [unit] = &units[concept.units.clone()] {
                if unit.han {
                    for (word, _) in self.words.with_prefix(&unit.text, COMPLETIONS) {
                        concept.or(Shape::Term(word.to_owned()), 0.9);
                    }
                } else {
                    for variant in inflections(&unit.text) {
                        if self.words.count(&variant) > 0 {
                            concept.or(Shape::Term(variant), 0.8);
                        }
                    }
                }
            }
        }
    }

    /// Drops what asks but does not say what about, unless it is all that is known: English
    /// question words, words that everything here is about, and single characters left over between Chinese words.
    fn drop_fillers(&self, units: &[Unit], plan: &mut Plan) {
        let is_filler = |concept: &Concept| {
            if GENERIC.contains(&glue(&units[concept.units.clone()]).as_str()) {
                return true;
            }
            let typed = &units[concept.units.clone()];
            let [unit] = typed else {
                return concept.groups.is_empty()
                    && typed.iter().all(|unit| unit.han)
                    && is_empty_talk(typed);
            };
            let (before, after) = (concept.units.start.checked_sub(1), concept.units.end);
            let beside = |at: usize| units.get(at).is_some_and(|unit| unit.han);
            let joined = (!unit.gap && before.is_some_and(beside))
                || units.get(after).is_some_and(|next| next.han && !next.gap);
            if unit.han { joined } else { is_stop_word(&unit.text) }
        };
        if plan.concepts.iter().any(|concept| !is_filler(concept) && !self.is_weak(concept)) {
            plan.concepts.retain(|concept| !is_filler(concept));
        }
    }

    /// A Han run as concepts, without its question words.
    fn han_concepts(&self, units: &[Unit], run: Range<usize>, plan: &mut Plan) {
        let before = plan.concepts.len();
        // `模型` `的规格`: what links to the word before is no part of the next.
        let links = run.len() > 1 && run.start > 0 && !units[run.start].gap && units[run.start].text == "的";
        let mut from = run.start + usize::from(links);
        let mut at = from;
        while at < run.end {
            match stop_length(&units[at..run.end], at - from) {
                0 => at += 1,
                length => {
                    self.han_pieces(units, from..at, plan);
                    at += length;
                    from = at;
                }
            }
        }
        self.han_pieces(units, from..run.end, plan);
        if plan.concepts.len() == before {
            plan.concepts.extend(concept(run.clone(), Shape::loose(&units[run])));
        }
    }

    /// A piece of a Han run as one concept; a long one is cut where two characters
    /// meet that never do in the index, which is between words more often than not.
    fn han_pieces(&self, units: &[Unit], piece: Range<usize>, plan: &mut Plan) {
        let before = plan.concepts.len();
        if piece.len() >= LONG_RUN {
            let mut from = piece.start;
            for at in piece.clone() {
                let meets_next = at + 1 < piece.end && self.words.count(&glue(&units[at..at + 2])) > 0;
                if !meets_next {
                    if at > from {
                        plan.concepts.extend(concept(from..at + 1, Shape::loose(&units[from..=at])));
                    }
                    from = at + 1;
                }
            }
        }
        if plan.concepts.len() == before {
            plan.concepts.extend(concept(piece.clone(), Shape::loose(&units[piece])));
        }
    }

    /// A model's name inside a longer query is one thing that is asked for, not as
    /// many as it has words.
    pub(super) fn join_names(&self, query: &Query, plan: &mut Plan) {
        let units = &query.units;
        for length in (2..=units.len().saturating_sub(1).min(GLUED + 2)).rev() {
            for at in 0..=units.len() - length {
                let span = at..at + length;
                let window = &units[span.clone()];
                let key = glue(window);
                let named = [KeyKind::ModelName, KeyKind::ModelAlias]
                    .into_iter()
                    .any(|kind| self.keys.count(&tagged(kind, &key)) > 0);
                if !named || window.iter().any(|unit| unit.han) || self.words.count(&key) == 0 {
                    continue;
                }
                let inside =
                    |concept: &Concept| concept.units.start >= span.start && concept.units.end <= span.end;
                let Some(first) = plan.concepts.iter().position(inside) else {
                    continue;
                };
                if plan.concepts.iter().filter(|concept| inside(concept)).count() < 2 {
                    continue;
                }
                plan.concepts.retain(|concept| !inside(concept));
                if let Some(mut joined) = concept(span.clone(), Some(Shape::Term(key))) {
                    if let Some(shape) = Shape::exact(window) {
                        joined.or(shape, 1.0);
                    }
                    // A page about DeepSeek may write `V3` alone.
                    joined.or(Shape::All(window.iter().map(|unit| unit.text.clone()).collect()), 0.6);
                    plan.concepts.insert(first, joined);
                }
            }
        }
    }
}

/// Adds a phrase that has other names, which find it too.
fn add_meant(units: &[Unit], at: usize, meant: &Meant, plan: &mut Plan) {
    let span = at..at + meant.length;
    let typed = &units[span.clone()];
    if typed.iter().all(|unit| unit.han) || typed.len() == 1 {
        plan.concepts.extend(concept(span, Shape::loose(typed)));
    } else if let Some(mut joined) = concept(span, Shape::exact(typed)) {
        // The words of a term may stand apart, which says less.
        let words = typed.iter().filter(|unit| !is_stop_word(&unit.text));
        joined.or(Shape::All(words.map(|unit| unit.text.clone()).collect()), 0.6);
        plan.concepts.push(joined);
    }
    if let Some(concept) = plan.concepts.last_mut() {
        concept.groups.clone_from(&meant.groups);
        for other in &meant.others {
            concept.or(other.shape.clone(), other.weight);
            concept.names.push((other.key.clone(), other.weight));
        }
    }
}

fn concept(units: Range<usize>, shape: Option<Shape>) -> Option<Concept> {
    let mut concept = Concept::new(units, Vec::new());
    concept.or(shape?, 1.0);
    Some(concept)
}

/// Whether Han characters are only question words, or two of which one links: `花了`.
fn is_empty_talk(units: &[Unit]) -> bool {
    let mut at = 0;
    while at < units.len() {
        match stop_length(&units[at..], 0) {
            0 => break,
            length => at += length,
        }
    }
    let links = |unit: &Unit| unit.text.chars().all(|ch| LINKS.contains(ch));
    at == units.len() || (units.len() == 2 && units.iter().any(links))
}

/// Length of the question or linking word that `units` begins with. The particle
/// 的 links only between words: 目的 and 的确 keep it.
fn stop_length(units: &[Unit], before: usize) -> usize {
    let starts = |phrase: &str| {
        let mut length = 0;
        for ch in phrase.chars() {
            if !units.get(length).is_some_and(|unit| unit.text.chars().eq([ch])) {
                return 0;
            }
            length += 1;
        }
        length
    };
    if before >= 2 && units.len() > 2 && starts("的") > 0 {
        return 1;
    }
    STOP_PHRASES.iter().map(|phrase| starts(phrase)).find(|&length| length > 0).unwrap_or(0)
}

/// Other forms of an English word that are worth a lookup.
pub(super) fn inflections(word: &str) -> Vec<String> {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut forms = vec![format!("{word}s"), format!("{word}es"), format!("{word}ing"), format!("{word}ed")];
    for (ending, replacements) in [
        ("ly", &[""][..]),
        ("ies", &["y"]),
        ("es", &["", "e"]),
        ("s", &[""]),
        ("y", &["ies"]),
        ("ing", &["", "e", "ed", "es"]),
        ("ed", &["", "e", "ing"]),
        ("e", &["ing", "ed"]),
    ] {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.len() >= 3) {
            forms.extend(replacements.iter().map(|replacement| format!("{stem}{replacement}")));
        }
    }
    forms
}
