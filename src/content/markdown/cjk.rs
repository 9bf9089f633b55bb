//! What kind of writing a character belongs to.

/// Chinese, Japanese or Korean writing, punctuation included.
pub(super) fn is_cjk(c: char) -> bool {
    is_cjk_punctuation(c)
        || matches!(c,
            '\u{2e80}'..='\u{2fdf}'
            | '\u{3040}'..='\u{31ff}'
            | '\u{3400}'..='\u{4dbf}'
            | '\u{4e00}'..='\u{9fff}'
            | '\u{ac00}'..='\u{d7a3}'
            | '\u{f900}'..='\u{faff}'
            | '\u{20000}'..='\u{323af}')
}

/// Han characters and kana: writing that puts no space between words.
pub(super) fn is_unspaced(c: char) -> bool {
    is_cjk(c) && !matches!(c, '\u{ac00}'..='\u{d7a3}')
}

/// Full-width punctuation, and the quotes and dashes Chinese shares with Latin.
pub(in crate::content) fn is_cjk_punctuation(c: char) -> bool {
    matches!(c,
        '\u{3000}'..='\u{303f}'
        | '\u{ff01}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{ff3b}'..='\u{ff40}'
        | '\u{ff5b}'..='\u{ff65}'
        | '\u{2014}' | '\u{2018}' | '\u{2019}' | '\u{201c}' | '\u{201d}' | '\u{2026}' | '\u{00b7}')
}

/// Any punctuation that keeps CommonMark's emphasis from opening or closing.
pub(super) fn is_punctuation(c: char) -> bool {
    c.is_ascii_punctuation() || is_cjk_punctuation(c) || matches!(c, '\u{2010}'..='\u{205e}')
}
