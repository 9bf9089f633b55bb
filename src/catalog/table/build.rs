//! What all three tables share: choosing models, numbering sources, facets.

use std::collections::BTreeMap;

use crate::catalog::Catalog;
use crate::catalog::filter::fold;
use crate::catalog::model::{Model, SeriesId};
use crate::catalog::quantity::Date;
use crate::catalog::source::{SourceId, Sourced, Tier};
use crate::catalog::table::{Cell, Choice, Column, Row, Scope, SourceLine, Table};
use crate::locale::Locale;

/// A table in the making.
pub(super) struct Builder<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) locale: Locale,
    pub(super) today: Date,
    models: Vec<&'a Model>,
    sources: BTreeMap<SourceId, usize>,
    series: Vec<&'a SeriesId>,
    table: Table,
}

impl<'a> Builder<'a> {
    pub(super) fn new(catalog: &'a Catalog, scope: &Scope, locale: Locale, today: Date) -> Self {
        let mut models: Vec<&Model> = if scope.models.is_empty() {
            let wanted = |m: &&Model| scope.series.is_empty() || scope.series.contains(&m.series);
            catalog.models.iter().filter(wanted).collect()
        } else {
            scope.models.iter().filter_map(|id| catalog.model(id)).collect()
        };
        if scope.models.is_empty() {
            let released = |m: &Model| m.facts.released.as_ref().map(|fact| *fact.value());
            models.sort_by_key(|model| std::cmp::Reverse(released(model)));
        }
        let scenarios = catalog
            .scenarios
            .iter()
            .map(|scenario| Choice { id: scenario.id.0.clone(), name: scenario.name.get(locale).to_owned() });
        let table = Table { scenarios: scenarios.collect(), ..Table::default() };
        Self { catalog, locale, today, models, sources: BTreeMap::new(), series: Vec::new(), table }
    }

    /// The models in scope, newest first, or in the order they were asked for.
    pub(super) fn models(&self) -> Vec<&'a Model> {
        self.models.clone()
    }

    pub(super) fn text_column(&mut self, key: &str, zh: &str, en: &str) {
        self.column(key, self.locale.pick(zh, en), "", false);
    }

    pub(super) fn number_column(&mut self, key: &str, label: (&str, &str), unit: &str) {
        self.column(key, self.locale.pick(label.0, label.1), unit, true);
    }

    fn column(&mut self, key: &str, label: &str, unit: &str, numeric: bool) {
        let (key, label, unit) = (key.to_owned(), label.to_owned(), unit.to_owned());
        self.table.columns.push(Column { key, label, unit, numeric });
    }

    /// Adds a row about a model; `more` is further text it is found by.
    pub(super) fn row(&mut self, model: &'a Model, more: &str, cells: Vec<Cell>) {
        let series = self.series.iter().position(|id| **id == model.series).unwrap_or_else(|| {
            self.series.push(&model.series);
            self.series.len() - 1
        });
        let mut scenarios = 0;
        for (bit, scenario) in self.catalog.scenarios.iter().enumerate().take(32) {
            scenarios |= u32::from(scenario.fits(model, self.today)) << bit;
        }
        let vendor = self.catalog.vendor_of(model).map(|v| format!("{} {}", v.name.zh, v.name.en));
        let names = [&model.name.zh, &model.name.en, &model.id.0, &vendor.unwrap_or_default()];
        let mut haystack = names.map(|name| fold(name)).join(" ");
        for alias in model.aliases.iter().map(String::as_str).chain([more]) {
            haystack.push(' ');
            haystack.push_str(&fold(alias));
        }
        let open = model.facts.open_weights.as_ref().map(|fact| *fact.value());
        self.table.rows.push(Row { model: model.id.0.clone(), series, scenarios, open, haystack, cells });
    }

    /// The cell that names the row.
    pub(super) fn name(&self, model: &Model) -> Cell {
        plain(model.name.get(self.locale))
    }

    /// A cell of a sourced value: its text, and the number it sorts by.
    pub(super) fn fact<T: PartialEq>(
        &mut self,
        fact: Option<&Sourced<T>>,
        text: impl Fn(&T) -> String,
        key: impl Fn(&T) -> Option<i64>,
    ) -> Cell {
        let Some(fact) = fact else {
            return Cell::default();
        };
        let shown = text(fact.value());
        let mut others: Vec<String> = Vec::new();
        for claim in &fact.others {
            let other = text(&claim.value);
            let title = self.catalog.source(claim.source).map_or("", |source| &source.title);
            let line = format!("{other} ({title})");
            if claim.value != fact.claim.value && other != shown && !others.contains(&line) {
                others.push(line);
            }
        }
        let source = Some(self.cite(fact.claim.source));
        Cell { text: shown, key: key(fact.value()), source, others: others.join("; "), note: String::new() }
    }

    /// The place of a source under this table.
    pub(super) fn cite(&mut self, id: SourceId) -> usize {
        let next = self.sources.len();
        let place = *self.sources.entry(id).or_insert(next);
        if place == next
            && let Some(source) = self.catalog.source(id)
        {
            let tier = match source.tier {
                Tier::Vendor => self.locale.pick("厂商", "vendor"),
                Tier::Community => self.locale.pick("社区", "community"),
                Tier::Press => self.locale.pick("媒体", "press"),
            };
            self.table.sources.push(SourceLine {
                title: source.title.clone(),
                url: source.url.clone(),
                date: source.date.to_string(),
                tier: tier.to_owned(),
            });
        }
        place
    }

    pub(super) fn finish(mut self) -> Table {
        let name = |id: &SeriesId| self.catalog.series(id).map(|s| s.name.get(self.locale).to_owned());
        self.table.series = self
            .series
            .iter()
            .map(|id| Choice { id: id.0.clone(), name: name(id).unwrap_or_else(|| id.0.clone()) })
            .collect();
        self.table
    }
}

/// A cell of plain text.
pub(super) fn plain(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}
