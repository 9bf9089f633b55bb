//! Cuts the best passage out of a text.

use std::collections::HashMap;
use std::ops::Range;

use unicode_normalization::char::is_combining_mark;

use super::fold::{Class, class};
use super::results::Marked;

/// Width of an excerpt: 200 Latin characters, or 120 Chinese ones.
const WIDTH: usize = 600;
const LATIN: usize = 3;
const CHINESE: usize = 5;

/// A token that matched.
pub(super) struct Mark {
    /// Bytes of the text.
    pub(super) range: Range<usize>,
    /// Equal for equal tokens.
    pub(super) token: usize,
    pub(super) weight: f32,
}

/// Cuts the passage whose different marks weigh most.
pub(super) fn cut(text: &str, marks: &[Mark]) -> Marked {
    let widths = Widths::new(text);
    let core = best_core(&widths, marks);
    let window = widths.around(text, core);
    write(text, window, marks)
}

/// The range of marks that fits the width and tells most.
fn best_core(widths: &Widths, marks: &[Mark]) -> Range<usize> {
    let mut best = (0.0, 0..0);
    let mut counts: HashMap<usize, usize> = HashMap::new();
    let mut score = 0.0;
    let mut from = 0;
    for (at, mark) in marks.iter().enumerate() {
        let count = counts.entry(mark.token).or_insert(0);
        *count += 1;
        score += worth(mark, *count);
        while widths.between(marks[from].range.start, mark.range.end) > WIDTH * 4 / 5 && from < at {
            let first = &marks[from];
            let count = counts.entry(first.token).or_insert(1);
            score -= worth(first, *count);
            *count -= 1;
            from += 1;
        }
        if score > best.0 + 0.001 {
            best = (score, marks[from].range.start..mark.range.end);
        }
    }
    best.1
}

/// A token tells most the first time it is met.
fn worth(mark: &Mark, count: usize) -> f32 {
    if count == 1 { mark.weight } else { mark.weight * 0.05 }
}

/// Running width of a text, by character boundary.
struct Widths {
    /// Byte, and width of everything before it.
    at: Vec<(usize, usize)>,
}

impl Widths {
    fn new(text: &str) -> Self {
        let mut at = Vec::with_capacity(text.len() / 2 + 1);
        let mut width = 0;
        let mut space = true;
        for (byte, ch) in text.char_indices() {
            at.push((byte, width));
            // Spaces in a row become one.
            if !(ch.is_whitespace() && space) {
                width += if class(ch) == Class::Han { CHINESE } else { LATIN };
            }
            space = ch.is_whitespace();
        }
        at.push((text.len(), width));
        Widths { at }
    }

    fn index(&self, byte: usize) -> usize {
        self.at.partition_point(|&(at, _)| at < byte).min(self.at.len() - 1)
    }

    fn between(&self, from: usize, to: usize) -> usize {
        self.at[self.index(to)].1 - self.at[self.index(from)].1
    }

    /// Widens `core` to the full width: a third before it, the rest after, and
    /// what the text's start or end leaves over on the other side.
    fn around(&self, text: &str, core: Range<usize>) -> Range<usize> {
        let (first, last) = (self.index(core.start), self.index(core.end));
        let left = WIDTH.saturating_sub(self.at[last].1 - self.at[first].1);
        let before = self.at[first].1.min(left / 3);
        let wanted_end = self.at[last].1 + left - before;
        let total = self.at[self.at.len() - 1].1;
        let before = before + wanted_end.saturating_sub(total).min(self.at[first].1 - before);
        let start_width = self.at[first].1 - before;
        let mut start = self.at.partition_point(|&(_, width)| width < start_width).min(first);
        let end_width = start_width + WIDTH;
        let mut end = self.at.partition_point(|&(_, width)| width <= end_width) - 1;
        end = end.max(last);
        start = self.snap_start(text, start, first);
        end = self.snap_end(text, last, end);
        self.at[start].0..self.at[end].0
    }

    /// Moves the start forward to a sentence, else to the next word, within reach of the core.
    fn snap_start(&self, text: &str, start: usize, first: usize) -> usize {
        if start == 0 {
            return 0;
        }
        let reach = first.min(start + 40);
        let before = |at: usize| text[..self.at[at].0].chars().next_back();
        let here = |at: usize| text[self.at[at].0..].chars().next();
        let sentence = (start..=reach).find(|&at| before(at).is_some_and(ends_sentence));
        let boundary = |&at: &usize| here(at).is_some_and(|ch| !continues(before(at), ch));
        let at = sentence.or_else(|| (start..=reach.min(start + 24)).find(boundary)).unwrap_or(start);
        // A mark that combines with the character before must not open the excerpt.
        (at..=first).find(|&at| here(at).is_none_or(|ch| !is_joined(before(at), ch))).unwrap_or(first)
    }

    /// Moves the end back to a word boundary, but not into the core.
    fn snap_end(&self, text: &str, last: usize, end: usize) -> usize {
        if end + 1 >= self.at.len() {
            return self.at.len() - 1;
        }
        let least = last.max(end.saturating_sub(24));
        let before = |at: usize| text[..self.at[at].0].chars().next_back();
        let here = |at: usize| text[self.at[at].0..].chars().next();
        let boundary = |at: &usize| here(*at).is_none_or(|ch| !continues(before(*at), ch));
        let whole = |at: &usize| here(*at).is_none_or(|ch| !is_joined(before(*at), ch));
        (least..=end).rev().find(boundary).or_else(|| (last..=end).rev().find(whole)).unwrap_or(end)
    }
}

/// Whether a cut before `ch` would split a word or a cluster.
fn continues(before: Option<char>, ch: char) -> bool {
    let in_word = |ch: char| matches!(class(ch), Class::Letter | Class::Digit);
    is_joined(before, ch) || (before.is_some_and(in_word) && in_word(ch))
}

/// Whether `ch` is drawn together with the character before it.
fn is_joined(before: Option<char>, ch: char) -> bool {
    let joins = |ch: char| {
        is_combining_mark(ch)
            || matches!(ch, '\u{200D}' | '\u{FE00}'..='\u{FE0F}' | '\u{1F3FB}'..='\u{1F3FF}' | '\u{E0020}'..='\u{E007F}')
    };
    let regional = |ch: char| matches!(ch, '\u{1F1E6}'..='\u{1F1FF}');
    joins(ch) || before == Some('\u{200D}') || (regional(ch) && before.is_some_and(regional))
}

fn ends_sentence(ch: char) -> bool {
    matches!(ch, '。' | '！' | '？' | '；' | '\n' | '\u{2029}')
}

/// Copies the window with single spaces, ellipses and moved marks.
fn write(text: &str, window: Range<usize>, marks: &[Mark]) -> Marked {
    let mut out = String::with_capacity(window.len() + 8);
    let mut moved: Vec<(usize, usize)> = Vec::with_capacity(window.len());
    if !text[..window.start].trim().is_empty() {
        out.push('…');
    }
    let opening = out.len();
    for (byte, ch) in text[window.clone()].char_indices() {
        moved.push((window.start + byte, out.len()));
        if !ch.is_whitespace() && !ch.is_control() {
            out.push(ch);
        } else if out.len() > opening && !out.ends_with(' ') {
            out.push(' ');
        }
    }
    let end = out.trim_end().len().max(opening);
    out.truncate(end);
    moved.push((window.end, end));
    let place = |byte: usize| {
        let at = moved.partition_point(|&(from, _)| from < byte).min(moved.len() - 1);
        moved[at].1.min(end)
    };
    let ranges = marks
        .iter()
        .filter(|mark| mark.range.start >= window.start && mark.range.end <= window.end)
        .map(|mark| place(mark.range.start)..place(mark.range.end))
        .filter(|range| !range.is_empty())
        .collect();
    if !text[window.end..].trim().is_empty() {
        out.push('…');
    }
    Marked { text: out, marks: merged(ranges) }
}

/// Sorted ranges without overlaps; ranges that touch become one.
pub(super) fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

#[cfg(test)]
mod tests {
    use super::{Mark, cut, merged};

    #[test]
    fn ranges_that_touch_become_one() {
        assert_eq!(merged(vec![4..6, 0..2, 1..4, 8..9]), [0..6, 8..9]);
    }

    #[test]
    fn words_and_clusters_are_not_cut() {
        let text = "word e\u{301}\u{301} 👩\u{200d}🔬 ".repeat(60);
        let start = text.len() / 2;
        let start =
            (start..).find(|&at| text.get(at..).is_some_and(|rest| rest.starts_with("word"))).unwrap_or(0);
        let found = cut(&text, &[Mark { range: start..start + 4, token: 0, weight: 1.0 }]);
        let inner = found.text.trim_matches('…').trim();
        let whole = |piece: &str| ["word", "e\u{301}\u{301}", "👩\u{200d}🔬"].contains(&piece);
        assert!(inner.split(' ').all(whole), "{inner}");
        assert_eq!(&found.text[found.marks[0].clone()], "word");
    }
}
