//! Ordering rows.

use std::cmp::Ordering;

use crate::catalog::table::{Cell, Table};

/// A column to order by.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Sort {
    /// The column's key.
    pub column: String,
    /// Largest first.
    pub descending: bool,
}

impl Sort {
    /// Reads `released` or `-released`.
    pub fn parse(text: &str) -> Self {
        let (descending, column) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        Self { column: column.to_owned(), descending }
    }

    /// Prints what [`parse`](Self::parse) reads.
    pub fn print(&self) -> String {
        format!("{}{}", if self.descending { "-" } else { "" }, self.column)
    }

    /// Orders places of rows. Rows that say nothing come last both ways, and
    /// equal rows keep their order.
    pub fn order(&self, table: &Table, rows: &mut [usize]) {
        let Some(column) = table.columns.iter().position(|c| c.key == self.column) else {
            return;
        };
        rows.sort_by(|a, b| {
            let (a, b) = (&table.rows[*a].cells[column], &table.rows[*b].cells[column]);
            match (is_missing(a), is_missing(b)) {
                (false, false) if self.descending => by_value(b, a),
                (false, false) => by_value(a, b),
                (missing, other) => missing.cmp(&other),
            }
        });
    }
}

fn is_missing(cell: &Cell) -> bool {
    cell.text.is_empty()
}

fn by_value(a: &Cell, b: &Cell) -> Ordering {
    match (a.key, b.key) {
        (Some(a), Some(b)) => a.cmp(&b),
        _ => a.text.cmp(&b.text),
    }
}
