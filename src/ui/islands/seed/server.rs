//! The server's side: the page puts the seed into Leptos' context.

use leptos::prelude::*;

use crate::query::Query;
use crate::ui::islands::seed::TableSeed;

/// The seed of the table that is being drawn, if one is.
pub fn table() -> Option<TableSeed> {
    use_context()
}

/// The address does not change while a page is drawn.
pub const fn current_query() -> Option<Query> {
    None
}

/// There is no window.
pub const fn rows_in_view(_table: &str) -> usize {
    0
}

/// Nothing to remember: the address is the request's.
pub const fn remember(_address: &str, _replace: bool) {}
