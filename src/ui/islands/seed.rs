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
pub use browser::{current_query, enter, hydrate, remember, rows_in_view, table};
#[cfg(not(feature = "hydrate"))]
pub use server::{current_query, remember, rows_in_view, table};

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
    /// What a model's id is put behind to make its page's path.
    pub models: String,
    /// The path of the comparison.
    pub compare: String,
}

impl TableSeed {
    /// What the reader has chosen, as the address says.
    pub fn state(&self) -> (TableState, Vec<Problem>) {
        TableState::read(&self.query, &self.prefix, &self.table)
    }

    /// An id of the page that no other table of it has.
    pub fn id(&self, part: &str) -> String {
        [&self.prefix.replace('.', "-"), "t-", part].concat()
    }

    /// The name of a parameter in the page's address.
    pub fn name(&self, key: &str) -> String {
        [&self.prefix, key].concat()
    }

    /// Where what is shown can be had as a file: all its pages, the columns
    /// and units as they are.
    pub fn export(&self, state: &TableState, ending: &str) -> String {
        let (path, query) = self.source.split_once('?').unwrap_or((&self.source, ""));
        let mut query = Query::parse(query);
        query.set("v", "");
        let all = TableState { page: 0, ..state.clone() };
        let query = all.write(&query, "", &self.table).print();
        [path.trim_end_matches("tsv"), ending, &query].concat()
    }

    /// The address of another state of the table.
    pub fn address(&self, state: &TableState) -> String {
        [&*self.path, &state.write(&self.query, &self.prefix, &self.table).print()].concat()
    }
}
