//! The texts in TOML files, whatever they belong to: addresses, Chinese, prose
//! that is not translated, prices that want to be read again.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::{address, copy, written};
use crate::catalog::Catalog;
use crate::catalog::price::STALE_AFTER_DAYS;
use crate::catalog::quantity::Date;
use crate::content::authored::toml_files;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity};
use crate::content::file::text_of;

/// Keys whose values are sentences, which a reader of the other language cannot
/// do without. Names may well be the same in both.
const PROSE: [&str; 5] = ["about", "matters", "note", "reason", "summary"];

/// A TOML file and every text in it.
pub(super) struct Document {
    pub(super) file: PathBuf,
    source: String,
    values: Vec<Value>,
}

/// A text, the key it stands under, and where.
struct Value {
    key: String,
    text: String,
    span: Range<usize>,
}

/// Reads all TOML files of a folder. What is no TOML has been reported.
pub(super) fn read(folder: &Path) -> Vec<Document> {
    let mut files = vec![folder.join("site.toml"), folder.join("glossary.toml")];
    files.extend(
        ["catalog", "vocabulary"].iter().flat_map(|name| toml_files(&folder.join(name), &mut Vec::new())),
    );
    let read = |file: PathBuf| {
        let source = text_of(&file).ok()??;
        let mut values = Vec::new();
        gather(DeTable::parse(&source).ok()?.get_ref(), &mut values);
        Some(Document { file, source, values })
    };
    files.into_iter().filter_map(read).collect()
}

fn gather(table: &DeTable<'_>, values: &mut Vec<Value>) {
    for (key, value) in table {
        gather_value(key.get_ref(), value, values);
    }
}

fn gather_value(key: &str, value: &Spanned<DeValue<'_>>, values: &mut Vec<Value>) {
    match value.get_ref() {
        DeValue::String(text) => {
            values.push(Value { key: key.to_owned(), text: text.to_string(), span: value.span() });
        }
        DeValue::Array(items) => items.iter().for_each(|item| gather_value(key, item, values)),
        DeValue::Table(table) => gather(table, values),
        _ => {}
    }
}

impl Document {
    /// Where a text with this key and value stands first.
    pub(super) fn place(&self, key: &str, text: &str) -> Option<Position> {
        let value = self.values.iter().find(|value| value.key == key && value.text == text)?;
        Some(Position::of(&self.source, value.span.start))
    }

    /// Reports what is wrong with its texts.
    pub(super) fn check(&self, faults: &mut Vec<Diagnostic>) {
        for value in &self.values {
            match value.key.as_str() {
                "url" | "edit" => faults.extend(self.address(value)),
                "value" if value.text.starts_with("http") => faults.extend(self.address(value)),
                "zh" => faults.extend(self.chinese(value)),
                key if PROSE.contains(&key) => {
                    let message = format!("`{key}` is the same text in both languages");
                    let hint = "write { zh = \"…\", en = \"…\" }";
                    let fault =
                        Diagnostic::new(Severity::Warning, Code::MissingTranslation, &self.file, message);
                    faults.push(fault.at(Position::of(&self.source, value.span.start)).hint(hint));
                }
                _ => {}
            }
        }
    }

    fn address(&self, value: &Value) -> Option<Diagnostic> {
        let problem = address::problem(&value.text)?;
        let fault = Diagnostic::new(problem.severity, problem.code, &self.file, problem.message);
        Some(fault.at(Position::of(&self.source, value.span.start)).hint(problem.hint))
    }

    fn chinese(&self, value: &Value) -> impl Iterator<Item = Diagnostic> {
        // Where the text is written as it is, between quotes, places in it are
        // places in the file.
        let source = &self.source[value.span.clone()];
        let inside = source.find(&value.text);
        copy::problems(&value.text).into_iter().map(move |problem| {
            let within = value.text.char_indices().nth(problem.at).map_or(value.text.len(), |(byte, _)| byte);
            let byte = value.span.start + inside.map_or(0, |start| start + within);
            written::report(&self.file, Position::of(&self.source, byte), &problem)
        })
    }
}

/// Reports, once for each series, prices that hold today but were read long
/// ago: a line for each of them would hide everything else.
pub(super) fn stale_prices(
    documents: &[Document],
    catalog: &Catalog,
    today: Date,
    faults: &mut Vec<Diagnostic>,
) {
    for series in &catalog.series {
        let models = catalog.models.iter().filter(|model| model.series == series.id);
        let prices = models.flat_map(|model| &model.prices);
        let stale: Vec<Date> = prices
            .filter(|price| price.is_stale(today) && price.holds_on(today))
            .map(|price| price.read)
            .collect();
        let Some(oldest) = stale.iter().min_by_key(|date| date.days_since_epoch()) else { continue };
        let own = documents.iter().find_map(|document| {
            // Only a series file has dates of reading.
            document.place("id", series.id.as_str())?;
            Some((document, document.place("read", &oldest.to_string())?))
        });
        if let Some((document, place)) = own {
            let message = format!(
                "{} of today's prices of `{}` not read for {STALE_AFTER_DAYS} days, one since {oldest}",
                stale.len(),
                series.id
            );
            let fault = Diagnostic::new(Severity::Warning, Code::StalePrice, &document.file, message);
            let hint = "read their sources again, then correct `read` and what has changed";
            faults.push(fault.at(place).hint(hint));
        }
    }
}
