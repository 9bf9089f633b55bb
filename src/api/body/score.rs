//! Scores: one result of one checkpoint on one benchmark.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::body::{SourceBody, amount};
use crate::catalog::Catalog;
use crate::catalog::model::{Model, Score, ScoreUnit};

/// One result of one checkpoint on one benchmark.
#[derive(Serialize, ToSchema, Clone, PartialEq, Debug)]
pub(in crate::api) struct ScoreBody {
    /// The model.
    model: String,
    /// The benchmark, as an id.
    benchmark: String,
    /// What the benchmark is called.
    benchmark_name: String,
    /// The result.
    score: f64,
    /// `percent` of the tasks, or `raw`: a rating or index of its own.
    unit: &'static str,
    /// Which weights or API version were tested.
    checkpoint: String,
    /// Shots and protocol, as reported.
    #[serde(skip_serializing_if = "Option::is_none")]
    setting: Option<String>,
    /// Who published the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    reported_by: Option<String>,
    /// Who says so; with `sources=true`.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceBody>,
}

impl ScoreBody {
    /// A score of a model.
    pub(in crate::api) fn of(catalog: &Catalog, model: &Model, score: &Score, with_source: bool) -> Self {
        let name = catalog.benchmark(&score.benchmark).map_or(score.benchmark.as_str(), |known| &known.name);
        Self {
            model: model.id.0.clone(),
            benchmark: score.benchmark.0.clone(),
            benchmark_name: name.to_owned(),
            score: amount(score.score),
            unit: match score.unit {
                ScoreUnit::Percent => "percent",
                ScoreUnit::Raw => "raw",
            },
            checkpoint: score.checkpoint.clone(),
            setting: score.setting.clone(),
            reported_by: score.reported_by.clone(),
            source: with_source.then(|| SourceBody::of(catalog, score.source)).flatten(),
        }
    }
}
