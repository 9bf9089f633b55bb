//! The pages that were found.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::search::{Hit, Kind};
use crate::ui::components::marked::marked;

/// Pages, best first, each with its best sections.
pub(super) fn list(hits: &[Hit], locale: Locale) -> Option<AnyView> {
    let items = hits.iter().map(|found| hit(found, locale));
    (!hits.is_empty()).then(|| view! { <ol class="hits">{items.collect_view()}</ol> }.into_any())
}

fn hit(hit: &Hit, locale: Locale) -> AnyView {
    let heading = (!hit.heading.text.is_empty())
        .then(|| view! { <span class="hit-heading">" › "{marked(&hit.heading)}</span> });
    let more = hit.more.iter().map(|section| {
        view! { <li><a href=section.url.clone()>{marked(&section.heading)}</a></li> }
    });
    let foreign = hit.locale.filter(|own| *own != locale);
    let lang = foreign.map(Locale::tag);
    let more =
        (!hit.more.is_empty()).then(|| view! { <ul class="hit-more" lang=lang>{more.collect_view()}</ul> });
    view! {
        <li>
            <a href=hit.url.clone() lang=lang hreflang=lang>{marked(&hit.title)}{heading}</a>
            " "<small class="kind">{kind(hit.kind, locale)}</small>
            {foreign.map(|own| sign(own, locale))}
            <p lang=lang>{marked(&hit.excerpt)}</p>
            {more}
        </li>
    }
    .into_any()
}

/// Says that a hit is in the other language.
fn sign(own: Locale, locale: Locale) -> AnyView {
    let said = locale.pick("英文", "in Chinese");
    view! {
        " "<small class="kind tongue" title=said>
            <span aria-hidden="true">{own.pick("中", "EN")}</span><span class="visually-hidden">{said}</span>
        </small>
    }
    .into_any()
}

/// What a kind of result is called.
pub(super) fn kind(kind: Kind, locale: Locale) -> &'static str {
    match kind {
        Kind::Page => locale.pick("页面", "Page"),
        Kind::Model => locale.pick("模型", "Model"),
        Kind::Scenario => locale.pick("场景", "Scenario"),
        Kind::Term => locale.pick("术语", "Term"),
    }
}
