//! The end of a server: it says so first, finishes what it began, and does not
//! wait for ever.

#![cfg(unix)]

use std::fs;
use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::cli::Server;
use crate::support::{copy_of, fixture};

fn connect(server: &Server) -> TcpStream {
    let stream = TcpStream::connect(&server.address).expect("a connection");
    stream.set_read_timeout(Some(Duration::from_secs(20))).expect("a time limit");
    stream
}

/// Content with a page of 3 MB, which no system takes from a server at once.
fn with_a_large_page() -> TempDir {
    let content = copy_of("good");
    let lines: String =
        (0..60_000).map(|number| format!("Line {number} of a page that is very long.\n\n")).collect();
    fs::write(content.path().join("pages/en/large.md"), format!("---\ntitle: Large\n---\n\n{lines}"))
        .expect("a written file");
    content
}

/// Asks for the large page and reads the first bytes of it.
fn begin(server: &Server) -> (TcpStream, Vec<u8>) {
    let mut stream = connect(server);
    stream.write_all(b"GET /en/large.md HTTP/1.1\r\nHost: test\r\n\r\n").expect("a request");
    let mut begun = vec![0; 1000];
    stream.read_exact(&mut begun).expect("a beginning");
    (stream, begun)
}

#[test]
fn readiness_fails_first_while_everyone_is_still_answered() {
    let mut server = Server::of(&fixture("good"), &["--lame-duck", "1.5"]);
    assert!(server.get("/readyz").starts_with("HTTP/1.1 200 "));
    let mut kept = connect(&server);
    server.signal("TERM");
    server.logged("not ready any more");
    let begun = Instant::now();
    let ready = server.get("/readyz");
    assert!(ready.starts_with("HTTP/1.1 503 ") && ready.ends_with("{\"status\":\"stopping\"}"), "{ready}");
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200 "));
    // A client that would keep its connection is told to open the next elsewhere.
    kept.write_all(b"GET /en/guide/start HTTP/1.1\r\nHost: test\r\n\r\n").expect("a request");
    let mut page = String::new();
    kept.read_to_string(&mut page).expect("an answer");
    assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("connection: close\r\n"), "{page:.500}");
    assert!(page.ends_with("</html>"));
    assert!(begun.elapsed() < Duration::from_secs(1), "too late to tell: {:?}", begun.elapsed());
    assert_eq!(server.ends().code(), Some(0));
    let took = begun.elapsed();
    assert!(took > Duration::from_secs(1) && took < Duration::from_secs(8), "{took:?}");
    assert!(TcpStream::connect(&server.address).is_err());
}

#[test]
fn an_answer_under_way_arrives_whole() {
    let content = with_a_large_page();
    let mut server = Server::of(content.path(), &["--lame-duck", "0"]);
    let (mut stream, mut answer) = begin(&server);
    server.signal("TERM");
    server.logged("no more connections");
    thread::sleep(Duration::from_millis(500));
    assert!(TcpStream::connect(&server.address).is_err(), "connections are still taken");
    let mut part = vec![0; 256 * 1024];
    loop {
        let length = stream.read(&mut part).expect("more");
        answer.extend(&part[..length]);
        if length == 0 {
            break;
        }
        thread::sleep(Duration::from_millis(10));
    }
    let text = String::from_utf8(answer).expect("a text");
    let (head, body) = text.split_once("\r\n\r\n").expect("a head");
    assert!(body.len() > 2_000_000 && body.contains("Line 59999 of"), "{} bytes", body.len());
    assert!(head.contains(&format!("content-length: {}", body.len())), "{} bytes, {head}", body.len());
    assert_eq!(server.ends().code(), Some(0));
}

#[test]
fn stuck_clients_are_not_waited_for_longer_than_promised() {
    let content = with_a_large_page();
    let mut server = Server::of(content.path(), &["--lame-duck", "1"]);
    let stuck: Vec<TcpStream> = (0..3).map(|_| begin(&server).0).collect();
    let mut half = connect(&server);
    half.write_all(b"GET / HTTP/1.1\r\nHost: te").expect("half a request");
    let begun = Instant::now();
    server.signal("TERM");
    assert_eq!(server.ends().code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(15), "{:?}", begun.elapsed());
    assert!(server.rest_of_log().iter().any(|line| line.contains("still connected")));
    drop((stuck, half));
}

#[test]
fn a_person_does_not_wait_for_load_balancers() {
    let mut server = Server::of(&fixture("good"), &["--lame-duck", "10"]);
    let kept = connect(&server);
    let begun = Instant::now();
    server.signal("INT");
    assert_eq!(server.ends().code(), Some(0));
    assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    drop(kept);
}

#[test]
fn a_second_signal_ends_it_at_once() {
    for second in ["TERM", "INT"] {
        let mut server = Server::of(&fixture("good"), &["--lame-duck", "10"]);
        server.signal("TERM");
        server.logged("not ready any more");
        let begun = Instant::now();
        server.signal(second);
        assert_eq!(server.ends().code(), Some(1));
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}
