//! One definition of a filter and an order: the page, the island and the data
//! it fetches give the same rows.

use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, proptest};
use proptest::sample::select;

use model_atlas::catalog::filter::Filter;
use model_atlas::catalog::sort::Sort;
use model_atlas::catalog::state::TableState;
use model_atlas::catalog::table::{Cell, Table};
use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::query::Query;
use model_atlas::ui::text;
use model_atlas::wire::decode;

use crate::html::{DrawnCell, Island, islands, text_of};
use crate::support::{Site, our_content, ours, small, today, tries};

/// Addresses with tables: of the application, and within pages.
const PAGES: [&str; 6] =
    ["/models", "/en/models", "/pricing", "/en/pricing", "/llm/deepseek", "/en/llm/gpt-series"];

/// The tables of our own site, as the browser fetches them.
const DATA: [&str; 4] = [
    "/data/specs.zh.tsv",
    "/data/prices.en.tsv",
    "/data/benchmarks.en.tsv?models=deepseek-v3,deepseek-r1",
    "/data/specs.en.tsv?series=gpt",
];

fn fetched(site: &Site, address: &str) -> Table {
    decode(&site.get(address).is(200).text).expect("a table on the wire")
}

#[test]
fn page_island_and_data_agree_on_every_choice() {
    let mut compared = 0;
    for address in PAGES {
        let locale = if address.starts_with("/en") { Locale::En } else { Locale::Zh };
        for island in islands(&ours().get(address).is(200).text) {
            let table = fetched(ours(), &island.source);
            for number in 0..40 {
                let query = choice(&table, number).write(&Query::default(), &island.prefix);
                let page = ours().get(&format!("{address}{}", query.print())).is(200);
                let drawn = same_table(&page.text, &island);
                compared += agree(&drawn, &table, &query, locale);
            }
        }
    }
    assert!(compared > 1_000, "only {compared} rows were compared");
}

#[test]
fn the_small_site_agrees_too_disputed_values_and_tiers_included() {
    for (address, locale) in [("/guide/start", Locale::Zh), ("/en/guide/start", Locale::En)] {
        let page = small().get(address).is(200);
        for island in islands(&page.text) {
            agree(&island, &fetched(small(), &island.source), &Query::default(), locale);
        }
    }
    small().get("/en/guide/start").says("Also given: 9B (A community list)");
    small().get("/guide/start").says("说明：超过 100K：$0.20");
}

/// The island of another answer that is the same table.
fn same_table(page: &str, island: &Island) -> Island {
    islands(page).into_iter().find(|other| other.prefix == island.prefix).expect("the same table")
}

/// Compares what is drawn with what the domain chooses; how many rows that is.
fn agree(drawn: &Island, table: &Table, query: &Query, locale: Locale) -> usize {
    let (state, problems) = TableState::read(query, &drawn.prefix, table);
    assert!(problems.is_empty(), "{problems:?}");
    let selection = state.select(table, drawn.page_size);
    let wanted: Vec<Vec<DrawnCell>> = selection
        .shown(drawn.page_size)
        .iter()
        .map(|row| {
            table.rows[*row].cells.iter().map(|cell| drawn_cell(cell, &drawn.prefix, locale)).collect()
        })
        .collect();
    let place = format!("{}{}", drawn.path, query.print());
    assert_eq!(drawn.rows(), wanted, "{place}");
    let count = text::row_count(locale, selection.rows.len(), table.rows.len());
    assert!(text_of(&drawn.html).contains(&count), "{place} does not say `{count}`");
    for source in drawn.rows().iter().flatten().filter_map(|(_, source)| source.as_ref()) {
        assert!(drawn.html.contains(&format!("<li id=\"{source}\">")), "{place}: no source {source}");
    }
    wanted.len()
}

/// A cell as the page shows it.
fn drawn_cell(cell: &Cell, prefix: &str, locale: Locale) -> DrawnCell {
    if cell.text.is_empty() {
        return (format!("–{}", text::UNKNOWN.get(locale)), None);
    }
    let remark = |sign: &str, label: text::Words, says: &str| match says {
        "" => String::new(),
        says => format!("{sign}{}{says} ", label.get(locale)),
    };
    let disputed = remark("≠", text::DISPUTED, &cell.others);
    let noted = remark("†", text::NOTE, &cell.note);
    let source = cell.source.map(|place| format!("{}source-{}", prefix.replace('.', "-"), place + 1));
    (format!("{disputed}{noted}{}", cell.text), source)
}

/// One of many states of a table. Steps of different primes walk through the
/// values of each part, so that over time all pairs meet.
fn choice(table: &Table, number: usize) -> TableState {
    let mut scenarios = vec![None];
    scenarios.extend(table.scenarios.iter().map(|choice| Some(choice.id.clone())));
    let mut series = vec![Vec::new()];
    series.extend(table.series.iter().map(|choice| vec![choice.id.clone()]));
    series.push(table.series.iter().take(2).map(|choice| choice.id.clone()).collect());
    let mut sorts = vec![None];
    for column in &table.columns {
        sorts.extend([false, true].map(|descending| Some(Sort { column: column.key.clone(), descending })));
    }
    let texts = ["", "v3", "DeepSeek", "ＧＰＴ 4", "openai mini", "\"<nothing>&"];
    let filter = Filter {
        // Every other state leaves a part alone, or nearly all would be empty.
        scenario: if number.is_multiple_of(2) {
            scenarios[number / 2 % scenarios.len()].clone()
        } else {
            None
        },
        series: if number.is_multiple_of(3) { series[number / 3 % series.len()].clone() } else { Vec::new() },
        open: [None, None, Some(true), None, Some(false)][number % 5],
        text: if number % 4 == 3 { texts[number / 4 % texts.len()].to_owned() } else { String::new() },
    };
    TableState {
        filter,
        sort: sorts[number * 7 % sorts.len()].clone(),
        page: [0, 0, 1, 0, 7][number * 11 % 5],
    }
}

#[test]
fn rows_that_say_nothing_come_last_both_ways() {
    for address in DATA {
        let table = fetched(ours(), address);
        for (place, column) in table.columns.iter().enumerate() {
            for descending in [false, true] {
                let sort = Some(Sort { column: column.key.clone(), descending });
                let rows = TableState { sort, ..TableState::default() }.select(&table, 50).rows;
                assert_eq!(rows.len(), table.rows.len(), "sorting loses no row");
                let cells: Vec<&Cell> = rows.iter().map(|row| &table.rows[*row].cells[place]).collect();
                let known = cells.iter().position(|cell| cell.text.is_empty()).unwrap_or(cells.len());
                let (said, silent) = cells.split_at(known);
                assert!(silent.iter().all(|cell| cell.text.is_empty()), "{address} by {}", column.key);
                let keys: Vec<i64> = said.iter().filter_map(|cell| cell.key).collect();
                let ordered = keys.is_sorted_by(|a, b| if descending { a >= b } else { a <= b });
                assert!(ordered, "{address} by {}, descending: {descending}", column.key);
            }
        }
    }
}

#[test]
fn numeric_columns_have_a_number_behind_every_text() {
    for address in DATA {
        let table = fetched(ours(), address);
        for (place, column) in table.columns.iter().enumerate().filter(|(_, column)| column.numeric) {
            for row in &table.rows {
                let cell = &row.cells[place];
                assert_eq!(
                    cell.key.is_some(),
                    !cell.text.is_empty(),
                    "{address}: {} of {}",
                    column.key,
                    row.model
                );
            }
        }
    }
}

#[test]
fn a_scenario_leaves_exactly_the_models_that_fit_it() {
    let (site, _) = load(&our_content(), today());
    let table = fetched(ours(), "/data/specs.en.tsv");
    let counts = Filter::default().scenario_counts(&table);
    for (place, scenario) in site.catalog.scenarios.iter().enumerate() {
        let filter = Filter { scenario: Some(scenario.id.0.clone()), ..Filter::default() };
        let mut rows: Vec<&str> = filter.rows(&table).iter().map(|row| &*table.rows[*row].model).collect();
        let fitting = site.catalog.models.iter().filter(|model| scenario.fits(model, today()));
        let mut fitting: Vec<&str> = fitting.map(|model| model.id.as_str()).collect();
        rows.sort_unstable();
        fitting.sort_unstable();
        assert_eq!(rows, fitting, "{}", scenario.id);
        assert_eq!(counts[place], rows.len(), "the chip of {}", scenario.id);
    }
}

#[test]
fn spellings_of_a_name_find_the_same_rows() {
    let table = fetched(ours(), "/data/specs.en.tsv");
    let found = |text: &str| {
        let filter = Filter { text: text.to_owned(), ..Filter::default() };
        filter.rows(&table).iter().map(|row| table.rows[*row].model.clone()).collect::<Vec<String>>()
    };
    let spellings = [
        "DeepSeek-V3",
        "deepseek v3",
        "deepseekv3",
        "DEEPSEEK_V3",
        "ＤｅｅｐＳｅｅｋ　Ｖ３",
        " deepseek  -  v3 ",
    ];
    let by_spelling: BTreeMap<&str, Vec<String>> =
        spellings.iter().map(|spelling| (*spelling, found(spelling))).collect();
    let first = &by_spelling["DeepSeek-V3"];
    assert!(first.contains(&"deepseek-v3".to_owned()), "{first:?}");
    for (spelling, models) in &by_spelling {
        assert_eq!(models, first, "`{spelling}` finds other rows than `DeepSeek-V3`");
    }
    assert_eq!(found("深度求索"), found("DeepSeek"), "a vendor's names in both languages");
}

#[test]
fn the_data_of_a_table_may_be_kept_when_its_address_names_it() {
    let page = ours().get("/models").is(200);
    let island = islands(&page.text).into_iter().next().expect("a table");
    assert!(ours().get(&island.source).header("cache-control").contains("immutable"));
    // A page drawn before or after the one that asks names other rows; kept
    // under its name, they would be wrong for good.
    for other in ["/data/specs.zh.tsv", "/data/specs.zh.tsv?v=", "/data/specs.zh.tsv?v=0123456789abcdef"] {
        assert_eq!(ours().get(other).header("cache-control"), "no-cache", "{other}");
    }
    for wrong in
        ["/data/specs.fr.tsv", "/data/nothing.en.tsv", "/data/specs.en.json", "/data/specs", "/data/"]
    {
        ours().get(wrong).is(404);
    }
}

/// States that our table of models can have.
fn states(table: &Table) -> impl Strategy<Value = TableState> + use<> {
    let ids = |choices: &[model_atlas::catalog::table::Choice]| {
        choices.iter().map(|choice| choice.id.clone()).collect::<Vec<String>>()
    };
    let scenario = proptest::option::of(select(ids(&table.scenarios)));
    let series = proptest::collection::vec(select(ids(&table.series)), 0..3);
    let columns: Vec<String> = table.columns.iter().map(|column| column.key.clone()).collect();
    let sort = proptest::option::of((select(columns), any::<bool>()));
    let text = proptest::prop_oneof![
        Just(String::new()),
        proptest::string::string_regex("(?s).{0,60}").expect("a pattern")
    ];
    (scenario, series, any::<Option<bool>>(), text, sort, 0_usize..99_999).prop_map(
        |(scenario, series, open, text, sort, page)| TableState {
            filter: Filter { scenario, series, open, text },
            sort: sort.map(|(column, descending)| Sort { column, descending }),
            page,
        },
    )
}

#[test]
fn a_state_reads_back_as_it_was_written() {
    let table = fetched(ours(), "/data/specs.zh.tsv");
    let prefixes = select(vec!["", "specs.", "specs2.", "benchmarks."]);
    let others = "(&?[a-z]{1,4}=[a-z0-9%]{0,4}){0,3}";
    proptest!(tries(512), |(state in states(&table), prefix in prefixes, others in others)| {
        let others = Query::parse(&others);
        let written = state.write(&others, prefix).print();
        let (read, problems) = TableState::read(&Query::parse(&written), prefix, &table);
        prop_assert_eq!(&read, &state, "{}", written);
        prop_assert!(problems.is_empty(), "{problems:?}");
        let (other, _) = TableState::read(&Query::parse(&written), "other.", &table);
        prop_assert_eq!(other, TableState::default(), "another table of the page is let be");
        let selection = state.select(&table, 50);
        prop_assert!(selection.page < selection.pages && selection.shown(50).len() <= 50);
    });
}
