//! How the input of a conversation grows, turn by turn.

use crate::locale::Locale;
use crate::ui::components::diagrams::Picture;
use crate::ui::components::diagrams::pen::{Pen, WIDTHS};

/// Turns that are drawn; the answer of the last does not fit.
const TURNS: usize = 5;
/// Lengths, in units of a question: the system prompt, an answer, the window.
const LENGTHS: (f64, f64, f64) = (2.0, 2.0, 16.0);
/// Where the first bar begins: left and top. How high a bar is, and from one to
/// the next.
const BARS: (f64, f64, f64, f64) = (58.0, 34.0, 24.0, 36.0);

pub(super) fn draw(locale: Locale) -> Picture {
    Picture {
        caption: (
            "每一轮都把之前的内容重发一遍，输入越来越长，到窗口上限为止。长度只作示意。",
            "Every turn sends all that came before again, so the input grows until the window is full. Lengths are for show.",
        ),
        told: (
            "五条横条，一轮一条，越往下越长。第 1 轮的输入是系统提示词和一个问题，之后是回答。从第 2 轮起，输入是系统提示词、之前所有的问题和回答，再加新问题，所以每一轮都比上一轮多出一问一答。右边一条竖线是窗口上限，输入和回答合起来不能超过它；第 5 轮的输入还放得下，回答却越过了这条线。",
            "Five bars, one for each turn, each longer than the one above. The input of turn 1 is the system prompt and a question; the answer follows. From turn 2 on the input is the system prompt, all questions and answers so far, and the new question, so that each turn is longer by one question and one answer. An upright line at the right is the limit of the window, for input and answer together. In turn 5 the input still fits, but the answer crosses that line.",
        ),
        panels: WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect(),
    }
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
