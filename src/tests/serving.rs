//! What operators see: health, metrics, ids and logs.

use std::collections::BTreeSet;
use std::net::TcpListener;

use axum::http::Method;
use serde_json::Value;

use crate::cli::{Server, run};
use crate::listening::ask;
use crate::support::{Answer, Site, fixture, small, state_of};

fn json(answer: &Answer) -> Value {
    assert_eq!(answer.header("content-type"), "application/json", "{}", answer.address);
    assert_eq!(answer.header("cache-control"), "no-store", "{}", answer.address);
    serde_json::from_str(&answer.text).expect("JSON")
}

#[test]
fn health_tells_what_is_served_and_since_when() {
    let health = json(&small().get("/healthz").is(200));
    assert_eq!(health["status"], "ok");
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert_eq!(health["pages"], 6);
    assert!(health["models"].as_u64().is_some_and(|models| models > 0), "{health}");
    assert!(health["seconds_since_read"].as_u64().is_some_and(|seconds| seconds < 600), "{health}");
    assert_eq!(health["fault"], Value::Null);
    assert_eq!(json(&small().get("/readyz").is(200))["status"], "ready");
}

#[test]
fn probes_may_ask_for_the_head_alone_and_change_nothing() {
    for address in ["/healthz", "/readyz"] {
        let head = small().ask(Method::HEAD, address, &[]).is(200);
        assert!(head.text.is_empty());
        assert_eq!(head.header("cache-control"), "no-store");
        assert!(small().ask(Method::POST, address, &[]).is(405).header("allow").contains("GET"));
    }
}

#[test]
fn content_that_is_not_served_is_told_until_it_is_mended() {
    let state = state_of(&fixture("good"));
    let (site, operators) = (Site::serving(&state), Site::for_operators(&state));
    state.refuse("pages/en/index.md:2:5: error[front-matter]: no YAML".to_owned());
    for site in [&site, &operators] {
        let health = json(&site.get("/healthz").is(200));
        assert!(health["fault"].as_str().is_some_and(|fault| fault.contains("index.md:2:5")), "{health}");
    }
    // What is served is good: to turn away would help nobody.
    site.get("/readyz").is(200);
    let before = operators.get("/metrics").says("model_atlas_content_refused 1\n");
    before.says("model_atlas_content_generation 1\n");
    let (mended, _) =
        model_atlas::snapshot::Snapshot::build(&fixture("good"), crate::support::today()).expect("an index");
    state.replace(mended);
    assert_eq!(json(&site.get("/healthz"))["fault"], Value::Null);
    let after = operators.get("/metrics").says("model_atlas_content_refused 0\n");
    after.says("model_atlas_content_generation 2\n").says("model_atlas_content_pages 6\n");
}

#[test]
fn a_server_that_ends_is_not_ready_but_well() {
    let state = state_of(&fixture("good"));
    let site = Site::serving(&state);
    state.begin_stopping();
    assert_eq!(json(&site.get("/readyz").is(503))["status"], "stopping");
    site.ask(Method::HEAD, "/readyz", &[]).is(503);
    site.get("/healthz").is(200);
    assert_eq!(site.get("/en/guide/start").is(200).header("connection"), "close");
}

/// A line of metrics: name, labels, value.
fn parsed(line: &str) -> (&str, Vec<(&str, &str)>, f64) {
    let (series, value) = line.rsplit_once(' ').unwrap_or_else(|| panic!("no value: {line}"));
    let value = match value {
        "+Inf" => f64::INFINITY,
        value => value.parse().unwrap_or_else(|_| panic!("no number: {line}")),
    };
    let Some((name, labels)) = series.split_once('{') else {
        return (series, Vec::new(), value);
    };
    let labels = labels.strip_suffix('}').unwrap_or_else(|| panic!("labels are not closed: {line}"));
    let pairs = labels.split(',').map(|pair| {
        let (key, value) = pair.split_once('=').unwrap_or_else(|| panic!("no label: {line}"));
        (key, value.trim_matches('"'))
    });
    (name, pairs.collect(), value)
}

#[test]
fn whatever_clients_ask_the_metrics_stay_few() {
    let state = state_of(&fixture("good"));
    let (site, operators) = (Site::serving(&state), Site::for_operators(&state));
    let visit = |number: u32| {
        let word = number.wrapping_mul(2_654_435_761);
        for path in [
            format!("/{word:x}"),
            format!("/en/{word:x}/{number}.md"),
            format!("/api/v1/{word:x}"),
            format!("/data/{word:x}.zh.tsv"),
        ] {
            site.get(&path);
        }
        let method = Method::from_bytes(format!("M{word:X}").as_bytes()).expect("a method");
        site.ask(method, "/", &[("x-request-id", &format!("{word:x}"))]);
    };
    (0..20).for_each(visit);
    let few = operators.get("/metrics").text.lines().count();
    (20..220).for_each(visit);
    let answer = operators.get("/metrics").is(200);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    assert_eq!(answer.text.lines().count(), few, "{}", answer.text);

    let lines = answer.text.lines().filter(|line| !line.starts_with('#')).map(parsed).collect::<Vec<_>>();
    let total: f64 =
        lines.iter().filter(|(name, ..)| *name == "model_atlas_http_requests_total").map(|(.., n)| n).sum();
    assert!((total - 1100.0).abs() < 0.5, "{total} requests");
    let labels: BTreeSet<&str> =
        lines.iter().flat_map(|(_, labels, _)| labels.iter().map(|(key, _)| *key)).collect();
    assert_eq!(labels, BTreeSet::from(["class", "le", "method", "status"]));
    for name in [
        "model_atlas_http_request_duration_seconds_count",
        "model_atlas_http_response_bytes_total",
        "model_atlas_http_requests_in_flight",
        "model_atlas_connections_open",
        "model_atlas_connections_refused_total",
        "model_atlas_content_models",
        "model_atlas_content_read_timestamp_seconds",
        "process_start_time_seconds",
    ] {
        assert!(lines.iter().any(|(known, ..)| *known == name), "no {name}: {}", answer.text);
    }
    let in_flight = lines.iter().find(|(name, ..)| *name == "model_atlas_http_requests_in_flight");
    assert!(in_flight.is_some_and(|(.., value)| *value < 0.5), "a request is never over");
    #[cfg(target_os = "linux")]
    answer.says("process_resident_memory_bytes ");
}

#[test]
fn bytes_are_counted_as_they_are_sent() {
    let state = state_of(&fixture("good"));
    let (site, operators) = (Site::serving(&state), Site::for_operators(&state));
    let page = site.get("/en/guide/start").is(200);
    site.ask(Method::HEAD, "/en/guide/start", &[]).is(200);
    let counted = format!("model_atlas_http_response_bytes_total{{class=\"page\"}} {}\n", page.text.len());
    operators.get("/metrics").says(&counted);
    let compressed = "model_atlas_http_requests_total{class=\"page\",method=\"HEAD\",status=\"200\"} 1\n";
    operators.get("/metrics").says(compressed);
}

#[test]
fn an_answer_names_its_request() {
    let id = |given: &str| {
        small().ask(Method::GET, "/en", &[("x-request-id", given)]).header("x-request-id").to_owned()
    };
    assert_eq!(id("from-the-proxy.7"), "from-the-proxy.7");
    for odd in ["", "two words", "a\"b", &"a".repeat(65)] {
        let made = id(odd);
        assert_ne!(made, odd);
        assert!(made.len() > 16 && made.chars().all(|c| c.is_ascii_hexdigit() || c == '-'), "{made}");
    }
    assert_ne!(small().get("/").header("x-request-id"), small().get("/").header("x-request-id"));
    for missing in ["/nowhere", "/api/v1/nothing", "/pkg/none.js"] {
        assert!(!small().get(missing).header("x-request-id").is_empty(), "{missing}");
    }
}

#[test]
fn a_log_in_json_has_a_line_for_each_request_and_no_search_words() {
    let mut server = Server::of(&fixture("good"), &["--log-format", "json"]);
    for line in &server.said {
        let _: Value = serde_json::from_str(line).unwrap_or_else(|_| panic!("no JSON: {line}"));
    }
    server.say("GET /en/search?q=geheimwort HTTP/1.1\r\nHost: test\r\nX-Request-Id: seven\r\nConnection: close\r\n\r\n");
    let line: Value = serde_json::from_str(&server.logged("/en/search")).expect("JSON");
    assert_eq!(line["method"], "GET");
    assert_eq!(line["path"], "/en/search");
    assert_eq!(line["status"], 200);
    assert_eq!(line["id"], "seven");
    assert_eq!(line["whole"], true);
    assert!(line["ms"].as_f64().is_some_and(|ms| ms > 0.0), "{line}");
    assert!(line["bytes"].as_u64().is_some_and(|bytes| bytes > 1000), "{line}");
    server.get("/api/search?q=geheimwort");
    server.get("/api/suggest?q=geheimwort");
    server.get("/api/v1/search?q=geheimwort");
    server.get("/healthz");
    assert_eq!(server.stop().code(), Some(0));
    let rest = server.rest_of_log();
    assert_eq!(rest.iter().filter(|line| line.contains("\"message\":\"request\"")).count(), 3, "{rest:?}");
    for line in rest {
        assert!(!line.contains("geheimwort"), "{line}");
        let _: Value = serde_json::from_str(&line).unwrap_or_else(|_| panic!("no JSON: {line}"));
    }
}

#[test]
fn metrics_have_a_listener_of_their_own() {
    let server = Server::of(&fixture("good"), &["--metrics", "127.0.0.1:0"]);
    let line = server.said.iter().find(|line| line.contains("metrics at http://")).expect("where they are");
    let (_, address) = line.split_once("metrics at http://").expect("an address");
    let operators = address.strip_suffix("/metrics").expect("a path");
    server.get("/en/guide/start");
    let text = ask(operators, "/metrics");
    assert!(text.starts_with("HTTP/1.1 200 ") && text.contains("model_atlas_connections_open 0\n"), "{text}");
    assert!(text.contains("class=\"page\",method=\"GET\",status=\"200\"} 1\n"), "{text}");
    assert!(ask(operators, "/healthz").contains("\"status\":\"ok\""));
    assert!(ask(operators, "/").starts_with("HTTP/1.1 404 "));
    assert!(server.get("/metrics").starts_with("HTTP/1.1 404 "), "the public has no metrics");
}

#[test]
fn a_taken_address_of_the_metrics_is_a_warning() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let address = taken.local_addr().expect("its address").to_string();
    let server = Server::of(&fixture("good"), &["--metrics", &address]);
    let warned =
        |line: &String| line.contains("WARN") && line.contains(&address) && line.contains("--metrics");
    assert!(server.said.iter().any(warned), "{:?}", server.said);
    assert!(server.get("/").starts_with("HTTP/1.1 200 "));
}

#[test]
fn settings_that_cannot_be_are_refused_with_what_is_wanted() {
    for (flag, value, wanted) in [
        ("--metrics", "on", "off"),
        ("--max-connections", "0", "1..=100000"),
        ("--lame-duck", "60", "0 to 10"),
        ("--lame-duck", "nan", "0 to 10"),
        ("--log-format", "xml", "json"),
    ] {
        let output = run(&["serve", flag, value]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(flag) && said.contains(wanted), "{said}");
    }
}
