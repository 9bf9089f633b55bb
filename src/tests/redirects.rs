//! Other spellings of an address lead to the one we print, and never away.

use axum::http::Method;
use proptest::prelude::{prop_assert, proptest};

use crate::support::{Answer, Site, ours, small, tries};

/// Where a permanent redirect leads.
#[track_caller]
fn moved(answer: &Answer) -> &str {
    assert_eq!(answer.status, 308, "{} does not redirect", answer.address);
    answer.header("location")
}

#[test]
fn other_spellings_lead_to_the_address_we_print() {
    for (spelling, address) in [
        ("/llm/deepseek/", "/llm/deepseek"),
        ("/llm/deepseek.html", "/llm/deepseek"),
        ("/en/llm/deepseek/", "/en/llm/deepseek"),
        ("/en/llm/deepseek.html", "/en/llm/deepseek"),
        ("/zh/llm/deepseek", "/llm/deepseek"),
        ("/zh/models/", "/models"),
        ("/zh", "/"),
        ("/zh/", "/"),
        ("/en/", "/en"),
        ("/index.html", "/"),
        ("/README.md", "/"),
        ("/en/index.html", "/en"),
        ("/en/models/", "/en/models"),
        ("//llm/deepseek", "/llm/deepseek"),
    ] {
        assert_eq!(moved(&ours().get(spelling)), address, "{spelling}");
        ours().get(address).is(200);
    }
}

#[test]
fn a_redirect_keeps_what_the_reader_chose() {
    assert_eq!(
        moved(&ours().get("/models/?scenario=coding&q=%E6%B7%B1")),
        "/models?scenario=coding&q=%E6%B7%B1"
    );
}

#[test]
fn a_chinese_address_is_escaped_in_the_header() {
    let answer = small().get("/独有.html");
    assert_eq!(moved(&answer), "/%E7%8B%AC%E6%9C%89");
    small().get(answer.header("location")).is(200);
}

#[test]
fn hostile_spellings_never_leave_the_site() {
    for spelling in [
        "//evil.example/",
        "///evil.example/",
        "//evil.example/llm/deepseek/",
        "//evil.example/..//llm/deepseek/",
        "/\\evil.example",
        "/\\/evil.example/",
        "/%5Cevil.example/",
        "/%2F%2Fevil.example",
        "/%2f%2fevil.example/llm/deepseek/",
        "/zh//evil.example",
        "/en//evil.example/",
        "/zh/%2F%2Fevil.example/",
        "/https://evil.example/",
        "/en/https:%2f%2fevil.example/.md",
        "/.evil.example/",
        "/@evil.example/",
        "/%09/evil.example/",
        "/llm/deepseek%0d%0aLocation:%20http://evil.example/",
    ] {
        let answer = ours().get(spelling);
        assert!(answer.status < 500, "{spelling}: {}", answer.status);
        assert!(stays(&answer), "{spelling} leads to {}", answer.header("location"));
    }
}

#[test]
fn a_redirect_ends_at_a_page_in_one_step() {
    for spelling in
        ["/llm/deepseek/", "/zh/llm/deepseek.md", "/en/index.html", "//models//", "/zh/zh/llm/deepseek"]
    {
        let first = ours().get(spelling);
        if first.status == 308 {
            ours().get(first.header("location")).is(200);
        } else {
            assert_eq!(first.status, 404, "{spelling}");
        }
    }
    let answer = ours().ask(Method::HEAD, "/llm/deepseek/", &[]);
    assert_eq!(moved(&answer), "/llm/deepseek");
}

proptest! {
    #![proptest_config(tries(400))]

    #[test]
    fn no_spelling_leaves_the_site_or_goes_in_circles(
        parts in proptest::collection::vec(
            "(/|//|\\\\|%2f|%5c|%09|%0a|zh|en|llm|deepseek|models|index|README|\\.md|\\.html|\\.\\.|evil.example|:|@|%E7%8B%AC)", 0..8),
    ) {
        let address = format!("/{}", parts.concat());
        prop_assert!(settles(ours(), &address), "{address}");
    }
}

/// Whether an address leads, by redirects of this site alone, to an answer.
fn settles(site: &Site, address: &str) -> bool {
    let first = site.get(address);
    match first.status {
        308 => stays(&first) && matches!(site.get(first.header("location")).status, 200 | 404),
        status => status < 500,
    }
}

/// Whether an answer leads nowhere, or to a path of this site: a second slash
/// or a backslash would make a browser read a host.
fn stays(answer: &Answer) -> bool {
    let location = answer.header("location");
    let mut letters = location.chars();
    let rooted = letters.next() == Some('/') && !matches!(letters.next(), Some('/' | '\\'));
    location.is_empty() || (rooted && !location.contains(['\\', '\t', '\n', '\r']))
}
