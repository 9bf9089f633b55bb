//! Answers are made once and kept, compressed, as long as their snapshot lives.
//!
//! 1. [`keep`] stands before the handlers. It reads what a client wants
//!    ([`Wants`]), and sends a kept answer ([`Whole`]) if there is one.
//! 2. Else one request makes it, and others that want the same wait for it. It is
//!    compressed quickly.
//! 3. An answer that is asked for again is compressed well, in the background
//!    ([`Press`]), and takes the place of the first.
//!
//! What a handler tells is known by its address and by what `Accept` asks for; no
//! answer depends on anything else of a request. Only answers made with
//! [`answer`](crate::web::cache::answer), and of these those found (200), are kept.

mod address;
mod press;
mod whole;

use std::future::Future;
use std::sync::Arc;

use axum::body::{Body, HttpBody};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::middleware::Next;
use quick_cache::sync::Cache;
use quick_cache::{OptionsBuilder, Weighter};

use crate::web::cache::Policy;
use crate::web::encoding::{Accepted, Effort, Encoding};
use crate::web::kept::address::{Address, Key};
use crate::web::state::AppState;
pub(crate) use press::Press;
pub(crate) use whole::Whole;

/// Bytes kept of addresses without a query, of which a site has so many.
const PLAIN: u64 = 48 * 1024 * 1024;
/// Bytes kept of addresses with one, of which clients invent any number.
const QUERIES: u64 = 16 * 1024 * 1024;

/// What a client wants, besides an address.
pub(crate) struct Wants {
    accepted: Accepted,
    /// Lines of `If-None-Match`.
    known: Vec<HeaderValue>,
    is_head: bool,
}

impl Wants {
    /// Reads a request.
    pub(crate) fn read(method: &Method, headers: &HeaderMap) -> Self {
        Self {
            accepted: Accepted::read(headers),
            known: headers.get_all(header::IF_NONE_MATCH).iter().cloned().collect(),
            is_head: method == Method::HEAD,
        }
    }

    /// Which of the encodings that are offered, best first, it is sent.
    pub(crate) fn encoding(&self, offered: impl IntoIterator<Item = Encoding>) -> Encoding {
        self.accepted.choose(offered)
    }
}

/// The answers of one snapshot.
pub(crate) struct Answers {
    plain: Shelf,
    queries: Shelf,
    press: Press,
}

type Shelf = Cache<Key, Arc<Whole>, InBytes>;

#[derive(Clone)]
struct InBytes;

impl Weighter<Key, Arc<Whole>> for InBytes {
    fn weight(&self, key: &Key, whole: &Arc<Whole>) -> u64 {
        (key.size() + whole.size()) as u64
    }
}

/// A middleware: sends what is kept, and keeps what is made.
pub(super) async fn keep(State(state): State<AppState>, mut request: Request, next: Next) -> Response<Body> {
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return next.run(request).await;
    }
    let wants = Wants::read(request.method(), request.headers());
    // What HEAD is told is what GET is told, without the body.
    *request.method_mut() = Method::GET;
    state.answers().answer(request, &wants, |request| next.run(request)).await
}

impl Answers {
    /// Keeps nothing yet.
    pub(crate) fn new(press: Press) -> Self {
        Self::bounded(press, PLAIN, QUERIES)
    }

    fn bounded(press: Press, plain: u64, queries: u64) -> Self {
        Self { plain: shelf(plain), queries: shelf(queries), press }
    }

    /// What is kept for a request, or what `make` makes.
    async fn answer<F: Future<Output = Response<Body>>>(
        self: &Arc<Self>,
        request: Request,
        wants: &Wants,
        make: impl FnOnce(Request) -> F,
    ) -> Response<Body> {
        let encoding = wants.encoding(Encoding::ALL);
        match self.find(request, encoding, make).await {
            Ok(whole) => whole.respond(wants),
            Err(other) => match Whole::of(other).await {
                Ok(whole) => whole.encoded(encoding, Effort::Fast).await.respond(wants),
                Err(other) => bodiless_if(wants.is_head, other),
            },
        }
    }

    /// A kept answer in an encoding; an error is an answer that is not to be kept.
    async fn find<F: Future<Output = Response<Body>>>(
        self: &Arc<Self>,
        request: Request,
        encoding: Encoding,
        make: impl FnOnce(Request) -> F,
    ) -> Result<Arc<Whole>, Response<Body>> {
        let Some(address) = Address::of(&request) else { return Err(make(request).await) };
        let shelf = self.shelf(address.has_query());
        if let Some(kept) = shelf.get(&address.encoded(encoding)) {
            if kept.may_improve() {
                self.press.ask(self, address.key(encoding), &kept);
            }
            return Ok(kept);
        }
        let [plain, key] = [Encoding::Identity, encoding].map(|encoding| address.key(encoding));
        let has_query = address.has_query();
        let made = shelf.get_or_insert_async(&plain, async {
            let response = make(request).await;
            let policy = response.extensions().get::<Policy>().copied();
            if response.status() != StatusCode::OK || policy.is_none() {
                return Err(response);
            }
            // Many queries are asked for twice and never again.
            let is_lasting = !has_query || policy == Some(Policy::Forever);
            Whole::of(response).await.map(|whole| Arc::new(whole.lasting(is_lasting)))
        });
        let whole = made.await?;
        if encoding == Encoding::Identity {
            return Ok(whole);
        }
        let made = async { Ok(Arc::new(whole.encoded(encoding, Effort::Fast).await)) };
        shelf.get_or_insert_async(&key, made).await
    }

    fn shelf(&self, has_query: bool) -> &Shelf {
        if has_query { &self.queries } else { &self.plain }
    }

    /// Compresses an answer well and puts it in place of the one that is kept. What is
    /// no longer kept is let be.
    fn improve(&self, key: Key, encoding: Encoding) {
        let shelf = self.shelf(key.has_query());
        let Some(whole) = shelf.peek(&key.in_encoding(Encoding::Identity)) else { return };
        let best = whole.encoded_now(encoding, Effort::Best);
        // Given up meanwhile: not taken in again.
        shelf.replace(key, Arc::new(best), true).ok();
    }
}

fn shelf(bytes: u64) -> Shelf {
    let mut options = OptionsBuilder::new();
    // Few parts, so that the largest answers fit into one.
    let options = options.shards(4).weight_capacity(bytes).estimated_items_capacity(4_096).build();
    match options {
        Ok(options) => Cache::with_options(options, InBytes, Default::default(), Default::default()),
        // Not with these options.
        Err(_) => Cache::with_weighter(4_096, bytes, InBytes),
    }
}

/// An answer that is sent as it was made; to HEAD without its body.
fn bodiless_if(is_head: bool, response: Response<Body>) -> Response<Body> {
    if !is_head {
        return response;
    }
    let (mut head, body) = response.into_parts();
    if let Some(length) = HttpBody::size_hint(&body).exact() {
        head.headers.entry(header::CONTENT_LENGTH).or_insert_with(|| HeaderValue::from(length));
    }
    Response::from_parts(head, Body::empty())
}

#[cfg(test)]
mod tests {
    use super::{Answers, Press, Wants};
    use crate::web::cache::{Policy, answer};
    use crate::web::error::plain;
    use axum::body::{Body, to_bytes};
    use axum::extract::Request;
    use axum::http::{Method, Response, StatusCode, header};
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};
    use std::time::Duration;

    /// A site whose every answer is counted, and takes its time.
    #[derive(Clone)]
    struct Site {
        answers: Arc<Answers>,
        made: Arc<AtomicUsize>,
    }

    impl Site {
        fn new() -> Self {
            let answers = Answers::bounded(Press::new(), 400_000, 200_000);
            Self { answers: Arc::new(answers), made: Arc::default() }
        }

        async fn get(&self, address: &str, encoding: &str) -> Response<Body> {
            let made = self.made.clone();
            let request = Request::builder().uri(address).header(header::ACCEPT_ENCODING, encoding);
            let request = request.body(Body::empty()).expect("a request");
            let wants = Wants::read(&Method::GET, request.headers());
            let make = |request: Request| async move {
                tokio::time::sleep(Duration::from_millis(1)).await;
                made.fetch_add(1, Ordering::SeqCst);
                if request.uri().path() == "/missing" {
                    return plain(StatusCode::NOT_FOUND, "Nothing.\n");
                }
                let text = format!("{} {:.4000}", request.uri(), include_str!("kept.rs"));
                answer(StatusCode::OK, "text/plain; charset=utf-8", Policy::Ask, text)
            };
            self.answers.answer(request, &wants, make).await
        }

        fn made(&self) -> usize {
            self.made.load(Ordering::SeqCst)
        }
    }

    fn length(response: &Response<Body>) -> usize {
        let length = response.headers().get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
        length.and_then(|length| length.parse().ok()).expect("a length")
    }

    #[tokio::test(flavor = "multi_thread")]
    async fn a_crowd_that_wants_one_answer_has_it_made_once() {
        let site = Site::new();
        let crowd: Vec<_> = (0..200)
            .map(|at| {
                let (site, encoding) = (site.clone(), ["br", "gzip", "zstd", "identity"][at % 4]);
                tokio::spawn(async move { site.get("/popular", encoding).await.status() })
            })
            .collect();
        for one in crowd {
            assert_eq!(one.await.expect("an answer"), StatusCode::OK);
        }
        assert_eq!(site.made(), 1);
    }

    #[tokio::test]
    async fn a_client_that_leaves_does_not_keep_others_waiting() {
        let site = Site::new();
        let leaves = tokio::time::timeout(Duration::from_micros(10), site.get("/slow", "br")).await;
        assert!(leaves.is_err());
        let stays = tokio::time::timeout(Duration::from_secs(5), site.get("/slow", "br")).await;
        assert_eq!(stays.expect("in time").status(), StatusCode::OK);
    }

    #[tokio::test]
    async fn what_is_missing_is_not_kept() {
        let site = Site::new();
        for times in 1..=3 {
            assert_eq!(site.get("/missing", "br").await.status(), StatusCode::NOT_FOUND);
            assert_eq!(site.made(), times);
        }
    }

    #[tokio::test]
    async fn many_addresses_stay_within_the_bound_and_do_not_drive_out_pages() {
        let site = Site::new();
        for _ in 0..5 {
            site.get("/page", "br").await;
        }
        for at in 0..600 {
            let encoding = ["br", "gzip", "identity"][at % 3];
            site.get(&format!("/?q={at}"), encoding).await;
            assert!(site.answers.queries.weight() <= 200_000, "{}", site.answers.queries.weight());
        }
        let made = site.made();
        site.get("/page", "br").await;
        assert_eq!(site.made(), made, "queries drove out a page");
        for at in 0..600 {
            site.get(&format!("/pages/{at}"), "br").await;
            assert!(site.answers.plain.weight() <= 400_000, "{}", site.answers.plain.weight());
        }
        assert!(site.answers.plain.len() > 10);
    }

    #[tokio::test]
    async fn what_is_asked_for_again_is_soon_smaller_under_the_same_tag() {
        let site = Site::new();
        for encoding in ["br", "zstd", "gzip"] {
            let first = site.get("/page", encoding).await;
            for _ in 0..1_000 {
                if length(&site.get("/page", encoding).await) < length(&first) {
                    break;
                }
                tokio::time::sleep(Duration::from_millis(5)).await;
            }
            let best = site.get("/page", encoding).await;
            assert!(length(&best) < length(&first), "{encoding}: {} bytes", length(&best));
            assert_eq!(best.headers().get(header::ETAG), first.headers().get(header::ETAG));
            let expected = length(&best);
            let body = to_bytes(best.into_body(), usize::MAX).await.expect("a body");
            assert_eq!(body.len(), expected);
        }
        assert_eq!(site.made(), 1);
    }
}
