//! Which tokens a new one reads, and which are kept, by kind of attention.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{Pen, Words};

/// Four panels fit in a row, two on a phone.
const WIDTH: f64 = 170.0;
/// Tokens that are drawn: one a row, read by it one a column.
const TOKENS: usize = 9;
/// A cell's side, and from one to the next.
const CELL: (f64, f64) = (12.0, 14.0);
/// Where the first cell stands: left and top. The states stand left of it.
const FIRST: (f64, f64) = (23.0, 44.0);
/// How far left of the cells a state stands, and its side.
const STATE: (f64, f64) = (19.0, 9.0);
/// How many tokens a window holds, and how many are chosen at most.
const FEW: usize = 4;
/// What the tokens of a sparse layer choose beside themselves, once there are
/// more than may be read.
const CHOSEN: [[usize; FEW - 1]; TOKENS - FEW] = [[0, 1, 3], [0, 3, 4], [1, 3, 5], [0, 3, 6], [1, 3, 4]];

/// What becomes of an earlier token.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// It is read.
    Read,
    /// It stays in the cache and is not read.
    Kept,
    /// It is in the cache no more.
    Gone,
}

/// A kind: its name, what it means, what becomes of a token (column) at a
/// later one (row), and what the last one reads and keeps.
type Kind = (Words, Words, fn(usize, usize) -> Fate, Words);

const KINDS: [Kind; 4] = [
    (
        ("全注意力", "Full"),
        ("读全部前文", "all that came before"),
        |_, _| Fate::Read,
        ("读 9，存 9", "reads 9, keeps 9"),
    ),
    (
        ("滑动窗口", "Sliding window"),
        ("只留最近几个", "the last few"),
        window,
        ("读 4，存 4", "reads 4, keeps 4"),
    ),
    (
        ("稀疏注意力", "Sparse"),
        ("全留，挑着读", "keeps all, reads a few"),
        sparse,
        ("读 4，存 9", "reads 4, keeps 9"),
    ),
    (
        ("线性注意力", "Linear"),
        ("压成一个状态", "one state of fixed size"),
        |row, column| if row == column { Fate::Read } else { Fate::Gone },
        ("只存一个状态", "keeps one state only"),
    ),
];

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    KINDS.into_iter().map(|kind| panel(locale, kind)).collect()
}

const fn window(row: usize, column: usize) -> Fate {
    if row < column + FEW { Fate::Read } else { Fate::Gone }
}

fn sparse(row: usize, column: usize) -> Fate {
    let is_read = row.checked_sub(FEW).is_none_or(|later| CHOSEN[later].contains(&column));
    if is_read || row == column { Fate::Read } else { Fate::Kept }
}

fn panel(locale: Locale, (name, meaning, fate, sum): Kind) -> Pen {
    let (side, step) = CELL;
    let bottom = FIRST.1 + step * TOKENS as f64;
    let mut pen = Pen::new(locale, WIDTH, bottom + 28.0, "");
    pen.text((WIDTH / 2.0, 13.0), "mid strong", name);
    pen.text((WIDTH / 2.0, 31.0), "mid soft", meaning);
    let at = |row: usize, column: usize| (FIRST.0 + step * column as f64, FIRST.1 + step * row as f64);
    let cells = |wanted: Fate| {
        let all = (0..TOKENS).flat_map(|row| (0..=row).map(move |column| (row, column)));
        all.filter(move |&(row, column)| fate(row, column) == wanted)
            .map(move |(row, column)| at(row, column))
    };
    pen.squares(cells(Fate::Kept), side, "box plain");
    pen.squares(cells(Fate::Read), side, "dot");
    let dot = 2.0;
    let inner = (side - dot) / 2.0;
    pen.squares(cells(Fate::Gone).map(|(x, y)| (x + inner, y + inner)), dot, "band");
    let is_state = cells(Fate::Gone).count() + TOKENS == TOKENS * (TOKENS + 1) / 2;
    let left = if is_state { FIRST.0 - STATE.0 } else { FIRST.0 };
    if is_state {
        let (size, inner) = (STATE.1, (side - STATE.1) / 2.0);
        let middle = left + size / 2.0;
        pen.line((middle, FIRST.1 + inner), (middle, bottom - step + inner), "flow on");
        pen.squares((0..TOKENS).map(|row| (left, at(row, 0).1 + inner)), size, "dot");
    }
    let last = at(TOKENS - 1, TOKENS - 1);
    pen.rect([left - 3.0, last.1 - 3.0, last.0 + side - left + 6.0, side + 6.0], "limit");
    pen.text((WIDTH / 2.0, bottom + 21.0), "mid soft", sum);
    pen
}
