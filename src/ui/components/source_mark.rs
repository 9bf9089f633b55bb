//! The quiet mark beside a number that leads to where it was read.

use leptos::prelude::*;

use crate::catalog::model::ModelId;
use crate::locale::Locale;
use crate::route::Route;
use crate::ui::text;

/// A link to a value on its model's page, where source, date and what others
/// say stand. `anchor` is the value's id there: a fact's key in TOML such as
/// `context_window`, or `price-1`, `score-1`, `architecture`. With scripts the
/// same is shown in place.
#[component]
pub(crate) fn SourceMark(locale: Locale, model: ModelId, anchor: String) -> impl IntoView {
    let address = format!("{}#{anchor}", Route::model(locale, model.as_str()).path());
    view! { <a class="source" href=address aria-label=text::SOURCE.get(locale)>"∘"</a> }
}
