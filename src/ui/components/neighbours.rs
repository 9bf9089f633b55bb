//! The pages before and after one, within its group or folder.

use leptos::prelude::*;

use crate::content::Site;
use crate::page::Page;
use crate::route::Route;
use crate::ui::text;

#[component]
pub(crate) fn Neighbours<'a>(site: &'a Site, page: &'a Page) -> impl IntoView + use<> {
    let folder = |page: &Page| page.slug.rsplit_once('/').map(|(folder, _)| folder.to_owned());
    let group = |other: &Page| match (&page.category, site.settings.groups.is_empty()) {
        (Some(category), false) => other.category.as_ref() == Some(category),
        _ => folder(other) == folder(page),
    };
    let pages: Vec<&Page> = site
        .pages
        .iter()
        .filter(|other| other.locale == page.locale && !other.slug.is_empty() && group(other))
        .collect();
    let place = pages.iter().position(|other| other.slug == page.slug);
    let at = |offset: isize| place.and_then(|place| pages.get(place.checked_add_signed(offset)?)).copied();
    let link = |page: Option<&Page>, rel: &'static str, words: text::Words| {
        page.map(|page| {
            let address = Route::page(page.locale, &page.slug).path();
            view! {
                <a class=rel rel=rel href=address>
                    <small>{words.get(page.locale)}</small>
                    {page.title.clone()}
                </a>
            }
        })
    };
    let (before, after) = (link(at(-1), "prev", text::PREVIOUS), link(at(1), "next", text::NEXT));
    let any = before.is_some() || after.is_some();
    any.then(|| view! { <nav class="neighbours" aria-label=page.locale.pick("相邻页面", "Neighbouring pages")>{before}{after}</nav> })
}
