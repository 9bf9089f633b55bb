//! Share pictures over HTTP: `/share/zh/llm/deepseek.png?v=1a2b3c4d`.

mod shelf;
mod studio;

use axum::body::Body;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::query::Query;
use crate::share::{Picture, VERSION, route_of};
use crate::web::cache::{Policy, answer_named, not_modified};
use crate::web::error::plain;
use crate::web::share::studio::Refused;
use crate::web::state::AppState;

pub(super) use studio::Studio;

/// What a picture is.
const KIND: &str = "image/png";
/// Seconds after which a client refused for too much work may ask again.
const LATER: &str = "2";

/// The picture of a page, for good if the address has the version of what the
/// picture says. Only a picture that is neither kept here nor at the client is
/// drawn.
pub(super) async fn picture(
    State(state): State<AppState>,
    Path(path): Path<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Response<Body> {
    let query = Query::parse(&query.unwrap_or_default());
    let snapshot = state.snapshot();
    let picture = route_of(&path).and_then(|route| Picture::of(&snapshot, &route, &query, &state.origin()));
    let Some(picture) = picture else {
        return plain(StatusCode::NOT_FOUND, "There is no such page, and so no picture of it.\n");
    };
    let is_named = query.get(VERSION) == Some(&picture.version());
    let policy = if is_named { Policy::Forever } else { Policy::Ask };
    let tag = format!("\"{:016x}\"", picture.key);
    if let Some(known) = not_modified(&headers, KIND, policy, &tag) {
        return known;
    }
    match state.studio().draw(picture).await {
        Ok(bytes) => answer_named(StatusCode::OK, KIND, policy, &tag, bytes),
        Err(Refused::Busy) => {
            let message = "Too many pictures are being drawn. Please try again.\n";
            let mut busy = plain(StatusCode::SERVICE_UNAVAILABLE, message);
            busy.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from_static(LATER));
            busy
        }
        Err(Refused::Failed) => {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "This picture could not be drawn.\n")
        }
    }
}
