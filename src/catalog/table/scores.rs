//! How models scored: every score with its checkpoint and setting, because a
//! score without them compares nothing.

use crate::catalog::measure::score_anchor;
use crate::catalog::model::{BenchmarkId, ScoreUnit};
use crate::catalog::table::build::{Builder, choice, day, given, plain};
use crate::catalog::table::{Cell, Column, Kind, Marks};

pub(super) fn fill(builder: &mut Builder<'_>, wanted: &[BenchmarkId]) {
    builder.column("model", ("模型", "Model"), "", Kind::Text, "");
    builder.column("benchmark", ("基准", "Benchmark"), "", Kind::Text, "");
    builder.column("score", ("分数", "Score"), "", Kind::Number, Column::OF_ROW);
    builder.column("checkpoint", ("版本", "Checkpoint"), "", Kind::Text, "");
    builder.column("setting", ("设置", "Setting"), "", Kind::Text, "");
    builder.column("by", ("公布者", "Reported by"), "", Kind::Text, "");
    builder.more_column("released", ("发布", "Released"), "", Kind::Date, "released");
    let catalog = builder.catalog;
    for model in builder.models() {
        let about_model = builder.model_facets(model);
        for (place, score) in model.scores.iter().enumerate() {
            if !wanted.is_empty() && !wanted.contains(&score.benchmark) {
                continue;
            }
            let benchmark = catalog.benchmark(&score.benchmark);
            let benchmark = benchmark.map_or(score.benchmark.as_str(), |b| b.name.as_str());
            let unit = match score.unit {
                ScoreUnit::Percent => "%",
                ScoreUnit::Raw => "",
            };
            let cells = vec![
                builder.name(model),
                plain(benchmark),
                Cell {
                    text: format!("{}{unit}", score.score),
                    key: Some(score.score.0),
                    marks: Marks::SOURCED,
                },
                plain(score.checkpoint.as_str()),
                plain(score.setting.as_deref().unwrap_or_default()),
                plain(score.reported_by.as_deref().unwrap_or_default()),
                builder.fact(model.facts.released.as_ref(), day),
            ];
            let mut facets = about_model.clone();
            facets.insert(
                1,
                given("benchmark", ("基准", "Benchmark"), vec![choice(score.benchmark.as_str(), benchmark)]),
            );
            builder.row(model, benchmark, score_anchor(place), &facets, cells);
        }
    }
}
