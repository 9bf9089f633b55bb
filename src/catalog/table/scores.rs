//! How models scored: every score with its checkpoint and setting, because a
//! score without them compares nothing.

use crate::catalog::model::{BenchmarkId, ScoreUnit};
use crate::catalog::table::Cell;
use crate::catalog::table::build::{Builder, plain};

pub(super) fn fill(builder: &mut Builder<'_>, wanted: &[BenchmarkId]) {
    builder.text_column("model", "模型", "Model");
    builder.text_column("benchmark", "基准", "Benchmark");
    builder.number_column("score", ("分数", "Score"), "");
    builder.text_column("checkpoint", "版本", "Checkpoint");
    builder.text_column("setting", "设置", "Setting");
    builder.text_column("by", "公布者", "Reported by");
    let catalog = builder.catalog;
    for model in builder.models() {
        for score in &model.scores {
            if !wanted.is_empty() && !wanted.contains(&score.benchmark) {
                continue;
            }
            let benchmark = catalog.benchmarks.iter().find(|b| b.id == score.benchmark);
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
                    source: Some(builder.cite(score.source)),
                    ..Cell::default()
                },
                plain(score.checkpoint.as_str()),
                plain(score.setting.as_deref().unwrap_or_default()),
                plain(score.reported_by.as_deref().unwrap_or_default()),
            ];
            builder.row(model, benchmark, cells);
        }
    }
}
