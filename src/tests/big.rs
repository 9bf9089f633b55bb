//! A folder of 1,500 pages and nothing else: no catalogue, no settings.

use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::html::{all_between, between};
use crate::support::Site;

/// How many pages there are.
const PAGES: usize = 1_500;

/// The most a page of a few words may weigh, navigation included.
const HEAVIEST: usize = 100_000;

/// Writes the pages, each to the path that its number gives, and serves them.
fn site(path: impl Fn(usize) -> String) -> (TempDir, Site) {
    let folder = TempDir::new().expect("a temporary folder");
    for number in 0..PAGES {
        write(folder.path(), &format!("pages/zh/{}", path(number)), &page(number));
    }
    let site = Site::of(folder.path());
    (folder, site)
}

fn write(folder: &Path, file: &str, text: &str) {
    let file = folder.join(file);
    fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
    fs::write(file, text).expect("a written file");
}

fn page(number: usize) -> String {
    let next = (number + 1) % PAGES;
    format!(
        "---\ncategory: all\n---\n\n# 第 {number} 篇\n\n这一页讲编号 token{number} 的内容。\n\n\
         ## 小节\n\n正文若干，也谈到第 {next} 篇的主题。\n"
    )
}

/// Three folders deep, 15 pages in each.
fn nested(number: usize) -> String {
    format!("part-{}/chapter-{}/section-{}/page-{number}.md", number / 300, number / 60 % 5, number / 15 % 4)
}

#[test]
fn a_big_folder_opens_at_every_level() {
    let (_folder, site) = site(nested);
    site.get("/").is(200).says("<h1>");
    let page = site.get("/part-2/chapter-1/section-3/page-707").is(200).says("第 707 篇");
    let trail = between(&page.text, "class=\"breadcrumbs\"", "</nav>").expect("a trail");
    assert!(trail.contains("part-2") && trail.contains("section-3"), "{trail}");
    let neighbours = between(&page.text, "class=\"neighbours\"", "</nav>").expect("neighbours");
    assert!(all_between(neighbours, "<a ", ">").len() == 2, "{neighbours}");
}

#[test]
fn one_page_of_many_is_found_by_its_word() {
    let (_folder, site) = site(nested);
    let answer = site.get("/api/search?q=token1234&limit=5").is(200);
    let hits: serde_json::Value = serde_json::from_str(&answer.text).expect("JSON");
    let url = hits[0]["url"].as_str().unwrap_or_default();
    assert!(url.ends_with("/page-1234"), "{hits}");
    site.get("/search?q=token1234").is(200).says("page-1234");
}

#[test]
fn without_a_catalogue_its_pages_are_missing_and_not_linked() {
    let (_folder, site) = site(nested);
    for address in ["/models", "/pricing", "/en/models"] {
        site.get(address).is(404).says("role=\"search\"");
    }
    site.get("/").is(200).omits("href=\"/models\"").omits("href=\"/pricing\"");
    site.get("/data/specs.zh.tsv").is(200);
}

#[test]
fn a_folder_in_one_language_sends_readers_of_the_other_there() {
    let (_folder, site) = site(nested);
    site.get("/en").is(200).says("<a href=\"/\">");
    site.get("/en/part-0/chapter-0/section-0/page-0")
        .is(404)
        .says("href=\"/part-0/chapter-0/section-0/page-0\"");
}

#[test]
fn navigation_stays_small_however_pages_lie() {
    let flat = |number| format!("page-{number}.md");
    let scattered = |number| format!("topic-{number}/page.md");
    for (layout, (_folder, site), page) in [
        ("nested", site(nested), "/part-2/chapter-1/section-3/page-707"),
        ("all in one folder", site(flat), "/page-707"),
        ("a folder for each page", site(scattered), "/topic-707/page"),
    ] {
        for address in ["/", "/search?q=token7", "/nowhere", page] {
            let answer = site.get(address);
            assert!(answer.status < 500, "{layout}: {address}");
            let size = answer.text.len();
            assert!(size < HEAVIEST, "{layout}: {address} weighs {size} bytes");
        }
    }
}

#[test]
fn navigation_stays_small_when_one_group_holds_everything() {
    let (folder, _) = site(nested);
    let settings = "[[groups]]\ntitle = { zh = \"全部\", en = \"All\" }\ncategory = \"all\"\n";
    fs::write(folder.path().join("site.toml"), settings).expect("settings");
    let site = Site::of(folder.path());
    let page = site.get("/part-2/chapter-1/section-3/page-707").is(200);
    assert!(page.text.len() < HEAVIEST, "a page weighs {} bytes", page.text.len());
    let side = between(&page.text, "class=\"side\"", "</nav>").expect("a navigation");
    assert!(side.contains("aria-current=\"page\""), "the open page is in its navigation");
}
