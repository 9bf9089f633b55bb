//! What `model-atlas check` reports beyond what cannot be read. Each file here
//! asks one kind of question; all answer with diagnostics.

mod address;
mod anchors;
mod copy;
mod documents;
pub(super) mod pages;
mod terms;
mod written;

use std::path::Path;

use crate::catalog::quantity::Date;
use crate::content::diagnostic::Diagnostic;
use crate::content::site::{self, Site};

/// Reads a content folder and reports everything that is wrong with it. Unlike
/// [`load`](super::load) it also reads the copy, which a server has no use for.
pub fn check(folder: &Path, today: Date) -> (Site, Vec<Diagnostic>) {
    let mut reading = site::read(folder, today);
    pages::check(folder, &mut reading);
    written::check(folder, &mut reading);
    let documents = documents::read(folder);
    for document in &documents {
        document.check(&mut reading.faults);
    }
    documents::stale_prices(&documents, &reading.site.catalog, today, &mut reading.faults);
    terms::check(&documents, &mut reading);
    reading.done()
}
