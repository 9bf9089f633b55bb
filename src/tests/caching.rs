//! Answers are made once, kept as long as their snapshot lives, named by strong tags
//! that every replica gives alike, and compressed as each client asks; whatever is
//! answered carries the headers of safety.

use std::collections::HashSet;
use std::fs;

use axum::http::Method;
use proptest::prelude::{Just, Strategy, prop_assert, prop_oneof, proptest};

use crate::support::{Answer, Site, copy_of, fixture, our_addresses, our_content, ours, small, today, tries};
use model_atlas::snapshot::Snapshot;

/// One address of each kind that is kept.
const KINDS: [&str; 15] = [
    "/",
    "/en/llm/deepseek",
    "/llm/deepseek.md",
    "/models",
    "/api/v1/models",
    "/api/v1/models/deepseek-v3",
    "/api/openapi.json",
    "/llms.txt",
    "/en/llms-full.txt",
    "/sitemap.xml",
    "/feed.xml",
    "/en/feed/deepseek.xml",
    "/opensearch.xml",
    "/site.webmanifest",
    "/robots.txt",
];

/// Addresses with a query.
const ASKED: [&str; 4] = [
    "/models?scenario=coding",
    "/api/search?q=deepseek",
    "/data/specs.zh.tsv?only.series=deepseek",
    "/compare?models=deepseek-v3,deepseek-r1",
];

const ENCODINGS: [&str; 4] = ["identity", "gzip", "zstd", "br"];

fn encoded(site: &Site, method: Method, address: &str, encoding: &str) -> Answer {
    site.ask(method, address, &[("accept-encoding", encoding)])
}

#[test]
fn every_encoding_reads_as_the_same_answer_and_has_a_tag_of_its_own() {
    for address in KINDS.into_iter().chain(ASKED) {
        let plain = ours().get(address).is(200);
        let mut tags = HashSet::new();
        for encoding in ENCODINGS {
            // The second comes from what is kept.
            for _ in 0..2 {
                let answer = encoded(ours(), Method::GET, address, encoding).is(200);
                assert_eq!(answer.text, plain.text, "{address} in {encoding}");
                let said = answer.header("content-encoding");
                assert_eq!(if said.is_empty() { "identity" } else { said }, encoding, "{address}");
                assert_eq!(answer.header("content-length"), answer.bytes.len().to_string(), "{address}");
                assert!(answer.header("etag").starts_with('"'), "{address} has a weak tag");
                let vary = answer.headers.get_all("vary").iter();
                assert!(vary.into_iter().any(|vary| vary == "accept-encoding"), "{address}");
                tags.insert(answer.header("etag").to_owned());
            }
        }
        assert_eq!(tags.len(), ENCODINGS.len(), "{address}: {tags:?}");
    }
}

#[test]
fn two_replicas_give_equal_tags() {
    let replica = Site::of(&our_content());
    let pages = our_addresses().into_iter().map(|(_, address)| address);
    for address in pages.chain(KINDS.into_iter().chain(ASKED).map(str::to_owned)) {
        let tags = [ours(), &replica]
            .map(|site| encoded(site, Method::GET, &address, "br").is(200).header("etag").to_owned());
        assert!(tags[0] == tags[1] && tags[0].ends_with("-br\""), "{address}: {tags:?}");
    }
}

#[test]
fn what_a_client_has_is_not_sent_again_in_that_encoding() {
    for address in KINDS.into_iter().chain(ASKED).chain(["/pkg/site.1.css"]) {
        let first = encoded(ours(), Method::GET, address, "gzip").is(200);
        let tag = first.header("etag").to_owned();
        let list = format!("\"x\", W/{tag} ,\"y\"");
        for (method, known) in
            [(Method::GET, tag.as_str()), (Method::HEAD, &tag), (Method::GET, &list), (Method::GET, "*")]
        {
            let asked = [("accept-encoding", "gzip"), ("if-none-match", known)];
            let again = ours().ask(method, address, &asked).is(304);
            assert_eq!(again.bytes.len(), 0, "{address}");
            for header in ["etag", "cache-control", "vary", "content-security-policy"] {
                assert_eq!(again.header(header), first.header(header), "{address}: {header}");
            }
            assert_eq!(again.header("content-length"), first.bytes.len().to_string(), "{address}");
            assert_eq!(again.header("content-encoding"), "", "{address}");
        }
        // The tag of one encoding does not stand for another.
        let foreign = tag.replace("-gzip", "-br");
        let others = ["\"x\"", "", tag.trim_matches('"'), &foreign];
        // A file that the builder made no smaller has one tag for all.
        for other in others.into_iter().filter(|other| *other != tag) {
            let asked = [("accept-encoding", "gzip"), ("if-none-match", other)];
            ours().ask(Method::GET, address, &asked).is(200);
        }
    }
    ours().ask(Method::GET, "/nowhere", &[("if-none-match", "*")]).is(404);
}

#[test]
fn head_tells_what_get_tells() {
    let missing = ["/nowhere", "/api/v1/nothing", "/llm/deepseek/", "/pkg/none.js"];
    for address in KINDS.into_iter().chain(ASKED).chain(missing).chain(["/pkg/boot.1.js"]) {
        for encoding in ENCODINGS {
            let get = encoded(ours(), Method::GET, address, encoding);
            let head = encoded(ours(), Method::HEAD, address, encoding).is(get.status);
            assert_eq!(head.bytes.len(), 0, "{address}");
            for header in ["content-type", "content-encoding", "etag", "cache-control", "location"] {
                assert_eq!(head.header(header), get.header(header), "{address}: {header}");
            }
            assert!(
                head.header("content-length").is_empty()
                    || head.header("content-length") == get.bytes.len().to_string(),
                "{address}"
            );
        }
    }
}

#[test]
fn a_replaced_snapshot_is_served_at_once() {
    let folder = copy_of("good");
    let build = || Snapshot::build(folder.path(), today()).expect("an index").0;
    let (site, state) = Site::with(build());
    let file = folder.path().join("pages/en/guide/start.md");
    let before: Vec<String> = ENCODINGS
        .map(|encoding| {
            encoded(&site, Method::GET, "/en/guide/start", encoding).is(200).header("etag").to_owned()
        })
        .into();
    let text = fs::read_to_string(&file).expect("a page");
    fs::write(&file, format!("{text}\n\nWritten a moment ago.\n")).expect("written");
    state.replace(build());
    for (encoding, before) in ENCODINGS.into_iter().zip(before) {
        let asked = [("accept-encoding", encoding), ("if-none-match", before.as_str())];
        let after = site.ask(Method::GET, "/en/guide/start", &asked).is(200).says("Written a moment ago.");
        assert_ne!(after.header("etag"), before);
    }
    encoded(&site, Method::GET, "/en/llms-full.txt", "br").is(200).says("Written a moment ago.");
}

#[test]
fn what_accept_asks_for_decides_whatever_was_asked_before() {
    let page = |accept: &str| ours().ask(Method::GET, "/en/llm/qwen", &[("accept", accept)]).is(200);
    for _ in 0..2 {
        assert!(page("text/html").header("content-type").starts_with("text/html"));
        assert!(page("text/markdown").header("content-type").starts_with("text/markdown"));
        let api = |accept: &str| ours().ask(Method::GET, "/api/v1/series", &[("accept", accept)]);
        api("application/json").is(200);
        api("text/html").is(406);
    }
}

#[test]
fn other_spellings_of_an_address_answer_as_ever() {
    for _ in 0..2 {
        ours().get("/llm/deepseek").is(200);
        assert_eq!(ours().get("/llm/%64eepseek").is(200).text, ours().get("/llm/deepseek").text);
        ours().get("/llm/deepseek/").is(308);
        ours().get("/api/v1/series").is(200);
        ours().get("/%61pi/v1/series").is(404);
    }
}

#[test]
fn files_say_how_long_they_may_be_kept() {
    let hashed = ours().get("/pkg/boot.1.js").is(200);
    assert_eq!(hashed.header("cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(hashed.header("content-type"), "text/javascript; charset=utf-8");
    let style = ours().get("/pkg/site.1.css").is(200);
    assert_eq!(style.header("content-type"), "text/css; charset=utf-8");
    assert!(style.header("etag").starts_with('"'));
    assert_eq!(ours().get("/en/llm/deepseek").header("cache-control"), "no-cache");
    ours().get("/pkg/none.js").is(404);
}

#[test]
fn every_address_refuses_other_methods_and_names_those_it_takes() {
    for address in
        KINDS.into_iter().chain(ASKED).chain(["/pkg/boot.1.js", "/share/zh/llm/deepseek.png", "/nowhere"])
    {
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let answer = ours().ask(method, address, &[]).is(405);
            let allow = answer.header("allow");
            assert!(allow.contains("GET") && allow.contains("HEAD"), "{address} allows `{allow}`");
            assert!(!answer.text.is_empty(), "{address} does not say why");
            let is_problem = answer.header("content-type") == "application/problem+json";
            let is_api = address.starts_with("/api/");
            assert!(is_problem || !is_api, "{address}: {}", answer.header("content-type"));
        }
    }
    assert!(
        ours().ask(Method::GET, "/mcp", &[("host", "atlas.test")]).is(405).header("allow").contains("POST")
    );
}

#[test]
fn every_answer_carries_the_headers_of_safety() {
    let tag = ours().get("/").header("etag").to_owned();
    let answers = [
        ours().get("/").is(200),
        ours().ask(Method::GET, "/", &[("if-none-match", &tag)]).is(304),
        ours().ask(Method::HEAD, "/", &[]).is(200),
        ours().get("/nowhere").is(404),
        ours().get("/llm/deepseek/").is(308),
        ours().ask(Method::POST, "/", &[]).is(405),
        ours().get("/api/v1/models?limit=x").is(400),
        ours().ask(Method::GET, "/api/v1/models", &[("accept", "text/html")]).is(406),
        ours().get("/pkg/boot.1.js").is(200),
        ours().get("/pkg/none.js").is(404),
        ours().ask(Method::GET, "/mcp", &[("host", "atlas.test")]).is(405),
    ];
    for answer in answers {
        let policy = answer.header("content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{}: {policy}", answer.address);
        assert!(!policy.contains("unsafe-inline") && !policy.contains("'unsafe-eval'"), "{policy}");
        assert!(policy.contains("frame-ancestors 'none'"), "{policy}");
        for (header, wanted) in [
            ("x-content-type-options", "nosniff"),
            ("referrer-policy", "strict-origin-when-cross-origin"),
            ("cross-origin-opener-policy", "same-origin"),
            ("strict-transport-security", "max-age=31536000"),
        ] {
            assert_eq!(answer.header(header), wanted, "{} {}", answer.status, answer.address);
        }
        assert!(answer.header("permissions-policy").contains("camera=()"), "{}", answer.address);
        assert!(!answer.header("cross-origin-resource-policy").is_empty(), "{}", answer.address);
    }
}

#[test]
fn other_sites_may_embed_data_and_not_pages() {
    for (address, wanted) in [
        ("/", "same-origin"),
        ("/pkg/boot.1.js", "same-origin"),
        ("/api/v1/models", "cross-origin"),
        ("/data/specs.en.csv", "cross-origin"),
        ("/feed.xml", "cross-origin"),
        ("/llm/deepseek.md", "cross-origin"),
    ] {
        let answer = ours().get(address).is(200);
        assert_eq!(answer.header("cross-origin-resource-policy"), wanted, "{address}");
    }
}

#[test]
fn only_a_site_behind_tls_asks_for_tls() {
    let (snapshot, _) = Snapshot::build(&fixture("good"), today()).expect("an index");
    let (plain, _) = Site::at(snapshot, "http://atlas.test");
    assert_eq!(plain.get("/").is(200).header("strict-transport-security"), "");
    assert_eq!(small().get("/").is(200).header("strict-transport-security"), "max-age=31536000");
}

fn item() -> impl Strategy<Value = String> {
    let name =
        prop_oneof![Just("br"), Just("gzip"), Just("zstd"), Just("identity"), Just("*"), Just("pigeon")];
    let quality = prop_oneof![Just(""), Just(";q=0"), Just(";q=0.5"), Just(";q=1.000"), Just(";q=oops")];
    (name, quality).prop_map(|(name, quality)| format!("{name}{quality}"))
}

proptest! {
    #![proptest_config(tries(200))]

    #[test]
    fn any_wish_for_an_encoding_is_answered(
        items in proptest::collection::vec(item(), 0..6),
        at in 0..KINDS.len(),
    ) {
        let (address, wish) = (KINDS[at], items.join(", "));
        let answer = encoded(ours(), Method::GET, address, &wish).is(200);
        prop_assert!(answer.text == ours().get(address).text, "{address} with `{wish}`");
        let name = answer.header("content-encoding");
        prop_assert!(name.is_empty() || wish.contains(name) || wish.contains('*'), "`{wish}` is sent {name}");
        prop_assert!(!items.contains(&format!("{name};q=0")), "`{wish}` is sent {name}");
    }
}
