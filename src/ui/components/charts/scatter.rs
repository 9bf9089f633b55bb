//! Price against capability: a point for each model, and the frontier.
//!
//! The horizontal scale is logarithmic: prices span three decades, and a
//! reader asks how many times dearer, not how many dollars.

mod labels;
mod marks;

use leptos::prelude::*;

use crate::catalog::frontier::{Picture, Point};
use crate::catalog::model::ScoreUnit;
use crate::locale::Locale;
use crate::route::Route;
use crate::ui::components::charts::axis::Scale;
use crate::ui::components::charts::scatter::labels::{Label, Spot, place};

pub(crate) use marks::{Ranks, legend};

/// The picture's size, in its own units.
const SIZE: (f64, f64) = (760.0, 430.0);
/// Where the points stand: left, right, top, bottom.
const PLOT: (f64, f64, f64, f64) = (52.0, 744.0, 16.0, 376.0);

/// What a picture is about, in the reader's words.
pub(crate) struct Words {
    pub(crate) title: String,
    pub(crate) description: String,
    /// The price, with its unit.
    pub(crate) price: String,
    /// The benchmark, with its unit.
    pub(crate) score: String,
}

/// Draws the picture. Every point is a link to its model, in order of price.
pub(crate) fn scatter(picture: &Picture<'_>, ranks: &Ranks, words: &Words, locale: Locale) -> AnyView {
    let x = Scale::log(picture.points.iter().map(price), (PLOT.0 + 12.0, PLOT.1 - 12.0));
    let y = Scale::linear(picture.points.iter().map(score), (PLOT.3, PLOT.2));
    let spots: Vec<Spot> = picture
        .points
        .iter()
        .map(|point| Spot { x: x.at(price(point)), y: y.at(score(point)), is_labelled: point.on_frontier })
        .collect();
    let names: Vec<&str> = picture.points.iter().map(|point| point.model.name.get(locale)).collect();
    let labels = place(&spots, &names, PLOT).into_iter().map(|label| {
        let Label { x, y, anchor, text } = label;
        view! { <text class="label" x=fixed(x) y=fixed(y) text-anchor=anchor>{text}</text> }
    });
    let points = picture.points.iter().zip(&spots).map(|(point, spot)| {
        let address = Route::model(locale, point.model.id.as_str()).path();
        let mark = ranks.of(point.model);
        let class = if point.on_frontier { "point frontier-point" } else { "point" };
        let size = if point.on_frontier { " scale(1.3)" } else { "" };
        let place = format!("translate({} {}){size}", fixed(spot.x), fixed(spot.y));
        view! {
            <g transform=place>
                <a href=address class=class>
                    <title>{sentence(point, picture.unit, locale)}</title>
                    <circle class="hit" r="9" />
                    <path class=mark.class d=mark.shape />
                </a>
            </g>
        }
    });
    view! {
        <div class="chart-box">
            <svg class="scatter" viewBox=format!("0 0 {} {}", SIZE.0, SIZE.1) role="group" aria-labelledby="scatter-title" aria-describedby="scatter-about">
                <title id="scatter-title">{words.title.clone()}</title>
                <desc id="scatter-about">{words.description.clone()}</desc>
                {vertical(&x, words)}
                {horizontal(&y, words)}
                <path class="frontier-line" d=line(picture, &spots) />
                {points.collect_view()}
                <g aria-hidden="true">{labels.collect_view()}</g>
            </svg>
        </div>
    }
    .into_any()
}

fn price(point: &Point<'_>) -> f64 {
    point.price.0 as f64 / 1e6
}

fn score(point: &Point<'_>) -> f64 {
    point.value.0 as f64 / 1e6
}

/// A point in words: model, price, score, checkpoint.
fn sentence(point: &Point<'_>, unit: Option<ScoreUnit>, locale: Locale) -> String {
    let checkpoint = &point.model.scores[point.score].checkpoint;
    let sign = percent_sign(unit);
    let (name, price, value) = (point.model.name.get(locale), point.price.money(), point.value);
    locale.pick(
        format!("{name}：${price}，{value}{sign}（{checkpoint}）"),
        format!("{name}: ${price}, {value}{sign} ({checkpoint})"),
    )
}

/// What stands behind a score.
pub(crate) const fn percent_sign(unit: Option<ScoreUnit>) -> &'static str {
    match unit {
        Some(ScoreUnit::Percent) => "%",
        _ => "",
    }
}

/// The prices, with lines up from them.
fn vertical(x: &Scale, words: &Words) -> AnyView {
    let ticks = x.ticks().into_iter().map(|tick| {
        let (at, text) = (fixed(x.at(tick)), format!("${}", plain(tick)));
        view! {
            <path class="grid" d=format!("M{at} {}V{}", PLOT.2, PLOT.3) />
            <text class="tick" x=at.clone() y=fixed(PLOT.3 + 18.0) text-anchor="middle">{text}</text>
        }
    });
    let middle = fixed(f64::midpoint(PLOT.0, PLOT.1));
    view! {
        <g aria-hidden="true">
            {ticks.collect_view()}
            <path class="axis" d=format!("M{} {}H{}", PLOT.0, PLOT.3, PLOT.1) />
            <text class="axis-name" x=middle y=fixed(SIZE.1 - 10.0) text-anchor="middle">{words.price.clone()}</text>
        </g>
    }
    .into_any()
}

/// The scores, with lines across from them.
fn horizontal(y: &Scale, words: &Words) -> AnyView {
    let ticks = y.ticks().into_iter().map(|tick| {
        let at = y.at(tick);
        view! {
            <path class="grid" d=format!("M{} {}H{}", PLOT.0, fixed(at), PLOT.1) />
            <text class="tick" x=fixed(PLOT.0 - 8.0) y=fixed(at + 4.0) text-anchor="end">{plain(tick)}</text>
        }
    });
    let (x, middle) = (14.0, f64::midpoint(PLOT.2, PLOT.3));
    view! {
        <g aria-hidden="true">
            {ticks.collect_view()}
            <text class="axis-name" transform=format!("translate({x} {middle}) rotate(-90)") text-anchor="middle">{words.score.clone()}</text>
        </g>
    }
    .into_any()
}

/// The best score that a price buys: a step up at each model of the frontier.
fn line(picture: &Picture<'_>, spots: &[Spot]) -> String {
    let mut path = String::new();
    for (_, spot) in picture.points.iter().zip(spots).filter(|(point, _)| point.on_frontier) {
        if path.is_empty() {
            path = format!("M{} {}", fixed(spot.x), fixed(spot.y));
        } else {
            path.push_str(&format!("H{}V{}", fixed(spot.x), fixed(spot.y)));
        }
    }
    if !path.is_empty() {
        path.push_str(&format!("H{}", PLOT.1));
    }
    path
}

/// A place in the picture; a tenth is finer than the eye.
fn fixed(number: f64) -> String {
    plain((number * 10.0).round() / 10.0)
}

/// A number without what binary fractions add to it.
fn plain(number: f64) -> String {
    let text = format!("{number:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}
