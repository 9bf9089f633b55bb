//! The HTML document around a page: head, header, navigation, footer.
//!
//! `#page` is what the navigator in `public/boot.js` swaps; what stands
//! outside of it stays, apart from elements marked `data-follow`, which are
//! replaced by their namesakes of the new page; those marked `data-steady`
//! differ by language only and are replaced when that changes.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::route::{Place, Route};
use crate::share::{self, Picture};
use crate::ui::app::{Frame, Request};
use crate::ui::components::contents::Contents;
use crate::ui::components::navigation::{Drawer, Navigation};
use crate::ui::components::search_form::SearchForm;
use crate::ui::text;

/// Addresses of the site's scripts and styles, as the builder named them.
#[derive(Clone, Debug)]
pub struct Assets {
    /// The style sheet.
    pub style: String,
    /// The style sheet of charts, calculators and comparison, where it is one
    /// of its own.
    pub data_style: Option<String>,
    /// That of the search page and the glossary.
    pub finding_style: Option<String>,
    /// That of diagrams.
    pub diagram_style: Option<String>,
    /// The navigator.
    pub boot: String,
    /// The search box's script, loaded when it is first used.
    pub search: String,
    /// What tables, sources and calculators do in place, loaded when first used.
    pub tools: String,
    /// The islands' glue, loaded when one comes into view.
    pub client: String,
    /// The islands' code.
    pub wasm: String,
}

/// Sets the remembered theme before anything is painted. Constant, so that a
/// content security policy can name its hash.
pub const THEME_SCRIPT: &str =
    "try{const t=localStorage.theme;if(t)document.documentElement.dataset.theme=t}catch{}";

#[component]
pub(crate) fn Shell(request: Request, frame: Frame) -> impl IntoView {
    let locale = request.route.locale;
    let site = &request.snapshot.site;
    let name = site.settings.title.get(locale).to_owned();
    let title = match request.route.place {
        Place::Home => frame.title.clone(),
        _ => format!("{} · {name}", frame.title),
    };
    let assets = request.assets.clone();
    let scripts = [&assets.client, &assets.wasm, &assets.search, &assets.tools].map(String::as_str).join(" ");
    let alternates = Locale::ALL.map(|other| {
        let exists = site.addresses.has(&request.route.in_locale(other));
        let path = request.route.in_locale(other).path();
        exists.then(|| view! { <link rel="alternate" hreflang=other.tag() href=path /> })
    });
    let navigation = frame.with_navigation.then(|| view! { <Navigation request=request.clone() /> });
    let drawer = view! { <Drawer request=request.clone() /> };
    let class = match (frame.with_navigation, frame.wide) {
        (false, _) => "frame plain",
        (true, true) => "frame wide",
        (true, false) => "frame",
    };
    let own_style = match request.route.place {
        Place::Page(_) => None,
        Place::Search | Place::Glossary => assets.finding_style.clone(),
        _ => assets.data_style.clone(),
    };
    let diagrams = assets.diagram_style.clone().filter(|_| frame.diagrams);
    let has_contents = frame.headings.len() > 1;
    let headings = frame.headings;
    view! {
        <!DOCTYPE html>
        <html lang=locale.tag()>
            <head>
                <meta charset="utf-8" />
                <meta name="viewport" content="width=device-width, initial-scale=1" />
                <title>{title}</title>
                <meta name="description" content=frame.description />
                <meta name="color-scheme" content="light dark" />
                <meta name="atlas-scripts" content=scripts />
                {request.exists().then(|| view! { <link rel="canonical" href=request.route.path() /> })}
                {alternates.into_iter().collect_view()}
                {share_picture(&request)}
                // A table painted before its last rows are there would move.
                {frame.wide.then(|| view! { <link rel="expect" href="#end" blocking="render" /> })}
                <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
                <link rel="stylesheet" href=assets.style.clone() />
                {own_style.into_iter().chain(diagrams).map(|sheet| view! { <link rel="stylesheet" href=sheet /> }).collect_view()}
                <script inner_html=THEME_SCRIPT></script>
                <script type="module" src=assets.boot.clone()></script>
            </head>
            <body>
                <a class="skip" href="#main">{text::SKIP.get(locale)}</a>
                <header class="top">
                    {drawer}
                    <a class="brand" href=Route::new(locale, Place::Home).path() data-follow="brand" data-steady>
                        <Mark />
                        <span>{name}</span>
                    </a>
                    <SearchForm locale />
                    <div class="tools">
                        <LanguageLink request=request.clone() />
                        <button type="button" class="theme" data-theme-button hidden aria-label=text::THEME.get(locale) title=text::THEME.get(locale) data-follow="theme"
                            data-steady>
                            <svg viewBox="0 0 20 20" aria-hidden="true"><circle cx="10" cy="10" r="7.25" /><path d="M10 2.75a7.25 7.25 0 0 1 0 14.5z" /></svg>
                        </button>
                    </div>
                </header>
                <div id="page" class=class>
                    {navigation}
                    <main id="main" tabindex="-1">{frame.main}</main>
                    {has_contents.then(|| view! { <Contents headings locale /> })}
                </div>
                <Footer locale name=site.settings.title.get(locale).to_owned() />
            </body>
        </html>
    }
}

/// What a link to the page looks like where people send it.
fn share_picture(request: &Request) -> Option<impl IntoView + use<>> {
    let picture = Picture::of(&request.snapshot, &request.route, &request.query, &request.origin)?;
    // Leptos does not know this attribute, which is RDFa's.
    let property = |name, content: String| leptos::html::meta().attr("property", name).content(content);
    Some(view! {
        {property("og:image", request.origin.join(&picture.address()))}
        {property("og:image:width", share::WIDTH.to_string())}
        {property("og:image:height", share::HEIGHT.to_string())}
        {property("og:image:alt", picture.alt)}
        <meta name="twitter:card" content="summary_large_image" />
    })
}

/// The site's sign: meridians of an atlas.
#[component]
fn Mark() -> impl IntoView {
    view! {
        <svg class="mark" viewBox="0 0 24 24" aria-hidden="true">
            <circle cx="12" cy="12" r="9.25" /><ellipse cx="12" cy="12" rx="4" ry="9.25" /><path d="M3 12h18" />
        </svg>
    }
}

/// To the same page in the other language, or to that language's front page
/// when there is none.
#[component]
fn LanguageLink(request: Request) -> impl IntoView {
    let other = request.route.locale.other();
    let route = request.route.in_locale(other);
    let address = if request.snapshot.site.addresses.has(&route) {
        route.with_query(&request.query)
    } else {
        Route::new(other, Place::Home).path()
    };
    view! {
        <a class="language" href=address hreflang=other.tag() lang=other.tag() data-follow="language">
            {other.pick("中文", "English")}
        </a>
    }
}

#[component]
fn Footer(locale: Locale, name: String) -> impl IntoView {
    let promise = locale.pick(
        "每个数字都注明来源与日期；价格以厂商公布为准。",
        "Every number names its source and date; vendors' own price pages prevail.",
    );
    view! {
        <footer id="end" class="bottom" data-follow="footer" data-steady>
            <p>{name}" — "{promise}</p>
        </footer>
    }
}
