//! From a query to a plan: first what was typed, then, if that was too little,
//! what may have been meant.

use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::lexicon::Lexicon;
use super::pinyin::Spellings;
use super::plan::{Concept, Plan, Shape};
use super::query::{Query, STOP_PHRASES, Unit, glue, is_stop_word, read_units};
use super::schema::KeyKind;
use super::synonyms::Synonyms;

/// Most words a glued variant is made of.
const GLUED: usize = 4;
/// Most names that a name inside the query, or its beginning, may bring in.
const NAMES: usize = 16;
/// Most completions of one word.
const COMPLETIONS: usize = 12;
/// Most corrections of one word.
const CORRECTIONS: usize = 5;
/// Most words corrected in one query: each costs an automaton.
const CORRECTED: usize = 5;
/// Most Han readings of one spelling.
const READINGS: usize = 5;

/// Everything that is known about the words of the index.
pub(super) struct Vocabulary {
    pub(super) words: Lexicon,
    pub(super) keys: Lexicon,
    pub(super) spellings: Spellings,
    pub(super) synonyms: Synonyms,
    pub(super) automata: LevenshteinAutomatonBuilder,
}

/// A correction that led to something: what to put in place of which bytes of the query.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Correction {
    pub(super) bytes: std::ops::Range<usize>,
    pub(super) text: String,
}

impl Vocabulary {
    /// The plan for the query as it was typed, its spelling variants and synonyms.
    pub(super) fn exact(&self, query: &Query) -> Plan {
        let mut plan = Plan { literals: self.known_literals(query), ..Plan::default() };
        self.add_concepts(query, &mut plan);
        self.add_glued(query, &mut plan);
        self.add_phrases(query, &mut plan);
        self.add_names(query, &mut plan);
        plan
    }

    /// Whether nothing in the index is written in any of the ways of a concept.
    pub(super) fn is_weak(&self, concept: &Concept) -> bool {
        concept.alternatives.iter().all(|alternative| !self.is_known(&alternative.shape))
    }

    /// Adds completions, corrections and pinyin for the concepts that found nothing,
    /// or for the last word if `completing`. Gives the corrections, for a suggestion.
    pub(super) fn widen(&self, query: &Query, plan: &mut Plan, completing: bool) -> Vec<Correction> {
        let weak: Vec<bool> = plan.concepts.iter().map(|concept| self.is_weak(concept)).collect();
        let mut corrections = self.add_pinyin(query, plan, &weak);
        let mut budget = CORRECTED;
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
            let spelled = concept.alternatives.len() > 1 && !self.is_weak(concept);
            if last || unit.text.len() >= 4 {
                for (word, _) in self.words.with_prefix(&unit.text, COMPLETIONS) {
                    concept.or(Shape::Term(word.to_owned()), 0.6);
                }
            }
            if weak[at] && !spelled && budget > 0 {
                budget -= 1;
                self.add_typos(unit, concept, &mut corrections);
            }
        }
        if !plan.named {
            self.add_misspelt_names(query, plan);
        }
        corrections.sort_by_key(|correction| correction.bytes.start);
        corrections
    }

    fn add_concepts(&self, query: &Query, plan: &mut Plan) {
        let units = &query.units;
        let mut at = 0;
        let mut run = 0;
        while at < units.len() {
            let synonym = self.synonyms.at_start(&units[at..]);
            let han = units[at].han;
            if (synonym.is_some() || !han) && run < at {
                han_concepts(units, run..at, plan);
            }
            if let Some((length, others)) = synonym {
                let from = plan.concepts.len();
                if units[at..at + length].iter().all(|unit| unit.han) {
                    plan.concepts.extend(concept(at..at + length, Shape::loose(&units[at..at + length])));
                } else {
                    for (nth, unit) in units.iter().enumerate().skip(at).take(length) {
                        plan.concepts.extend(concept(nth..nth + 1, Shape::exact(std::slice::from_ref(unit))));
                    }
                }
                for concept in &mut plan.concepts[from..] {
                    for (_, shape) in &others {
                        concept.or(shape.clone(), 0.7);
                    }
                }
                let said = glue(&units[at..at + length]).len() as f32;
                for (key, _) in others {
                    self.add_name(key, 0.8 * said / query.key.len() as f32, plan);
                }
                at += length;
                run = at;
            } else if han {
                // A gap ends a run: `模型 价格` is two things.
                if units[at].gap && run < at {
                    han_concepts(units, run..at, plan);
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
            han_concepts(units, run..at, plan);
        }
        let stops =
            |concept: &Concept| matches!(&units[concept.units.clone()], [unit] if is_stop_word(&unit.text));
        if !plan.concepts.iter().all(stops) {
            plan.concepts.retain(|concept| !stops(concept));
        }
        for concept in &mut plan.concepts {
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

    /// `deep seek v3` may be written `deepseek v3` or `deepseekv3`: every known glued
    /// spelling stands for each of the words it is made of.
    fn add_glued(&self, query: &Query, plan: &mut Plan) {
        for length in 2..=GLUED {
            for (at, window) in query.units.windows(length).enumerate() {
                if window.iter().any(|unit| unit.han) {
                    continue;
                }
                let glued = glue(window);
                if self.words.count(&glued) == 0 {
                    continue;
                }
                for concept in &mut plan.concepts {
                    if concept.units.start >= at && concept.units.end <= at + length {
                        concept.or(Shape::Term(glued.clone()), 1.0);
                    }
                }
            }
        }
    }

    fn add_phrases(&self, query: &Query, plan: &mut Plan) {
        let together = |a: &Unit, b: &Unit| a.han == b.han && !(b.han && b.gap);
        for run in query.units.chunk_by(together) {
            let least = if run[0].han { 3 } else { 2 };
            if (least..=24).contains(&run.len()) {
                plan.phrases.extend(Shape::exact(run).filter(|shape| self.is_known(shape)));
            }
        }
    }

    fn add_names(&self, query: &Query, plan: &mut Plan) {
        for kind in KeyKind::ALL {
            let key = tagged(kind, &query.key);
            if self.keys.count(&key) > 0 {
                plan.keys.push((key, kind.exact()));
                plan.named = true;
            }
        }
        if query.key.len() >= 2 {
            for kind in KeyKind::ALL {
                let start = tagged(kind, &query.key);
                let mut longer: Vec<&str> =
                    self.keys.range(&start).filter(|key| key.len() > start.len()).take(512).collect();
                longer.sort_by_key(|key| key.len());
                for key in longer.into_iter().take(NAMES) {
                    let share = start.len() as f32 / key.len() as f32;
                    plan.keys.push((key.to_owned(), kind.prefix() * (0.4 + 0.6 * share)));
                }
            }
        }
        self.add_names_inside(query, plan);
    }

    /// Names that are only a part of the query, as in `deepseek v3 价格`.
    fn add_names_inside(&self, query: &Query, plan: &mut Plan) {
        let whole = query.key.len() as f32;
        let mut left = NAMES;
        for length in (1..query.units.len().min(9)).rev() {
            for window in query.units.windows(length) {
                let key = glue(window);
                if key.len() < 3 || is_stop_word(&key) {
                    continue;
                }
                for kind in KeyKind::ALL {
                    let name = tagged(kind, &key);
                    if self.keys.count(&name) > 0 && left > 0 {
                        left -= 1;
                        plan.keys.push((name, kind.exact() * 0.4 * key.len() as f32 / whole));
                    }
                }
            }
        }
    }

    /// The name `key`, meant but not typed, for a share of its bonus. The bonus of a
    /// model's own name stays with those who typed it.
    fn add_name(&self, key: &str, share: f32, plan: &mut Plan) {
        for kind in KeyKind::ALL {
            let name = tagged(kind, key);
            if self.keys.count(&name) > 0 {
                plan.keys.push((name, kind.exact().min(40.0) * share));
            }
        }
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
                for (nth, han) in readings.iter().enumerate() {
                    let Some(shape) = Shape::exact(&read_units(han, 16).0) else {
                        continue;
                    };
                    for concept in &mut plan.concepts[span.clone()] {
                        concept.or(shape.clone(), if nth == 0 { 0.8 } else { 0.6 });
                    }
                    self.add_name(han, 0.4, plan);
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
        for length in (2..=units.len().min(6)).rev() {
            for window in units.windows(length) {
                if !window.iter().all(|unit| unit.han) {
                    continue;
                }
                if Shape::exact(window).is_none_or(|shape| self.is_known(&shape)) {
                    continue;
                }
                let han = glue(window);
                if let Some(other) = self.spellings.sounding_like(&han, 1).first() {
                    if let Some(shape) = Shape::exact(&read_units(other, 16).0) {
                        concept.or(shape, 0.6);
                        let bytes = window[0].bytes.start..window[length - 1].bytes.end;
                        corrections.push(Correction { bytes, text: (*other).to_owned() });
                        return;
                    }
                }
            }
        }
    }

    fn add_typos(&self, unit: &Unit, concept: &mut Concept, corrections: &mut Vec<Correction>) {
        let found = self.near(&self.words, "", &unit.text, CORRECTIONS);
        for (word, distance) in &found {
            concept.or(Shape::Term(word.clone()), if *distance < 2 { 0.5 } else { 0.35 });
        }
        if let Some((best, _)) = found.into_iter().next() {
            corrections.push(Correction { bytes: unit.bytes.clone(), text: best });
        }
    }

    fn add_misspelt_names(&self, query: &Query, plan: &mut Plan) {
        for kind in KeyKind::ALL {
            for (key, distance) in
                self.near(&self.keys, kind.tag().encode_utf8(&mut [0; 4]), &query.key, CORRECTIONS)
            {
                let bonus = kind.prefix() * if distance < 2 { 1.0 } else { 0.7 };
                plan.keys.push((key, bonus));
            }
        }
    }

    /// Words close to `typed` among those that begin with `tag`.
    fn near(&self, lexicon: &Lexicon, tag: &str, typed: &str, limit: usize) -> Vec<(String, u8)> {
        let length = typed.chars().count();
        if !(4..=32).contains(&length) || !typed.is_ascii() {
            return Vec::new();
        }
        let limit_distance = if length < 8 { 1 } else { 2 };
        // Few mistakes hit the first letter, and to keep it makes the walk short.
        let (first, rest) = typed.split_at(1);
        let dfa = self.automata.build_dfa(rest);
        let head = format!("{tag}{first}");
        let accepted = |near: &super::lexicon::Near<'_>| {
            near.distance <= limit_distance && same_numbers(typed, &near.word[tag.len()..])
        };
        let found: Vec<(String, u8)> = lexicon
            .near(&head, &dfa, 64)
            .into_iter()
            .filter(accepted)
            .map(|near| (near.word.to_owned(), near.distance))
            .take(limit)
            .collect();
        found
    }

    fn known_literals(&self, query: &Query) -> Vec<String> {
        query.literals.iter().filter(|literal| self.words.count(literal) > 0).cloned().collect()
    }

    fn is_known(&self, shape: &Shape) -> bool {
        shape.tokens().into_iter().all(|token| self.words.count(token) > 0)
    }
}

/// A key as it stands in the index.
pub(super) fn tagged(kind: KeyKind, key: &str) -> String {
    let mut tagged = String::with_capacity(key.len() + 1);
    tagged.push(kind.tag());
    tagged.push_str(key);
    tagged
}

fn concept(units: std::ops::Range<usize>, shape: Option<Shape>) -> Option<Concept> {
    let mut concept = Concept { units, alternatives: Vec::new() };
    concept.or(shape?, 1.0);
    Some(concept)
}

/// A Han run as concepts, without its question words.
fn han_concepts(units: &[Unit], run: std::ops::Range<usize>, plan: &mut Plan) {
    let before = plan.concepts.len();
    let mut from = run.start;
    let mut at = run.start;
    while at < run.end {
        match stop_length(&units[at..run.end], at - from) {
            0 => at += 1,
            length => {
                plan.concepts.extend(concept(from..at, Shape::loose(&units[from..at])));
                at += length;
                from = at;
            }
        }
    }
    plan.concepts.extend(concept(from..run.end, Shape::loose(&units[from..run.end])));
    if plan.concepts.len() == before {
        plan.concepts.extend(concept(run.clone(), Shape::loose(&units[run])));
    }
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

fn correction(query: &Query, units: std::ops::Range<usize>, text: &str) -> Correction {
    let bytes = query.units[units.start].bytes.start..query.units[units.end - 1].bytes.end;
    Correction { bytes, text: text.to_owned() }
}

/// Other forms of an English word that are worth a lookup.
fn inflections(word: &str) -> Vec<String> {
    if word.len() < 4 || !word.bytes().all(|byte| byte.is_ascii_lowercase()) {
        return Vec::new();
    }
    let mut forms = vec![format!("{word}s"), format!("{word}es"), format!("{word}ing"), format!("{word}ed")];
    for (ending, replacements) in [
        ("ies", &["y"][..]),
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

/// A changed digit is another model, not a typing error; a missing point is one.
fn same_numbers(typed: &str, word: &str) -> bool {
    let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).collect::<Vec<_>>();
    digits(typed) == digits(word)
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, inflections, same_numbers};
    use crate::search::lexicon::Lexicon;
    use crate::search::pinyin::Spellings;
    use crate::search::plan::{Plan, Shape};
    use crate::search::query::Query;
    use crate::search::synonyms::Synonyms;
    use levenshtein_automata::LevenshteinAutomatonBuilder;

    fn vocabulary() -> Vocabulary {
        let words = [
            "deepseek",
            "deepseekv3",
            "v3",
            "deep",
            "seek",
            "transformer",
            "投机",
            "机解",
            "解码",
            "价格",
            "price",
            "prices",
            "=base_url",
            "moe",
        ];
        let keys = ["mdeepseekv3", "t投机解码", "hprice"];
        let counted = |list: &[&str]| Lexicon::new(list.iter().map(|word| ((*word).into(), 3)).collect());
        Vocabulary {
            words: counted(&words),
            keys: counted(&keys),
            spellings: Spellings::new(["投机解码"].into_iter()),
            synonyms: Synonyms::new(&[vec!["混合专家".into(), "moe".into()]]),
            automata: LevenshteinAutomatonBuilder::new(2, true),
        }
    }

    fn has(plan: &Plan, token: &str) -> bool {
        let wanted = Shape::Term(token.into());
        plan.concepts
            .iter()
            .flat_map(|concept| &concept.alternatives)
            .any(|alternative| alternative.shape == wanted)
    }

    #[test]
    fn words_typed_apart_find_the_glued_spelling() {
        let plan = vocabulary().exact(&Query::read("Deep Seek V3"));
        assert!(has(&plan, "deepseekv3") && has(&plan, "deepseek"));
        assert!(plan.named);
    }

    #[test]
    fn a_name_inside_the_query_brings_a_smaller_bonus() {
        let plan = vocabulary().exact(&Query::read("deepseek v3 价格"));
        let (_, bonus) = plan.keys.iter().find(|(key, _)| key == "mdeepseekv3").expect("the name is inside");
        assert!(*bonus > 10.0 && *bonus < 40.0);
        assert!(!plan.named);
    }

    #[test]
    fn synonyms_and_inflections_are_alternatives() {
        assert!(has(&vocabulary().exact(&Query::read("混合专家")), "moe"));
        assert!(has(&vocabulary().exact(&Query::read("price")), "prices"));
    }

    #[test]
    fn question_words_go_unless_they_are_all_there_is() {
        let vocabulary = vocabulary();
        assert_eq!(vocabulary.exact(&Query::read("what is the price of deepseek")).concepts.len(), 2);
        assert_eq!(vocabulary.exact(&Query::read("怎么投机解码")).concepts.len(), 1);
        assert_eq!(vocabulary.exact(&Query::read("what is")).concepts.len(), 2);
        assert_eq!(vocabulary.exact(&Query::read("怎么")).concepts.len(), 1);
    }

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
        assert!(inflections("qwen2.5").is_empty());
    }
}
