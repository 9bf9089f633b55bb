//! Words of Taiwan and Hong Kong, read as the mainland's.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::fold::key;

/// What the mainland says for each word, folded, the usual word first.
static WORDS: LazyLock<HashMap<String, Vec<String>>> =
    LazyLock::new(|| lines(include_str!("words/regional.tsv")).filter_map(entry).collect());

/// Characters that words begin with; most text has none of them.
static FIRST: LazyLock<HashSet<char>> =
    LazyLock::new(|| WORDS.keys().filter_map(|word| word.chars().next()).collect());

/// Longest word, in characters.
static LONGEST: LazyLock<usize> =
    LazyLock::new(|| WORDS.keys().map(|word| word.chars().count()).max().unwrap_or_default());

fn entry(line: Vec<String>) -> Option<(String, Vec<String>)> {
    let mut words = line.into_iter().map(|word| key(&word));
    let regional = words.next()?;
    let mainland: Vec<String> = words.filter(|word| *word != regional).collect();
    (!mainland.is_empty()).then_some((regional, mainland))
}

/// The lines of a word list, without its comments, each cut at its tabs.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Vec<String>> {
    let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
    lines.map(|line| line.split('\t').map(|word| word.trim().to_owned()).collect())
}

/// A folded text with the mainland's words, if any differs.
pub(super) fn mainland(folded: &str) -> Option<String> {
    let chars: Vec<char> = folded.chars().collect();
    let mut text = String::with_capacity(folded.len());
    let mut changed = false;
    let mut at = 0;
    while at < chars.len() {
        match longest_at(&chars[at..]) {
            Some((length, words)) => {
                text.push_str(&words[0]);
                changed = true;
                at += length;
            }
            None => {
                text.push(chars[at]);
                at += 1;
            }
        }
    }
    changed.then_some(text)
}

/// The longest regional word at the start: its characters, and what the mainland says.
pub(super) fn longest_at(chars: &[char]) -> Option<(usize, &'static [String])> {
    if !FIRST.contains(chars.first()?) {
        return None;
    }
    (2..=(*LONGEST).min(chars.len())).rev().find_map(|length| {
        let word: String = chars[..length].iter().collect();
        WORDS.get(&word).map(|words| (length, words.as_slice()))
    })
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, WORDS, longest_at, mainland};
    use crate::search::fold::key;

    #[test]
    fn regional_words_become_the_mainlands() {
        for (typed, meant) in [
            ("上下文視窗", "上下文窗口"),
            ("顯示記憶體需求", "显存需求"),
            ("提示快取", "提示缓存"),
            ("人工智慧程式碼", "人工智能代码"),
        ] {
            assert_eq!(mainland(&key(typed)).as_deref(), Some(meant));
        }
        assert_eq!(mainland("混合专家"), None);
    }

    #[test]
    fn the_longest_word_wins() {
        let chars: Vec<char> = key("資料庫").chars().collect();
        assert_eq!(
            longest_at(&chars).map(|(length, words)| (length, words[0].as_str())),
            Some((3, "数据库"))
        );
    }

    #[test]
    fn every_entry_leads_out_of_the_list() {
        assert!(WORDS.len() > 90 && *LONGEST >= 5);
        for (word, meant) in &*WORDS {
            assert_eq!(mainland(&meant[0]), None, "{word} leads to another regional word");
        }
    }
}
