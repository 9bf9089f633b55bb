//! The tables of models and prices.

use leptos::prelude::*;

use crate::catalog::table::{Scope, View};
use crate::route::Place;
use crate::ui::app::{Frame, Request};
use crate::ui::components::catalog_table::TableHere;
use crate::ui::text;

/// Rows of a page of the table.
const ROWS: usize = 50;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let (title, lead, table) = match request.route.place {
        Place::Pricing => (
            text::PRICING,
            locale.pick(
                "每百万 token 的价格，按公布时的币种列出，不做换算。点数字旁的小圆圈看来源，† 表示另有条件。",
                "Prices per million tokens, in the currency they are published in, never converted. The small ring beside a number leads to its source, † means a condition.",
            ),
            View::Prices,
        ),
        _ => (
            text::MODELS,
            locale.pick(
                "先选使用场景，再按系列、权重和名称缩小范围；点表头排序。数字旁的小圆圈指向来源，≠ 表示来源之间说法不一。",
                "Choose a scenario first, then narrow by series, weights and name; click a heading to sort. The small ring beside a number leads to its source, ≠ means that sources disagree.",
            ),
            View::Specs,
        ),
    };
    let main = view! {
        <article class="catalog-page">
            <h1>{title.get(locale)}</h1>
            <p class="lead">{lead}</p>
            <TableHere request=request.clone() view=table scope=Scope::default() prefix=String::new() page_size=ROWS />
        </article>
    };
    Frame {
        title: title.get(locale).to_owned(),
        description: lead.to_owned(),
        wide: true,
        with_navigation: true,
        main: main.into_any(),
        headings: Vec::new(),
    }
}
