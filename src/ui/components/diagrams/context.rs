//! How the input of a conversation grows, turn by turn.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{Pen, WIDTHS};

/// Turns that are drawn; the answer of the last does not fit.
const TURNS: usize = 5;
/// Lengths, in units of a question: the system prompt, an answer, the window.
const LENGTHS: (f64, f64, f64) = (2.0, 2.0, 16.0);
/// Where the first bar begins: left and top. How high a bar is, and from one to
/// the next.
const BARS: (f64, f64, f64, f64) = (58.0, 34.0, 24.0, 36.0);

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect()
}

fn panel(locale: Locale, width: f64, class: &'static str) -> Pen {
    let (left, top, high, step) = BARS;
    let (system, answer, window) = LENGTHS;
    let unit = (width - left - 2.0) / (system + TURNS as f64 * (1.0 + answer));
    let bottom = top + step * TURNS as f64;
    let columns = if class == "wide" { 4 } else { 2 };
    let rows = if class == "wide" { 1.0 } else { 2.0 };
    let mut pen = Pen::new(locale, width, bottom + 22.0 * rows, class);
    for (turn, name) in NAMES.into_iter().enumerate() {
        let y = top + step * turn as f64;
        pen.text((0.0, y + high / 2.0 + 4.5), "soft", name);
        let history = turn as f64 * (1.0 + answer);
        let mut x = left;
        let parts = [(system, "box plain"), (history, "box"), (1.0, "box on"), (answer, "box new")];
        for (length, class) in parts.into_iter().filter(|(length, _)| *length > 0.0) {
            pen.rect([x + 1.0, y, length * unit - 2.0, high], class);
            x += length * unit;
        }
        // What is sent again, question by question.
        for before in 1..turn {
            let at = left + (system + before as f64 * (1.0 + answer)) * unit;
            pen.line((at, y + 6.0), (at, y + high - 6.0), "faint");
        }
    }
    let limit = left + window * unit;
    pen.line((limit, 20.0), (limit, bottom - 4.0), "limit");
    // On a phone the line stands too near the edge for words around it.
    let (end, anchor) = if class == "wide" { (limit, "mid") } else { (width, "end") };
    pen.text((end, 13.0), anchor, ("窗口上限", "window limit"));
    let items = [
        ("box plain", ("系统提示词", "system prompt")),
        ("box", ("重发的问答", "sent again")),
        ("box on", ("新问题", "new question")),
        ("box new", ("回答", "answer")),
    ];
    pen.legend(bottom + 16.0, columns, &items);
    pen
}

const NAMES: [(&str, &str); TURNS] = [
    ("第 1 轮", "turn 1"),
    ("第 2 轮", "turn 2"),
    ("第 3 轮", "turn 3"),
    ("第 4 轮", "turn 4"),
    ("第 5 轮", "turn 5"),
];
