//! A dense layer beside a mixture of experts.

use crate::locale::Locale;
use crate::ui::components::diagrams::Picture;
use crate::ui::components::diagrams::pen::{PANEL, Pen, Words};

/// The middle of a panel.
const MIDDLE: f64 = PANEL / 2.0;
/// Experts that are drawn; a mark of more follows.
const EXPERTS: usize = 7;
/// Those the router picks.
const PICKED: [usize; 2] = [1, 4];
/// How wide an expert is, and from one to the next.
const EXPERT: (f64, f64) = (36.0, 45.0);

pub(super) fn draw(locale: Locale) -> Picture {
    Picture {
        caption: (
            "一个词元经过一层：稠密层用到全部前馈网络，MoE 层由路由器挑出几个专家，其余的在内存里等着。",
            "One token through one layer: a dense layer uses its whole feed-forward network; in an MoE layer a router picks a few experts, while the others wait in memory.",
        ),
        told: (
            "左右两幅图，都从上到下画一个词元经过一层的路。左边是稠密层：词元先过注意力，再过一个完整的前馈网络，然后输出。右边是 MoE 层：词元先过同样的注意力，再到路由器；路由器下面并排着许多小专家，只有其中两个被选中，词元只走这两个，它们的结果加权合并后输出，没有选中的专家不参加计算。",
            "Two pictures side by side, each read downwards: the way of one token through one layer. Left, the dense layer: the token passes attention, then one whole feed-forward network, and leaves. Right, the MoE layer: the token passes the same attention and reaches a router. Below the router stand many small experts; only two of them are picked, the token passes these alone, and their results are weighted, added up and leave. The experts that were not picked compute nothing.",
        ),
        panels: vec![dense(locale), mixture(locale)],
    }
}

/// What both have: title, token, attention, and the way to what follows.
fn start(locale: Locale, title: Words, note: Words) -> Pen {
    let mut pen = Pen::new(locale, PANEL, 352.0, "");
    pen.text((MIDDLE, 13.0), "mid strong", title);
    pen.named([MIDDLE - 50.0, 28.0, 100.0, 28.0], "box", ("词元", "token"));
    pen.arrow((MIDDLE, 56.0), (MIDDLE, 76.0), "flow on");
    pen.named([MIDDLE - 100.0, 76.0, 200.0, 28.0], "box", ("注意力", "attention"));
    pen.arrow((MIDDLE, 104.0), (MIDDLE, 124.0), "flow on");
    pen.arrow((MIDDLE, 276.0), (MIDDLE, 296.0), "flow on");
    pen.named([MIDDLE - 50.0, 296.0, 100.0, 28.0], "box", ("输出", "output"));
    pen.text((MIDDLE, 347.0), "mid soft", note);
    pen
}

fn dense(locale: Locale) -> Pen {
    let note = ("每个词元都用到全部参数", "every token uses all parameters");
    let mut pen = start(locale, ("稠密层", "Dense layer"), note);
    pen.named([16.0, 124.0, PANEL - 32.0, 152.0], "box on", ("前馈网络", "feed-forward network"));
    pen
}

fn mixture(locale: Locale) -> Pen {
    let note = ("每个词元只用到几个专家", "every token uses a few experts");
    let mut pen = start(locale, ("MoE 层", "MoE layer"), note);
    let centre = |number: usize| 0.5 + EXPERT.1 * number as f64 + EXPERT.0 / 2.0;
    // The picked ways lie over the others.
    for number in (0..EXPERTS).filter(|number| !PICKED.contains(number)) {
        pen.line((MIDDLE, 152.0), (centre(number), 188.0), "faint");
    }
    for number in PICKED {
        pen.arrow((MIDDLE, 152.0), (centre(number), 188.0), "flow on");
        pen.arrow((centre(number), 224.0), (MIDDLE + (centre(number) - MIDDLE) * 0.3, 248.0), "flow on");
    }
    pen.named([MIDDLE - 60.0, 124.0, 120.0, 28.0], "box", ("路由器", "router"));
    for number in 0..EXPERTS {
        let class = if PICKED.contains(&number) { "box on" } else { "box" };
        pen.rect([centre(number) - EXPERT.0 / 2.0, 188.0, EXPERT.0, 36.0], class);
    }
    pen.text((centre(EXPERTS), 210.0), "mid soft", ("…", "…"));
    pen.text((0.0, 178.0), "soft", ("专家", "experts"));
    pen.named([MIDDLE - 80.0, 248.0, 160.0, 28.0], "box", ("加权合并", "weighted sum"));
    pen
}
