//! What stands between questions and a score, measured by two parties.

use crate::locale::Locale;
use crate::ui::components::diagrams::Picture;
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

pub(super) fn draw(locale: Locale) -> Picture {
    Picture {
        caption: (
            "题集、模型和判分都相同，设置和作答的办法不同（着色部分），分数就不同；题集的时段、模型的版本或判分再有不同，就更不能直接比。",
            "Questions, model and grader are the same, but settings and ways to answer differ (coloured), and so do the scores; with other dates of the questions, another version of the model or another grader they compare even less.",
        ),
        told: (
            "一幅流程图，两家厂商用同一个题集测同一个模型。从题集出发分成两路。厂商甲的一路：提示词和设置是给 5 个示例、不思考、不用工具；经过模型，每题作答一次，即 pass@1；判分后得到甲的分数。厂商乙的一路：不给示例、思考、用工具；经过同一个模型，每题作答 k 次，取多数；经过同样的判分，得到乙的分数。判分是对答案、跑程序，或由人、模型评判。题集、模型和判分跨着两路，是共有的；设置和作答各归各路，着了色；两个分数之间是一个不等号。",
            "A flow chart: two vendors measure the same model on the same questions. From the questions two ways start. The way of vendor A: the settings are five examples, no thinking, no tools; through the model; one try for each question, which is pass@1; through the grader to score A. The way of vendor B: no examples, thinking and tools; through the same model; k tries for each question, of which the majority counts; through the same grader to score B. The grader compares with an answer key, runs code, or is a person or model that judges. Questions, model and grader span both ways, because they are shared; settings and answers are each way's own and coloured; between the two scores stands a sign that they are not equal.",
        ),
        panels: vec![wide(locale), narrow(locale)],
    }
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
