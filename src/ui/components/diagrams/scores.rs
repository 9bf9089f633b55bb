//! What stands between questions and a score, measured by two parties.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{PANEL, Pen, Words};

/// A step from questions to score.
enum Step {
    /// The same for both: words for a high box, and for a wide one.
    Shared([Words; 2]),
    /// Each party's own; what is between the two says what it is.
    Own(Words, [Words; 2]),
}

/// The steps, with how long each is: from left to right, and from top to bottom.
const STEPS: [(Step, f64, f64); 6] = [
    (
        Step::Shared([("同一个\n题集", "the same\nquestions"), ("同一个题集", "the same questions")]),
        82.0,
        34.0,
    ),
    (
        Step::Own(
            ("提示词和设置", "prompt and settings"),
            [
                ("厂商甲\n5 个示例\n不思考，不用工具", "Vendor A\n5 examples\nno thinking, no tools"),
                ("厂商乙\n不给示例\n思考，用工具", "Vendor B\nno examples\nthinking and tools"),
            ],
        ),
        146.0,
        70.0,
    ),
    (Step::Shared([("同一个\n模型", "the same\nmodel"), ("同一个模型", "the same model")]), 76.0, 34.0),
    (
        Step::Own(
            ("作答", "answers"),
            [
                ("每题一次\n（pass@1）", "one try each\n(pass@1)"),
                ("每题 k 次，\n取多数", "k tries each,\nmajority"),
            ],
        ),
        106.0,
        52.0,
    ),
    (
        Step::Shared([
            ("判分：\n对答案、跑程序\n或评判", "grader:\nanswer key,\ncode or judge"),
            ("判分：对答案、跑程序或评判", "grader: answer key, code or judge"),
        ]),
        106.0,
        34.0,
    ),
    (Step::Own(("≠", "≠"), [("甲的分数", "score A"), ("乙的分数", "score B")]), 84.0, 34.0),
];

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    vec![wide(locale), narrow(locale)]
}

/// Steps from left to right, one party above the other.
fn wide(locale: Locale) -> Pen {
    let (lane, between, gap) = (70.0, 26.0, 23.0);
    let mut pen = Pen::new(locale, 720.0, lane * 2.0 + between + 1.0, "wide");
    let lanes = [0.5, 0.5 + lane + between];
    let mut x = 2.0;
    for (number, (step, long, _)) in STEPS.into_iter().enumerate() {
        match step {
            Step::Shared([words, _]) => pen.named([x, lanes[0], long, lane * 2.0 + between], "box", words),
            Step::Own(what, words) => {
                for (y, words) in lanes.into_iter().zip(words) {
                    pen.named([x, y, long, lane], "box on", words);
                }
                pen.text((x + long / 2.0, lanes[0] + lane + between / 2.0 + 4.5), "mid soft", what);
            }
        }
        x += long;
        if number + 1 < STEPS.len() {
            for y in lanes {
                pen.arrow((x, y + lane / 2.0), (x + gap, y + lane / 2.0), "flow");
            }
        }
        x += gap;
    }
    pen
}

/// Steps from top to bottom, one party beside the other.
fn narrow(locale: Locale) -> Pen {
    let (lane, between, gap) = (165.0, 21.0, 26.0);
    let high = STEPS.iter().map(|(.., high)| high).sum::<f64>() + gap * (STEPS.len() - 1) as f64;
    let mut pen = Pen::new(locale, PANEL, high + 1.0, "narrow");
    let lanes = [0.5, 0.5 + lane + between];
    let mut y = 0.5;
    for (number, (step, _, high)) in STEPS.into_iter().enumerate() {
        match step {
            Step::Shared([_, words]) => pen.named([lanes[0], y, lane * 2.0 + between, high], "box", words),
            Step::Own(what, words) => {
                for (x, words) in lanes.into_iter().zip(words) {
                    pen.named([x, y, lane, high], "box on", words);
                }
                // Two scores have room for their sign between them.
                let beside = if number + 1 < STEPS.len() { y - gap / 2.0 } else { y + high / 2.0 };
                pen.text((PANEL / 2.0, beside + 4.5), "mid soft", what);
            }
        }
        y += high;
        if number + 1 < STEPS.len() {
            for x in lanes {
                pen.arrow((x + lane / 2.0, y), (x + lane / 2.0, y + gap), "flow");
            }
        }
        y += gap;
    }
    pen
}
