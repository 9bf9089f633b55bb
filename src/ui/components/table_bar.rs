//! The filter bar: scenarios first, then a form of everything else.
//!
//! The server alone draws it; the island takes it as children and keeps its
//! counts, ticks and addresses as the state has them.

use crate::catalog::price::Currency;
use crate::catalog::state::Problem;
use crate::catalog::table::Facet;
use crate::html::escape_into;
use crate::ui::islands::seed::TableSeed;
use crate::ui::islands::table::{Drawn, SCENARIO, attribute, push, state_link};
use crate::ui::text;

/// Tables with fewer rows on a page stand between paragraphs.
const FULL_PAGE: usize = 50;

/// Context windows to choose from.
const CONTEXTS: [(u64, &str); 5] =
    [(32_000, "32K"), (128_000, "128K"), (200_000, "200K"), (400_000, "400K"), (1_000_000, "1M")];

/// The bar of a table in the state its address says, and what of that address
/// was ignored.
pub(crate) fn bar_html(seed: &TableSeed) -> String {
    let (state, problems) = seed.state();
    let selection = state.select(&seed.table, seed.page_size);
    let drawn = &Drawn { seed, state: &state, selection: &selection, first: 0, picked: &[] };
    let mut out = String::new();
    scenarios(&mut out, drawn);
    // Between paragraphs a table stays calm until a reader wants more of it.
    let folded = seed.page_size < FULL_PAGE;
    if folded {
        let asks = state.filter != state.filter.only(SCENARIO) || !state.columns.is_empty();
        push(&mut out, &["<details class=\"more\"", if asks { " open" } else { "" }, "><summary>"]);
        push(&mut out, &[drawn.say(text::FILTER), "</summary>"]);
    }
    out.push_str("<form class=\"filters\" method=\"get\"");
    attribute(&mut out, "action", &seed.path);
    out.push('>');
    kept_parameters(&mut out, drawn);
    push(
        &mut out,
        &[
            "<label class=\"by-name\"><span>",
            drawn.say(text::TEXT),
            "</span><input type=\"search\" autocomplete=\"off\" maxlength=\"100\"",
        ],
    );
    attribute(&mut out, "name", &seed.name("q"));
    attribute(&mut out, "placeholder", drawn.say(text::TEXT_HINT));
    attribute(&mut out, "value", &drawn.state.filter.text);
    out.push_str("></label><div class=\"facets\">");
    for (place, facet) in seed.table.facets.iter().enumerate() {
        // A single choice chooses nothing.
        if facet.key != SCENARIO && facet.choices.len() > 1 {
            let counts = &drawn.selection.found.counts[place];
            facet_html(&mut out, drawn, facet, counts);
        }
    }
    if seed.table.column("context").is_some() {
        context(&mut out, drawn);
    }
    if seed.table.column("out").is_some() {
        price(&mut out, drawn);
    }
    columns(&mut out, drawn);
    push(
        &mut out,
        &["</div><button type=\"submit\" class=\"no-script\">", drawn.say(text::APPLY), "</button></form>"],
    );
    if folded {
        out.push_str("</details>");
    }
    notice(&mut out, drawn, &problems);
    out
}

/// What in the address was ignored.
fn notice(out: &mut String, drawn: &Drawn<'_>, problems: &[Problem]) {
    if !problems.is_empty() {
        let problems: Vec<String> = problems.iter().map(|p| [&*p.key, "=", &p.value].concat()).collect();
        push(out, &["<p class=\"notice\" role=\"status\">", drawn.say(text::IGNORED), "<code>"]);
        escape_into(out, &problems.join(" "));
        out.push_str("</code></p>");
    }
}

/// One chip for each scenario, with how many rows it would leave. A second
/// click on the chosen one lets it go.
fn scenarios(out: &mut String, drawn: &Drawn<'_>) {
    let table = &drawn.seed.table;
    let Some(place) = table.facets.iter().position(|facet| facet.key == SCENARIO) else { return };
    if table.facets[place].choices.is_empty() {
        return;
    }
    out.push_str("<div class=\"scenarios\" role=\"group\"");
    attribute(out, "aria-label", drawn.say(text::SCENARIO));
    push(
        out,
        &["><span class=\"scenarios-label\" aria-hidden=\"true\">", drawn.say(text::SCENARIO), "</span><ul>"],
    );
    let chosen = drawn.state.filter.chosen(SCENARIO);
    for (choice, count) in table.facets[place].choices.iter().zip(&drawn.selection.found.counts[place]) {
        out.push_str("<li>");
        let is_chosen = chosen.contains(&choice.id);
        let ids: &[&str] = if is_chosen { &[] } else { &[&choice.id] };
        let next = drawn.state.with_filter(|filter| filter.choose(table, SCENARIO, ids));
        state_link(out, drawn, &["scenario-", &choice.id].concat(), "chip", &next);
        attribute(out, "data-choice", &choice.id);
        if is_chosen {
            out.push_str(" aria-current=\"true\"");
        }
        out.push('>');
        escape_into(out, &choice.name);
        push(out, &[" <span class=\"count\">", &count.to_string(), "</span></a></li>"]);
    }
    out.push_str("</ul></div>");
}

/// Parameters that the form must send along: the scenario, the order, and
/// what belongs to other tables of the page.
fn kept_parameters(out: &mut String, drawn: &Drawn<'_>) {
    let seed = drawn.seed;
    let own = |key: &str| {
        let Some(key) = key.strip_prefix(&*seed.prefix) else { return false };
        ["q", "min_context", "max_price", "cols", "units", "money", "page"].contains(&key)
            || (key != SCENARIO && seed.table.facet(key).is_some())
    };
    for (key, value) in seed.query.pairs().filter(|(key, _)| !own(key)) {
        out.push_str("<input type=\"hidden\"");
        attribute(out, "name", key);
        attribute(out, "value", value);
        out.push('>');
    }
}

/// A fold with a box to tick for each choice.
fn facet_html(out: &mut String, drawn: &Drawn<'_>, facet: &Facet, counts: &[u32]) {
    let chosen = drawn.state.filter.chosen(&facet.key);
    fold(out, drawn, &facet.label, &facet.key, chosen.len());
    for (choice, count) in facet.choices.iter().zip(counts) {
        check_box(out, drawn, &facet.key, &choice.id, &choice.name, chosen.contains(&choice.id));
        push(out, &["<span class=\"count\">", &count.to_string(), "</span></label>"]);
    }
    out.push_str("</fieldset></details>");
}

/// The beginning of a fold; only one of a table's is open at a time.
fn fold(out: &mut String, drawn: &Drawn<'_>, label: &str, key: &str, chosen: usize) {
    out.push_str("<details class=\"facet\"");
    attribute(out, "name", &drawn.seed.id("facets"));
    attribute(out, "data-facet", key);
    push(out, &["><summary>"]);
    escape_into(out, label);
    let count = if chosen > 0 { chosen.to_string() } else { String::new() };
    push(
        out,
        &[" <b class=\"chosen\">", &count, "</b></summary><fieldset><legend class=\"visually-hidden\">"],
    );
    escape_into(out, label);
    out.push_str("</legend>");
}

fn check_box(out: &mut String, drawn: &Drawn<'_>, key: &str, id: &str, name: &str, checked: bool) {
    out.push_str("<label><input type=\"checkbox\"");
    attribute(out, "name", &drawn.seed.name(key));
    attribute(out, "value", id);
    push(out, &[if checked { " checked" } else { "" }, "><span>"]);
    escape_into(out, name);
    out.push_str("</span>");
}

fn select(
    out: &mut String,
    drawn: &Drawn<'_>,
    key: &str,
    label: &str,
    options: &[(String, String)],
    chosen: &str,
) {
    push(out, &["<label><span>", label, "</span><select"]);
    attribute(out, "name", &drawn.seed.name(key));
    out.push('>');
    for (value, name) in options {
        out.push_str("<option");
        attribute(out, "value", value);
        push(out, &[if value == chosen { " selected" } else { "" }, ">"]);
        escape_into(out, name);
        out.push_str("</option>");
    }
    out.push_str("</select></label>");
}

fn context(out: &mut String, drawn: &Drawn<'_>) {
    let mut options = vec![(String::new(), drawn.say(text::ANY).to_owned())];
    options.extend(CONTEXTS.map(|(count, name)| (count.to_string(), [name, "+"].concat())));
    let chosen = drawn.state.filter.min_context.map(|count| count.to_string()).unwrap_or_default();
    // An address may ask for any other.
    if !options.iter().any(|(value, _)| *value == chosen) {
        options.push((chosen.clone(), [&*chosen, "+"].concat()));
    }
    select(out, drawn, "min_context", drawn.say(text::MIN_CONTEXT), &options, &chosen);
}

fn price(out: &mut String, drawn: &Drawn<'_>) {
    let sign = drawn.state.money.unwrap_or(Currency::Usd).sign();
    push(
        out,
        &[
            "<label><span>",
            drawn.say(text::MAX_PRICE),
            " (",
            sign,
            ")</span><input type=\"number\" min=\"0\" step=\"any\" inputmode=\"decimal\"",
        ],
    );
    attribute(out, "name", &drawn.seed.name("max_price"));
    attribute(out, "placeholder", drawn.say(text::ANY));
    attribute(out, "title", drawn.say(text::MAX_PRICE_HINT));
    attribute(out, "value", &drawn.state.filter.max_price.map(|most| most.to_string()).unwrap_or_default());
    out.push_str("></label>");
}

/// Which columns, and how numbers are printed.
fn columns(out: &mut String, drawn: &Drawn<'_>) {
    let table = &drawn.seed.table;
    fold(out, drawn, drawn.say(text::COLUMNS), "cols", 0);
    let shown = drawn.state.columns(table);
    for (place, column) in table.columns.iter().enumerate().skip(1) {
        check_box(out, drawn, "cols", &column.key, &column.label, shown.contains(&place));
        out.push_str("</label>");
    }
    let option = |value: &str, name: &str| (value.to_owned(), name.to_owned());
    let units = [option("", "128K"), option("full", "128,000")];
    select(out, drawn, "units", drawn.say(text::UNITS), &units, if drawn.state.exact { "full" } else { "" });
    if let Some(rate) = table.rate {
        let options = [option("", drawn.say(text::NATIVE)), option("usd", "$ USD"), option("cny", "¥ CNY")];
        let chosen = drawn.state.money.map(|money| money.code().to_ascii_lowercase()).unwrap_or_default();
        select(out, drawn, "money", drawn.say(text::MONEY), &options, &chosen);
        push(
            out,
            &[
                "<p class=\"rate\">$1 = ¥",
                &rate.cny_per_usd.to_string(),
                " · ",
                &rate.date.to_string(),
                "</p>",
            ],
        );
    }
    out.push_str("</fieldset></details>");
}
