//! The sign for what no source says.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::ui::text;

/// A dash to the eye, a word to a screen reader.
pub(crate) fn unknown(locale: Locale) -> AnyView {
    view! {
        <span class="unknown">
            <span aria-hidden="true">"–"</span>
            <span class="visually-hidden">{text::UNKNOWN.get(locale)}</span>
        </span>
    }
    .into_any()
}
