//! Clients that mean no good: whatever they send or do, others are answered. Real
//! sockets, with shorter limits than the usual.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use proptest::collection::vec;
use proptest::prelude::{any, proptest};

use model_atlas::web::Limits;

use crate::cli::{Server as Program, path, program};
use crate::listening::{Listening, SHORT, rest};
use crate::support::{fixture, tries};

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
