//! The rows as HTML text. Text rather than views, because rows have no state
//! of their own: a tenth of the code in the browser, nothing to hydrate, and
//! one assignment repaints them.

use crate::catalog::filter::Filter;
use crate::catalog::state::{Selection, TableState};
use crate::catalog::table::{Cell, Choice, Row};
use crate::html::escape_into;
use crate::ui::islands::seed::TableSeed;
use crate::ui::text;

/// The rows on the selection's page, or what to do when there is none.
pub(super) fn rows_html(seed: &TableSeed, state: &TableState, selection: &Selection) -> String {
    let mut out = String::new();
    for place in selection.shown(seed.page_size) {
        row(&mut out, seed, &seed.table.rows[*place]);
    }
    if out.is_empty() {
        empty(&mut out, seed, state);
    }
    out
}

/// A row; its first cell heads it.
fn row(out: &mut String, seed: &TableSeed, row: &Row) {
    out.push_str("<tr>");
    for (place, (cell, column)) in row.cells.iter().zip(&seed.table.columns).enumerate() {
        out.push_str(match (place, column.numeric) {
            (0, _) => "<th scope=\"row\">",
            (_, true) => "<td class=\"number\">",
            (_, false) => "<td>",
        });
        content(out, seed, cell);
        out.push_str(if place == 0 { "</th>" } else { "</td>" });
    }
    out.push_str("</tr>");
}

/// What a cell says, a loud mark of disagreement, a quiet one of its source.
fn content(out: &mut String, seed: &TableSeed, cell: &Cell) {
    let locale = seed.locale;
    if cell.text.is_empty() {
        push(
            out,
            &["<span class=\"unknown\"><span aria-hidden=\"true\">–</span><span class=\"visually-hidden\">"],
        );
        push(out, &[text::UNKNOWN.get(locale), "</span></span>"]);
        return;
    }
    if !cell.others.is_empty() {
        remark(out, ("disputed", "≠"), text::DISPUTED.get(locale), &cell.others);
    }
    if !cell.note.is_empty() {
        remark(out, ("noted", "†"), text::NOTE.get(locale), &cell.note);
    }
    escape_into(out, &cell.text);
    if let Some(source) = cell.source {
        let number = (source + 1).to_string();
        push(out, &["<a class=\"source\" href=\"#", &seed.source_id(source), "\" aria-label=\""]);
        push(out, &[text::SOURCE.get(locale), " ", &number, "\"></a>"]);
    }
}

/// A mark that says more when it is pointed at, focused or read aloud.
fn remark(out: &mut String, (class, sign): (&str, &str), label: &str, says: &str) {
    push(out, &["<span class=\"", class, "\" role=\"note\" tabindex=\"0\" title=\"", label]);
    escape_into(out, says);
    push(out, &["\"><span aria-hidden=\"true\">", sign, "</span><span class=\"visually-hidden\">", label]);
    escape_into(out, says);
    out.push_str("</span></span> ");
}

/// No row: which conditions there are, each a link that removes it.
fn empty(out: &mut String, seed: &TableSeed, state: &TableState) {
    let (table, filter, locale) = (&seed.table, &state.filter, seed.locale);
    push(out, &["<tr><td class=\"empty\" colspan=\"", &table.columns.len().to_string(), "\"><p>"]);
    push(out, &[text::NO_ROWS.get(locale), "</p>"]);
    let conditions: [Condition; 4] = [
        (filter.scenario.as_ref().map(|id| name(&table.scenarios, id)), |filter| filter.scenario = None),
        (filter.series.first().map(|id| name(&table.series, id)), |filter| filter.series.clear()),
        (
            filter.open.map(|open| if open { text::OPEN } else { text::CLOSED }.get(locale).to_owned()),
            |filter| filter.open = None,
        ),
        ((!filter.text.is_empty()).then(|| filter.text.clone()), |filter| filter.text.clear()),
    ];
    if !filter.is_empty() {
        push(out, &["<p>", text::RELAX.get(locale), "</p><p>"]);
    }
    for (label, remove) in conditions {
        let Some(label) = label else { continue };
        out.push_str("<a class=\"chip\" data-state href=\"");
        escape_into(out, &seed.address(&state.with_filter(remove)));
        push(out, &["\" aria-label=\"", text::REMOVE.get(locale)]);
        escape_into(out, &label);
        out.push_str("\">");
        escape_into(out, &label);
        out.push_str(" ×</a>");
    }
    out.push_str("</p></td></tr>");
}

/// What is asked, if it is, and how to ask it no more.
type Condition = (Option<String>, fn(&mut Filter));

fn name(choices: &[Choice], id: &str) -> String {
    let known = choices.iter().find(|choice| choice.id == id);
    known.map_or_else(|| id.to_owned(), |choice| choice.name.clone())
}

fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::rows_html;
    use crate::catalog::table::{Cell, Column, Row, Table};
    use crate::locale::Locale;
    use crate::query::Query;
    use crate::ui::islands::seed::TableSeed;

    fn seed(query: &str) -> TableSeed {
        let cell = |text: &str| Cell {
            text: text.into(),
            others: "<128K>".into(),
            source: Some(0),
            ..Cell::default()
        };
        let column =
            |key: &str| Column { key: key.into(), label: key.into(), unit: String::new(), numeric: false };
        let row = |name: &str| Row {
            model: name.into(),
            series: 0,
            scenarios: 0,
            open: Some(true),
            haystack: name.into(),
            cells: vec![cell(name), Cell::default()],
        };
        let columns = vec![column("model"), column("x")];
        TableSeed {
            locale: Locale::En,
            table: Arc::new(Table { columns, rows: vec![row("a&b"), row("c")], ..Table::default() }),
            prefix: "specs.".into(),
            page_size: 10,
            path: "/en/models".into(),
            query: Query::parse(query),
            caption: String::new(),
            source: String::new(),
        }
    }

    fn html(query: &str) -> String {
        let seed = seed(query);
        let state = seed.state().0;
        rows_html(&seed, &state, &state.select(&seed.table, seed.page_size))
    }

    #[test]
    fn rows_are_escaped_and_point_to_their_source() {
        let out = html("");
        assert_eq!(out.matches("<tr>").count(), 2);
        assert!(out.contains("a&amp;b") && out.contains("&lt;128K&gt;"), "{out}");
        assert!(out.contains("href=\"#specs-source-1\""), "{out}");
        assert!(out.contains("unknown"), "{out}");
    }

    #[test]
    fn an_empty_result_offers_to_remove_each_condition() {
        let out = html("specs.open=0&specs.q=nothing&other=1");
        assert!(out.contains("href=\"/en/models?specs.q=nothing&amp;other=1\""), "{out}");
        assert!(out.contains("href=\"/en/models?specs.open=0&amp;other=1\""), "{out}");
    }
}
