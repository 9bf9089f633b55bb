//! One moment of the site: content, tables and search index, built together
//! and never changed after. The server holds one and swaps it whole.

use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

use crate::catalog::cost::Usage;
use crate::catalog::quantity::Date;
use crate::catalog::table::{Scope, Table, View};
use crate::content::diagnostic::Diagnostic;
use crate::content::{Site, load};
use crate::locale::Locale;
use crate::page::Page;
use crate::route::Route;
use crate::search::{Document, Index, IndexError, Kind};
use crate::wire::{encode, version};

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
        let index = Index::build(documents(&site), &[])?;
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

/// What search finds: sections of pages, and models.
fn documents(site: &Site) -> Vec<Document> {
    let mut documents: Vec<Document> = site.pages.iter().flat_map(|page| sections(site, page)).collect();
    let catalog = &site.catalog;
    for locale in Locale::ALL {
        for model in &catalog.models {
            let url = Route::model(locale, model.id.as_str()).path();
            let vendor = catalog.vendor_of(model).map(|vendor| vendor.name.clone());
            let vendor = vendor.unwrap_or_default();
            let mut aliases = model.aliases.clone();
            aliases.extend([model.id.0.clone(), model.name.get(locale.other()).to_owned()]);
            documents.push(Document {
                kind: Kind::Model,
                locale: Some(locale),
                page: url.clone(),
                url,
                title: model.name.get(locale).to_owned(),
                heading: String::new(),
                body: summary(model, vendor.get(locale)),
                code: String::new(),
                aliases,
            });
        }
    }
    documents
}

/// The sections of a page; the page's other-language title finds it too.
fn sections(site: &Site, page: &Page) -> Vec<Document> {
    let path = Route::page(page.locale, &page.slug).path();
    let other = site.page(page.locale.other(), &page.slug).map(|page| page.title.clone());
    let aliases: Vec<String> = other.into_iter().collect();
    let section = |(place, section): (usize, &crate::page::Section)| {
        let hash = if section.anchor.is_empty() { "" } else { "#" };
        let lead = (place == 0).then(|| page.description.clone()).flatten();
        Document {
            kind: Kind::Page,
            locale: Some(page.locale),
            url: format!("{path}{hash}{}", section.anchor),
            page: path.clone(),
            title: page.title.clone(),
            heading: section.heading.clone(),
            body: [lead.unwrap_or_default(), section.text.clone()].join("\n").trim().to_owned(),
            code: section.code.clone(),
            aliases: if place == 0 { aliases.clone() } else { Vec::new() },
        }
    };
    page.sections.iter().enumerate().map(section).collect()
}

/// A model in a line, for a search result.
fn summary(model: &crate::catalog::model::Model, vendor: &str) -> String {
    use crate::catalog::quantity::{params, tokens};
    let facts = &model.facts;
    let parts = [
        Some(vendor.to_owned()),
        facts.released.as_ref().map(|date| date.value().to_string()),
        // Bare numbers: a word such as "context" here would make every model a
        // result for it.
        facts.context_window.as_ref().map(|n| tokens(*n.value())),
        facts.total_params.as_ref().map(|n| params(*n.value())),
        facts.hf_id.as_ref().map(|id| id.value().clone()),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
