//! What the filters leave: a count, what is asked as chips that remove it,
//! what can be done with the rows, and pages of them.

use crate::catalog::filter::Filter;
use crate::catalog::state::TableState;
use crate::html::escape_into;
use crate::ui::islands::table::markup::{Drawn, attribute, push, state_link};
use crate::ui::text;

/// How many rows are left.
pub(super) fn count_text(drawn: &Drawn<'_>) -> String {
    text::row_count(drawn.locale(), drawn.selection.found.rows.len(), drawn.seed.table.rows.len())
}

/// A chip for each condition, then links that keep or take away the rows.
pub(super) fn found_html(drawn: &Drawn<'_>) -> String {
    let mut out = String::new();
    for condition in conditions(drawn) {
        remove_chip(&mut out, drawn, "active", &condition);
    }
    if !drawn.state.filter.is_empty() {
        let all = drawn.state.with_filter(|filter| *filter = Filter::default());
        state_link(&mut out, drawn, "clear", "clear", &all);
        push(&mut out, &[">", drawn.say(text::CLEAR), "</a>"]);
    }
    push(&mut out, &["<span class=\"take\">", drawn.say(text::EXPORT)]);
    for (ending, name) in [("csv", "CSV"), ("json", "JSON"), ("md", "Markdown")] {
        out.push_str(" <a download");
        attribute(&mut out, "href", &drawn.seed.export(drawn.state, ending));
        push(&mut out, &[">", name, "</a>"]);
    }
    push(
        &mut out,
        &[" <button type=\"button\" data-copy-link>", drawn.say(text::COPY_LINK), "</button></span>"],
    );
    out
}

/// The form that boxes in the rows belong to: models ticked on other pages of
/// the table, and the button.
pub(super) fn compare_html(drawn: &Drawn<'_>) -> String {
    let mut out = String::new();
    let shown = drawn.selection.shown(drawn.seed.page_size);
    for id in drawn.picked {
        if !shown.iter().any(|row| drawn.seed.table.rows[*row].model == *id) {
            out.push_str("<input type=\"hidden\" name=\"m\"");
            attribute(&mut out, "value", id);
            out.push('>');
        }
    }
    let count = match drawn.picked.len() {
        0 => String::new(),
        n => [" (", &n.to_string(), ")"].concat(),
    };
    let class = if drawn.picked.is_empty() { "quiet" } else { "ready" };
    push(
        &mut out,
        &[
            "<button type=\"submit\" class=\"",
            class,
            "\">",
            drawn.say(text::COMPARE_PICKED),
            &count,
            "</button>",
        ],
    );
    out
}

/// Links to the pages of rows, when there are several.
pub(super) fn pager_html(drawn: &Drawn<'_>) -> String {
    let (pages, open) = (drawn.selection.pages, drawn.selection.page);
    let mut out = String::from("<ol>");
    for page in (0..pages).filter(|_| pages > 1) {
        // Of many pages those at the ends and around the open one.
        if page.abs_diff(open) > 2 && page > 0 && page + 1 < pages {
            if page.abs_diff(open) == 3 {
                out.push_str("<li aria-hidden=\"true\">…</li>");
            }
            continue;
        }
        let number = (page + 1).to_string();
        out.push_str("<li>");
        state_link(
            &mut out,
            drawn,
            &["page-", &number].concat(),
            "",
            &TableState { page, ..drawn.state.clone() },
        );
        if page == open {
            out.push_str(" aria-current=\"page\"");
        }
        attribute(&mut out, "aria-label", &text::page_label(drawn.locale(), page));
        push(&mut out, &[">", &number, "</a></li>"]);
    }
    out.push_str("</ol>");
    out
}

/// Something that is asked: its name, how many rows would be left without it,
/// and the state without it.
pub(super) struct Condition {
    pub(super) label: String,
    pub(super) without: TableState,
}

/// Everything that is asked, in the order of the bar.
pub(super) fn conditions(drawn: &Drawn<'_>) -> Vec<Condition> {
    let (table, filter) = (&drawn.seed.table, &drawn.state.filter);
    let mut all = Vec::new();
    let mut add = |label: String, change: &dyn Fn(&mut Filter)| {
        all.push(Condition { label, without: drawn.state.with_filter(change) });
    };
    for (key, ids) in &filter.choices {
        let Some(facet) = table.facet(key) else { continue };
        for choice in facet.choices.iter().filter(|choice| ids.contains(&choice.id)) {
            add(choice.name.clone(), &|filter| filter.toggle(table, key, &choice.id));
        }
    }
    if let Some(least) = filter.min_context {
        let label = [drawn.say(text::MIN_CONTEXT), " ", &crate::catalog::quantity::tokens(least)].concat();
        add(label, &|filter| filter.min_context = None);
    }
    if let Some(most) = filter.max_price {
        add([drawn.say(text::MAX_PRICE), " ", &most.to_string()].concat(), &|filter| filter.max_price = None);
    }
    if !filter.text.is_empty() {
        add(filter.text.clone(), &|filter| filter.text.clear());
    }
    all
}

/// A chip that removes a condition. `place` tells its two appearances apart.
pub(super) fn remove_chip(out: &mut String, drawn: &Drawn<'_>, place: &str, condition: &Condition) {
    state_link(out, drawn, &[place, "-", &condition.label].concat(), "chip", &condition.without);
    attribute(out, "aria-label", &[drawn.say(text::REMOVE), &condition.label].concat());
    out.push('>');
    escape_into(out, &condition.label);
    out.push_str(" <span aria-hidden=\"true\">×</span></a> ");
}
