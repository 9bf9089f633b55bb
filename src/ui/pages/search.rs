//! The search page: the same results as the box, without JavaScript.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::route::{Place, Route};
use crate::search::{Hit, Kind, Notice, Options};
use crate::ui::app::{Frame, Request};
use crate::ui::components::marked::marked;
use crate::ui::text;

/// How many pages are listed.
const LIMIT: usize = 30;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let asked = request.query.get("q").unwrap_or_default().trim().to_owned();
    let title = match asked.as_str() {
        "" => text::SEARCH.get(locale).to_owned(),
        q => format!("{}: {}", text::SEARCH.get(locale), q.chars().take(60).collect::<String>()),
    };
    let results = (!asked.is_empty()).then(|| results(request, &asked));
    let address = Route::new(locale, Place::Search).path();
    let main = view! {
        <article class="search-page">
            <h1>{text::SEARCH.get(locale)}</h1>
            <form method="get" action=address class="search-again" role="search" aria-label=text::SEARCH.get(locale)>
                <input type="search" name="q" value=asked maxlength="256" aria-label=text::SEARCH.get(locale) placeholder=text::SEARCH_HINT.get(locale) />
                <button type="submit">{text::SEARCH.get(locale)}</button>
            </form>
            {results}
            {request.query.get("q").is_none_or(str::is_empty).then(|| suggestions(locale))}
        </article>
    };
    Frame::new(title, text::SEARCH_HINT.get(locale), main.into_any())
}

fn results(request: &Request, asked: &str) -> AnyView {
    let locale = request.route.locale;
    let results = request
        .snapshot
        .index
        .search(asked, &Options { limit: LIMIT, locale: Some(locale), ..Options::default() });
    let shortened = results.notices.contains(&Notice::Shortened).then(|| {
        view! { <p class="notice">{locale.pick("查询太长，只用了开头部分。", "The query is long; only its beginning was used.")}</p> }
    });
    let suggestion = results.suggestion.as_ref().map(|words| {
        let address = ask(locale, words);
        view! { <p>{locale.pick("你是不是要找：", "Did you mean: ")}<a href=address>{words.clone()}</a></p> }
    });
    let count = match results.hits.len() {
        0 => locale.pick("没有找到。".to_owned(), "Nothing found.".to_owned()),
        n => locale.pick(format!("找到 {n} 个结果"), format!("{n} results")),
    };
    let nothing = results.hits.is_empty().then(|| suggestions(locale));
    let hits = results.hits.iter().map(|hit| hit_view(hit, locale));
    view! {
        {shortened}
        <p role="status" class="row-count">{count}</p>
        {suggestion}
        <ol class="hits">{hits.collect_view()}</ol>
        {nothing}
    }
    .into_any()
}

fn hit_view(hit: &Hit, locale: Locale) -> AnyView {
    let heading = (!hit.heading.text.is_empty())
        .then(|| view! { <span class="hit-heading">" › "{marked(&hit.heading)}</span> });
    let more = hit.more.iter().map(|section| {
        view! { <li><a href=section.url.clone()>{marked(&section.heading)}</a></li> }
    });
    let more = (!hit.more.is_empty()).then(|| view! { <ul class="hit-more">{more.collect_view()}</ul> });
    let foreign = hit.locale.filter(|own| *own != locale).map(|own| own.tag());
    view! {
        <li lang=foreign>
            <a href=hit.url.clone()>{marked(&hit.title)}{heading}</a>
            " "<small class="kind">{kind(hit.kind, locale)}</small>
            <p>{marked(&hit.excerpt)}</p>
            {more}
        </li>
    }
    .into_any()
}

/// What a kind of result is called.
fn kind(kind: Kind, locale: Locale) -> &'static str {
    match kind {
        Kind::Page => locale.pick("页面", "Page"),
        Kind::Model => locale.pick("模型", "Model"),
        Kind::Scenario => locale.pick("场景", "Scenario"),
        Kind::Term => locale.pick("术语", "Term"),
    }
}

/// Queries that show what search can do.
fn suggestions(locale: Locale) -> AnyView {
    let queries = locale.pick(
        ["DeepSeek-V3", "上下文窗口", "混合专家", "本地部署", "base_url"],
        ["DeepSeek-V3", "context window", "mixture of experts", "local deployment", "base_url"],
    );
    let links = queries.map(|query| view! { <li><a class="chip" href=ask(locale, query)>{query}</a></li> });
    view! {
        <div class="suggestions">
            <p>{locale.pick("可以试试：", "You could try:")}</p>
            <ul>{links.into_iter().collect_view()}</ul>
        </div>
    }
    .into_any()
}

fn ask(locale: Locale, words: &str) -> String {
    Route::new(locale, Place::Search).asking("q", words)
}
