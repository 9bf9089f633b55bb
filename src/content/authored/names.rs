//! Names across the vocabulary: none twice, none that leads nowhere.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::catalog::Catalog;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity, nearest};

/// The files and what they say, to name places in them.
pub(super) struct Texts {
    pub(super) folder: PathBuf,
    pub(super) vendors: String,
    pub(super) benchmarks: String,
    /// Whether every file could be read. One that could not takes its names
    /// with it; then only a name that looks misspelt is worth a word.
    pub(super) complete: bool,
}

impl Texts {
    /// Reports names used twice, and names of things that do not exist.
    pub(super) fn check(&self, catalog: &Catalog, faults: &mut Vec<Diagnostic>) {
        let vendors: Vec<&str> = catalog.vendors.iter().map(|vendor| vendor.id.as_str()).collect();
        let providers: Vec<&str> = catalog.providers.iter().map(|provider| provider.id.as_str()).collect();
        let benchmarks: Vec<&str> =
            catalog.benchmarks.iter().map(|benchmark| benchmark.id.as_str()).collect();
        let files = [
            File { path: self.folder.join("vendors.toml"), text: &self.vendors, complete: self.complete },
            File {
                path: self.folder.join("benchmarks.toml"),
                text: &self.benchmarks,
                complete: self.complete,
            },
        ];
        let [vendor_file, benchmark_file] = &files;
        vendor_file.twice("vendor", &vendors, faults);
        vendor_file.twice("provider", &providers, faults);
        benchmark_file.twice("benchmark", &benchmarks, faults);
        for vendor in catalog.providers.iter().filter_map(|provider| provider.vendor.as_ref()) {
            vendor_file.known("vendor", vendor.as_str(), &vendors, faults);
        }
    }
}

struct File<'a> {
    path: PathBuf,
    text: &'a str,
    complete: bool,
}

impl File<'_> {
    /// The last place where a name stands in quotes.
    fn place(&self, name: &str) -> Option<Position> {
        self.text.rfind(&format!("\"{name}\"")).map(|byte| Position::of(self.text, byte))
    }

    fn report(&self, code: Code, name: &str, message: String, hint: String, faults: &mut Vec<Diagnostic>) {
        let fault = Diagnostic::new(Severity::Error, code, &self.path, message).hint(hint);
        faults.push(match self.place(name) {
            Some(place) => fault.at(place),
            None => fault,
        });
    }

    fn twice(&self, kind: &str, ids: &[&str], faults: &mut Vec<Diagnostic>) {
        let mut seen = HashSet::new();
        for id in ids.iter().filter(|id| !seen.insert(**id)) {
            let message = format!("{kind} `{id}` is listed twice");
            self.report(Code::DuplicateId, id, message, "remove or rename one of the two".to_owned(), faults);
        }
    }

    fn known(&self, kind: &str, id: &str, ids: &[&str], faults: &mut Vec<Diagnostic>) {
        if !ids.contains(&id) {
            let near = nearest(id, ids.iter().copied());
            if near.is_none() && !self.complete {
                return;
            }
            let hint = near.map_or_else(
                || format!("add the {kind}, or remove the name"),
                |near| format!("did you mean `{near}`?"),
            );
            self.report(Code::UnknownId, id, format!("{kind} `{id}` is not in the catalogue"), hint, faults);
        }
    }
}

/// Reports a series whose page does not exist.
pub(in crate::content) fn check_pages(
    folder: &Path,
    catalog: &Catalog,
    has_page: impl Fn(&str) -> bool,
    faults: &mut Vec<Diagnostic>,
) {
    for series in &catalog.series {
        let Some(page) = series.page.as_ref().filter(|page| !has_page(page)) else { continue };
        // A series says which page is about it; its file is found by what it says.
        let mut files = super::load::toml_files(&folder.join("catalog"), &mut Vec::new()).into_iter();
        let said = |text: &String| {
            text.contains(&format!("\"{page}\"")) && text.contains(&format!("\"{}\"", series.id))
        };
        let found = files.find_map(|path| Some((std::fs::read_to_string(&path).ok().filter(said)?, path)));
        if let Some((text, path)) = found {
            let file = File { path, text: &text, complete: true };
            let hint = "name a file of pages/zh or pages/en, without language and ending".to_owned();
            file.report(Code::UnknownPage, page, format!("there is no page `{page}`"), hint, faults);
        }
    }
}
