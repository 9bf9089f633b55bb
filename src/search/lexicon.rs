//! Sorted words with their document counts: lookups by prefix and by typing error.

use std::ops::Range;

use levenshtein_automata::{DFA, Distance, SINK_STATE};

/// Entries looked at for one prefix; beyond it a prefix says too little.
const PREFIX_SCAN: usize = 4096;
/// Entries looked at for one typing error.
const NEAR_SCAN: usize = 20_000;

/// A compact sorted list. One arena instead of a string per word, and our own
/// instead of tantivy's dictionaries, which would be walked per segment and field.
#[derive(Default)]
pub(super) struct Lexicon {
    text: String,
    /// End of each word in `text`.
    ends: Vec<u32>,
    counts: Vec<u32>,
}

impl Lexicon {
    /// Collects words with their counts; equal words add up.
    pub(super) fn new(mut words: Vec<(Box<str>, u32)>) -> Self {
        words.sort_unstable();
        let mut lexicon = Lexicon::default();
        for (word, count) in &words {
            if lexicon.len() > 0 && lexicon.word(lexicon.len() - 1) == &**word {
                if let Some(last) = lexicon.counts.last_mut() {
                    *last += count;
                }
                continue;
            }
            let Ok(end) = u32::try_from(lexicon.text.len() + word.len()) else {
                break;
            };
            lexicon.text.push_str(word);
            lexicon.ends.push(end);
            lexicon.counts.push(*count);
        }
        lexicon.text.shrink_to_fit();
        lexicon.ends.shrink_to_fit();
        lexicon.counts.shrink_to_fit();
        lexicon
    }

    /// This list and more words; equal words add up.
    pub(super) fn with(&self, more: Vec<(Box<str>, u32)>) -> Self {
        let known = (0..self.len()).map(|at| (self.word(at).into(), self.counts[at]));
        Lexicon::new(known.chain(more).collect())
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Number of documents a word stands in, counted per field; 0 for an unknown word.
    pub(super) fn count(&self, word: &str) -> u32 {
        let at = self.lower_bound(0..self.len(), word);
        if at < self.len() && self.word(at) == word { self.counts[at] } else { 0 }
    }

    /// The most frequent words that begin with `prefix` and are longer.
    pub(super) fn with_prefix(&self, prefix: &str, limit: usize) -> Vec<(&str, u32)> {
        let start = self.lower_bound(0..self.len(), prefix);
        let mut found: Vec<_> = (start..self.len())
            .map(|at| (self.word(at), self.counts[at]))
            .take_while(|(word, _)| word.starts_with(prefix))
            .filter(|(word, _)| word.len() > prefix.len())
            .take(PREFIX_SCAN)
            .collect();
        found.sort_by_key(|&(_, count)| std::cmp::Reverse(count));
        found.truncate(limit);
        found
    }

    /// The words that begin with `prefix`, in order.
    pub(super) fn range<'a>(&'a self, prefix: &'a str) -> impl Iterator<Item = &'a str> {
        let start = self.lower_bound(0..self.len(), prefix);
        (start..self.len()).map(|at| self.word(at)).take_while(move |word| word.starts_with(prefix))
    }

    /// Words after `head` that the automaton accepts, nearest and most frequent
    /// first. `head` must be matched exactly and is not fed to the automaton.
    pub(super) fn near(&self, head: &str, dfa: &DFA, limit: usize) -> Vec<Near<'_>> {
        let mut found = Vec::new();
        let mut at = self.lower_bound(0..self.len(), head);
        let mut scanned = 0;
        while at < self.len() && scanned < NEAR_SCAN {
            scanned += 1;
            let word = self.word(at);
            let Some(tail) = word.strip_prefix(head) else {
                break;
            };
            let mut state = dfa.initial_state();
            let mut dead = None;
            for (nth, byte) in tail.bytes().enumerate() {
                state = dfa.transition(state, byte);
                if state == SINK_STATE {
                    dead = Some(head.len() + nth + 1);
                    break;
                }
            }
            match dead {
                // No word that shares the failed beginning can match: jump over them all.
                Some(length) => at = self.after_prefix(at, &word.as_bytes()[..length]),
                None => {
                    if let Distance::Exact(distance) = dfa.distance(state) {
                        found.push(Near { word, distance, count: self.counts[at] });
                    }
                    at += 1;
                }
            }
        }
        found.sort_by_key(|near| (near.distance, std::cmp::Reverse(near.count)));
        found.truncate(limit);
        found
    }

    fn word(&self, at: usize) -> &str {
        let start = if at == 0 { 0 } else { self.ends[at - 1] as usize };
        &self.text[start..self.ends[at] as usize]
    }

    fn lower_bound(&self, range: Range<usize>, word: &str) -> usize {
        self.partition(range, |other| other < word.as_bytes())
    }

    /// First word after `at` that does not begin with `prefix`. Gallops, since most
    /// jumps are short.
    fn after_prefix(&self, at: usize, prefix: &[u8]) -> usize {
        let mut step = 1;
        let mut low = at + 1;
        while low + step < self.len() && self.word(low + step).as_bytes().starts_with(prefix) {
            low += step;
            step *= 2;
        }
        let high = (low + step).min(self.len());
        self.partition(low..high, |other| other.starts_with(prefix))
    }

    fn partition(&self, range: Range<usize>, before: impl Fn(&[u8]) -> bool) -> usize {
        let (mut low, mut high) = (range.start, range.end);
        while low < high {
            let middle = low + (high - low) / 2;
            if before(self.word(middle).as_bytes()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }
}

/// A word close to what was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Near<'a> {
    pub(super) word: &'a str,
    pub(super) distance: u8,
    pub(super) count: u32,
}

#[cfg(test)]
mod tests {
    use super::Lexicon;
    use levenshtein_automata::LevenshteinAutomatonBuilder;
    use proptest::prelude::{prop, proptest};

    fn lexicon(words: &[&str]) -> Lexicon {
        Lexicon::new(words.iter().map(|word| ((*word).into(), 1)).collect())
    }

    #[test]
    fn equal_words_add_up() {
        let lexicon = lexicon(&["b", "a", "b"]);
        assert_eq!((lexicon.len(), lexicon.count("b"), lexicon.count("c")), (2, 2, 0));
    }

    #[test]
    fn prefixes_give_longer_words_only() {
        let lexicon = lexicon(&["deep", "deepseek", "deeper", "dense"]);
        let found: Vec<_> = lexicon.with_prefix("deep", 9).into_iter().map(|(word, _)| word).collect();
        assert_eq!(found, ["deeper", "deepseek"]);
    }

    proptest! {
        #[test]
        fn the_walk_finds_what_a_full_scan_finds(words in prop::collection::vec("[ab]{0,6}", 0..60), typed in "[ab]{1,6}") {
            let builder = LevenshteinAutomatonBuilder::new(1, true);
            let dfa = builder.build_dfa(&typed);
            let words: Vec<&str> = words.iter().map(String::as_str).collect();
            let lexicon = lexicon(&words);
            let mut found: Vec<_> = lexicon.near("", &dfa, 1000).into_iter().map(|near| near.word).collect();
            found.sort_unstable();
            let mut all: Vec<_> = words
                .iter()
                .copied()
                .filter(|word| matches!(dfa.eval(word), levenshtein_automata::Distance::Exact(_)))
                .collect();
            all.sort_unstable();
            all.dedup();
            assert_eq!(found, all);
        }
    }
}
