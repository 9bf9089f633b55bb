//! The tables of models and prices.

use leptos::prelude::*;

use crate::catalog::table::{Scope, View};
use crate::route::Place;
use crate::ui::app::{Frame, Request};
use crate::ui::components::catalog_table::TableHere;
use crate::ui::components::price_capability::PriceCapability;
use crate::ui::text;

/// Rows of a page of the table.
const ROWS: usize = 50;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let (title, lead, table) = match request.route.place {
        Place::Pricing => (
            text::PRICING,
            locale.pick(
                "每百万词元的价格，按公布时的币种列出；要换算时在“列与单位”里选币种，汇率与日期一并写明。点开数字看来源。",
                "Prices per million tokens, in the currency they are published in; choose another under “Columns”, and the rate and its date are shown. Open a number to see its source.",
            ),
            View::Prices,
        ),
        Place::Benchmarks => (
            text::BENCHMARKS,
            locale.pick(
                "每个成绩都写明测的是哪个版本、用什么设置、谁公布的。版本或设置不同的分数不能直接比较。",
                "Every score names the checkpoint, the setting and who reported it. Scores of different checkpoints or settings do not compare.",
            ),
            View::Scores,
        ),
        _ => (
            text::MODELS,
            locale.pick(
                "先选使用场景，再按系列、权重、价格等缩小范围；点表头排序，勾选几行就能对比。点开任何数字看它的来源；≠ 来源说法不一，† 另有条件，◷ 超过 90 天未核对。",
                "Choose a scenario first, then narrow by series, weights, price and more; click a heading to sort, tick rows to compare. Open any number to see its source; ≠ sources disagree, † conditions apply, ◷ not checked for 90 days.",
            ),
            View::Specs,
        ),
    };
    // A picture of what capability costs stands before the scores.
    let picture = (request.route.place == Place::Benchmarks)
        .then(|| view! { <PriceCapability request=request.clone() scenario=None with_form=true /> });
    let main = view! {
        <article class="catalog-page">
            <h1>{title.get(locale)}</h1>
            <p class="lead">{lead}</p>
            {picture}
            <TableHere request=request.clone() view=table scope=Scope::default() prefix=String::new() page_size=ROWS />
        </article>
    };
    Frame { wide: true, ..Frame::new(title.get(locale), lead, main.into_any()) }
}
