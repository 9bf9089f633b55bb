//! What readers get of a model: its page, comparisons with others, and what
//! changed over time.

use std::collections::BTreeSet;

use proptest::prelude::{any, prop_assert, proptest};

use model_atlas::catalog::Catalog;
use model_atlas::catalog::history::{changes, lines};
use model_atlas::catalog::model::Model;
use model_atlas::catalog::profile;
use model_atlas::catalog::updates::{Kind, What, updates};
use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::route::{Place, Route};

use crate::html::{all_between, between, text_of};
use crate::support::{Answer, our_content, ours, small, today, tries};

fn catalog() -> Catalog {
    load(&our_content(), today()).0.catalog
}

/// The element that begins with a mark, to the end of its row.
fn row<'a>(page: &'a str, id: &str) -> &'a str {
    between(page, &format!("<tr id=\"{id}\""), "</tr>").unwrap_or_else(|| panic!("no row {id}"))
}

/// Insists that a row says where its value was read: a link and a date.
#[track_caller]
fn has_provenance(page: &Answer, id: &str, part: &str) {
    let found = between(part, "class=\"provenance\"", "</div>");
    let found = found.unwrap_or_else(|| panic!("{}#{id} has no provenance", page.address));
    assert!(found.contains("href=\"http"), "{}#{id} names no source: {found}", page.address);
    let dated = text_of(found)
        .split(|c: char| !c.is_ascii_digit() && c != '-')
        .any(|word| word.len() >= 7 && word.starts_with("20") && word.as_bytes()[4] == b'-');
    assert!(dated, "{}#{id} has no date: {found}", page.address);
}

fn model_page(model: &Model, locale: Locale) -> Answer {
    ours().get(&Route::model(locale, model.id.as_str()).path()).is(200)
}

#[test]
fn every_value_of_every_model_has_a_row_with_its_source() {
    for model in &catalog().models {
        for locale in Locale::ALL {
            let page = model_page(model, locale);
            for line in profile::lines(&model.facts, locale).iter().filter(|line| line.said.is_some()) {
                has_provenance(&page, line.key, row(&page.text, line.key));
            }
            for place in 1..=model.prices.len() {
                let id = format!("price-{place}");
                let row = row(&page.text, &id);
                has_provenance(&page, &id, row);
                let money = model.prices[place - 1].output.money();
                assert!(text_of(row).contains(&money), "{}#{id} does not ask {money}", page.address);
            }
            for place in 1..=model.scores.len() {
                let id = format!("score-{place}");
                has_provenance(&page, &id, row(&page.text, &id));
            }
            if model.architecture.is_some() {
                let part = between(&page.text, "<section id=\"architecture\"", "</section>");
                has_provenance(&page, "architecture", part.expect("an architecture"));
            }
        }
    }
}

#[test]
fn ids_on_a_model_page_are_unique_and_its_own_links_lead_to_them() {
    for model in &catalog().models {
        let page = model_page(model, Locale::Zh);
        let ids = all_between(&page.text, " id=\"", "\"");
        let unique: BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{}", page.address);
        let own = format!("href=\"{}#", page.address);
        let here = all_between(&page.text, "href=\"#", "\"").into_iter();
        for target in here.chain(all_between(&page.text, &own, "\"")) {
            assert!(unique.contains(target), "{} has nothing at #{target}", page.address);
        }
    }
}

#[test]
fn a_model_page_tells_itself_in_a_sentence() {
    let mut seen = BTreeSet::new();
    for model in &catalog().models {
        for locale in Locale::ALL {
            let page = model_page(model, locale);
            let description = between(&page.text, "<meta name=\"description\" content=\"", "\"");
            let description = description.expect("a description").to_owned();
            assert!(page.text.contains(&format!("<p class=\"lead\">{description}</p>")), "{}", page.address);
            let said = text_of(&description);
            assert!(said.contains(model.name.get(locale)), "{}: {said}", page.address);
            assert!(seen.insert(said), "{} says what another page says", page.address);
            assert_eq!(all_between(&page.text, "<h1", "</h1>").len(), 1, "{}", page.address);
        }
    }
}

#[test]
fn unknown_facts_are_told_in_one_line() {
    let page = small().get("/en/models/acme-2").is(200);
    let line = text_of(between(&page.text, "<p class=\"muted unsourced\">", "</p>").expect("a line"));
    assert!(line.starts_with("No source found for: ") && line.contains("Context window"), "{line}");
    page.omits("id=\"context_window\"").omits("id=\"prices\"");
}

#[test]
fn disagreement_and_stale_prices_are_told_in_words() {
    let page = small().get("/en/models/acme-1").is(200);
    let parameters = text_of(row(&page.text, "total_params"));
    assert!(parameters.contains("8B") && parameters.contains("9B — A community list"), "{parameters}");
    // Read on 2026-01-03, more than ninety days before any day this can run on.
    assert!(row(&page.text, "price-1").contains("class=\"stale\">not checked for over 90 days"));
    assert!(text_of(row(&page.text, "price-1")).contains("above 100K: $0.80"));
}

#[test]
fn a_changed_price_is_drawn_and_an_unchanged_one_is_not() {
    let catalog = catalog();
    for model in &catalog.models {
        let moved = changes(&model.prices).any(|change| {
            let (before, after) = (change.before, change.after.price);
            (before.input, before.output) != (after.input, after.output)
        });
        let page = model_page(model, Locale::En);
        assert_eq!(page.text.contains("step-chart"), moved, "{}", page.address);
    }
    assert!(catalog.models.iter().any(|model| changes(&model.prices).next().is_some()));
}

#[test]
fn price_histories_of_our_catalogue_are_chains() {
    for model in &catalog().models {
        for line in lines(&model.prices) {
            for pair in line.steps.windows(2) {
                let (end, start) = (pair[0].price.until, pair[1].start());
                assert!(end.is_some() && end <= start, "{}: {end:?} is not before {start:?}", model.id);
            }
        }
        for change in changes(&model.prices) {
            assert_eq!(change.before.until, Some(change.date), "{}", model.id);
        }
    }
}

#[test]
fn other_pages_lead_to_the_model_page() {
    ours().get("/").says("href=\"/models/");
    ours().get("/llm/deepseek").says("href=\"/models/deepseek-");
    ours().get("/api/search?q=deepseek-v3&locale=en").says("/en/models/deepseek-v3");
}

#[test]
fn models_are_compared_in_the_order_asked_for() {
    let page = ours().get("/en/compare?m=deepseek-v3,gpt-4o").is(200);
    let heads: Vec<String> = all_between(&page.text, "class=\"model-name\"", "</a>")
        .iter()
        .map(|head| text_of(&format!("<a{head}")))
        .collect();
    assert_eq!(heads, ["DeepSeek-V3", "GPT-4o"]);
    let page = page.says("href=\"/en/compare?m=gpt-4o\"").says("href=\"/en/models/gpt-4o#context_window\"");
    assert!(page.text.contains("<title>DeepSeek-V3 vs GPT-4o"));
}

#[test]
fn repeated_names_spellings_and_twins_make_one_comparison() {
    let plain = ours().get("/compare?m=deepseek-v3,gpt-4o").is(200);
    for other in [
        "/compare?m=deepseek-v3&m=gpt-4o",
        "/compare?m=deepseek-v3,gpt-4o,deepseek-v3",
        "/compare?m=DeepSeek-V3,%20GPT-4o,,",
    ] {
        let page = ours().get(other).is(200);
        let table = |answer: &Answer| between(&answer.text, "<table", "</table>").map(str::to_owned);
        assert_eq!(table(&page), table(&plain), "{other}");
        page.says("<code>/compare?m=deepseek-v3,gpt-4o</code>");
    }
}

#[test]
fn what_cannot_be_compared_is_said() {
    ours()
        .get("/en/compare?m=deepseek-v3,gpt-4o,deepseek-v33")
        .says("No such model:")
        .says("deepseek-v33</code>");
    let page = ours().get("/en/compare?m=deepseek-v33").is(200);
    page.says("href=\"/en/compare?m=deepseek-v3\"").says("Add two models");
    ours().get("/en/compare?m=gpt-4o").is(200).says("GPT-4o is chosen").says("<datalist").omits("<table");
    let none = ours().get("/en/compare").is(200).says("Add two models").omits("notice");
    assert!(none.text.contains("href=\"/en/compare?m="), "examples lead on");
    let ids: Vec<String> = catalog().models.iter().take(7).map(|model| model.id.0.clone()).collect();
    let many = ours().get(&format!("/en/compare?m={}", ids.join(","))).is(200).says("At most 5");
    assert_eq!(all_between(&many.text, "class=\"model-name\"", "</a>").len(), 5);
    assert!(!many.text.contains("<datalist"), "a sixth model cannot be added");
}

#[test]
fn only_rows_that_differ_are_left_when_asked_for() {
    let all = ours().get("/en/compare?m=deepseek-v3,gpt-4o").is(200);
    let some = ours().get("/en/compare?m=deepseek-v3,gpt-4o&diff=1").is(200);
    let marked = |page: &Answer| page.text.matches("<tr class=\"differs\">").count();
    assert_eq!(marked(&all), marked(&some));
    let rows = some.text.matches("<th scope=\"row\">").count();
    assert_eq!(rows, marked(&some));
    assert!(all.text.matches("<th scope=\"row\">").count() > rows);
    for row in all_between(&some.text, "<tr class=\"differs\">", "</tr>") {
        assert!(row.contains("class=\"differs-mark\">differs"), "told in words: {row}");
    }
    for best in all_between(&some.text, "<td class=\"best\">", "</td>") {
        assert!(best.contains("best-word"), "told in words: {best}");
    }
}

#[test]
fn updates_are_sorted_and_only_announced_ends_lie_ahead() {
    let catalog = catalog();
    let all = updates(&catalog, today());
    assert!(all.windows(2).all(|pair| pair[0].date >= pair[1].date));
    for update in &all {
        assert_eq!(update.date > today(), update.is_announced(), "{} {:?}", update.model.id, update.what);
        assert!(update.source().is_some(), "{}", update.model.id);
        if let What::Repriced { changes, .. } = &update.what {
            assert!(!changes.is_empty() && changes.iter().all(|change| change.date == update.date));
        }
    }
    let told: usize = all
        .iter()
        .map(|update| if let What::Repriced { changes, .. } = &update.what { changes.len() } else { 0 })
        .sum();
    let there: usize = catalog.models.iter().map(|model| changes(&model.prices).count()).sum();
    assert_eq!(told, there, "every change of a price is told once");
}

/// The counts of a list of chips: address and count.
fn counts(page: &str, label: &str) -> Vec<(String, usize)> {
    let list = between(page, &format!("aria-label=\"{label}\""), "</ul>").expect("chips");
    let chip = |chip: &&str| {
        let address = between(chip, "href=\"", "\"").expect("an address").replace("&amp;", "&");
        let count = between(chip, "class=\"count\">", "<").expect("a count").parse().expect("a number");
        (address, count)
    };
    all_between(list, "<li>", "</li>").iter().map(chip).collect()
}

/// How many updates a page lists.
fn listed(page: &str) -> usize {
    all_between(page, "<ul class=\"updates\">", "</ul>").iter().map(|list| list.matches("<li>").count()).sum()
}

#[test]
fn the_counts_of_updates_add_up() {
    let catalog = catalog();
    let all = updates(&catalog, today()).len();
    let page = ours().get("/en/updates").is(200);
    let years = counts(&page.text, "Year");
    assert_eq!(years.iter().map(|(_, count)| count).sum::<usize>(), all);
    for (address, count) in &years {
        let year = ours().get(address).is(200);
        assert_eq!(listed(&year.text), *count, "{address}");
        let kinds = counts(&year.text, "Kind");
        assert_eq!(kinds[0].1, *count, "{address}");
        assert_eq!(kinds[1..].iter().map(|(_, count)| count).sum::<usize>(), *count, "{address}");
        for (address, count) in kinds {
            assert_eq!(listed(&ours().get(&address).is(200).text), count, "{address}");
        }
    }
    for kind in Kind::ALL {
        ours().get(&Route::new(Locale::Zh, Place::Updates).asking("kind", kind.name())).is(200);
    }
}

#[test]
fn updates_of_a_series_are_of_that_series() {
    let catalog = catalog();
    let page = ours().get("/updates?series=deepseek").is(200).says("<option value=\"deepseek\" selected>");
    let links = all_between(&page.text, "<ul class=\"updates\">", "</ul>").join("");
    for id in all_between(&links, "<a href=\"/models/", "\"") {
        let model = catalog
            .models
            .iter()
            .find(|model| id.split('#').next() == Some(model.id.as_str()))
            .expect("a model");
        assert_eq!(model.series.as_str(), "deepseek", "{id}");
    }
    ours()
        .get("/en/updates?kind=nothing&year=1066&series=nobody")
        .is(200)
        .says("kind=nothing")
        .says("year=1066");
}

proptest! {
    #![proptest_config(tries(150))]

    #[test]
    fn no_choice_makes_these_pages_fail(
        page in "(/compare|/en/compare|/updates|/en/updates|/models/)",
        key in "(m|diff|kind|year|series)",
        bytes in proptest::collection::vec(any::<u8>(), 0..80),
    ) {
        let value: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
        let answer = ours().get(&format!("{page}?{key}={value}&m=gpt-4o"));
        prop_assert!(answer.status < 500, "{} at {}", answer.status, answer.address);
    }
}

#[test]
fn what_is_typed_into_a_comparison_is_never_markup() {
    let typed = "<script>alert(1)</script>\"'><img src=x>";
    let escaped =
        percent_encoding::utf8_percent_encode(typed, percent_encoding::NON_ALPHANUMERIC).to_string();
    let long = format!("{escaped},").repeat(60);
    for address in [
        format!("/compare?m={escaped}"),
        format!("/en/compare?m={long}"),
        format!("/updates?kind={escaped}&series={escaped}&year={escaped}"),
    ] {
        let page = ours().get(&address).is(200);
        assert!(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "{address}");
    }
}
