//! An answer as it is sent: all of its headers, all of its bytes.

use std::sync::atomic::{AtomicBool, Ordering};

use axum::body::{Body, Bytes, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};

use crate::web::cache::{Policy, fingerprint, is_known, tag};
use crate::web::encoding::{Effort, Encoding};
use crate::web::error::plain;
use crate::web::kept::Wants;

/// What headers take in memory, roughly, in bytes.
const HEADERS: usize = 1_500;
/// Bytes above which compression would keep other requests of its thread waiting.
const LONG: usize = 64 * 1024;

/// An answer in one encoding.
pub(crate) struct Whole {
    status: StatusCode,
    headers: HeaderMap,
    bytes: Bytes,
    /// Of the bytes before they were compressed.
    fingerprint: u128,
    /// Whether it is worth more effort than was spent on it, and nobody asked for it yet.
    may_improve: AtomicBool,
}

impl Whole {
    /// Takes an answer of [`answer`](crate::web::cache::answer) whole, as it is; any
    /// other comes back.
    pub(crate) async fn of(response: Response<Body>) -> Result<Self, Response<Body>> {
        if response.extensions().get::<Policy>().is_none() {
            return Err(response);
        }
        let (head, body) = response.into_parts();
        match to_bytes(body, usize::MAX).await {
            Ok(bytes) => Ok(Self::new(head.status, head.headers, bytes).varying()),
            Err(error) => {
                tracing::error!(%error, "an answer broke off");
                Err(plain(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong. Please try again.\n"))
            }
        }
    }

    /// An answer of these bytes.
    pub(crate) fn new(status: StatusCode, headers: HeaderMap, bytes: Bytes) -> Self {
        let fingerprint = fingerprint(&bytes);
        let may_improve = AtomicBool::new(false);
        Self { status, headers, bytes, fingerprint, may_improve }.named(Encoding::Identity)
    }

    /// The same, said to differ by encoding.
    pub(crate) fn varying(mut self) -> Self {
        self.headers.append(header::VARY, HeaderValue::from_static("accept-encoding"));
        self
    }

    /// The same, worth compressing well or not.
    pub(super) fn lasting(self, is_lasting: bool) -> Self {
        self.may_improve.store(is_lasting, Ordering::Relaxed);
        self
    }

    /// The same in bytes that were compressed before.
    pub(crate) fn stored(&self, encoding: Encoding, bytes: Bytes) -> Self {
        let may_improve = AtomicBool::new(false);
        Self { status: self.status, headers: self.headers.clone(), bytes, may_improve, ..*self }
            .named(encoding)
    }

    /// The same in another encoding; what takes long is done on another thread.
    pub(super) async fn encoded(&self, encoding: Encoding, effort: Effort) -> Self {
        if self.bytes.len() <= LONG || encoding == Encoding::Identity {
            return self.encoded_now(encoding, effort);
        }
        let bytes = self.bytes.clone();
        let made = tokio::task::spawn_blocking(move || encoding.compress(&bytes, effort));
        self.with(encoding, effort, made.await.ok().and_then(Result::ok))
    }

    /// The same in another encoding.
    pub(super) fn encoded_now(&self, encoding: Encoding, effort: Effort) -> Self {
        let made = match encoding {
            Encoding::Identity => None,
            _ => encoding.compress(&self.bytes, effort).ok(),
        };
        self.with(encoding, effort, made)
    }

    /// The same in bytes made of it; without such, as it is.
    fn with(&self, encoding: Encoding, effort: Effort, made: Option<Vec<u8>>) -> Self {
        let Some(made) = made else { return self.stored(Encoding::Identity, self.bytes.clone()) };
        // Exactly as much memory as bytes.
        let whole = self.stored(encoding, made.into_boxed_slice().into());
        let is_worth_it = self.may_improve.load(Ordering::Relaxed) && effort == Effort::Fast;
        whole.lasting(is_worth_it)
    }

    fn named(mut self, encoding: Encoding) -> Self {
        self.headers.insert(header::CONTENT_LENGTH, HeaderValue::from(self.bytes.len()));
        if let Some(name) = encoding.name() {
            self.headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(name));
        }
        if self.status == StatusCode::OK
            && let Ok(tag) = HeaderValue::from_str(&tag(self.fingerprint, encoding))
        {
            self.headers.insert(header::ETAG, tag);
        }
        self
    }

    /// The answer to who wants it: whole, without its body, or 304.
    pub(crate) fn respond(&self, wants: &Wants) -> Response<Body> {
        let tag = self.headers.get(header::ETAG);
        let mut response = Response::new(Body::empty());
        *response.headers_mut() = self.headers.clone();
        if tag.is_some_and(|tag| is_known(wants.known.iter(), tag.as_bytes())) {
            *response.status_mut() = StatusCode::NOT_MODIFIED;
            // The length stays, which is that of the answer in full: axum would say 0.
            response.headers_mut().remove(header::CONTENT_ENCODING);
            return response;
        }
        *response.status_mut() = self.status;
        if !wants.is_head {
            *response.body_mut() = Body::from(self.bytes.clone());
        }
        response
    }

    /// Whether to ask for more effort; true once.
    pub(super) fn may_improve(&self) -> bool {
        self.headers.contains_key(header::CONTENT_ENCODING) && self.may_improve.load(Ordering::Relaxed)
    }

    /// Notes that someone asked for more effort.
    pub(super) fn is_asked_for(&self) {
        self.may_improve.store(false, Ordering::Relaxed);
    }

    /// Bytes it takes.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>() + HEADERS + self.bytes.len()
    }
}
