//! The state of a table as a query string: filter, order, columns, units and
//! page, so that a link, a form, the back button and a shared address mean
//! the same rows.

use crate::catalog::filter::{Filter, Found};
use crate::catalog::price::{Currency, Decimal};
use crate::catalog::quantity::parse_count;
use crate::catalog::sort::{self, Order, Sort, arrange};
use crate::catalog::table::{Display, Table};
use crate::query::Query;

/// What a reader has chosen.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct TableState {
    /// Which rows.
    pub filter: Filter,
    /// In which order; empty is the table's own.
    pub order: Order,
    /// Which columns, by key in the table's order; empty is the table's own.
    pub columns: Vec<String>,
    /// All digits of counts rather than `128K`.
    pub exact: bool,
    /// All money in one currency.
    pub money: Option<Currency>,
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
    /// Places of all rows that hold, in order, and counts of other choices.
    pub found: Found,
    /// The page they are cut to, at most the last.
    pub page: usize,
    /// How many pages there are, at least one.
    pub pages: usize,
}

impl Selection {
    /// Places of the rows on the page.
    pub fn shown(&self, page_size: usize) -> &[usize] {
        let rows = &self.found.rows;
        let start = (self.page * page_size).min(rows.len());
        &rows[start..(start + page_size).min(rows.len())]
    }
}

/// The parameters behind those of facets, in the order they are printed.
const KEYS: [&str; 8] = ["min_context", "max_price", "q", "sort", "cols", "units", "money", "page"];

impl TableState {
    /// Reads the state of one table. `prefix` keeps tables on one page apart:
    /// with `specs.`, `specs.sort=-released` is read and `sort=` is not.
    pub fn read(query: &Query, prefix: &str, table: &Table) -> (Self, Vec<Problem>) {
        let mut state = Self::default();
        let mut problems = Vec::new();
        for key in keys(table) {
            // A form without scripts sends one pair for each box that is ticked.
            let value = query.all(&[prefix, key].concat());
            if !value.is_empty() && !state.take(key, &value, table) {
                problems.push(Problem { key: key.to_owned(), value: value.chars().take(40).collect() });
            }
        }
        (state, problems)
    }

    /// Takes one parameter; `false` if a part of it means nothing to the table.
    fn take(&mut self, key: &str, value: &str, table: &Table) -> bool {
        match key {
            "min_context" => {
                self.filter.min_context = parse_count(value).filter(|count| *count > 0);
                self.filter.min_context.is_some()
            }
            "max_price" => {
                self.filter.max_price = value.parse::<Decimal>().ok().filter(|most| most.0 >= 0);
                self.filter.max_price.is_some()
            }
            "q" => {
                self.filter.text = value.chars().take(100).collect();
                true
            }
            "sort" => {
                let asked = value.split(',').map(Sort::parse);
                let known = asked.clone().filter(|sort| table.column(&sort.column).is_some());
                self.order = known.take(sort::MOST).collect();
                self.order.len() == asked.count()
            }
            "cols" => {
                let asked: Vec<&str> = value.split(',').collect();
                self.columns = chosen_columns(table, &asked);
                asked.iter().all(|key| table.column(key).is_some())
            }
            "units" => {
                self.exact = value == "full";
                self.exact
            }
            "money" => {
                self.money = Currency::from_code(value).filter(|_| table.rate.is_some());
                self.money.is_some()
            }
            "page" => {
                let page = value.parse::<usize>().ok().filter(|page| (1..100_000).contains(page));
                self.page = page.map_or(0, |page| page - 1);
                page.is_some()
            }
            facet => {
                let ids: Vec<&str> = value.split(',').collect();
                self.filter.choose(table, facet, &ids);
                let known = self.filter.chosen(facet);
                ids.iter().all(|id| known.iter().any(|known| known == id))
            }
        }
    }

    /// Writes the state into a query, leaving other parameters as they are.
    pub fn write(&self, query: &Query, prefix: &str, table: &Table) -> Query {
        let mut query = query.clone();
        // All go before the first is put back: one state has one address,
        // whatever the order it was reached in.
        let names = || keys(table).map(|key| ([prefix, key].concat(), key));
        names().for_each(|(name, _)| query.set(&name, ""));
        names().for_each(|(name, key)| query.set(&name, &self.value(key)));
        query
    }

    /// The printed value of one parameter, empty when it is not set.
    fn value(&self, key: &str) -> String {
        let filter = &self.filter;
        match key {
            "min_context" => filter.min_context.map(short).unwrap_or_default(),
            "max_price" => filter.max_price.map(|most| most.to_string()).unwrap_or_default(),
            "q" => filter.text.clone(),
            "sort" => self.order.iter().map(Sort::print).collect::<Vec<_>>().join(","),
            "cols" => self.columns.join(","),
            "units" => if self.exact { "full" } else { "" }.to_owned(),
            "money" => self.money.map(|money| money.code().to_ascii_lowercase()).unwrap_or_default(),
            "page" if self.page == 0 => String::new(),
            "page" => (self.page + 1).to_string(),
            facet => filter.chosen(facet).join(","),
        }
    }

    /// How numbers are printed.
    pub fn display(&self, table: &Table) -> Display {
        Display { exact: self.exact, money: self.money, rate: table.rate }
    }

    /// Places of the columns to show; the one that names the row is among
    /// them.
    pub fn columns(&self, table: &Table) -> Vec<usize> {
        let shown = |place: &usize| {
            let column = &table.columns[*place];
            *place == 0
                || if self.columns.is_empty() { column.shown } else { self.columns.contains(&column.key) }
        };
        (0..table.columns.len()).filter(shown).collect()
    }

    /// Shows a column or hides it.
    pub fn toggle_column(&mut self, table: &Table, key: &str) {
        let shown = self.columns(table);
        let mut keys: Vec<&str> = shown.iter().map(|place| table.columns[*place].key.as_str()).collect();
        match keys.iter().position(|shown| *shown == key) {
            Some(place) => drop(keys.remove(place)),
            None => keys.push(key),
        }
        self.columns = chosen_columns(table, &keys);
    }

    /// The same state with another filter, back on the first page.
    pub fn with_filter(&self, change: impl FnOnce(&mut Filter)) -> Self {
        let mut next = Self { page: 0, ..self.clone() };
        change(&mut next.filter);
        next
    }

    /// The same state ordered by a column: first its natural direction
    /// (numbers largest first), then the other one, then no more. With `more`
    /// the columns ordered by so far stay before it.
    pub fn sorted_by(&self, column: &str, numeric: bool, more: bool) -> Self {
        let mut order = self.order.clone();
        // Alone, a column of several starts anew.
        let place = order.iter().position(|sort| sort.column == column).filter(|_| more || order.len() == 1);
        let next = match place.map(|place| order[place].descending) {
            None => Some(numeric),
            Some(descending) if descending == numeric => Some(!numeric),
            Some(_) => None,
        };
        let next = next.map(|descending| Sort { column: column.to_owned(), descending });
        if !more {
            order = next.into_iter().collect();
        } else if let Some(place) = place {
            order.splice(place..=place, next);
        } else {
            order.truncate(sort::MOST - 1);
            order.extend(next);
        }
        Self { order, page: 0, ..self.clone() }
    }

    /// The rows to show, on a page that exists.
    pub fn select(&self, table: &Table, page_size: usize) -> Selection {
        let mut found = self.filter.run(table, self.money);
        arrange(table, &self.order, self.money, &mut found.rows);
        let pages = found.rows.len().div_ceil(page_size).max(1);
        Selection { found, page: self.page.min(pages - 1), pages }
    }
}

/// All parameters of a table, in the order they are printed.
fn keys(table: &Table) -> impl Iterator<Item = &str> {
    table.facets.iter().map(|facet| facet.key.as_str()).chain(KEYS)
}

/// Columns by key in the table's order; empty when they are those it shows by
/// itself.
fn chosen_columns(table: &Table, keys: &[&str]) -> Vec<String> {
    let chosen = |column: &crate::catalog::table::Column| keys.contains(&column.key.as_str());
    let columns = table.columns.iter().enumerate();
    let own = columns.clone().all(|(place, column)| place == 0 || chosen(column) == column.shown);
    let chosen = columns.filter(|(place, column)| !own && (*place == 0 || chosen(column)));
    chosen.map(|(_, column)| column.key.clone()).collect()
}

/// A count as people type it: whole thousands and millions are short.
fn short(count: u64) -> String {
    match count {
        n if n >= 1_000_000 && n.is_multiple_of(1_000_000) => format!("{}m", n / 1_000_000),
        n if n >= 1_000 && n.is_multiple_of(1_000) => format!("{}k", n / 1_000),
        n => n.to_string(),
    }
}
