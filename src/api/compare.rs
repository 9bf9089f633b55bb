//! Models side by side.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::api::body::ModelBody;
use crate::api::models::{day, named};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::api::{answer, operation};
use crate::catalog::measure::Fact;
use crate::snapshot::Snapshot;
use crate::snapshot::compared::MOST;

/// Models side by side, and where they differ.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(super) struct CompareBody {
    /// The models, in the order they were asked for.
    models: Vec<ModelBody>,
    /// Fields of facts whose values differ or are not known of all.
    differing_fields: Vec<String>,
    /// Benchmarks that all of them have a score on, as ids. Compare only where
    /// checkpoint and setting agree.
    common_benchmarks: Vec<String>,
}

/// Two to five models.
pub(super) fn compare(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let mut models = Vec::new();
    for id in asked.list("models") {
        let model = named(catalog, id)?;
        if !models.iter().any(|known: &&crate::catalog::model::Model| known.id == model.id) {
            models.push(model);
        }
    }
    let day = day(snapshot, asked);
    let bodies: Vec<ModelBody> =
        models.iter().map(|model| ModelBody::of(catalog, model, day, asked.is_on("sources"))).collect();
    let values: Vec<Value> = bodies.iter().filter_map(|body| serde_json::to_value(body).ok()).collect();
    let differs = |field: &String| values.windows(2).any(|pair| pair[0].get(field) != pair[1].get(field));
    let on = |benchmark: &str| {
        models.iter().all(|model| model.scores.iter().any(|score| score.benchmark.as_str() == benchmark))
    };
    answer(&CompareBody {
        differing_fields: fields(&values).into_iter().filter(differs).collect(),
        common_benchmarks: catalog
            .benchmarks
            .iter()
            .map(|benchmark| benchmark.id.0.clone())
            .filter(|id| on(id))
            .collect(),
        models: bodies,
    })
}

/// The fields of facts that any of them has: those beside what every model has.
fn fields(values: &[Value]) -> Vec<String> {
    let always = [
        "id",
        "name",
        "series",
        "vendor",
        "aliases",
        "price",
        "links",
        "sources",
        "architecture",
        "prices",
        "scores",
    ];
    let mut fields: Vec<String> = Vec::with_capacity(Fact::ALL.len());
    for name in values.iter().filter_map(Value::as_object).flat_map(|fields| fields.keys()) {
        if !always.contains(&name.as_str()) && !fields.contains(name) {
            fields.push(name.clone());
        }
    }
    fields
}

/// The models to compare.
pub(super) fn parameters(_: &Snapshot) -> Vec<Parameter> {
    vec![
        Parameter::new("models", Takes::Ids(2, MOST), "两到五个模型 id", "Ids of two to five models")
            .required()
            .example("deepseek-v3,gpt-4o"),
        operation::date(),
        operation::sources(),
    ]
}
