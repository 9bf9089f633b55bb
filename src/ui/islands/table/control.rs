//! What the parts of a table share: the seed, the state, and how to change it.

use leptos::ev::MouseEvent;
use leptos::prelude::*;

use crate::catalog::state::{Problem, Selection, TableState};
use crate::ui::islands::seed::{TableSeed, remember};

/// A handle on one table; copied into its parts.
#[derive(Clone, Copy)]
pub(super) struct Control {
    seed: StoredValue<TableSeed>,
    problems: StoredValue<Vec<Problem>>,
    /// What the reader has chosen.
    pub(super) state: Signal<TableState>,
    set_state: WriteSignal<TableState>,
    /// The rows it chooses.
    pub(super) selection: Memo<Selection>,
}

impl Control {
    pub(super) fn new(seed: TableSeed) -> Self {
        let (state, problems) = seed.state();
        let (table, page_size) = (seed.table.clone(), seed.page_size);
        let (state, set_state) = signal(state);
        let selection = Memo::new(move |_| state.get().select(&table, page_size));
        Self {
            seed: StoredValue::new(seed),
            problems: StoredValue::new(problems),
            state: state.into(),
            set_state,
            selection,
        }
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

    /// The address that a change of the present state leads to.
    pub(super) fn address_of(
        self,
        change: impl Fn(&TableState) -> TableState + Copy + Send + Sync + 'static,
    ) -> impl Fn() -> String + Copy {
        move || self.address(&change(&self.state.get()))
    }

    /// Takes a click on a link over, unless it asks for another tab.
    pub(super) fn follow(
        self,
        change: impl Fn(&TableState) -> TableState + Copy + 'static,
    ) -> impl Fn(MouseEvent) + Copy {
        move |event: MouseEvent| {
            let plain = !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key());
            if plain && event.button() == 0 {
                event.prevent_default();
                self.go(change(&self.state.get_untracked()), false);
            }
        }
    }

    /// Changes the state and the address. Typing replaces the address, so
    /// that the back button does not walk through single letters.
    pub(super) fn go(self, state: TableState, replace: bool) {
        remember(&self.address(&state), replace);
        self.set_state.set(state);
    }
}
