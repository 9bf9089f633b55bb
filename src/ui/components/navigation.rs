//! The site navigation: at the side, and in a drawer on a phone.
//!
//! Groups come from `site.toml`; a folder without it gets a group for each
//! top folder. Only the group of the open page lists a folder of many pages.

use std::collections::HashMap;

use leptos::prelude::*;

use crate::content::Site;
use crate::page::Page;
use crate::route::{Place, Route};
use crate::ui::app::Request;
use crate::ui::text;

/// A group of more pages than this is listed only while one of them is open.
const LONG: usize = 30;
/// And then around the open page, at most so many; as many groups, too.
const LONGEST: usize = 100;

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
        if site.settings.groups.is_empty() { by_folder(site, open) } else { by_category(site, open) };
    let link = |place, words: text::Words| (Route::new(locale, place).path(), words.get(locale).to_owned());
    let mut links = Vec::new();
    if !site.catalog.is_empty() {
        links.extend([
            link(Place::Scenarios, text::SCENARIOS),
            link(Place::Models, text::MODELS),
            link(Place::Pricing, text::PRICING),
            link(Place::Benchmarks, text::BENCHMARKS),
            link(Place::Compare, text::COMPARE),
            link(Place::Cost, text::COST),
            link(Place::Memory, text::MEMORY),
            link(Place::Updates, text::UPDATES),
        ]);
    }
    if !site.glossary.is_empty() {
        links.push(link(Place::Glossary, text::GLOSSARY));
    }
    if !links.is_empty() {
        groups.push(Group { title: text::DATA.get(locale).to_owned(), links });
    }
    groups
}

fn by_category(site: &Site, open: &Route) -> Vec<Group> {
    let group = |group: &crate::content::settings::Group| {
        let belongs = |page: &&Page| {
            page.locale == open.locale
                && !page.slug.is_empty()
                && page.category.as_ref() == Some(&group.category)
        };
        let pages: Vec<&Page> = site.pages.iter().filter(belongs).collect();
        Group { title: group.title.get(open.locale).to_owned(), links: links(&pages, open) }
    };
    site.settings.groups.iter().map(group).filter(|group| !group.links.is_empty()).collect()
}

fn by_folder(site: &Site, open: &Route) -> Vec<Group> {
    let mut places: HashMap<&str, usize> = HashMap::new();
    let mut folders: Vec<(&str, Vec<&Page>)> = Vec::new();
    for page in site.pages.iter().filter(|page| page.locale == open.locale && !page.slug.is_empty()) {
        let folder = page.slug.split_once('/').map_or("", |(folder, _)| folder);
        let place = *places.entry(folder).or_insert(folders.len());
        if place == folders.len() {
            folders.push((folder, Vec::new()));
        }
        folders[place].1.push(page);
    }
    let slug = open.slug();
    let open_folder = slug.split_once('/').map_or("", |(folder, _)| folder);
    let groups = window(&folders, folders.iter().position(|(folder, _)| *folder == open_folder));
    let group = |(folder, pages): &(&str, Vec<&Page>)| {
        let title = if folder.is_empty() { text::HOME.get(open.locale) } else { folder };
        Group { title: title.to_owned(), links: links(pages, open) }
    };
    groups.iter().map(group).collect()
}

/// The links of a group: all of a short one, of a long one those around the
/// open page, or the first.
fn links(pages: &[&Page], open: &Route) -> Vec<(String, String)> {
    let place = pages.iter().position(|page| page.slug == open.slug());
    let shown = match place {
        _ if pages.len() <= LONG => pages,
        Some(_) => window(pages, place),
        None => &pages[..1],
    };
    shown.iter().map(|page| link(page)).collect()
}

/// At most [`LONGEST`] neighbours of a place, or the first ones.
fn window<T>(all: &[T], place: Option<usize>) -> &[T] {
    let start = place.unwrap_or_default().saturating_sub(LONGEST / 2).min(all.len().saturating_sub(LONGEST));
    &all[start..(start + LONGEST).min(all.len())]
}

fn link(page: &Page) -> (String, String) {
    (Route::page(page.locale, &page.slug).path(), page.title.clone())
}
