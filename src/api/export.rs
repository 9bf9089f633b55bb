//! Rows as files: CSV for spreadsheets, JSON with a source for each value,
//! a Markdown table for notes and prompts.

use serde_json::{Map, Value, json};

use crate::catalog::Catalog;
use crate::catalog::price::Money;
use crate::catalog::quantity::Date;
use crate::catalog::state::{Problem, TableState};
use crate::catalog::table::{Cell, Column, Display, Kind, Marks, Row, Table, value};

/// The rows that a state chooses, all of them, and the columns it shows.
pub struct Rows<'a> {
    catalog: &'a Catalog,
    table: &'a Table,
    rows: Vec<&'a Row>,
    columns: Vec<usize>,
    display: Display,
    problems: &'a [Problem],
}

impl<'a> Rows<'a> {
    pub fn new(catalog: &'a Catalog, table: &'a Table, state: &TableState, problems: &'a [Problem]) -> Self {
        let found = state.select(table, usize::MAX).found;
        let rows = found.rows.iter().map(|row| &table.rows[*row]).collect();
        Self { catalog, table, rows, columns: state.columns(table), display: state.display(table), problems }
    }

    fn columns(&self) -> impl Iterator<Item = (usize, &'a Column)> {
        self.columns.iter().map(|place| (*place, &self.table.columns[*place]))
    }
}

/// Comma-separated values with plain numbers: tokens and parameters as
/// digits, money as a decimal with its currency in a column of its own.
pub fn csv(rows: &Rows<'_>) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    let mut head = vec!["id".to_owned()];
    for (_, column) in rows.columns() {
        let unit = if column.unit.is_empty() { String::new() } else { format!(" ({})", column.unit) };
        head.push(format!("{}{unit}", column.label));
        if column.kind == Kind::Money {
            head.push(format!("{} currency", column.label));
        }
    }
    writer.write_record(&head).ok();
    for row in &rows.rows {
        let mut record = vec![row.model.clone()];
        for (place, column) in rows.columns() {
            let cell = &row.cells[place];
            match (column.kind, cell.key) {
                (Kind::Money, key) => {
                    let money = key.map(|key| shown(key, &rows.display));
                    record.push(money.map(|money| money.amount.to_string()).unwrap_or_default());
                    record.push(money.map(|money| money.currency.code().to_owned()).unwrap_or_default());
                }
                (Kind::Tokens | Kind::Params, Some(key)) => record.push(key.to_string()),
                (kind, _) => record.push(harmless(value(cell, kind, &rows.display))),
            }
        }
        writer.write_record(&record).ok();
    }
    let bytes = writer.into_inner().unwrap_or_default();
    // The mark tells spreadsheet programs that Chinese text is UTF-8.
    format!("\u{feff}{}", String::from_utf8_lossy(&bytes))
}

/// Spreadsheets run a text that begins like a formula.
fn harmless(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@']) { format!("'{text}") } else { text }
}

/// The money a cell shows: its own, or converted when the reader asked.
fn shown(key: i64, display: &Display) -> Money {
    let own = Money::from_key(key);
    display.money.and_then(|wanted| own.into_currency(wanted, display.rate?)).unwrap_or(own)
}

/// An object with the columns and, for each row, its values; each value that
/// has one names its source and whether others disagree.
pub fn json(rows: &Rows<'_>) -> String {
    let columns: Vec<Value> = rows
        .columns()
        .map(|(_, column)| json!({ "key": column.key, "label": column.label, "unit": column.unit }))
        .collect();
    let row_values: Vec<Value> = rows
        .rows
        .iter()
        .map(|row| {
            let mut values = Map::new();
            values.insert("id".to_owned(), Value::from(row.model.as_str()));
            for (place, column) in rows.columns().filter(|(place, _)| !row.cells[*place].is_missing()) {
                values.insert(column.key.clone(), json_value(rows, row, &row.cells[place], column));
            }
            Value::Object(values)
        })
        .collect();
    let ignored: Vec<Value> = rows
        .problems
        .iter()
        .map(|problem| json!({ "parameter": problem.key, "value": problem.value }))
        .collect();
    let rate = rows.display.rate.filter(|_| rows.display.money.is_some());
    let rate = rate
        .map(|rate| json!({ "cny_per_usd": rate.cny_per_usd.to_string(), "date": rate.date.to_string() }));
    let all = json!({
        "columns": columns,
        "count": row_values.len(),
        "rows": row_values,
        "rate": rate,
        "ignored": ignored,
    });
    format!("{all:#}\n")
}

fn json_value(rows: &Rows<'_>, row: &Row, cell: &Cell, column: &Column) -> Value {
    let text = value(cell, column.kind, &rows.display);
    let plain = match (column.kind, cell.key) {
        (Kind::Money, Some(key)) => {
            let money = shown(key, &rows.display);
            json!({ "amount": money.amount.to_string(), "currency": money.currency.code() })
        }
        (Kind::Tokens | Kind::Params, Some(key)) => json!({ "count": key }),
        (Kind::Date, Some(key)) => json!({ "date": Date::from_days_since_epoch(key).to_string() }),
        _ => json!({}),
    };
    let mut fields = plain.as_object().cloned().unwrap_or_default();
    fields.insert("text".to_owned(), Value::from(text));
    let anchor = if column.anchor.is_empty() || column.anchor == Column::OF_ROW {
        &row.anchor
    } else {
        &column.anchor
    };
    if cell.marks.has(Marks::SOURCED)
        && let Some(source) = rows.catalog.source_of(&row.model.as_str().into(), anchor)
    {
        let about = json!({ "title": source.title, "url": source.url, "date": source.date.to_string() });
        fields.insert("source".to_owned(), about);
    }
    for (mark, name) in
        [(Marks::DISPUTED, "disputed"), (Marks::NOTED, "conditional"), (Marks::STALE, "stale")]
    {
        if cell.marks.has(mark) {
            fields.insert(name.to_owned(), Value::from(true));
        }
    }
    Value::Object(fields)
}

/// A Markdown table of at most so many rows; bars in texts are escaped.
pub fn markdown(rows: &Rows<'_>, most: usize) -> String {
    let bar_free = |text: &str| text.replace('\\', "\\\\").replace('|', "\\|").replace('\n', " ");
    let mut out = String::new();
    let mut line = |cells: Vec<String>| {
        out.push_str(&format!("| {} |\n", cells.join(" | ")));
    };
    line(
        rows.columns()
            .map(|(_, column)| match column.unit.as_str() {
                "" => bar_free(&column.label),
                unit => bar_free(&format!("{} ({unit})", column.label)),
            })
            .collect(),
    );
    line(
        rows.columns()
            .map(|(_, column)| if column.kind.is_numeric() { "---:" } else { "---" }.to_owned())
            .collect(),
    );
    for row in rows.rows.iter().take(most) {
        let cells =
            rows.columns().map(|(place, column)| value(&row.cells[place], column.kind, &rows.display));
        line(cells.map(|text| bar_free(&text)).collect());
    }
    out
}
