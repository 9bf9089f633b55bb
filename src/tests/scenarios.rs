//! Scenarios: what is recommended can be shown with its source, pages say what
//! the domain counts, and the picture and its table are the same numbers.

use std::fs;
use std::sync::OnceLock;

use model_atlas::catalog::Catalog;
use model_atlas::catalog::frontier::{LEAST_POINTS, Missing, Picture, PriceKind, choices, counts, picture};
use model_atlas::catalog::measure::Measure;
use model_atlas::catalog::model::Model;
use model_atlas::catalog::scenario::Scenario;
use model_atlas::content::{Site as Content, load};
use model_atlas::locale::Locale;
use model_atlas::route::{Place, Route};

use crate::html::{all_between, attribute, between, islands, text_of};
use crate::support::{copy_of, our_content, ours, today};

/// The scenarios, in the order readers meet them.
const IDS: [&str; 9] = [
    "daily-chat",
    "coding",
    "complex-reasoning",
    "cost-sensitive",
    "chinese-writing",
    "long-context",
    "multimodal",
    "local-deployment",
    "agents",
];

fn catalog() -> &'static Catalog {
    static CONTENT: OnceLock<Content> = OnceLock::new();
    &CONTENT.get_or_init(|| load(&our_content(), today()).0).catalog
}

fn path(locale: Locale, scenario: &Scenario) -> String {
    Route::new(locale, Place::Scenario(scenario.id.0.clone())).path()
}

fn fitting(scenario: &Scenario) -> Vec<&'static Model> {
    catalog().models.iter().filter(|model| scenario.fits(model, today())).collect()
}

#[test]
fn the_nine_scenarios_stand_in_their_order() {
    let ids: Vec<&str> = catalog().scenarios.iter().map(|scenario| scenario.id.as_str()).collect();
    assert_eq!(ids, IDS);
}

#[test]
fn every_scenario_says_what_matters_and_recommends_several_vendors() {
    for scenario in &catalog().scenarios {
        let id = &scenario.id;
        assert!((3..=5).contains(&scenario.matters.len()), "{id}: {} points", scenario.matters.len());
        assert!((3..=6).contains(&scenario.picks.len()), "{id}: {} picks", scenario.picks.len());
        let models = scenario.picks.iter().filter_map(|pick| catalog().model(&pick.model));
        let mut vendors: Vec<&str> =
            models.filter_map(|model| Some(catalog().vendor_of(model)?.id.as_str())).collect();
        vendors.sort_unstable();
        vendors.dedup();
        assert!(vendors.len() >= 3, "{id} recommends {vendors:?} alone");
    }
}

#[test]
fn every_recommended_model_is_current_and_its_numbers_have_a_source() {
    for scenario in &catalog().scenarios {
        for pick in &scenario.picks {
            let id = format!("{} / {}", scenario.id, pick.model);
            let model =
                catalog().model(&pick.model).unwrap_or_else(|| panic!("{id} is not in the catalogue"));
            assert!(model.is_current(), "{id} is being ended");
            assert!(pick.shows.len() >= 2, "{id} shows {} numbers", pick.shows.len());
            for measure in &pick.shows {
                let reading = measure.read(catalog(), model, today());
                let reading = reading.unwrap_or_else(|| panic!("{id} has no {measure}"));
                assert!(catalog().source(reading.source).is_some(), "{id}: {measure} has no source");
            }
        }
    }
}

#[test]
fn reasons_write_no_price_score_or_size() {
    for scenario in &catalog().scenarios {
        for pick in &scenario.picks {
            for reason in [&pick.reason.zh, &pick.reason.en] {
                let typed = |c: char| c == '$' || c == '¥' || c == '%';
                assert!(!reason.contains(typed), "{} / {}: {reason}", scenario.id, pick.model);
            }
        }
    }
}

#[test]
fn a_scenario_leaves_a_choice_that_can_be_surveyed() {
    for scenario in &catalog().scenarios {
        let count = fitting(scenario).len();
        assert!((15..=120).contains(&count), "{} fits {count} models", scenario.id);
    }
}

#[test]
fn measures_read_back_as_they_are_printed() {
    for name in Measure::names(catalog()) {
        let measure = Measure::parse(&name).unwrap_or_else(|| panic!("{name} is no measure"));
        assert_eq!(measure.to_string(), name);
    }
    for wrong in ["", "score:", "context", "price", "Score:mmlu"] {
        assert_eq!(Measure::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn a_scenarios_page_shows_its_picks_with_sources_and_the_models_that_fit() {
    for locale in Locale::ALL {
        for scenario in &catalog().scenarios {
            let address = path(locale, scenario);
            let page = ours().get(&address).is(200);
            let name = scenario.name.get(locale);
            assert_eq!(between(&page.text, "<h1>", "</h1>").map(text_of).as_deref(), Some(name));
            let list = between(&page.text, "<ol class=\"recommended\">", "</ol>").expect("recommendations");
            assert_eq!(list.matches("class=\"pick-reason\"").count(), scenario.picks.len(), "{address}");
            let shown: usize = scenario.picks.iter().map(|pick| pick.shows.len()).sum();
            let links = all_between(list, "<a ", ">").into_iter();
            let marks: Vec<&str> = links.filter(|tag| tag.contains("class=\"source\"")).collect();
            assert_eq!(marks.len(), shown, "{address}");
            for mark in marks {
                let href = attribute(&format!(" {mark}"), "href").expect("an address");
                assert!(href.contains("/models/") && href.contains('#'), "{address}: {href}");
            }
            let models = fitting(scenario);
            let heading =
                between(&page.text, "<h2 id=\"fitting\">", "</h2>").map(text_of).expect("a heading");
            let count: String = heading.chars().filter(char::is_ascii_digit).collect();
            assert_eq!(count, models.len().to_string(), "{address}: {heading}");
            let table = islands(&page.text).remove(0);
            let mut asked: Vec<&str> =
                between(&table.source, "models=", "&").expect("a scope").split(',').collect();
            let mut wanted: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
            asked.sort_unstable();
            wanted.sort_unstable();
            assert_eq!(asked, wanted, "{address}");
            // The browser gets the very rows that the page shows.
            let rows = ours().get(&table.source).is(200);
            assert!(rows.header("cache-control").contains("immutable"), "{address}: other rows are sent");
        }
    }
}

#[test]
fn the_list_of_scenarios_counts_as_the_domain_does() {
    for locale in Locale::ALL {
        let page = ours().get(&Route::new(locale, Place::Scenarios).path()).is(200);
        let home = ours().get(&Route::new(locale, Place::Home).path()).is(200);
        for scenario in &catalog().scenarios {
            let address = path(locale, scenario);
            let count = fitting(scenario).len().to_string();
            let links = all_between(&page.text, &format!("<a href=\"{address}\">"), "</a>");
            let digits = |text: &str| text_of(text).chars().filter(char::is_ascii_digit).collect::<String>();
            assert!(
                links.iter().any(|link| digits(link) == count),
                "{address}: {links:?} do not say {count}"
            );
            let card = between(&home.text, &format!("<a href=\"{address}\">"), "</a>").expect("a card");
            assert!(digits(between(card, "<small>", "</small>").expect("a count")) == count, "{card}");
        }
    }
}

#[test]
fn neighbouring_scenarios_lead_through_all_of_them() {
    let mut address = path(Locale::Zh, &catalog().scenarios[0]);
    let mut seen = vec![address.clone()];
    loop {
        let page = ours().get(&address).is(200);
        let Some(next) = between(&page.text, "<a rel=\"next\"", ">").and_then(|tag| attribute(tag, "href"))
        else {
            break;
        };
        assert!(!seen.contains(&next), "{next} comes twice");
        seen.push(next.clone());
        address = next;
    }
    assert_eq!(seen.len(), IDS.len());
}

/// The rows of the picture's table: name, price, score, whether on the frontier.
fn drawn(page: &str) -> Vec<[String; 4]> {
    let table = between(page, "<details class=\"numbers\">", "</table>").expect("a table of numbers");
    let body = between(table, "<tbody>", "</tbody>").expect("a body");
    let rows = all_between(body, "<tr>", "</tr>").into_iter().map(|row| {
        let row = row.replace("</th>", "</td>");
        let cells: Vec<String> =
            row.split("</td>").map(|cell| text_of(cell).trim_end_matches('∘').to_owned()).collect();
        [cells[0].clone(), cells[1].clone(), cells[2].clone(), cells[5].clone()]
    });
    rows.collect()
}

fn wanted(picture: &Picture<'_>, sign: &str) -> Vec<[String; 4]> {
    let row = |point: &model_atlas::catalog::frontier::Point<'_>| {
        let on = if point.on_frontier { "Yes" } else { "" };
        [
            point.model.name.en.clone(),
            format!("${}", point.price.money()),
            format!("{}{sign}", point.value),
            on.to_owned(),
        ]
    };
    picture.points.iter().map(row).collect()
}

#[test]
fn the_pictures_table_and_points_are_the_domains() {
    for scenario in &catalog().scenarios {
        let Some(benchmark) = &scenario.benchmark else { continue };
        for kind in PriceKind::ALL {
            let address = format!("{}?chart.price={}", path(Locale::En, scenario), kind.name());
            let page = ours().get(&address).is(200);
            let own = picture(catalog(), benchmark, kind, today(), |model| scenario.fits(model, today()));
            assert!(!own.points.is_empty(), "{address} has no point");
            assert_eq!(drawn(&page.text), wanted(&own, "%"), "{address}");
            let svg = between(&page.text, "<figure class=\"chart\"", "</figure>")
                .and_then(|figure| between(figure, "<div class=\"chart-box\">", "</svg>"))
                .expect("a picture");
            assert_eq!(svg.matches("<a ").count(), own.points.len(), "{address}");
            for (point, title) in own.points.iter().zip(all_between(svg, "<title>", "</title>")) {
                let title = text_of(title);
                assert!(title.starts_with(point.model.name.get(Locale::En)), "{address}: {title}");
                assert!(title.contains(&point.price.money()), "{address}: {title}");
            }
        }
    }
}

#[test]
fn a_picture_never_converts_yuan_and_names_who_is_missing() {
    for (benchmark, count) in choices(catalog(), today()) {
        let picture = picture(catalog(), &benchmark, PriceKind::Output, today(), |_| true);
        assert_eq!(picture.points.len(), count, "{benchmark}");
        assert!(count >= LEAST_POINTS, "{benchmark}");
        for point in &picture.points {
            let price = &point.model.prices[point.offer];
            assert_eq!(price.currency.code(), "USD", "{}", point.model.id);
            assert_eq!(point.price, price.output, "{}", point.model.id);
        }
        for (model, why) in &picture.missing {
            let has_yuan = model.prices.iter().any(|p| p.holds_on(today()) && p.currency.code() == "CNY");
            assert!(*why != Missing::YuanOnly || has_yuan, "{} has no price in yuan", model.id);
            assert!(picture.points.iter().all(|point| point.model.id != model.id), "{} is there", model.id);
        }
    }
}

#[test]
fn counts_are_those_of_the_pictures_within_a_scenario_too() {
    for scenario in &catalog().scenarios {
        for (benchmark, count) in counts(catalog(), today(), |model| scenario.fits(model, today())) {
            let fits = |model: &Model| scenario.fits(model, today());
            let picture = picture(catalog(), &benchmark, PriceKind::Blended, today(), fits);
            assert_eq!(picture.points.len(), count, "{} / {benchmark}", scenario.id);
        }
    }
}

#[test]
fn what_the_picture_does_not_know_is_told() {
    let address = path(Locale::En, &catalog().scenarios[1]);
    let page = ours().get(&format!("{address}?chart.benchmark=banana&chart.price=free")).is(200);
    let notice = between(&page.text, "class=\"notice\">", "</p>").map(text_of).expect("a notice");
    assert!(notice.contains("chart.benchmark=banana") && notice.contains("chart.price=free"), "{notice}");
    ours().get(&address).is(200).omits("class=\"notice\"");
}

#[test]
fn each_condition_of_a_rule_holds_for_known_facts_alone() {
    // Of the fixture: acme-1 is open, of 2026-01-01, 8B with 1B active, 128K,
    // $0.40, 71.5 on quiz; of acme-2 only 2026-02 and closed weights are known.
    for (rule, wanted) in [
        ("open_weights = true", &["acme-1"][..]),
        ("open_weights = false", &["acme-2"]),
        ("released_since = \"2026-01-01\"", &["acme-1", "acme-2"]),
        ("released_since = \"2026-01-02\"", &["acme-2"]),
        ("min_context = 128_000", &["acme-1"]),
        ("min_context = 128_001", &[]),
        ("max_total_params = 8_000_000_000", &["acme-1"]),
        ("max_total_params = 7_999_999_999", &[]),
        ("max_active_params = 1_000_000_000", &["acme-1"]),
        ("max_active_params = 999_999_999", &[]),
        ("max_output_price = \"0.4\"", &["acme-1"]),
        ("max_output_price = \"0.39\"", &[]),
        (
            "any_score = [{ benchmark = \"quiz\", score = \"99\" }, { benchmark = \"quiz\", score = \"71.5\" }]",
            &["acme-1"],
        ),
        ("any_score = [{ benchmark = \"quiz\", score = \"71.6\" }]", &[]),
        ("input = \"text\"", &[]),
        ("output = \"text\"", &[]),
        ("open_weights = true, max_output_price = \"0.1\"", &[]),
        ("", &[]),
    ] {
        let folder = copy_of("good");
        let file = folder.path().join("vocabulary/scenarios.toml");
        let entry =
            format!("[[scenarios]]\nid = \"a\"\nname = \"A\"\nsummary = \"A\"\nwhere = {{ {rule} }}\n");
        fs::write(&file, entry).expect("a written file");
        let (site, faults) = load(folder.path(), today());
        assert!(faults.is_empty(), "{rule}: {faults:?}");
        let scenario = &site.catalog.scenarios[0];
        let fitting = site.catalog.models.iter().filter(|model| scenario.fits(model, today()));
        let fitting: Vec<&str> = fitting.map(|model| model.id.as_str()).collect();
        assert_eq!(fitting, wanted, "{rule}");
    }
}
