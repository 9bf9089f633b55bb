//! Share pictures: what a page pays to name its picture, and what drawing costs.
//! `make bench`, or `cargo bench --bench share`.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use model_atlas::query::Query;
use model_atlas::route::{Origin, Route};
use model_atlas::share::Picture;
use model_atlas::snapshot::Snapshot;

/// Pages of each kind.
const PAGES: [(&str, &str, &str); 6] = [
    ("text", "/concepts/moe", ""),
    ("series", "/llm/gpt-series", ""),
    ("model", "/models/deepseek-v4-pro", ""),
    ("table", "/models", ""),
    ("scenario", "/en/scenarios/coding", ""),
    (
        "comparison",
        "/compare",
        "m=gpt-5,deepseek-v4-pro,llama-3.1-405b,qwen3-32b,deepseek-r1-distill-qwen-32b",
    ),
];

fn pictures(criterion: &mut Criterion) {
    let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
    let (snapshot, _) = Snapshot::build(&content, "2026-11-25".parse().expect("a date")).expect("an index");
    let origin: Origin = "https://atlas.example".parse().expect("an origin");
    for (kind, path, query) in PAGES {
        let (route, query) = (Route::parse(path), Query::parse(query));
        let of = || Picture::of(&snapshot, &route, &query, &origin).expect("a picture");
        let picture = of();
        let bytes = picture.draw().expect("a drawing").len();
        let mut group = criterion.benchmark_group(format!("{kind}, {bytes} bytes"));
        group.bench_function("name", |bencher| bencher.iter(|| black_box(of())));
        group.bench_function("draw", |bencher| bencher.iter(|| black_box(&picture).draw()));
        group.finish();
    }
}

criterion_group! {
    name = benches;
    config = Criterion::default()
        .sample_size(20)
        .warm_up_time(Duration::from_millis(500))
        .measurement_time(Duration::from_secs(2));
    targets = pictures
}
criterion_main!(benches);
