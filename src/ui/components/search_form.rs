//! The search field: a form that leads to `/search`, and a list of results
//! while typing once `public/search.js` is loaded.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::route::{Place, Route};
use crate::ui::text;

#[component]
pub(crate) fn SearchForm(locale: Locale) -> impl IntoView {
    view! {
        <form class="search" role="search" method="get" action=Route::new(locale, Place::Search).path() data-search data-follow="search"
            data-steady data-locale=locale.code()>
            <svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="8.5" cy="8.5" r="5.5" /><path d="m13 13 4 4" /></svg>
            <input
                type="search"
                name="q"
                maxlength="256"
                placeholder=text::SEARCH_HINT.get(locale)
                aria-label=text::SEARCH.get(locale)
                autocomplete="off"
                spellcheck="false"
                enterkeyhint="search"
            />
            <kbd aria-hidden="true">"/"</kbd>
        </form>
    }
}
