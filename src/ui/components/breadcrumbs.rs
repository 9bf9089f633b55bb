//! Where a page stands.

use leptos::prelude::*;

use crate::content::Site;
use crate::page::Page;
use crate::route::{Place, Route};
use crate::ui::text;

/// The way from the front page. A folder is a link only when it has a page.
#[component]
pub(crate) fn Breadcrumbs<'a>(site: &'a Site, page: &'a Page) -> impl IntoView + use<> {
    let locale = page.locale;
    let home = Route::new(locale, Place::Home).path();
    let group = page.category.as_ref().and_then(|category| {
        let groups = &site.settings.groups;
        groups
            .iter()
            .find(|group| group.category == *category)
            .map(|group| group.title.get(locale).to_owned())
    });
    let mut steps: Vec<AnyView> = Vec::new();
    match group {
        Some(title) => steps.push(view! { <li>{title}</li> }.into_any()),
        None => {
            let parts: Vec<&str> = page.slug.split('/').collect();
            for end in 1..parts.len() {
                let slug = parts[..end].join("/");
                let name = parts[end - 1].to_owned();
                let address = Route::page(locale, &slug).path();
                steps.push(match site.page(locale, &slug) {
                    Some(folder) => view! { <li><a href=address>{folder.title.clone()}</a></li> }.into_any(),
                    None => view! { <li>{name}</li> }.into_any(),
                });
            }
        }
    }
    view! {
        <nav class="breadcrumbs" aria-label=locale.pick("位置", "Breadcrumb")>
            <ol>
                <li><a href=home>{text::HOME.get(locale)}</a></li>
                {steps}
                <li aria-current="page">{page.title.clone()}</li>
            </ol>
        </nav>
    }
}
