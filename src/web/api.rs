//! The JSON API.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, Response, StatusCode};
use serde::Serialize;

use crate::locale::Locale;
use crate::query::Query;
use crate::search::{Axis, Hit, Marked, Notice, Options, Part, Results};
use crate::snapshot::asked;
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

/// One result: the best section of a page, a model, a scenario or a term.
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
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    explain: Vec<PartBody<'a>>,
}

/// A further section of the same page.
#[derive(Serialize)]
struct SectionBody<'a> {
    url: &'a str,
    heading: Text<'a>,
}

/// A part of a score: `add`ed, or a `factor` on the sum of those before it.
#[derive(Serialize)]
struct PartBody<'a> {
    rule: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    asked: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    matched: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    field: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    add: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    factor: Option<f32>,
}

/// The answer with `facets=1`: the hits and what else is known of all of them.
#[derive(Serialize)]
struct AnswerBody<'a> {
    total: usize,
    hits: Vec<ResultBody<'a>>,
    facets: BTreeMap<&'static str, Vec<FacetBody<'a>>>,
    suggestion: Option<&'a str>,
    notices: Vec<&'static str>,
}

/// A value that results can be narrowed to, and how many pages it leaves.
#[derive(Serialize)]
struct FacetBody<'a> {
    value: &'a str,
    pages: usize,
}

/// `GET /api/search?q=&limit=&page=&locale=&kind=&series=&vendor=&scenario=&facets=&explain=`:
/// a list of hits, best first, or with `facets=1` an object that holds it. Any
/// query is answered; headers tell of a shortened one, of a likely misspelling
/// and of how many pages matched.
pub(super) async fn search(
    State(state): State<AppState>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let query = Query::parse(&query.unwrap_or_default());
    let is_on = |key| query.get(key).is_some_and(|value| !matches!(value, "0" | "false" | "no"));
    let locale = query.get("locale").and_then(Locale::from_code);
    let limit =
        query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL).clamp(1, Options::MOST);
    let asked = Options {
        count_facets: is_on("facets"),
        explain: is_on("explain"),
        ..asked::options(&query, limit, locale)
    };
    let snapshot = state.snapshot();
    let results = snapshot.index.search(query.get(asked::WORDS).unwrap_or_default(), &asked);
    let hits: Vec<ResultBody<'_>> = results.hits.iter().map(|hit| body(hit, asked.explain)).collect();
    let json = match asked.count_facets {
        true => serde_json::to_string(&whole(&results, hits)),
        false => serde_json::to_string(&hits),
    };
    let Ok(json) = json else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "The results could not be written.\n");
    };
    let mut response = answer(&headers, StatusCode::OK, "application/json", Policy::Ask, json);
    let suggestion = results.suggestion.as_deref().map(|words| {
        percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC).to_string()
    });
    let shortened = results.notices.contains(&Notice::Shortened).then(|| "shortened".to_owned());
    let total = Some(results.total.to_string());
    for (name, value) in [("x-suggestion", suggestion), ("x-notice", shortened), ("x-total", total)] {
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}

fn whole<'a>(results: &'a Results, hits: Vec<ResultBody<'a>>) -> AnswerBody<'a> {
    let mut facets: BTreeMap<&'static str, Vec<FacetBody<'a>>> = BTreeMap::new();
    for axis in Axis::ALL {
        let counts = results.facets.iter().filter(|count| count.facet.axis == axis);
        let bodies = counts.map(|count| FacetBody { value: &count.facet.value, pages: count.pages });
        facets.insert(axis.code(), bodies.collect());
    }
    let notices = results.notices.iter().map(|notice| match notice {
        Notice::Shortened => "shortened",
        Notice::Empty => "empty",
    });
    AnswerBody {
        total: results.total,
        hits,
        facets,
        suggestion: results.suggestion.as_deref(),
        notices: notices.collect(),
    }
}

fn body(hit: &Hit, explain: bool) -> ResultBody<'_> {
    ResultBody {
        url: &hit.url,
        title: &hit.title.text,
        title_marks: units(&hit.title),
        heading: text(&hit.heading),
        excerpt: &hit.excerpt.text,
        excerpt_marks: units(&hit.excerpt),
        kind: hit.kind.code(),
        locale: hit.locale.map(Locale::code),
        more: hit
            .more
            .iter()
            .map(|more| SectionBody { url: &more.url, heading: text(&more.heading) })
            .collect(),
        score: explain.then_some(hit.score),
        explain: hit.parts.iter().map(part).collect(),
    }
}

fn part(part: &Part) -> PartBody<'_> {
    PartBody {
        rule: part.rule.code(),
        asked: &part.asked,
        matched: &part.matched,
        field: part.field,
        add: (!part.rule.is_factor()).then_some(part.value),
        factor: part.rule.is_factor().then_some(part.value),
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
