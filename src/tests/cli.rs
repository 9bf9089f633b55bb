//! The program as operators meet it: exit codes, one clear sentence, and a
//! server that starts and stops.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

use crate::check::broken;
use crate::support::{fixture, repository};

/// The program, with nothing taken from our own environment.
pub(crate) fn program(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_model-atlas"));
    for name in ["CONTENT", "LOG", "LOG_FORMAT", "ADDR", "SITE", "METRICS", "MAX_CONNECTIONS", "LAME_DUCK"] {
        command.env_remove(format!("MODEL_ATLAS_{name}"));
    }
    command.env_remove("LEPTOS_SITE_ROOT").args(arguments).current_dir(repository(""));
    command
}

/// Runs the program to its end; one that does not come is a failure.
pub(crate) fn run(arguments: &[&str]) -> Output {
    let mut child =
        program(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a process");
    // Read while it runs: a full pipe would stop it.
    let said = reader(child.stdout.take());
    let complained = reader(child.stderr.take());
    let status = ends(&mut child);
    child.kill().ok();
    let stdout = said.join().expect("what it said");
    let stderr = complained.join().expect("what it complained of");
    let Some(status) = status else {
        panic!("{arguments:?} still runs: {}", String::from_utf8_lossy(&stderr));
    };
    Output { status, stdout, stderr }
}

/// Reads a pipe to its end, beside everything else.
fn reader(pipe: Option<impl Read + Send + 'static>) -> thread::JoinHandle<Vec<u8>> {
    let mut pipe = pipe.expect("a pipe");
    thread::spawn(move || {
        let mut bytes = Vec::new();
        pipe.read_to_end(&mut bytes).expect("bytes");
        bytes
    })
}

/// How a process ended, if it does within a while.
fn ends(child: &mut Child) -> Option<ExitStatus> {
    for _ in 0..300 {
        if let Some(status) = child.try_wait().expect("its state") {
            return Some(status);
        }
        thread::sleep(Duration::from_millis(50));
    }
    None
}

pub(crate) fn path(path: &Path) -> &str {
    path.to_str().expect("a path in UTF-8")
}

/// Insists that it failed, with one message that names all of these.
#[track_caller]
fn fails(arguments: &[&str], naming: &[&str]) {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!output.status.success(), "{arguments:?} succeeded: {said}");
    assert!(output.status.code().is_some(), "{arguments:?} was killed: {said}");
    for part in naming {
        assert!(said.contains(part), "{arguments:?} does not name `{part}`: {said}");
    }
    assert!(!said.contains("panicked") && !said.contains("RUST_BACKTRACE"), "{said}");
    assert!(said.matches("model-atlas: ").count() <= 1, "more than one message: {said}");
    assert!(output.stdout.is_empty(), "a failure on standard output: {arguments:?}");
}

#[test]
fn a_wrong_flag_is_named_with_the_way_to_help() {
    fails(&["--bogus"], &["--bogus", "--help"]);
    fails(&["serve", "--port", "80"], &["--port", "--help"]);
    fails(&["sreve"], &["sreve", "serve"]);
}

#[test]
fn a_wrong_value_is_named_with_what_is_wanted() {
    fails(&["serve", "--addr", "localhost"], &["localhost", "--addr", "IP:PORT"]);
    fails(&["--log", "loud=quiet=x", "check"], &["--log", "loud=quiet=x", "debug"]);
}

#[test]
fn a_content_folder_that_is_not_there_is_named() {
    fails(&["--content", "no/such/folder"], &["no/such/folder", "--content"]);
    fails(&["check", "--content", "no/such/folder"], &["no/such/folder", "--content"]);
    fails(&["check", "--content", "Cargo.toml"], &["Cargo.toml", "--content"]);
}

#[test]
fn a_taken_address_is_named() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("its address").to_string();
    let (content, site) = (fixture("good"), fixture("site"));
    fails(
        &["serve", "--addr", &address, "--content", path(&content), "--site", path(&site)],
        &[&address, "taken", "--addr"],
    );
}

#[test]
fn a_missing_site_folder_is_named_with_how_to_build_it() {
    let content = fixture("good");
    fails(
        &["serve", "--addr", "127.0.0.1:0", "--content", path(&content), "--site", "no/such/site"],
        &["no/such/site", "make build", "--site"],
    );
}

#[test]
fn a_damaged_manifest_is_named() {
    let site = TempDir::new().expect("a temporary folder");
    fs::write(site.path().join("manifest.json"), "{\"site.css\": ").expect("a written file");
    let content = fixture("good");
    fails(
        &["serve", "--addr", "127.0.0.1:0", "--content", path(&content), "--site", path(site.path())],
        &["manifest.json", "make build"],
    );
}

#[test]
fn content_that_cannot_be_read_is_not_served() {
    let (content, site) = (broken(), fixture("site"));
    fails(
        &["serve", "--addr", "127.0.0.1:0", "--content", path(content.path()), "--site", path(&site)],
        &["bytes.md:3", "typo.toml:5", "yaml.md:2", "fix: "],
    );
    let empty = TempDir::new().expect("a temporary folder");
    fails(
        &["serve", "--addr", "127.0.0.1:0", "--content", path(empty.path()), "--site", path(&site)],
        &["no page found", "pages/zh/"],
    );
}

#[test]
fn help_and_version_are_no_failure() {
    for arguments in [["--help"], ["--version"]] {
        assert!(run(&arguments).status.success());
    }
}

/// A server that listens; it is ended with its handle.
pub(crate) struct Server {
    pub(crate) child: Child,
    pub(crate) address: String,
    lines: Receiver<String>,
    /// What it logged until it listened.
    pub(crate) said: Vec<String>,
}

impl Server {
    /// Starts a server and waits until it says where it listens.
    pub(crate) fn start(arguments: &[&str]) -> Self {
        Self::start_by(program(arguments))
    }

    /// Starts a server by a command of the test's own.
    pub(crate) fn start_by(mut command: Command) -> Self {
        let mut child = command.stderr(Stdio::piped()).stdout(Stdio::null()).spawn().expect("a server");
        let errors = BufReader::new(child.stderr.take().expect("its standard error"));
        let (sender, lines) = channel();
        thread::spawn(move || {
            for line in errors.lines().map_while(Result::ok) {
                if sender.send(line).is_err() {
                    break;
                }
            }
        });
        let mut server = Self { child, address: String::new(), lines, said: Vec::new() };
        while let Ok(line) = server.lines.recv_timeout(Duration::from_secs(30)) {
            if let Some((_, address)) = line.split_once("listening on http://") {
                server.address = address.split(['"', ' ']).next().unwrap_or_default().to_owned();
                return server;
            }
            server.said.push(line);
        }
        panic!("the server did not say where it listens: {:?}", server.said);
    }

    /// The next line of its log with some words in it.
    pub(crate) fn logged(&self, words: &str) -> String {
        while let Ok(line) = self.lines.recv_timeout(Duration::from_secs(20)) {
            if line.contains(words) {
                return line;
            }
        }
        panic!("the server did not log `{words}`");
    }

    /// Whatever else it logged to its end.
    pub(crate) fn rest_of_log(&self) -> Vec<String> {
        self.lines.try_iter().collect()
    }

    /// Starts a server of the `good` fixture on any free port.
    fn of_fixture() -> Self {
        Self::of(&fixture("good"), &[])
    }

    /// Starts a server of a content folder on any free port.
    pub(crate) fn of(content: &Path, flags: &[&str]) -> Self {
        let site = fixture("site");
        let mut arguments = vec!["serve", "--addr", "127.0.0.1:0", "--metrics", "off"];
        arguments.extend(["--content", path(content), "--site", path(&site)]);
        // A flag may be given once.
        if flags.contains(&"--metrics") {
            arguments.drain(3..5);
        }
        arguments.extend(flags);
        Self::start(&arguments)
    }

    /// Sends bytes and reads all that comes back.
    pub(crate) fn say(&self, request: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        stream.set_read_timeout(Some(Duration::from_secs(30))).expect("a time limit");
        // The server may refuse before it has read everything.
        stream.write_all(request.as_bytes()).ok();
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).ok();
        String::from_utf8_lossy(&answer).into_owned()
    }

    pub(crate) fn get(&self, path: &str) -> String {
        self.say(&format!("GET {path} HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n"))
    }

    /// Sends the process a signal.
    pub(crate) fn signal(&self, name: &str) {
        let id = self.child.id().to_string();
        let asked = Command::new("kill").args([&format!("-{name}"), &id]).status().expect("kill");
        assert!(asked.success());
    }

    /// Asks the process to end, and waits for it.
    pub(crate) fn stop(&mut self) -> ExitStatus {
        self.signal("TERM");
        self.ends()
    }

    /// Waits for the process to end.
    pub(crate) fn ends(&mut self) -> ExitStatus {
        ends(&mut self.child).expect("the server ends within 15 seconds after SIGTERM")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

#[test]
fn a_server_says_where_it_listens_answers_and_stops_when_asked() {
    let mut server = Server::of_fixture();
    assert!(!server.address.ends_with(":0"), "{}", server.address);
    let page = server.get("/en/guide/start");
    assert!(page.starts_with("HTTP/1.1 200 ") && page.contains("<h1>Start</h1>"), "{page:.500}");
    assert!(server.get("/nowhere").starts_with("HTTP/1.1 404 "));
    assert!(server.get("/pkg/site.1.css").contains("color: black"));
    assert_eq!(server.stop().code(), Some(0));
}

#[test]
fn serving_is_what_happens_without_a_command() {
    let (content, site) = (fixture("good"), fixture("site"));
    let server =
        Server::start(&["--addr", "127.0.0.1:0", "--content", path(&content), "--site", path(&site)]);
    assert!(server.get("/").starts_with("HTTP/1.1 200 "));
}

#[test]
fn flags_count_before_the_command_too() {
    let (content, site) = (fixture("good"), fixture("site"));
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("its address").to_string();
    fails(
        &["--addr", &address, "--site", path(&site), "--content", path(&content), "serve"],
        &[&address, "taken"],
    );
}

#[test]
fn what_is_logged_to_a_file_is_plain_text() {
    let (content, site) = (fixture("good"), TempDir::new().expect("a temporary folder"));
    fs::create_dir(site.path().join("pkg")).expect("a folder");
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("its address").to_string();
    let output = run(&["--addr", &address, "--content", path(&content), "--site", path(site.path())]);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(!said.contains('\u{1b}'), "colour codes in a log that is no terminal: {said:?}");
}

#[test]
fn a_head_request_has_no_body() {
    let server = Server::of_fixture();
    let answer = server.say("HEAD /en/guide/start HTTP/1.1\r\nHost: test\r\nConnection: close\r\n\r\n");
    let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
    assert!(head.starts_with("HTTP/1.1 200 ") && body.is_empty(), "{answer:.300}");
}

#[test]
fn compressed_answers_are_sent_to_who_asks() {
    let server = Server::of_fixture();
    for coding in ["br", "gzip"] {
        let answer = server.say(&format!(
            "GET /en/guide/start HTTP/1.1\r\nHost: test\r\nAccept-Encoding: {coding}\r\nConnection: close\r\n\r\n"
        ));
        let head = answer.split("\r\n\r\n").next().unwrap_or_default().to_ascii_lowercase();
        assert!(head.contains(&format!("content-encoding: {coding}")), "{head}");
        assert!(head.contains("vary: accept-encoding"), "{head}");
    }
}

#[test]
fn nonsense_on_the_wire_is_refused_and_the_server_lives() {
    let server = Server::of_fixture();
    for (request, status) in [
        ("\0\0\0\0\r\n\r\n".to_owned(), "400"),
        ("GET /\u{1} HTTP/1.1\r\nHost: test\r\n\r\n".to_owned(), "400"),
        (format!("GET /{} HTTP/1.1\r\nHost: test\r\n\r\n", "a".repeat(1 << 20)), "4"),
        (format!("GET / HTTP/1.1\r\nHost: test\r\nX: {}\r\n\r\n", "a".repeat(1 << 20)), "4"),
    ] {
        let answer = server.say(&request);
        // A refused connection may be cut before its answer arrives.
        assert!(answer.is_empty() || answer.contains(&format!("HTTP/1.1 {status}")), "{answer:.200}");
    }
    assert!(server.get("/").starts_with("HTTP/1.1 200 "));
}

#[test]
fn a_dawdling_client_does_not_keep_the_server_from_stopping() {
    let mut server = Server::of_fixture();
    let mut idle = TcpStream::connect(&server.address).expect("a connection");
    idle.write_all(b"GET / HTTP/1.1\r\nHost: test\r\n").expect("half a request");
    let kept = TcpStream::connect(&server.address).expect("a connection without a request");
    thread::sleep(Duration::from_millis(200));
    assert_eq!(server.stop().code(), Some(0));
    drop((idle, kept));
}
