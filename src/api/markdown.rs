//! Pages as Markdown: every address of the site and `.md`.

mod decide;
mod model;
mod table;

use std::fmt::Write;

use crate::api::{OPERATIONS, ROOT};
use crate::catalog::table::View;
use crate::locale::Locale;
use crate::page::{Block, Page};
use crate::query::Query;
use crate::route::{Place, Route};
use crate::search::Options;
use crate::snapshot::{Snapshot, asked};

/// The Markdown of an address; `None` where nothing is.
pub fn document(snapshot: &Snapshot, route: &Route, query: &Query) -> Option<String> {
    let site = &snapshot.site;
    if !site.addresses.has(route) {
        return None;
    }
    if let Some(written) = site.written(route) {
        return Some(page(snapshot, route, written));
    }
    let body = match &route.place {
        Place::Home => home(snapshot, route.locale),
        Place::Models => table::chosen(snapshot, View::Specs, route, query),
        Place::Pricing => table::chosen(snapshot, View::Prices, route, query),
        Place::Benchmarks => table::chosen(snapshot, View::Scores, route, query),
        Place::Model(id) => model::one(snapshot, id, route.locale)?,
        Place::Scenarios => decide::scenarios(snapshot, route.locale),
        Place::Scenario(id) => decide::scenario(snapshot, id, route.locale)?,
        Place::Compare => decide::compare(snapshot, query, route.locale),
        Place::Updates => decide::updates(snapshot, route.locale),
        Place::Cost => table::cost(snapshot, route, query),
        Place::Memory => decide::memory(snapshot, query, route.locale),
        Place::Api => operations(snapshot, route.locale),
        Place::Glossary => glossary(snapshot, route.locale),
        Place::Search => found(snapshot, route.locale, query),
        Place::Page(_) => return None,
    };
    Some(body)
}

/// A page of the content folder: its own text, with the site's tables written out.
pub fn page(snapshot: &Snapshot, route: &Route, page: &Page) -> String {
    let mut write_out = |block: Block| written_out(snapshot, route.locale, block);
    let text = snapshot.site.portable(page, &mut write_out);
    let text = text.trim_start().to_owned();
    if text.starts_with("# ") { text } else { format!("# {}\n\n{text}", page.title) }
}

fn written_out(snapshot: &Snapshot, locale: Locale, block: Block) -> String {
    match block {
        Block::Html(_) => String::new(),
        Block::Table { view, scope, .. } => table::part(snapshot, view, &scope, locale),
        Block::Scenarios { scope } => decide::scenarios_of(snapshot, &scope, locale),
        Block::Timeline { scope } => decide::releases(snapshot, &scope, locale),
        Block::Diagram { diagram, .. } => {
            let label = locale.pick("图", "Diagram");
            format!("> **{label}**: {}\n>\n> {}\n", diagram.caption(locale), diagram.told(locale))
        }
    }
}

/// The front page: what the site says of itself, and its pages.
fn home(snapshot: &Snapshot, locale: Locale) -> String {
    let settings = &snapshot.site.settings;
    let mut out = format!("# {}\n\n{}\n", settings.title.get(locale), settings.description.get(locale));
    if let Some(page) = snapshot.site.page(locale, "") {
        let text = self::page(snapshot, &Route::page(locale, ""), page);
        let body = text.trim_start().strip_prefix("# ").and_then(|rest| rest.split_once('\n'));
        writeln!(out, "\n{}", body.map_or(text.as_str(), |(_, body)| body).trim()).ok();
    }
    out + "\n" + &crate::api::llms::listed(snapshot, locale, &|route| route.path())
}

fn glossary(snapshot: &Snapshot, locale: Locale) -> String {
    let mut out = format!("# {}\n\n", locale.pick("术语表", "Glossary"));
    for term in &snapshot.site.glossary {
        let also = [term.name.get(locale.other())].into_iter().chain(term.aliases.iter().map(String::as_str));
        let also: Vec<&str> = also.filter(|name| *name != term.name.get(locale)).collect();
        let (name, also) = (term.name.get(locale), also.join(locale.pick("、", ", ")));
        writeln!(out, "- **{name}** ({also}): {}", term.meaning.get(locale)).ok();
    }
    out
}

/// What programs can ask.
fn operations(snapshot: &Snapshot, locale: Locale) -> String {
    let mut out = "# API\n\nOpenAPI 3.1: /api/openapi.json · MCP: /mcp\n\n".to_owned();
    for operation in OPERATIONS {
        let (address, about) =
            (operation.example(snapshot), locale.pick(operation.about.0, operation.about.1));
        writeln!(out, "- `GET {ROOT}{}`: {about} [{address}]({address})", operation.path).ok();
    }
    out
}

/// The hits of a search, as a list of links.
fn found(snapshot: &Snapshot, locale: Locale, query: &Query) -> String {
    let words = query.get(asked::WORDS).unwrap_or_default();
    let results = snapshot.index.search(words, &asked::options(query, Options::MOST, Some(locale)));
    let mut out = format!("# {}\n\n", locale.pick("搜索", "Search"));
    if results.hits.is_empty() {
        let says =
            locale.pick("没有结果。用 `?q=` 给出要找的词。", "Nothing was found. Give the words with `?q=`.");
        writeln!(out, "{says}").ok();
    }
    for hit in &results.hits {
        let heading =
            if hit.heading.text.is_empty() { String::new() } else { format!(" · {}", hit.heading.text) };
        writeln!(out, "- [{}{heading}]({}): {}", hit.title.text, hit.url, hit.excerpt.text.trim()).ok();
    }
    out
}
