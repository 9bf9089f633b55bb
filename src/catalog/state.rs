//! The state of a table as a query string: filter, sort and page, so that a
//! link, a form, the back button and a shared address mean the same rows.

use crate::catalog::filter::Filter;
use crate::catalog::sort::Sort;
use crate::catalog::table::Table;
use crate::query::Query;

/// What a reader has chosen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TableState {
    /// Which rows.
    pub filter: Filter,
    /// In which order; `None` is the table's own.
    pub sort: Option<Sort>,
    /// Which page of them, counted from zero.
    pub page: usize,
}

/// A part of a query string that means nothing here. It is left out, and the
/// reader is told.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// The parameter.
    pub key: String,
    /// What it was set to.
    pub value: String,
}

/// The rows to show.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Selection {
    /// Places of all rows that hold, in order.
    pub rows: Vec<usize>,
    /// The page they are cut to, at most the last.
    pub page: usize,
    /// How many pages there are, at least one.
    pub pages: usize,
}

impl Selection {
    /// Places of the rows on the page.
    pub fn shown(&self, page_size: usize) -> &[usize] {
        let start = (self.page * page_size).min(self.rows.len());
        &self.rows[start..(start + page_size).min(self.rows.len())]
    }
}

/// The parameters, in the order they are printed.
const KEYS: [&str; 6] = ["scenario", "series", "open", "q", "sort", "page"];

impl TableState {
    /// Reads the state of one table. `prefix` keeps tables on one page apart:
    /// with `specs.`, `specs.sort=-released` is read and `sort=` is not.
    pub fn read(query: &Query, prefix: &str, table: &Table) -> (Self, Vec<Problem>) {
        let mut state = Self::default();
        let mut problems = Vec::new();
        for key in KEYS {
            let Some(value) = query.get(&format!("{prefix}{key}")).filter(|value| !value.is_empty()) else {
                continue;
            };
            if !state.take(key, value, table) {
                problems.push(Problem { key: key.to_owned(), value: value.chars().take(40).collect() });
            }
        }
        (state, problems)
    }

    /// Takes one parameter; `false` if it means nothing to the table.
    fn take(&mut self, key: &str, value: &str, table: &Table) -> bool {
        match key {
            "scenario" => {
                let known = table.scenarios.iter().any(|choice| choice.id == value);
                self.filter.scenario = known.then(|| value.to_owned());
                known
            }
            "series" => {
                let known = |id: &&str| table.series.iter().any(|choice| choice.id == *id);
                self.filter.series = value.split(',').filter(known).map(str::to_owned).collect();
                value.split(',').all(|id| known(&id))
            }
            "open" => {
                self.filter.open = match value {
                    "1" => Some(true),
                    "0" => Some(false),
                    _ => None,
                };
                self.filter.open.is_some()
            }
            "q" => {
                self.filter.text = value.chars().take(100).collect();
                true
            }
            "sort" => {
                let sort = Sort::parse(value);
                let known = table.columns.iter().any(|column| column.key == sort.column);
                self.sort = known.then_some(sort);
                known
            }
            _ => {
                let page = value.parse::<usize>().ok().filter(|page| (1..100_000).contains(page));
                self.page = page.map_or(0, |page| page - 1);
                page.is_some()
            }
        }
    }

    /// Writes the state into a query, leaving other parameters as they are.
    pub fn write(&self, query: &Query, prefix: &str) -> Query {
        let mut query = query.clone();
        for key in KEYS {
            query.set(&format!("{prefix}{key}"), &self.value(key));
        }
        query
    }

    /// The printed value of one parameter, empty when it is not set.
    fn value(&self, key: &str) -> String {
        let filter = &self.filter;
        match key {
            "scenario" => filter.scenario.clone().unwrap_or_default(),
            "series" => filter.series.join(","),
            "open" => filter.open.map_or("", |open| if open { "1" } else { "0" }).to_owned(),
            "q" => filter.text.clone(),
            "sort" => self.sort.as_ref().map(Sort::print).unwrap_or_default(),
            _ if self.page == 0 => String::new(),
            _ => (self.page + 1).to_string(),
        }
    }

    /// The same state with another filter, back on the first page.
    pub fn with_filter(&self, change: impl FnOnce(&mut Filter)) -> Self {
        let mut next = Self { page: 0, ..self.clone() };
        change(&mut next.filter);
        next
    }

    /// The same state ordered by a column: first its natural direction
    /// (numbers largest first), then the other one, then the table's order.
    pub fn sorted_by(&self, column: &str, numeric: bool) -> Self {
        let current = self.sort.as_ref().filter(|sort| sort.column == column);
        let descending = match current {
            None => Some(numeric),
            Some(sort) if sort.descending == numeric => Some(!numeric),
            Some(_) => None,
        };
        let sort = descending.map(|descending| Sort { column: column.to_owned(), descending });
        Self { sort, page: 0, ..self.clone() }
    }

    /// The rows to show, on a page that exists.
    pub fn select(&self, table: &Table, page_size: usize) -> Selection {
        let mut rows = self.filter.rows(table);
        if let Some(sort) = &self.sort {
            sort.order(table, &mut rows);
        }
        let pages = rows.len().div_ceil(page_size).max(1);
        Selection { rows, page: self.page.min(pages - 1), pages }
    }
}
