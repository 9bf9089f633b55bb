//! Whether the server is well: `/healthz` while the process works, `/readyz`
//! while it wants requests.

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Response, StatusCode, header};
use axum::routing::get;
use serde::Serialize;

use crate::web::state::AppState;

#[derive(Serialize)]
struct Health<'a> {
    status: &'static str,
    version: &'static str,
    pages: usize,
    models: usize,
    /// How old the content is that is served.
    seconds_since_read: u64,
    /// Why what the content folder holds now is not served, with file and line.
    fault: Option<&'a str>,
}

#[derive(Serialize)]
struct Readiness {
    status: &'static str,
}

pub(super) fn routes() -> Router<AppState> {
    Router::new().route("/healthz", get(health)).route("/readyz", get(readiness))
}

/// A fault of the content is told, but the process is well: to start it anew
/// would not mend the folder.
async fn health(State(state): State<AppState>) -> Response<Body> {
    let (snapshot, fault) = (state.snapshot(), state.refused());
    let health = Health {
        status: "ok",
        version: env!("CARGO_PKG_VERSION"),
        pages: snapshot.site.pages.len(),
        models: snapshot.site.catalog.models.len(),
        seconds_since_read: state.read().at.elapsed().as_secs(),
        fault: fault.as_deref().map(String::as_str),
    };
    told(StatusCode::OK, &health)
}

/// 503 from the moment the process is asked to end, while it still answers.
async fn readiness(State(state): State<AppState>) -> Response<Body> {
    if state.is_stopping() {
        return told(StatusCode::SERVICE_UNAVAILABLE, &Readiness { status: "stopping" });
    }
    told(StatusCode::OK, &Readiness { status: "ready" })
}

fn told(status: StatusCode, body: &impl Serialize) -> Response<Body> {
    let mut response = Response::new(Body::from(serde_json::to_string(body).unwrap_or_default()));
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}
