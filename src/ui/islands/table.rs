//! The table: filter bar, head, rows and pager.
//!
//! Everything is a link or a form that works as it is. In the browser the
//! island takes clicks and typing over, chooses rows with the domain's code
//! and puts the same address into the history.
//!
//! Its parts are HTML text rather than views, from functions both sides share:
//! they hold no state of their own, so there is nothing to hydrate, and one
//! assignment repaints a part. The filter bar comes as children, which only
//! the server draws; it is changed in place, because a reader types and ticks
//! in it.

mod control;
mod found;
mod head;
mod markup;
mod patch;
mod rows;

use leptos::prelude::*;

pub use markup::{Drawn, attribute, push, state_link};

use crate::ui::islands::seed;
use crate::ui::islands::table::control::Control;
use crate::ui::islands::table::found::{compare_html, count_text, found_html, pager_html};
use crate::ui::islands::table::head::head_html;
use crate::ui::islands::table::rows::{first_rows_html, more_rows_html};
use crate::ui::text;

/// The facet that is shown as chips rather than in the form.
pub const SCENARIO: &str = "scenario";

/// A table of the catalogue; its children are the filter bar. Its seed says
/// which; without one it draws nothing.
#[island]
pub fn CatalogTable(children: Children) -> impl IntoView {
    seed::table().map(|seed| {
        let caption = seed.caption.clone();
        let pages = [&*caption, " · ", text::PAGES.get(seed.locale)].concat();
        let (root, compare, compare_action) = (seed.id("table"), seed.id("compare"), seed.compare.clone());
        let control = Control::new(seed);
        view! {
            <div
                id=root
                class="catalog"
                on:click=move |event| control.clicked(&event)
                on:input=move |event| control.changed(&event)
                on:submit=move |event| control.submitted(&event)
            >
                {children()}
                <div class="found">
                    <p class="row-count" role="status">{move || control.draw(count_text)}</p>
                    <div class="chips" inner_html=move || control.draw_later(found_html)></div>
                    <form class="compare-form" id=compare method="get" action=compare_action inner_html=move || control.draw_picked(compare_html)></form>
                </div>
                <div class="table-box" tabindex="0" role="region" aria-label=caption.clone()>
                    <table class="data">
                        <caption class="visually-hidden">{caption.clone()}</caption>
                        <thead inner_html=move || control.draw(head_html)></thead>
                        <tbody inner_html=move || control.draw(first_rows_html)></tbody>
                        <tbody inner_html=move || control.draw_below(more_rows_html)></tbody>
                    </table>
                </div>
                <nav class="pager" aria-label=pages inner_html=move || control.draw_later(pager_html)></nav>
            </div>
        }
    })
}
