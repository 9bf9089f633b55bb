//! The headings, each a link that sorts.

use crate::html::escape_into;
use crate::ui::islands::table::markup::{Drawn, attribute, push, state_link};
use crate::ui::text;

pub(super) fn head_html(drawn: &Drawn<'_>) -> String {
    let mut out = String::from("<tr>");
    let (table, state) = (&drawn.seed.table, drawn.state);
    for place in state.columns(table) {
        let column = &table.columns[place];
        let numeric = column.kind.is_numeric();
        push(&mut out, &["<th scope=\"col\" class=\"", if numeric { "number" } else { "text" }, "\""]);
        let sorted = state.order.iter().position(|sort| sort.column == column.key);
        if let Some(rank) = sorted {
            let direction = if state.order[rank].descending { "descending" } else { "ascending" };
            attribute(&mut out, "aria-sort", direction);
            if state.order.len() > 1 {
                attribute(&mut out, "data-rank", &(rank + 1).to_string());
            }
        }
        out.push('>');
        let next = state.sorted_by(&column.key, numeric, false);
        state_link(&mut out, drawn, &["sort-", &column.key].concat(), "", &next);
        attribute(&mut out, "data-sort", &column.key);
        attribute(&mut out, "title", drawn.say(text::SORT_HINT));
        out.push('>');
        escape_into(&mut out, &column.label);
        out.push_str("</a>");
        if !column.unit.is_empty() {
            out.push_str("<small>");
            escape_into(&mut out, &column.unit);
            out.push_str("</small>");
        }
        out.push_str("</th>");
    }
    out.push_str("</tr>");
    out
}
