//! Times of the search engine: answers, building, and one changed page.

use std::path::Path;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use model_atlas::catalog::quantity::Date;
use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::search::{Document, Index, Kind, Options};
use model_atlas::snapshot::{documents, synonyms};

/// Pages of the larger index.
const PAGES: usize = 1_500;
/// Sections of each.
const SECTIONS: usize = 8;

fn search(criterion: &mut Criterion) {
    let today: Date = "2026-11-25".parse().expect("a date");
    let (site, _) = load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("content"), today);
    let groups = synonyms(&site);
    let own = documents(&site, today);
    let large = many_pages(&own);
    let index = Index::build(own.clone(), &groups).expect("an index in memory");
    let many = Index::build(large.clone(), &groups).expect("an index in memory");
    let options = Options { locale: Some(Locale::Zh), ..Options::default() };
    let faceted = Options { count_facets: true, limit: 20, ..options.clone() };
    for (name, query) in [
        ("name", "deepseek v3"),
        ("term", "上下文窗口"),
        ("common word", "模型"),
        ("words", "deepseek 价格"),
        ("question", "怎么在本地部署 deepseek 模型"),
        ("typing error", "quantisaton"),
        ("pinyin", "hunhezhuanjia"),
        ("prefix", "deepse"),
        ("other region", "上下文視窗"),
    ] {
        criterion.bench_function(&format!("search/ours/{name}"), |bench| {
            bench.iter(|| index.search(query, &options));
        });
        criterion.bench_function(&format!("search/1500 pages/{name}"), |bench| {
            bench.iter(|| many.search(query, &options));
        });
    }
    criterion.bench_function("search/1500 pages/with facets", |bench| {
        bench.iter(|| many.search("模型 价格", &faceted));
    });
    let mut changed = large.clone();
    changed[0].body.push_str(" A changed sentence. 改了一句。");
    let mut group = criterion.benchmark_group("index");
    group.sample_size(10);
    group.bench_function("build 1500 pages", |bench| {
        bench.iter_batched(|| large.clone(), |all| Index::build(all, &groups), BatchSize::PerIteration);
    });
    group.bench_function("one changed page of 1500", |bench| {
        bench.iter_batched(|| changed.clone(), |all| many.updated(all, &groups), BatchSize::PerIteration);
    });
    group.finish();
}

/// Our own sections on new pages, each with words of its own among them, so that
/// there are about as many different words as real pages have.
fn many_pages(own: &[Document]) -> Vec<Document> {
    let sections: Vec<&Document> = own.iter().filter(|document| document.kind == Kind::Page).collect();
    let mut made = Vec::with_capacity(PAGES * SECTIONS);
    for page in 0..PAGES {
        for place in 0..SECTIONS {
            let mut section = sections[(page * 7 + place * 13) % sections.len()].clone();
            section.page = format!("/page/{page}");
            section.url = format!("/page/{page}#{place}");
            section.topic = String::new();
            section.title = format!("{} {page}", sections[page % sections.len()].title);
            section.heading = format!("{} {place}", section.heading);
            section.body.push_str(&format!(" word{page} term{}x{place}", page % 97));
            made.push(section);
        }
    }
    made
}

criterion_group!(benches, search);
criterion_main!(benches);
