//! Function calling: application, model and tool in turn.

use crate::locale::Locale;
use crate::ui::components::diagrams::Picture;
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

pub(super) fn draw(locale: Locale) -> Picture {
    Picture {
        caption: (
            "模型只说要调用什么，执行的是你的程序；第 2 到 5 步可以重复，直到模型给出回答。",
            "The model only says what to call; your program runs it. Steps 2 to 5 repeat until the model answers.",
        ),
        told: (
            "一幅时序图，三条竖线从左到右是模型、你的程序、工具。第 1 步，程序把问题和工具说明发给模型。第 2 步，模型返回要调用的工具名和参数。第 3 步，程序执行这个工具。第 4 步，工具把结果交给程序。第 5 步，程序把结果加进对话，再发给模型。第 2 到 5 步围在一个虚线框里，可以重复多次。第 6 步，模型把回答交给程序。模型从不直接接触工具。",
            "A sequence of messages between three upright lines: the model, your program, the tool. Step 1: the program sends the question and the list of tools to the model. Step 2: the model gives back the name of a tool and arguments. Step 3: the program runs the tool. Step 4: the tool gives its result to the program. Step 5: the program adds the result to the conversation and sends it to the model. A dashed frame around steps 2 to 5 says that they may repeat. Step 6: the model gives its answer to the program. The model never touches the tool itself.",
        ),
        panels: WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect(),
    }
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
