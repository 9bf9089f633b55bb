//! What browsers, crawlers and finders of holes get, and that no name breaks it.

use std::fs;

use axum::http::Method;
use serde_json::Value;

use model_atlas::catalog::quantity::Date;
use model_atlas::content::load;
use model_atlas::ui::head::PAGE_COLOURS;

use crate::html::{all_between, attribute, between, text_of};
use crate::support::{ORIGIN, Site, copy_of, our_content, ours, repository, small, today};
use crate::xml::Element;

#[test]
fn files_for_programs_are_kept_and_checked_like_pages() {
    for (address, kind) in [
        ("/sitemap.xml", "application/xml; charset=utf-8"),
        ("/feed.xml", "application/atom+xml; charset=utf-8"),
        ("/en/feed/deepseek.xml", "application/atom+xml; charset=utf-8"),
        ("/opensearch.xml", "application/opensearchdescription+xml; charset=utf-8"),
        ("/api/suggest?q=moe", "application/x-suggestions+json; charset=utf-8"),
        ("/site.webmanifest", "application/manifest+json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ] {
        let answer = ours().get(address).is(200);
        assert_eq!(answer.header("content-type"), kind, "{address}");
        assert_eq!(answer.header("cache-control"), "no-cache", "{address}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff", "{address}");
        let tag = answer.header("etag");
        ours().ask(Method::GET, address, &[("if-none-match", tag)]).is(304);
        let head = ours().ask(Method::HEAD, address, &[]).is(200);
        assert!(head.text.is_empty() && head.header("etag") == tag, "{address}");
        ours().ask(Method::POST, address, &[]).is(405);
    }
}

#[test]
fn a_browser_learns_how_to_search_from_its_address_bar() {
    for (page, address, language) in [("/", "/opensearch.xml", "zh-CN"), ("/en", "/en/opensearch.xml", "en")]
    {
        let found = ours().get(page).is(200);
        let link = all_between(&found.text, "<link rel=\"search\"", ">");
        assert_eq!(attribute(link[0], "href").as_deref(), Some(address));
        let about = Element::read(&ours().get(address).is(200).text);
        assert_eq!(about.attribute("xmlns"), "http://a9.com/-/spec/opensearch/1.1/");
        let name = about.text_of("ShortName");
        assert!(!name.is_empty() && name.chars().count() <= 16, "{name}");
        assert!(about.text_of("Description").chars().count() <= 1024);
        assert_eq!(about.text_of("Language"), language);
        let mut rels = Vec::new();
        for url in about.all("Url") {
            let template = url.attribute("template").replace("{searchTerms}", "%E6%B7%B7%E5%90%88");
            let path = template.strip_prefix(ORIGIN).expect("a whole address");
            let kind = url.attribute("type");
            assert!(ours().get(path).is(200).header("content-type").starts_with(kind), "{path}");
            rels.push(url.attribute("rel"));
        }
        assert_eq!(rels, ["results", "suggestions", "self"]);
    }
}

#[test]
fn suggestions_are_titles_that_lead_somewhere() {
    let ask =
        |address: &str| -> Value { serde_json::from_str(&ours().get(address).is(200).text).expect("JSON") };
    for (query, words, locale) in [("DeepSeek", "DeepSeek", "en"), ("%E6%B7%B7%E5%90%88", "混合", "zh")] {
        let answer = ask(&format!("/api/suggest?q={query}&locale={locale}"));
        let list = |at: usize| answer[at].as_array().expect("a list").clone();
        assert_eq!((&answer[0], answer.as_array().map(Vec::len)), (&Value::from(words), Some(4)));
        let (titles, addresses) = (list(1), list(3));
        assert!(!titles.is_empty() && titles.len() <= 8 && titles.len() == addresses.len(), "{answer}");
        assert!(list(2).is_empty());
        for (at, title) in titles.iter().enumerate() {
            assert!(!titles[..at].contains(title), "{title} twice");
        }
        for address in addresses {
            let address =
                address.as_str().and_then(|text| text.strip_prefix(ORIGIN)).expect("an address").to_owned();
            assert!(address.is_ascii(), "{address}");
            ours().get(address.split('#').next().unwrap_or_default()).is(200);
        }
    }
    assert_eq!(ask("/api/suggest"), serde_json::json!(["", [], [], []]));
}

/// Width and height of a PNG.
fn size(png: &[u8]) -> (u32, u32) {
    assert_eq!(&png[..8], b"\x89PNG\r\n\x1a\n");
    let number = |at: usize| u32::from_be_bytes([png[at], png[at + 1], png[at + 2], png[at + 3]]);
    (number(16), number(20))
}

#[test]
fn the_site_is_an_application_with_icons_of_the_sizes_it_says() {
    let public = |path: &str| {
        fs::read(repository("public").join(path.trim_start_matches('/')))
            .unwrap_or_else(|e| panic!("{path}: {e}"))
    };
    for (page, address, home) in
        [("/", "/site.webmanifest", "/"), ("/en/about", "/en/site.webmanifest", "/en")]
    {
        let text = ours().get(page).is(200).text;
        let head = between(&text, "<head>", "</head>").expect("a head");
        assert!(head.contains(&format!("<link rel=\"manifest\" href=\"{address}\">")), "{head}");
        let manifest: Value = serde_json::from_str(&ours().get(address).is(200).text).expect("JSON");
        for key in ["name", "short_name", "lang", "display", "theme_color", "background_color"] {
            assert!(manifest[key].as_str().is_some_and(|text| !text.is_empty()), "{key}");
        }
        assert_eq!(manifest["start_url"], home);
        ours().get(home).is(200);
        let icons = manifest["icons"].as_array().expect("icons");
        assert!(icons.iter().any(|icon| icon["purpose"] == "maskable"));
        for icon in icons {
            let (width, height) = size(&public(icon["src"].as_str().expect("a file")));
            assert_eq!(icon["sizes"], format!("{width}x{height}"));
        }
        for link in all_between(head, "<link rel=\"apple-touch-icon\"", ">") {
            assert_eq!(size(&public(&attribute(link, "href").expect("a file"))), (180, 180));
        }
        assert!(head.contains("<link rel=\"icon\" href=\"/favicon.svg\""));
    }
}

#[test]
fn the_old_icon_holds_a_picture_of_each_size() {
    let icon = fs::read(repository("public/favicon.ico")).expect("an icon");
    let count = u16::from_le_bytes([icon[4], icon[5]]);
    assert_eq!((&icon[..4], count), (&[0, 0, 1, 0][..], 3));
    for (entry, wanted) in (0..3).zip([16, 32, 48]) {
        let at = 6 + 16 * entry;
        let number =
            |at: usize| u32::from_le_bytes([icon[at], icon[at + 1], icon[at + 2], icon[at + 3]]) as usize;
        let (length, start) = (number(at + 8), number(at + 12));
        assert_eq!(size(&icon[start..start + length]), (wanted, wanted));
        assert_eq!(u32::from(icon[at]), wanted);
    }
}

#[test]
fn the_colour_around_a_page_is_the_colour_of_the_page() {
    let tokens = fs::read_to_string(repository("style/tokens.css")).expect("colours");
    let [light, dark] = PAGE_COLOURS;
    assert!(tokens.contains(&format!("--page: light-dark({light}, {dark});")));
    let page = ours().get("/").is(200);
    for (colour, scheme) in [(light, "light"), (dark, "dark")] {
        let media = format!("media=\"(prefers-color-scheme:{scheme})\"");
        let tags = all_between(&page.text, "<meta ", ">");
        let tag = tags.iter().find(|tag| tag.contains(&media)).expect("a colour");
        assert!(tag.contains("name=\"theme-color\"") && tag.contains(colour), "{tag}");
    }
}

#[test]
fn crawlers_may_read_everything_but_lists_of_results() {
    // The folder of scripts has such a file too, as an older build leaves it.
    let answer = ours().get("/robots.txt").is(200);
    let lines: Vec<&str> = answer.text.lines().collect();
    assert_eq!(
        lines,
        [
            "User-agent: *",
            "Allow: /",
            "Disallow: /search$",
            "Disallow: /search?",
            "Disallow: /en/search$",
            "Disallow: /en/search?",
            "",
            "Sitemap: https://atlas.test/sitemap.xml",
        ]
    );
}

/// The `good` fixture with a contact.
fn with_contact(contact: &str) -> tempfile::TempDir {
    let folder = copy_of("good");
    let file = folder.path().join("site.toml");
    let text = fs::read_to_string(&file).expect("settings");
    fs::write(&file, format!("{text}contact = \"{contact}\"\n")).expect("settings");
    folder
}

#[test]
fn who_finds_a_hole_learns_whom_to_tell_if_the_folder_says_so() {
    small().get("/.well-known/security.txt").is(404);
    let folder = with_contact("mailto:security@acme.example");
    assert!(load(folder.path(), today()).1.is_empty());
    let site = Site::of(folder.path());
    let answer = site.get("/.well-known/security.txt").is(200);
    assert_eq!(answer.header("content-type"), "text/plain; charset=utf-8");
    let field = |name: &str| {
        let mut lines = answer.text.lines().filter_map(|line| line.strip_prefix(&format!("{name}: ")));
        (lines.next().expect("a field").to_owned(), lines.count())
    };
    assert_eq!(field("Contact"), ("mailto:security@acme.example".to_owned(), 0));
    assert_eq!(field("Canonical"), (format!("{ORIGIN}/.well-known/security.txt"), 0));
    assert_eq!(field("Preferred-Languages"), ("zh, en".to_owned(), 0));
    let expires: Date = field("Expires").0[..10].parse().expect("a day");
    let days = expires.days_since_epoch() - today().days_since_epoch();
    assert!((300..366).contains(&days), "{days} days");
}

#[test]
fn a_contact_that_nobody_can_write_to_is_told_and_not_served() {
    for wrong in ["security@acme.example", "http://acme.example/", "mailto:nobody", "https://a b/"] {
        let folder = with_contact(wrong);
        let (_, faults) = load(folder.path(), today());
        let told: Vec<(&str, usize)> = faults
            .iter()
            .map(|fault| (fault.code.name(), fault.position.map_or(0, |place| place.line)))
            .collect();
        assert_eq!(told, [("bad-value", 3)], "{wrong}: {faults:?}");
        Site::of(folder.path()).get("/.well-known/security.txt").is(404);
    }
}

/// A name that ends scripts, comments, attributes, elements and CDATA, if it is let.
const HOSTILE: &str =
    "</script><script>alert(1)</script><!--<script> & \"quo'te\" ]]> </title> 深度 \u{202e}";

#[test]
fn no_name_breaks_what_programs_read() {
    let folder = copy_of("good");
    let quoted = toml::Value::from(HOSTILE).to_string();
    let write = |file: &str, change: &dyn Fn(String) -> String| {
        let file = folder.path().join(file);
        let text = fs::read_to_string(&file).expect("a file");
        let changed = change(text.clone());
        assert_ne!(text, changed);
        fs::write(&file, changed).expect("a file");
    };
    write("site.toml", &|text| text.replace("\"小图鉴\"", &quoted).replace("\"用于测试的小站。\"", &quoted));
    write("catalog/acme.toml", &|text| {
        text.replace("name = \"Acme\"", &format!("name = {quoted}")).replace("\"Acme 1\"", &quoted)
    });
    let json = Value::from(HOSTILE).to_string();
    write("pages/zh/guide/start.md", &|text| text.replace("title: 开始", &format!("title: {json}")));
    let site = Site::of(folder.path());
    let data = |address: &str| -> Value {
        let page = site.get(address).is(200);
        assert_eq!(page.text.matches("<script>").count(), 1, "{address}: the theme's");
        let title = between(&page.text, "<title>", "</title>").map(text_of).unwrap_or_default();
        assert!(title.contains(HOSTILE), "{address}: {title}");
        let json = between(&page.text, "<script type=\"application/ld+json\">", "</script>");
        serde_json::from_str(json.expect("data")).expect("JSON")
    };
    assert_eq!(data("/")["name"], HOSTILE);
    assert_eq!(data("/guide/start")["@graph"][0]["headline"], HOSTILE);
    assert_eq!(data("/models/acme-1")["itemListElement"][3]["name"], HOSTILE);
    let feed = site.get("/feed.xml").is(200).text;
    let feed = atom_syndication::Feed::read_from(feed.as_bytes()).expect("a feed");
    assert_eq!(feed.title.value, format!("{HOSTILE} · 更新动态"));
    assert!(feed.entries.iter().any(|entry| entry.title.value == format!("{HOSTILE} 发布")));
    let search = Element::read(&site.get("/opensearch.xml").is(200).text);
    assert_eq!(search.text_of("ShortName"), HOSTILE.chars().take(16).collect::<String>());
    assert_eq!(search.text_of("Description"), HOSTILE);
    let manifest: Value = serde_json::from_str(&site.get("/site.webmanifest").is(200).text).expect("JSON");
    assert_eq!(manifest["name"], HOSTILE);
    Element::read(&site.get("/sitemap.xml").is(200).text);
    let found: Value = serde_json::from_str(&site.get("/api/suggest?q=acme-1").is(200).text).expect("JSON");
    assert!(found[1].as_array().is_some_and(|titles| titles.contains(&Value::from(HOSTILE))), "{found}");
}

#[test]
fn our_own_content_names_no_contact_that_nobody_gave() {
    let settings = fs::read_to_string(our_content().join("site.toml")).expect("settings");
    let named = settings.lines().any(|line| line.starts_with("contact"));
    let status = ours().get("/.well-known/security.txt").status;
    assert_eq!(status, if named { 200 } else { 404 });
}
