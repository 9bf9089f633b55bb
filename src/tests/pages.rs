//! Pages as readers, caches and search engines get them.

use axum::http::Method;
use proptest::prelude::{any, prop_assert, proptest};

use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::route::Route;

use crate::html::{all_between, attribute, between, islands, text_of};
use crate::support::{ORIGIN, Site, our_addresses, our_content, ours, small, today, tries};

#[test]
fn every_page_opens_in_its_language_with_one_heading() {
    let (site, _) = load(&our_content(), today());
    for page in site.pages.iter().filter(|page| !page.slug.is_empty()) {
        let answer = ours().get(&Route::page(page.locale, &page.slug).path()).is(200);
        let answer = answer.says(&format!("<html lang=\"{}\">", page.locale.tag()));
        let headings = all_between(&answer.text, "<h1", "</h1>");
        assert_eq!(headings.len(), 1, "{} has {} level-1 headings", page.file, headings.len());
        let heading = text_of(headings[0].split_once('>').expect("a heading").1);
        assert_eq!(heading, page.title, "{}", page.file);
        assert!(answer.text.contains("<title>"), "{}", page.file);
        let description = between(&answer.text, "<meta name=\"description\" content=\"", "\"");
        assert!(description.is_some_and(|text| !text.is_empty()), "{} has no description", page.file);
    }
}

#[test]
fn every_address_names_itself_and_its_twin() {
    for (locale, address) in our_addresses() {
        let answer = ours().get(&address).is(200);
        let head = between(&answer.text, "<head>", "</head>").expect("a head").to_owned();
        let canonical = between(&head, "<link rel=\"canonical\" href=\"", "\"");
        assert_eq!(canonical, Some(format!("{ORIGIN}{address}").as_str()), "{address}");
        let route = Route::parse(&address);
        for other in Locale::ALL {
            let twin = route.in_locale(other).path();
            let link =
                format!("<link rel=\"alternate\" hreflang=\"{}\" href=\"{ORIGIN}{twin}\">", other.tag());
            assert!(head.contains(&link), "{address} lacks {link}");
        }
        assert!(answer.text.contains(&format!("<html lang=\"{}\">", locale.tag())), "{address}");
    }
}

#[test]
fn links_within_the_site_lead_somewhere() {
    let site = ours();
    let mut seen = std::collections::BTreeSet::new();
    for (_, address) in our_addresses() {
        let page = site.get(&address).is(200);
        for tag in all_between(&page.text, "<a ", ">") {
            let href = attribute(&format!(" {tag}"), "href").expect("a link with an address");
            let path = href.split('#').next().unwrap_or_default().to_owned();
            if path.starts_with('/') && seen.insert(path.clone()) {
                assert_eq!(site.get(&path).status, 200, "{address} links to {path}");
            }
        }
    }
    assert!(seen.len() > 20, "only {} addresses are linked to", seen.len());
}

#[test]
fn fragments_lead_to_something_on_the_page() {
    for (_, address) in our_addresses() {
        let page = ours().get(&address).is(200);
        for target in all_between(&page.text, "href=\"#", "\"") {
            let decoded = percent_encoding::percent_decode_str(target).decode_utf8_lossy();
            let exists = page.text.contains(&format!("id=\"{decoded}\""));
            assert!(exists, "{address} has a link to #{target} and nothing there");
        }
    }
}

#[test]
fn ids_on_a_page_are_unique() {
    for (_, address) in our_addresses() {
        assert_eq!(repeated_ids(&ours().get(&address).is(200).text), [""; 0], "{address}");
    }
    // Headings that are called as parts of the frame, a note used twice.
    assert_eq!(repeated_ids(&small().get("/en/guide/start").is(200).text), [""; 0]);
}

fn repeated_ids(page: &str) -> Vec<&str> {
    let mut ids = all_between(page, " id=\"", "\"");
    ids.sort_unstable();
    ids.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect()
}

#[test]
fn an_unknown_address_is_404_and_helps_on() {
    for (address, near) in [("/llm/deepsek", "/llm/deepseek"), ("/en/llm/deepsek", "/en/llm/deepseek")] {
        let answer = ours().get(address).is(404);
        let main = between(&answer.text, "<main", "</main>").expect("a main part").to_owned();
        assert!(main.contains(&format!("<a href=\"{near}\">")), "{address} does not suggest {near}: {main}");
        assert!(main.contains("role=\"search\"") && main.contains("value=\"deepsek\""), "{main}");
        assert!(answer.header("etag").is_empty(), "a missing page is not to be kept");
    }
    let far = ours().get("/nothing/like/it").is(404);
    assert!(far.text.contains("role=\"search\""));
}

#[test]
fn a_page_in_one_language_is_offered_to_readers_of_the_other() {
    small().get("/only").is(404).says("<a href=\"/en/only\" hreflang=\"en\" lang=\"en\">Only here</a>");
    let page = small().get("/en/独有").is(404);
    page.says("<a href=\"/独有\" hreflang=\"zh-CN\" lang=\"zh-CN\">只有中文</a>");
}

#[test]
fn a_page_in_one_language_names_no_twin() {
    let page = small().get("/en/only").is(200).omits("rel=\"alternate\" hreflang");
    let language = between(&page.text, "<a href=\"/\" hreflang", "</a>");
    assert!(language.is_some(), "the language link leads to the other front page");
}

#[test]
fn only_reading_is_allowed() {
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH] {
        for address in ["/", "/en/llm/deepseek", "/nowhere", "/api/search?q=x", "/data/specs.zh.tsv"] {
            let answer = ours().ask(method.clone(), address, &[]).is(405);
            let allow = answer.header("allow");
            assert!(allow.contains("GET") && allow.contains("HEAD"), "{method} {address} allows `{allow}`");
        }
    }
    // Pages elsewhere may ask whether they may read the data, not the pages.
    ours().ask(Method::OPTIONS, "/", &[]).is(405);
    let asked = [("origin", "https://elsewhere.test"), ("access-control-request-method", "GET")];
    let preflight = ours().ask(Method::OPTIONS, "/api/search", &asked).is(200);
    assert_eq!(preflight.header("access-control-allow-origin"), "*");
    ours().ask(Method::HEAD, "/en/llm/deepseek", &[]).is(200);
}

#[test]
fn what_a_reader_has_already_is_not_sent_again() {
    for address in
        ["/", "/en/llm/deepseek", "/models?scenario=coding", "/api/search?q=v3", "/data/specs.zh.tsv"]
    {
        let first = ours().get(address).is(200);
        let tag = first.header("etag").to_owned();
        assert!(tag.starts_with('"'), "{address}: `{tag}`");
        for known in [tag.clone(), format!("\"other\", {tag}")] {
            let again = ours().ask(Method::GET, address, &[("if-none-match", &known)]).is(304);
            assert!(again.text.is_empty(), "{address}: a 304 has no body");
            assert_eq!(again.header("etag"), tag, "{address}");
        }
        ours().ask(Method::GET, address, &[("if-none-match", "W/\"0000\"")]).is(200);
    }
}

#[test]
fn the_same_content_gives_the_same_bytes_in_every_process() {
    let again = Site::of(&our_content());
    for (_, address) in our_addresses() {
        let (first, second) = (ours().get(&address), ours().get(&address));
        assert!(first.text == second.text, "{address} differs from one request to the next");
        assert!(first.text == again.get(&address).text, "{address} differs from one start to the next");
        assert!(first.text.ends_with("</html>"), "{address} has something behind its end");
    }
}

#[test]
fn pages_bring_no_script_of_another_site_and_only_one_inline() {
    for (_, address) in our_addresses() {
        let page = ours().get(&address).is(200);
        // Data is no script: a browser does not run it.
        let is_run = |tag: &&str| !tag.contains("src=") && !tag.contains("application/ld+json");
        let inline = all_between(&page.text, "<script", ">").into_iter().filter(is_run);
        assert_eq!(inline.count(), 1, "{address}");
        assert!(!page.text.contains("src=\"http") && !page.text.contains(" onclick="), "{address}");
        let policy = page.header("content-security-policy");
        assert!(policy.contains("default-src 'none'"), "{address}: {policy}");
        assert_eq!(page.header("x-content-type-options"), "nosniff");
    }
}

#[test]
fn files_are_served_for_good_and_unknown_ones_are_missing() {
    let style = ours().get("/pkg/site.1.css").is(200);
    assert!(style.header("cache-control").contains("immutable"), "{:?}", style.headers);
    assert!(style.header("content-type").starts_with("text/css"));
    ours().get("/robots.txt").is(200);
    for missing in ["/pkg/none.css", "/pkg/../Cargo.toml", "/pkg/%2e%2e/manifest.json", "/manifest.json"] {
        let answer = ours().get(missing).is(404);
        assert!(
            !answer.header("cache-control").contains("immutable"),
            "{missing} is kept as missing for good"
        );
    }
}

#[test]
fn every_table_of_every_page_answers_any_choice() {
    let choices = [
        "scenario=coding",
        "scenario=nothing",
        "series=deepseek",
        "series=deepseek,nobody",
        "open=1",
        "open=maybe",
        "q=v3",
        "sort=-released",
        "sort=nothing",
        "page=2",
        "page=0",
        "page=999999999999999999999",
    ];
    for (_, address) in our_addresses() {
        let mut prefixes: Vec<String> =
            islands(&ours().get(&address).text).into_iter().map(|island| island.prefix).collect();
        prefixes.push("specs.".to_owned());
        for prefix in prefixes {
            for choice in choices {
                ours().get(&format!("{address}?{prefix}{choice}")).is(200);
            }
            let all = choices.map(|choice| format!("{prefix}{choice}")).join("&");
            ours().get(&format!("{address}?{all}")).is(200);
        }
    }
}

#[test]
fn what_a_reader_types_is_never_markup() {
    let typed = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
    let escaped = percent_encoding::utf8_percent_encode(typed, percent_encoding::NON_ALPHANUMERIC);
    for address in [
        format!("/search?q={escaped}"),
        format!("/en/models?q={escaped}"),
        format!("/models?scenario={escaped}&sort={escaped}&open={escaped}&{escaped}=1"),
        format!("/llm/deepseek?specs.q={escaped}"),
        format!("/{escaped}"),
        format!("/en/{escaped}/x"),
    ] {
        let page = ours().get(&address);
        assert!(!page.text.contains("<script>alert"), "{address}");
        assert!(!page.text.contains("<img src=x"), "{address}");
    }
}

proptest! {
    #![proptest_config(tries(300))]

    #[test]
    fn no_path_makes_the_site_fail(path in "[\\PC\u{0}-\u{1f}]{0,40}", english in any::<bool>()) {
        let path = percent_encoding::utf8_percent_encode(&path, percent_encoding::NON_ALPHANUMERIC);
        let prefix = if english { "/en/" } else { "/" };
        let answer = ours().get(&format!("{prefix}{path}"));
        prop_assert!(answer.status < 500, "{} at {}", answer.status, answer.address);
    }

    #[test]
    fn no_bytes_in_an_address_make_the_site_fail(
        page in "(/|/en/models|/pricing|/search|/en/llm/deepseek|/api/search|/data/specs.en.tsv|/data/)",
        key in "(q|sort|scenario|series|models|benchmarks|open|page|specs.q|specs.sort|limit|locale|[a-z.]{0,5})",
        bytes in proptest::collection::vec(any::<u8>(), 0..60),
    ) {
        let value: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
        let answer = ours().get(&format!("{page}?{key}={value}"));
        prop_assert!(answer.status < 500, "{} at {}", answer.status, answer.address);
    }

    #[test]
    fn no_raw_query_makes_the_site_fail(query in "[!-~&&[^#]]{0,60}", path in "[!-~&&[^?#]]{0,30}") {
        let answer = ours().get(&format!("/{path}?{query}"));
        prop_assert!(answer.status < 500, "{} at {}", answer.status, answer.address);
    }
}
