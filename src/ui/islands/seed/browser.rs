//! The browser's side: `boot.js` calls [`enter`] before it hydrates an island.

use std::cell::RefCell;
use std::sync::Arc;

use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use crate::locale::Locale;
use crate::query::Query;
use crate::ui::islands::seed::TableSeed;
use crate::wire::decode;

thread_local! {
    static CURRENT: RefCell<Option<TableSeed>> = const { RefCell::new(None) };
}

/// Readies Leptos, once, before the first island.
#[wasm_bindgen]
pub fn hydrate() {
    leptos::mount::hydrate_islands();
}

/// Takes the element and the rows of the island that is hydrated next.
/// `false` if the rows cannot be read: the island then stays as it is, made of
/// links and a form.
#[wasm_bindgen]
pub fn enter(element: &Element, rows: &str) -> bool {
    let seed = read(element, rows);
    let read = seed.is_some();
    CURRENT.with_borrow_mut(|current| *current = seed);
    read
}

fn read(element: &Element, rows: &str) -> Option<TableSeed> {
    let location = web_sys::window()?.location();
    let attribute = |name| element.get_attribute(name).unwrap_or_default();
    Some(TableSeed {
        locale: Locale::from_code(&attribute("data-locale"))?,
        table: Arc::new(decode(rows)?),
        prefix: attribute("data-prefix"),
        page_size: attribute("data-rows").parse().ok()?,
        path: attribute("data-path"),
        query: Query::parse(&location.search().ok()?),
        caption: attribute("data-caption"),
        source: attribute("data-source"),
        models: attribute("data-models"),
        compare: attribute("data-compare"),
    })
}

/// The seed of the island that is being hydrated.
pub fn table() -> Option<TableSeed> {
    CURRENT.with_borrow_mut(Option::take)
}

/// What stands behind the `?` of the address now.
pub fn current_query() -> Option<Query> {
    Some(Query::parse(&web_sys::window()?.location().search().ok()?))
}

#[wasm_bindgen]
extern "C" {
    /// Puts an address into the history without loading it; from `boot.js`.
    #[wasm_bindgen(js_namespace = atlas, js_name = remember)]
    fn remember_in_history(address: &str, replace: bool);

    /// Rows between the head of a table and the end of the window; from `boot.js`.
    #[wasm_bindgen(js_namespace = atlas, js_name = inView)]
    fn in_view(table: &str) -> u32;
}

/// How many rows of the table with this id fit into the window.
pub fn rows_in_view(table: &str) -> usize {
    in_view(table) as usize
}

/// Puts the state's address into the browser's bar and history.
pub fn remember(address: &str, replace: bool) {
    remember_in_history(address, replace);
}
