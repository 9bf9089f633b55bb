//! The headings of a page: a column at its side, a fold above it on a phone.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::page::Heading;
use crate::ui::app::Frame;
use crate::ui::text;

/// Headings this deep are listed.
const DEEPEST: u8 = 3;

#[component]
pub(crate) fn Contents(headings: Vec<Heading>, locale: Locale) -> impl IntoView {
    let listed = list(&headings);
    view! {
        <aside class="contents">
            <nav aria-label=text::CONTENTS.get(locale) data-contents>
                <p class="contents-title">{text::CONTENTS.get(locale)}</p>
                {listed}
            </nav>
        </aside>
    }
}

/// The same list, folded; it names the section that is being read.
#[component]
pub(crate) fn FoldedContents(headings: Vec<Heading>, locale: Locale) -> impl IntoView {
    (headings.len() > 1).then(|| {
        view! {
            <details class="contents-fold" data-contents-fold>
                <summary>{text::CONTENTS.get(locale)}<span data-current-section></span></summary>
                {list(&headings)}
            </details>
        }
    })
}

/// A page of sections that code draws: title, lead, folded contents, then `sections`.
pub(crate) fn sectioned(
    class: &'static str,
    title: &'static str,
    lead: &'static str,
    headings: Vec<Heading>,
    sections: AnyView,
    locale: Locale,
) -> Frame {
    let main = view! {
        <article class=class>
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <FoldedContents headings=headings.clone() locale />
            {sections}
        </article>
    };
    Frame { headings, ..Frame::new(title, lead, main.into_any()) }
}

fn list(headings: &[Heading]) -> impl IntoView + use<> {
    let items = headings.iter().filter(|heading| heading.level <= DEEPEST).map(|heading| {
        let class = format!("depth-{}", heading.level);
        view! { <li class=class><a href=format!("#{}", heading.anchor)>{heading.text.clone()}</a></li> }
    });
    view! { <ul>{items.collect_view()}</ul> }
}
