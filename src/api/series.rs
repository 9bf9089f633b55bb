//! Model series.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::api::body::{Listed, ModelSummary, Names};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::api::{ROOT, answer, operation};
use crate::catalog::Catalog;
use crate::catalog::model::{Model, Series};
use crate::locale::Locale;
use crate::route::Route;
use crate::snapshot::Snapshot;

/// A family of models.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(super) struct SeriesBody {
    /// Its id.
    id: String,
    /// Its name.
    name: Names,
    /// Who makes it.
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor: Option<VendorBody>,
    /// How many models it has.
    model_count: usize,
    /// Day its newest model was released, where that is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    newest_release: Option<String>,
    /// Itself, and the page for people.
    links: SeriesLinks,
}

/// Who makes models.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct VendorBody {
    /// Its id.
    id: String,
    /// Its name.
    name: Names,
    /// Its home page.
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Where more about a series is.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct SeriesLinks {
    /// The series with its models.
    #[serde(rename = "self")]
    own: String,
    /// The page for people, in Chinese.
    #[serde(skip_serializing_if = "Option::is_none")]
    page_zh: Option<String>,
    /// The page for people, in English.
    #[serde(skip_serializing_if = "Option::is_none")]
    page_en: Option<String>,
}

/// A series with its models.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(super) struct WholeSeriesBody {
    /// What a list tells.
    #[serde(flatten)]
    series: SeriesBody,
    /// Its models, newest first.
    models: Vec<ModelSummary>,
}

/// A page of the series.
pub(super) fn list(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    answer(&Listed::cut(asked, &catalog.series, |series| Some(body(snapshot, series))))
}

/// One series with its models.
pub(super) fn one(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let id = asked.word("id").unwrap_or_default();
    let series = catalog.series(&id.into()).ok_or_else(|| {
        Problem::unknown("series", id, catalog.series.iter().map(|series| series.id.as_str()), "/series")
    })?;
    let with_sources = asked.is_on("sources");
    let models = of(catalog, series);
    let models = models.map(|model| ModelSummary::of(catalog, model, snapshot.today, with_sources));
    answer(&WholeSeriesBody { series: body(snapshot, series), models: models.collect() })
}

/// The series that is asked for.
pub(super) fn parameters(_: &Snapshot) -> Vec<Parameter> {
    vec![
        Parameter::new("id", Takes::Id, "系列 id", "Id of a series").in_path().example("deepseek"),
        operation::sources(),
    ]
}

fn of<'a>(catalog: &'a Catalog, series: &'a Series) -> impl Iterator<Item = &'a Model> {
    catalog.models.iter().filter(|model| model.series == series.id)
}

fn body(snapshot: &Snapshot, series: &Series) -> SeriesBody {
    let site = &snapshot.site;
    let page = |locale: Locale| {
        let route = Route::page(locale, series.page.as_deref()?);
        site.addresses.has(&route).then(|| route.path())
    };
    SeriesBody {
        id: series.id.0.clone(),
        name: Names::from(&series.name),
        vendor: site.catalog.vendor(&series.vendor).map(|vendor| VendorBody {
            id: vendor.id.0.clone(),
            name: Names::from(&vendor.name),
            url: vendor.url.clone(),
        }),
        model_count: of(&site.catalog, series).count(),
        newest_release: of(&site.catalog, series)
            .filter_map(Model::released)
            .max()
            .map(|date| date.to_string()),
        links: SeriesLinks {
            own: format!("{ROOT}/series/{}", series.id),
            page_zh: page(Locale::Zh),
            page_en: page(Locale::En),
        },
    }
}
