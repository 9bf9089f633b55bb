//! Where a page stands: as a line above its title, and as data for its head.

use leptos::prelude::*;

use crate::content::Site;
use crate::locale::Locale;
use crate::page::Page;
use crate::route::{Place, Route};
use crate::ui::text;

/// A step of the way from the front page: its title, and its address if it has one.
pub(crate) type Step = (String, Option<String>);

/// The way to a page, without the front page and itself. A folder is a link only
/// when it has a page.
pub(crate) fn steps(site: &Site, page: &Page) -> Vec<Step> {
    let locale = page.locale;
    let group = page.category.as_ref().and_then(|category| {
        let groups = &site.settings.groups;
        groups
            .iter()
            .find(|group| group.category == *category)
            .map(|group| group.title.get(locale).to_owned())
    });
    let mut steps = Vec::new();
    match group {
        Some(title) => steps.push((title, None)),
        None => {
            let parts: Vec<&str> = page.slug.split('/').collect();
            for end in 1..parts.len() {
                let slug = parts[..end].join("/");
                steps.push(match site.page(locale, &slug) {
                    Some(folder) => (folder.title.clone(), Some(Route::page(locale, &slug).path())),
                    None => (parts[end - 1].to_owned(), None),
                });
            }
        }
    }
    steps
}

/// The way from the front page over steps, linked where they have an address,
/// to what is open.
pub(crate) fn trail(locale: Locale, steps: &[Step], here: String) -> AnyView {
    let home = Route::new(locale, Place::Home).path();
    let steps = steps.iter().map(|(title, address)| match address {
        Some(address) => view! { <li><a href=address.clone()>{title.clone()}</a></li> }.into_any(),
        None => view! { <li>{title.clone()}</li> }.into_any(),
    });
    view! {
        <nav class="breadcrumbs" aria-label=locale.pick("位置", "Breadcrumb")>
            <ol>
                <li><a href=home>{text::HOME.get(locale)}</a></li>
                {steps.collect_view()}
                <li aria-current="page">{here}</li>
            </ol>
        </nav>
    }
    .into_any()
}
