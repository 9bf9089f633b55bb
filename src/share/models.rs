//! What pictures say of models: of one, and of several side by side.

use crate::catalog::Catalog;
use crate::catalog::measure::{Fact, Measure, Part, Value};
use crate::catalog::model::{Model, ModelId, Status};
use crate::catalog::profile::status_name;
use crate::catalog::quantity::{Date, params};
use crate::locale::Locale;
use crate::query::Query;
use crate::share::card::{Body, Cell, Figure, Row};
use crate::share::{Told, pages};
use crate::snapshot::Snapshot;
use crate::snapshot::compared::Choice;
use crate::ui::text;

/// Numbers of a picture.
const FIGURES: usize = 4;
/// What is told of a model: the first of these that sources know.
static MEASURES: [Measure; 7] = [
    Measure::Fact(Fact::ContextWindow),
    Measure::Price(Part::Input),
    Measure::Price(Part::Output),
    Measure::Fact(Fact::TotalParams),
    Measure::Fact(Fact::MaxOutput),
    Measure::Fact(Fact::License),
    Measure::Fact(Fact::Released),
];

/// What the picture of a model says.
pub(super) fn model(snapshot: &Snapshot, locale: Locale, id: &str) -> Option<Told> {
    let (catalog, today) = (&snapshot.site.catalog, snapshot.today);
    let model = catalog.model(&ModelId::from(id))?;
    let figures = MEASURES.iter().filter_map(|measure| {
        let reading = measure.read(catalog, model, today)?;
        let figure = Figure::new(measure.label(catalog, locale), reading.value.text(locale));
        let figure = figure.unit(unit(&reading.value, locale));
        Some(figure.note(note(measure, &reading.value, model, locale)))
    });
    let vendor = catalog.vendor_of(model).map(|vendor| vendor.name.get(locale).to_owned());
    Some(Told {
        kind: vendor.unwrap_or_default(),
        title: model.name.get(locale).to_owned(),
        line: standing(catalog, model, today, locale),
        body: Body::of(figures.take(FIGURES).collect()),
        date: pages::as_of(newest(catalog, [model].into_iter()), locale),
    })
}

/// What a number counts.
const fn unit(value: &Value<'_>, locale: Locale) -> &'static str {
    match (value, locale) {
        (Value::Tokens(_), Locale::Zh) => "词元",
        (Value::Tokens(_), Locale::En) => "tokens",
        _ => "",
    }
}

/// What must be known to read a number: what a price is for, and when; how many of
/// the parameters work.
fn note(measure: &Measure, value: &Value<'_>, model: &Model, locale: Locale) -> String {
    if *measure == Measure::Fact(Fact::TotalParams) {
        return active(model, locale).unwrap_or_default();
    }
    let parts = [Some(measure.unit(locale).to_owned()), value.condition(locale)];
    let parts: Vec<String> = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect();
    parts.join(locale.pick("，", ", "))
}

/// The parameters that work on one token, of a model where not all do.
fn active(model: &Model, locale: Locale) -> Option<String> {
    let active = model.facts.active_params.as_ref()?.value();
    let total = model.facts.total_params.as_ref()?.value();
    let active = (active != total).then(|| params(*active))?;
    Some(locale.pick(format!("激活 {active}"), format!("{active} active")))
}

/// A model in a line: its day, its weights, whether it is still offered, and who
/// asks the price if that is not its maker.
fn standing(catalog: &Catalog, model: &Model, today: Date, locale: Locale) -> String {
    let facts = &model.facts;
    let released = model.released().map(|day| locale.pick(format!("{day} 发布"), format!("Released {day}")));
    let weights = facts.open_weights.as_ref().map(|open| match (*open.value(), &facts.license) {
        (true, Some(license)) => {
            let license = license.value();
            locale.pick(format!("开放权重（{license}）"), format!("open weights ({license})"))
        }
        (true, None) => locale.pick("开放权重", "open weights").to_owned(),
        (false, _) => locale.pick("闭源", "closed weights").to_owned(),
    });
    let status = Some(model.status_on(today)).filter(|status| *status != Status::Current);
    let status = status.map(|status| status_name(status, locale).to_owned());
    let seller = catalog.headline_price(model, today).map(|(_, price)| &price.provider);
    let seller = seller.filter(|seller| !catalog.is_own_service(model, seller)).map(|seller| {
        let name = catalog.provider_name(seller, locale);
        locale.pick(format!("价格来自 {name}"), format!("price at {name}"))
    });
    let parts: Vec<String> = [released, weights, status, seller].into_iter().flatten().collect();
    parts.join(locale.pick("，", ", "))
}

/// What the picture of a comparison says; with fewer than two models that of the
/// page where they are chosen.
pub(super) fn comparison(snapshot: &Snapshot, locale: Locale, query: &Query) -> Told {
    let catalog = &snapshot.site.catalog;
    let models = Choice::read(catalog, query).models;
    if models.len() < 2 {
        return pages::compare(snapshot, locale);
    }
    let names: Vec<String> = models.iter().map(|model| model.name.get(locale).to_owned()).collect();
    let rows = MEASURES.iter().filter_map(|measure| row(snapshot, &models, measure, locale));
    Told {
        kind: text::COMPARE.get(locale).to_owned(),
        title: names.join(locale.pick(" 对比 ", " vs ")),
        line: String::new(),
        body: Body::Comparison { rows: rows.take(FIGURES).collect(), models: names },
        date: pages::as_of(newest(catalog, models.iter().copied()), locale),
    }
}

/// A number of each model; `None` if no source tells it of any.
fn row(snapshot: &Snapshot, models: &[&Model], measure: &Measure, locale: Locale) -> Option<Row> {
    let catalog = &snapshot.site.catalog;
    let today = snapshot.today;
    let readings: Vec<_> = models.iter().map(|model| measure.read(catalog, model, today)).collect();
    let counted = match readings.iter().flatten().next()?.value {
        ref value @ Value::Tokens(_) => unit(value, locale),
        _ => measure.unit(locale),
    };
    let cells = readings.iter().map(|reading| match reading {
        Some(reading) => Cell {
            value: reading.value.text(locale),
            note: reading.value.condition(locale).unwrap_or_default(),
        },
        None => Cell::default(),
    });
    Some(Row { label: measure.label(catalog, locale), unit: counted.to_owned(), cells: cells.collect() })
}

/// The newest day that values of some models were read on.
pub(super) fn newest<'a>(catalog: &Catalog, models: impl Iterator<Item = &'a Model>) -> Option<Date> {
    let days = models.flat_map(|model| {
        let sources = Fact::ALL.iter().filter_map(|fact| Some(fact.of(&model.facts)?.1));
        let read = sources.filter_map(|source| Some(catalog.source(source)?.date));
        read.chain(model.prices.iter().map(|price| price.read))
    });
    days.max()
}
