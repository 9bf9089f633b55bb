//! One connection: HTTP/1.1 until the client, a limit or the server's end closes it.

use std::convert::Infallible;
use std::future::Future;
use std::pin::{Pin, pin};
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody};
use axum::http::{Request, Response};
use http_body::{Frame, SizeHint};
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::web::limits::Limits;
use crate::web::server::wire::{Phase, Wire};
use crate::web::server::{Served, told};

/// Bytes the system holds that it has not yet sent. Without a bound it takes
/// megabytes at once, and whether a slow client still reads could only be told
/// minutes later.
const UNSENT: u32 = 128 * 1024;
/// A connection that has not yet asked anything when the server ends still gets
/// so long: its request may be on the way.
const FIRST: Duration = Duration::from_secs(1);
/// Hyper has one limit for both the head of a request and the rest before it, which
/// even runs while a client takes a long answer. The wire knows better; but only
/// with a limit does hyper go on reading when a connection falls idle, which makes
/// the wire look at the time.
const NEVER: Duration = Duration::from_secs(24 * 60 * 60);

type Answer = Pin<Box<dyn Future<Output = Result<Response<Held>, Infallible>> + Send>>;

/// Serves a connection to its end.
pub(super) async fn attend(stream: TcpStream, served: &Served, mut stop: watch::Receiver<bool>) {
    let _open = served.counts.opened();
    // Where the system refuses a setting, it serves as well without.
    stream.set_nodelay(true).ok();
    #[cfg(target_os = "linux")]
    socket2::SockRef::from(&stream).set_tcp_notsent_lowat(UNSENT).ok();
    let phase = Arc::<Phase>::default();
    let wire = Wire::new(stream, phase.clone(), served.limits, served.counts.clone());
    let service = service_fn(answering(served.router.clone(), phase.clone()));
    let mut talk = pin!(protocol(&served.limits).serve_connection(TokioIo::new(wire), service));

    let ended = tokio::select! {
        ended = talk.as_mut() => Some(ended),
        () = told(&mut stop) => match phase.has_served() {
            true => None,
            false => tokio::time::timeout(FIRST, talk.as_mut()).await.ok(),
        },
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            talk.as_mut().graceful_shutdown();
            talk.await
        }
    };
    if let Err(fault) = ended {
        tracing::debug!(%fault, "a connection ended early");
    }
}

/// HTTP/1.1 as it is spoken here.
fn protocol(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        .header_read_timeout(NEVER)
        .max_header_size(limits.head_bytes)
        // What comes behind a head may come with it.
        .max_buf_size(limits.head_bytes * 2);
    builder
}

/// Lets the router answer, and tells the wire from when to when.
fn answering(router: Router, phase: Arc<Phase>) -> impl Fn(Request<Incoming>) -> Answer {
    move |request| {
        phase.busy();
        // From here on, so that a request that is given up counts as answered too.
        let held = Held { body: Body::empty(), _until: Until(phase.clone()) };
        let answer = router.clone().oneshot(request.map(Body::new));
        Box::pin(async move {
            let Ok(response) = answer.await;
            Ok(response.map(|body| Held { body, ..held }))
        })
    }
}

/// An answer's body; when it is gone, whole or not, the answer is over.
struct Held {
    body: Body,
    _until: Until,
}

struct Until(Arc<Phase>);

impl Drop for Until {
    fn drop(&mut self) {
        self.0.idle();
    }
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
