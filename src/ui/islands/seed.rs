//! What an island starts from: on the server from the page that holds it, in
//! the browser from the island's own element and one cached request.
//!
//! Islands take no properties: Leptos would serialise them as JSON, and its
//! parser would be a fifth of the wasm. `boot.js` fetches the table and hands
//! it over before it hydrates the island, so both sides draw from the same
//! rows and the same structure.

#[cfg(feature = "hydrate")]
mod browser;
#[cfg(not(feature = "hydrate"))]
mod server;

#[cfg(feature = "hydrate")]
pub use browser::{current_query, enter, hydrate, remember, table};
#[cfg(not(feature = "hydrate"))]
pub use server::{current_query, remember, table};

use std::sync::Arc;

use crate::catalog::state::{Problem, TableState};
use crate::catalog::table::Table;
use crate::locale::Locale;
use crate::query::Query;

/// What a table island starts from.
#[derive(Clone, Debug)]
pub struct TableSeed {
    /// The reader's language.
    pub locale: Locale,
    /// The rows.
    pub table: Arc<Table>,
    /// What tells the tables of a page apart: heads its parameters and ids.
    pub prefix: String,
    /// How many rows a page of the table has.
    pub page_size: usize,
    /// The path of the page it stands on.
    pub path: String,
    /// The query of the page, other parameters than the table's included.
    pub query: Query,
    /// What the table is called.
    pub caption: String,
    /// Where the browser fetches the rows.
    pub source: String,
}

impl TableSeed {
    /// What the reader has chosen, as the address says.
    pub fn state(&self) -> (TableState, Vec<Problem>) {
        TableState::read(&self.query, &self.prefix, &self.table)
    }

    /// The id of a source's line under the table.
    pub fn source_id(&self, place: usize) -> String {
        [&self.prefix.replace('.', "-"), "source-", &(place + 1).to_string()].concat()
    }

    /// The address of another state of the table.
    pub fn address(&self, state: &TableState) -> String {
        let query = state.write(&self.query, &self.prefix).print();
        if query.is_empty() { self.path.clone() } else { format!("{}{query}", self.path) }
    }
}
