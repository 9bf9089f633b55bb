//! A table's state and its address are one: what is written reads back, and
//! anything in an address is a state.

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::{select, subsequence};

use model_atlas::catalog::price::{Currency, Decimal};
use model_atlas::catalog::sort::Sort;
use model_atlas::catalog::state::TableState;
use model_atlas::catalog::table::Table;
use model_atlas::query::Query;

use crate::support::{ours, tries};
use crate::tables::fetched;

/// States that our table of models can have.
fn states(table: &Table) -> impl Strategy<Value = TableState> + use<> {
    let table = table.clone();
    let columns: Vec<String> = table.columns.iter().map(|column| column.key.clone()).collect();
    let facets: Vec<String> = table.facets.iter().map(|facet| facet.key.clone()).collect();
    let choices = proptest::collection::vec((select(facets), any::<proptest::sample::Index>()), 0..5);
    let order = proptest::collection::vec((select(columns.clone()), any::<bool>()), 0..=3);
    let text = proptest::prop_oneof![
        Just(String::new()),
        proptest::string::string_regex("(?s).{0,60}").expect("a pattern")
    ];
    let shown = proptest::option::of(subsequence(columns.clone(), 0..columns.len()));
    let ranges = (proptest::option::of(1..10_000_000_u64), proptest::option::of(0..1_000_000_000_i64));
    let display =
        (any::<bool>(), select(vec![None, Some(Currency::Usd), Some(Currency::Cny)]), 0_usize..99_999);
    (choices, ranges, text, order, shown, display).prop_map(
        move |(choices, (context, price), text, order, shown, (exact, money, page))| {
            let mut state = TableState::default();
            for (facet, index) in choices {
                let ids = &table.facet(&facet).expect("a facet").choices;
                let id = ids[index.index(ids.len())].id.clone();
                state.filter.toggle(&table, &facet, &id);
            }
            state.filter.min_context = context;
            state.filter.max_price = price.map(Decimal);
            state.filter.text = text;
            state.order = order.into_iter().map(|(column, descending)| Sort { column, descending }).collect();
            for column in shown.into_iter().flatten() {
                state.toggle_column(&table, &column);
            }
            TableState { exact, money, page, ..state }
        },
    )
}

#[test]
fn a_state_reads_back_as_it_was_written() {
    let table = fetched(ours(), "/data/specs.zh.tsv");
    let prefixes = select(vec!["", "specs.", "specs2.", "benchmarks."]);
    let others = "(&?[a-z]{1,4}=[a-z0-9%]{0,4}){0,3}";
    proptest!(tries(512), |(state in states(&table), prefix in prefixes, others in others)| {
        // Parameters of the page that are none of the table's own.
        let others = Query::parse(&others.replace('=', "0="));
        let written = state.write(&others, prefix, &table).print();
        let (read, problems) = TableState::read(&Query::parse(&written), prefix, &table);
        prop_assert_eq!(&read, &state, "{}", written);
        prop_assert!(problems.is_empty(), "{problems:?}");
        let (other, _) = TableState::read(&Query::parse(&written), "other.", &table);
        prop_assert_eq!(other, TableState::default(), "another table of the page is let be");
        let selection = state.select(&table, 50);
        prop_assert!(selection.page < selection.pages && selection.shown(50).len() <= 50);
    });
}

#[test]
fn any_address_is_a_state() {
    let table = fetched(ours(), "/data/specs.zh.tsv");
    let mut keys: Vec<String> = table.facets.iter().map(|facet| facet.key.clone()).collect();
    keys.extend(
        ["min_context", "max_price", "q", "sort", "cols", "units", "money", "page"].map(str::to_owned),
    );
    proptest!(tries(512), |(key in select(keys), value in "\\PC{0,40}")| {
        let mut query = Query::default();
        query.set(&key, &value);
        let (state, _) = TableState::read(&query, "", &table);
        state.select(&table, 50);
        let written = state.write(&Query::default(), "", &table);
        prop_assert_eq!(TableState::read(&written, "", &table).0, state);
    });
}
