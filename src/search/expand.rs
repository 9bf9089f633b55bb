//! The first plan for a query: what was typed, its spelling variants and synonyms.

use levenshtein_automata::LevenshteinAutomatonBuilder;

use super::lexicon::Lexicon;
use super::pinyin::Spellings;
use super::plan::{Concept, Plan, Shape};
use super::query::{Query, Unit, glue};
use super::synonyms::Synonyms;

/// Most words a glued variant is made of.
pub(super) const GLUED: usize = 4;
/// Most completions of one word.
pub(super) const COMPLETIONS: usize = 12;
/// Longest run or word sequence looked up as a whole.
const PHRASE: usize = 12;
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

    /// Of a very long run only the rarest bigrams are looked up: the others cost
    /// most and tell least.
    pub(super) fn shorten(&self, concept: &mut Concept) {
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

#[cfg(test)]
pub(super) mod tests {
    use super::Vocabulary;
    use crate::search::concepts::inflections;
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
