//! The rows on the selection's page.

use crate::catalog::sort::sort_places;
use crate::catalog::table::{Cell, Column, Display, Marks, Row, value};
use crate::html::escape_into;
use crate::ui::islands::table::found::{conditions, remove_chip};
use crate::ui::islands::table::markup::{Drawn, attribute, push};
use crate::ui::text;

/// The first rows, or what to do when there is none.
pub(super) fn first_rows_html(drawn: &Drawn<'_>) -> String {
    let shown = drawn.selection.shown(drawn.seed.page_size);
    if shown.is_empty() {
        let mut out = String::new();
        empty(&mut out, drawn, drawn.state.columns(&drawn.seed.table).len());
        return out;
    }
    rows_html(drawn, &shown[..shown.len().min(drawn.first)])
}

/// The rows below.
pub(super) fn more_rows_html(drawn: &Drawn<'_>) -> String {
    let shown = drawn.selection.shown(drawn.seed.page_size);
    rows_html(drawn, shown.get(drawn.first..).unwrap_or_default())
}

fn rows_html(drawn: &Drawn<'_>, places: &[usize]) -> String {
    let table = &drawn.seed.table;
    let (columns, display) = (drawn.state.columns(table), drawn.state.display(table));
    let mut out = String::new();
    for place in places {
        row(&mut out, drawn, &table.rows[*place], &columns, &display);
    }
    out
}

/// A row; its first cell heads it: a box to compare the model, and its name
/// as the link to its page.
fn row(out: &mut String, drawn: &Drawn<'_>, row: &Row, columns: &[usize], display: &Display) {
    let seed = drawn.seed;
    out.push_str("<tr>");
    for place in columns {
        let (cell, column) = (&row.cells[*place], &seed.table.columns[*place]);
        if *place == 0 {
            out.push_str("<th scope=\"row\"><input type=\"checkbox\" name=\"m\"");
            attribute(out, "value", &row.model);
            attribute(out, "form", &seed.id("compare"));
            attribute(out, "aria-label", &[drawn.say(text::PICK), &cell.text].concat());
            push(out, &[if drawn.picked.contains(&row.model) { " checked" } else { "" }, "><a"]);
            attribute(out, "href", &[&*seed.models, &*row.model].concat());
            out.push('>');
            escape_into(out, &cell.text);
            out.push_str("</a></th>");
            continue;
        }
        out.push_str(if column.kind.is_numeric() { "<td class=\"number\">" } else { "<td>" });
        content(out, drawn, row, cell, column, display);
        out.push_str("</td>");
    }
    out.push_str("</tr>");
}

/// What a cell says. A number is itself the link to its source, with a loud
/// sign where there is more to know: one element for each cell, because the
/// browser's work grows with them.
fn content(out: &mut String, drawn: &Drawn<'_>, row: &Row, cell: &Cell, column: &Column, display: &Display) {
    if cell.is_missing() {
        push(
            out,
            &["<span class=\"unknown\" aria-label=\"", drawn.say(text::UNKNOWN), "\" role=\"img\">–</span>"],
        );
        return;
    }
    let said = value(cell, column.kind, display);
    if cell.marks == Marks::default() {
        escape_into(out, &said);
        return;
    }
    let mut class = String::from("source value");
    let mut label = drawn.say(text::SOURCE).to_owned();
    let mut sign = "";
    // The last that holds gives the sign: a disagreement is the loudest.
    for (mark, name, words, own) in [
        (Marks::STALE, " stale", text::STALE, "◷"),
        (Marks::NOTED, " noted", text::NOTED, "†"),
        (Marks::DISPUTED, " disputed", text::DISPUTED, "≠"),
    ] {
        if cell.marks.has(mark) {
            sign = own;
            class.push_str(name);
            push(&mut label, &[", ", drawn.say(words)]);
        }
    }
    let own = column.anchor.is_empty() || column.anchor == Column::OF_ROW;
    let anchor = if own { &row.anchor } else { &column.anchor };
    out.push_str("<a");
    attribute(out, "class", &class);
    attribute(out, "href", &[&*drawn.seed.models, &*row.model, "#", anchor].concat());
    attribute(out, "title", &label);
    out.push('>');
    escape_into(out, &said);
    if !sign.is_empty() {
        push(out, &["<i aria-hidden=\"true\">", sign, "</i>"]);
    }
    out.push_str("</a>");
}

/// No row: which conditions there are, each a link that removes it.
fn empty(out: &mut String, drawn: &Drawn<'_>, columns: usize) {
    push(out, &["<tr><td class=\"empty\" colspan=\"", &columns.to_string(), "\"><p>"]);
    push(out, &[drawn.say(text::NO_ROWS), "</p>"]);
    let conditions = conditions(drawn);
    if !conditions.is_empty() {
        push(out, &["<p>", drawn.say(text::RELAX), "</p>"]);
    }
    // Those that help most come first, with how many rows they bring back.
    let table = &drawn.seed.table;
    let left = |place: &usize| {
        let state = &conditions[*place].without;
        state.filter.run(table, state.money).rows.len()
    };
    let mut places: Vec<usize> = (0..conditions.len()).collect();
    let counts: Vec<usize> = places.iter().map(left).collect();
    sort_places(&mut places, &mut |a, b| counts[b].cmp(&counts[a]));
    let helps = counts.iter().any(|count| *count > 0);
    for place in places.into_iter().filter(|place| !helps || counts[*place] > 0) {
        out.push_str("<p>");
        remove_chip(out, drawn, "relax", &conditions[place]);
        push(out, &["→ ", &text::row_count(drawn.locale(), counts[place], counts[place]), "</p>"]);
    }
    out.push_str("</td></tr>");
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::first_rows_html;
    use crate::catalog::table::{Cell, Choice, Column, Facet, Kind, Marks, Row, Table};
    use crate::locale::Locale;
    use crate::query::Query;
    use crate::ui::islands::seed::TableSeed;
    use crate::ui::islands::table::markup::Drawn;

    fn seed(query: &str) -> TableSeed {
        let cell = |text: &str, marks: Marks| Cell { text: text.into(), key: None, marks };
        let column = |key: &str| Column {
            key: key.into(),
            label: key.into(),
            unit: String::new(),
            kind: Kind::Text,
            shown: true,
            anchor: key.into(),
        };
        let row = |name: &str| Row {
            model: name.into(),
            anchor: String::new(),
            facets: vec![1],
            haystack: name.into(),
            cells: vec![
                cell(name, Marks::default()),
                cell("<1>", Marks::SOURCED.and(Marks::DISPUTED)),
                Cell::default(),
            ],
        };
        let choice = |id: &str| Choice { id: id.into(), name: id.into() };
        let facet = Facet {
            key: "open".into(),
            label: "Weights".into(),
            many: false,
            choices: vec![choice("1"), choice("0")],
        };
        let table = Table {
            columns: vec![column("model"), column("x"), column("y")],
            facets: vec![facet],
            rows: vec![row("a&b"), row("c")],
            rate: None,
        };
        TableSeed {
            locale: Locale::En,
            table: Arc::new(table),
            prefix: "specs.".into(),
            page_size: 10,
            path: "/en/models".into(),
            query: Query::parse(query),
            caption: String::new(),
            source: String::new(),
            models: "/en/models/".into(),
            compare: "/en/compare".into(),
        }
    }

    fn html(query: &str) -> String {
        let seed = seed(query);
        let state = seed.state().0;
        let selection = state.select(&seed.table, seed.page_size);
        first_rows_html(&Drawn {
            seed: &seed,
            state: &state,
            selection: &selection,
            first: 9,
            picked: &["c".to_owned()],
        })
    }

    #[test]
    fn rows_are_escaped_and_point_to_their_source() {
        let out = html("");
        assert_eq!(out.matches("<tr>").count(), 2);
        assert!(out.contains("a&amp;b") && out.contains("&lt;1&gt;"), "{out}");
        assert!(out.contains("class=\"source value disputed\" href=\"/en/models/c#x\""), "{out}");
        assert!(out.contains("unknown"), "{out}");
    }

    #[test]
    fn a_picked_model_stays_ticked() {
        assert_eq!(html("").matches(" checked").count(), 1);
    }

    #[test]
    fn an_empty_result_offers_to_remove_each_condition_and_says_what_that_brings() {
        let out = html("specs.open=0&specs.q=nothing&other=1");
        assert!(out.contains("href=\"/en/models?other=1&amp;specs.q=nothing\""), "{out}");
        assert!(out.contains("href=\"/en/models?other=1&amp;specs.open=0\""), "{out}");
        assert!(html("specs.open=0").contains("→ 2 rows"), "{out}");
    }
}
