//! Text into lines that fit a box. The font has neither kerning nor ligatures,
//! so a line is as wide as its characters are together.

use unicode_normalization::UnicodeNormalization;

use crate::share::font;

/// More characters than this of a text are never looked at: none of a
/// picture's places holds as many.
const MOST: usize = 400;
/// What stands for a letter that the font lacks.
const BOX: char = '□';
/// Shows only where a line is broken.
const SOFT_HYPHEN: char = '\u{ad}';
/// What no line begins with.
const CLOSING: &str = "，。、：；！？）》」』】〉〕…—·％’”.,:;!?)]}%";
/// What no line ends with.
const OPENING: &str = "（《「『【〈〔‘“([{";
/// Behind these a long name is cut rather than within a word.
const SEAMS: &str = "-_/.";

/// Text in a box.
pub(super) struct Fitted {
    /// Of the font, in pixels.
    pub(super) size: f32,
    /// At most as many as were asked for; none of an empty text.
    pub(super) lines: Vec<String>,
    /// Whether some of it had to be left out.
    pub(super) is_cut: bool,
    /// Whether a word had to be cut where it has no seam.
    pub(super) is_torn: bool,
}

/// A text without line breaks and without what cannot be drawn: control
/// characters, marks of direction and emoji are left out; for any other sign that
/// the font lacks there is a box.
pub(super) fn drawable(text: &str) -> String {
    let mut out = String::new();
    for c in text.nfc().take(MOST) {
        if c.is_whitespace() || c.is_control() {
            if !out.is_empty() && !out.ends_with(' ') {
                out.push(' ');
            }
        } else if c != SOFT_HYPHEN && font::has(c) {
            out.push(c);
        } else if c.is_alphanumeric() || is_sign(c) {
            out.push(BOX);
        }
    }
    out.truncate(out.trim_end().len());
    out
}

/// Whether a character is one of the arrows, mathematical signs and shapes that
/// texts speak of; newer ones are pictures beside a text.
const fn is_sign(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{25ff}' | '\u{2900}'..='\u{2bff}')
}

/// Whether the font has every letter of a text, and there is one.
pub(super) fn is_readable(text: &str) -> bool {
    let (known, letters) = letters(text);
    letters > 0 && known == letters
}

/// Whether the font has most letters of a text.
pub(super) fn is_mostly_readable(text: &str) -> bool {
    let (known, letters) = letters(text);
    known * 2 > letters
}

/// How many letters of a text the font has, and how many there are.
fn letters(text: &str) -> (usize, usize) {
    let letters = text.nfc().take(MOST).filter(|c| c.is_alphanumeric());
    letters.fold((0, 0), |(known, all), c| (known + usize::from(font::has(c)), all + 1))
}

/// The width of a line, in pixels.
pub(super) fn width(line: &str, size: f32) -> f32 {
    line.chars().map(font::advance).sum::<f32>() * size
}

/// Breaks a text into at most so many lines no wider than a box, in the first of
/// the sizes that holds all of it, preferably without cutting a word; if none
/// does, in the last, ended by an ellipsis. A box must hold two characters.
pub(super) fn fit(text: &str, room: f32, sizes: &[f32], most: usize) -> Fitted {
    let text = drawable(text);
    let last = sizes.last().copied().unwrap_or(1.0);
    let mut tried: Vec<(f32, Wrapped)> = Vec::new();
    for size in sizes {
        let wrapped = wrap(&text, room / size);
        if wrapped.lines.len() <= most {
            let is_whole = wrapped.cut == Cut::Nowhere;
            tried.push((*size, wrapped));
            if is_whole {
                break;
            }
        }
    }
    // Of equally good ones the first, which is the largest.
    if let Some((size, best)) = tried.into_iter().min_by_key(|(_, wrapped)| wrapped.cut) {
        let is_torn = best.cut == Cut::InWord;
        let lines = balanced(&text, room / size, best);
        return Fitted { size, lines, is_cut: false, is_torn };
    }
    let mut wrapped = wrap(&text, room / last);
    wrapped.lines.truncate(most);
    if let Some(line) = wrapped.lines.last_mut() {
        *line = ended(line, room / last);
    }
    Fitted { size: last, lines: wrapped.lines, is_cut: true, is_torn: wrapped.cut == Cut::InWord }
}

/// A piece that is not broken.
#[derive(Clone)]
struct Piece {
    text: String,
    width: f32,
    /// Whether a space stands before it.
    apart: bool,
}

impl Piece {
    fn push(&mut self, c: char) {
        self.text.push(c);
        self.width += font::advance(c);
    }
}

/// A text in lines.
struct Wrapped {
    lines: Vec<String>,
    cut: Cut,
}

/// Where a word wider than a line had to be cut, the better first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
enum Cut {
    Nowhere,
    AtSeam,
    InWord,
}

/// Lines no wider than `room`, in shares of the font's size.
fn wrap(text: &str, room: f32) -> Wrapped {
    let mut lines: Vec<(String, f32)> = Vec::new();
    let mut worst = Cut::Nowhere;
    for piece in pieces(text).into_iter().flat_map(|piece| cut(piece, room, &mut worst)) {
        let gap = if piece.apart { font::advance(' ') } else { 0.0 };
        match lines.last_mut() {
            Some((line, used)) if *used + gap + piece.width <= room => {
                if piece.apart {
                    line.push(' ');
                }
                line.push_str(&piece.text);
                *used += gap + piece.width;
            }
            _ => lines.push((piece.text, piece.width)),
        }
    }
    Wrapped { lines: lines.into_iter().map(|(line, _)| line).collect(), cut: worst }
}

/// Cuts a text where a line may end: at spaces, and beside Chinese characters
/// unless punctuation forbids it.
fn pieces(text: &str) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    let (mut before, mut apart) = (None, false);
    for c in text.chars() {
        if c == ' ' {
            (before, apart) = (None, true);
            continue;
        }
        match pieces.last_mut() {
            Some(piece) if before.is_some_and(|before| is_joined(before, c)) => piece.push(c),
            _ => pieces.push(Piece { text: c.to_string(), width: font::advance(c), apart }),
        }
        (before, apart) = (Some(c), false);
    }
    pieces
}

/// Whether no line may end between two characters.
fn is_joined(before: char, after: char) -> bool {
    let is_wide = |c: char| c >= '\u{2e80}';
    let may_part = is_wide(before) || is_wide(after);
    !may_part || OPENING.contains(before) || CLOSING.contains(after)
}

/// Cuts a piece that is wider than a line, behind a seam if there is one in its
/// second half.
fn cut(piece: Piece, room: f32, worst: &mut Cut) -> Vec<Piece> {
    if piece.width <= room {
        return vec![piece];
    }
    let mut parts = Vec::new();
    let mut part = Piece { text: String::new(), width: 0.0, apart: piece.apart };
    for c in piece.text.chars() {
        if !part.text.is_empty() && part.width + font::advance(c) > room {
            let seam = part.text.rfind(|c| SEAMS.contains(c)).filter(|at| *at * 2 >= part.text.len());
            *worst = (*worst).max(if seam.is_some() { Cut::AtSeam } else { Cut::InWord });
            let rest = seam.map_or(String::new(), |at| part.text.split_off(at + 1));
            part.width = width(&part.text, 1.0);
            let next = Piece { width: width(&rest, 1.0), text: rest, apart: false };
            parts.push(std::mem::replace(&mut part, next));
        }
        part.push(c);
    }
    parts.push(part);
    parts
}

/// The same number of lines, as even as they can be: no single word on the last.
fn balanced(text: &str, room: f32, wrapped: Wrapped) -> Vec<String> {
    let (mut best, cut) = (wrapped.lines, wrapped.cut);
    if best.len() < 2 {
        return best;
    }
    let (mut narrow, mut wide) = (0.0, room);
    for _ in 0..8 {
        let middle = f32::midpoint(narrow, wide);
        let tried = wrap(text, middle);
        // Nothing is cut for looks.
        if tried.lines.len() > best.len() || tried.cut > cut {
            narrow = middle;
        } else {
            (best, wide) = (tried.lines, middle);
        }
    }
    best
}

/// A line with an ellipsis, as much of it as fits, in whole words.
fn ended(line: &str, room: f32) -> String {
    let mut kept = line.to_owned();
    loop {
        let trimmed = kept.trim_end_matches(|c: char| c == ' ' || CLOSING.contains(c) || OPENING.contains(c));
        kept.truncate(trimmed.len());
        // The font's ellipsis is Chinese: wide, and at half height.
        let dots = if kept.ends_with(|c: char| c.is_ascii()) { "..." } else { "…" };
        if kept.is_empty() || width(&kept, 1.0) + width(dots, 1.0) <= room {
            return kept + dots;
        }
        // Back to the space before the last word, unless the line is one word.
        let is_word = kept.ends_with(|c: char| c.is_ascii_alphanumeric());
        match kept.rfind(|c: char| !c.is_ascii_alphanumeric()).filter(|at| is_word && *at * 2 > kept.len()) {
            Some(at) => kept.truncate(at + kept[at..].chars().next().map_or(0, char::len_utf8)),
            None => drop(kept.pop()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{drawable, fit, is_mostly_readable, is_readable, width};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn lines(text: &str, room: f32) -> Vec<String> {
        fit(text, room, &[10.0], 9).lines
    }

    #[test]
    fn chinese_breaks_anywhere_but_before_closing_punctuation() {
        assert_eq!(lines("模型图鉴，大模型", 40.0), ["模型图", "鉴，大", "模型"]);
        let quoted = lines("请看（《图鉴》）了", 50.0);
        assert!(
            quoted.iter().all(|line| !line.ends_with(['（', '《']) && !line.starts_with(['》', '）'])),
            "{quoted:?}"
        );
    }

    #[test]
    fn words_stay_whole_and_long_names_part_at_a_hyphen() {
        let two = lines("a guide to models", 50.0);
        assert_eq!((two.len(), two.join(" ")), (2, "a guide to models".to_owned()));
        let parts = lines("DeepSeek-R1-Distill-Qwen-32B", 80.0);
        assert!(parts.len() > 1 && parts[0].ends_with('-'), "{parts:?}");
        assert_eq!(parts.concat(), "DeepSeek-R1-Distill-Qwen-32B");
    }

    #[test]
    fn two_lines_are_even() {
        let even = lines("What a large language model is", 140.0);
        assert_eq!(even.len(), 2);
        assert!(width(&even[1], 10.0) > width(&even[0], 10.0) * 0.6, "{even:?}");
    }

    #[test]
    fn what_does_not_fit_ends_with_an_ellipsis() {
        let cut = fit(&"模型".repeat(100), 100.0, &[20.0, 10.0], 2);
        assert_eq!((cut.size, cut.lines.len()), (10.0, 2));
        assert!(cut.lines[1].ends_with('…'));
        let cut = fit(&"word ".repeat(100), 100.0, &[10.0], 1);
        assert!(cut.lines[0].ends_with("word..."), "{:?}", cut.lines);
    }

    #[test]
    fn the_largest_size_that_holds_all_is_taken() {
        assert_eq!(fit("模型图鉴", 400.0, &[120.0, 100.0, 80.0], 1).size, 100.0);
        assert_eq!(fit("模型图鉴", 400.0, &[120.0, 100.0, 80.0], 2).size, 120.0);
    }

    #[test]
    fn what_cannot_be_drawn_is_left_out_or_boxed() {
        assert_eq!(drawable("🚀 Model\u{202e} \n\t Atlas\u{0}\u{ad} 👩‍💻"), "Model Atlas");
        assert_eq!(drawable("모델 a ◷"), "□□ a □");
        assert_eq!(drawable("cafe\u{301}"), "café");
        assert!(is_readable("模型 (MoE)") && !is_readable("모델") && !is_readable("🚀") && !is_readable(""));
        assert!(is_mostly_readable("一個 繁体") && !is_mostly_readable("모델 a") && !is_mostly_readable(""));
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_box(text in "\\PC{0,120}|[a-z]{0,90}|[\u{4e00}-\u{9fa5}，。（）a-z -]{0,120}", room in 90..1_100_u16, most in 1..5_usize) {
            let room = f32::from(room);
            let fitted = fit(&text, room, &[44.0, 30.0, 24.0], most);
            prop_assert!(fitted.lines.len() <= most);
            for line in &fitted.lines {
                prop_assert!(width(line, fitted.size) <= room + 0.01, "{line:?}");
                prop_assert_eq!(line.trim(), line.as_str());
            }
        }

        #[test]
        fn nothing_is_lost_where_there_is_room(text in "[\u{4e00}-\u{9fa5}，。（）a-z -]{0,120}") {
            let lines = fit(&text, 300.0, &[20.0], usize::MAX).lines;
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            prop_assert_eq!(bare(&lines.concat()), bare(&drawable(&text)));
        }
    }
}
