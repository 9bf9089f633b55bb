//! Scores side by side: a benchmark that at least two of the models took. One
//! is called higher only where the setting is the same.

use crate::catalog::Catalog;
use crate::catalog::model::{BenchmarkId, Model, Score, ScoreUnit};
use crate::locale::Locale;
use crate::ui::pages::compare::rows::{Cell, Group, Row, Value, best};

/// A score, whose model it is, and its place there.
#[derive(Clone, Copy)]
struct Taken<'a> {
    model: usize,
    place: usize,
    score: &'a Score,
}

impl Taken<'_> {
    /// Whether two scores were taken alike. Where no setting is told, only
    /// scores of one source, a table in one report, are.
    fn agrees(&self, other: &Self) -> bool {
        let (a, b) = (self.score, other.score);
        a.unit == b.unit
            && match (&a.setting, &b.setting) {
                (Some(a), Some(b)) => a == b,
                (None, None) => a.source == b.source,
                _ => false,
            }
    }
}

/// The benchmarks that models share, in the vocabulary's order.
pub(super) fn scores(catalog: &Catalog, models: &[&Model], locale: Locale) -> Group {
    let shared = catalog.benchmarks.iter().filter_map(|benchmark| {
        let taken = taken(models, &benchmark.id);
        let count = (0..models.len()).filter(|at| taken.iter().any(|score| score.model == *at)).count();
        (count > 1).then(|| row(&benchmark.name, &taken, models.len(), locale))
    });
    let note = locale.pick(
        "只有设置相同的成绩才比较高低。",
        "Scores are only called higher where the setting is the same.",
    );
    Group {
        name: locale.pick("共同的基准成绩", "Shared benchmarks"),
        note: Some(note.to_owned()),
        rows: shared.collect(),
    }
}

fn taken<'a>(models: &[&'a Model], benchmark: &BenchmarkId) -> Vec<Taken<'a>> {
    let of = |(at, model): (usize, &&'a Model)| {
        let scores = model.scores.iter().enumerate();
        let taken = scores.map(move |(place, score)| Taken { model: at, place, score });
        taken.filter(|taken| taken.score.benchmark == *benchmark).collect::<Vec<_>>()
    };
    models.iter().enumerate().flat_map(of).collect()
}

fn row(name: &str, taken: &[Taken<'_>], models: usize, locale: Locale) -> Row {
    let mut winners = vec![false; taken.len()];
    let mut comparable = false;
    for (at, score) in taken.iter().enumerate() {
        let alike: Vec<usize> = (0..taken.len()).filter(|other| score.agrees(&taken[*other])).collect();
        // Each group once, and only where two models stand in it.
        if alike.first() != Some(&at) || alike.iter().all(|other| taken[*other].model == score.model) {
            continue;
        }
        comparable = true;
        let numbers: Vec<Option<i64>> = alike.iter().map(|at| Some(taken[*at].score.score.0)).collect();
        for (other, is_best) in alike.iter().zip(best(&numbers)) {
            winners[*other] = is_best;
        }
    }
    let mut cells: Vec<Cell> = (0..models).map(|_| Cell::default()).collect();
    for (taken, is_best) in taken.iter().zip(winners) {
        let unit = if taken.score.unit == ScoreUnit::Percent { "%" } else { "" };
        cells[taken.model].values.push(Value {
            text: format!("{}{unit}", taken.score.score),
            detail: taken.score.setting.clone().unwrap_or_default(),
            anchor: format!("score-{}", taken.place + 1),
            is_best,
        });
    }
    let caution = (!comparable).then(|| locale.pick("设置不同，不宜比较", "settings differ, not comparable"));
    Row { label: name.to_owned(), cells, best_word: Some(locale.pick("最高", "highest")), caution }
}
