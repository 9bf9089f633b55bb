//! What a client sees when a request fails. Internals are logged, not shown.

use std::any::Any;

use axum::body::Body;
use axum::http::{HeaderValue, Response, StatusCode, header};

/// A plain answer to a request that cannot be served.
pub(super) fn plain(status: StatusCode, message: &'static str) -> Response<Body> {
    let mut response = Response::new(Body::from(message));
    *response.status_mut() = status;
    response
        .headers_mut()
        .insert(header::CONTENT_TYPE, HeaderValue::from_static("text/plain; charset=utf-8"));
    response
}

/// A method that an address does not take; the router adds those that it takes.
pub(super) async fn refused() -> Response<Body> {
    plain(StatusCode::METHOD_NOT_ALLOWED, "Only GET and HEAD are served here.\n")
}

/// A handler panicked: that is our fault, and only this request's.
pub(super) fn panicked(cause: Box<dyn Any + Send>) -> Response<Body> {
    let text = cause.downcast_ref::<String>().map(String::as_str);
    let text = text.or_else(|| cause.downcast_ref::<&str>().copied()).unwrap_or("unknown cause");
    tracing::error!(cause = text, "a request panicked");
    plain(
        StatusCode::INTERNAL_SERVER_ERROR,
        "这一页出错了，请稍后重试。\nSomething went wrong on this page. Please try again.\n",
    )
}
