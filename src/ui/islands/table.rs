//! The table: filter bar, head, rows and pager.
//!
//! Everything is a link or a form that works as it is. In the browser the
//! island takes clicks and typing over, chooses rows with the domain's code
//! and puts the same address into the history.

mod bar;
mod body;
mod control;
mod rows;

use leptos::prelude::*;

use crate::ui::islands::seed;
use crate::ui::islands::table::bar::FilterBar;
use crate::ui::islands::table::body::{Pager, Rows, Summary};
use crate::ui::islands::table::control::Control;

/// A table of the catalogue. Its seed says which; without one it draws
/// nothing.
#[island]
pub fn CatalogTable() -> impl IntoView {
    seed::table().map(|seed| {
        let control = Control::new(seed);
        view! {
            <div class="catalog" on:click=move |event| control.follow(&event)>
                <FilterBar control />
                <Summary control />
                <Rows control />
                <Pager control />
            </div>
        }
    })
}
