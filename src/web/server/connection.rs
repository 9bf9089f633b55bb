//! One connection: HTTP/1.1 until the client, a limit or the server's end closes it.

use std::convert::Infallible;
use std::future::{Future, poll_fn};
use std::pin::Pin;
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
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::sync::watch;
use tower::ServiceExt;

use crate::web::limits::Limits;
use crate::web::metrics::Cut;
use crate::web::server::wire::{Phase, Wire};
use crate::web::server::{Served, told};

/// Bytes the system holds that it has not yet sent. Without a bound it takes
/// megabytes at once, and whether a slow client still reads could only be told
/// minutes later.
const UNSENT: u32 = 128 * 1024;
/// A connection that has not yet asked anything when the server ends still gets
/// so long: its request may be on the way.
const FIRST: Duration = Duration::from_secs(1);
/// How long to listen to a client after the last byte, and to how much.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: u64 = 256 * 1024;

type Answer = Pin<Box<dyn Future<Output = Result<Response<Held>, Infallible>> + Send>>;

/// Serves a connection to its end.
pub(super) async fn attend(stream: TcpStream, served: &Served, mut stop: watch::Receiver<bool>) {
    let _open = served.counts.opened();
    // Where the system refuses a setting, it serves as well without.
    stream.set_nodelay(true).ok();
    #[cfg(target_os = "linux")]
    socket2::SockRef::from(&stream).set_tcp_notsent_lowat(UNSENT).ok();
    let phase = Arc::<Phase>::default();
    let wire = Wire::new(stream, phase.clone(), served.limits);
    let service = service_fn(answering(served.router.clone(), phase.clone()));
    let mut talk = protocol(&served.limits).serve_connection(TokioIo::new(wire), service);

    let mut talking = poll_fn(|context| talk.poll_without_shutdown(context));
    let ended = tokio::select! {
        ended = &mut talking => Some(ended),
        () = told(&mut stop) => match phase.has_served() {
            true => None,
            false => tokio::time::timeout(FIRST, &mut talking).await.ok(),
        },
    };
    let ended = match ended {
        Some(ended) => ended,
        None => {
            Pin::new(&mut talk).graceful_shutdown();
            poll_fn(|context| talk.poll_without_shutdown(context)).await
        }
    };
    if let Err(fault) = &ended {
        tracing::debug!(%fault, "a connection ended early");
    }
    let wire = talk.into_parts().io.into_inner();
    let cut = wire.cut();
    let (stream, over) = wire.into_stream();
    if let Some(cut) = cut {
        served.counts.cut(cut);
    }
    match cut {
        // The system would go on holding what the client does not take.
        Some(Cut::Write) => drop(stream.set_zero_linger()),
        Some(Cut::Head) => {}
        None if over => {}
        None => linger(stream).await,
    }
}

/// HTTP/1.1 as it is spoken here.
fn protocol(limits: &Limits) -> http1::Builder {
    let mut builder = http1::Builder::new();
    builder
        .timer(TokioTimer::new())
        // The wire has both limits and knows which one holds; with this, hyper keeps
        // reading when a connection falls idle, which makes the wire look at the time.
        .header_read_timeout(limits.head + limits.idle)
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

/// Closes our side and hears the client out for a moment. To close while there
/// are bytes unread would make the system take back what was just sent.
pub(super) async fn linger(mut stream: TcpStream) {
    if stream.shutdown().await.is_ok() {
        let mut rest = stream.take(LINGER_BYTES);
        tokio::time::timeout(LINGER, tokio::io::copy(&mut rest, &mut tokio::io::sink())).await.ok();
    }
}
