//! Keeps the filter bar as the state has it, in place: a reader may be typing
//! in it, or have a fold open.

use leptos::prelude::document;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlSelectElement};

use crate::ui::islands::table::SCENARIO;
use crate::ui::islands::table::control::input;
use crate::ui::islands::table::markup::Drawn;

pub(super) fn bar(root: &Element, drawn: &Drawn<'_>) {
    let (table, filter) = (&drawn.seed.table, &drawn.state.filter);
    for (place, facet) in table.facets.iter().enumerate() {
        let chosen = filter.chosen(&facet.key);
        let counts = &drawn.selection.found.counts[place];
        if facet.key == SCENARIO {
            for (item, (choice, count)) in
                siblings(find(root, ".scenarios li")).zip(facet.choices.iter().zip(counts))
            {
                let Some(chip) = find(&item, "a") else { continue };
                let is_chosen = chosen.contains(&choice.id);
                let ids: &[&str] = if is_chosen { &[] } else { &[&choice.id] };
                let next = drawn.state.with_filter(|filter| filter.choose(table, SCENARIO, ids));
                set(&chip, "href", Some(&drawn.seed.address(&next)));
                set(&chip, "aria-current", is_chosen.then_some("true"));
                say(&chip, ".count", &count.to_string());
            }
            continue;
        }
        let Some(fold) = find(root, &["[data-facet=\"", &facet.key, "\"]"].concat()) else { continue };
        say(&fold, ".chosen", &if chosen.is_empty() { String::new() } else { chosen.len().to_string() });
        for (label, (choice, count)) in siblings(find(&fold, "label")).zip(facet.choices.iter().zip(counts)) {
            say(&label, ".count", &count.to_string());
            tick(&label, chosen.contains(&choice.id));
        }
    }
    let shown = drawn.state.columns(table);
    let labels = siblings(find(root, "[data-facet=\"cols\"] label"));
    for (place, label) in (1..table.columns.len()).zip(labels) {
        tick(&label, shown.contains(&place));
    }
    let context = filter.min_context.map(|count| count.to_string()).unwrap_or_default();
    let price = filter.max_price.map(|most| most.to_string()).unwrap_or_default();
    let money = drawn.state.money.map(|money| money.code().to_ascii_lowercase()).unwrap_or_default();
    let units = if drawn.state.exact { "full" } else { "" };
    for (key, value) in [
        ("q", &*filter.text),
        ("min_context", &context),
        ("max_price", &price),
        ("units", units),
        ("money", &money),
    ] {
        let Some(field) = find(root, &["[name=\"", &drawn.seed.name(key), "\"]"].concat()) else { continue };
        // What is being typed is the reader's: `2.` is on its way to `2.5`.
        if document().active_element().as_ref() == Some(&field) {
            continue;
        }
        match field.dyn_into::<HtmlSelectElement>() {
            Ok(select) => select.set_value(value),
            Err(field) => {
                if let Some(field) = input(field) {
                    field.set_value(value);
                }
            }
        }
    }
}

fn find(root: &Element, selector: &str) -> Option<Element> {
    root.query_selector(selector).ok().flatten()
}

/// An element and those after it.
fn siblings(first: Option<Element>) -> impl Iterator<Item = Element> {
    std::iter::successors(first, Element::next_element_sibling)
}

fn say(root: &Element, selector: &str, text: &str) {
    if let Some(element) = find(root, selector) {
        element.set_text_content(Some(text));
    }
}

fn tick(label: &Element, ticked: bool) {
    if let Some(field) = find(label, "input").and_then(input) {
        field.set_checked(ticked);
    }
}

fn set(element: &Element, name: &str, value: Option<&str>) {
    match value {
        Some(value) => element.set_attribute(name, value).ok(),
        None => element.remove_attribute(name).ok(),
    };
}
