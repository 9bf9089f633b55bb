//! From data to a released model: what goes in, what comes out.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{PANEL, Pen, Words};

/// A stage: its data, its name, its result.
const STAGES: [[Words; 3]; 4] = [
    [
        ("大量文本\n和代码", "a great deal of\ntext and code"),
        ("预训练", "Pre-training"),
        ("基座模型", "base model"),
    ],
    [
        ("更少、更精的\n长文本、代码等", "less, better data:\nlong text, code"),
        ("中期训练", "Mid-training"),
        ("更强的\n基座模型", "stronger\nbase model"),
    ],
    [
        ("问题与好答案\n的配对", "requests with\ngood answers"),
        ("监督微调", "SFT"),
        ("指令模型", "instruct model"),
    ],
    [
        ("答案的比较，\n可判分的题", "preferences,\ncheckable tasks"),
        ("强化学习", "RL"),
        ("对齐的模型、\n推理模型", "aligned model,\nreasoning model"),
    ],
];

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    vec![wide(locale), narrow(locale)]
}

/// Stages from left to right, data above, results below.
fn wide(locale: Locale) -> Pen {
    let (step, half) = (184.0, 74.0);
    let mut pen = Pen::new(locale, 720.0, 224.0, "wide");
    for (number, [data, name, result]) in STAGES.into_iter().enumerate() {
        let x = 84.0 + step * number as f64;
        pen.named([x - half, 0.5, half * 2.0, 48.0], "box plain", data);
        pen.arrow((x, 48.5), (x, 74.0), "flow");
        pen.named([x - half + 6.0, 74.0, half * 2.0 - 12.0, 36.0], loud(number), name);
        if number + 1 < STAGES.len() {
            pen.arrow((x + half - 6.0, 92.0), (x + step - half + 6.0, 92.0), "flow on");
        }
        pen.arrow((x, 110.0), (x, 136.0), "flow");
        pen.named([x - half, 136.0, half * 2.0, 48.0], "box", result);
    }
    let (from, to) = (84.0 + 2.0 * step - half, 84.0 + 3.0 * step + half);
    pen.bracket(from, to, 192.0);
    pen.text(((from + to) / 2.0, 215.0), "mid soft", ("后训练", "post-training"));
    pen
}

/// Stages from top to bottom, data at the left, results at the right.
fn narrow(locale: Locale) -> Pen {
    let step = 72.0;
    let mut pen = Pen::new(locale, PANEL, 318.0, "narrow");
    for (place, title) in [
        (60.0, ("放进去", "goes in")),
        (PANEL / 2.0, ("阶段", "stage")),
        (PANEL - 60.0, ("得到", "comes out")),
    ] {
        pen.text((place, 12.0), "mid soft", title);
    }
    for (number, [data, name, result]) in STAGES.into_iter().enumerate() {
        let y = 24.0 + step * number as f64;
        pen.named([0.5, y, 117.5, 46.0], "box plain", data);
        pen.named([132.0, y + 5.0, 88.0, 36.0], loud(number), name);
        pen.named([234.0, y, 117.5, 46.0], "box", result);
        pen.arrow((118.0, y + 23.0), (132.0, y + 23.0), "flow");
        pen.arrow((220.0, y + 23.0), (234.0, y + 23.0), "flow");
        if number + 1 < STAGES.len() {
            pen.arrow((176.0, y + 41.0), (176.0, y + step + 5.0), "flow on");
        }
    }
    let note = ("着色的两步合称后训练", "the two in colour are post-training");
    pen.text((PANEL / 2.0, 312.0), "mid soft", note);
    pen
}

/// Post-training stands out.
const fn loud(number: usize) -> &'static str {
    if number < 2 { "box" } else { "box on" }
}
