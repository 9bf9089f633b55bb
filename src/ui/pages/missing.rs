//! Nothing is at the address: says so, and helps on.

use leptos::prelude::*;

use crate::route::{Place, Route};
use crate::ui::app::{Frame, Request};
use crate::ui::text;

/// How many pages are suggested.
const SUGGESTIONS: usize = 4;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let site = &request.snapshot.site;
    let slug = &*request.route.slug();
    let other = request.route.in_locale(locale.other());
    let translation = site.addresses.has(&other).then(|| {
        let says = locale.pick("这一页只有英文版：", "This page exists in Chinese only: ");
        let title = site.page(other.locale, &other.slug()).map_or_else(|| other.path(), |page| page.title.clone());
        view! { <p>{says}<a href=other.path() hreflang=other.locale.tag() lang=other.locale.tag()>{title}</a></p> }
    });
    let near = site.near(locale, slug, SUGGESTIONS);
    let links = near.iter().map(|page| {
        let address = Route::page(locale, &page.slug).path();
        view! { <li><a href=address>{page.title.clone()}</a></li> }
    });
    let near = (!near.is_empty()).then(|| {
        view! {
            <p>{locale.pick("你要找的也许是：", "Perhaps you are looking for:")}</p>
            <ul>{links.collect_view()}</ul>
        }
    });
    let words = slug.rsplit('/').next().unwrap_or_default().replace(['-', '_'], " ");
    let title = locale.pick("没有这一页", "Page not found");
    let search = Route::new(locale, Place::Search).path();
    let main = view! {
        <article class="missing">
            <p class="error-code">"404"</p>
            <h1>{title}</h1>
            <p>{locale.pick("地址 ", "There is nothing at ")}<code>{request.route.path()}</code>{locale.pick(" 下没有内容。", ".")}</p>
            {translation}
            {near}
            <form method="get" action=search class="search-again" role="search" aria-label=locale.pick("搜索全站", "Search the site")>
                <input type="search" name="q" value=words maxlength="256" aria-label=text::SEARCH.get(locale) />
                <button type="submit">{text::SEARCH.get(locale)}</button>
            </form>
            <p><a href=Route::new(locale, Place::Home).path()>{locale.pick("回到首页", "Back to the front page")}</a></p>
        </article>
    };
    Frame::new(title, title, main.into_any())
}
