//! What travels between the server and its own browser code.
//!
//! A [`Table`] travels as lines of text: smaller than JSON before and after
//! compression, and read without a JSON parser in the wasm. The first letter
//! of a line says what it is; fields are parted by tabs, parts of a cell by
//! `\x1f`. Texts never hold these: [`clean`] turns control characters into
//! spaces.

use std::hash::{DefaultHasher, Hash, Hasher};

use crate::catalog::table::{Cell, Choice, Column, Row, SourceLine, Table};

/// Prints a table for the wire.
pub fn encode(table: &Table) -> String {
    let mut out = String::with_capacity(table.rows.len() * 160);
    for column in &table.columns {
        let numeric = if column.numeric { "1" } else { "" };
        line(&mut out, "C", &[&column.key, &column.label, &column.unit, numeric]);
    }
    for choice in &table.series {
        line(&mut out, "S", &[&choice.id, &choice.name]);
    }
    for choice in &table.scenarios {
        line(&mut out, "N", &[&choice.id, &choice.name]);
    }
    for source in &table.sources {
        line(&mut out, "Q", &[&source.title, &source.url, &source.date, &source.tier]);
    }
    for row in &table.rows {
        let open = row.open.map_or("", |open| if open { "1" } else { "0" });
        let (series, scenarios) = (row.series.to_string(), row.scenarios.to_string());
        let cells: Vec<String> = row.cells.iter().map(cell).collect();
        let mut fields = vec![row.model.as_str(), &series, &scenarios, open, &row.haystack];
        fields.extend(cells.iter().map(String::as_str));
        line(&mut out, "R", &fields);
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
    for text in text.lines() {
        let mut fields = text.split('\t');
        let kind = fields.next()?;
        let mut next = || fields.next().map(str::to_owned);
        match kind {
            "C" => table.columns.push(Column {
                key: next()?,
                label: next()?,
                unit: next()?,
                numeric: next()? == "1",
            }),
            "S" => table.series.push(Choice { id: next()?, name: next()? }),
            "N" => table.scenarios.push(Choice { id: next()?, name: next()? }),
            "Q" => {
                table.sources.push(SourceLine { title: next()?, url: next()?, date: next()?, tier: next()? })
            }
            "R" => table.rows.push(Row {
                model: next()?,
                series: next()?.parse().ok()?,
                scenarios: next()?.parse().ok()?,
                open: match next()?.as_str() {
                    "1" => Some(true),
                    "0" => Some(false),
                    _ => None,
                },
                haystack: next()?,
                cells: fields.map(read_cell).collect(),
            }),
            _ => return None,
        }
    }
    let width = table.columns.len();
    let sound = width > 0 && table.rows.iter().all(|row| row.cells.len() == width);
    sound.then_some(table)
}

fn line(out: &mut String, kind: &str, fields: &[&str]) {
    out.push_str(kind);
    for field in fields {
        out.push('\t');
        clean(field, out);
    }
    out.push('\n');
}

/// Copies a text, control characters other than the cell parter as spaces.
fn clean(text: &str, out: &mut String) {
    let is_breaking = |c: char| (c.is_control() && c != '\x1f') || c == '\u{2028}' || c == '\u{2029}';
    out.extend(text.chars().map(|c| if is_breaking(c) { ' ' } else { c }));
}

/// The five parts of a cell, empty ones at the end left out.
fn cell(cell: &Cell) -> String {
    let number = |n: Option<String>| n.unwrap_or_default();
    let parts = [
        cell.text.replace('\x1f', " "),
        number(cell.key.map(|key| key.to_string())),
        number(cell.source.map(|source| source.to_string())),
        cell.others.replace('\x1f', " "),
        cell.note.replace('\x1f', " "),
    ];
    let joined = parts.join("\x1f");
    joined.trim_end_matches('\x1f').to_owned()
}

fn read_cell(text: &str) -> Cell {
    let mut parts = text.split('\x1f');
    let mut next = || parts.next().unwrap_or_default();
    Cell {
        text: next().to_owned(),
        key: next().parse().ok(),
        source: next().parse().ok(),
        others: next().to_owned(),
        note: next().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};
    use crate::catalog::table::{Cell, Choice, Column, Row, SourceLine, Table};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn table(texts: &[String]) -> Table {
        let text = |i: usize| texts[i % texts.len()].clone();
        Table {
            columns: vec![Column { key: "model".into(), label: text(0), unit: text(1), numeric: true }],
            series: vec![Choice { id: "s".into(), name: text(2) }],
            scenarios: vec![Choice { id: "c".into(), name: text(3) }],
            sources: vec![SourceLine { title: text(4), url: text(5), date: text(6), tier: text(7) }],
            rows: vec![Row {
                model: "m".into(),
                series: 0,
                scenarios: 5,
                open: Some(false),
                haystack: text(8),
                cells: vec![Cell {
                    text: text(9),
                    key: Some(-7),
                    source: Some(0),
                    others: text(10),
                    note: text(11),
                }],
            }],
        }
    }

    proptest! {
        #[test]
        fn a_table_survives_the_wire(texts in proptest::collection::vec("[^\\pC\u{2028}\u{2029}]{0,12}", 12)) {
            let table = table(&texts);
            prop_assert_eq!(decode(&encode(&table)), Some(table));
        }

        #[test]
        fn control_characters_never_break_the_lines(texts in proptest::collection::vec("\\PC*|[\t\n\x1f\r]{1,3}", 12)) {
            prop_assert!(decode(&encode(&table(&texts))).is_some());
        }

        #[test]
        fn what_is_no_table_is_refused(text in "\\PC{1,40}") {
            prop_assert!(decode(&text).is_none());
        }
    }
}
