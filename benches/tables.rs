//! Filtering and ordering a table: our own rows, and 50,000 of them.
//! `make bench`, or `cargo bench --bench tables`.

use std::hint::black_box;
use std::path::Path;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use model_atlas::catalog::quantity::Date;
use model_atlas::catalog::state::TableState;
use model_atlas::catalog::table::{Scope, Table, View};
use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::query::Query;
use model_atlas::wire::{decode, encode};

/// What a reader asks: a facet, two limits, words, two orders.
const ASKED: &str = "scenario=coding&open=1&min_context=128k&max_price=5&q=e&sort=-context,out";
/// An order of all rows.
const ORDERED: &str = "sort=-released,model";

fn tables(criterion: &mut Criterion) {
    let today: Date = "2026-11-25".parse().expect("a date");
    let (site, _) = load(Path::new(env!("CARGO_MANIFEST_DIR")).join("content").as_path(), today);
    let own = Table::new(&site.catalog, View::Specs, &Scope::default(), Locale::Zh, today);
    let rows = (0..50_000).map(|place| own.rows[place % own.rows.len()].clone()).collect();
    let many = Table { rows, ..own.clone() };
    for (name, table) in [("own", &own), ("many", &many)] {
        let mut group = criterion.benchmark_group(format!("{name}, {} rows", table.rows.len()));
        for (what, query) in [("filter and order", ASKED), ("order all", ORDERED)] {
            let (state, problems) = TableState::read(&Query::parse(query), "", table);
            assert!(problems.is_empty(), "{problems:?}");
            group.bench_function(what, |bencher| {
                bencher.iter(|| black_box(&state).select(black_box(table), 50))
            });
        }
        group.finish();
    }
    let wire = encode(&own);
    let mut group = criterion.benchmark_group("wire");
    group.bench_function("write", |bencher| bencher.iter(|| encode(black_box(&own))));
    group.bench_function("read", |bencher| bencher.iter(|| decode(black_box(&wire))));
    group.bench_function("lay out", |bencher| {
        bencher
            .iter(|| Table::new(black_box(&site.catalog), View::Specs, &Scope::default(), Locale::Zh, today));
    });
    group.finish();
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20).measurement_time(Duration::from_secs(2));
    targets = tables
}
criterion_main!(benches);
