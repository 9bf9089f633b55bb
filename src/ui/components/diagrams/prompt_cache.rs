//! What a shared beginning of two requests saves.

use crate::locale::Locale;
use crate::ui::components::diagrams::pen::{Pen, WIDTHS};

/// From one request to the next.
const STEP: f64 = 66.0;
/// Where the shared beginning ends, and the changed part, as shares of a bar.
const SHARES: (f64, f64) = (0.64, 0.14);

pub(super) fn draw(locale: Locale) -> Vec<Pen> {
    WIDTHS.into_iter().map(|(width, class)| panel(locale, width, class)).collect()
}

fn panel(locale: Locale, width: f64, class: &'static str) -> Pen {
    let mut pen = Pen::new(locale, width, 3.0 * STEP + 14.0, class);
    let (end, changed) = (width * SHARES.0, width * SHARES.1);
    let top = |request: f64| 20.0 + STEP * request;
    let prefix = ("系统提示词 + 资料", "system prompt + documents");
    let titles = [
        ("第 1 次请求", "Request 1"),
        ("第 2 次：开头相同", "Request 2: same beginning"),
        ("第 3 次：开头改了一处", "Request 3: the beginning changed"),
    ];
    for (request, title) in titles.into_iter().enumerate() {
        pen.text((0.0, top(request as f64) - 7.0), "soft", title);
    }
    pen.named([0.5, top(0.0), end - 2.0, 28.0], "box", prefix);
    pen.named([0.5, top(1.0), end - 2.0, 28.0], "box on", prefix);
    pen.named([0.5, top(2.0), changed - 2.0, 28.0], "box plain", ("改动", "edit"));
    pen.named([changed + 0.5, top(2.0), end - changed - 2.0, 28.0], "box", ("同样的资料", "same documents"));
    let questions = [("问题 1", "question 1"), ("问题 2", "question 2"), ("问题 3", "question 3")];
    for (request, question) in questions.into_iter().enumerate() {
        pen.named([end + 0.5, top(request as f64), width - end - 1.0, 28.0], "box", question);
    }
    pen.arrow((end - 16.0, top(0.0) + 28.0), (end - 16.0, top(1.0)), "flow on");
    pen.text((end - 6.0, top(1.0) - 7.0), "soft", ("存入缓存", "kept in cache"));
    let items = [("box on", ("从缓存读", "read from cache")), ("box", ("计算", "computed"))];
    pen.legend(3.0 * STEP + 10.0, if class == "wide" { 4 } else { 2 }, &items);
    pen
}
