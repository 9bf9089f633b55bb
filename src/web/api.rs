//! The JSON API.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Serialize;

use crate::locale::Locale;
use crate::query::Query;
use crate::search::{Hit, Kind, Marked, Notice, Options};
use crate::web::cache::{Policy, answer};
use crate::web::error::plain;
use crate::web::state::AppState;

/// Results when `limit` is not given.
const USUAL: usize = 10;

/// A piece of text; `marks` are ranges of what matched, counted in UTF-16
/// units as JavaScript's strings are.
#[derive(Serialize)]
struct Text<'a> {
    text: &'a str,
    marks: Vec<[usize; 2]>,
}

/// One result: the best section of a page, or a model.
#[derive(Serialize)]
struct ResultBody<'a> {
    url: &'a str,
    title: &'a str,
    title_marks: Vec<[usize; 2]>,
    heading: Text<'a>,
    excerpt: &'a str,
    excerpt_marks: Vec<[usize; 2]>,
    kind: &'static str,
    locale: Option<&'static str>,
    more: Vec<SectionBody<'a>>,
}

/// A further section of the same page.
#[derive(Serialize)]
struct SectionBody<'a> {
    url: &'a str,
    heading: Text<'a>,
}

/// `GET /api/search?q=&limit=&locale=`: a list of hits, best first. Any query
/// is answered; headers tell of a shortened one and of a likely misspelling.
pub(super) async fn search(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let query = Query::parse(&query.unwrap_or_default());
    let locale = query.get("locale").and_then(Locale::from_code).unwrap_or(Locale::Zh);
    let limit = query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL).clamp(1, 50);
    let snapshot = state.snapshot();
    let results = snapshot.index.search(query.get("q").unwrap_or_default(), Options { limit, locale });
    let body: Vec<ResultBody<'_>> = results.hits.iter().map(body).collect();
    let Ok(json) = serde_json::to_string(&body) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "The results could not be written.\n");
    };
    let mut response = answer(&headers, StatusCode::OK, "application/json", Policy::Ask, json);
    let suggestion = results.suggestion.as_deref().map(|words| {
        percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC).to_string()
    });
    let shortened = results.notices.contains(&Notice::Shortened).then(|| "shortened".to_owned());
    for (name, value) in [("x-suggestion", suggestion), ("x-notice", shortened)] {
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn body(hit: &Hit) -> ResultBody<'_> {
    ResultBody {
        url: &hit.url,
        title: &hit.title.text,
        title_marks: units(&hit.title),
        heading: text(&hit.heading),
        excerpt: &hit.excerpt.text,
        excerpt_marks: units(&hit.excerpt),
        kind: match hit.kind {
            Kind::Page => "page",
            Kind::Model => "model",
            Kind::Scenario => "scenario",
            Kind::Term => "term",
        },
        locale: hit.locale.map(Locale::code),
        more: hit
            .more
            .iter()
            .map(|more| SectionBody { url: &more.url, heading: text(&more.heading) })
            .collect(),
    }
}

fn text(marked: &Marked) -> Text<'_> {
    Text { text: &marked.text, marks: units(marked) }
}

/// Byte ranges as UTF-16 ranges.
fn units(marked: &Marked) -> Vec<[usize; 2]> {
    let count = |end: usize| marked.text.get(..end).map_or(0, |before| before.encode_utf16().count());
    marked.marks.iter().map(|range| [count(range.start), count(range.end)]).collect()
}
