//! `GET /api/search`: what the search box asks.

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{Response, StatusCode};

use crate::api;
use crate::query::Query;
use crate::web::cache::{Policy, answer};
use crate::web::programs::problem;
use crate::web::state::AppState;

/// `GET /api/search?q=&limit=&page=&locale=&kind=&series=&vendor=&scenario=&facets=&explain=`:
/// a list of hits, best first, or with `facets=1` an object that holds it. Any
/// query is answered; headers tell of a shortened one, of a likely misspelling
/// and of how many pages matched.
pub(super) async fn search(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response<Body> {
    let found = match api::search::lenient(&state.snapshot(), &Query::parse(&query.unwrap_or_default())) {
        Ok(found) => found,
        Err(fault) => return problem(&fault),
    };
    let mut response = answer(StatusCode::OK, "application/json", Policy::Ask, found.json);
    let suggestion = found.suggestion.as_deref().map(|words| {
        percent_encoding::utf8_percent_encode(words, percent_encoding::NON_ALPHANUMERIC).to_string()
    });
    let shortened = found.shortened.then(|| "shortened".to_owned());
    let total = Some(found.total.to_string());
    for (name, value) in [("x-suggestion", suggestion), ("x-notice", shortened), ("x-total", total)] {
        if let Some(value) = value.and_then(|value| value.parse().ok()) {
            response.headers_mut().insert(name, value);
        }
    }
    response
}
