//! Clients that mean no good, or have a bad line: none of them keeps another from
//! being answered. Real sockets, with shorter limits than the usual.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::routing::get;
use proptest::collection::vec;
use proptest::prelude::{any, proptest};
use tokio::net::TcpListener;
use tokio::sync::watch;

use model_atlas::web::{AppState, Limits, Server};

use crate::cli::{Server as Program, path, program};
use crate::support::{Site, fixture, runtime, state_of, tries};

/// Limits that a test can wait for.
const SHORT: Limits = Limits {
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
const LARGE: usize = 8 * 1024 * 1024;

/// A server of the `good` fixture that ends with its handle.
struct Listening {
    address: String,
    state: AppState,
    stop: watch::Sender<bool>,
}

impl Listening {
    fn with(limits: Limits) -> Self {
        let state = state_of(&fixture("good")).limited(limits);
        let large = get(|| async { Bytes::from(vec![b'a'; LARGE]) });
        let router = Site::serving(&state).router().merge(Router::new().route("/large", large));
        let listener = runtime().block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let (stop, stopped) = watch::channel(false);
        runtime().spawn(Server::new(router, limits, state.metrics()).run(listener, stopped));
        Self { address, state, stop }
    }

    fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
        stream
    }

    /// Sends bytes and reads all that comes back.
    fn say(&self, request: &[u8]) -> String {
        let mut stream = self.connect();
        // The server may refuse before it has read everything.
        stream.write_all(request).ok();
        rest(&mut stream)
    }

    #[track_caller]
    fn answers(&self) {
        let answer = self.say(b"GET /en/guide/start HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
        assert!(answer.starts_with("HTTP/1.1 200 ") && answer.ends_with("</html>"), "{answer:.300}");
    }

    /// The value of a metric.
    fn counted(&self, name: &str) -> u64 {
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

fn rest(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    stream.read_to_end(&mut bytes).ok();
    String::from_utf8_lossy(&bytes).into_owned()
}

/// How long a client is kept when it sends this and then listens.
fn kept_after(server: &Listening, bytes: &[u8]) -> Duration {
    let mut stream = server.connect();
    stream.write_all(bytes).expect("bytes");
    let begun = Instant::now();
    assert_eq!(rest(&mut stream), "", "no answer is owed");
    begun.elapsed()
}

#[track_caller]
fn about(took: Duration, limit: Duration) {
    assert!(took + Duration::from_millis(60) >= limit, "cut after {took:?}, before {limit:?}");
    assert!(took < limit + Duration::from_secs(3), "kept for {took:?}, limit {limit:?}");
}

#[test]
fn a_client_that_does_not_finish_its_question_is_cut() {
    let server = Listening::with(SHORT);
    about(kept_after(&server, b""), SHORT.head);
    about(kept_after(&server, b"GET / HTTP/1.1\r\nHost: te"), SHORT.head);
    // One byte now and then is no excuse.
    let (mut stream, begun) = (server.connect(), Instant::now());
    let cut = loop {
        thread::sleep(Duration::from_millis(40));
        if stream.write_all(b"G").is_err() || begun.elapsed() > Duration::from_secs(8) {
            break begun.elapsed();
        }
    };
    about(cut, SHORT.head);
    assert_eq!(server.counted("model_atlas_connections_cut_total{reason=\"head\"}"), 3);
    server.answers();
}

#[test]
fn a_kept_connection_may_rest_longer_than_a_question_may_take_but_not_for_ever() {
    let server = Listening::with(SHORT);
    let mut stream = server.connect();
    let ask = |stream: &mut TcpStream| {
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: test\r\n\r\n").expect("a request");
        let mut answer = vec![0; 4096];
        let length = stream.read(&mut answer).expect("an answer");
        assert!(answer[..length].starts_with(b"HTTP/1.1 200 "), "{length} bytes");
    };
    ask(&mut stream);
    thread::sleep(SHORT.head * 2);
    ask(&mut stream);
    let begun = Instant::now();
    assert_eq!(rest(&mut stream), "");
    about(begun.elapsed(), SHORT.idle);
    // Half a question on a kept connection has the limit of a question.
    let mut stream = server.connect();
    ask(&mut stream);
    stream.write_all(b"GET / HT").expect("half a request");
    let begun = Instant::now();
    assert_eq!(rest(&mut stream), "");
    about(begun.elapsed(), SHORT.head);
    assert!(begun.elapsed() < SHORT.idle);
}

#[test]
fn a_client_that_does_not_read_is_cut() {
    let server = Listening::with(SHORT);
    let mut stream = server.connect();
    stream.write_all(b"GET /large HTTP/1.1\r\nHost: test\r\n\r\n").expect("a request");
    let begun = Instant::now();
    while server.counted("model_atlas_connections_cut_total{reason=\"write\"}") == 0 {
        assert!(begun.elapsed() < Duration::from_secs(10), "it is still served");
        thread::sleep(Duration::from_millis(50));
    }
    about(begun.elapsed(), SHORT.write);
    let got = rest(&mut stream).len();
    assert!(got < LARGE, "{got} bytes");
    server.answers();
}

/// Asks for the large answer by a connection that takes 2 to 3 MB a second.
fn slowly(server: &Listening, connection: &str) -> TcpStream {
    let mut stream = server.connect();
    socket2::SockRef::from(&stream).set_recv_buffer_size(64 * 1024).expect("a setting");
    let request = format!("GET /large HTTP/1.1\r\nHost: test\r\nConnection: {connection}\r\n\r\n");
    stream.write_all(request.as_bytes()).expect("a request");
    stream
}

/// Takes the large answer to its end.
#[track_caller]
fn takes_all(stream: &mut TcpStream) {
    let (mut total, mut part) = (0, vec![0; 1024 * 1024]);
    while total < LARGE {
        let length = stream.read(&mut part).expect("more");
        assert!(length > 0, "it ends after {total} bytes");
        total += length;
        thread::sleep(Duration::from_millis(40));
    }
    total += rest(stream).len();
    assert!(total > LARGE && total < LARGE + 2048, "{total} bytes");
}

#[test]
fn a_client_that_reads_slowly_gets_all_of_it() {
    // Under load a second may pass in which a test does not run.
    let server = Listening::with(Limits { write: Duration::from_secs(5), ..SHORT });
    for connection in ["close", "keep-alive"] {
        let mut stream = slowly(&server, connection);
        let begun = Instant::now();
        takes_all(&mut stream);
        // Longer than any limit but the one for a client that takes nothing; then a
        // kept connection has its time at rest, and ends too.
        let took = begun.elapsed();
        assert!(took > SHORT.idle + SHORT.head, "too quick to tell: {took:?}");
        assert!(took < Duration::from_secs(20), "{took:?}");
    }
}

#[test]
fn an_answer_under_way_outlives_the_end_of_its_server() {
    for connection in ["close", "keep-alive"] {
        let server = Listening::with(Limits { write: Duration::from_secs(5), ..SHORT });
        let mut stream = slowly(&server, connection);
        stream.read_exact(&mut [0; 1]).expect("a beginning");
        thread::sleep(Duration::from_millis(100));
        server.stop.send_replace(true);
        takes_all(&mut stream);
        assert!(TcpStream::connect(&server.address).is_err(), "connections are still taken");
    }
}

#[test]
fn two_hundred_slow_clients_leave_others_answered() {
    let server = Listening::with(Limits { head: Duration::from_secs(20), ..SHORT });
    let slow: Vec<TcpStream> = (0..200)
        .map(|_| {
            let mut stream = server.connect();
            stream.write_all(b"GET / HTTP/1.1\r\nHost: te").expect("half a request");
            stream
        })
        .collect();
    for _ in 0..30 {
        let begun = Instant::now();
        server.answers();
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
    assert!(server.counted("model_atlas_connections_open") >= 200);
    drop(slow);
}

#[test]
fn a_connection_too_many_is_told_so_at_once() {
    let server = Listening::with(Limits { connections: 4, head: Duration::from_secs(20), ..SHORT });
    let mut kept: Vec<TcpStream> = (0..4).map(|_| server.connect()).collect();
    for stream in &mut kept {
        stream.write_all(b"GET /").expect("half a request");
    }
    let begun = Instant::now();
    let answer = server.say(b"GET / HTTP/1.1\r\nHost: test\r\n\r\n");
    assert!(answer.starts_with("HTTP/1.1 503 ") && answer.contains("retry-after: 1\r\n"), "{answer:.300}");
    assert!(begun.elapsed() < Duration::from_secs(3), "{:?}", begun.elapsed());
    assert_eq!(server.counted("model_atlas_connections_refused_total"), 1);
    assert_eq!(server.counted("model_atlas_connections_open"), 4);
    kept.pop();
    while server.counted("model_atlas_connections_open") > 3 {
        assert!(begun.elapsed() < Duration::from_secs(10), "a closed connection is still counted");
        thread::sleep(Duration::from_millis(20));
    }
    server.answers();
}

#[test]
fn a_body_is_read_up_to_its_limit_whatever_the_address() {
    let server = Listening::with(SHORT);
    let large = "a".repeat(SHORT.body_bytes + 1);
    for path in ["/mcp", "/en/guide/start", "/api/v1/models", "/nowhere"] {
        for method in ["POST", "GET"] {
            let head = format!("{method} {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n");
            let announced = format!("{head}Content-Length: {}\r\n\r\n{large}", large.len());
            let chunked =
                format!("{head}Transfer-Encoding: chunked\r\n\r\n{:x}\r\n{large}\r\n0\r\n\r\n", large.len());
            // The client asks first, so the body is never sent.
            let asking = format!("{head}Expect: 100-continue\r\nContent-Length: 1000000\r\n\r\n");
            for request in [announced, chunked, asking] {
                let answer = server.say(request.as_bytes());
                assert!(answer.starts_with("HTTP/1.1 413 "), "{method} {path}: {answer:.300}");
                assert!(answer.contains("content-security-policy: "), "{answer:.900}");
            }
        }
    }
    let small =
        "POST /en/guide/start HTTP/1.1\r\nHost: test\r\nConnection: close\r\nContent-Length: 5\r\n\r\nhello";
    assert!(server.say(small.as_bytes()).starts_with("HTTP/1.1 405 "));
    server.answers();
}

#[test]
fn a_body_that_does_not_come_is_not_waited_for() {
    let server = Listening::with(SHORT);
    for start in ["Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"] {
        let begun = Instant::now();
        let answer = server.say(format!("POST /mcp HTTP/1.1\r\nHost: test\r\n{start}").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer:.300}");
        about(begun.elapsed(), SHORT.body);
    }
}

#[test]
fn a_head_that_is_too_large_is_told_so() {
    let server = Listening::with(SHORT);
    let long = "a".repeat(40 * 1024);
    let many: String = (0..200).map(|number| format!("X-{number}: a\r\n")).collect();
    for head in [
        format!("GET / HTTP/1.1\r\nHost: test\r\nX: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nHost: test\r\n{many}\r\n"),
        format!("GET /?q={long} HTTP/1.1\r\nHost: test\r\n\r\n"),
        // All of it arrives, though nobody reads it to its end.
        format!("GET / HTTP/1.1\r\nHost: test\r\nX: {}\r\n\r\n", long.repeat(4)),
    ] {
        let answer = server.say(head.as_bytes());
        assert!(answer.starts_with("HTTP/1.1 431 "), "{answer:.300}");
    }
    server.answers();
}

#[test]
fn half_requests_and_other_protocols_harm_nothing() {
    let server = Listening::with(SHORT);
    for bytes in [
        "",
        "\r\n\r\n\r\n",
        "GET",
        "GET / HTTP/1.1\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
        "GET / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "POST /mcp HTTP/1.1\r\nHost: test\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "\u{16}\u{3}\u{1}\0\u{5}hello",
        "CONNECT example.com:443 HTTP/1.1\r\nHost: example.com\r\n\r\n",
        "OPTIONS * HTTP/1.1\r\nHost: test\r\n\r\n",
        "GET http://evil.example/ HTTP/1.1\r\nHost: evil.example\r\n\r\n",
        "GET / HTTP/1.1\r\nHost: test\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n",
    ] {
        let mut stream = server.connect();
        stream.write_all(bytes.as_bytes()).expect("bytes");
        // Some leave at once, some listen.
        if bytes.len() % 2 == 0 {
            rest(&mut stream);
        }
    }
    server.answers();
}

#[test]
fn a_client_that_leaves_in_the_middle_of_its_answer_harms_nothing() {
    let server = Listening::with(SHORT);
    for _ in 0..20 {
        let mut stream = server.connect();
        stream.write_all(b"GET /large HTTP/1.1\r\nHost: test\r\n\r\n").expect("a request");
        stream.read_exact(&mut [0; 100]).expect("a beginning");
    }
    server.answers();
    let begun = Instant::now();
    while server.counted("model_atlas_connections_open")
        + server.counted("model_atlas_http_requests_in_flight")
        > 0
    {
        assert!(begun.elapsed() < Duration::from_secs(10), "connections are kept for nobody");
        thread::sleep(Duration::from_millis(20));
    }
}

proptest! {
    #![proptest_config(tries(40))]

    #[test]
    fn any_bytes_leave_the_server_alive(noise in vec(vec(any::<u8>(), 0..300), 1..4), head in any::<bool>()) {
        static SERVER: std::sync::OnceLock<Listening> = std::sync::OnceLock::new();
        let server = SERVER.get_or_init(|| Listening::with(SHORT));
        let mut stream = server.connect();
        if head {
            stream.write_all(b"GET / HTTP/1.1\r\n").expect("a beginning");
        }
        for part in noise {
            stream.write_all(&part).ok();
        }
        drop(stream);
        server.answers();
    }
}

#[cfg(unix)]
#[test]
fn running_out_of_files_is_outlived() {
    let mut limited = std::process::Command::new("sh");
    let (content, site) = (fixture("good"), fixture("site"));
    let own = program(&["--addr", "127.0.0.1:0", "--metrics", "off"]);
    limited
        .args(["-c", "ulimit -n 40; exec \"$@\"", "sh"])
        .arg(own.get_program())
        .args(own.get_args())
        .args(["--content", path(&content), "--site", path(&site)]);
    let server = Program::start_by(limited);
    assert!(server.said.iter().any(|line| line.contains("--max-connections")), "{:?}", server.said);
    let crowd: Vec<TcpStream> =
        (0..80).map(|_| TcpStream::connect(&server.address).expect("a connection")).collect();
    server.logged("no connection could be taken");
    drop(crowd);
    let answer = server.get("/en/guide/start");
    assert!(answer.starts_with("HTTP/1.1 200 "), "{answer:.300}");
}
