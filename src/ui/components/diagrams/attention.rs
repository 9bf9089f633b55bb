//! What a layer keeps of one token, by kind of attention.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{Pen, Words};

/// Four panels fit in a row, two on a phone.
const WIDTH: f64 = 170.0;
/// Heads that are drawn.
const HEADS: usize = 6;
/// A head's side, and from one to the next.
const HEAD: (f64, f64) = (20.0, 26.0);
/// Tops of the rows: queries, keys, values.
const ROWS: [f64; 3] = [58.0, 116.0, 140.0];

/// A kind: its name, what it is short for, how many heads share a key and a
/// value, and what is kept.
const SHARED: [(Words, Words, usize, Words); 3] = [
    (("MHA", "MHA"), ("多头", "multi-head"), 1, ("每头一份", "one pair per head")),
    (("GQA", "GQA"), ("分组查询", "grouped-query"), 3, ("每组一份", "one pair per group")),
    (("MQA", "MQA"), ("多查询", "multi-query"), HEADS, ("全部共用一份", "one pair for all")),
];

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    let shared = SHARED.into_iter().map(|(name, long, share, kept)| {
        let mut pen = start(locale, name, long, kept);
        for group in 0..HEADS / share {
            let heads = group * share..(group + 1) * share;
            let at = heads.clone().map(middle).sum::<f64>() / share as f64;
            for head in heads {
                pen.line((middle(head), ROWS[0] + HEAD.0), (at, ROWS[1]), "flow");
            }
            pen.named([at - HEAD.0 / 2.0, ROWS[1], HEAD.0, HEAD.0], "box on", ("K", "K"));
            pen.named([at - HEAD.0 / 2.0, ROWS[2], HEAD.0, HEAD.0], "box on", ("V", "V"));
        }
        pen
    });
    shared.chain([latent(locale)]).collect()
}

/// The middle of a head.
fn middle(head: usize) -> f64 {
    let margin = (WIDTH - HEAD.1 * (HEADS - 1) as f64 - HEAD.0) / 2.0;
    margin + HEAD.1 * head as f64 + HEAD.0 / 2.0
}

/// What all have: names and query heads.
fn start(locale: Locale, name: Words, long: Words, kept: Words) -> Pen {
    let mut pen = Pen::new(locale, WIDTH, 186.0, "");
    pen.text((WIDTH / 2.0, 13.0), "mid strong", name);
    pen.text((WIDTH / 2.0, 31.0), "mid soft", long);
    for head in 0..HEADS {
        pen.named([middle(head) - HEAD.0 / 2.0, ROWS[0], HEAD.0, HEAD.0], "box", ("Q", "Q"));
    }
    pen.text((WIDTH / 2.0, 181.0), "mid soft", kept);
    pen
}

fn latent(locale: Locale) -> Pen {
    let kept = ("压缩后共用", "compressed, shared");
    let mut pen = start(locale, ("MLA", "MLA"), ("多头潜在", "multi-head latent"), kept);
    // Larger than a pair of MQA, smaller than the pairs of GQA, as it is in models.
    let (latent, position) = ([44.0, ROWS[1], 50.0, HEAD.0], [112.0, ROWS[1], HEAD.0, HEAD.0]);
    let centre = |[x, _, width, _]: [f64; 4]| x + width / 2.0;
    for head in 0..HEADS {
        let from = (middle(head), ROWS[0] + HEAD.0);
        pen.line(from, (centre(position), ROWS[1]), "faint");
        pen.line(from, (centre(latent), ROWS[1]), "flow");
    }
    let below = ROWS[2] + 13.0;
    for (place, name) in [(latent, ("潜向量", "latent")), (position, ("位置", "position"))] {
        pen.rect(place, "box on");
        pen.text((centre(place), below), "mid", name);
    }
    pen
}
