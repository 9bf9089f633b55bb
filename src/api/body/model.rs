//! Models, in short and whole.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::ROOT;
use crate::api::body::facts::status_name;
use crate::api::body::{FactsBody, Names, PriceBody, ScoreBody, SourceBody, ValueSource};
use crate::catalog::Catalog;
use crate::catalog::model::Model;
use crate::catalog::quantity::Date;
use crate::locale::Locale;
use crate::route::Route;

/// A model in a list.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(in crate::api) struct ModelSummary {
    /// Its id, stable.
    id: String,
    /// Its name.
    name: Names,
    /// The series it belongs to, as an id.
    series: String,
    /// Who makes it, as an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    vendor: Option<String>,
    /// API names and repository ids it is known by.
    aliases: Vec<String>,
    /// `current`, `legacy` or `retired` on the day asked about, from what the
    /// vendor says and the day it ends the model.
    status: &'static str,
    /// What it is and can do.
    #[serde(flatten)]
    facts: FactsBody,
    /// The price that stands for it: from its maker if the maker sells it, in
    /// dollars if it has a dollar price, outside of cheap hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    price: Option<PriceBody>,
    /// Its page in Chinese and English, and itself in this API.
    links: ModelLinks,
    /// Who says each value, by field; with `sources=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    sources: Option<BTreeMap<&'static str, ValueSource>>,
}

/// Where more about a model is.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct ModelLinks {
    /// Everything this API knows of it.
    #[serde(rename = "self")]
    own: String,
    /// What its prices were.
    price_history: String,
    /// The page for people, in Chinese.
    page_zh: String,
    /// The page for people, in English.
    page_en: String,
}

/// Everything about a model.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(in crate::api) struct ModelBody {
    /// What a list tells.
    #[serde(flatten)]
    summary: ModelSummary,
    /// The numbers of its configuration, by name: layers, heads, experts.
    #[serde(skip_serializing_if = "Option::is_none")]
    architecture: Option<ArchitectureBody>,
    /// Prices that hold on the day asked about.
    prices: Vec<PriceBody>,
    /// How it scored.
    scores: Vec<ScoreBody>,
}

/// The shape of a transformer.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct ArchitectureBody {
    /// The numbers of its configuration file that are known.
    numbers: BTreeMap<&'static str, u64>,
    /// Who says so; with `sources=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceBody>,
}

impl ModelSummary {
    /// A model as it stands on a day.
    pub(in crate::api) fn of(catalog: &Catalog, model: &Model, day: Date, with_sources: bool) -> Self {
        let id = model.id.as_str();
        let price = catalog.headline_price(model, day);
        Self {
            id: id.to_owned(),
            name: Names::from(&model.name),
            series: model.series.0.clone(),
            vendor: catalog.vendor_of(model).map(|vendor| vendor.id.0.clone()),
            aliases: model.aliases.clone(),
            status: status_name(model.status_on(day)),
            facts: FactsBody::of(&model.facts),
            price: price.map(|(_, price)| PriceBody::of(catalog, price, day, with_sources)),
            links: ModelLinks {
                own: format!("{ROOT}/models/{id}"),
                price_history: format!("{ROOT}/models/{id}/prices"),
                page_zh: Route::model(Locale::Zh, id).path(),
                page_en: Route::model(Locale::En, id).path(),
            },
            sources: with_sources.then(|| FactsBody::sources(&model.facts, catalog)),
        }
    }
}

impl ModelBody {
    /// A model as it stands on a day.
    pub(in crate::api) fn of(catalog: &Catalog, model: &Model, day: Date, with_sources: bool) -> Self {
        let prices = crate::catalog::price::on(&model.prices, day);
        Self {
            summary: ModelSummary::of(catalog, model, day, with_sources),
            architecture: model.architecture.as_ref().map(|architecture| ArchitectureBody {
                numbers: architecture.shape.known().collect(),
                source: with_sources.then(|| SourceBody::of(catalog, architecture.source)).flatten(),
            }),
            prices: prices.map(|price| PriceBody::of(catalog, price, day, with_sources)).collect(),
            scores: model
                .scores
                .iter()
                .map(|score| ScoreBody::of(catalog, model, score, with_sources))
                .collect(),
        }
    }
}
