//! From a text to its tokens, and from tokens to what they cost.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{PANEL, Pen, Words};

/// A sentence in pieces, and how wide a letter of it is.
type Sentence = (Words, &'static [&'static str], f64, Words);

/// One sentence in two languages; the cut is ours.
const SENTENCES: [Sentence; 2] = [
    (("中文", "Chinese"), &["乌", "兰", "巴托", "天气", "怎么样", "？"], 13.0, ("6 个词元", "6 tokens")),
    (
        ("英文", "English"),
        &["How", "is", "the", "weather", "in", "Ula", "an", "ba", "atar", "?"],
        7.6,
        ("10 个词元", "10 tokens"),
    ),
];

/// An item of the bill: what is counted, its price, and as what it is drawn:
/// left and width (how many), height (how dear).
const ITEMS: [(Words, Words, &str, [f64; 3]); 3] = [
    (("缓存命中 a", "cached a"), ("单价 p", "price p"), "box plain", [0.5, 158.0, 10.0]),
    (("未命中 b", "uncached b"), ("单价 q", "price q"), "box", [162.0, 86.0, 36.0]),
    (("输出 c", "output c"), ("单价 r", "price r"), "box on", [251.5, 100.0, 118.0]),
];
/// Where the items stand.
const GROUND: f64 = 168.0;
const HEIGHT: f64 = 244.0;

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    vec![cut(locale), priced(locale)]
}

fn cut(locale: Locale) -> Pen {
    let mut pen = Pen::new(locale, PANEL, HEIGHT, "");
    pen.text((PANEL / 2.0, 13.0), "mid strong", ("1 文字切成词元", "1 Text is cut into tokens"));
    for (number, (language, pieces, letter, count)) in SENTENCES.into_iter().enumerate() {
        let y = 52.0 + 74.0 * number as f64;
        pen.text((0.0, y - 8.0), "soft", language);
        pen.text((PANEL, y - 8.0), "end soft", count);
        let mut x = 0.5;
        for piece in pieces {
            let width = letter * piece.chars().count() as f64 + 10.0;
            pen.named([x, y, width, 28.0], "box", (piece, piece));
            x += width + 3.0;
        }
    }
    let note = (
        "常用词是一个词元，少见的名字切成几段。\n切法只作示意，各家分词器不同。",
        "A common word is one token, a rare name several.\nThe cut is for show; tokenizers differ.",
    );
    pen.text((0.0, HEIGHT - 40.0), "soft", note);
    pen
}

fn priced(locale: Locale) -> Pen {
    let mut pen = Pen::new(locale, PANEL, HEIGHT, "");
    pen.text((PANEL / 2.0, 13.0), "mid strong", ("2 词元数 × 单价 = 费用", "2 Tokens × price = cost"));
    let axes = (
        "宽：词元数\n高：每百万词元的单价\n面积：费用",
        "width: tokens\nheight: price per million\narea: cost",
    );
    pen.text((0.0, 52.0), "soft", axes);
    for (count, price, class, [x, width, height]) in ITEMS {
        pen.rect([x, GROUND - height, width, height], class);
        pen.text((x + width / 2.0, GROUND - height - 6.0), "mid soft", price);
        pen.text((x + width / 2.0, GROUND + 18.0), "mid", count);
    }
    let [cached, uncached, output] = ITEMS.map(|(.., place)| place);
    for ([from, ..], [to, width, _], words) in
        [(cached, uncached, ("输入", "input")), (output, output, ("含思考", "with thinking"))]
    {
        pen.bracket(from, to + width, GROUND + 25.0);
        pen.text(((from + to + width) / 2.0, GROUND + 43.0), "mid soft", words);
    }
    let sum = ("费用 = (a × p + b × q + c × r) ÷ 1,000,000", "cost = (a × p + b × q + c × r) ÷ 1,000,000");
    pen.text((PANEL / 2.0, HEIGHT - 4.0), "mid", sum);
    pen
}
