//! Writing HTML as text.

use crate::catalog::state::{Selection, TableState};
use crate::html::escape_into;
use crate::locale::Locale;
use crate::ui::islands::seed::TableSeed;
use crate::ui::text::Words;

/// What a part of the table is drawn from.
pub struct Drawn<'a> {
    /// What the table started from.
    pub seed: &'a TableSeed,
    /// What the reader has chosen.
    pub state: &'a TableState,
    /// The rows it chooses.
    pub selection: &'a Selection,
    /// How many rows come in the first step.
    pub first: usize,
    /// Models that are ticked to be compared, by id.
    pub picked: &'a [String],
}

impl Drawn<'_> {
    /// The reader's language.
    pub const fn locale(&self) -> Locale {
        self.seed.locale
    }

    /// A phrase in the reader's language.
    pub const fn say(&self, words: Words) -> &'static str {
        words.get(self.seed.locale)
    }
}

/// Appends texts as they are.
pub fn push(out: &mut String, parts: &[&str]) {
    for part in parts {
        out.push_str(part);
    }
}

/// Appends an attribute, its value escaped.
pub fn attribute(out: &mut String, name: &str, value: &str) {
    push(out, &[" ", name, "=\""]);
    escape_into(out, value);
    out.push('"');
}

/// Appends the opening tag of a link that leads to another state of the table.
/// `id` keeps the keyboard's place when the link is drawn anew.
pub fn state_link(out: &mut String, drawn: &Drawn<'_>, id: &str, class: &str, state: &TableState) {
    out.push_str("<a data-state");
    attribute(out, "id", &drawn.seed.id(id));
    if !class.is_empty() {
        attribute(out, "class", class);
    }
    attribute(out, "href", &drawn.seed.address(state));
}
