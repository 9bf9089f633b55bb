//! Reading the catalogue's files, and checking that their names meet.

use std::collections::HashMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::convert::Reader;
use super::mentions::Mentions;
use super::names::Texts;
use super::reference::{gpus, rate};
use super::scenarios::ScenarioFile;
use super::vocabulary::{BenchmarkFile, VendorFile};
use super::{Model, SeriesFile};
use crate::catalog::Catalog;
use crate::catalog::model::{Series, SeriesId, VendorId};
use crate::catalog::price::{Currency, Decimal};
use crate::catalog::quantity::Date;
use crate::catalog::source::SourceId;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity, nearest};
use crate::content::file::text_of;

/// Reads `vocabulary/` and `catalog/` of a content folder. A folder without
/// them has an empty catalogue, and no fault.
pub fn load(content: &Path, today: Date, faults: &mut Vec<Diagnostic>) -> Catalog {
    let vocabulary = content.join("vocabulary");
    let (vendor_file, vendors_text) = read::<VendorFile>(&vocabulary.join("vendors.toml"), faults);
    let (vendors, providers) = vendor_file.done();
    let (benchmark_file, benchmarks_text) =
        read::<BenchmarkFile>(&vocabulary.join("benchmarks.toml"), faults);
    let benchmarks = benchmark_file.done();
    let scenarios_file = vocabulary.join("scenarios.toml");
    let (scenario_file, scenarios_text) = read::<ScenarioFile>(&scenarios_file, faults);
    let read = scenario_file.done();
    let scenarios = read.scenarios;
    let rate = rate(&vocabulary.join("rates.toml"), today, faults);
    let gpus = gpus(&vocabulary.join("gpus.toml"), today, faults);
    let mut catalog = Catalog { vendors, providers, benchmarks, scenarios, gpus, rate, ..Catalog::default() };
    let mut taken = HashMap::new();
    for file in toml_files(&content.join("catalog"), faults) {
        series(&file, today, &mut catalog, &mut taken, faults);
    }
    let texts = Texts {
        folder: vocabulary,
        vendors: vendors_text,
        benchmarks: benchmarks_text,
        complete: faults.iter().all(|fault| fault.severity < Severity::Fatal),
    };
    let mentions = Mentions { file: &scenarios_file, text: &scenarios_text, today, complete: texts.complete };
    mentions.check(&read.mentions, &read.problems, &catalog, faults);
    texts.check(&catalog, faults);
    catalog
}

/// The TOML files of a folder, by name; none of a folder that is not there.
pub(in crate::content) fn toml_files(folder: &Path, faults: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => Some(entries),
        Err(error) if error.kind() == ErrorKind::NotFound => None,
        Err(error) => {
            let message = format!("cannot be read: {error}");
            let fault = Diagnostic::new(Severity::Fatal, Code::Unreadable, folder, message);
            faults.push(fault.hint("make the folder readable"));
            None
        }
    };
    let entries = entries.into_iter().flatten().flatten().map(|entry| entry.path());
    let mut files: Vec<PathBuf> =
        entries.filter(|path| path.extension().is_some_and(|e| e == "toml")).collect();
    files.sort();
    files
}

/// Reads one TOML file and its text; a missing one is empty.
pub(in crate::content) fn read<T: DeserializeOwned + Default>(
    file: &Path,
    faults: &mut Vec<Diagnostic>,
) -> (T, String) {
    let text = match text_of(file) {
        Ok(Some(text)) => text,
        Ok(None) => return Default::default(),
        Err(fault) => {
            faults.push(fault);
            return Default::default();
        }
    };
    match toml::from_str(&text) {
        Ok(value) => (value, text),
        Err(error) => {
            faults.push(broken(file, &text, &error));
            Default::default()
        }
    }
}

fn broken(file: &Path, text: &str, error: &toml::de::Error) -> Diagnostic {
    let position = Position::of(text, error.span().map_or(0, |span| span.start));
    let message = error.message().replace('\n', " ");
    let unknown = message.split_once("unknown field `").and_then(|(_, rest)| rest.split_once('`'));
    let (code, hint) = if let Some((field, rest)) = unknown {
        let near = nearest(field, rest.split('`').skip(1).step_by(2));
        let hint = near.map_or_else(|| "remove the key".to_owned(), |near| format!("did you mean `{near}`?"));
        (Code::UnknownKey, hint)
    } else if message.contains("missing field `source`") {
        (Code::MissingSource, "say where it was read: add `source = \"…\"`".to_owned())
    } else {
        (Code::Toml, "compare with another file of the folder; README describes the keys".to_owned())
    };
    Diagnostic::new(Severity::Fatal, code, file, message).at(position).hint(hint)
}

/// A series file that could not be read has no series; `Option` says so.
#[derive(serde::Deserialize, Default)]
#[serde(transparent)]
struct Maybe(Option<SeriesFile>);

/// Reads one series into the catalogue. `taken` holds where ids were used.
fn series(
    file: &Path,
    today: Date,
    catalog: &mut Catalog,
    taken: &mut HashMap<String, PathBuf>,
    faults: &mut Vec<Diagnostic>,
) {
    let (Maybe(Some(read)), text) = read::<Maybe>(file, faults) else {
        return;
    };
    let mut reader = Reader { file, text: &text, today, sources: HashMap::new(), faults };
    for (name, source) in &read.sources {
        if let Some(done) = reader.done_source(source.get_ref()) {
            let id = SourceId(u32::try_from(catalog.sources.len()).unwrap_or(u32::MAX));
            catalog.sources.push(done);
            reader.sources.insert(name.clone(), id);
        }
    }
    check_neighbours(&mut reader, &read.models);
    let mut claim = |reader: &mut Reader<'_>, id: &toml::Spanned<String>, kind: &str| {
        let shape = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "-.".contains(c);
        if id.get_ref().is_empty() || !id.get_ref().chars().all(shape) {
            let message = format!("`{}` is no {kind} id", id.get_ref());
            reader.fault(Code::BadValue, id.span(), message, "use a-z, 0-9, - and .");
        }
        if let Some(other) = taken.insert(format!("{kind} {}", id.get_ref()), file.to_owned()) {
            let other = other.file_name().unwrap_or_default().display();
            let message = format!("{kind} `{}` is already in {other}", id.get_ref());
            reader.fault(Code::DuplicateId, id.span(), message, "rename or remove one of the two");
        }
    };
    let id = SeriesId(read.series.id.get_ref().clone());
    claim(&mut reader, &read.series.id, "series");
    known(&mut reader, &read.series.vendor, "vendor", catalog.vendors.iter().map(|v| v.id.as_str()));
    for model in read.models {
        claim(&mut reader, &model.id, "model");
        check_names(&mut reader, &model, catalog);
        let done = reader.model(model, &id);
        catalog.models.push(done);
    }
    catalog.series.push(Series {
        id,
        name: read.series.name.into(),
        vendor: VendorId(read.series.vendor.into_inner()),
        page: read.series.page,
    });
}

/// Prices this many times the middle of their series, or this fraction of it,
/// are in another unit: per token instead of per million, cents for dollars.
const UNIT_ERROR: i64 = 1_000;

/// Reports prices that lie absurdly far from those of the same series in the
/// same currency.
fn check_neighbours(reader: &mut Reader<'_>, models: &[Model]) {
    for currency in [Currency::Usd, Currency::Cny] {
        let own = models.iter().flat_map(|model| &model.prices).map(toml::Spanned::get_ref);
        let own = own.filter(|price| Currency::from_code(price.currency.get_ref()) == Some(currency));
        let mut outputs: Vec<(i64, &toml::Spanned<String>)> = own
            .filter_map(|price| Some((price.output.get_ref().parse::<Decimal>().ok()?.0, &price.output)))
            .filter(|(amount, _)| *amount > 0)
            .collect();
        outputs.sort_by_key(|(amount, _)| *amount);
        let Some((middle, _)) = outputs.get(outputs.len() / 2).copied() else { continue };
        for (amount, text) in outputs {
            if amount / UNIT_ERROR >= middle || middle / UNIT_ERROR >= amount {
                let message = format!(
                    "{} is far from the {} that is usual in this series",
                    Decimal(amount),
                    Decimal(middle)
                );
                let hint = "prices are per 1,000,000 tokens, in whole dollars or yuan: check the unit";
                reader.fault(Code::ImpossibleNumber, text.span(), message, hint);
            }
        }
    }
}

/// Reports vendors, providers and benchmarks that the vocabulary lacks.
fn check_names(reader: &mut Reader<'_>, model: &Model, catalog: &Catalog) {
    if let Some(vendor) = &model.vendor {
        known(reader, vendor, "vendor", catalog.vendors.iter().map(|v| v.id.as_str()));
    }
    for price in &model.prices {
        let ids = catalog.providers.iter().map(|p| p.id.as_str());
        known(reader, &price.get_ref().provider, "provider", ids);
    }
    for score in &model.benchmarks {
        let ids = catalog.benchmarks.iter().map(|b| b.id.as_str());
        known(reader, &score.get_ref().benchmark, "benchmark", ids);
    }
}

fn known<'a>(
    reader: &mut Reader<'_>,
    id: &toml::Spanned<String>,
    kind: &str,
    mut ids: impl Iterator<Item = &'a str> + Clone,
) {
    let all = ids.clone();
    if !ids.any(|known| known == id.get_ref()) {
        let near = nearest(id.get_ref(), all);
        let hint = near.map_or_else(
            || format!("add the {kind} to the vocabulary folder"),
            |near| format!("did you mean `{near}`?"),
        );
        reader.fault(
            Code::UnknownId,
            id.span(),
            format!("{kind} `{}` is not in the vocabulary", id.get_ref()),
            hint,
        );
    }
}
