//! A page of the content folder.

use leptos::prelude::*;

use crate::page::Page;
use crate::ui::app::{Frame, Request};
use crate::ui::components::blocks::{blocks, has_diagrams};
use crate::ui::components::breadcrumbs::{steps, trail};
use crate::ui::components::contents::FoldedContents;
use crate::ui::components::neighbours::Neighbours;
use crate::ui::text;

pub(crate) fn page(request: &Request, page: &Page) -> Frame {
    let site = &request.snapshot.site;
    let body = site.body(page);
    let locale = page.locale;
    let minutes = locale.pick(format!("约 {} 分钟", page.minutes), format!("{} min read", page.minutes));
    let updated = page.updated.map(|date| {
        let date = date.to_string();
        view! { <span>{text::UPDATED.get(locale)}" "<time datetime=date.clone()>{date.clone()}</time></span> }
    });
    let edit = site.settings.edit.as_ref().map(|pattern| {
        let address = pattern.replace("{file}", &page.file);
        view! { <a href=address>{text::EDIT.get(locale)}</a> }
    });
    let steps = steps(site, page);
    let main = view! {
        <article>
            {trail(locale, &steps, page.title.clone())}
            <h1>{page.title.clone()}</h1>
            <p class="about-page"><span>{minutes}</span>{updated}{edit}</p>
            <FoldedContents headings=page.headings.clone() locale />
            {blocks(request, &body)}
            <Neighbours site page />
        </article>
    };
    Frame {
        headings: page.headings.clone(),
        diagrams: has_diagrams(&body),
        trail: Some(steps),
        ..Frame::new(page.title.clone(), page.summary(), main.into_any())
    }
}
