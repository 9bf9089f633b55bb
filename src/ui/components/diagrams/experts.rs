//! A dense layer beside a mixture of experts.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{PANEL, Pen, Words};

/// The middle of a panel.
const MIDDLE: f64 = PANEL / 2.0;
/// Experts that are drawn; a mark of more follows.
const EXPERTS: usize = 7;
/// Those the router picks.
const PICKED: [usize; 2] = [1, 4];
/// How wide an expert is, and from one to the next.
const EXPERT: (f64, f64) = (36.0, 45.0);

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    vec![dense(locale), mixture(locale)]
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
