//! What the parts of a table share: the seed, the state, and how to change it.

use leptos::ev::{Event, MouseEvent, SubmitEvent};
use leptos::prelude::*;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};

use crate::catalog::filter::Filter;
use crate::catalog::quantity::parse_count;
use crate::catalog::state::{Selection, TableState};
use crate::query::Query;
use crate::ui::islands::seed::{TableSeed, current_query, remember, rows_in_view};
use crate::ui::islands::table::markup::Drawn;

/// Rows drawn in the first step before anything is known of the window; both
/// sides must draw the same.
const FIRST: usize = 20;

/// A handle on one table; copied into its parts.
#[derive(Clone, Copy)]
pub(super) struct Control {
    seed: StoredValue<TableSeed>,
    /// What the reader has chosen.
    state: RwSignal<TableState>,
    /// The rows it chooses.
    selection: Memo<Selection>,
    /// Models ticked to be compared.
    picked: RwSignal<Vec<String>>,
    /// Counts changes. A change is drawn in two steps, each a frame: what a
    /// reader looks at first, then the rows below, the counts and the links.
    turn: StoredValue<u32>,
    /// The last change whose second step was taken.
    settled: RwSignal<u32>,
    /// Rows drawn in the first step.
    first: StoredValue<usize>,
}

impl Control {
    pub(super) fn new(seed: TableSeed) -> Self {
        let (state, _) = seed.state();
        let (table, page_size) = (seed.table.clone(), seed.page_size);
        let state = RwSignal::new(state);
        let selection = Memo::new(move |_| state.with(|state| state.select(&table, page_size)));
        Self {
            seed: StoredValue::new(seed),
            state,
            selection,
            picked: RwSignal::new(Vec::new()),
            turn: StoredValue::new(0),
            settled: RwSignal::new(0),
            first: StoredValue::new(FIRST),
        }
    }

    /// Draws a part, and again as soon as the state changes.
    pub(super) fn draw(self, part: fn(&Drawn<'_>) -> String) -> String {
        self.state.track();
        self.with(part)
    }

    /// Draws a part, and again in the second step of a change.
    pub(super) fn draw_later(self, part: fn(&Drawn<'_>) -> String) -> String {
        self.settled.track();
        self.with(part)
    }

    /// The same, but between the steps there is nothing of it.
    pub(super) fn draw_below(self, part: fn(&Drawn<'_>) -> String) -> String {
        self.state.track();
        if self.settled.get() == self.turn.get_value() { self.with(part) } else { String::new() }
    }

    /// Draws a part that models are ticked for.
    pub(super) fn draw_picked(self, part: fn(&Drawn<'_>) -> String) -> String {
        self.picked.track();
        self.settled.track();
        self.with(part)
    }

    fn with<T>(self, part: impl FnOnce(&Drawn<'_>) -> T) -> T {
        self.seed.with_value(|seed| {
            self.state.with_untracked(|state| {
                self.selection.with_untracked(|selection| {
                    self.picked.with_untracked(|picked| {
                        part(&Drawn { seed, state, selection, picked, first: self.first.get_value() })
                    })
                })
            })
        })
    }

    /// Takes a click on one of the table's own links over: the state is what
    /// the link's address says. A click that asks for another tab is let be;
    /// with shift a heading orders within the order there is.
    pub(super) fn clicked(self, event: &MouseEvent) {
        let elsewhere = event.ctrl_key() || event.meta_key() || event.alt_key() || event.button() != 0;
        let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        let link = target.and_then(|target| target.closest("a[data-state]").ok().flatten());
        let Some(link) = link.filter(|_| !elsewhere) else { return };
        let heading = link.get_attribute("data-sort");
        if heading.is_none() && event.shift_key() {
            return;
        }
        let Some(address) = link.get_attribute("href") else { return };
        event.prevent_default();
        let state = match heading.filter(|_| event.shift_key()) {
            Some(column) => self.seed.with_value(|seed| {
                let numeric = seed.table.columns.iter().any(|c| c.key == column && c.kind.is_numeric());
                self.state.get_untracked().sorted_by(&column, numeric, true)
            }),
            None => {
                let query = Query::parse(address.split_once('?').map_or("", |(_, query)| query));
                self.seed.with_value(|seed| TableState::read(&query, &seed.prefix, &seed.table).0)
            }
        };
        self.go(state, false);
        // Other rows begin at their first one; once they are drawn, so that
        // the browser lays the page out once.
        let table = link.closest(".catalog").ok().flatten();
        request_animation_frame(move || {
            if let Some(rows) = table.and_then(|table| table.query_selector(".table-box").ok().flatten()) {
                rows.set_scroll_top(0);
            }
        })
        .ok();
    }

    /// Takes over what was typed, ticked or chosen in the bar and in the rows.
    pub(super) fn changed(self, event: &Event) {
        let name = event.target().and_then(|field| field.dyn_into::<Element>().ok());
        let name = name.and_then(|field| field.get_attribute("name")).unwrap_or_default();
        let value = event_target_value(event);
        if name == "m" {
            let ticked = event_target_checked(event);
            self.picked.update(|picked| {
                picked.retain(|id| *id != value);
                if ticked {
                    picked.push(value);
                }
            });
            return;
        }
        self.seed.with_value(|seed| {
            let Some(key) = name.strip_prefix(&*seed.prefix) else { return };
            let state = self.state.get_untracked();
            let count = || parse_count(&value).filter(|count| *count > 0);
            match key {
                "q" => self.filter(true, |filter| filter.text = value.chars().take(100).collect()),
                "min_context" => self.filter(false, |filter| filter.min_context = count()),
                "max_price" => self.filter(true, |filter| {
                    filter.max_price = value.parse().ok();
                }),
                "units" => self.go(TableState { exact: value == "full", ..state }, false),
                "money" => {
                    let money = crate::catalog::price::Currency::from_code(&value);
                    self.go(TableState { money, ..state }, false);
                }
                "cols" => {
                    let mut state = state;
                    state.toggle_column(&seed.table, &value);
                    self.go(state, false);
                }
                facet => self.filter(false, |filter| filter.toggle(&seed.table, facet, &value)),
            }
        });
    }

    /// The table's element.
    fn root(self) -> Option<Element> {
        document().get_element_by_id(&self.seed.with_value(|seed| seed.id("table")))
    }

    /// The bar's form has nothing to send: its fields were taken over.
    pub(super) fn submitted(self, event: &SubmitEvent) {
        let form = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
        if form.is_some_and(|form| form.class_name() == "filters") {
            event.prevent_default();
        }
    }

    /// Changes the filter. Typing replaces the address, so that the back
    /// button does not walk through single letters.
    fn filter(self, typing: bool, change: impl FnOnce(&mut Filter)) {
        self.go(self.state.get_untracked().with_filter(change), typing);
    }

    fn go(self, state: TableState, replace: bool) {
        // Other tables of the page have their part of the address, and may
        // have changed it since.
        if let Some(query) = current_query() {
            self.seed.update_value(|seed| seed.query = query);
        }
        let address = self.seed.with_value(|seed| seed.address(&state));
        let focused = document().active_element();
        self.first.set_value(rows_in_view(&self.seed.with_value(|seed| seed.id("table"))));
        self.turn.update_value(|turn| *turn += 1);
        let turn = self.turn.get_value();
        self.state.set(state);
        // A frame without the rest is painted between these two.
        request_animation_frame(move || {
            keep_focus(focused.as_ref());
            request_animation_frame(move || self.settle(turn, focused, &address, replace)).ok();
        })
        .ok();
    }

    /// The second step of a change. The address is kept whatever came since,
    /// but for another page; the rest is drawn for the last change alone.
    fn settle(self, turn: u32, focused: Option<Element>, address: &str, replace: bool) {
        let Some(last) = self.turn.try_get_value() else { return };
        remember(address, replace);
        if last != turn {
            return;
        }
        self.settled.set(turn);
        if let Some(root) = self.root() {
            self.with(|drawn| super::patch::bar(&root, drawn));
        }
        request_animation_frame(move || keep_focus(focused.as_ref())).ok();
    }
}

/// A link that was drawn anew takes the focus of the one it replaced.
fn keep_focus(focused: Option<&Element>) {
    let Some(before) = focused.filter(|element| !element.is_connected()) else { return };
    let id = before.id();
    let same = Some(id).filter(|id| !id.is_empty()).and_then(|id| document().get_element_by_id(&id));
    if let Some(element) = same.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        element.focus().ok();
    }
}

/// A field to type or tick in.
pub(super) fn input(element: Element) -> Option<HtmlInputElement> {
    element.dyn_into().ok()
}
