//! What the filters leave: a count, the rows, pages of them.

use leptos::prelude::*;

use crate::catalog::state::TableState;
use crate::catalog::table::Column;
use crate::ui::islands::table::control::Control;
use crate::ui::islands::table::rows::rows_html;
use crate::ui::text;

/// How many rows are left, said politely, and what in the address was ignored.
#[component]
pub(super) fn Summary(control: Control) -> impl IntoView {
    let seed = control.seed();
    let (locale, total) = (seed.locale, seed.table.rows.len());
    let problems: Vec<String> =
        control.problems().iter().map(|p| [&*p.key, "=", &p.value].concat()).collect();
    let count =
        move || text::row_count(locale, control.selection.with(|selection| selection.rows.len()), total);
    view! {
        {(!problems.is_empty()).then(|| view! {
            <p class="notice" role="status">{text::IGNORED.get(locale)}<code>{problems.join(" ")}</code></p>
        })}
        <p class="row-count" role="status">{count}</p>
    }
}

/// Head and rows. The box around them scrolls, the page does not.
#[component]
pub(super) fn Rows(control: Control) -> impl IntoView {
    let seed = control.seed();
    let caption = seed.caption.clone();
    let heads = seed.table.columns.iter().cloned().map(|column| view! { <Head control column /> });
    let heads = heads.collect_view();
    let rows = move || {
        control.selection.with(|selection| rows_html(&control.seed(), &control.state.get(), selection))
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=caption.clone()>
            <table class="data">
                <caption class="visually-hidden">{caption.clone()}</caption>
                <thead><tr>{heads}</tr></thead>
                <tbody inner_html=rows></tbody>
            </table>
        </div>
    }
}

/// A column's heading, which is a link that sorts.
#[component]
fn Head(control: Control, column: Column) -> impl IntoView {
    let numeric = column.numeric;
    let key = StoredValue::new(column.key);
    let sorted = move || control.address(&key.with_value(|key| control.state.get().sorted_by(key, numeric)));
    let direction = move || {
        let sort = control.state.get().sort.filter(|sort| key.with_value(|key| sort.column == *key));
        sort.map(|sort| if sort.descending { "descending" } else { "ascending" })
    };
    let unit = (!column.unit.is_empty()).then(|| view! { <small>{column.unit}</small> });
    view! {
        <th scope="col" class=if numeric { "number" } else { "text" } aria-sort=direction>
            <a data-state href=sorted>{column.label}</a>
            {unit}
        </th>
    }
}

/// Links to the pages of rows, when there are several.
#[component]
pub(super) fn Pager(control: Control) -> impl IntoView {
    let seed = control.seed();
    let locale = seed.locale;
    let name = [&seed.caption, " · ", text::PAGES.get(locale)].concat();
    let links = move || {
        let (pages, open) = control.selection.with(|selection| (selection.pages, selection.page));
        let pages = if pages > 1 { pages } else { 0 };
        let link = |page: usize| {
            let address = control.address(&TableState { page, ..control.state.get() });
            let current = (page == open).then_some("page");
            let label = text::page_label(locale, page);
            view! { <li><a data-state href=address aria-current=current aria-label=label>{page + 1}</a></li> }
        };
        (0..pages).map(link).collect_view()
    };
    view! { <nav class="pager" aria-label=name><ol>{links}</ol></nav> }
}
