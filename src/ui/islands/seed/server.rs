//! The server's side: the page puts the seed into Leptos' context.

use leptos::prelude::*;

use crate::ui::islands::seed::TableSeed;

/// The seed of the table that is being drawn, if one is.
pub fn table() -> Option<TableSeed> {
    use_context()
}

/// Nothing to remember: the address is the request's.
pub const fn remember(_address: &str, _replace: bool) {}
