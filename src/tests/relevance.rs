//! Relevance as a number, and search that changes with the content.

use std::fs;
use std::process::Command;
use std::thread;
use std::time::{Duration, Instant};

use model_atlas::search::{Judged, Judgements, evaluate};
use model_atlas::snapshot::Snapshot;
use tempfile::TempDir;

use crate::cli::{Server, path, run};
use crate::support::{copy_of, fixture, our_content, repository, today};

/// Least mean reciprocal rank over all queries, and in each class.
const LEAST: (f64, f64) = (0.90, 0.80);

/// A list of judged queries, all of whose answers exist.
fn judged(file: &str, snapshot: &Snapshot) -> Vec<Judged> {
    let text = fs::read_to_string(repository("src/tests").join(file)).expect("judged queries");
    let judged = Judgements::read(&text);
    assert!(judged.faults.is_empty(), "{:?}", judged.faults);
    assert!(judged.queries.len() >= 150, "{} queries", judged.queries.len());
    for query in &judged.queries {
        assert!(query.locale.is_some(), "{}: whose language?", query.query);
        for gold in &query.gold {
            assert!(snapshot.index.has(gold), "{}: nothing is at {gold}", query.query);
        }
    }
    judged.queries
}

#[test]
fn judged_queries_are_answered_well() {
    let (snapshot, _) = Snapshot::build(&our_content(), today()).expect("an index");
    let measured = evaluate(&snapshot.index, &judged("queries.tsv", &snapshot));
    assert!(measured.len() > 10, "{} classes", measured.len());
    for class in &measured {
        let least = if class.class == "all" { LEAST.0 } else { LEAST.1 };
        assert!(class.mrr >= least, "{}: MRR@10 {:.3} < {least}: {:?}", class.class, class.mrr, class.missed);
    }
}

#[test]
fn queries_nobody_tuned_on_are_answered_well() {
    let (snapshot, _) = Snapshot::build(&our_content(), today()).expect("an index");
    let measured = evaluate(&snapshot.index, &judged("queries-unseen.tsv", &snapshot));
    let all = measured.last().expect("all of them");
    assert!(all.mrr >= LEAST.0, "MRR@10 {:.3}: {:?}", all.mrr, all.missed);
}

#[test]
fn evaluate_prints_a_table_and_names_what_was_missed() {
    let folder = TempDir::new().expect("a temporary folder");
    let list = folder.path().join("queries.tsv");
    fs::write(&list, "name\tstart\t/guide/start\tzh\nname\tzxqwvk\t/guide/start\tzh\n").expect("a file");
    let content = fixture("good");
    let output = run(&[
        "evaluate",
        "--queries",
        path(&list),
        "--content",
        path(&content),
        "--missed",
        "--log",
        "error",
    ]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("MRR@10") && said.contains("recall@10") && said.contains("nDCG@10"), "{said}");
    let row = |class: &str| said.lines().find(|line| line.starts_with(class)).map(str::to_owned);
    let words: Vec<String> = row("all").expect("a row").split_whitespace().map(str::to_owned).collect();
    assert_eq!(words, ["all", "2", "0.500", "0.500", "0.500"], "{said}");
    assert!(said.contains("none  zxqwvk"), "{said}");
}

#[test]
fn evaluate_names_the_lines_it_cannot_read() {
    let folder = TempDir::new().expect("a temporary folder");
    let list = folder.path().join("queries.tsv");
    fs::write(&list, "name\tmoe\t/a\nname moe /a\n").expect("a file");
    for (file, naming) in [(path(&list), "queries.tsv:2"), ("no/such/file.tsv", "no/such/file.tsv")] {
        let output = run(&["evaluate", "--queries", file]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(!output.status.success() && said.contains(naming), "{said}");
    }
}

/// Asks again until the answer holds `text`, for at most 10 seconds.
fn says_soon(server: &Server, address: &str, text: &str) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < Duration::from_secs(10) {
        if server.get(address).contains(text) {
            return true;
        }
        thread::sleep(Duration::from_millis(20));
    }
    false
}

#[cfg(unix)]
#[test]
fn content_read_again_changes_pages_and_search_together() {
    let (content, site) = (copy_of("good"), fixture("site"));
    let server = Server::start(&[
        "serve",
        "--addr",
        "127.0.0.1:0",
        "--content",
        path(content.path()),
        "--site",
        path(&site),
    ]);
    let again = || {
        let asked = Command::new("kill").args(["-HUP", &server.child.id().to_string()]).status();
        assert!(asked.expect("kill").success());
    };
    let page = content.path().join("pages/en/guide/start.md");
    let text = fs::read_to_string(&page).expect("a page");
    assert!(!server.get("/api/search?q=zanzibar").contains("/en/guide/start"));
    fs::write(&page, format!("{text}\n\nNews from Zanzibar.\n")).expect("a page");
    again();
    assert!(says_soon(&server, "/api/search?q=zanzibar", "/en/guide/start"));
    assert!(server.get("/en/guide/start").contains("News from Zanzibar."));
    // A fault that would stop the start changes nothing.
    fs::write(&page, b"---\ntitle: [\n---\n").expect("a page");
    again();
    thread::sleep(Duration::from_millis(300));
    assert!(server.get("/en/guide/start").contains("News from Zanzibar."));
    fs::write(&page, text).expect("a page");
    again();
    assert!(says_soon(&server, "/api/search?q=zanzibar", "[]"));
}
