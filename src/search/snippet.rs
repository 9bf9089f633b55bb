//! Marks what matched, in whole texts and in excerpts.
//!
//! The text is read again with the tokenizer of the index, so that whatever led
//! to a hit (a variant, a synonym, a reading) can be marked where it stands.

use std::collections::HashMap;
use std::ops::Range;

use super::excerpt::{Mark, cut, merged};
use super::plan::{Plan, Shape};
use super::query::is_stop_word;
use super::results::Marked;
use super::tokenizer::Pieces;

/// Longest part of a text that is read for an excerpt, in bytes.
const READ: usize = 48 * 1024;
/// Most marks considered for one excerpt.
const MARKS: usize = 400;

/// The tokens worth marking, with their weight, and a buffer to read texts into.
pub(super) struct Marker {
    tokens: HashMap<String, f32>,
    /// Phrases, which are marked only where all their tokens stand together.
    phrases: Vec<Phrase>,
    /// The phrases that a token belongs to, and its offset there.
    in_phrases: HashMap<String, Vec<(usize, usize)>>,
    pieces: Pieces,
}

struct Phrase {
    tokens: usize,
    weight: f32,
}

impl Marker {
    /// Takes the tokens of a plan; `rarity` says how much a token tells.
    pub(super) fn new(plan: &Plan, rarity: impl Fn(&str) -> f32) -> Self {
        let mut marker = Marker {
            tokens: HashMap::new(),
            phrases: Vec::new(),
            in_phrases: HashMap::new(),
            pieces: Pieces::default(),
        };
        for alternative in plan.concepts.iter().flat_map(|concept| &concept.alternatives) {
            if let Shape::Phrase(tokens) = &alternative.shape {
                let number = marker.phrases.len();
                let most = tokens.iter().map(|(_, token)| rarity(token)).fold(0.0, f32::max);
                marker.phrases.push(Phrase { tokens: tokens.len(), weight: most * alternative.weight });
                for (offset, token) in tokens {
                    marker.in_phrases.entry(token.clone()).or_default().push((number, *offset));
                }
                continue;
            }
            for token in alternative.shape.tokens() {
                let lone = matches!(alternative.shape, Shape::Term(_));
                if lone || !is_stop_word(token) {
                    marker.tokens.insert(token.to_owned(), rarity(token) * alternative.weight);
                }
            }
        }
        marker
    }

    /// The whole text with its marks.
    pub(super) fn whole(&mut self, text: &str) -> Marked {
        let marks = self.marks(text).into_iter().map(|mark| mark.range).collect();
        Marked { text: text.to_owned(), marks: merged(marks) }
    }

    /// The best passage of `body`, or of `code` if only that matched.
    pub(super) fn excerpt(&mut self, body: &str, code: &str) -> Marked {
        let body = read_part(body);
        let marks = self.marks(body);
        if marks.is_empty() && !code.is_empty() {
            let code = read_part(code);
            let in_code = self.marks(code);
            if !in_code.is_empty() || body.trim().is_empty() {
                return cut(code, &in_code);
            }
        }
        cut(body, &marks)
    }

    fn marks(&mut self, text: &str) -> Vec<Mark> {
        let mut pieces = std::mem::take(&mut self.pieces);
        pieces.read(text);
        let mut ids: HashMap<&str, usize> = HashMap::new();
        let mut marks = Vec::new();
        // How much of each phrase was read, by where it would begin.
        let mut begun: HashMap<(usize, usize), (usize, Range<usize>)> = HashMap::new();
        for piece in pieces.iter() {
            if marks.len() >= MARKS {
                break;
            }
            if let Some(&weight) = self.tokens.get(piece.text) {
                let next = ids.len();
                let token = *ids.entry(piece.text).or_insert(next);
                marks.push(Mark { range: piece.start..piece.end, token, weight });
            }
            for &(phrase, offset) in self.in_phrases.get(piece.text).into_iter().flatten() {
                let Some(begin) = piece.position.checked_sub(offset) else {
                    continue;
                };
                let (read, range) =
                    begun.entry((phrase, begin)).or_insert_with(|| (0, piece.start..piece.end));
                *read += 1;
                *range = range.start.min(piece.start)..range.end.max(piece.end);
                if *read == self.phrases[phrase].tokens {
                    let (token, weight) = (usize::MAX - phrase, self.phrases[phrase].weight);
                    marks.push(Mark { range: range.clone(), token, weight });
                }
            }
        }
        drop(ids);
        self.pieces = pieces;
        // A phrase is complete only at its end, but marks are wanted by their start.
        marks.sort_by_key(|mark| (mark.range.start, mark.range.end));
        marks
    }
}

/// The beginning of a text, bounded, on a character boundary.
fn read_part(text: &str) -> &str {
    &text[..text.floor_char_boundary(READ)]
}

#[cfg(test)]
mod tests {
    use super::{Marked, Marker};
    use crate::search::plan::{Alternative, Concept, Plan, Shape};
    use proptest::prelude::{any, prop, proptest};

    fn marker(tokens: &[&str]) -> Marker {
        let alternatives = tokens
            .iter()
            .map(|token| Alternative { shape: Shape::Term((*token).into()), weight: 1.0 })
            .collect();
        let plan = Plan { concepts: vec![Concept::new(0..1, alternatives)], ..Plan::default() };
        Marker::new(&plan, |_| 1.0)
    }

    fn marked(found: &Marked) -> Vec<&str> {
        found.marks.iter().map(|mark| &found.text[mark.clone()]).collect()
    }

    #[test]
    fn variants_are_marked_as_they_are_written() {
        let found = marker(&["deepseekv3", "投机", "机解", "解码"]).whole("ＤeepSeek-V3 的投机解码");
        assert_eq!(marked(&found), ["ＤeepSeek-V3", "投机解码"]);
    }

    #[test]
    fn a_phrase_is_marked_only_where_it_stands_together() {
        let tokens = ["混合", "合专", "专家"].into_iter().enumerate();
        let shape = Shape::Phrase(tokens.map(|(at, token)| (at, token.to_owned())).collect());
        let alternatives = vec![Alternative { shape, weight: 1.0 }];
        let plan = Plan { concepts: vec![Concept::new(0..1, alternatives)], ..Plan::default() };
        let found = Marker::new(&plan, |_| 1.0).whole("专家很多，混合专家模型的专家");
        assert_eq!(marked(&found), ["混合专家"]);
    }

    #[test]
    fn the_passage_with_most_different_matches_wins() {
        let filler = "nothing of interest here. ".repeat(30);
        let body = format!("alpha {filler} alpha beta {filler} alpha alpha alpha {filler}");
        let found = marker(&["alpha", "beta"]).excerpt(&body, "");
        assert!(marked(&found).contains(&"beta"));
        assert!(found.text.starts_with('…') && found.text.ends_with('…'));
        assert!(found.text.chars().count() <= 202);
    }

    #[test]
    fn chinese_excerpts_hold_about_120_characters() {
        let body = "这里没有什么。".repeat(60) + "投机解码" + &"这里没有什么。".repeat(60);
        let found = marker(&["投机", "机解", "解码"]).excerpt(&body, "");
        assert_eq!(marked(&found), ["投机解码"]);
        let length = found.text.chars().count();
        assert!((100..=122).contains(&length), "{length}");
    }

    #[test]
    fn a_short_text_is_given_whole_with_single_spaces() {
        assert_eq!(marker(&["x"]).excerpt(" one\n\n two ", "").text, "one two");
    }

    #[test]
    fn code_is_shown_when_only_it_matched() {
        assert_eq!(marked(&marker(&["baseurl"]).excerpt("prose", "base_url = 1")), ["base_url"]);
    }

    proptest! {
        #[test]
        fn marks_lie_on_character_boundaries(words in prop::collection::vec(any::<String>(), 0..40)) {
            let body = words.join(" a 投机 ");
            let mut marker = marker(&["a", "投机"]);
            for found in [marker.whole(&body), marker.excerpt(&body, &body)] {
                let mut last = 0;
                for mark in &found.marks {
                    assert!(mark.start >= last && mark.start < mark.end);
                    assert!(found.text.get(mark.clone()).is_some());
                    last = mark.end;
                }
                assert!(found.text.len() <= body.len() + 6);
            }
        }
    }
}
