//! What all tables share: choosing models, columns, facets, marks.

use crate::catalog::Catalog;
use crate::catalog::filter::fold;
use crate::catalog::model::{Modality, Model, Status, Structure};
use crate::catalog::price::{Money, Price};
use crate::catalog::quantity::Date;
use crate::catalog::source::Sourced;
use crate::catalog::table::{Cell, Choice, Column, Facet, Kind, Marks, Row, Scope, Table};
use crate::locale::Locale;

/// A table in the making.
pub(super) struct Builder<'a> {
    pub(super) catalog: &'a Catalog,
    pub(super) locale: Locale,
    pub(super) today: Date,
    models: Vec<&'a Model>,
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
            models.sort_by_key(|model| std::cmp::Reverse(model.released()));
        }
        let table = Table { rate: catalog.rate.as_ref().map(|(rate, _)| *rate), ..Table::default() };
        Self { catalog, locale, today, models, table }
    }

    /// The models in scope, newest first, or in the order they were asked for.
    pub(super) fn models(&self) -> Vec<&'a Model> {
        self.models.clone()
    }

    /// Adds a column that is shown at first. `anchor` is where its values
    /// stand on a model's page.
    pub(super) fn column(&mut self, key: &str, label: (&str, &str), unit: &str, kind: Kind, anchor: &str) {
        let label = self.locale.pick(label.0, label.1).to_owned();
        let (key, unit, anchor) = (key.to_owned(), unit.to_owned(), anchor.to_owned());
        self.table.columns.push(Column { key, label, unit, kind, shown: true, anchor });
    }

    /// Adds a column that a reader must ask for.
    pub(super) fn more_column(
        &mut self,
        key: &str,
        label: (&str, &str),
        unit: &str,
        kind: Kind,
        anchor: &str,
    ) {
        self.column(key, label, unit, kind, anchor);
        if let Some(column) = self.table.columns.last_mut() {
            column.shown = false;
        }
    }

    /// Adds a row about a model; `more` is further text it is found by,
    /// `facets` gives choices as id and name: several where a facet has many.
    pub(super) fn row(
        &mut self,
        model: &'a Model,
        more: &str,
        anchor: String,
        facets: &[Given],
        cells: Vec<Cell>,
    ) {
        let places = facets.iter().enumerate().map(|(at, given)| self.choose(at, given)).collect();
        let row = Row {
            model: model.id.0.clone(),
            anchor,
            haystack: self.haystack(model, more),
            facets: places,
            cells,
        };
        self.table.rows.push(row);
    }

    /// The value of a row's facet; unseen choices are added.
    fn choose(&mut self, at: usize, given: &Given) -> u32 {
        if self.table.facets.len() <= at {
            let (key, label) =
                (given.key.to_owned(), self.locale.pick(given.label.0, given.label.1).to_owned());
            self.table.facets.push(Facet { key, label, many: given.many, choices: Vec::new() });
        }
        let facet = &mut self.table.facets[at];
        let mut value = 0;
        for choice in &given.choices {
            let place = facet.choices.iter().position(|known| known.id == choice.id).unwrap_or_else(|| {
                facet.choices.push(choice.clone());
                facet.choices.len() - 1
            });
            value = match facet.many {
                true => value | 1_u32.checked_shl(place as u32).unwrap_or_default(),
                false => place as u32 + 1,
            };
        }
        value
    }

    fn haystack(&self, model: &Model, more: &str) -> String {
        let vendor = self.catalog.vendor_of(model).map(|v| format!("{} {}", v.name.zh, v.name.en));
        let vendor = vendor.unwrap_or_default();
        let names = [&model.name.zh, &model.name.en, &model.id.0, &vendor].map(String::as_str);
        let mut haystack: Vec<String> = Vec::new();
        for name in names.into_iter().chain(model.aliases.iter().map(String::as_str)).chain([more]) {
            let folded = fold(name);
            // Most aliases spell a name that is there already.
            if !haystack.iter().any(|known| known.contains(&folded)) {
                haystack.push(folded);
            }
        }
        haystack.join(" ")
    }

    /// The cell that names the row.
    pub(super) fn name(&self, model: &Model) -> Cell {
        plain(model.name.get(self.locale))
    }

    /// A cell of a sourced value: its text or the number it is printed from.
    pub(super) fn fact<T: PartialEq>(&self, fact: Option<&Sourced<T>>, cell: impl Fn(&T) -> Cell) -> Cell {
        let Some(fact) = fact else {
            return Cell::default();
        };
        let shown = cell(fact.value());
        let differs = |other: &T| {
            let other = cell(other);
            (other.key, &other.text) != (shown.key, &shown.text)
        };
        let disputed = fact.others.iter().any(|claim| differs(&claim.value));
        Cell { marks: Marks::SOURCED.and_if(disputed, Marks::DISPUTED), ..shown }
    }

    /// A cell of money with its marks.
    pub(super) fn money(&self, price: &Price, money: Money, noted: bool) -> Cell {
        let marks =
            Marks::SOURCED.and_if(noted, Marks::NOTED).and_if(price.is_stale(self.today), Marks::STALE);
        Cell { key: Some(money.key()), marks, ..Cell::default() }
    }

    /// What every table can be filtered by. Scenarios come first: a reader
    /// comes with one.
    pub(super) fn model_facets(&self, model: &Model) -> Vec<Given> {
        let (locale, catalog) = (self.locale, self.catalog);
        let scenarios = catalog.scenarios.iter().take(32).filter(|scenario| scenario.fits(model, self.today));
        let named = |id: &str, name: &str| choice(id, name);
        let series =
            catalog.series(&model.series).map_or(model.series.as_str(), |series| series.name.get(locale));
        let vendor =
            catalog.vendor_of(model).map(|vendor| named(vendor.id.as_str(), vendor.name.get(locale)));
        let facts = &model.facts;
        let flag = |fact: &Option<Sourced<bool>>, words: [(&str, &str); 2]| {
            let value = fact.as_ref().map(|fact| usize::from(!*fact.value()));
            value.map(|at| named(["1", "0"][at], locale.pick(words[at].0, words[at].1))).into_iter().collect()
        };
        let structure = facts.structure.as_ref().map(|fact| match fact.value() {
            Structure::Dense => named("dense", locale.pick("稠密", "Dense")),
            Structure::Moe => named("moe", "MoE"),
        });
        let inputs = facts.input.as_ref().map(|fact| fact.value().iter().map(|kind| modality(*kind, locale)));
        let year = model.released().map(|date| date.year().to_string());
        let status = match model.status_on(self.today) {
            Status::Current => named("current", locale.pick("在售", "Current")),
            Status::Legacy => named("legacy", locale.pick("旧版", "Legacy")),
            Status::Retired => named("retired", locale.pick("已下线", "Retired")),
        };
        vec![
            Given {
                many: true,
                ..given(
                    "scenario",
                    ("使用场景", "Scenario"),
                    scenarios
                        .map(|scenario| named(scenario.id.as_str(), scenario.name.get(locale)))
                        .collect(),
                )
            },
            given("series", ("系列", "Series"), vec![named(model.series.as_str(), series)]),
            given("vendor", ("厂商", "Vendor"), vendor.into_iter().collect()),
            given(
                "open",
                ("权重", "Weights"),
                flag(&facts.open_weights, [("开放", "Open"), ("闭源", "Closed")]),
            ),
            given(
                "reasoning",
                ("推理", "Reasoning"),
                flag(&facts.reasoning, [("会思考", "Thinks"), ("不思考", "Does not")]),
            ),
            Given {
                many: true,
                ..given("input", ("输入类型", "Input"), inputs.into_iter().flatten().collect())
            },
            given("structure", ("结构", "Structure"), structure.into_iter().collect()),
            given("year", ("发布年份", "Year"), year.iter().map(|year| named(year, year)).collect()),
            given("status", ("状态", "Status"), vec![status]),
        ]
    }

    /// The table, its choices in the order a reader looks for them.
    pub(super) fn finish(mut self) -> Table {
        for facet in 0..self.table.facets.len() {
            self.order_choices(facet);
        }
        self.table
    }

    /// Scenarios keep the editors' order, years run backwards, fixed words
    /// their own order; names are sorted. Rows are renumbered.
    fn order_choices(&mut self, at: usize) {
        let facet = &self.table.facets[at];
        let editors =
            |id: &str| self.catalog.scenarios.iter().position(|s| s.id.as_str() == id).unwrap_or(usize::MAX);
        let fixed = |id: &str| FIXED.iter().position(|known| *known == id).unwrap_or(usize::MAX);
        let mut order: Vec<usize> = (0..facet.choices.len()).collect();
        match facet.key.as_str() {
            "scenario" => order.sort_by_key(|place| editors(&facet.choices[*place].id)),
            "year" => order.sort_by_key(|place| std::cmp::Reverse(facet.choices[*place].id.clone())),
            "open" | "reasoning" | "input" | "structure" | "status" | "currency" => {
                order.sort_by_key(|place| fixed(&facet.choices[*place].id));
            }
            _ => order.sort_by_key(|place| facet.choices[*place].name.to_lowercase()),
        }
        let mut moved_to = vec![0_u32; order.len()];
        for (new, old) in order.iter().enumerate() {
            moved_to[*old] = new as u32;
        }
        let (many, choices) = (facet.many, order.iter().map(|place| facet.choices[*place].clone()).collect());
        for row in &mut self.table.rows {
            let old = row.facets[at];
            row.facets[at] = if many {
                let bits = (0..moved_to.len()).filter(|bit| old >> bit & 1 == 1);
                bits.fold(0, |all, bit| all | 1 << moved_to[bit])
            } else {
                old.checked_sub(1).map_or(0, |place| moved_to[place as usize] + 1)
            };
        }
        self.table.facets[at].choices = choices;
    }
}

/// Choices whose order says something.
const FIXED: [&str; 13] = [
    "1", "0", "text", "image", "pdf", "audio", "video", "dense", "moe", "current", "legacy", "retired", "USD",
];

/// The choices of one row in one facet.
#[derive(Clone)]
pub(super) struct Given {
    key: &'static str,
    label: (&'static str, &'static str),
    many: bool,
    choices: Vec<Choice>,
}

/// A facet of which a row has at most one choice.
pub(super) const fn given(
    key: &'static str,
    label: (&'static str, &'static str),
    choices: Vec<Choice>,
) -> Given {
    Given { key, label, many: false, choices }
}

/// A choice of a facet.
pub(super) fn choice(id: &str, name: &str) -> Choice {
    Choice { id: id.to_owned(), name: name.to_owned() }
}

/// A cell of plain text.
pub(super) fn plain(text: impl Into<String>) -> Cell {
    Cell { text: text.into(), ..Cell::default() }
}

/// A cell of a count.
pub(super) fn count(count: &u64) -> Cell {
    Cell { key: i64::try_from(*count).ok(), ..Cell::default() }
}

/// A cell of a day; one known to the month only says so.
pub(super) fn day(date: &Date) -> Cell {
    let key = date.days_since_epoch();
    let text = date.to_string();
    let is_whole = Date::from_days_since_epoch(key).to_string() == text;
    Cell { text: if is_whole { String::new() } else { text }, key: Some(key), ..Cell::default() }
}

/// A kind of content as a choice.
pub(super) fn modality(kind: Modality, locale: Locale) -> Choice {
    match kind {
        Modality::Text => choice("text", locale.pick("文本", "text")),
        Modality::Image => choice("image", locale.pick("图像", "image")),
        Modality::Audio => choice("audio", locale.pick("音频", "audio")),
        Modality::Video => choice("video", locale.pick("视频", "video")),
        Modality::Pdf => choice("pdf", "PDF"),
    }
}
