//! A comparison as data: rows of cells, which rows differ, which value is best.

use crate::catalog::Catalog;
use crate::catalog::model::Model;
use crate::catalog::profile;
use crate::catalog::quantity::Date;
use crate::locale::Locale;

/// Rows that belong together.
pub(super) struct Group {
    /// What they are about.
    pub(super) name: &'static str,
    /// What a reader must know about them.
    pub(super) note: Option<String>,
    pub(super) rows: Vec<Row>,
}

/// One property of all models.
pub(super) struct Row {
    pub(super) label: String,
    /// One for each model.
    pub(super) cells: Vec<Cell>,
    /// What the best value is called; `None` where none is better.
    pub(super) best_word: Option<&'static str>,
    /// Why the values must not be compared.
    pub(super) caution: Option<&'static str>,
}

/// What is known of a property of one model; nothing, or one or more values.
#[derive(Default)]
pub(super) struct Cell {
    pub(super) values: Vec<Value>,
}

/// A value and where its source stands on the model's page.
pub(super) struct Value {
    pub(super) text: String,
    /// When or how it holds: hours, a benchmark's setting.
    pub(super) detail: String,
    pub(super) anchor: String,
    pub(super) is_best: bool,
}

impl Cell {
    /// What it says, for comparing cells.
    fn says(&self) -> Vec<(&str, &str)> {
        self.values.iter().map(|value| (value.text.as_str(), value.detail.as_str())).collect()
    }
}

impl Row {
    /// Whether models differ, as far as is known: of a model that no source
    /// tells about, nobody can say that it differs.
    pub(super) fn differs(&self) -> bool {
        let mut known = self.cells.iter().filter(|cell| !cell.values.is_empty()).map(Cell::says);
        known.next().is_some_and(|first| known.any(|other| other != first))
    }

    /// Whether anything is known of any model.
    pub(super) fn is_known(&self) -> bool {
        self.cells.iter().any(|cell| !cell.values.is_empty())
    }
}

/// The places of the largest number, where at least two are known and not all
/// are the same.
pub(super) fn best(numbers: &[Option<i64>]) -> Vec<bool> {
    let known = || numbers.iter().flatten();
    let (least, most) = (known().min(), known().max());
    numbers.iter().map(|number| number.is_some() && least != most && number.as_ref() == most).collect()
}

/// The facts of models, in the order of the model's page.
pub(super) fn facts(models: &[&Model], locale: Locale) -> Group {
    let profiles: Vec<_> = models.iter().map(|model| profile::lines(&model.facts, locale)).collect();
    let count = profiles.first().map_or(0, Vec::len);
    let row = |at: usize| {
        let lines: Vec<&profile::Line> = profiles.iter().filter_map(|lines| lines.get(at)).collect();
        let first = lines.first()?;
        let ranks: Vec<Option<i64>> =
            lines.iter().map(|line| line.said.as_ref().and_then(|said| said.rank)).collect();
        let cells = lines.iter().zip(best(&ranks)).map(|(line, is_best)| {
            let value = line.said.as_ref().map(|said| Value {
                text: said.text.clone(),
                detail: String::new(),
                anchor: line.key.to_owned(),
                is_best,
            });
            Cell { values: value.into_iter().collect() }
        });
        let word = match first.key {
            "released" => locale.pick("最新", "newest"),
            _ => locale.pick("最大", "largest"),
        };
        let cells = cells.collect();
        Some(Row { label: first.label.to_owned(), cells, best_word: Some(word), caution: None })
    };
    let rows = (0..count).filter_map(row).filter(Row::is_known).collect();
    Group { name: locale.pick("规格", "Facts"), note: None, rows }
}

/// Everything there is to compare.
pub(super) fn groups(catalog: &Catalog, models: &[&Model], locale: Locale, today: Date) -> Vec<Group> {
    let all = [
        facts(models, locale),
        super::prices::prices(catalog, models, locale, today),
        super::scores::scores(catalog, models, locale),
    ];
    all.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::best;

    #[test]
    fn the_best_is_among_at_least_two_that_are_not_equal() {
        assert_eq!(best(&[Some(1), Some(3), None, Some(3)]), [false, true, false, true]);
        assert_eq!(best(&[Some(3), Some(3)]), [false, false]);
        assert_eq!(best(&[Some(3), None]), [false, false]);
        assert_eq!(best(&[]), [false; 0]);
    }
}
