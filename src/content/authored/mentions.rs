//! Names in the scenarios, held against the whole catalogue: each with its
//! exact place, and what was probably meant.

use std::collections::HashSet;
use std::path::Path;

use super::scenarios::{Meant, Mention, Problem};
use crate::catalog::Catalog;
use crate::catalog::measure::Measure;
use crate::catalog::model::ModelId;
use crate::catalog::quantity::Date;
use crate::catalog::sort::Sort;
use crate::catalog::table::{Scope, Table, View};
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity, nearest};
use crate::locale::Locale;

/// The file of the scenarios.
pub(super) struct Mentions<'a> {
    pub(super) file: &'a Path,
    pub(super) text: &'a str,
    pub(super) today: Date,
    /// Whether every file could be read. One that could not takes its names
    /// with it; then only a name that looks misspelt is worth a word.
    pub(super) complete: bool,
}

/// A code, a message and a remedy.
type Fault = (Code, String, String);

impl Mentions<'_> {
    /// Reports values that cannot be read, and names that lead nowhere.
    pub(super) fn check(
        &self,
        mentions: &[Mention],
        problems: &[Problem],
        catalog: &Catalog,
        faults: &mut Vec<Diagnostic>,
    ) {
        let report = |start: usize, (code, message, hint): Fault| {
            let place = Position::of(self.text, start);
            Diagnostic::new(Severity::Error, code, self.file, message).at(place).hint(hint)
        };
        for problem in problems {
            let hint = "correct the value, or leave the key out".to_owned();
            faults.push(report(problem.span.start, (Code::BadValue, problem.message.clone(), hint)));
        }
        let columns = columns(catalog, self.today);
        let mut scenarios = HashSet::new();
        for mention in mentions {
            let name = mention.name.as_str();
            let fault = match &mention.meant {
                Meant::Scenario => (!scenarios.insert(name)).then(|| {
                    let message = format!("scenario `{name}` is listed twice");
                    (Code::DuplicateId, message, "remove or rename one of the two".to_owned())
                }),
                Meant::Model => self.known("model", name, catalog.models.iter().map(|m| m.id.as_str())),
                Meant::Benchmark => {
                    self.known("benchmark", name, catalog.benchmarks.iter().map(|b| b.id.as_str()))
                }
                // Without a model there is no table to be ordered.
                Meant::Column if columns.is_empty() => None,
                Meant::Column => {
                    self.known("column", &Sort::parse(name).column, columns.iter().map(String::as_str))
                }
                Meant::Measure(model) => self.measure(name, model, catalog),
            };
            faults.extend(fault.map(|fault| report(mention.span.start, fault)));
        }
    }

    fn known<'a>(
        &self,
        kind: &str,
        name: &str,
        names: impl Iterator<Item = &'a str> + Clone,
    ) -> Option<Fault> {
        if names.clone().any(|known| known == name) {
            return None;
        }
        let near = nearest(name, names);
        if near.is_none() && !self.complete {
            return None;
        }
        let hint = near.map_or_else(
            || format!("add the {kind}, or remove the name"),
            |near| format!("did you mean `{near}`?"),
        );
        Some((Code::UnknownId, format!("{kind} `{name}` is not in the catalogue"), hint))
    }

    /// What is wrong with a number that a recommendation shows.
    fn measure(&self, name: &str, model: &ModelId, catalog: &Catalog) -> Option<Fault> {
        let known = Measure::parse(name);
        if let Some(Measure::Score(benchmark)) = &known {
            let ids = catalog.benchmarks.iter().map(|b| b.id.as_str());
            if let Some(fault) = self.known("benchmark", benchmark.as_str(), ids) {
                return Some(fault);
            }
        }
        let Some(measure) = known else {
            let names: Vec<String> = Measure::names(catalog).collect();
            let near = nearest(name, names.iter().map(String::as_str));
            let hint = near.map_or_else(
                || "name a fact, input_price, output_price, cache_read_price or score:<benchmark>".to_owned(),
                |near| format!("did you mean `{near}`?"),
            );
            return Some((Code::UnknownKey, format!("`{name}` is nothing that can be shown"), hint));
        };
        // An unknown model has been told already.
        let model = catalog.model(model)?;
        if measure.read(catalog, model, self.today).is_some() {
            return None;
        }
        let message = format!("model `{}` has no `{measure}` today", model.id);
        let hint = "show another number, or add this one to the model with its source";
        Some((Code::MissingValue, message, hint.to_owned()))
    }
}

/// The columns of the table of models. They do not depend on the models, so
/// one is enough to lay it out.
fn columns(catalog: &Catalog, today: Date) -> Vec<String> {
    let models: Vec<ModelId> = catalog.models.iter().take(1).map(|model| model.id.clone()).collect();
    if models.is_empty() {
        return Vec::new();
    }
    let scope = Scope { models, ..Scope::default() };
    let table = Table::new(catalog, View::Specs, &scope, Locale::En, today);
    table.columns.into_iter().map(|column| column.key).collect()
}
