//! Pages as Markdown: at their address and `.md`, or for who asks for it; and
//! the site as one text for language models.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode, Uri};

use crate::api::{llms, markdown};
use crate::query::Query;
use crate::route::Route;
use crate::web::cache::{Policy, answer};
use crate::web::state::AppState;

/// The media type of RFC 7763.
pub(super) const MARKDOWN: &str = "text/markdown";
const WHOLE: &str = "text/markdown; charset=utf-8";
const PLAIN: &str = "text/plain; charset=utf-8";

/// The page that `…/x.md` stands for; the front pages are `/index.md` and
/// `/en/index.md`.
pub(super) fn named(path: &str) -> Option<Route> {
    let bare = path.strip_suffix(".md")?;
    let bare = bare.strip_suffix("/index").unwrap_or(bare);
    Some(Route::parse(bare))
}

/// The Markdown of a route, if something is there.
pub(super) fn show(state: &AppState, route: &Route, query: &str) -> Option<Response<Body>> {
    let text = markdown::document(&state.snapshot(), route, &Query::parse(query))?;
    Some(answer(StatusCode::OK, WHOLE, Policy::Ask, text))
}

/// `GET /llms.txt` and `/en/llms.txt`.
pub(super) async fn index(State(state): State<AppState>, uri: Uri) -> Response<Body> {
    let text = llms::index(&state.snapshot(), &state.origin(), Route::parse(uri.path()).locale);
    answer(StatusCode::OK, PLAIN, Policy::Ask, text)
}

/// `GET /llms-full.txt` and `/en/llms-full.txt`.
pub(super) async fn full(State(state): State<AppState>, uri: Uri) -> Response<Body> {
    let text = llms::full(&state.snapshot(), &state.origin(), Route::parse(uri.path()).locale);
    answer(StatusCode::OK, PLAIN, Policy::Ask, text)
}
