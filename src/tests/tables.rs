//! One definition of a filter and an order: the page, the island, the data it
//! fetches and the files a reader takes away give the same rows.

use std::collections::BTreeMap;

use serde_json::Value;

use model_atlas::catalog::filter::Filter;
use model_atlas::catalog::price::{Currency, Decimal};
use model_atlas::catalog::sort::Sort;
use model_atlas::catalog::state::TableState;
use model_atlas::catalog::table::{Cell, Column, Marks, Table, value};
use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::query::Query;
use model_atlas::ui::text;
use model_atlas::wire::decode;

use crate::html::{DrawnCell, Island, islands, text_of};
use crate::support::{Site, our_content, ours, small, today};

/// Addresses with tables: of the application, and within pages.
const PAGES: [&str; 7] = [
    "/models",
    "/en/models",
    "/pricing",
    "/en/pricing",
    "/benchmarks",
    "/llm/deepseek",
    "/en/llm/gpt-series",
];

/// The tables of our own site, as the browser fetches them.
const DATA: [&str; 5] = [
    "/data/specs.zh.tsv",
    "/data/prices.en.tsv",
    "/data/benchmarks.en.tsv?only.models=deepseek-v3,deepseek-r1",
    "/data/specs.en.tsv?only.series=gpt",
    "/data/cost.zh.tsv?in=3000&cache=40",
];

pub(crate) fn fetched(site: &Site, address: &str) -> Table {
    decode(&site.get(address).is(200).text).expect("a table on the wire")
}

#[test]
fn page_island_data_and_files_agree_on_every_choice() {
    let mut compared = 0;
    for address in PAGES {
        let locale = if address.starts_with("/en") { Locale::En } else { Locale::Zh };
        for island in islands(&ours().get(address).is(200).text) {
            let table = fetched(ours(), &island.source);
            for number in 0..24 {
                let query = choice(&table, number).write(&Query::default(), &island.prefix, &table);
                let page = ours().get(&format!("{address}{}", query.print())).is(200);
                let drawn = same_table(&page.text, &island);
                compared += agree(&drawn, &table, &query, locale);
            }
        }
    }
    assert!(compared > 2_000, "only {compared} rows were compared");
}

#[test]
fn the_small_site_agrees_too_and_marks_disputed_values_and_conditions() {
    for (address, locale) in [("/guide/start", Locale::Zh), ("/en/guide/start", Locale::En)] {
        let page = small().get(address).is(200);
        for island in islands(&page.text) {
            agree(&island, &fetched(small(), &island.source), &Query::default(), locale);
        }
    }
    small().get("/en/guide/start").says("source value disputed").says("sources disagree");
    small().get("/guide/start").says(" noted\"").says("另有条件");
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
            let cells = state.columns(table);
            cells.iter().map(|column| drawn_cell(table, *row, *column, &state, locale)).collect()
        })
        .collect();
    let place = format!("{}{}", drawn.path, query.print());
    assert_eq!(drawn.rows(), wanted, "{place}");
    let count = text::row_count(locale, selection.found.rows.len(), table.rows.len());
    assert!(text_of(&drawn.html).contains(&count), "{place} does not say `{count}`");
    files_agree(drawn, table, &state, &selection.found.rows);
    wanted.len()
}

/// The JSON and the CSV of the same state, whose links the page carries.
fn files_agree(drawn: &Island, table: &Table, state: &TableState, rows: &[usize]) {
    let links = crate::html::all_between(&drawn.html, "<a download href=\"", "\"");
    let link = |ending: &str| {
        let link = links.iter().find(|link| link.contains(ending)).expect("a link to a file");
        link.replace("&amp;", "&")
    };
    let json: Value = serde_json::from_str(&ours_or_small(drawn, &link(".json"))).expect("JSON");
    let ids = |row: &Value| row["id"].as_str().expect("an id").to_owned();
    let given: Vec<String> = json["rows"].as_array().expect("rows").iter().map(ids).collect();
    let wanted: Vec<&str> = rows.iter().map(|row| &*table.rows[*row].model).collect();
    assert_eq!(given, wanted, "{}", link(".json"));
    let csv = ours_or_small(drawn, &link(".csv"));
    let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
    let records: Vec<csv::StringRecord> = reader.records().map(|record| record.expect("a record")).collect();
    assert_eq!(records.iter().map(|record| &record[0]).collect::<Vec<_>>(), wanted, "{}", link(".csv"));
    let display = state.display(table);
    for (record, row) in records.iter().zip(rows) {
        let first = &table.rows[*row].cells[0];
        assert_eq!(&record[1], value(first, table.columns[0].kind, &display).as_str());
    }
}

fn ours_or_small(drawn: &Island, address: &str) -> String {
    let site = if drawn.path.contains("/guide/") { small() } else { ours() };
    site.get(address).is(200).text
}

/// A cell as the page shows it.
fn drawn_cell(table: &Table, row: usize, column: usize, state: &TableState, locale: Locale) -> DrawnCell {
    let (row, about) = (&table.rows[row], &table.columns[column]);
    let cell = &row.cells[column];
    if cell.is_missing() {
        return ("–".to_owned(), None);
    }
    let own = about.anchor.is_empty() || about.anchor == Column::OF_ROW;
    let anchor = if own { &row.anchor } else { &about.anchor };
    let mark = (column > 0 && cell.marks != Marks::default())
        .then(|| format!("{}/models/{}#{anchor}", locale.prefix(), row.model));
    (value(cell, about.kind, &state.display(table)), mark)
}

/// One of many states of a table. Steps of different primes walk through the
/// values of each part, so that over time all pairs meet.
fn choice(table: &Table, number: usize) -> TableState {
    let mut state = TableState::default();
    let texts = ["v3", "DeepSeek", "ＧＰＴ 4", "openai mini", "\"<nothing>&"];
    for (place, facet) in table.facets.iter().enumerate() {
        // Most states leave most facets alone, or nearly all would be empty.
        if facet.choices.is_empty() || !(number + place).is_multiple_of(7) {
            continue;
        }
        let id = |step: usize| facet.choices[(number * step + place) % facet.choices.len()].id.as_str();
        state.filter.choose(table, &facet.key, &[id(3), id(5)]);
    }
    state.filter.text =
        if number % 4 == 3 { texts[number / 4 % texts.len()].to_owned() } else { String::new() };
    state.filter.min_context = (number % 6 == 5 && table.column("context").is_some()).then_some(128_000);
    state.filter.max_price = (number % 8 == 7 && table.column("out").is_some()).then_some(Decimal(2_500_000));
    let column = |step: usize| table.columns[number * step % table.columns.len()].key.clone();
    if number % 2 == 1 {
        state.order = vec![Sort { column: column(7), descending: number.is_multiple_of(3) }];
        if column(5) != column(7) {
            state.order.push(Sort { column: column(5), descending: number.is_multiple_of(5) });
        }
    }
    if number % 5 == 4 {
        state.toggle_column(table, &column(3));
    }
    state.exact = number % 6 == 1;
    state.money =
        [None, None, Some(Currency::Usd), Some(Currency::Cny)][number % 4].filter(|_| table.rate.is_some());
    state.page = [0, 0, 1, 0, 7][number * 11 % 5];
    state
}

#[test]
fn rows_that_say_nothing_come_last_both_ways() {
    for address in DATA {
        let table = fetched(ours(), address);
        for (place, column) in table.columns.iter().enumerate() {
            for descending in [false, true] {
                let order = vec![Sort { column: column.key.clone(), descending }];
                let rows = TableState { order, ..TableState::default() }.select(&table, 50).found.rows;
                assert_eq!(rows.len(), table.rows.len(), "sorting loses no row");
                let cells: Vec<&Cell> = rows.iter().map(|row| &table.rows[*row].cells[place]).collect();
                let known = cells.iter().position(|cell| cell.is_missing()).unwrap_or(cells.len());
                let (said, silent) = cells.split_at(known);
                assert!(silent.iter().all(|cell| cell.is_missing()), "{address} by {}", column.key);
                let keys: Vec<i64> = said.iter().filter_map(|cell| cell.key).collect();
                let ordered = keys.is_sorted_by(|a, b| if descending { a >= b } else { a <= b });
                assert!(ordered, "{address} by {}, descending: {descending}", column.key);
            }
        }
    }
}

#[test]
fn a_second_order_breaks_the_ties_of_the_first() {
    let table = fetched(ours(), "/data/specs.zh.tsv");
    let (context, released) =
        (table.column("context").expect("a column"), table.column("released").expect("a column"));
    let (state, _) = TableState::read(&Query::parse("sort=-context,released"), "", &table);
    let rows = state.select(&table, 50).found.rows;
    let keys = rows.iter().map(|row| {
        let cells = &table.rows[*row].cells;
        (cells[context].key, cells[released].key)
    });
    let known: Vec<(i64, i64)> = keys.filter_map(|(context, released)| Some((context?, released?))).collect();
    assert!(known.len() > 200);
    assert!(known.is_sorted_by(|a, b| a.0 > b.0 || (a.0 == b.0 && a.1 <= b.1)));
    let ties = known.windows(2).filter(|pair| pair[0].0 == pair[1].0).count();
    assert!(ties > 50, "only {ties} ties were broken");
}

#[test]
fn money_of_two_currencies_is_compared_only_at_a_rate() {
    let table = fetched(ours(), "/data/prices.zh.tsv");
    let signs = |query: &str| {
        let (state, _) = TableState::read(&Query::parse(query), "", &table);
        let out = table.column("out").expect("a column");
        let display = state.display(&table);
        let rows = state.select(&table, 50).found.rows;
        let shown =
            rows.iter().map(|row| value(&table.rows[*row].cells[out], table.columns[out].kind, &display));
        shown.map(|text| text.trim_start_matches('≈').chars().next().unwrap_or('-')).collect::<String>()
    };
    let apart = signs("sort=out");
    assert!(apart.contains('$') && apart.contains('¥'));
    assert_eq!(apart.matches("$¥").count() + apart.matches("¥$").count(), 1, "the currencies stand apart");
    assert!(signs("sort=out&money=cny").chars().all(|sign| sign == '¥'));
    // A limit in dollars finds yuan prices too, at the rate the page shows.
    let cheap = signs("max_price=0.5");
    assert!(cheap.contains('$') && cheap.contains('¥') && cheap.len() < apart.len());
}

#[test]
fn every_choice_leaves_as_many_rows_as_it_promises() {
    for address in DATA {
        let table = fetched(ours(), address);
        for start in ["", "open=1", "scenario=coding&q=e", "min_context=128k&year=2025,2026"] {
            let (state, _) = TableState::read(&Query::parse(start), "", &table);
            let counts = state.filter.run(&table, None).counts;
            for (facet, counts) in table.facets.iter().zip(&counts) {
                for (choice, count) in facet.choices.iter().zip(counts).take(12) {
                    let mut filter = state.filter.clone();
                    filter.choose(&table, &facet.key, &[&choice.id]);
                    let left = filter.run(&table, None).rows.len();
                    assert_eq!(left, *count as usize, "{address} {start}: {} = {}", facet.key, choice.id);
                }
            }
        }
    }
}

#[test]
fn a_scenario_leaves_exactly_the_models_that_fit_it() {
    let (site, _) = load(&our_content(), today());
    let table = fetched(ours(), "/data/specs.en.tsv");
    for scenario in &site.catalog.scenarios {
        let mut filter = Filter::default();
        filter.choose(&table, "scenario", &[scenario.id.as_str()]);
        let rows = filter.run(&table, None).rows;
        let mut rows: Vec<&str> = rows.iter().map(|row| &*table.rows[*row].model).collect();
        let fitting = site.catalog.models.iter().filter(|model| scenario.fits(model, today()));
        let mut fitting: Vec<&str> = fitting.map(|model| model.id.as_str()).collect();
        rows.sort_unstable();
        fitting.sort_unstable();
        assert_eq!(rows, fitting, "{}", scenario.id);
    }
}

#[test]
fn spellings_of_a_name_find_the_same_rows() {
    let table = fetched(ours(), "/data/specs.en.tsv");
    let found = |text: &str| {
        let filter = Filter { text: text.to_owned(), ..Filter::default() };
        let rows = filter.run(&table, None).rows;
        rows.iter().map(|row| table.rows[*row].model.clone()).collect::<Vec<String>>()
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
    for wrong in ["/data/specs.fr.tsv", "/data/nothing.en.tsv", "/data/specs.en.xml", "/data/specs", "/data/"]
    {
        ours().get(wrong).is(404);
    }
}

#[test]
fn files_carry_plain_numbers_and_a_source_for_each_value() {
    let csv = ours().get("/data/specs.en.csv?q=deepseek-v3&cols=model,context,total,out").is(200).text;
    assert!(csv.contains("deepseek-v3,DeepSeek-V3,128000,") && csv.contains("671000000000"), "{csv}");
    let json: Value =
        serde_json::from_str(&ours().get("/data/specs.en.json?series=deepseek&cols=context").is(200).text)
            .expect("JSON");
    for row in json["rows"].as_array().expect("rows").iter().filter(|row| row["context"].is_object()) {
        assert!(
            row["context"]["source"]["url"].as_str().is_some_and(|url| url.starts_with("https://")),
            "{row}"
        );
        assert!(row["context"]["count"].is_u64(), "{row}");
    }
    let unknown = ours().get("/data/specs.en.json?series=nothing").is(200).text;
    assert!(unknown.contains("\"parameter\": \"series\""), "an ignored condition is told: {unknown:.300}");
    let markdown = ours().get("/data/prices.zh.md?series=deepseek").is(200).text;
    assert!(
        markdown.starts_with("| 模型 |") && markdown.lines().nth(1).is_some_and(|line| line.contains("---:"))
    );
}
