//! Connections: taken one by one, each held to [`Limits`], and let go in order.
//!
//! 1. [`Server::run`] takes connections until it is told to stop. What the system
//!    refuses (no file descriptors left) is waited out, it never ends the loop.
//! 2. Beyond the most connections a client gets 503 at once ([`refusal`]): behind a
//!    load balancer it can be sent to another machine, and a health check learns
//!    the truth. Waiting in the system's queue would tell nobody anything.
//! 3. A connection speaks HTTP/1.1 ([`connection`]); its [`wire`] knows what the
//!    client owes and cuts it when it does not come.
//! 4. At the end each connection finishes the request it is at, then closes.

mod connection;
mod refusal;
mod wire;

use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{Semaphore, watch};

use crate::web::limits::Limits;
use crate::web::metrics::{Connections, Metrics};

/// The first pause after the system gave no connection; doubled up to [`LONGEST`].
const PAUSE: Duration = Duration::from_millis(10);
const LONGEST: Duration = Duration::from_secs(1);
/// A fault that stays is logged so often.
const REMINDER: Duration = Duration::from_secs(10);

/// Serves a router over TCP.
pub struct Server {
    served: Arc<Served>,
}

/// What all connections share.
struct Served {
    router: Router,
    limits: Limits,
    counts: Arc<Connections>,
    /// One permit for each connection that may be open.
    places: Arc<Semaphore>,
    /// One permit for each connection that is being refused.
    refusals: Arc<Semaphore>,
}

impl Server {
    /// A server of a router; what it counts of connections goes to `metrics`.
    pub fn new(router: Router, limits: Limits, metrics: &Metrics) -> Self {
        let places = Arc::new(Semaphore::new(limits.connections));
        let refusals = Arc::new(Semaphore::new(refusal::AT_A_TIME));
        Self { served: Arc::new(Served { router, limits, counts: metrics.connections(), places, refusals }) }
    }

    /// Takes connections until `stop` holds `true` or is dropped; returns when the
    /// last of them is closed. Nobody is cut to get there: who has no such patience
    /// drops this.
    pub async fn run(self, listener: TcpListener, stop: watch::Receiver<bool>) {
        let mut stopped = stop.clone();
        let mut pauses = Pauses::default();
        loop {
            let taken = tokio::select! {
                biased;
                () = told(&mut stopped) => break,
                taken = listener.accept() => taken,
            };
            match taken {
                Ok((stream, _)) => {
                    pauses.over();
                    self.take(stream, stop.clone());
                }
                Err(fault) if is_of_the_client(&fault) => {}
                Err(fault) => {
                    self.served.counts.failed();
                    tokio::time::sleep(pauses.next(&fault)).await;
                }
            }
        }
        // Who had connected before the end is not turned away.
        while let Some(stream) = waiting(&listener).await {
            self.take(stream, stop.clone());
        }
        drop(listener);
        let all = u32::try_from(self.served.limits.connections).unwrap_or(u32::MAX);
        // An error would mean that the semaphore was closed; nobody closes it.
        self.served.places.acquire_many(all).await.ok();
    }

    fn take(&self, stream: TcpStream, stop: watch::Receiver<bool>) {
        let served = self.served.clone();
        match served.places.clone().try_acquire_owned() {
            Ok(place) => {
                tokio::spawn(async move {
                    connection::attend(stream, &served, stop).await;
                    drop(place);
                });
            }
            Err(_) => {
                served.counts.refused();
                refusal::refuse(stream, &served);
            }
        }
    }
}

/// Returns when the server is to stop. Without a sender nobody could ask any more.
async fn told(stop: &mut watch::Receiver<bool>) {
    stop.wait_for(|stop| *stop).await.ok();
}

/// A connection that waits to be taken.
async fn waiting(listener: &TcpListener) -> Option<TcpStream> {
    use std::task::Poll;

    std::future::poll_fn(|context| {
        Poll::Ready(match listener.poll_accept(context) {
            Poll::Ready(Ok((stream, _))) => Some(stream),
            Poll::Ready(Err(_)) | Poll::Pending => None,
        })
    })
    .await
}

/// A client that left before it was taken. Any other fault is the system's.
fn is_of_the_client(fault: &io::Error) -> bool {
    use io::ErrorKind::{ConnectionAborted, ConnectionRefused, ConnectionReset};

    matches!(fault.kind(), ConnectionAborted | ConnectionRefused | ConnectionReset)
}

/// How long to wait for the system to have connections again.
#[derive(Default)]
struct Pauses {
    last: Option<Duration>,
    logged: Option<Instant>,
}

impl Pauses {
    fn over(&mut self) {
        self.last = None;
    }

    fn next(&mut self, fault: &io::Error) -> Duration {
        if self.logged.is_none_or(|logged| logged.elapsed() >= REMINDER) {
            self.logged = Some(Instant::now());
            tracing::error!(
                "no connection could be taken: {fault}; with too many open files, raise the limit \
                 (LimitNOFILE of systemd, ulimit -n) or lower --max-connections"
            );
        }
        let pause = self.last.map_or(PAUSE, |last| (last * 2).min(LONGEST));
        self.last = Some(pause);
        pause
    }
}

#[cfg(test)]
mod tests {
    use std::io;
    use std::time::Duration;

    use super::{LONGEST, PAUSE, Pauses};

    #[test]
    fn pauses_grow_to_a_second_and_begin_anew() {
        let (mut pauses, fault) = (Pauses::default(), io::Error::other("no descriptors"));
        let taken: Vec<Duration> = (0..9).map(|_| pauses.next(&fault)).collect();
        assert_eq!(taken[..3], [PAUSE, PAUSE * 2, PAUSE * 4]);
        assert_eq!(taken[8], LONGEST);
        pauses.over();
        assert_eq!(pauses.next(&fault), PAUSE);
    }
}
