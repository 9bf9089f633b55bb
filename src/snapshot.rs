//! One moment of the site: content, tables and search index, built together
//! and never changed after. The server holds one and swaps it whole.

pub mod asked;
pub mod compared;
mod documents;
pub mod listing;

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::catalog::cost::Usage;
use crate::catalog::quantity::Date;
use crate::catalog::table::{Scope, Table, View};
use crate::content::diagnostic::Diagnostic;
use crate::content::{Site, load};
use crate::locale::Locale;
use crate::search::{Index, IndexError};
use crate::wire::{encode, version};
pub use documents::{documents, synonyms};

/// Tables asked for by scope are kept, up to so many; a page has a few, an
/// inventive client could ask for any number.
const MOST_TABLES: usize = 256;

/// Everything a request reads.
pub struct Snapshot {
    /// Pages and catalogue.
    pub site: Site,
    /// Search over both.
    pub index: Index,
    /// The day it shows prices of.
    pub today: Date,
    tables: Mutex<HashMap<(View, Scope, Locale), Arc<LaidOut>>>,
}

/// A table, ready for a page and for the wire.
pub struct LaidOut {
    /// The rows.
    pub table: Arc<Table>,
    /// The rows as they travel to the browser.
    pub wire: String,
    /// A name for what the rows say, for addresses that may be kept for good.
    pub version: String,
}

impl Snapshot {
    /// Reads a content folder and indexes it. Faults are returned beside it.
    ///
    /// # Errors
    ///
    /// When the index cannot be built, which content does not cause.
    pub fn build(folder: &Path, today: Date) -> Result<(Self, Vec<Diagnostic>), IndexError> {
        let (site, faults) = load(folder, today);
        let index = Index::build(documents(&site, today), &synonyms(&site))?;
        Ok((Self { site, index, today, tables: Mutex::default() }, faults))
    }

    /// Reads the folder again. The index shares whatever did not change with this one.
    ///
    /// # Errors
    ///
    /// When the index cannot be built, which content does not cause.
    pub fn rebuilt(&self, folder: &Path, today: Date) -> Result<(Self, Vec<Diagnostic>), IndexError> {
        let (site, faults) = load(folder, today);
        let index = self.index.updated(documents(&site, today), &synonyms(&site))?;
        Ok((Self { site, index, today, tables: Mutex::default() }, faults))
    }

    /// A table of the catalogue, laid out once for each part and language.
    pub fn table(&self, view: View, scope: &Scope, locale: Locale) -> Arc<LaidOut> {
        let key = (view, scope.clone(), locale);
        let mut tables = self.tables.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(table) = tables.get(&key) {
            return table.clone();
        }
        let table = Table::new(&self.site.catalog, view, scope, locale, self.today);
        let wire = encode(&table);
        let table = Arc::new(LaidOut { version: version(&wire), wire, table: Arc::new(table) });
        // Usages are as many as readers' numbers.
        let is_common = !matches!(view, View::Cost(usage) if usage != Usage::USUAL);
        if tables.len() < MOST_TABLES && is_common {
            tables.insert(key, table.clone());
        }
        table
    }
}
