//! Clients that are slow, by a bad line or with bad intent: who makes progress gets
//! all of its answer, who makes none is cut, and others notice neither.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::thread;
use std::time::{Duration, Instant};

use model_atlas::web::Limits;

use crate::listening::{LARGE, Listening, SHORT, rest};

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
fn a_body_that_does_not_come_is_not_waited_for() {
    let server = Listening::with(SHORT);
    for start in ["Content-Length: 100\r\n\r\nhalf", "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n"] {
        let begun = Instant::now();
        let answer = server.say(format!("POST /mcp HTTP/1.1\r\nHost: test\r\n{start}").as_bytes());
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer:.300}");
        about(begun.elapsed(), SHORT.body);
    }
}
