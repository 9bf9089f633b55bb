//! How a model's prices went, as steps in time: a picture for each currency,
//! in it a line for input and one for output of each way of buying whose
//! price changed.
//!
//! Places in the picture are floating point; the money that is told is exact.

mod plan;

use leptos::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::history::{Line, changes};
use crate::catalog::model::Model;
use crate::catalog::price::Currency;
use crate::catalog::quantity::Date;
use crate::locale::Locale;
use crate::ui::components::charts::step::plan::{BOTTOM, HEIGHT, LEFT, Plan, Point, RIGHT, TOP, WIDTH};
use crate::ui::components::money::hours;

/// The pictures of a model's price history; none where nothing changed.
pub(in crate::ui) fn price_history(catalog: &Catalog, model: &Model, locale: Locale, today: Date) -> AnyView {
    let moved = |currency: Currency| {
        changes(&model.prices).any(|change| {
            let (before, after) = (change.before, change.after.price);
            after.currency == currency && (before.input, before.output) != (after.input, after.output)
        })
    };
    let home = locale.pick([Currency::Cny, Currency::Usd], [Currency::Usd, Currency::Cny]);
    let charts = home.into_iter().filter(|currency| moved(*currency)).map(|currency| {
        let plan = Plan::new(catalog, model, currency, today);
        chart(catalog, model, locale, today, &plan)
    });
    charts.collect_view().into_any()
}

fn chart(catalog: &Catalog, model: &Model, locale: Locale, today: Date, plan: &Plan<'_>) -> AnyView {
    let code = plan.currency.code();
    let name = model.name.get(locale);
    let title =
        locale.pick(format!("{name} 的价格变化（{code}）"), format!("Price history of {name} ({code})"));
    let desc = locale.pick(
        format!("每百万词元的输入与输出价格，{} 至 {today}；数字见本节的价格表。", plan.from),
        format!("Input and output price per million tokens, {} to {today}; the tables of this section hold the numbers.", plan.from),
    );
    let (title_id, desc_id) = (format!("chart-{code}-title"), format!("chart-{code}-desc"));
    let labelled = format!("{title_id} {desc_id}");
    let caption = match plan.is_log {
        true => locale.pick(
            format!("每百万词元价格，{code}，对数刻度"),
            format!("{code} per million tokens, logarithmic scale"),
        ),
        false => locale.pick(format!("每百万词元价格，{code}"), format!("{code} per million tokens")),
    };
    let lines = plan.tracks.iter().enumerate().map(|(place, track)| {
        view! {
            <path class=format!("input s{place}") d=track.input_path.clone() />
            <path class=format!("output s{place}") d=track.output_path.clone() />
        }
    });
    let points = plan.tracks.iter().enumerate().flat_map(|(place, track)| {
        let seller = seller(catalog, &track.line, locale);
        track.points.iter().map(move |point| link(point, place, &seller, locale)).collect::<Vec<_>>()
    });
    let legend = plan.tracks.iter().enumerate().flat_map(|(place, track)| {
        let seller = seller(catalog, &track.line, locale);
        let key = move |class: &str, what: &str| {
            let class = format!("{class} s{place}");
            view! { <li><svg viewBox="0 0 28 10" aria-hidden="true"><path class=class d="M1 5H27" /></svg>{seller.clone()}" · "{what.to_owned()}</li> }
        };
        [key("input", locale.pick("输入", "input")), key("output", locale.pick("输出", "output"))]
    });
    view! {
        <figure class="chart step-chart">
            <figcaption>{caption}</figcaption>
            <svg viewBox=format!("0 0 {WIDTH} {HEIGHT}")>
                <g role="img" aria-labelledby=labelled>
                    <title id=title_id>{title}</title>
                    <desc id=desc_id>{desc}</desc>
                    {axes(plan, locale, today)}
                    <g class="lines">{lines.collect_view()}</g>
                </g>
                {points.collect_view()}
            </svg>
            <ul class="legend">{legend.collect_view()}</ul>
        </figure>
    }
    .into_any()
}

/// Who sells, and at what hours.
fn seller(catalog: &Catalog, line: &Line<'_>, locale: Locale) -> String {
    let name = catalog.provider_name(line.provider, locale).to_owned();
    match hours(line.period, locale) {
        Some(when) => locale.pick(format!("{name}（{when}）"), format!("{name} ({when})")),
        None => name,
    }
}

/// Both axes, their grid, and the mark of today.
fn axes(plan: &Plan<'_>, locale: Locale, today: Date) -> AnyView {
    let sign = plan.currency.sign();
    let money = plan.money.ticks().into_iter().map(|tick| {
        let y = plan.money.at(tick);
        view! {
            <path class="grid" d=format!("M{LEFT} {y:.1}H{RIGHT}") />
            <text class="tick money" x=LEFT - 8.0 y=format!("{:.1}", y + 4.0)>{sign}{number(tick)}</text>
        }
    });
    let time = plan.time.ticks().into_iter().map(|(date, label)| {
        let x = plan.time.at(date);
        view! {
            <path class="grid" d=format!("M{x:.1} {BOTTOM}v5") />
            <text class="tick time" x=format!("{x:.1}") y=BOTTOM + 20.0>{label}</text>
        }
    });
    let x = plan.time.at(today);
    view! {
        <g class="axes" aria-hidden="true">
            {money.collect_view()}
            <path class="axis" d=format!("M{LEFT} {BOTTOM}H{RIGHT}") />
            {time.collect_view()}
            <path class="today" d=format!("M{x:.1} {TOP}V{BOTTOM}") />
            <text class="tick today" x=format!("{x:.1}") y=TOP - 6.0>{locale.pick("今天", "today")}</text>
        </g>
    }
    .into_any()
}

/// A tick's number without noise of floating point.
fn number(tick: f64) -> String {
    let text = format!("{tick:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The first day of a price: a link to its row.
fn link(point: &Point<'_>, place: usize, seller: &str, locale: Locale) -> AnyView {
    let price = point.step.price;
    let (input, output) = (price.money(price.input).print(), price.money(price.output).print());
    let from = price.from.map(|(date, _)| date.to_string()).unwrap_or_default();
    let says = locale.pick(
        format!("{from} {seller}：输入 {input}，输出 {output}"),
        format!("{from} {seller}: input {input}, output {output}"),
    );
    let dot =
        |y: f64| view! { <circle class="dot" cx=format!("{:.1}", point.x) cy=format!("{y:.1}") r="4" /> };
    view! {
        <a class=format!("point s{place}") href=format!("#{}", point.step.anchor()) aria-label=says.clone()>
            <title>{says.clone()}</title>
            <path class="reach" d=format!("M{:.1} {:.1}V{:.1}", point.x, point.input, point.output) />
            {dot(point.input)}
            {dot(point.output)}
        </a>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::number;

    #[test]
    fn ticks_are_written_short() {
        assert_eq!(
            [0.05, 0.1, 2.0, 10.0, 0.30000000000000004].map(number),
            ["0.05", "0.1", "2", "10", "0.3"]
        );
    }
}
