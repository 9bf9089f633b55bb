//! What search engines and previews learn: the map of the site, and the head of every
//! page that stands in it.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use model_atlas::catalog::quantity::Date;
use model_atlas::locale::Locale;
use model_atlas::route::Route;

use crate::html::{all_between, attribute, between};
use crate::support::{ORIGIN, Site, copy_of, our_addresses, ours, small, today};
use crate::xml::Element;

/// The path of one of our whole addresses.
#[track_caller]
fn path(address: &str) -> &str {
    address.strip_prefix(ORIGIN).unwrap_or_else(|| panic!("{address} is no whole address of ours"))
}

/// The addresses in the site's map, each with the languages it names.
fn mapped(site: &Site) -> BTreeMap<String, BTreeMap<String, String>> {
    let answer = site.get("/sitemap.xml").is(200);
    assert_eq!(answer.header("content-type"), "application/xml; charset=utf-8");
    let map = Element::read(&answer.text);
    assert_eq!(map.attribute("xmlns"), "http://www.sitemaps.org/schemas/sitemap/0.9");
    let mut mapped = BTreeMap::new();
    for url in map.all("url") {
        for date in url.all("lastmod") {
            let date: Date = date.text.parse().expect("a date");
            assert!(date.days_since_epoch() <= today().days_since_epoch(), "{date} is to come");
        }
        let links = url.all("xhtml:link").map(|link| {
            assert_eq!(link.attribute("rel"), "alternate");
            (link.attribute("hreflang").to_owned(), link.attribute("href").to_owned())
        });
        let address = url.text_of("loc").to_owned();
        assert!(mapped.insert(address.clone(), links.collect()).is_none(), "{address} stands there twice");
    }
    mapped
}

/// The links of a head in other languages.
fn languages(head: &str) -> BTreeMap<String, String> {
    let links = all_between(head, "<link rel=\"alternate\" hreflang", ">");
    let links = links.iter().map(|link| format!(" hreflang{link}"));
    links.filter_map(|link| Some((attribute(&link, "hreflang")?, attribute(&link, "href")?))).collect()
}

/// A property of a head, by its name in Open Graph.
fn property(head: &str, name: &str) -> Option<String> {
    let tags = all_between(head, "<meta ", ">");
    let tag = tags.iter().find(|tag| tag.contains(&format!("property=\"{name}\"")))?;
    attribute(&format!(" {tag}"), "content")
}

/// The data in a page, each thing by itself.
fn things(page: &str) -> Vec<Value> {
    let scripts = all_between(page, "<script type=\"application/ld+json\">", "</script>");
    assert!(scripts.len() <= 1, "two scripts of data");
    let read = |text: &&str| -> Value { serde_json::from_str(text).expect("JSON") };
    let Some(data) = scripts.first().map(read) else { return Vec::new() };
    assert_eq!(data["@context"], "https://schema.org");
    data["@graph"].as_array().cloned().unwrap_or_else(|| vec![data])
}

/// Every address in a thing, and the day it says it was changed.
fn addresses(thing: &Value, found: &mut Vec<String>) {
    match thing {
        Value::Array(items) => items.iter().for_each(|item| addresses(item, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match value.as_str() {
                    Some(text) if ["url", "item", "contentUrl", "urlTemplate"].contains(&key.as_str()) => {
                        found.push(text.replace("{words}", "moe"));
                    }
                    Some(text) if key == "dateModified" => drop(text.parse::<Date>().expect("a date")),
                    _ => addresses(value, found),
                }
            }
        }
        _ => {}
    }
}

fn required(kind: &str) -> &'static [&'static str] {
    match kind {
        "TechArticle" => &["headline", "description", "url", "inLanguage", "isPartOf", "dateModified"],
        "Dataset" => &["name", "description", "url", "distribution", "temporalCoverage", "dateModified"],
        "BreadcrumbList" => &["itemListElement"],
        "WebSite" => &["name", "url", "inLanguage", "potentialAction"],
        other => panic!("no kind of ours: {other}"),
    }
}

#[test]
fn the_map_holds_every_page_and_no_search() {
    let mapped = mapped(ours());
    let mut expected: BTreeSet<String> =
        our_addresses().into_iter().map(|(_, path)| format!("{ORIGIN}{path}")).collect();
    let (site, _) = model_atlas::content::load(&crate::support::our_content(), today());
    for locale in Locale::ALL {
        let models = site.catalog.models.iter().map(|model| Route::model(locale, model.id.as_str()));
        expected.extend(models.map(|route| format!("{ORIGIN}{}", route.path())));
        expected.remove(&format!("{ORIGIN}{}", Route::page(locale, "search").path()));
    }
    let found: BTreeSet<String> = mapped.keys().cloned().collect();
    assert_eq!(found.symmetric_difference(&expected).collect::<Vec<_>>(), [""; 0]);
}

/// One pass over all pages, because drawing them takes long.
#[test]
fn every_mapped_page_says_what_it_is_and_all_it_names_exists() {
    let mapped = mapped(ours());
    let mut named = BTreeSet::new();
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    for (address, twins) in &mapped {
        let page = ours().get(path(address)).is(200);
        let head = between(&page.text, "<head>", "</head>").expect("a head");
        assert_eq!(between(head, "<link rel=\"canonical\" href=\"", "\""), Some(address.as_str()));
        assert_eq!(&languages(head), twins, "{address}");
        assert_eq!(twins.len(), 3, "{address} has no twin");
        for twin in twins.values() {
            assert_eq!(mapped.get(twin), Some(twins), "{address} and {twin} do not name each other");
        }
        assert_eq!(twins["x-default"], twins[Locale::Zh.tag()], "{address}");
        assert_eq!(property(head, "og:url").as_ref(), Some(address));
        for name in
            ["og:title", "og:description", "og:type", "og:site_name", "og:locale", "og:locale:alternate"]
        {
            assert!(property(head, name).is_some_and(|text| !text.is_empty()), "{address} lacks {name}");
        }
        assert!(head.contains("name=\"twitter:card\""), "{address}");
        let things = things(&page.text);
        let has_trail = page.text.contains("class=\"breadcrumbs\"");
        let told = things.iter().any(|thing| thing["@type"] == "BreadcrumbList");
        assert_eq!(told, has_trail, "{address}: breadcrumbs are shown and told, or neither");
        for thing in &things {
            let kind = thing["@type"].as_str().expect("a kind");
            let missing = required(kind).iter().find(|key| thing[**key].is_null());
            assert!(missing.is_none(), "{address}: {kind} lacks {missing:?}");
            *kinds.entry(kind.to_owned()).or_default() += 1;
            let mut found = Vec::new();
            addresses(thing, &mut found);
            named.extend(found);
        }
    }
    for address in named.iter().filter(|address| !mapped.contains_key(*address)) {
        ours().get(path(address)).is(200);
    }
    assert_eq!((kinds["WebSite"], kinds["Dataset"]), (2, 6));
    assert!(kinds["TechArticle"] > 50 && kinds["BreadcrumbList"] > kinds["TechArticle"], "{kinds:?}");
}

#[test]
fn a_trail_is_told_as_it_is_shown() {
    let page = ours().get("/en/models/deepseek-v3").is(200);
    let trail = &things(&page.text)[0];
    let items = trail["itemListElement"].as_array().expect("steps");
    let told: Vec<(u64, &str)> = items
        .iter()
        .map(|item| (item["position"].as_u64().expect("a number"), item["name"].as_str().expect("a name")))
        .collect();
    assert_eq!(told, [(1, "Home"), (2, "Models"), (3, "DeepSeek"), (4, "DeepSeek-V3")]);
    assert!(items[3]["item"].is_null() && items[..3].iter().all(|item| item["item"].is_string()));
}

#[test]
fn a_page_about_a_series_says_so() {
    let page = ours().get("/llm/deepseek").is(200);
    let article = &things(&page.text)[0];
    assert_eq!(article["about"][0]["name"], "DeepSeek");
    assert_eq!(article["isPartOf"]["url"], format!("{ORIGIN}/"));
    assert_eq!(article["inLanguage"], "zh-CN");
}

#[test]
fn a_table_can_be_had_as_the_files_it_names() {
    for (address, file) in
        [("/models", "specs.zh"), ("/en/pricing", "prices.en"), ("/en/benchmarks", "benchmarks.en")]
    {
        let data = &things(&ours().get(address).is(200).text)[0];
        let files = data["distribution"].as_array().expect("files");
        let kinds = [("csv", "text/csv"), ("json", "application/json")];
        assert_eq!(files.len(), kinds.len());
        for (download, (ending, kind)) in files.iter().zip(kinds) {
            assert_eq!(download["contentUrl"], format!("{ORIGIN}/data/{file}.{ending}"));
            assert_eq!(download["encodingFormat"], kind);
            let answer = ours().get(path(download["contentUrl"].as_str().expect("an address"))).is(200);
            assert!(answer.header("content-type").starts_with(kind), "{address}");
        }
        let days = data["temporalCoverage"].as_str().and_then(|span| span.split_once('/')).expect("a span");
        let [first, last]: [Date; 2] = [days.0, days.1].map(|day| day.parse().expect("a day"));
        assert!(first < last && last.days_since_epoch() <= today().days_since_epoch(), "{address}: {days:?}");
    }
}

#[test]
fn what_is_in_one_language_names_no_other_and_what_is_nowhere_names_nothing() {
    let mapped = mapped(small());
    let only = format!("{ORIGIN}/%E7%8B%AC%E6%9C%89");
    assert!(mapped[&only].is_empty(), "{mapped:?}");
    let page = small().get(path(&only)).is(200);
    assert!(page.text.contains(&format!("<link rel=\"canonical\" href=\"{only}\">")), "{}", page.text);
    assert!(languages(&page.text).is_empty() && property(&page.text, "og:locale:alternate").is_none());
    let missing = ours().get("/nowhere").is(404).omits("rel=\"canonical\"").omits("og:").omits("ld+json");
    assert!(languages(&missing.text).is_empty());
}

#[test]
fn a_folder_of_pages_alone_is_mapped_too() {
    let folder = copy_of("good");
    std::fs::remove_dir_all(folder.path().join("catalog")).expect("no catalogue");
    std::fs::write(folder.path().join("pages/en/models.md"), "# Not a table\n").expect("a page");
    let site = Site::of(folder.path());
    let mapped = mapped(&site);
    assert!(mapped.contains_key(&format!("{ORIGIN}/en/models")), "{mapped:?}");
    assert!(!mapped.contains_key(&format!("{ORIGIN}/models")), "{mapped:?}");
    for address in mapped.keys() {
        site.get(path(address)).is(200);
    }
    let home = site.get("/").is(200).omits("application/atom+xml");
    assert_eq!(things(&home.text)[0]["@type"], "WebSite");
    assert_eq!(things(&site.get("/en/models").is(200).text)[0]["@type"], "TechArticle");
}
