//! A server on a real socket, with limits that a test can wait for.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use tokio::net::TcpListener;
use tokio::sync::watch;

use model_atlas::web::{AppState, Limits, Server};

use crate::support::{Site, fixture, runtime, state_of};

/// Limits that a test can wait for.
pub(crate) const SHORT: Limits = Limits {
    head: Duration::from_millis(400),
    body: Duration::from_millis(400),
    answer: Duration::from_secs(5),
    write: Duration::from_millis(500),
    idle: Duration::from_millis(1200),
    head_bytes: 32 * 1024,
    body_bytes: 64 * 1024,
    connections: 400,
};

/// More than systems hold between two sockets of one machine.
pub(crate) const LARGE: usize = 8 * 1024 * 1024;

/// A server of the `good` fixture that ends with its handle.
pub(crate) struct Listening {
    pub(crate) address: String,
    pub(crate) state: AppState,
    pub(crate) stop: watch::Sender<bool>,
}

impl Listening {
    pub(crate) fn with(limits: Limits) -> Self {
        let state = state_of(&fixture("good")).limited(limits);
        let large = get(|| async { Bytes::from(vec![b'a'; LARGE]) });
        let router = Site::serving(&state).router().merge(Router::new().route("/large", large));
        let listener = runtime().block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let (stop, stopped) = watch::channel(false);
        runtime().spawn(Server::new(router, limits, state.metrics()).run(listener, stopped));
        Self { address, state, stop }
    }

    pub(crate) fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
        stream
    }

    /// Sends bytes and reads all that comes back.
    pub(crate) fn say(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may refuse before it has read everything.
        stream.write_all(request).ok();
        rest(&mut stream)
    }

    #[track_caller]
    pub(crate) fn answers(&self) {
        let answer = self.say(b"GET /en/guide/start HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("</html>"), "{answer:.300}");
    }

    /// The value of a metric.
    pub(crate) fn counted(&self, name: &str) -> u64 {
        let text = Site::for_operators(&self.state).get("/metrics").is(200).text;
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.map_or(0, |value| value.parse().expect("a number"))
    }
}

/// What an address of this machine answers.
pub(crate) fn ask(address: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).expect("a connection");
    let request = format!("GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request");
    rest(&mut stream)
}

pub(crate) fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok();
    String::from_utf8_lossy(&bytes).into_owned()
}
