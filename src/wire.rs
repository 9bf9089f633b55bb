//! What travels between the server and its own browser code.
//!
//! A [`Table`] travels as lines of text, one for each column of it: like
//! stands beside like, which compresses to a fraction of rows or JSON, and the
//! wasm needs no JSON parser. The first letter of a line says what it is;
//! values are parted by tabs, and a value equal to the one before it is `=`.
//! [`clean`] turns control characters of texts into spaces.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::catalog::price::{Decimal, Rate};
use crate::catalog::quantity::Date;
use crate::catalog::table::{Cell, Choice, Column, Facet, Kind, Marks, Row, Table};

/// The letters of [`Kind`]s.
const KINDS: [(&str, Kind); 6] = [
    ("t", Kind::Text),
    ("n", Kind::Number),
    ("k", Kind::Tokens),
    ("p", Kind::Params),
    ("m", Kind::Money),
    ("d", Kind::Date),
];

/// Prints a table for the wire.
pub fn encode(table: &Table) -> String {
    let mut out = String::with_capacity(table.rows.len() * 120);
    let rows = &table.rows;
    line(&mut out, "N", [rows.len().to_string()].into_iter());
    if let Some(rate) = table.rate {
        line(
            &mut out,
            "E",
            [rate.cny_per_usd.0, rate.date.days_since_epoch()].map(|n| n.to_string()).into_iter(),
        );
    }
    for facet in &table.facets {
        let many = if facet.many { "1" } else { "" };
        line(&mut out, "F", [&*facet.key, &*facet.label, many].into_iter());
        let choices = facet.choices.iter().flat_map(|choice| [&*choice.id, &*choice.name]);
        line(&mut out, "O", choices);
    }
    line(&mut out, "M", rows.iter().map(|row| row.model.as_str()));
    line(&mut out, "A", rows.iter().map(|row| row.anchor.as_str()));
    line(&mut out, "H", rows.iter().map(|row| row.haystack.as_str()));
    for facet in 0..table.facets.len() {
        line(&mut out, "V", rows.iter().map(|row| row.facets[facet].to_string()));
    }
    for (place, column) in table.columns.iter().enumerate() {
        let kind = KINDS.iter().find(|(_, kind)| *kind == column.kind).map_or("t", |(letter, _)| letter);
        let shown = if column.shown { "1" } else { "" };
        let about = [&*column.key, &*column.label, &*column.unit, kind, shown, &*column.anchor];
        line(&mut out, "C", about.into_iter());
        let cells = || rows.iter().map(|row| &row.cells[place]);
        let digits = |number: Option<i64>| number.map(|number| number.to_string()).unwrap_or_default();
        line(&mut out, "T", cells().map(|cell| cell.text.as_str()));
        line(&mut out, "K", cells().map(|cell| digits(cell.key)));
        line(&mut out, "X", cells().map(|cell| digits((cell.marks.0 > 0).then_some(cell.marks.0.into()))));
    }
    out
}

/// A name for what the rows say, for addresses that may be kept for good.
pub fn version(rows: &str) -> String {
    let mut hasher = DefaultHasher::new();
    rows.hash(&mut hasher);
    format!("{:x}", hasher.finish())
}

/// Reads a table from the wire; `None` if it is no table: an old copy from a
/// cache, or an error page.
pub fn decode(text: &str) -> Option<Table> {
    let mut table = Table::default();
    let mut filled = 0;
    for text in text.lines() {
        let (kind, rest) = text.split_once('\t').unwrap_or((text, ""));
        let mut values = Values { rest: Some(rest), last: "" };
        match kind {
            "N" => {
                let count: usize = values.next()?.parse().ok().filter(|count| *count < 1_000_000)?;
                table.rows = vec![Row::default(); count];
            }
            "E" => {
                table.rate = Some(Rate {
                    cny_per_usd: Decimal(values.next()?.parse().ok()?),
                    date: Date::from_days_since_epoch(values.next()?.parse().ok()?),
                });
            }
            "F" => {
                let (key, label) = (values.text(), values.text());
                table.facets.push(Facet {
                    key,
                    label,
                    many: values.next() == Some("1"),
                    choices: Vec::new(),
                });
            }
            "O" => {
                let facet = table.facets.last_mut()?;
                while let (Some(id), Some(name)) = (values.next(), values.next()) {
                    facet.choices.push(Choice { id: id.to_owned(), name: name.to_owned() });
                }
            }
            "M" => each(&mut table, values, |row, value| row.model = value.to_owned())?,
            "A" => each(&mut table, values, |row, value| row.anchor = value.to_owned())?,
            "H" => each(&mut table, values, |row, value| row.haystack = value.to_owned())?,
            "V" => each(&mut table, values, |row, value| row.facets.push(value.parse().unwrap_or_default()))?,
            "C" => {
                let (key, label, unit, letter) = (values.text(), values.text(), values.text(), values.text());
                let kind = KINDS.iter().find(|(known, _)| *known == letter)?.1;
                let (shown, anchor) = (values.next() == Some("1"), values.text());
                table.columns.push(Column { key, label, unit, kind, shown, anchor });
                for row in &mut table.rows {
                    row.cells.push(Cell::default());
                }
                filled = table.columns.len() - 1;
            }
            "T" => each(&mut table, values, |row, value| row.cells[filled].text = value.to_owned())?,
            "K" => each(&mut table, values, |row, value| row.cells[filled].key = value.parse().ok())?,
            "X" => each(&mut table, values, |row, value| {
                row.cells[filled].marks = Marks(value.parse().unwrap_or_default());
            })?,
            _ => return None,
        }
    }
    let (columns, facets) = (table.columns.len(), table.facets.len());
    let sound =
        columns > 0 && table.rows.iter().all(|row| (row.cells.len(), row.facets.len()) == (columns, facets));
    sound.then_some(table)
}

/// Gives each row its value; `None` if there is a value more than rows, or a
/// cell's value before its column. Values missing at the end are empty.
fn each(table: &mut Table, mut values: Values<'_>, mut set: impl FnMut(&mut Row, &str)) -> Option<()> {
    for row in &mut table.rows {
        set(row, values.next().unwrap_or_default());
    }
    values.next().is_none().then_some(())
}

/// The values of a line.
struct Values<'a> {
    /// `None` after the last one; the empty values at the end are not printed.
    rest: Option<&'a str>,
    last: &'a str,
}

impl<'a> Values<'a> {
    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let (value, rest) = rest.split_once('\t').map_or((rest, None), |(value, rest)| (value, Some(rest)));
        self.rest = rest;
        if value != "=" {
            self.last = value;
        }
        Some(self.last)
    }

    /// The next value, empty where the line ends.
    fn text(&mut self) -> String {
        self.next().unwrap_or_default().to_owned()
    }
}

/// Prints a line, empty values at its end left out; none at all is no line.
fn line(out: &mut String, kind: &str, values: impl Iterator<Item = impl AsRef<str>>) {
    let start = out.len();
    out.push_str(kind);
    let mut kept = start;
    let mut last = String::new();
    for value in values {
        out.push('\t');
        let value = clean(value.as_ref());
        if value == last && !value.is_empty() {
            out.push('=');
        } else {
            out.push_str(&value);
        }
        if !value.is_empty() {
            kept = out.len();
        }
        last = value;
    }
    out.truncate(kept);
    if kept > start {
        out.push('\n');
    }
}

/// A text without what would break the lines. `=` alone means something else.
fn clean(text: &str) -> String {
    let is_breaking = |c: char| c.is_control() || c == '\u{2028}' || c == '\u{2029}';
    let text: String = text.chars().map(|c| if is_breaking(c) { ' ' } else { c }).collect();
    if text == "=" { "= ".to_owned() } else { text }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use crate::catalog::price::{Decimal, Rate};
    use crate::catalog::quantity::Date;
    use crate::catalog::table::{Cell, Choice, Column, Facet, Kind, Marks, Row, Table};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn table(texts: &[String]) -> Table {
        let text = |i: usize| texts[i % texts.len()].clone();
        let column = |i: usize, kind| Column {
            key: "model".into(),
            label: text(i),
            unit: text(i + 1),
            kind,
            shown: i == 0,
            anchor: text(i + 2),
        };
        let cell = |i: usize| Cell { text: text(i), key: Some(-7 * i as i64), marks: Marks(i as u8 % 16) };
        let row = |i: usize| Row {
            model: "m".into(),
            anchor: text(i),
            haystack: text(i + 1),
            facets: vec![5, i as u32],
            cells: vec![cell(i), Cell::default()],
        };
        let facet = |i: usize| Facet {
            key: "f".into(),
            label: text(i),
            many: i == 1,
            choices: vec![
                Choice { id: "x".into(), name: text(i + 3) },
                Choice { id: "y".into(), name: "z".into() },
            ],
        };
        Table {
            columns: vec![column(0, Kind::Text), column(3, Kind::Money)],
            facets: vec![facet(0), facet(1)],
            rows: vec![row(4), row(4), row(7)],
            rate: Some(Rate { cny_per_usd: Decimal(7_100_000), date: Date::from_days_since_epoch(20_000) }),
        }
    }

    proptest! {
        #[test]
        fn a_table_survives_the_wire(texts in proptest::collection::vec("[^\\pC\u{2028}\u{2029}=]{0,12}", 12)) {
            let table = table(&texts);
            prop_assert_eq!(decode(&encode(&table)), Some(table));
        }

        #[test]
        fn control_characters_never_break_the_lines(texts in proptest::collection::vec("\\PC*|[\t\n\x1f\r=]{1,3}", 12)) {
            prop_assert!(decode(&encode(&table(&texts))).is_some());
        }

        #[test]
        fn what_is_no_table_is_refused(text in "\\PC{1,40}") {
            prop_assert!(decode(&text).is_none());
        }
    }
}
