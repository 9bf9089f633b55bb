//! How long an answer may be kept. Handlers choose a policy; this file alone
//! writes the headers.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

/// How long an answer may be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Policy {
    /// Ask each time whether it changed: pages and search results.
    Ask,
    /// For good: the address names the contents.
    Forever,
}

/// An answer with its validator; 304 when the client has it already.
///
/// The tag is weak, because compression makes other bytes of the same answer.
pub(crate) fn answer(
    request: &HeaderMap,
    status: StatusCode,
    kind: &'static str,
    policy: Policy,
    body: String,
) -> Response<Body> {
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let tag = format!("W/\"{:016x}\"", hasher.finish());
    let known = (status == StatusCode::OK).then(|| not_modified(request, kind, policy, &tag)).flatten();
    known.unwrap_or_else(|| answer_named(status, kind, policy, &tag, body))
}

/// 304 when the client has what a tag names; else nothing, and the contents need
/// to be made.
pub(crate) fn not_modified(
    request: &HeaderMap,
    kind: &'static str,
    policy: Policy,
    tag: &str,
) -> Option<Response<Body>> {
    let known = request.get(header::IF_NONE_MATCH).and_then(|value| value.to_str().ok())?;
    let bare = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    let is_known = known.split(',').any(|one| bare(one) == bare(tag));
    is_known.then(|| {
        let mut empty = answer_named(StatusCode::OK, kind, policy, tag, Body::empty());
        *empty.status_mut() = StatusCode::NOT_MODIFIED;
        empty
    })
}

/// An answer whose tag is known without a look at its contents.
pub(crate) fn answer_named(
    status: StatusCode,
    kind: &'static str,
    policy: Policy,
    tag: &str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy.header()));
    if status == StatusCode::OK
        && let Ok(tag) = HeaderValue::from_str(tag)
    {
        headers.insert(header::ETAG, tag);
    }
    response
}

impl Policy {
    /// The value of `Cache-Control`.
    pub(crate) const fn header(self) -> &'static str {
        match self {
            Self::Ask => "no-cache",
            Self::Forever => "public, max-age=31536000, immutable",
        }
    }
}
