//! The front page: what this is, the search field, scenarios, what capability
//! costs, series, what is new. Its text is `index.md`; a folder without a
//! catalogue shows that alone.

use leptos::prelude::*;

use crate::catalog::model::{Model, Series};
use crate::catalog::updates::{Kind, updates};
use crate::content::Site;
use crate::locale::Locale;
use crate::page::Page;
use crate::route::{Place, Route};
use crate::ui::app::{Frame, Request};
use crate::ui::components::blocks::{blocks, has_diagrams};
use crate::ui::components::news::{Detail, news};
use crate::ui::components::price_capability::PriceCapability;
use crate::ui::components::scenarios::{address_of, fitting, model_count};
use crate::ui::text;

/// Rows of each list of news.
const NEWS: usize = 6;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let site = &request.snapshot.site;
    let index = site.page(locale, "");
    let name = site.settings.title.get(locale).to_owned();
    let lead = site.settings.description.get(locale).to_owned();
    let lead = if lead.is_empty() { index.map(Page::summary).unwrap_or_default() } else { lead };
    let body = index.map(|page| site.body(page));
    let diagrams = body.as_ref().is_some_and(|body| has_diagrams(body));
    let body = body.map(|body| blocks(request, &body));
    let has_catalog = !site.catalog.is_empty();
    let main = view! {
        <article class="home">
            <section class="hero">
                <h1>{name.clone()}</h1>
                <p class="lead">{lead.clone()}</p>
                <form method="get" action=Route::new(locale, Place::Search).path() class="search-again" role="search" aria-label=locale.pick("搜索全站", "Search the site")>
                    <input type="search" name="q" maxlength="256" aria-label=text::SEARCH.get(locale) placeholder=text::SEARCH_HINT.get(locale) />
                    <button type="submit">{text::SEARCH.get(locale)}</button>
                </form>
            </section>
            {has_catalog.then(|| view! {
                {scenario_cards(request)}
                <PriceCapability request=request.clone() scenario=None with_form=false />
                {series_list(site, locale)}
                {latest(request)}
            })}
            {(!has_catalog).then(|| page_list(site, locale))}
            {body}
        </article>
    };
    Frame { with_navigation: !has_catalog, diagrams, ..Frame::new(name, lead, main.into_any()) }
}

fn scenario_cards(request: &Request) -> AnyView {
    let locale = request.route.locale;
    let cards = request.snapshot.site.catalog.scenarios.iter().map(|scenario| {
        let count = model_count(request, fitting(request, scenario).len());
        view! {
            <li><a href=address_of(scenario, request)>
                <strong>{scenario.name.get(locale).to_owned()}</strong>
                <span>{scenario.summary.get(locale).to_owned()}</span>
                <small>{count}</small>
            </a></li>
        }
    });
    view! {
        <section>
            <h2>{locale.pick("你要用它做什么？", "What do you need it for?")}</h2>
            <ul class="cards">{cards.collect_view()}</ul>
        </section>
    }
    .into_any()
}

fn series_list(site: &Site, locale: Locale) -> AnyView {
    let of = |series: &Series| -> Vec<&Model> {
        site.catalog.models.iter().filter(|model| model.series == series.id).collect()
    };
    // The largest families first: most readers look for one of them.
    let mut families: Vec<(&Series, Vec<&Model>)> =
        site.catalog.series.iter().map(|series| (series, of(series))).collect();
    families.sort_by_key(|(_, models)| std::cmp::Reverse(models.len()));
    let rows = families.into_iter().map(|(series, models)| {
        let open = models.iter().any(|m| m.facts.open_weights.as_ref().is_some_and(|open| *open.value()));
        let weights = if open { locale.pick("开放权重", "open weights") } else { locale.pick("闭源", "closed") };
        let vendor = site.catalog.vendor(&series.vendor);
        let page = series.page.as_ref().filter(|slug| site.addresses.has_page(locale, slug));
        let address = page.map_or_else(
            || Route::new(locale, Place::Models).asking("series", series.id.as_str()),
            |slug| Route::page(locale, slug).path(),
        );
        view! {
            <li><a href=address>
                <strong>{series.name.get(locale).to_owned()}</strong>
                <span>{vendor.map(|vendor| vendor.name.get(locale).to_owned())}</span>
                <small>{locale.pick(format!("{} 个模型", models.len()), format!("{} models", models.len()))}" · "{weights}</small>
            </a></li>
        }
    });
    view! {
        <section>
            <h2>{locale.pick("模型系列", "Model series")}</h2>
            <ul class="cards narrow">{rows.collect_view()}</ul>
        </section>
    }
    .into_any()
}

/// The newest models, and the newest changes of a known price.
fn latest(request: &Request) -> AnyView {
    let locale = request.route.locale;
    let updates = updates(&request.snapshot.site.catalog, request.snapshot.today);
    let of = |kind: Kind| news(request, updates.iter().filter(|u| u.kind() == kind).take(NEWS), Detail::Line);
    let all = |kind: Kind| Route::new(locale, Place::Updates).asking("kind", kind.name());
    let more = locale.pick("全部", "All");
    view! {
        <div class="news">
            <section>
                <h2>{locale.pick("最新发布", "Latest releases")}</h2>
                {of(Kind::Release)}
                <p class="muted"><a href=all(Kind::Release) aria-label=locale.pick("全部发布", "All releases")>{more}</a></p>
            </section>
            <section>
                <h2>{locale.pick("价格变动", "Price changes")}</h2>
                {of(Kind::Price)}
                <p class="muted">
                    {locale.pick("输入 / 输出，每百万词元", "input / output, per million tokens")}" · "
                    <a href=all(Kind::Price) aria-label=locale.pick("全部价格变动", "All price changes")>{more}</a>
                </p>
            </section>
        </div>
    }
    .into_any()
}

/// What a folder without a catalogue holds: its top pages.
fn page_list(site: &Site, locale: Locale) -> AnyView {
    let pages = site.pages.iter().filter(|page| page.locale == locale && !page.slug.is_empty());
    let own: Vec<_> = pages.take(50).collect();
    let none = own.is_empty();
    let links = own.into_iter().map(|page| {
        let address = Route::page(locale, &page.slug).path();
        view! { <li><a href=address>{page.title.clone()}</a></li> }
    });
    let elsewhere = none.then(|| {
        let other = Route::new(locale.other(), Place::Home).path();
        view! { <p><a href=other>{locale.pick("内容只有英文版", "The contents are in Chinese")}</a></p> }
    });
    view! { <ul class="page-list">{links.collect_view()}</ul>{elsewhere} }.into_any()
}
