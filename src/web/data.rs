//! The rows of a table: for the island that shows them, and as files.

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderValue, Response, StatusCode, header};

use crate::api::export::{self, Rows};
use crate::catalog::cost::Usage;
use crate::catalog::state::TableState;
use crate::catalog::table::{Scope, View};
use crate::locale::Locale;
use crate::query::Query;
use crate::web::cache::{Policy, answer};
use crate::web::error::plain;
use crate::web::state::AppState;

/// The most names a scope may list: all models of a scenario, and more.
const MOST_NAMES: usize = 512;

/// `GET /data/specs.zh.tsv?only.series=deepseek&v=…` gives all rows as the
/// island reads them; `….csv`, `….json` and `….md` give those that a table's
/// parameters choose: `?only.series=deepseek&open=1&sort=-released`.
pub(super) async fn table(
    State(state): State<AppState>,
    Path(file): Path<String>,
    RawQuery(query): RawQuery,
) -> Response<Body> {
    let parts: Vec<&str> = file.split('.').collect();
    let named = match parts[..] {
        [view, locale, format] => View::from_name(view).zip(Locale::from_code(locale)).zip(Some(format)),
        _ => None,
    };
    let Some(((view, locale), format)) = named else {
        return plain(StatusCode::NOT_FOUND, "There is no such table.\n");
    };
    let query = Query::parse(&query.unwrap_or_default());
    let view = match view {
        View::Cost(_) => View::Cost(Usage::read(&query).0),
        other => other,
    };
    let list = |key: &str| {
        let names = query.get(key).unwrap_or_default().split(',').filter(|id| !id.is_empty());
        names.take(MOST_NAMES).map(str::to_owned).collect::<Vec<_>>()
    };
    let scope = Scope {
        series: list("only.series").iter().map(|id| id.as_str().into()).collect(),
        models: list("only.models").iter().map(|id| id.as_str().into()).collect(),
        benchmarks: list("only.benchmarks").iter().map(|id| id.as_str().into()).collect(),
    };
    let snapshot = state.snapshot();
    let laid_out = snapshot.table(view, &scope, locale);
    if format == "tsv" {
        // Only an address with the version of these rows names them.
        let policy = if query.get("v") == Some(&laid_out.version) { Policy::Forever } else { Policy::Ask };
        let kind = "text/tab-separated-values; charset=utf-8";
        return answer(StatusCode::OK, kind, policy, laid_out.wire.clone());
    }
    let (chosen, problems) = TableState::read(&query, "", &laid_out.table);
    let rows = Rows::new(&snapshot.site.catalog, &laid_out.table, &chosen, &problems);
    let (kind, body) = match format {
        "csv" => ("text/csv; charset=utf-8", export::csv(&rows)),
        "json" => ("application/json", export::json(&rows)),
        "md" => ("text/markdown; charset=utf-8", export::markdown(&rows, usize::MAX)),
        _ => return plain(StatusCode::NOT_FOUND, "Tables come as tsv, csv, json and md.\n"),
    };
    let mut response = answer(StatusCode::OK, kind, Policy::Ask, body);
    let name = format!("inline; filename=\"model-atlas-{}.{format}\"", view.name());
    if let Ok(name) = HeaderValue::from_str(&name) {
        response.headers_mut().insert(header::CONTENT_DISPOSITION, name);
    }
    response
}
