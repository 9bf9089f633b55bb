//! Search: for the box of the site, and for programs.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::asked::Asked;
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::locale::Locale;
use crate::query::Query;
use crate::search::{Axis, Hit, Kind, Marked, Notice, Options, Part, Results};
use crate::snapshot::{Snapshot, asked};

/// Results when `limit` is not given.
const USUAL: usize = 10;
/// The longest query, in characters; the box shortens longer ones.
const LONGEST: usize = 256;

/// A search of the box: the answer as JSON and what its headers tell.
pub struct Found {
    /// A list of hits, or with `facets=1` an object that holds it.
    pub json: String,
    /// A likely spelling.
    pub suggestion: Option<String>,
    /// Whether the query was shortened.
    pub shortened: bool,
    /// How many pages matched.
    pub total: usize,
}

/// What the search box asks: any query is answered, values that mean nothing
/// are mended.
///
/// # Errors
///
/// When the results cannot be written, which no query causes.
pub fn lenient(snapshot: &Snapshot, query: &Query) -> Result<Found, Problem> {
    let is_on = |key| query.get(key).is_some_and(|value| !matches!(value, "0" | "false" | "no"));
    let locale = query.get("locale").and_then(Locale::from_code);
    let limit =
        query.get("limit").and_then(|limit| limit.parse().ok()).unwrap_or(USUAL).clamp(1, Options::MOST);
    let wanted = Options {
        count_facets: is_on("facets"),
        explain: is_on("explain"),
        ..asked::options(query, limit, locale)
    };
    let results = snapshot.index.search(query.get(asked::WORDS).unwrap_or_default(), &wanted);
    let hits: Vec<ResultBody<'_>> = results.hits.iter().map(|hit| body(hit, wanted.explain)).collect();
    let json = match wanted.count_facets {
        true => answer(&whole(&results, hits))?,
        false => answer(&hits)?,
    };
    Ok(Found {
        json,
        shortened: results.notices.contains(&Notice::Shortened),
        total: results.total,
        suggestion: results.suggestion,
    })
}

/// The same for programs: checked, and always with totals and facets.
pub(super) fn search(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let locale = asked.word("locale").and_then(Locale::from_code);
    let limit = asked.count("limit").map_or(USUAL, |limit| limit as usize);
    let explain = asked.is_on("explain");
    let wanted = Options {
        count_facets: true,
        explain,
        ..asked::options(asked.query(), limit.clamp(1, Options::MOST), locale)
    };
    let results = snapshot.index.search(asked.get(asked::WORDS).unwrap_or_default(), &wanted);
    let hits: Vec<ResultBody<'_>> = results.hits.iter().map(|hit| body(hit, explain)).collect();
    answer(&whole(&results, hits))
}

/// What it takes.
pub(super) fn parameters(snapshot: &Snapshot) -> Vec<Parameter> {
    let catalog = &snapshot.site.catalog;
    let some = |known: Vec<String>| {
        let most = known.len().max(1);
        Takes::Some(known, most)
    };
    let kinds = Kind::ALL.iter().map(|kind| kind.code().to_owned()).collect();
    let mut all = vec![
        Parameter::new(
            "q",
            Takes::Text(LONGEST),
            "要找的词，中文、英文、拼音都行",
            "What to look for, in Chinese, English or pinyin",
        )
        .required()
        .example("KV cache"),
        Parameter::new(
            "locale",
            Takes::One(vec!["zh".to_owned(), "en".to_owned()]),
            "优先的语言；不给时由查询的文字决定",
            "Preferred language; without it the query's own",
        ),
        Parameter::new("kind", some(kinds), "只要这些种类", "Only these kinds"),
    ];
    for (name, known, zh, en) in [
        (
            "series",
            catalog.series.iter().map(|series| series.id.0.clone()).collect::<Vec<_>>(),
            "只要这些系列",
            "Only these series",
        ),
        (
            "vendor",
            catalog.vendors.iter().map(|vendor| vendor.id.0.clone()).collect(),
            "只要这些厂商",
            "Only these vendors",
        ),
        (
            "scenario",
            catalog.scenarios.iter().map(|scenario| scenario.id.0.clone()).collect(),
            "只要这些场景",
            "Only these scenarios",
        ),
    ] {
        if !known.is_empty() {
            all.push(Parameter::new(name, some(known), zh, en));
        }
    }
    all.push(
        Parameter::new(
            "limit",
            Takes::Count(1, Options::MOST as u64),
            "每页几条，默认 10",
            "Hits on a page; 10 unless given",
        )
        .example("10"),
    );
    all.push(
        Parameter::new("page", Takes::Count(1, 1_000), "第几页，从 1 开始", "Page, from 1").example("1"),
    );
    all.push(Parameter::new(
        "explain",
        Takes::Flag,
        "说明每条的得分怎么来的",
        "Say how each score came about",
    ));
    all
}

/// A piece of text; `marks` are ranges of what matched, counted in UTF-16
/// units as JavaScript's strings are.
#[derive(Serialize, ToSchema)]
struct Text<'a> {
    text: &'a str,
    marks: Vec<[usize; 2]>,
}

/// One result: the best section of a page, a model, a scenario or a term.
#[derive(Serialize, ToSchema)]
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
#[derive(Serialize, ToSchema)]
struct SectionBody<'a> {
    url: &'a str,
    heading: Text<'a>,
}

/// A part of a score: `add`ed, or a `factor` on the sum of those before it.
#[derive(Serialize, ToSchema)]
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
#[derive(Serialize, ToSchema)]
pub(super) struct AnswerBody<'a> {
    total: usize,
    hits: Vec<ResultBody<'a>>,
    facets: BTreeMap<&'static str, Vec<FacetBody<'a>>>,
    suggestion: Option<&'a str>,
    notices: Vec<&'static str>,
}

/// A value that results can be narrowed to, and how many pages it leaves.
#[derive(Serialize, ToSchema)]
struct FacetBody<'a> {
    value: &'a str,
    pages: usize,
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
