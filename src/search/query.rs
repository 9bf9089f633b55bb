//! Reading what was typed: bounded, never an error, no tantivy types.

use std::ops::Range;

use super::chain::{Atom, Joint, push_atom, read_chain};
use super::fold::{Cell, Class, class, fold, key};
use super::results::Notice;
use super::tokenizer::{LITERAL, Pieces};

/// Longest query read, in characters.
const CHARACTERS: usize = 256;
/// Most terms read. A word is one, and so are four Han characters in a row.
const TERMS: usize = 16;
/// Han characters that count as one term.
const HAN_TERM: usize = 4;

/// A word, or one Han character.
#[derive(Clone, Debug)]
pub(super) struct Unit {
    /// Folded text.
    pub(super) text: String,
    pub(super) han: bool,
    /// Whether anything stands between this unit and the one before.
    pub(super) gap: bool,
    /// Positions the unit takes in an indexed text.
    pub(super) atoms: usize,
    /// Bytes of the query.
    pub(super) bytes: Range<usize>,
}

/// A query as it was understood.
#[derive(Clone, Debug, Default)]
pub(super) struct Query {
    /// What was read of the original text.
    pub(super) text: String,
    pub(super) units: Vec<Unit>,
    /// Identifiers such as `=base_url`.
    pub(super) literals: Vec<String>,
    /// The whole query as one spelling.
    pub(super) key: String,
    pub(super) notices: Vec<Notice>,
}

impl Query {
    /// Whether it asks how, why, when or how much.
    pub(super) fn asks_how(&self) -> bool {
        const CHINESE: &[&str] = &["怎么", "怎样", "如何", "为什么", "为何", "多少", "几点", "能不能", "吗"];
        const ENGLISH: &[&str] = &["how", "why", "when", "where", "should", "can", "does"];
        CHINESE.iter().any(|word| self.key.contains(word))
            || self.units.iter().any(|unit| ENGLISH.contains(&unit.text.as_str()))
    }

    /// Whether it asks which model to take for something.
    pub(super) fn chooses(&self) -> bool {
        CHOICES.iter().any(|choice| self.key.contains(choice) && self.key.len() > choice.len())
    }

    /// Reads any text.
    pub(super) fn read(text: &str) -> Self {
        let end = text.char_indices().nth(CHARACTERS).map_or(text.len(), |(at, _)| at);
        let mut query = Query { text: text[..end].to_owned(), ..Query::default() };
        let (units, complete) = read_units(&query.text, TERMS);
        query.units = units;
        if end < text.len() || !complete {
            query.notices.push(Notice::Shortened);
        }
        if query.units.is_empty() {
            query.notices.push(Notice::Empty);
            return query;
        }
        let read = query.units.last().map_or(0, |unit| unit.bytes.end);
        query.text.truncate(read);
        query.key = key(&query.text);
        let mut pieces = Pieces::default();
        pieces.read(&query.text);
        query.literals = pieces
            .iter()
            .map(|piece| piece.text)
            .filter(|text| text.starts_with(LITERAL))
            .map(str::to_owned)
            .collect();
        query
    }
}

/// What people write who ask which model to take; folded.
const CHOICES: &[&str] = &[
    "哪个模型",
    "哪款",
    "哪种模型",
    "什么模型",
    "用哪个",
    "选哪个",
    "怎么选",
    "推荐",
    "适合",
    "whichmodel",
    "bestmodel",
    "whatmodel",
    "recommend",
    "bestfor",
    "suitable",
    "modelfor",
    "modelsfor",
    "whichllm",
    "bestllm",
];

/// Words and Han characters of a text, and whether all of them fitted.
pub(super) fn read_units(text: &str, terms: usize) -> (Vec<Unit>, bool) {
    let mut cells = Vec::new();
    fold(text, &mut cells);
    let mut units: Vec<Unit> = Vec::new();
    let mut atoms = Vec::new();
    let mut used = 0;
    let mut run = 0;
    let mut at = 0;
    let mut last_end = None;
    while let Some(cell) = cells.get(at) {
        match class(cell.ch) {
            Class::Other => {
                at += 1;
                run = 0;
            }
            Class::Han => {
                used += usize::from(run % HAN_TERM == 0);
                if used > terms {
                    return (units, false);
                }
                run += 1;
                units.push(Unit {
                    text: cell.ch.to_string(),
                    han: true,
                    gap: last_end != Some(at),
                    atoms: 1,
                    bytes: cell.start..cell.end,
                });
                at += 1;
                last_end = Some(at);
            }
            Class::Letter | Class::Digit => {
                run = 0;
                let end = read_chain(&cells, at, &mut atoms);
                for word in atoms.chunk_by(|_, next| next.joint == Joint::Inside) {
                    used += 1;
                    if used > terms {
                        return (units, false);
                    }
                    units.push(Unit { gap: last_end != Some(word[0].from), ..word_unit(&cells, word) });
                    last_end = word.last().map(|atom| atom.to);
                }
                at = end;
            }
        }
    }
    (units, true)
}

fn word_unit(cells: &[Cell], word: &[Atom]) -> Unit {
    let mut text = String::new();
    for atom in word {
        push_atom(&mut text, &cells[atom.from..atom.to], atom.digits);
    }
    let end = word.last().map_or(word[0].to, |atom| atom.to);
    Unit {
        text,
        han: false,
        gap: false,
        atoms: word.len(),
        bytes: cells[word[0].from].start..cells[end - 1].end,
    }
}

/// Units as one spelling, as [`key`] would write them.
pub(super) fn glue(units: &[Unit]) -> String {
    let mut glued = String::new();
    for unit in units {
        let digit = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_digit());
        if unit.gap && digit(glued.chars().next_back()) && digit(unit.text.chars().next()) {
            glued.push('.');
        }
        glued.push_str(&unit.text);
    }
    glued
}

/// Words that ask but do not say what about. Kept when nothing else is left.
pub(super) fn is_stop_word(word: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "about", "all", "also", "am", "an", "and", "any", "are", "as", "at", "be", "been", "being",
        "best", "better", "between", "both", "but", "by", "can", "could", "did", "do", "does", "doing",
        "done", "for", "from", "get", "getting", "give", "gives", "good", "got", "had", "has", "have",
        "having", "how", "i", "if", "in", "into", "is", "it", "its", "just", "let", "like", "many", "may",
        "me", "mean", "means", "might", "more", "most", "much", "my", "need", "needs", "of", "on", "one",
        "or", "our", "please", "shall", "should", "so", "some", "such", "tell", "than", "that", "the",
        "their", "them", "then", "there", "these", "they", "this", "those", "to", "use", "used", "using",
        "want", "wants", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whose",
        "why", "will", "with", "would", "you", "your",
    ];
    WORDS.binary_search(&word).is_ok()
}

/// Chinese question and linking words, longest first.
pub(super) const STOP_PHRASES: &[&str] = &[
    "是什么意思",
    "可不可以",
    "能不能够",
    "怎么才能",
    "为什么",
    "是什么",
    "有什么",
    "有哪些",
    "怎么样",
    "怎么办",
    "什么是",
    "有没有",
    "能不能",
    "是不是",
    "会不会",
    "要不要",
    "哪一个",
    "告诉我",
    "是多少",
    "怎么做",
    "怎么",
    "怎样",
    "如何",
    "什么",
    "哪个",
    "哪些",
    "哪种",
    "哪款",
    "哪家",
    "多少",
    "是否",
    "请问",
    "可以",
    "以及",
    "一下",
    "为何",
    "需要",
    "应该",
    "我想",
    "想要",
    "帮我",
    "出来",
    "起来",
    "到底",
    "究竟",
    "关于",
    "用来",
    "最好",
    "吗",
    "呢",
    "吧",
];

#[cfg(test)]
mod tests {
    use super::{Query, STOP_PHRASES, glue, is_stop_word};
    use crate::search::results::Notice;
    use proptest::prelude::{any, proptest};

    fn units(text: &str) -> Vec<String> {
        Query::read(text).units.into_iter().map(|unit| unit.text).collect()
    }

    #[test]
    fn words_and_characters_come_apart() {
        assert_eq!(units("KV缓存 qwen2.5-72b"), ["kv", "缓", "存", "qwen2.5", "72b"]);
    }

    #[test]
    fn identifiers_are_remembered() {
        assert_eq!(Query::read("base_url setting").literals, ["=base_url"]);
    }

    #[test]
    fn glue_spells_as_keys_do() {
        for text in ["DeepSeek V3", "claude-3-5 sonnet", "Llama 3.1", "KV 缓存"] {
            let query = Query::read(text);
            assert_eq!(glue(&query.units), query.key);
        }
    }

    #[test]
    fn long_queries_are_shortened_and_say_so() {
        assert_eq!(Query::read(&"a ".repeat(17)).notices, [Notice::Shortened]);
        assert_eq!(Query::read(&"长".repeat(300)).units.len(), 64);
        assert_eq!(Query::read("()\0").notices, [Notice::Empty]);
        assert!(Query::read("short").notices.is_empty());
    }

    #[test]
    fn stop_words_are_in_order() {
        assert!(is_stop_word("a") && is_stop_word("your") && is_stop_word("how") && !is_stop_word("price"));
        assert!(STOP_PHRASES.is_sorted_by_key(|phrase| std::cmp::Reverse(phrase.len())));
    }

    proptest! {
        #[test]
        fn any_text_reads_within_bounds(text in any::<String>()) {
            let query = Query::read(&text);
            assert!(query.units.len() <= 64);
            for unit in &query.units {
                assert!(query.text.get(unit.bytes.clone()).is_some());
            }
        }
    }
}
