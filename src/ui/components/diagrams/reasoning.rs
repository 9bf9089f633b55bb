//! One question answered at once and after thinking, token by token.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{Pen, WIDTHS, Words};

/// Tokens of the question, of thinking, of the answer: those of the page's sum.
const TOKENS: [f64; 3] = [1000.0, 5000.0, 500.0];
/// How high a bar is, and from the top of one row to the next.
const ROWS: (f64, f64) = (36.0, 150.0);
/// From the top of a row to its bar: a title, and a mark of where the answer begins.
const TOP: f64 = 38.0;

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect()
}

fn panel(locale: Locale, width: f64, class: &'static str) -> Pen {
    let [question, thinking, answer] = TOKENS;
    let unit = (width - 1.0) / TOKENS.iter().sum::<f64>();
    let (high, step) = ROWS;
    let is_wide = class == "wide";
    let mut pen = Pen::new(locale, width, 2.0 * step + 10.0, class);
    for (row, thinking) in [0.0, thinking].into_iter().enumerate() {
        let y = step * row as f64;
        let bar = y + TOP;
        let mut x = 0.5;
        let nothing = ("", "");
        let parts = [
            (question, "box plain", nothing),
            (thinking, "box new", returned(is_wide)),
            (answer, "box on", nothing),
        ];
        for (tokens, class, words) in parts.into_iter().filter(|(tokens, ..)| *tokens > 0.0) {
            pen.named([x + 1.0, bar, tokens * unit - 2.0, high], class, words);
            x += tokens * unit;
        }
        let (asked, begins) = (0.5 + question * unit, 0.5 + (question + thinking) * unit);
        pen.arrow((begins + 1.0, bar - 16.0), (begins + 1.0, bar), "flow on");
        pen.bracket(asked + 1.0, x - 1.0, bar + high + 5.0);
        pen.bracket(1.5, x - 1.0, bar + high + 33.0);
        let (billed, filled) = (bar + high + 24.0, bar + high + 52.0);
        if row == 0 {
            pen.text((0.0, y + 13.0), "strong", ("不思考", "Without thinking"));
            pen.text((begins + 8.0, bar - 7.0), "soft", ("答案开始", "the answer begins"));
            pen.text((asked, billed), "soft", ("按输出计费：500", "billed as output: 500"));
            pen.text((0.0, filled), "soft", ("占上下文：1,500", "takes up context: 1,500"));
        } else {
            pen.text((0.0, y + 13.0), "strong", ("思考", "With thinking"));
            pen.text(
                (begins - 6.0, bar - 7.0),
                "end soft",
                ("答案到这里才开始", "the answer begins only here"),
            );
            pen.text(
                (asked, billed),
                "soft",
                ("按输出计费：5,500，是上面的 11 倍", "billed as output: 5,500, 11 times as much"),
            );
            pen.text((0.0, filled), "soft", ("占上下文：6,500", "takes up context: 6,500"));
        }
    }
    let items =
        [("box plain", ("输入", "input")), ("box new", ("思考", "thinking")), ("box on", ("答案", "answer"))];
    pen.legend(2.0 * step + 6.0, if is_wide { 5 } else { 3 }, &items);
    pen
}

/// How much of the thinking an API returns.
const fn returned(is_wide: bool) -> Words {
    if is_wide {
        (
            "思考：有的接口全给，有的只给摘要或不给",
            "thinking: an API returns all of it, a summary, or nothing",
        )
    } else {
        ("思考：有的接口全给，\n有的只给摘要或不给", "thinking: an API returns\nall, a summary, or nothing")
    }
}
