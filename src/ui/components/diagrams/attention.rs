//! What a layer keeps of one token, by kind of attention.

use crate::locale::Locale;
use crate::ui::components::diagrams::Picture;
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

pub(super) fn draw(locale: Locale) -> Picture {
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
    Picture {
        caption: (
            "每层为每个词元保存什么（着色部分）：共用键（K）和值（V）的查询头（Q）越多，缓存越小；MLA 只存一个潜向量和一小段位置。头数和大小只作示意。",
            "What one layer keeps of each token (coloured): the more query heads (Q) share a key (K) and a value (V), the smaller the cache; MLA keeps one latent vector and a little position. Numbers of heads and sizes are for show.",
        ),
        told: (
            "四幅小图，每幅上面是同样的六个查询头，下面是缓存里保存的东西。MHA：每个查询头有自己的键和值，一共六对。GQA：每三个查询头共用一对，一共两对。MQA：六个查询头共用一对。MLA：没有各头的键和值，只有一个全部头共用的潜向量，旁边是一小段同样共用的位置键；键和值用时再从潜向量还原。",
            "Four small pictures. Each has the same six query heads above and what the cache keeps below. MHA: every query head has a key and a value of its own, six pairs in all. GQA: three query heads share a pair, two pairs in all. MQA: all six share one pair. MLA: no keys and values of single heads, but one latent vector that all heads share, and beside it a short key of the position, shared too; keys and values are restored from the latent vector when they are needed.",
        ),
        panels: shared.chain([latent(locale)]).collect(),
    }
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
