//! The rows of a table, for the island that shows them.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, Response, StatusCode};

use crate::catalog::table::{Scope, View};
use crate::locale::Locale;
use crate::query::Query;
use crate::web::cache::{Policy, answer};
use crate::web::error::plain;
use crate::web::state::AppState;

/// The most names a scope may list.
const MOST_NAMES: usize = 64;

/// `GET /data/specs.zh.tsv?series=deepseek&v=…`
pub(super) async fn table(
    State(state): State<AppState>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let parts: Vec<&str> = file.split('.').collect();
    let named = match parts[..] {
        [view, locale, "tsv"] => View::from_name(view).zip(Locale::from_code(locale)),
        _ => None,
    };
    let Some((view, locale)) = named else {
        return plain(StatusCode::NOT_FOUND, "There is no such table.\n");
    };
    let query = Query::parse(&query.unwrap_or_default());
    let list = |key: &str| {
        let names = query.get(key).unwrap_or_default().split(',').filter(|id| !id.is_empty());
        names.take(MOST_NAMES).map(str::to_owned).collect::<Vec<_>>()
    };
    let scope = Scope {
        series: list("series").iter().map(|id| id.as_str().into()).collect(),
        models: list("models").iter().map(|id| id.as_str().into()).collect(),
        benchmarks: list("benchmarks").iter().map(|id| id.as_str().into()).collect(),
    };
    let laid_out = state.snapshot().table(view, &scope, locale);
    // Only an address with the version of these rows names them.
    let policy = if query.get("v") == Some(&laid_out.version) { Policy::Forever } else { Policy::Ask };
    answer(
        &headers,
        StatusCode::OK,
        "text/tab-separated-values; charset=utf-8",
        policy,
        laid_out.wire.clone(),
    )
}
