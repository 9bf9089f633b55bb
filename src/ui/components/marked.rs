//! Text with matches marked.

use leptos::prelude::*;

use crate::search::Marked;

/// The text, escaped, matches in `<mark>`.
pub(crate) fn marked(marked: &Marked) -> AnyView {
    let mut parts = Vec::with_capacity(marked.marks.len() * 2 + 1);
    let mut at = 0;
    for range in &marked.marks {
        let between = marked.text.get(at..range.start).unwrap_or_default().to_owned();
        let matched = marked.text.get(range.clone()).unwrap_or_default().to_owned();
        parts.push(view! { {between}<mark>{matched}</mark> }.into_any());
        at = range.end;
    }
    let rest = marked.text.get(at..).unwrap_or_default().to_owned();
    parts.push(rest.into_any());
    parts.into_any()
}
