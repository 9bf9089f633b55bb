//! Ordering rows.

use std::cmp::Ordering;

use crate::catalog::price::{Currency, Money};
use crate::catalog::table::{Cell, Kind, Table};

/// A column to order by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The column's key.
    pub column: String,
    /// Largest first.
    pub descending: bool,
}

/// Columns that rows are ordered by, one breaking the ties of those before.
pub type Order = Vec<Sort>;

/// More columns than this no one can follow.
pub const MOST: usize = 3;

impl Sort {
    /// Reads `released` or `-released`.
    pub fn parse(text: &str) -> Self {
        let (descending, column) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        Self { column: column.to_owned(), descending }
    }

    /// Prints what [`parse`](Self::parse) reads.
    pub fn print(&self) -> String {
        [if self.descending { "-" } else { "" }, &self.column].concat()
    }
}

/// Puts places of rows into order. Rows that say nothing come last both ways,
/// and equal rows keep their order. Money in several currencies is compared
/// at the table's rate if the reader asked for one currency, and otherwise
/// stands apart.
pub fn arrange(table: &Table, order: &[Sort], money: Option<Currency>, rows: &mut [usize]) {
    let columns: Vec<(usize, Kind, bool)> = order
        .iter()
        .filter_map(|sort| {
            let at = table.column(&sort.column)?;
            Some((at, table.columns[at].kind, sort.descending))
        })
        .collect();
    if columns.is_empty() {
        return;
    }
    let key = |cell: &Cell, kind: Kind| match (kind, money, table.rate) {
        (Kind::Money, Some(wanted), Some(rate)) => {
            let own = cell.key.map(Money::from_key);
            own.map(|own| own.into_currency(wanted, rate).unwrap_or(own).amount.0)
        }
        _ => cell.key,
    };
    sort_places(rows, &mut |a, b| {
        let compared = columns.iter().map(|(at, kind, descending)| {
            let (a, b) = (&table.rows[a].cells[*at], &table.rows[b].cells[*at]);
            match (a.is_missing(), b.is_missing()) {
                (false, false) => {
                    let order = match (key(a, *kind), key(b, *kind)) {
                        (Some(a), Some(b)) => a.cmp(&b),
                        _ => a.text.cmp(&b.text),
                    };
                    if *descending { order.reverse() } else { order }
                }
                (missing, other) => missing.cmp(&other),
            }
        });
        compared.into_iter().find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
    });
}

/// Sorts places, equal ones keeping their order. One sort for all orders: each
/// further one would add 2 KB to the wasm.
pub fn sort_places(places: &mut [usize], compare: &mut dyn FnMut(usize, usize) -> Ordering) {
    places.sort_by(|a, b| compare(*a, *b));
}
