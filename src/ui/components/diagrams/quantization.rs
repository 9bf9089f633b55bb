//! One weight in 16, 8 and 4 bits.

use crate::locale::Locale;
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

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect()
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
