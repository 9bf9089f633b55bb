//! How long and how much a client may ask for, and requests held to it.

use std::time::Duration;

use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Request, Response, StatusCode, header};
use axum::middleware::Next;
use http_body_util::{BodyExt, LengthLimitError, Limited};

use crate::api::Problem;
use crate::web::error::plain;
use crate::web::metrics::Class;
use crate::web::programs::problem;
use crate::web::state::AppState;

/// What one client may take of the server. Times count from the last progress
/// where there can be any, else from the beginning.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// For the head of a request, from its first byte (of the first one: from the
    /// connection) to its last.
    pub head: Duration,
    /// For the whole body of a request, which is small.
    pub body: Duration,
    /// For a handler to answer.
    pub answer: Duration,
    /// For a client to take any of what is sent to it.
    pub write: Duration,
    /// For a kept connection without a request. Longer than the 60 s that proxies
    /// commonly keep theirs, so that they are the ones to close.
    pub idle: Duration,
    /// The largest head of a request, in bytes.
    pub head_bytes: usize,
    /// The largest body of a request, in bytes; only `/mcp` takes any.
    pub body_bytes: usize,
    /// Connections at a time.
    pub connections: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            head: Duration::from_secs(10),
            body: Duration::from_secs(10),
            answer: Duration::from_secs(15),
            write: Duration::from_secs(30),
            idle: Duration::from_secs(75),
            head_bytes: 32 * 1024,
            body_bytes: 64 * 1024,
            connections: 1024,
        }
    }
}

/// Reads a body before any handler sees the request, and answers for a handler
/// that takes too long.
pub(super) async fn hold(
    State(state): State<AppState>,
    request: Request<Body>,
    next: Next,
) -> Response<Body> {
    let limits = state.limits();
    let class = Class::of(request.uri().path());
    let request = match whole(request, &limits).await {
        Ok(request) => request,
        Err(refused) => return refused,
    };
    match tokio::time::timeout(limits.answer, next.run(request)).await {
        Ok(response) => response,
        Err(_) => {
            tracing::warn!(class = class.name(), "an answer took too long and was given up");
            busy(class)
        }
    }
}

/// The request with its body in memory, or why it was refused. Without a body
/// there is nothing to wait for.
async fn whole(request: Request<Body>, limits: &Limits) -> Result<Request<Body>, Response<Body>> {
    use axum::body::HttpBody;

    if request.body().is_end_stream() {
        return Ok(request);
    }
    let (head, body) = request.into_parts();
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > limits.body_bytes {
        return Err(too_large(limits));
    }
    match tokio::time::timeout(limits.body, Limited::new(body, limits.body_bytes).collect()).await {
        Ok(Ok(collected)) => Ok(Request::from_parts(head, Body::from(collected.to_bytes()))),
        Ok(Err(fault)) if fault.is::<LengthLimitError>() => Err(too_large(limits)),
        Ok(Err(_)) => Err(plain(StatusCode::BAD_REQUEST, "The body of the request is not whole.\n")),
        Err(_) => Err(plain(StatusCode::REQUEST_TIMEOUT, "The body of the request came too slowly.\n")),
    }
}

fn too_large(limits: &Limits) -> Response<Body> {
    let mut response = plain(StatusCode::PAYLOAD_TOO_LARGE, "");
    *response.body_mut() = Body::from(format!("A request may carry {} bytes.\n", limits.body_bytes));
    response
}

/// 503, in the form that the address answers in.
fn busy(class: Class) -> Response<Body> {
    let mut response = match class {
        Class::Api | Class::Search => problem(&Problem::busy()),
        _ => plain(
            StatusCode::SERVICE_UNAVAILABLE,
            "正在忙，请稍后重试。\nThe server is busy. Please try again.\n",
        ),
    };
    response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static("1"));
    response
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use axum::Router;
    use axum::body::Body;
    use axum::http::{Request, Response};
    use axum::middleware::from_fn_with_state;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::{Limits, hold};
    use crate::catalog::quantity::Date;
    use crate::snapshot::Snapshot;
    use crate::web::assets::SiteFolder;
    use crate::web::state::AppState;

    /// What an address answers whose handler never comes to an end.
    fn stuck(path: &str) -> Response<Body> {
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/tests/fixtures");
        let (_, assets) = SiteFolder::open(&fixtures.join("site")).expect("assets");
        let today = Date::from_days_since_epoch(20_000);
        let (snapshot, _) = Snapshot::build(&fixtures.join("good"), today).expect("an index");
        let limits = Limits { answer: Duration::from_millis(50), ..Limits::default() };
        let origin = "https://atlas.test".parse().expect("an origin");
        let state = AppState::new(snapshot, assets, origin).limited(limits);
        let router: Router = Router::new()
            .route(path, get(std::future::pending::<&'static str>))
            .layer(from_fn_with_state(state, hold));
        let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        runtime.block_on(router.oneshot(request)).expect("an answer")
    }

    #[test]
    fn an_answer_that_does_not_come_is_given_up_in_the_form_of_its_address() {
        for (path, kind) in [
            ("/llm/deepseek", "text/plain; charset=utf-8"),
            ("/api/v1/models", "application/problem+json"),
            ("/api/search", "application/problem+json"),
        ] {
            let response = stuck(path);
            assert_eq!(response.status(), 503, "{path}");
            assert_eq!(response.headers()["retry-after"], "1", "{path}");
            assert_eq!(response.headers()["content-type"], kind, "{path}");
        }
    }
}
