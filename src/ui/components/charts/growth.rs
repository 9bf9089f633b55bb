//! How the cache grows with the context: this model, and what it would take
//! without its windows and with plain multi-head attention.

use leptos::prelude::*;

use crate::catalog::memory::bytes::binary;
use crate::catalog::memory::cache::{Attention, Cache};
use crate::catalog::quantity::{grouped, tokens};
use crate::ui::components::calculator::{Answer, exact, words};
use crate::ui::components::charts::axis::Scale;

/// The shortest context drawn, in tokens.
const SHORTEST: u64 = 1_024;
/// The longest context drawn for a model whose window is not known.
const USUAL_WINDOW: u64 = 131_072;
/// The picture, in its own units: see `.chart` in `style/charts.css` for what
/// they become on a phone.
const SIZE: (f64, f64) = (640.0, 390.0);
/// Where the axes stand: left, right, top, bottom.
const FRAME: (f64, f64, f64, f64) = (76.0, 616.0, 30.0, 336.0);
const GIB: f64 = 1_073_741_824.0;

/// A line of the chart.
struct Line {
    class: &'static str,
    name: String,
    /// Tokens and bytes.
    points: Vec<(u64, u64)>,
}

/// The chart of a model whose cache can be counted.
pub(crate) fn growth(answer: &Answer<'_>) -> Option<AnyView> {
    let cache = answer.cache.as_ref().ok().filter(|cache| !cache.groups.is_empty())?;
    let contexts = contexts(answer);
    let lines = lines(answer, cache, &contexts);
    let (left, right, top, bottom) = FRAME;
    let last = *contexts.last()?;
    // From end to end: contexts are no round decimal numbers.
    let shares = (last as f64 / SHORTEST as f64).ln();
    let x = move |n: u64| left + (n as f64 / SHORTEST as f64).ln() / shares * (right - left);
    let values = lines.iter().flat_map(|line| line.points.iter().map(|(_, bytes)| *bytes as f64 / GIB));
    let y = Scale::log(values, (bottom, top));
    let locale = answer.locale;
    let batch = match answer.load.batch {
        1 => String::new(),
        n => locale.pick(format!("，{} 个序列", grouped(n)), format!(", {} sequences", grouped(n))),
    };
    let title = locale.pick(
        format!(
            "{} 的 KV 缓存随上下文增长（{}{batch}，两轴都是对数）",
            answer.name(),
            answer.load.cache.name
        ),
        format!(
            "KV cache of {} over context ({}{batch}, both axes logarithmic)",
            answer.name(),
            answer.load.cache.name
        ),
    );
    let legend = lines.iter().map(|line| {
        view! { <li><i class=format!("key line-key {}", line.class)></i>{line.name.clone()}</li> }
    });
    let here = (answer.load.context >= SHORTEST && answer.load.context <= last).then(|| {
        let bytes = cache.bytes(answer.load.context, answer.load.batch, answer.load.cache);
        let (at, high) = (x(answer.load.context), y.at(bytes as f64 / GIB));
        view! {
            <line class="cursor" x1=px(at) x2=px(at) y1=px(top) y2=px(bottom) />
            <circle class="dot series-1" cx=px(at) cy=px(high) r="5" />
        }
    });
    Some(view! {
        <figure class="chart" id="growth">
            <figcaption id="growth-title">{title}</figcaption>
            <ul class="legend">{legend.collect_view()}</ul>
            <svg viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) role="img" aria-labelledby="growth-title">
                {grid(&x, &y, last)}
                <text class="tick" x=px(left) y=px(top - 14.0) text-anchor="end">"GiB"</text>
                <text class="tick" x=px((left + right) / 2.0) y=px(SIZE.1 - 4.0) text-anchor="middle">{locale.pick("上下文，词元", "context, tokens")}</text>
                {lines.iter().map(|line| path(line, &x, &y)).collect_view()}
                {here}
            </svg>
            {numbers(answer, &lines)}
        </figure>
    }.into_any())
}

/// Powers of two up to the longest context, and that itself.
fn contexts(answer: &Answer<'_>) -> Vec<u64> {
    let longest = answer.longest().unwrap_or(USUAL_WINDOW).clamp(4 * SHORTEST, 1 << 27);
    let powers = std::iter::successors(Some(SHORTEST), |n| Some(n * 2)).take_while(|n| *n < longest);
    powers.chain([longest]).collect()
}

fn lines(answer: &Answer<'_>, cache: &Cache, contexts: &[u64]) -> Vec<Line> {
    let (locale, load) = (answer.locale, &answer.load);
    let line = |class, name: String, cache: &Cache| {
        let points = contexts.iter().map(|n| (*n, cache.bytes(*n, load.batch, load.cache)));
        Line { class, name, points: points.collect() }
    };
    let own = words::attention(cache.attention, locale);
    let mut lines =
        vec![line("series-1", locale.pick(format!("本模型：{own}"), format!("this model: {own}")), cache)];
    if cache.has_windows() {
        let name = locale.pick("不用滑动窗口", "without sliding windows").to_owned();
        lines.push(line("series-2", name, &cache.without_windows()));
    }
    if let Ok(plain) = &answer.plain
        && cache.attention != Attention::Mha
    {
        let name = locale.pick("标准多头注意力（MHA）", "plain multi-head attention (MHA)").to_owned();
        lines.push(line("series-3", name, plain));
    }
    lines
}

fn path(line: &Line, x: &impl Fn(u64) -> f64, y: &Scale) -> AnyView {
    let points =
        line.points.iter().map(|(n, bytes)| format!("{},{}", px(x(*n)), px(y.at(*bytes as f64 / GIB))));
    let points = points.collect::<Vec<_>>().join(" ");
    view! { <polyline class=format!("line {}", line.class) points=points /> }.into_any()
}

/// Lines to read values by. Contexts are marked by powers of four, as they
/// are advertised, and the longest.
fn grid(x: &impl Fn(u64) -> f64, y: &Scale, last: u64) -> AnyView {
    let (left, right, top, bottom) = FRAME;
    let across = y.ticks().into_iter().map(|value| {
        let at = y.at(value);
        view! {
            <line class="grid" x1=px(left) x2=px(right) y1=px(at) y2=px(at) />
            <text class="tick" x=px(left - 8.0) y=px(at) dy="0.35em" text-anchor="end">{label(value)}</text>
        }
    });
    let powers = std::iter::successors(Some(SHORTEST), |n| Some(n * 4)).take_while(|n| n * 2 <= last);
    let up = powers.chain([last]).map(|n| {
        let at = x(n);
        view! {
            <line class="grid" x1=px(at) x2=px(at) y1=px(top) y2=px(bottom) />
            <text class="tick" x=px(at) y=px(bottom + 24.0) text-anchor="middle">{tokens(n)}</text>
        }
    });
    view! { {across.collect_view()}{up.collect_view()} }.into_any()
}

/// A round number of GiB.
fn label(gib: f64) -> String {
    if gib >= 1.0 { grouped(gib as u64) } else { gib.to_string() }
}

/// The same as a table.
fn numbers(answer: &Answer<'_>, lines: &[Line]) -> AnyView {
    let locale = answer.locale;
    let heads = lines.iter().map(|line| view! { <th scope="col" class="number">{line.name.clone()}</th> });
    let contexts = lines.first().map(|line| line.points.iter().map(|(n, _)| *n)).into_iter().flatten();
    let rows = contexts.enumerate().map(|(at, n)| {
        let cells = lines.iter().map(|line| {
            let bytes = line.points.get(at).map_or(0, |(_, bytes)| *bytes);
            view! { <td class="number" title=exact(bytes, locale)>{binary(bytes)}</td> }
        });
        view! { <tr><th scope="row">{grouped(n)}</th>{cells.collect_view()}</tr> }
    });
    view! {
        <details class="chart-data">
            <summary>{locale.pick("图中的数字", "The numbers of this chart")}</summary>
            // On a phone it scrolls sideways, which the keyboard must reach.
            <div class="table-box" tabindex="0" role="group" aria-labelledby="growth-title">
                <table class="data">
                    <thead><tr><th scope="col">{locale.pick("上下文", "Context")}</th>{heads.collect_view()}</tr></thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
    .into_any()
}

/// A place in the picture, to a tenth.
fn px(value: f64) -> String {
    format!("{value:.1}")
}
