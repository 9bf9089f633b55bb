//! Scores: every result with its checkpoint and setting, and the benchmarks.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::api::body::{Listed, Names, ScoreBody};
use crate::api::models::{chosen, of_table};
use crate::api::parameter::Parameter;
use crate::api::problem::Problem;
use crate::api::{answer, operation};
use crate::catalog::table::{Row, Scope, View};
use crate::locale::Locale;
use crate::snapshot::Snapshot;

/// A test that scores come from.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(super) struct BenchmarkBody {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// What it measures.
    about: Names,
    /// Scores the catalogue has on it.
    scores: usize,
}

/// A page of scores.
pub(super) fn list(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let with_sources = asked.is_on("sources");
    let laid_out = snapshot.table(View::Scores, &Scope::default(), Locale::En);
    let rows = chosen(&laid_out.table, asked)?;
    answer(&Listed::cut(asked, &rows, |row: &&Row| {
        let model = catalog.model(&row.model.as_str().into())?;
        let place = row.anchor.strip_prefix("score-")?.parse::<usize>().ok()?;
        Some(ScoreBody::of(catalog, model, model.scores.get(place.checked_sub(1)?)?, with_sources))
    }))
}

/// What the list takes.
pub(super) fn parameters(snapshot: &Snapshot) -> Vec<Parameter> {
    let mut all = of_table(snapshot, View::Scores);
    all.extend(operation::paging());
    all.push(operation::sources());
    all
}

/// A page of benchmarks.
pub(super) fn benchmarks(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let scores = |id: &str| {
        let all = catalog.models.iter().flat_map(|model| &model.scores);
        all.filter(|score| score.benchmark.as_str() == id).count()
    };
    answer(&Listed::cut(asked, &catalog.benchmarks, |benchmark| {
        Some(BenchmarkBody {
            id: benchmark.id.0.clone(),
            name: benchmark.name.clone(),
            about: Names::from(&benchmark.about),
            scores: scores(benchmark.id.as_str()),
        })
    }))
}
