//! Folding: one spelling for all the ways to write a character.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{canonical_combining_class, decompose_canonical};

/// One folded character and the bytes of the original text it stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cell {
    pub(super) ch: char,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// How a folded character takes part in words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    Letter,
    Digit,
    /// Scripts written without spaces: Han, Kana, Hangul.
    Han,
    Other,
}

/// Folds a text: NFKC per character, lower case, no accents, Traditional to Simplified.
///
/// Characters that vanish (combining marks) widen the cell before them, so the
/// cells' ranges always lie on character boundaries of `text`.
pub(super) fn fold(text: &str, cells: &mut Vec<Cell>) {
    cells.clear();
    for (start, ch) in text.char_indices() {
        let end = start + ch.len_utf8();
        if ch.is_ascii() {
            cells.push(Cell { ch: ch.to_ascii_lowercase(), start, end });
        } else if is_ideograph(ch) {
            cells.push(Cell { ch: simplify(ch), start, end });
        } else if is_ignorable(ch) {
            if let Some(last) = cells.last_mut() {
                last.end = end;
            }
        } else {
            for wide in std::iter::once(ch).nfkc().flat_map(char::to_lowercase) {
                let ch = simplify(strip_accent(wide));
                if !is_ignorable(ch) {
                    cells.push(Cell { ch, start, end });
                }
            }
        }
    }
}

/// Class of a folded character.
pub(super) fn class(ch: char) -> Class {
    if ch.is_ascii_digit() {
        Class::Digit
    } else if ch.is_ascii_alphabetic() {
        Class::Letter
    } else if ch.is_ascii() {
        Class::Other
    } else if is_unspaced(ch) {
        Class::Han
    } else if ch.is_alphanumeric() {
        Class::Letter
    } else {
        Class::Other
    }
}

/// The whole text as one spelling without spaces and signs: `DeepSeek-V3` and
/// `deep seek v3` give the same key. Numbers that met a sign keep a point
/// between them, so that `3-5` is `3.5` and never `35`.
pub(super) fn key(text: &str) -> String {
    let mut cells = Vec::new();
    fold(text, &mut cells);
    let mut key = String::with_capacity(text.len());
    let mut gap = false;
    let mut last = Class::Other;
    for cell in &cells {
        let class = class(cell.ch);
        if class == Class::Other {
            gap = true;
            continue;
        }
        if gap && class == Class::Digit && last == Class::Digit {
            key.push('.');
        }
        key.push(cell.ch);
        gap = false;
        last = class;
    }
    key
}

fn is_ignorable(ch: char) -> bool {
    canonical_combining_class(ch) != 0
        || matches!(ch, '\u{00AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}')
}

/// `é` to `e`, in the Latin blocks only: elsewhere marks make different letters.
fn strip_accent(ch: char) -> char {
    if !matches!(ch, '\u{00C0}'..='\u{024F}' | '\u{1E00}'..='\u{1EFF}') {
        return ch;
    }
    let mut base = None;
    decompose_canonical(ch, |part| {
        base.get_or_insert(part);
    });
    base.unwrap_or(ch)
}

fn is_ideograph(ch: char) -> bool {
    matches!(ch, '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}' | '\u{20000}'..='\u{3FFFF}')
}

fn is_unspaced(ch: char) -> bool {
    is_ideograph(ch)
        || matches!(ch, '々' | '〇' | '\u{3041}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{AC00}'..='\u{D7A3}' | '\u{F900}'..='\u{FAFF}')
}

const FIRST: u32 = 0x4E00;
const LAST: u32 = 0x9FFF;

/// Simplified form of each character of the main Han block. Built once, because
/// the converter works on strings and would allocate for every character.
static SIMPLIFIED: LazyLock<Vec<char>> = LazyLock::new(|| {
    // A space between the characters keeps the converter from seeing context.
    let spaced: String = (FIRST..=LAST).filter_map(char::from_u32).flat_map(|ch| [ch, ' ']).collect();
    fast2s::convert(&spaced).chars().step_by(2).collect()
});

fn simplify(ch: char) -> char {
    (ch as u32).checked_sub(FIRST).and_then(|offset| SIMPLIFIED.get(offset as usize)).copied().unwrap_or(ch)
}

#[cfg(test)]
mod tests {
    use super::{Cell, Class, class, fold, key};
    use proptest::prelude::{any, proptest};

    fn folded(text: &str) -> String {
        let mut cells = Vec::new();
        fold(text, &mut cells);
        cells.iter().map(|cell| cell.ch).collect()
    }

    #[test]
    fn width_case_accents_and_traditional_form_disappear() {
        assert_eq!(folded("ＤｅｅｐＳｅｅｋ－Ｖ３"), "deepseek-v3");
        assert_eq!(folded("混合專家"), "混合专家");
        assert_eq!(folded("Café naïve"), "cafe naive");
        assert_eq!(folded("Cafe\u{301}"), "cafe");
    }

    #[test]
    fn a_dropped_mark_belongs_to_the_character_before_it() {
        let mut cells = Vec::new();
        fold("e\u{301}x", &mut cells);
        assert_eq!(cells[0], Cell { ch: 'e', start: 0, end: 3 });
    }

    #[test]
    fn spellings_of_one_model_share_a_key() {
        for spelling in ["DeepSeek-V3", "deepseekv3", "deepseek v3", "Deep Seek V3", "ｄｅｅｐｓｅｅｋ＿ｖ３"]
        {
            assert_eq!(key(spelling), "deepseekv3");
        }
        assert_eq!(key("claude-3-5-sonnet"), key("Claude 3.5 Sonnet"));
        assert_ne!(key("$5.5M"), key("55M"));
    }

    #[test]
    fn classes_tell_scripts_apart() {
        assert_eq!(class('a'), Class::Letter);
        assert_eq!(class('7'), Class::Digit);
        assert_eq!(class('专'), Class::Han);
        assert_eq!(class('\0'), Class::Other);
    }

    proptest! {
        #[test]
        fn cells_lie_on_character_boundaries(text in any::<String>()) {
            let mut cells = Vec::new();
            fold(&text, &mut cells);
            for cell in cells {
                assert!(text.get(cell.start..cell.end).is_some_and(|part| !part.is_empty()));
            }
        }
    }
}
