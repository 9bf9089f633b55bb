//! Changed indexes, narrowed results and explained scores.

use proptest::prelude::{ProptestConfig, prop, proptest};

use super::{INDEX, model, options, page};
use crate::locale::Locale;
use crate::search::{Axis, Document, Facet, Index, Kind, Options, Rule};

/// Queries of all sorts that the small site has answers to.
const QUERIES: [&str; 12] = [
    "moe",
    "混合专家",
    "deepseek v3",
    "deepsek",
    "toujijiema",
    "base_url",
    "128k",
    "transf",
    "上下文視窗",
    "which model is cheaper",
    "caching cheaper prompts",
    "671B 参数",
];

#[test]
fn the_parts_of_a_score_make_up_the_score() {
    for query in QUERIES {
        for locale in [Some(Locale::Zh), Some(Locale::En), None] {
            let asked = Options { locale, explain: true, ..Options::default() };
            for hit in INDEX.search(query, &asked).hits {
                let mut sum = 0.0;
                for part in &hit.parts {
                    sum = if part.rule.is_factor() { sum * part.value } else { sum + part.value };
                }
                assert!((sum - hit.score).abs() < 0.01, "{query}: {} {sum} {:?}", hit.score, hit.parts);
            }
        }
    }
}

#[test]
fn parts_say_what_matched_and_where() {
    let asked = Options { explain: true, ..options(1, Locale::Zh) };
    let parts = INDEX.search("moe", &asked).hits.remove(0).parts;
    assert!(
        parts.iter().any(|part| part.rule == Rule::Term && part.asked == "moe" && !part.field.is_empty())
    );
    assert!(parts.iter().any(|part| part.rule == Rule::Name && part.matched == "混合专家"), "{parts:?}");
    assert!(INDEX.search("moe", &options(1, Locale::Zh)).hits[0].parts.is_empty());
}

#[test]
fn results_can_be_narrowed_and_counted() {
    let with = |name: &str, series: &str| {
        let mut document = model(name, &["Acme"], "A model of Acme");
        document.facets = vec![Facet::new(Axis::Series, series)];
        document
    };
    let mut documents = vec![with("Acme 1", "one"), with("Acme 2", "one"), with("Acme 3", "two")];
    documents.push(page(Locale::En, "/en/acme", "Acme", "", "A vendor of models."));
    let index = Index::build(documents, &[]).expect("an index in memory");
    let asked = Options { count_facets: true, ..options(10, Locale::En) };
    let all = index.search("acme", &asked);
    let count = |results: &crate::search::Results, facet: Facet| {
        results.facets.iter().find(|count| count.facet == facet).map_or(0, |count| count.pages)
    };
    assert_eq!(all.total, 4);
    assert_eq!(count(&all, Facet::new(Axis::Series, "one")), 2);
    assert_eq!(count(&all, Facet::kind(Kind::Model)), 3);
    let narrowed = index.search("acme", &Options { only: vec![Facet::new(Axis::Series, "two")], ..asked });
    assert_eq!((narrowed.total, narrowed.hits[0].title.text.as_str()), (1, "Acme 3"));
    assert_eq!(count(&narrowed, Facet::new(Axis::Series, "one")), 2);
    assert_eq!(count(&narrowed, Facet::kind(Kind::Page)), 0);
}

#[test]
fn pages_of_results_follow_one_another() {
    let all: Vec<String> =
        INDEX.search("deepseek", &options(50, Locale::Zh)).hits.into_iter().map(|hit| hit.url).collect();
    assert!(all.len() > 4);
    let mut turned = Vec::new();
    for offset in (0..all.len()).step_by(2) {
        let asked = Options { offset, ..options(2, Locale::Zh) };
        let results = INDEX.search("deepseek", &asked);
        assert_eq!(results.total, all.len());
        turned.extend(results.hits.into_iter().map(|hit| hit.url));
    }
    assert_eq!(turned, all);
}

#[test]
fn without_a_language_the_query_says_it() {
    let first = |query: &str| {
        let hit = INDEX.search(query, &Options::default()).hits.remove(0);
        hit.url
    };
    assert_eq!(first("混合专家"), "/zh/moe");
    assert_eq!(first("mixture of experts"), "/en/moe");
}

fn site(versions: &[u8]) -> Vec<Document> {
    let words = ["attention", "caching", "投机解码", "混合专家", "quantization", "DeepSeek-V3"];
    let mut documents = Vec::new();
    for (number, &version) in versions.iter().enumerate() {
        let word = words[usize::from(version) % words.len()];
        let path = format!("/p{number}");
        if version < 200 {
            documents.push(page(Locale::En, &path, &format!("Page {number} {word}"), "", word));
            documents.push(page(Locale::En, &path, &format!("Page {number} {word}"), "Details", "更多 more"));
        }
    }
    documents
}

fn found(index: &Index, query: &str) -> Vec<String> {
    let mut urls: Vec<String> =
        index.search(query, &options(50, Locale::En)).hits.into_iter().map(|hit| hit.url).collect();
    urls.sort();
    urls
}

#[test]
fn a_changed_page_is_found_as_it_is_now() {
    let mut versions = [0; 40];
    let index = Index::build(site(&versions), &[]).expect("an index in memory");
    versions[3] = 4;
    versions[5] = 255;
    let changed = index.updated(site(&versions), &[]).expect("an index in memory");
    assert_eq!(found(&changed, "quantization"), ["/p3"]);
    assert_eq!(found(&changed, "quantisation"), ["/p3"], "its words are known to be near");
    assert_eq!(changed.len(), index.len() - 2);
    assert!(!found(&changed, "attention").contains(&"/p5".to_owned()));
    assert!(!changed.has("/p5") && index.has("/p5"));
    assert_eq!(found(&index, "quantization"), Vec::<String>::new(), "the old index stays as it was");
    assert!(changed.engine.segments.len() > index.engine.segments.len(), "what stayed is shared");
}

#[test]
fn an_index_changed_often_is_built_anew() {
    let mut index = Index::build(site(&[0; 40]), &[]).expect("an index in memory");
    for round in 0..60 {
        let mut versions = [0; 40];
        versions[round % 40] = 3;
        index = index.updated(site(&versions), &[]).expect("an index in memory");
        assert_eq!(found(&index, "混合专家").len(), 1);
        assert!(index.engine.segments.len() <= 25);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]
    #[test]
    fn a_changed_index_finds_what_a_new_one_finds(
        before in prop::collection::vec(0_u8..220, 1..12),
        after in prop::collection::vec(0_u8..220, 1..12),
    ) {
        let index = Index::build(site(&before), &[]).expect("an index in memory");
        let changed = index.updated(site(&after), &[]).expect("an index in memory");
        let anew = Index::build(site(&after), &[]).expect("an index in memory");
        for query in ["attention", "投机解码", "混合专家", "page", "deepseek v3", "tjjm"] {
            assert_eq!(found(&changed, query), found(&anew, query), "{query}");
        }
    }
}
