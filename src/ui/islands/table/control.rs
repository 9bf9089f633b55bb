//! What the parts of a table share: the seed, the state, and how to change it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::Element;

use crate::catalog::filter::Filter;
use crate::catalog::state::{Problem, Selection, TableState};
use crate::query::Query;
use crate::ui::islands::seed::{TableSeed, current_query, remember};

/// A handle on one table; copied into its parts.
#[derive(Clone, Copy)]
pub(super) struct Control {
    seed: StoredValue<TableSeed>,
    problems: StoredValue<Vec<Problem>>,
    /// What the reader has chosen.
    pub(super) state: RwSignal<TableState>,
    /// The rows it chooses.
    pub(super) selection: Memo<Selection>,
}

impl Control {
    pub(super) fn new(seed: TableSeed) -> Self {
        let (state, problems) = seed.state();
        let (table, page_size) = (seed.table.clone(), seed.page_size);
        let state = RwSignal::new(state);
        let selection = Memo::new(move |_| state.get().select(&table, page_size));
        Self { seed: StoredValue::new(seed), problems: StoredValue::new(problems), state, selection }
    }

    /// What the table started from.
    pub(super) fn seed(self) -> TableSeed {
        self.seed.get_value()
    }

    /// What in the address meant nothing.
    pub(super) fn problems(self) -> Vec<Problem> {
        self.problems.get_value()
    }

    /// The address of another state.
    pub(super) fn address(self, state: &TableState) -> String {
        self.seed.with_value(|seed| seed.address(state))
    }

    /// Takes a click on one of the table's own links over: the state is what
    /// the link's address says. A click that asks for another tab is let be.
    pub(super) fn follow(self, event: &MouseEvent) {
        let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[data-state]").ok().flatten());
        let Some(link) = link.filter(|_| plain && event.button() == 0) else { return };
        if let Some(address) = link.get_attribute("href") {
            event.prevent_default();
            let query = Query::parse(address.split_once('?').map_or("", |(_, query)| query));
            let state = self.seed.with_value(|seed| TableState::read(&query, &seed.prefix, &seed.table).0);
            self.go(state, false);
            // Other rows begin at their first one.
            let table = link.closest(".catalog").ok().flatten();
            if let Some(rows) = table.and_then(|table| table.query_selector(".table-box").ok().flatten()) {
                rows.set_scroll_top(0);
            }
        }
    }

    /// Changes the filter. Typing replaces the address, so that the back
    /// button does not walk through single letters.
    pub(super) fn filter(self, typing: bool, change: impl FnOnce(&mut Filter)) {
        self.go(self.state.get_untracked().with_filter(change), typing);
    }

    fn go(self, state: TableState, replace: bool) {
        // Other tables of the page have their part of the address, and may
        // have changed it since.
        if let Some(query) = current_query() {
            self.seed.update_value(|seed| seed.query = query);
        }
        remember(&self.address(&state), replace);
        self.state.set(state);
    }
}
