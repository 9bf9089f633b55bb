//! Each request gets an id, is counted, and leaves a line in the log. The line has
//! the path without its query: what people search is nobody's business.

use std::hash::{BuildHasher, RandomState};
use std::pin::Pin;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::task::{Context, Poll};
use std::time::Instant;

use axum::body::{Body, Bytes, HttpBody};
use axum::extract::State;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, Response, header};
use axum::middleware::Next;
use http_body::{Frame, SizeHint};
use tracing::Instrument;

use crate::web::metrics::{Class, Present};
use crate::web::state::AppState;

const ID: HeaderName = HeaderName::from_static("x-request-id");
/// The longest id that is taken from a client, in bytes.
const LONGEST_ID: usize = 64;
/// So much of a path is logged, in bytes.
const LONGEST_PATH: usize = 256;
/// What is logged and counted when a client left before it had an answer, as
/// nginx does.
const CLIENT_LEFT: u16 = 499;

/// Accompanies a request to the end of its answer.
pub(super) async fn accompany(
    State(state): State<AppState>,
    request: Request<Body>,
    next: Next,
) -> Response<Body> {
    let id = id_of(request.headers());
    let mut record = Record::new(&state, &request, &id);
    let span = tracing::error_span!("request", id = record.id);
    let mut response = next.run(request).instrument(span).await;
    record.answered(&response);
    response.headers_mut().insert(ID, id);
    if state.is_stopping() {
        // So that clients and proxies open their next connection elsewhere.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response.map(|body| Body::new(Recorded { body, record }))
}

/// The id that a client or proxy gave, if it is one; else one of ours.
fn id_of(headers: &HeaderMap) -> HeaderValue {
    let is_id = |bytes: &[u8]| {
        (1..=LONGEST_ID).contains(&bytes.len())
            && bytes.iter().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(byte))
    };
    headers.get(ID).filter(|given| is_id(given.as_bytes())).cloned().unwrap_or_else(made)
}

/// A new id: the process by chance, the request by count.
fn made() -> HeaderValue {
    static PROCESS: OnceLock<u64> = OnceLock::new();
    static COUNT: AtomicU64 = AtomicU64::new(1);
    let process = PROCESS.get_or_init(|| RandomState::new().hash_one(std::process::id()));
    let id = format!("{process:016x}-{:x}", COUNT.fetch_add(1, Ordering::Relaxed));
    HeaderValue::from_str(&id).unwrap_or(HeaderValue::from_static("-"))
}

/// What is known of a request; told when it is dropped.
struct Record {
    state: AppState,
    class: Class,
    method: Method,
    path: String,
    id: String,
    begun: Instant,
    status: u16,
    bytes: u64,
    /// Whether the client got, or at least was sent, all there is.
    is_whole: bool,
    _in_flight: Present,
}

impl Record {
    fn new(state: &AppState, request: &Request<Body>, id: &HeaderValue) -> Self {
        let path = request.uri().path();
        let end = (0..=LONGEST_PATH.min(path.len())).rev().find(|end| path.is_char_boundary(*end));
        Self {
            class: Class::of(path),
            method: request.method().clone(),
            path: path[..end.unwrap_or(0)].to_owned(),
            id: id.to_str().unwrap_or_default().to_owned(),
            begun: Instant::now(),
            status: CLIENT_LEFT,
            bytes: 0,
            is_whole: false,
            _in_flight: state.metrics().enter(),
            state: state.clone(),
        }
    }

    fn answered(&mut self, response: &Response<Body>) {
        self.status = response.status().as_u16();
        self.is_whole = self.method == Method::HEAD || response.body().is_end_stream();
        self.state.metrics().answered(self.class, self.begun.elapsed());
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        self.state.metrics().finished(self.class, &self.method, self.status, self.bytes);
        let milliseconds = self.begun.elapsed().as_secs_f64() * 1000.0;
        // Microseconds are enough.
        let ms = (milliseconds * 1000.0).round() / 1000.0;
        let Self { method, path, status, bytes, id, is_whole, .. } = self;
        // Probes come every few seconds and say nothing new.
        if self.class == Class::Health {
            tracing::debug!(%method, path, status, ms, bytes, id, whole = is_whole, "request");
        } else {
            tracing::info!(%method, path, status, ms, bytes, id, whole = is_whole, "request");
        }
    }
}

/// A body that is counted on its way.
struct Recorded {
    body: Body,
    record: Record,
}

impl HttpBody for Recorded {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        let polled = Pin::new(&mut self.body).poll_frame(context);
        match &polled {
            Poll::Ready(Some(Ok(frame))) => {
                let length = frame.data_ref().map_or(0, Bytes::len);
                self.record.bytes += u64::try_from(length).unwrap_or(u64::MAX);
                self.record.is_whole = self.body.is_end_stream();
            }
            Poll::Ready(None) => self.record.is_whole = true,
            Poll::Ready(Some(Err(_))) | Poll::Pending => {}
        }
        polled
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderMap, HeaderValue};

    use super::{ID, id_of};

    fn taken(given: &[u8]) -> bool {
        let mut headers = HeaderMap::new();
        headers.insert(ID, HeaderValue::from_bytes(given).expect("a value"));
        id_of(&headers).as_bytes() == given
    }

    #[test]
    fn a_well_formed_id_is_taken_and_no_other() {
        let longest = "a".repeat(64);
        for id in ["7", "4bf92f3577b34da6a3ce929d0e0e4736", "a-b_c.D", &longest] {
            assert!(taken(id.as_bytes()), "{id}");
        }
        let too_long = "a".repeat(65);
        for id in ["", " ", "a b", "a\"b", "{}", "<script>", "标识", &too_long] {
            assert!(!taken(id.as_bytes()), "{id}");
        }
    }

    #[test]
    fn ids_of_ours_differ_and_would_be_taken_by_another_server() {
        let (first, second) = (id_of(&HeaderMap::new()), id_of(&HeaderMap::new()));
        assert_ne!(first, second);
        assert!(taken(first.as_bytes()));
    }
}
