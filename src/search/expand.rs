//! The first plan for a query: what was typed, its spelling variants and synonyms.

use std::ops::Range;

use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::lexicon::Lexicon;
use super::names::tagged;
use super::pinyin::Spellings;
use super::plan::{Concept, Plan, Shape};
use super::query::{Query, STOP_PHRASES, Unit, glue, is_stop_word};
use super::schema::KeyKind;
use super::synonyms::{Meant, Synonyms};

/// Most words a glued variant is made of.
const GLUED: usize = 4;
/// Most completions of one word.
pub(super) const COMPLETIONS: usize = 12;
/// Longest run or word sequence looked up as a whole.
const PHRASE: usize = 12;
/// Han characters from which a piece is cut into words as far as the index knows them.
const LONG_RUN: usize = 5;
/// What everything here is about; beside other words it says nothing.
const GENERIC: &[&str] = &["模型", "大模型", "model", "models", "llm", "llms", "aimodel", "aimodels"];
/// Most bigrams looked up for one Han run.
const BIGRAMS: usize = 24;

/// Everything that is known about the words of the index.
pub(super) struct Vocabulary {
    pub(super) words: Lexicon,
    pub(super) keys: Lexicon,
    pub(super) spellings: Spellings,
    pub(super) synonyms: Synonyms,
    /// Automata for one typing error, and for two.
    pub(super) automata: [LevenshteinAutomatonBuilder; 2],
}

impl Vocabulary {
    /// The plan for the query as it was typed, its spelling variants and synonyms.
    pub(super) fn exact(&self, query: &Query) -> Plan {
        let mut plan = Plan { literals: self.known_literals(query), ..Plan::default() };
        self.add_concepts(query, &mut plan);
        self.join_names(query, &mut plan);
        self.add_glued(query, &mut plan);
        self.add_phrases(query, &mut plan);
        plan.chooses = query.chooses();
        plan.asks_how = query.asks_how();
        self.add_names(query, &mut plan);
        plan
    }

    /// Whether nothing in the index is written in any of the ways of a concept.
    pub(super) fn is_weak(&self, concept: &Concept) -> bool {
        concept.alternatives.iter().all(|alternative| !self.is_known(&alternative.shape))
    }

    fn add_concepts(&self, query: &Query, plan: &mut Plan) {
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
        drop_fillers(units, plan);
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

    /// Of a very long run only the rarest bigrams are looked up: the others cost
    /// most and tell least.
    fn shorten(&self, concept: &mut Concept) {
        for alternative in &mut concept.alternatives {
            if let Shape::Grams(tokens) = &mut alternative.shape
                && tokens.len() > BIGRAMS
            {
                tokens.sort_by_cached_key(|token| self.words.count(token));
                tokens.truncate(BIGRAMS);
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
    fn join_names(&self, query: &Query, plan: &mut Plan) {
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

    fn add_phrases(&self, query: &Query, plan: &mut Plan) {
        let together = |a: &Unit, b: &Unit| a.han == b.han && !(b.han && b.gap);
        for run in query.units.chunk_by(together) {
            let least = if run[0].han { 3 } else { 2 };
            if (least..=PHRASE).contains(&run.len()) {
                plan.phrases.extend(Shape::exact(run).filter(|shape| self.is_known(shape)));
            }
        }
    }

    fn known_literals(&self, query: &Query) -> Vec<String> {
        query.literals.iter().filter(|literal| self.words.count(literal) > 0).cloned().collect()
    }

    pub(super) fn is_known(&self, shape: &Shape) -> bool {
        shape.tokens().into_iter().all(|token| self.words.count(token) > 0)
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

/// Drops what asks but does not say what about, unless it is all there is: English
/// question words, words that everything here is about, and single characters left over between Chinese words.
fn drop_fillers(units: &[Unit], plan: &mut Plan) {
    let is_filler = |concept: &Concept| {
        if GENERIC.contains(&glue(&units[concept.units.clone()]).as_str()) {
            return true;
        }
        let [unit] = &units[concept.units.clone()] else {
            return false;
        };
        let (before, after) = (concept.units.start.checked_sub(1), concept.units.end);
        let beside = |at: usize| units.get(at).is_some_and(|unit| unit.han);
        let joined = (!unit.gap && before.is_some_and(beside))
            || units.get(after).is_some_and(|next| next.han && !next.gap);
        if unit.han { joined } else { is_stop_word(&unit.text) }
    };
    if !plan.concepts.iter().all(is_filler) {
        plan.concepts.retain(|concept| !is_filler(concept));
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

#[cfg(test)]
pub(super) mod tests {
    use super::{Vocabulary, inflections};
    use crate::search::lexicon::Lexicon;
    use crate::search::pinyin::Spellings;
    use crate::search::plan::{Plan, Shape};
    use crate::search::query::Query;
    use crate::search::synonyms::Synonyms;
    use levenshtein_automata::LevenshteinAutomatonBuilder;

    pub(in crate::search) fn vocabulary() -> Vocabulary {
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
            automata: [1, 2].map(|errors| LevenshteinAutomatonBuilder::new(errors, true)),
        }
    }

    pub(in crate::search) fn has(plan: &Plan, token: &str) -> bool {
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
    fn synonyms_and_inflections_are_alternatives() {
        assert!(has(&vocabulary().exact(&Query::read("混合专家")), "moe"));
        assert!(has(&vocabulary().exact(&Query::read("price")), "prices"));
        assert!(inflections("qwen2.5").is_empty());
    }

    #[test]
    fn question_words_go_unless_they_are_all_there_is() {
        let vocabulary = vocabulary();
        assert_eq!(vocabulary.exact(&Query::read("what is the price of deepseek")).concepts.len(), 2);
        assert_eq!(vocabulary.exact(&Query::read("怎么投机解码")).concepts.len(), 1);
        assert_eq!(vocabulary.exact(&Query::read("what is")).concepts.len(), 2);
        assert_eq!(vocabulary.exact(&Query::read("怎么")).concepts.len(), 1);
    }
}
