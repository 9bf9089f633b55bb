//! Where a value was read, in full: title, link, date, how close to the maker,
//! where in the source, and what others say.
//!
//! Each stands alone: the same element is shown beside a number elsewhere when
//! its source mark is opened.

use leptos::prelude::*;

use crate::catalog::Catalog;
use crate::catalog::source::{Source, SourceId, Tier};
use crate::locale::Locale;

/// The source of a value; `more` follows it: other values, dates, conditions.
pub(crate) fn provenance(
    catalog: &Catalog,
    locale: Locale,
    source: SourceId,
    at: Option<&str>,
    more: AnyView,
) -> AnyView {
    let at = at.map(|at| view! { " · " <span class="at">{at.to_owned()}</span> });
    view! {
        <div class="provenance">
            <p>{named(catalog, source)}" "<small>{dated(catalog, locale, source)}{at}</small></p>
            {more}
        </div>
    }
    .into_any()
}

/// The values of sources that disagree, each with its source.
pub(crate) fn others(
    catalog: &Catalog,
    locale: Locale,
    others: &[(String, SourceId, Option<String>)],
) -> AnyView {
    if others.is_empty() {
        return ().into_any();
    }
    let lines = others.iter().map(|(value, source, at)| {
        let date = catalog.source(*source).map(|source| view! { <time>{source.date.to_string()}</time> });
        let at = at.as_ref().map(|at| format!(" · {at}"));
        view! { <li><b>{value.clone()}</b>" — "{named(catalog, *source)}" "<small>{date}{at}</small></li> }
    });
    view! {
        <p class="others-title">{locale.pick("另有说法：", "Others say:")}</p>
        <ul class="others">{lines.collect_view()}</ul>
    }
    .into_any()
}

/// A source's title, linked.
pub(crate) fn named(catalog: &Catalog, source: SourceId) -> AnyView {
    match catalog.source(source) {
        Some(Source { url, title, .. }) => view! { <a href=url.clone()>{title.clone()}</a> }.into_any(),
        None => view! { <span class="unknown">"?"</span> }.into_any(),
    }
}

/// When a source was read or last changed, and how close it stands to the maker.
fn dated(catalog: &Catalog, locale: Locale, source: SourceId) -> AnyView {
    catalog
        .source(source)
        .map(|source| {
            let tier = tier_name(source.tier, locale);
            view! { {locale.pick("截至 ", "as of ")}<time>{source.date.to_string()}</time>" · "{tier} }
        })
        .into_any()
}

/// How close a source stands to the maker, in words.
pub(crate) const fn tier_name(tier: Tier, locale: Locale) -> &'static str {
    match (tier, locale) {
        (Tier::Vendor, Locale::Zh) => "厂商资料",
        (Tier::Vendor, Locale::En) => "vendor source",
        (Tier::Community, Locale::Zh) => "社区资料",
        (Tier::Community, Locale::En) => "community source",
        (Tier::Press, Locale::Zh) => "媒体报道",
        (Tier::Press, Locale::En) => "press",
    }
}
