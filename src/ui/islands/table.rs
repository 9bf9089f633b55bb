//! The table: filter bar, head, rows, pager and sources.
//!
//! Everything is a link or a form that works as it is. In the browser the
//! island takes clicks and typing over, chooses rows with the domain's code
//! and puts the same address into the history.

mod bar;
mod body;
mod control;

use leptos::prelude::*;

use crate::ui::islands::seed;
use crate::ui::islands::table::bar::FilterBar;
use crate::ui::islands::table::body::{Pager, Rows, Sources, Summary};
use crate::ui::islands::table::control::Control;

/// A table of the catalogue. Its seed says which; without one it draws
/// nothing.
#[island]
pub fn CatalogTable() -> impl IntoView {
    seed::table().map(|seed| view! { <Content control=Control::new(seed) /> }.into_any())
}

#[component]
fn Content(control: Control) -> impl IntoView {
    view! {
        <div class="catalog">
            <FilterBar control />
            <Summary control />
            <Rows control />
            <Pager control />
            <Sources control />
        </div>
    }
}
