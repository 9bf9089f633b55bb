//! Pages of the content folder, and the field's terms.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::api::body::{Listed, Names, PageBody, PageSummary};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::api::{answer, markdown, operation};
use crate::locale::Locale;
use crate::page::Page;
use crate::route::Route;
use crate::snapshot::Snapshot;

/// A term of the field. All its names mean the same.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(super) struct TermBody {
    /// Its id.
    id: String,
    /// What it is about.
    topic: &'static str,
    /// What it is called.
    name: Names,
    /// Other spellings, abbreviations and words of other regions.
    aliases: Vec<String>,
    /// What it means, in a sentence.
    meaning: Names,
}

/// A page of the pages.
pub(super) fn list(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let (locale, category) = (asked.word("locale"), asked.word("category"));
    let wanted = |page: &&Page| {
        locale.is_none_or(|locale| locale == page.locale.code())
            && category.is_none_or(|category| page.category.as_deref() == Some(category))
    };
    let pages: Vec<&Page> = snapshot.site.pages.iter().filter(wanted).collect();
    answer(&Listed::cut(asked, &pages, |page| Some(PageSummary::of(page))))
}

/// What the list takes.
pub(super) fn parameters(snapshot: &Snapshot) -> Vec<Parameter> {
    let mut categories: Vec<String> = Vec::new();
    for category in snapshot.site.pages.iter().filter_map(|page| page.category.clone()) {
        if !categories.contains(&category) {
            categories.push(category);
        }
    }
    let mut all = vec![locale("只要这种语言的页面", "Only pages in this language")];
    if !categories.is_empty() {
        all.push(Parameter::new("category", Takes::One(categories), "只要这一类", "Only this group"));
    }
    all.extend(operation::paging());
    all
}

/// One page with its text.
pub(super) fn one(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let site = &snapshot.site;
    let slug = asked.word("slug").unwrap_or_default();
    let slug = if slug == "index" { "" } else { slug };
    let locale = asked.word("locale").and_then(Locale::from_code).unwrap_or(Locale::Zh);
    let page = site.page(locale, slug).or_else(|| site.page(locale.other(), slug)).ok_or_else(|| {
        let near = site.near(locale, slug, 1);
        Problem::unknown("page", slug, near.iter().map(|page| page.slug.as_str()), "/pages")
    })?;
    let text = markdown::page(snapshot, &Route::page(page.locale, &page.slug), page);
    answer(&PageBody::of(page, text))
}

/// The page that is asked for.
pub(super) fn page_parameters(_: &Snapshot) -> Vec<Parameter> {
    vec![
        Parameter::new(
            "slug",
            Takes::Slug,
            "页面路径，不含语言；首页是 index",
            "Path of a page without language; `index` is the front page",
        )
        .in_path()
        .example("llm/deepseek"),
        locale(
            "哪种语言的，默认 zh；没有时给另一种",
            "In which language; zh unless given, the other one where there is none",
        ),
    ]
}

/// A page of the terms.
pub(super) fn terms(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    answer(&Listed::cut(asked, &snapshot.site.glossary, |term| {
        Some(TermBody {
            id: term.id.clone(),
            topic: term.topic.code(),
            name: Names::from(&term.name),
            aliases: term.aliases.clone(),
            meaning: Names::from(&term.meaning),
        })
    }))
}

fn locale(zh: &str, en: &str) -> Parameter {
    Parameter::new("locale", Takes::One(vec!["zh".to_owned(), "en".to_owned()]), zh, en)
}
