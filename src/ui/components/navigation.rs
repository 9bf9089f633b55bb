//! The site navigation: at the side, and in a drawer on a phone.
//!
//! Groups come from `site.toml`; a folder without it gets a group for each
//! top folder. Only the group of the open page lists a folder of many pages.

use leptos::prelude::*;

use crate::content::Site;
use crate::locale::Locale;
use crate::page::Page;
use crate::route::{Place, Route};
use crate::ui::app::Request;
use crate::ui::text;

/// A folder with more pages than this is listed only while one of them is open.
const LONG: usize = 30;
/// And then around the open page, at most so many.
const LONGEST: usize = 120;

/// A group as it is drawn.
struct Group {
    title: String,
    links: Vec<(String, String)>,
}

#[component]
pub(crate) fn Navigation(request: Request) -> impl IntoView {
    let locale = request.route.locale;
    view! {
        <nav class="side" aria-label=text::NAVIGATION.get(locale) data-keep-scroll>{groups_view(&request)}</nav>
    }
}

/// The same navigation in a fold beside the sign, for narrow windows.
#[component]
pub(crate) fn Drawer(request: Request) -> impl IntoView {
    let locale = request.route.locale;
    view! {
        <details class="drawer" data-follow="drawer">
            <summary aria-label=text::NAVIGATION.get(locale)>
                <svg viewBox="0 0 20 20" aria-hidden="true"><path d="M3 5h14M3 10h14M3 15h14" /></svg>
            </summary>
            <nav aria-label=text::NAVIGATION.get(locale)>{groups_view(&request)}</nav>
        </details>
    }
}

fn groups_view(request: &Request) -> AnyView {
    let open = request.route.path();
    let groups = groups(&request.snapshot.site, &request.route).into_iter().map(|group| {
        let links = group.links.into_iter().map(|(address, title)| {
            let current = (address == open).then_some("page");
            view! { <li><a href=address aria-current=current>{title}</a></li> }
        });
        view! { <p class="group">{group.title}</p><ul>{links.collect_view()}</ul> }
    });
    groups.collect_view().into_any()
}

fn groups(site: &Site, open: &Route) -> Vec<Group> {
    let locale = open.locale;
    let mut groups =
        if site.settings.groups.is_empty() { by_folder(site, open) } else { by_category(site, locale) };
    if !site.catalog.is_empty() {
        let link =
            |place, words: text::Words| (Route::new(locale, place).path(), words.get(locale).to_owned());
        let links = vec![link(Place::Models, text::MODELS), link(Place::Pricing, text::PRICING)];
        groups.push(Group { title: text::DATA.get(locale).to_owned(), links });
    }
    groups
}

fn by_category(site: &Site, locale: Locale) -> Vec<Group> {
    let group = |group: &crate::content::settings::Group| {
        let belongs = |page: &&Page| {
            page.locale == locale && !page.slug.is_empty() && page.category.as_ref() == Some(&group.category)
        };
        let links: Vec<_> = site.pages.iter().filter(belongs).map(link).collect();
        Group { title: group.title.get(locale).to_owned(), links }
    };
    site.settings.groups.iter().map(group).filter(|group| !group.links.is_empty()).collect()
}

fn by_folder(site: &Site, open: &Route) -> Vec<Group> {
    let mut folders: Vec<(&str, Vec<&Page>)> = Vec::new();
    for page in site.pages.iter().filter(|page| page.locale == open.locale && !page.slug.is_empty()) {
        let folder = page.slug.split_once('/').map_or("", |(folder, _)| folder);
        match folders.iter_mut().find(|(known, _)| *known == folder) {
            Some((_, pages)) => pages.push(page),
            None => folders.push((folder, vec![page])),
        }
    }
    let open_slug = open.slug();
    let group = |(folder, pages): (&str, Vec<&Page>)| {
        let place = pages.iter().position(|page| page.slug == open_slug);
        let start = place.unwrap_or_default().saturating_sub(LONGEST / 2);
        let shown = match place {
            _ if pages.len() <= LONG => &pages[..],
            Some(_) => &pages[start..(start + LONGEST).min(pages.len())],
            None => &pages[..1],
        };
        let title =
            if folder.is_empty() { text::HOME.get(open.locale).to_owned() } else { folder.to_owned() };
        Group { title, links: shown.iter().map(|page| link(page)).collect() }
    };
    folders.into_iter().map(group).collect()
}

fn link(page: &Page) -> (String, String) {
    (Route::page(page.locale, &page.slug).path(), page.title.clone())
}
