//! What a document says of itself to other programs: its whole address and its twin,
//! feeds, search, previews (Open Graph), and what it is (JSON-LD).
//!
//! The navigator in `public/boot.js` replaces all of it but the icons and colours.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::route::{File, Place};
use crate::share::{self, Picture};
use crate::ui::app::{Frame, Request};
use crate::ui::linked_data::linked_data;
use crate::ui::text;

/// The colour behind a page, light and dark: `--page` of `style/tokens.css`.
pub const PAGE_COLOURS: [&str; 2] = ["#ffffff", "#16181d"];

/// Everything but title, description and what the page itself is made of. Nothing of
/// the contents is said of an address where there is nothing.
#[component]
pub(crate) fn Head<'a>(request: &'a Request, frame: &'a Frame) -> impl IntoView + use<> {
    let locale = request.route.locale;
    let name = request.snapshot.site.settings.title.get(locale).to_owned();
    let [light, dark] = PAGE_COLOURS;
    let feeds = feeds(request).into_iter().map(|(title, path)| {
        view! { <link rel="alternate" type="application/atom+xml" title=title href=path /> }
    });
    let exists = request.exists();
    view! {
        {exists.then(|| addresses(request))}
        {exists.then(|| preview(request, frame, &name))}
        {feeds.collect_view()}
        <link rel="search" type="application/opensearchdescription+xml" title=name href=File::Search.path(locale) />
        <link rel="manifest" href=File::Manifest.path(locale) />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="apple-touch-icon" href="/apple-touch-icon.png" />
        {colour(light, "light")}
        {colour(dark, "dark")}
        {linked_data(request, frame).filter(|_| exists).map(|json| view! { <script type="application/ld+json" inner_html=json></script> })}
    }
}

/// The one address of the page, and the same page in each language where there are
/// two. Who reads neither language is sent to the first.
fn addresses(request: &Request) -> AnyView {
    let own = request.origin.page(&request.route);
    let in_locale = |locale| {
        let route = request.route.in_locale(locale);
        request.snapshot.site.addresses.has(&route).then(|| request.origin.page(&route))
    };
    let twins = in_locale(Locale::Zh).zip(in_locale(Locale::En)).map(|(zh, en)| {
        view! {
            <link rel="alternate" hreflang=Locale::Zh.tag() href=zh.clone() />
            <link rel="alternate" hreflang=Locale::En.tag() href=en />
            <link rel="alternate" hreflang="x-default" href=zh />
        }
    });
    let markdown = request.route.markdown_path();
    view! {
        <link rel="canonical" href=own />
        {twins}
        <link rel="alternate" type="text/markdown" href=markdown />
    }
    .into_any()
}

/// What a link to the page looks like where it is shared.
fn preview(request: &Request, frame: &Frame, site: &str) -> AnyView {
    // Open Graph writes languages as systems do.
    let tag = |locale: Locale| locale.pick("zh_CN", "en_US");
    let locale = request.route.locale;
    let kind = if request.written().is_some() { "article" } else { "website" };
    let has_twin = request.snapshot.site.addresses.has(&request.route.in_locale(locale.other()));
    let twin = has_twin.then(|| property("og:locale:alternate", tag(locale.other())));
    view! {
        {property("og:title", frame.title.clone())}
        {property("og:description", frame.description.clone())}
        {property("og:type", kind)}
        {property("og:url", request.origin.page(&request.route))}
        {property("og:site_name", site.to_owned())}
        {property("og:locale", tag(locale))}
        {twin}
        {picture(request)}
    }
    .into_any()
}

/// A property of Open Graph; Leptos knows no such attribute.
fn property(name: &'static str, content: impl Into<String>) -> AnyView {
    leptos::html::meta().attr("property", name).content(content.into()).into_any()
}

/// The colour of the browser's own parts around the page.
fn colour(colour: &'static str, scheme: &str) -> AnyView {
    let media = format!("(prefers-color-scheme:{scheme})");
    leptos::html::meta().name("theme-color").content(colour).attr("media", media).into_any()
}

/// How the preview is laid out: with a picture, where there is one.
fn picture(request: &Request) -> AnyView {
    let Some(picture) = Picture::of(&request.snapshot, &request.route, &request.query, &request.origin)
    else {
        return view! { <meta name="twitter:card" content="summary" /> }.into_any();
    };
    view! {
        {property("og:image", request.origin.join(&picture.address()))}
        {property("og:image:width", share::WIDTH.to_string())}
        {property("og:image:height", share::HEIGHT.to_string())}
        {property("og:image:alt", picture.alt)}
        <meta name="twitter:card" content="summary_large_image" />
    }
    .into_any()
}

/// Feeds of what the page is about: all updates, or those of its series.
fn feeds(request: &Request) -> Vec<(String, String)> {
    let locale = request.route.locale;
    let site = &request.snapshot.site;
    if !site.addresses.is_drawn(&Place::Updates) {
        return Vec::new();
    }
    let titled =
        |name: &str, file: File<'_>| (format!("{name} · {}", text::UPDATES.get(locale)), file.path(locale));
    match &request.route.place {
        Place::Home | Place::Updates => vec![titled(site.settings.title.get(locale), File::Feed)],
        place => {
            let slug = request.route.slug();
            let own =
                site.catalog.series.iter().filter(|series| {
                    matches!(place, Place::Page(_)) && series.page.as_deref() == Some(&*slug)
                });
            own.map(|series| titled(series.name.get(locale), File::SeriesFeed(series.id.as_str()))).collect()
        }
    }
}
