//! The search page tells the truth: its facets and its pages lead to as many
//! results as they say.

use std::collections::{BTreeMap, BTreeSet};

use model_atlas::query::Query;
use model_atlas::search::Axis;
use serde_json::Value;

use crate::html::{all_between, attribute, between, text_of};
use crate::support::{ours, small};

/// Results on a screen.
const SCREEN: usize = 20;

/// A value as the page offers it.
#[derive(Debug)]
struct Offered {
    /// Where it leads.
    href: String,
    pages: usize,
    chosen: bool,
}

/// The page of an address.
fn page(address: &str) -> String {
    ours().get(address).is(200).text
}

/// How many results the page says there are.
fn total(page: &str) -> usize {
    let said = between(page, "class=\"row-count\">", "</p>").map(text_of).unwrap_or_default();
    let digits: String =
        said.chars().skip_while(|c| !c.is_ascii_digit()).take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(0)
}

/// Where the listed results lead.
fn listed(page: &str) -> Vec<String> {
    let list = between(page, "<ol class=\"hits\">", "</ol>").unwrap_or_default();
    // Without the lists of further sections.
    let tops = list.split("<ul ").map(|part| part.split_once("</ul>").map_or(part, |(_, rest)| rest));
    let tops: String = tops.collect();
    let links = all_between(&tops, "<li><a ", ">").into_iter();
    links.filter_map(|link| attribute(&format!("<a {link}"), "href")).collect()
}

/// The values of an axis that the page offers.
fn offered(page: &str, axis: Axis) -> Vec<Offered> {
    let section = between(page, &format!("<section aria-labelledby=\"by-{}\">", axis.code()), "</section>");
    let links = all_between(section.unwrap_or_default(), "<li>", "</li>");
    let read = |link: &str| Offered {
        href: attribute(link, "href").expect("a link"),
        pages: between(link, "class=\"count\">", "</span>").and_then(|n| n.parse().ok()).expect("a count"),
        chosen: attribute(link, "aria-current").is_some(),
    };
    links.into_iter().map(read).collect()
}

/// What the API counts for the same query string.
fn counted(query: &str, axis: Axis) -> BTreeMap<String, usize> {
    let answer = ours().get(&format!("/api/search?{query}&facets=1&limit=1")).is(200);
    let answer: Value = serde_json::from_str(&answer.text).expect("JSON");
    let counts = answer["facets"][axis.code()].as_array().expect("a list").iter();
    let read = |count: &Value| {
        let pages = count["pages"].as_u64().and_then(|pages| usize::try_from(pages).ok());
        (count["value"].as_str().expect("a value").to_owned(), pages.expect("a count"))
    };
    counts.map(read).collect()
}

/// The one value by which an address differs from the query it stands on.
fn turned(href: &str, query: &str, axis: Axis) -> String {
    let values = |text: &str| -> BTreeSet<String> {
        let query = Query::parse(text.split_once('?').map_or(text, |(_, query)| query));
        query.all(axis.code()).split(',').filter(|value| !value.is_empty()).map(str::to_owned).collect()
    };
    let (there, here) = (values(href), values(query));
    let mut differing = there.symmetric_difference(&here).cloned();
    let value = differing.next().expect("one value more or less");
    assert_eq!(differing.next(), None, "{href} turns one value of {query}");
    value
}

#[test]
fn facets_count_what_the_api_counts_and_leave_as_many_results() {
    for query in ["q=deepseek", "q=deepseek&kind=model", "q=128K&series=qwen,llama&kind=model", "q=价格"] {
        for prefix in ["", "/en"] {
            let here = page(&format!("{prefix}/search?{query}"));
            for axis in Axis::ALL {
                let counts = counted(query, axis);
                let offers = offered(&here, axis);
                let shown: BTreeMap<String, usize> =
                    offers.iter().map(|offer| (turned(&offer.href, query, axis), offer.pages)).collect();
                // A value that all results have is left out: it chooses nothing.
                let idle = shown.is_empty() && counts.values().all(|pages| *pages == total(&here));
                assert!(
                    shown == counts || (idle && counts.len() < 2),
                    "{query} {axis:?}: {shown:?} {counts:?}"
                );
                let narrowed = offers.iter().any(|offer| offer.chosen);
                for offer in &offers {
                    assert!(offer.href.starts_with(&format!("{prefix}/search?")), "{}", offer.href);
                    let there = page(&offer.href);
                    match (offer.chosen, narrowed) {
                        // Another value beside a chosen one: either will do.
                        (false, true) => assert!(total(&there) >= offer.pages, "{}", offer.href),
                        (false, false) => assert_eq!(total(&there), offer.pages, "{}", offer.href),
                        (true, _) => assert!(total(&there) > 0, "{}", offer.href),
                    }
                    assert_eq!(listed(&there).len(), total(&there).min(SCREEN), "{}", offer.href);
                }
            }
        }
    }
}

#[test]
fn pages_of_results_hold_every_result_once() {
    for query in ["q=deepseek", "q=gpt&kind=model", "q=2025"] {
        let first = page(&format!("/search?{query}"));
        let all = total(&first);
        assert!(all > SCREEN, "{query} has {all} results");
        let mut seen = BTreeSet::new();
        let mut next = Some(format!("/search?{query}"));
        let mut screens = 0;
        while let Some(address) = next {
            screens += 1;
            let here = page(&address);
            assert_eq!(total(&here), all, "{address}");
            let results = listed(&here);
            assert_eq!(results.len(), SCREEN.min(all - (screens - 1) * SCREEN), "{address}");
            for result in results {
                let (result, _) = result.split_once('#').map_or((&*result, ""), |parts| parts);
                // Terms share the glossary's page.
                if !result.ends_with("/glossary") {
                    assert!(seen.insert(result.to_owned()), "{address} repeats {result}");
                }
            }
            let pager = between(&here, "class=\"pager\">", "</nav>").expect("a pager");
            for link in all_between(pager, "<a ", "</a>") {
                let href = attribute(&format!("<a {link}"), "href").expect("a link");
                assert_eq!(total(&page(&href)), all, "{href}");
            }
            let link = pager.split("<a ").find(|link| link.contains("rel=\"next\""));
            next = link.and_then(|link| attribute(&format!("<a {link}"), "href"));
        }
        assert_eq!(screens, all.div_ceil(SCREEN), "{query}");
        // Beyond the end is the end.
        let last = page(&format!("/search?{query}&page={screens}"));
        let beyond = page(&format!("/search?{query}&page=4000000000"));
        assert_eq!(listed(&beyond), listed(&last));
    }
}

#[test]
fn choices_are_sent_along_and_what_is_unknown_can_be_removed() {
    let here = page("/search?q=moe&series=%22%3E%3Cb%3E,llama&kind=model&page=7");
    let form = between(&here, "class=\"search-again\"", "</form>").expect("a form");
    assert!(form.contains("name=\"kind\" value=\"model\""), "{form}");
    assert_eq!(
        attribute(form.split("name=\"series\"").nth(1).expect("a field"), "value").as_deref(),
        Some("\"><b>,llama")
    );
    assert!(!form.contains("name=\"page\""), "searching again begins at the first page");
    assert!(!here.contains("\"><b>"), "escaped");
    let chips = between(&here, "class=\"chips\"", "</div>").expect("chips");
    for link in all_between(chips, "<a ", "</a>") {
        ours().get(&attribute(&format!("<a {link}"), "href").expect("a link")).is(200);
    }
}

#[test]
fn a_site_without_a_catalogue_in_sight_searches_too() {
    for address in ["/search", "/en/search", "/search?kind=model", "/search?q=&page=3", "/en/search?q=((("] {
        small().get(address).is(200).says("class=\"suggestions\"").omits("class=\"hits\"");
    }
}
