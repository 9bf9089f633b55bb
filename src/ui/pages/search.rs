//! The search page: the same results as the box, all of them, without JavaScript.

use leptos::prelude::*;

use crate::locale::Locale;
use crate::query::Query;
use crate::route::{Place, Route};
use crate::search::{Axis, Facet, Notice, Options, Results};
use crate::snapshot::asked;
use crate::ui::app::{Frame, Request};
use crate::ui::text;

mod facets;
mod hits;
mod pager;

/// Pages on one screen.
const SCREEN: usize = 20;
/// The last screen that is linked to: search skips at most 1,000 pages.
const LAST: usize = Options::FURTHEST / SCREEN + 1;

/// A screen of what was found.
struct Found {
    results: Results,
    /// The screen, from 1.
    screen: usize,
    /// How many there are.
    screens: usize,
}

/// What was asked: the words and what results are narrowed to.
struct Asked<'a> {
    request: &'a Request,
    locale: Locale,
    words: String,
    chosen: Vec<Facet>,
}

impl Asked<'_> {
    /// Looks up the screen that the address names, or the last one before it.
    fn find(&self) -> Found {
        let query = &self.request.query;
        let mut options = Options { count_facets: true, ..asked::options(query, SCREEN, Some(self.locale)) };
        options.offset = options.offset.min((LAST - 1) * SCREEN);
        let mut results = self.request.snapshot.index.search(&self.words, &options);
        let screens = results.total.div_ceil(SCREEN).clamp(1, LAST);
        let screen = asked::page(query).min(screens);
        if (screen - 1) * SCREEN != options.offset {
            options.offset = (screen - 1) * SCREEN;
            results = self.request.snapshot.index.search(&self.words, &options);
        }
        Found { results, screen, screens }
    }

    /// How many pages there would be with other choices.
    fn count(&self, chosen: Vec<Facet>) -> usize {
        let options = Options { limit: 1, only: chosen, ..Options::default() };
        self.request.snapshot.index.search(&self.words, &options).total
    }

    /// Where other words lead, the choices kept.
    fn other_words(&self, words: &str) -> String {
        self.at(&asked::address(words, &self.chosen))
    }

    /// Where one choice more or less leads.
    fn toggled(&self, facet: &Facet) -> String {
        self.at(&asked::with_facet(&self.request.query, facet))
    }

    /// Where no choice at all leads.
    fn whole(&self) -> String {
        self.at(&asked::address(&self.words, &[]))
    }

    /// Where another screen is.
    fn screen(&self, screen: usize) -> String {
        let mut query = asked::address(&self.words, &self.chosen);
        if screen > 1 {
            query.set(asked::PAGE, &screen.to_string());
        }
        self.at(&query)
    }

    fn at(&self, query: &Query) -> String {
        Route::new(self.locale, Place::Search).with_query(query)
    }
}

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let words = request.query.get(asked::WORDS).unwrap_or_default().trim().to_owned();
    let asked = Asked { request, locale, words, chosen: asked::chosen(&request.query) };
    let label = text::SEARCH.get(locale);
    let found = (!asked.words.is_empty()).then(|| asked.find());
    let short: String = asked.words.chars().take(60).collect();
    let title = match &found {
        None => label.to_owned(),
        Some(found) if found.screen > 1 => {
            let n = found.screen;
            locale.pick(format!("{label}：{short}（第 {n} 页）"), format!("{label}: {short} (page {n})"))
        }
        Some(_) => locale.pick(format!("{label}：{short}"), format!("{label}: {short}")),
    };
    let main = view! {
        <article class="search-page">
            <h1>{label}</h1>
            {form(&asked)}
            {found.map(|found| results(&asked, &found))}
            {asked.words.is_empty().then(|| suggestions(locale))}
        </article>
    };
    Frame { wide: true, ..Frame::new(title, text::SEARCH_HINT.get(locale), main.into_any()) }
}

/// Searching again keeps what results are narrowed to.
fn form(asked: &Asked<'_>) -> AnyView {
    let locale = asked.locale;
    let kept = Axis::ALL.map(|axis| {
        let values = asked::on_axis(&asked.chosen, axis);
        (!values.is_empty()).then(|| view! { <input type="hidden" name=axis.code() value=values /> })
    });
    view! {
        <form method="get" action=Route::new(locale, Place::Search).path() class="search-again" role="search" aria-label=text::SEARCH.get(locale)>
            <input type="search" name="q" value=asked.words.clone() maxlength="256" aria-label=text::SEARCH.get(locale) placeholder=text::SEARCH_HINT.get(locale) />
            {kept.into_iter().collect_view()}
            <button type="submit">{text::SEARCH.get(locale)}</button>
        </form>
    }
    .into_any()
}

fn results(asked: &Asked<'_>, found: &Found) -> AnyView {
    let locale = asked.locale;
    let results = &found.results;
    let shortened = results.notices.contains(&Notice::Shortened).then(|| {
        view! { <p class="notice">{locale.pick("查询太长，只用了开头部分。", "The query is long; only its beginning was used.")}</p> }
    });
    let suggestion = results.suggestion.as_ref().map(|words| {
        let address = asked.other_words(words);
        view! { <p class="did-you-mean">{locale.pick("你是不是要找：", "Did you mean: ")}<a href=address>{words.clone()}</a></p> }
    });
    let nothing = results.hits.is_empty().then(|| nothing(asked));
    view! {
        {shortened}
        <div class="results">
            {facets::narrow(asked, results)}
            <div>
                <div class="found">
                    <p role="status" class="row-count">{count(locale, found)}</p>
                    {facets::chips(asked)}
                </div>
                {suggestion}
                {hits::list(&results.hits, locale)}
                {nothing}
                {pager::pager(asked, found)}
            </div>
        </div>
    }
    .into_any()
}

/// How many pages there are, and which of them these are.
fn count(locale: Locale, found: &Found) -> String {
    let Found { results, screen, screens } = found;
    let total = results.total;
    match (total, screens) {
        (0, _) if results.notices.contains(&Notice::Empty) => locale
            .pick("这里没有可以搜索的字词。", "There is nothing here that can be searched for.")
            .to_owned(),
        (0, _) => locale.pick("没有找到。", "Nothing found.").to_owned(),
        (1, _) => locale.pick("找到 1 个结果", "1 result").to_owned(),
        (_, 1) => locale.pick(format!("找到 {total} 个结果"), format!("{total} results")),
        _ => locale.pick(
            format!("找到 {total} 个结果，第 {screen} 页，共 {screens} 页"),
            format!("{total} results, page {screen} of {screens}"),
        ),
    }
}

/// What to do when nothing was found.
fn nothing(asked: &Asked<'_>) -> AnyView {
    let locale = asked.locale;
    let advice = locale.pick(
        "换个说法、少用几个词，或者用模型、厂商、概念的名称。",
        "Try other words, fewer of them, or the name of a model, a vendor or a concept.",
    );
    view! {
        {facets::relax(asked)}
        <p>{advice}</p>
        {suggestions(locale)}
    }
    .into_any()
}

/// Queries that show what search can do.
fn suggestions(locale: Locale) -> AnyView {
    let queries = locale.pick(
        ["DeepSeek-V3", "上下文窗口", "混合专家", "本地部署", "base_url"],
        ["DeepSeek-V3", "context window", "mixture of experts", "local deployment", "base_url"],
    );
    let ask = |words| Route::new(locale, Place::Search).asking(asked::WORDS, words);
    let links = queries.map(|query| view! { <li><a class="chip" href=ask(query)>{query}</a></li> });
    view! {
        <div class="suggestions">
            <p>{locale.pick("可以试试：", "You could try:")}</p>
            <ul>{links.into_iter().collect_view()}</ul>
        </div>
    }
    .into_any()
}
