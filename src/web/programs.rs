//! What programs are told, over HTTP: the operations, their description,
//! problems, and who may ask from elsewhere.

use axum::Router;
use axum::body::Body;
use axum::extract::{OriginalUri, RawPathParams, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::routing::get;
use tower_http::cors::{Any, CorsLayer};

use crate::api::{self, Asked, OPERATIONS, Operation, Problem, ROOT};
use crate::query::Query;
use crate::web::cache::{Policy, answer};
use crate::web::state::AppState;

pub(super) const JSON: &str = "application/json";
const PROBLEM: &str = "application/problem+json";

/// The routes of the JSON API. Whatever else is asked below its root is a problem.
pub(super) fn routes() -> Router<AppState> {
    let mut router = Router::new().route("/api/openapi.json", get(description).fallback(refuse));
    for operation in OPERATIONS {
        // A page's path has slashes of its own.
        let path = format!("{ROOT}{}", operation.path.replace("{slug}", "{*slug}"));
        let handler =
            move |state, uri, parts, query, headers| run(operation, state, uri, parts, query, headers);
        router = router.route(&path, get(handler).fallback(refuse));
    }
    router.route("/api/{*rest}", get(nothing).fallback(refuse)).layer(from_anywhere())
}

/// Pages elsewhere may read; there are no cookies and nothing to write.
pub(super) fn from_anywhere() -> CorsLayer {
    let exposed = [header::ETAG, header::LINK].into_iter();
    let own = ["x-total", "x-suggestion", "x-notice"].map(header::HeaderName::from_static);
    CorsLayer::new()
        .allow_origin(Any)
        .allow_methods([Method::GET, Method::HEAD])
        .allow_headers(Any)
        .expose_headers(exposed.chain(own).collect::<Vec<_>>())
}

async fn run(
    operation: Operation,
    State(state): State<AppState>,
    OriginalUri(uri): OriginalUri,
    parts: RawPathParams,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    if !takes(&headers, JSON) {
        return problem(&Problem::not_acceptable(JSON));
    }
    let snapshot = state.snapshot();
    let parts = parts.iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect();
    let query = Query::parse(&query.unwrap_or_default());
    let parameters = (operation.parameters)(&snapshot);
    let asked = Asked::new(&parameters, uri.path(), parts, query);
    match asked.and_then(|asked| (operation.run)(&snapshot, &asked)) {
        Ok(json) => answer(StatusCode::OK, JSON, Policy::Ask, json),
        Err(fault) => problem(&fault),
    }
}

async fn description(State(state): State<AppState>, headers: HeaderMap) -> Response<Body> {
    if !takes(&headers, JSON) {
        return problem(&Problem::not_acceptable(JSON));
    }
    match api::openapi(&state.snapshot(), &state.origin()).to_json() {
        Ok(json) => answer(StatusCode::OK, JSON, Policy::Ask, json),
        Err(error) => {
            tracing::error!(%error, "the description of the API could not be written");
            problem(&Problem::internal())
        }
    }
}

async fn nothing() -> Response<Body> {
    problem(&Problem::not_found("There is no such address; see /api."))
}

/// A method that nothing here takes.
pub(super) async fn refuse() -> Response<Body> {
    let mut response = problem(&Problem::method());
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, OPTIONS"));
    response
}

/// A problem as an answer.
pub(super) fn problem(problem: &Problem) -> Response<Body> {
    let body = serde_json::to_string(problem).unwrap_or_default();
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        StatusCode::from_u16(problem.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(PROBLEM));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(Policy::Ask.header()));
    response
}

/// Whether a client takes a media type: it names it or its kind, or says nothing.
pub(super) fn takes(headers: &HeaderMap, wanted: &str) -> bool {
    let mut given = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok()).peekable();
    if given.peek().is_none() {
        return true;
    }
    given.flat_map(|value| value.split(',')).any(|range| weight(range, wanted) > 0)
}

/// Whether a client prefers one media type to another, and names it.
pub(super) fn prefers(headers: &HeaderMap, wanted: &str, to: &str) -> bool {
    let best = |kind: &str, exact: bool| {
        let given = headers.get_all(header::ACCEPT).iter().filter_map(|value| value.to_str().ok());
        let ranges = given.flat_map(|value| value.split(','));
        let named =
            ranges.filter(|range| !exact || range.split(';').next().is_some_and(|name| name.trim() == kind));
        named.map(|range| weight(range, kind)).max().unwrap_or(0)
    };
    best(wanted, true) > 0 && best(wanted, true) >= best(to, true)
}

/// The weight in thousandths that a media range gives to a type; 0 is refused.
fn weight(range: &str, wanted: &str) -> u32 {
    let mut parts = range.split(';').map(str::trim);
    let name = parts.next().unwrap_or_default().to_ascii_lowercase();
    let kind = wanted.split('/').next().unwrap_or_default();
    let matches = name == "*/*" || name == wanted || name.strip_suffix("/*") == Some(kind);
    let quality =
        parts.find_map(|part| part.strip_prefix("q=")).map_or(Some(1.0), |q| q.trim().parse::<f32>().ok());
    let quality = quality.unwrap_or(0.0).clamp(0.0, 1.0);
    if matches { (quality * 1_000.0) as u32 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{prefers, takes};
    use axum::http::{HeaderMap, header};

    fn accept(value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(header::ACCEPT, value.parse().expect("a header"))])
    }

    #[test]
    fn media_types_are_negotiated() {
        assert!(takes(&HeaderMap::new(), "application/json"));
        for fine in ["*/*", "application/*", "text/html, application/json;q=0.1"] {
            assert!(takes(&accept(fine), "application/json"), "{fine}");
        }
        for wrong in ["text/html", "application/json;q=0", "image/*", ""] {
            assert!(!takes(&accept(wrong), "application/json"), "{wrong}");
        }
        assert!(prefers(&accept("text/markdown, text/html;q=0.9"), "text/markdown", "text/html"));
        assert!(!prefers(&accept("text/html, text/markdown;q=0.5"), "text/markdown", "text/html"));
        assert!(!prefers(&accept("*/*"), "text/markdown", "text/html"));
    }
}
