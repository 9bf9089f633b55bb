//! Function calling: application, model and tool in turn.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{Pen, WIDTHS, Words};

/// Who takes part: model, application, tool.
const WHO: [Words; 3] = [("模型", "Model"), ("你的程序", "Your program"), ("工具", "Tool")];
/// What is said: from whom to whom, and the words.
const STEPS: [(usize, usize, Words); 6] = [
    (1, 0, ("1 问题和工具说明", "1 question, tools")),
    (0, 1, ("2 工具名和参数", "2 tool, arguments")),
    (1, 2, ("3 执行", "3 run it")),
    (2, 1, ("4 结果", "4 result")),
    (1, 0, ("5 把结果加进对话", "5 result added")),
    (0, 1, ("6 回答", "6 answer")),
];
/// Where the first step stands, and from one to the next.
const ROWS: (f64, f64) = (64.0, 38.0);

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect()
}

fn panel(locale: Locale, width: f64, class: &'static str) -> Pen {
    let (first, step) = ROWS;
    let bottom = first + step * STEPS.len() as f64 - 22.0;
    let mut pen = Pen::new(locale, width, bottom + 2.0, class);
    let half = 50.0;
    let edge = if class == "wide" { 90.0 } else { half + 1.0 };
    let places = [edge, width / 2.0, width - edge];
    let row = |number: usize| first + step * number as f64;
    pen.rect([0.5, row(1) - 22.0, width - 1.0, step * 4.0 - 2.0], "repeat");
    for (place, name) in places.into_iter().zip(WHO) {
        pen.line((place, 28.0), (place, bottom), "faint");
        pen.named([place - half, 0.5, half * 2.0, 28.0], "box", name);
    }
    for (number, (from, to, words)) in STEPS.into_iter().enumerate() {
        let (from, to, y) = (places[from], places[to], row(number));
        pen.arrow((from, y), (to, y), "flow on");
        pen.text(((from + to) / 2.0, y - 6.0), "mid", words);
    }
    let beside = (places[1] + places[2]) / 2.0;
    pen.text((beside, row(1) - 4.0), "mid soft", ("可以重复", "may repeat"));
    pen
}
