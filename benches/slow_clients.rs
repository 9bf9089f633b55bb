//! What others notice of 200 slow clients: half of them send the head of a request
//! a byte at a time, a quarter ask for a large answer and do not read it, a quarter
//! keep their connection after a first request. Whoever is cut comes back. Fails
//! when the 99th percentile of the others is over max(250 ms, 10 × without them).
//!
//! `cargo bench --bench slow_clients`

use std::io::{BufRead, BufReader, ErrorKind, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, ExitCode, Stdio};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// Slow clients at a time.
const SLOW: usize = 200;
/// Others, each with one request at a time.
const OTHERS: usize = 4;
/// How long the others ask beside the slow ones, and before they come.
const BESIDE: Duration = Duration::from_secs(30);
const ALONE: Duration = Duration::from_secs(10);
/// The others' addresses, in turn.
const PATHS: [&str; 4] = ["/", "/en/llm/deepseek", "/models", "/api/search?q=moe"];

fn main() -> ExitCode {
    // Cargo passes flags for its own harness.
    let (mut server, address) = start();
    ask(&address, None, Duration::from_secs(3));
    let alone = Times::of(ask(&address, None, ALONE));
    let crowd = Crowd::default();
    let beside = thread::scope(|scope| {
        scope.spawn(|| crowd.press(&address));
        let times = ask(&address, Some(&crowd), BESIDE);
        crowd.is_over.store(true, Ordering::Relaxed);
        Times::of(times)
    });
    server.kill().ok();
    server.wait().ok();
    let bound = (alone.p99 * 10).max(Duration::from_millis(250));
    let failed = alone.failed + beside.failed;
    let mut out = std::io::stdout();
    writeln!(out, "alone:  {alone}\nbeside: {beside}").ok();
    let (cut, bound_ms) = (crowd.cut.load(Ordering::Relaxed), bound.as_millis());
    writeln!(out, "{SLOW} slow clients, cut {cut} times; bound of p99 {bound_ms} ms").ok();
    if beside.p99 <= bound && failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn start() -> (Child, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_model-atlas"))
        .args(["serve", "--addr", "127.0.0.1:0", "--metrics", "off"])
        .stderr(Stdio::piped())
        .spawn()
        .expect("the server");
    let mut lines = BufReader::new(child.stderr.take().expect("its log")).lines().map_while(Result::ok);
    let address = lines
        .by_ref()
        .find_map(|line| Some(line.split_once("listening on http://")?.1.to_owned()))
        .expect("the server did not start; run `make build` first");
    // A full pipe would stop the server.
    thread::spawn(move || lines.for_each(drop));
    (child, address)
}

/// Asks for pages with a connection for each, as new readers do; the time each took,
/// `None` for one that failed.
fn ask(address: &str, crowd: Option<&Crowd>, span: Duration) -> Vec<Option<Duration>> {
    while crowd.is_some_and(|crowd| crowd.there.load(Ordering::Relaxed) < SLOW) {
        thread::sleep(Duration::from_millis(20));
    }
    let begun = Instant::now();
    thread::scope(|scope| {
        let asking = || {
            let mut times = Vec::new();
            while begun.elapsed() < span {
                let path = PATHS[times.len() % PATHS.len()];
                times.push(one(address, path));
                thread::sleep(Duration::from_millis(5));
            }
            times
        };
        let others: Vec<_> = (0..OTHERS).map(|_| scope.spawn(asking)).collect();
        others.into_iter().flat_map(|other| other.join().expect("a client")).collect()
    })
}

fn one(address: &str, path: &str) -> Option<Duration> {
    let begun = Instant::now();
    let mut stream = TcpStream::connect(address).ok()?;
    stream.set_read_timeout(Some(Duration::from_secs(20))).ok()?;
    stream
        .write_all(format!("GET {path} HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n").as_bytes())
        .ok()?;
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).ok()?;
    answer.starts_with(b"HTTP/1.1 200 ").then(|| begun.elapsed())
}

/// The slow clients.
#[derive(Default)]
struct Crowd {
    there: AtomicUsize,
    cut: AtomicUsize,
    is_over: AtomicBool,
}

impl Crowd {
    fn press(&self, address: &str) {
        let come = |number: usize| {
            let mut stream = TcpStream::connect(address).expect("a connection");
            let first: &[u8] = match number % 4 {
                0 | 1 => b"GET / HTTP/1.1\r\nX: ",
                2 => b"GET /llms-full.txt HTTP/1.1\r\nHost: slow\r\n\r\n",
                _ => b"GET /readyz HTTP/1.1\r\nHost: slow\r\n\r\n",
            };
            stream.write_all(first).expect("a beginning");
            stream.set_nonblocking(true).expect("a setting");
            stream
        };
        let mut slow: Vec<TcpStream> = (0..SLOW).map(come).collect();
        self.there.store(SLOW, Ordering::Relaxed);
        while !self.is_over.load(Ordering::Relaxed) {
            thread::sleep(Duration::from_millis(500));
            for (number, stream) in slow.iter_mut().enumerate() {
                let is_cut = match number % 4 {
                    0 | 1 => stream.write_all(b"a").is_err(),
                    // Reading would make it quick.
                    2 => false,
                    _ => matches!(stream.read(&mut [0; 512]), Ok(0)) || broken(stream),
                };
                if is_cut {
                    self.cut.fetch_add(1, Ordering::Relaxed);
                    *stream = come(number);
                }
            }
        }
    }
}

fn broken(stream: &TcpStream) -> bool {
    stream.peek(&mut [0]).is_err_and(|fault| fault.kind() != ErrorKind::WouldBlock)
}

/// How long answers took.
struct Times {
    count: usize,
    failed: usize,
    p50: Duration,
    p99: Duration,
    longest: Duration,
}

impl Times {
    fn of(times: Vec<Option<Duration>>) -> Self {
        let failed = times.iter().filter(|time| time.is_none()).count();
        let mut times: Vec<Duration> = times.into_iter().flatten().collect();
        times.sort();
        assert!(!times.is_empty(), "nothing was answered");
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)];
        Self { count: times.len(), failed, p50: at(50), p99: at(99), longest: at(100) }
    }
}

impl std::fmt::Display for Times {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let ms = |time: Duration| time.as_secs_f64() * 1000.0;
        let (p50, p99, longest) = (ms(self.p50), ms(self.p99), ms(self.longest));
        let Self { count, failed, .. } = self;
        write!(
            f,
            "{count} answers, {failed} failed; p50 {p50:.1} ms, p99 {p99:.1} ms, longest {longest:.1} ms"
        )
    }
}
