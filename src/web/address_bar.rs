//! Searching from a browser's address bar: the description that a browser reads
//! (OpenSearch 1.1), and what it offers while a reader types.

use std::io;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{Response, StatusCode, Uri};

use crate::content::settings::Settings;
use crate::locale::Locale;
use crate::query::Query;
use crate::route::{File, Origin, Place, Route};
use crate::search::Options;
use crate::snapshot::asked;
use crate::web::cache::{Policy, answer};
use crate::web::error::plain;
use crate::web::state::AppState;
use crate::web::xml::{document, element};

/// Suggestions in one answer; browsers show fewer.
const SUGGESTIONS: usize = 8;
/// The longest name the format allows, in characters, and the longest description.
const NAME: usize = 16;
const DESCRIPTION: usize = 1024;

/// `GET /opensearch.xml` and `/en/opensearch.xml`.
pub(super) async fn description(State(state): State<AppState>, uri: Uri) -> Response<Body> {
    let locale = Route::parse(uri.path()).locale;
    match draw(&state.snapshot().site.settings, &state.origin(), locale) {
        Ok(xml) => {
            let kind = "application/opensearchdescription+xml; charset=utf-8";
            answer(StatusCode::OK, kind, Policy::Ask, xml)
        }
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "The description could not be written.\n"),
    }
}

/// `GET /api/suggest?q=&locale=`: the query, titles of what is found, nothing about
/// them, and their addresses.
pub(super) async fn suggest(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response<Body> {
    let query = Query::parse(&query.unwrap_or_default());
    let words = query.get(asked::WORDS).unwrap_or_default();
    let locale = query.get("locale").and_then(Locale::from_code);
    // Twins of one title are one line to a reader.
    let options = Options { limit: 2 * SUGGESTIONS, locale, ..Options::default() };
    let results = state.snapshot().index.search(words, &options);
    let (mut titles, mut addresses) = (Vec::new(), Vec::new());
    for hit in &results.hits {
        if titles.len() < SUGGESTIONS && !titles.contains(&hit.title.text) {
            titles.push(hit.title.text.clone());
            addresses.push(state.origin().join(&hit.url));
        }
    }
    match serde_json::to_string(&(words, titles, [""; 0], addresses)) {
        Ok(json) => {
            let kind = "application/x-suggestions+json; charset=utf-8";
            answer(StatusCode::OK, kind, Policy::Ask, json)
        }
        Err(_) => plain(StatusCode::INTERNAL_SERVER_ERROR, "The suggestions could not be written.\n"),
    }
}

fn draw(settings: &Settings, origin: &Origin, locale: Locale) -> io::Result<String> {
    let name = settings.title.get(locale);
    let about = match settings.description.get(locale) {
        "" => name,
        about => about,
    };
    let short = |text: &str, most: usize| text.chars().take(most).collect::<String>();
    let results = origin.page(&Route::new(locale, Place::Search));
    let suggestions = origin.join(File::SUGGESTIONS);
    let addresses = [
        ("results", "text/html", format!("{results}?q={{searchTerms}}")),
        (
            "suggestions",
            "application/x-suggestions+json",
            format!("{suggestions}?q={{searchTerms}}&locale={}", locale.code()),
        ),
        ("self", "application/opensearchdescription+xml", origin.join(&File::Search.path(locale))),
    ];
    let format = [("xmlns", "http://a9.com/-/spec/opensearch/1.1/")];
    document("OpenSearchDescription", &format, |writer| {
        element(writer, "ShortName", &short(name, NAME))?;
        element(writer, "Description", &short(about, DESCRIPTION))?;
        for (rel, kind, template) in &addresses {
            let attributes = [("rel", *rel), ("type", *kind), ("template", template.as_str())];
            writer.create_element("Url").with_attributes(attributes).write_empty()?;
        }
        element(writer, "Image", &origin.join("/favicon.ico"))?;
        element(writer, "Language", locale.tag())?;
        element(writer, "InputEncoding", "UTF-8")?;
        element(writer, "OutputEncoding", "UTF-8")
    })
}
