//! A teacher and its student, in two ways.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{PANEL, Pen, Words};

/// The height all boxes stand around.
const MIDDLE: f64 = 84.0;
const PROMPT: Words = ("题目", "prompt");
const ANSWER: Words = ("答案", "answer");
const TEACHER: Words = ("教师", "teacher");
const STUDENT: Words = ("学生", "student");

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    let mut writes = Pen::new(locale, PANEL, 180.0, "");
    row(&mut writes, ("教师写答案", "The teacher writes"), [TEACHER, STUDENT], [100.0, 64.0]);
    writes.text(
        (PANEL / 2.0, 175.0),
        "mid soft",
        ("学生照着答案微调", "the student is fine-tuned on the answers"),
    );
    let mut scores = Pen::new(locale, PANEL, 180.0, "");
    row(&mut scores, ("教师打分", "The teacher scores"), [STUDENT, TEACHER], [64.0, 100.0]);
    let (student, teacher) = (115.5, PANEL - 50.5);
    scores.arrow_along(
        &[
            (teacher, MIDDLE + 50.0),
            (teacher, MIDDLE + 70.0),
            (student, MIDDLE + 70.0),
            (student, MIDDLE + 32.0),
        ],
        "flow on",
    );
    scores.text((PANEL / 2.0, 175.0), "mid soft", ("每个词元的概率", "a probability for each token"));
    vec![writes, scores]
}

/// Prompt, first model, answer, second model, from left to right.
fn row(pen: &mut Pen, title: Words, models: [Words; 2], sides: [f64; 2]) {
    pen.text((PANEL / 2.0, 13.0), "mid strong", title);
    let small = 62.0;
    let gap = (PANEL - 1.0 - 2.0 * small - sides[0] - sides[1]) / 3.0;
    let widths = [small, sides[0], small, sides[1]];
    let names = [PROMPT, models[0], ANSWER, models[1]];
    let mut x = 0.5;
    for (number, (width, name)) in widths.into_iter().zip(names).enumerate() {
        let (class, height) = match name {
            TEACHER => ("box on", width),
            STUDENT => ("box", width),
            _ => ("box plain", 30.0),
        };
        pen.named([x, MIDDLE - height / 2.0, width, height], class, name);
        if number < 3 {
            pen.arrow((x + width, MIDDLE), (x + width + gap, MIDDLE), "flow on");
        }
        x += width + gap;
    }
}
