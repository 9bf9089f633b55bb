//! One weight in 16, 8 and 4 bits.

use crate::locale::Locale;
use crate::ui::components::diagrams::Picture;
use crate::ui::components::diagrams::pen::{Pen, WIDTHS, Words};

/// A width: bits, its name, how many steps they can tell apart.
const BITS: [(u32, Words, Words); 3] = [
    (16, ("16 位", "16 bits"), ("65,536 档", "65,536 steps")),
    (8, ("8 位", "8 bits"), ("256 档", "256 steps")),
    (4, ("4 位", "4 bits"), ("16 档", "16 steps")),
];
/// Where the weight lies between the ends: between two of the 16 steps.
const WEIGHT: f64 = 6.4 / 15.0;
/// From one width to the next.
const STEP: f64 = 72.0;

pub(super) fn draw(locale: Locale) -> Picture {
    Picture {
        caption: (
            "同一个权重存成 16、8、4 位：位数越少，能用的档越少，只能移到最近的一档，误差越大。",
            "One weight kept in 16, 8 and 4 bits: fewer bits are fewer steps; it moves to the nearest one, and the error grows.",
        ),
        told: (
            "三行，是同一个权重的三种存法，每行的刻度上有一小段竖的虚线，标出它原来的值。第一行 16 位，画着 16 个格子，下面的刻度有 65,536 档，密得连成一片，存下的值与原来的几乎重合。第二行 8 位，8 个格子，256 档，存下的值离虚线极近。第三行 4 位，4 个格子，16 档，刻度之间看得出空隙，值被移到最近的一档，离开了虚线。",
            "Three rows are three ways to keep the same weight; on the scale of each a short dashed upright line marks its own value. First row, 16 bits: 16 little squares, and below them a scale of 65,536 steps, so dense that it is one band; the value kept all but falls on the line. Second row, 8 bits: 8 squares, 256 steps, the value kept is very near the line. Third row, 4 bits: 4 squares, 16 steps with gaps between them; the value has moved to the nearest step, away from the line.",
        ),
        panels: WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect(),
    }
}

fn panel(locale: Locale, width: f64, class: &'static str) -> Pen {
    let bottom = STEP * BITS.len() as f64;
    let mut pen = Pen::new(locale, width, bottom, class);
    let (left, long) = (6.0, width - 12.0);
    for (row, (bits, name, steps)) in BITS.into_iter().enumerate() {
        let y = STEP * row as f64;
        pen.text((0.0, y + 10.0), "strong", name);
        for bit in 0..bits {
            pen.rect([60.5 + 12.0 * f64::from(bit), y, 9.0, 10.0], "box on");
        }
        pen.text((width, y + 10.0), "end soft", steps);
        let scale = y + 34.0;
        if bits == 16 {
            pen.rect([left, scale - 5.0, long, 10.0], "band");
        } else {
            pen.ticks((left, scale - 5.0), long, 1 << bits);
        }
    }
    let at = left + WEIGHT * long;
    pen.text((at, bottom - 6.0), "mid soft", ("虚线：原来的权重", "dashed: the weight itself"));
    for (row, (bits, ..)) in BITS.into_iter().enumerate() {
        let y = STEP * row as f64 + 34.0;
        pen.line((at, y - 12.0), (at, y + 13.0), "limit");
        let last = f64::from((1_u32 << bits) - 1);
        let kept = left + (WEIGHT * last).round() / last * long;
        pen.rect([kept - 4.0, y - 4.0, 8.0, 8.0], "dot");
    }
    pen
}
