//! What followers get: feeds of releases, changed prices and ends.

use std::collections::BTreeSet;
use std::fs;

use atom_syndication::{Entry, Feed, TextType};

use model_atlas::catalog::updates::updates;
use model_atlas::content::load;

use crate::html::{all_between, attribute};
use crate::support::{ORIGIN, Site, copy_of, our_content, ours, small, today};

/// Entries of a feed, at most.
const MOST: usize = 100;

fn feed(site: &Site, address: &str) -> Feed {
    let answer = site.get(address).is(200);
    assert_eq!(answer.header("content-type"), "application/atom+xml; charset=utf-8");
    Feed::read_from(answer.text.as_bytes()).unwrap_or_else(|error| panic!("{address}: {error}"))
}

/// The path a feed or an entry links to.
#[track_caller]
fn linked<'a>(links: &'a [atom_syndication::Link], rel: &str) -> &'a str {
    let link = links.iter().find(|link| link.rel == rel).expect("a link");
    link.href.strip_prefix(ORIGIN).unwrap_or_else(|| panic!("{} is no whole address", link.href))
}

/// The model an entry is about.
fn model(entry: &Entry) -> &str {
    let (_, name) = entry.id.split_once(":updates/").expect("a tag of ours");
    name.split('/').nth(1).expect("a model")
}

/// Every feed of ours.
fn addresses() -> Vec<String> {
    let (site, _) = load(&our_content(), today());
    let series = site.catalog.series.iter().map(|series| format!("/feed/{}.xml", series.id));
    let all: Vec<String> = series.chain(["/feed.xml".to_owned()]).collect();
    all.iter().flat_map(|path| [path.clone(), format!("/en{path}")]).collect()
}

#[test]
fn every_feed_is_sound_and_leads_to_where_its_values_stand() {
    let mut ids = BTreeSet::new();
    let mut pages: std::collections::HashMap<String, String> = std::collections::HashMap::new();
    for address in addresses() {
        let feed = feed(ours(), &address);
        assert_eq!(linked(&feed.links, "self"), address);
        ours().get(linked(&feed.links, "alternate")).is(200);
        assert_eq!(feed.lang.as_deref(), Some(if address.starts_with("/en/") { "en" } else { "zh-CN" }));
        assert!(feed.authors.iter().all(|author| !author.name.is_empty()) && !feed.authors.is_empty());
        assert!(ids.insert(feed.id.clone()), "{} is the name of two feeds", feed.id);
        assert!(feed.entries.len() <= MOST, "{address}");
        assert!(feed.entries.is_sorted_by_key(|entry| std::cmp::Reverse(entry.updated)), "{address}");
        if let Some(newest) = feed.entries.first() {
            assert_eq!(feed.updated, newest.updated, "{address}");
        }
        let mut own = BTreeSet::new();
        for entry in &feed.entries {
            assert!(own.insert(entry.id.clone()), "{} twice in {address}", entry.id);
            assert!(entry.id.starts_with("tag:atlas.test,2026:updates/"), "{}", entry.id);
            assert!(entry.updated.to_rfc3339().as_str() <= today().to_string().as_str(), "{}", entry.id);
            let summary = entry.summary.as_ref().expect("a summary");
            assert!(summary.r#type == TextType::Text && !summary.value.contains('<'), "{}", summary.value);
            assert!(!entry.title.value.is_empty() && !summary.value.is_empty(), "{}", entry.id);
            let target = linked(&entry.links, "alternate");
            let (path, anchor) = target.split_once('#').expect("a place on the page");
            let page = pages.entry(path.to_owned()).or_insert_with(|| ours().get(path).is(200).text);
            assert!(page.contains(&format!("id=\"{anchor}\"")), "{target} is not there");
        }
    }
    assert!(ids.len() > 20 && pages.len() > 100, "{} feeds, {} models", ids.len(), pages.len());
}

#[test]
fn a_feed_holds_the_newest_updates_of_its_subject() {
    let (site, _) = load(&our_content(), today());
    let updates = updates(&site.catalog, today());
    let past: Vec<_> = updates.iter().filter(|update| !update.is_announced()).collect();
    let all = feed(ours(), "/en/feed.xml");
    assert_eq!(all.entries.len(), MOST.min(updates.len()));
    let oldest = all.entries.last().expect("entries").updated.to_rfc3339();
    let newer = past.iter().filter(|update| update.date.to_string().as_str() > &oldest[..10]);
    for update in newer {
        let date = format!("{}T00:00:00+00:00", update.date);
        let is_it = |entry: &&Entry| {
            model(entry) == update.model.id.as_str()
                && entry.categories[0].term == update.kind().name()
                && entry.updated.to_rfc3339() == date
        };
        assert!(all.entries.iter().any(|entry| is_it(&entry)), "{} of {date} is missing", update.model.id);
    }
    let own = feed(ours(), "/en/feed/deepseek.xml");
    let count = updates.iter().filter(|update| update.model.series.as_str() == "deepseek").count();
    assert_eq!(own.entries.len(), count.min(MOST));
    for entry in &own.entries {
        let model = site.catalog.model(&model(entry).into()).expect("a model");
        assert_eq!(model.series.as_str(), "deepseek", "{}", entry.id);
    }
}

#[test]
fn both_languages_tell_the_same() {
    let [zh, en] = ["/feed.xml", "/en/feed.xml"].map(|address| feed(ours(), address));
    let ids = |feed: &Feed, code: &str| -> Vec<String> {
        feed.entries.iter().map(|entry| entry.id.replace(&format!(":updates/{code}/"), "")).collect()
    };
    assert_eq!(ids(&zh, "zh"), ids(&en, "en"));
    assert!(en.entries.iter().any(|entry| entry.title.value.ends_with(" released")));
    assert!(zh.entries.iter().any(|entry| entry.title.value.ends_with(" 发布")));
    let cut = en.entries.iter().find(|entry| entry.title.value.contains("price cut")).expect("a cut");
    let summary = &cut.summary.as_ref().expect("a summary").value;
    assert!(summary.contains(" → ") && summary.contains("(−") && summary.contains("Source: "), "{summary}");
}

#[test]
fn names_and_dates_do_not_change_from_one_start_to_the_next() {
    let again = Site::of(&our_content());
    for address in ["/feed.xml", "/en/feed/qwen.xml"] {
        assert_eq!(ours().get(address).is(200).text, again.get(address).is(200).text);
    }
}

#[test]
fn what_is_announced_is_dated_by_its_announcement_and_a_month_by_its_first_day() {
    let folder = copy_of("good");
    let file = folder.path().join("catalog/acme.toml");
    let text = fs::read_to_string(&file).expect("a catalogue");
    let text = text.replacen(
        "[models.facts]\n",
        "[models.facts]\nretired = { value = \"2999-05-01\", source = \"list\" }\n",
        1,
    );
    fs::write(&file, text).expect("a catalogue");
    let site = Site::of(folder.path());
    let feed = feed(&site, "/en/feed/acme.xml");
    let told: Vec<(&str, String)> =
        feed.entries.iter().map(|entry| (entry.title.value.as_str(), entry.updated.to_rfc3339())).collect();
    let day = |day: &str| format!("{day}T00:00:00+00:00");
    assert_eq!(
        told,
        [
            ("Acme 2 released", day("2026-02-01")),
            ("Acme 1 ends on 2999-05-01", day("2026-01-03")),
            ("Acme 1 released", day("2026-01-01")),
        ]
    );
    let released = feed.entries[2].summary.as_ref().expect("a summary");
    assert_eq!(
        released.value,
        "Acme, 8B parameters, context window 128K, open weights. Source: Acme README, 2026-01-02."
    );
}

#[test]
fn a_feed_of_nothing_is_missing() {
    for address in ["/feed/nobody.xml", "/en/feed/nobody.xml", "/feed/.xml", "/feed/%3Cx%3E.xml"] {
        let answer = ours().get(address).is(404);
        assert!(answer.header("content-type").starts_with("text/plain"), "{address}");
    }
    ours().get("/feed/deepseek").is(404);
    let folder = copy_of("good");
    fs::remove_dir_all(folder.path().join("catalog")).expect("no catalogue");
    fs::create_dir_all(folder.path().join("pages/zh/feed")).expect("a folder");
    fs::write(folder.path().join("pages/zh/feed/cats.md"), "# 喂猫\n").expect("a page");
    let site = Site::of(folder.path());
    site.get("/feed.xml").is(404);
    // A folder of pages may have that name.
    site.get("/feed/cats").is(200).says("喂猫");
}

#[test]
fn feeds_are_found_where_a_reader_would_look() {
    let feeds = |address: &str| -> Vec<String> {
        let page = ours().get(address).is(200);
        let links = all_between(&page.text, "<link rel=\"alternate\" type=\"application/atom+xml\"", ">");
        links.into_iter().filter_map(|link| attribute(link, "href")).collect()
    };
    assert_eq!(feeds("/"), ["/feed.xml"]);
    assert_eq!(feeds("/en/updates"), ["/en/feed.xml"]);
    assert_eq!(feeds("/en/llm/deepseek"), ["/en/feed/deepseek.xml"]);
    assert_eq!(feeds("/concepts/moe"), [""; 0]);
    ours().get("/updates").is(200).says("<a href=\"/feed.xml\"");
    ours().get("/en/updates?series=qwen").is(200).says("<a href=\"/en/feed/qwen.xml\"");
    let page = small().get("/guide/start").is(200);
    assert!(page.text.contains("href=\"/feed/acme.xml\""));
}
