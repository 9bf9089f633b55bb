//! Files of others, held against a small catalogue: what is proposed, what is
//! left alone, and why.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use model_atlas::catalog::Catalog;
use model_atlas::catalog::price::Decimal;
use model_atlas::catalog::quantity::Date;
use model_atlas::content::authored;
use model_atlas::exchange::proposal::{PriceChange, Proposals, Terms, propose};
use model_atlas::exchange::{Format, read};
use tempfile::TempDir;

use crate::support::{copy_folder, copy_of, fixture, today};

/// A catalogue that a test may write to: the `good` one, and one of nuts.
pub(crate) fn nuts() -> TempDir {
    let content = copy_of("good");
    for part in ["catalog", "vocabulary"] {
        copy_folder(&fixture("import").join(part), &content.path().join(part));
    }
    content
}

/// A file in one of the formats.
pub(crate) fn file(format: Format) -> String {
    fs::read_to_string(fixture("import").join(format!("{}.json", format.name()))).expect("a fixture")
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().expect("a date")
}

pub(crate) fn terms(format: Format, as_of: Date) -> Terms {
    Terms {
        format,
        as_of,
        today: today(),
        only: BTreeSet::new(),
        named: BTreeMap::new(),
        accepted: BTreeSet::new(),
    }
}

pub(crate) fn catalog(content: &Path) -> Catalog {
    let mut faults = Vec::new();
    let catalog = authored::load(content, today(), &mut faults);
    assert!(faults.is_empty(), "{faults:?}");
    catalog
}

fn proposed(format: Format, text: &str) -> Proposals {
    let content = nuts();
    propose(&catalog(content.path()), read(format, text), &terms(format, date("2026-03-01")))
}

/// Everything that is proposed, a line for each change.
pub(crate) fn told(found: &Proposals) -> Vec<String> {
    let mut lines = Vec::new();
    for proposal in &found.proposals {
        let id = &proposal.model;
        if let Some(new) = &proposal.newcomer {
            let series = new.series.as_ref().map_or("?", |series| series.as_str());
            lines.push(format!("{id}: new, {} of {series}, also {:?}", new.maker, new.aliases));
        }
        for change in &proposal.facts {
            let ours = change.ours.as_ref().map_or("none".to_owned(), ToString::to_string);
            lines.push(format!("{id}: {} {ours} -> {}", change.fact.name(), change.said));
        }
        lines.extend(proposal.prices.iter().map(|change| format!("{id}: {}", price(change))));
    }
    lines
}

fn price(change: &PriceChange) -> String {
    let part = |part: Option<Decimal>| part.map_or("-".to_owned(), |amount| amount.to_string());
    let after = &change.after;
    let amounts = [Some(after.input), Some(after.output), after.cache_read, after.cache_write].map(part);
    let before = change.before.as_ref().map_or("new".to_owned(), |(at, _)| format!("for price-{}", at + 1));
    let from = change.from.map_or("ever".to_owned(), |(from, kind)| format!("{from} {kind:?}"));
    let until = change.until.map_or(String::new(), |until| format!(" until {until}"));
    let tiers: Vec<String> =
        after.tiers.iter().map(|tier| format!(" >{} {}/{}", tier.above, tier.input, tier.output)).collect();
    let refused = if change.refused.is_some() { " refused" } else { "" };
    let (provider, amounts, tiers) = (&change.provider, amounts.join("/"), tiers.concat());
    format!("{provider} {amounts}{tiers} {before} from {from}{until}{refused}")
}

fn notes(found: &Proposals) -> Vec<String> {
    found.notes.iter().map(|note| format!("{}: {}", note.place, note.message)).collect()
}

fn skipped(found: &Proposals) -> Vec<String> {
    found.skipped.iter().map(|(reason, count)| format!("{count} {reason}")).collect()
}

#[test]
fn models_dev_is_compared_seller_by_seller() {
    let found = proposed(Format::ModelsDev, &file(Format::ModelsDev));
    assert_eq!(
        told(&found),
        [
            "acme-1: context_window 128,000 -> 131,072",
            "acme-2: open_weights no -> yes",
            "nut-5: context_window 200,000 -> 262,144",
            "nut-5: output none -> text",
            "nut-5: reasoning yes -> no",
            "nut-5: tool_calling none -> yes",
            "nut-5: knowledge_cutoff none -> 2025-08",
            "nut-5: bolt 1.5/6/-/- for price-1 from 2026-03-01 Observed",
            "nut-5: openrouter 2.2/8.8/-/- new from 2026-03-01 Observed",
            "nut-1: bolt 4/16/-/- for price-2 from 2026-03-01 Observed",
            "nut-nano: bolt 280000/420000/-/- for price-1 from 2026-03-01 Observed refused",
            "nut-6.1: new, bolt of nut, also [\"Nut_6.1\", \"bolt/nut-6.1\"]",
            "nut-6.1: released none -> 2026-02-20",
            "nut-6.1: context_window none -> 1,000,000",
            "nut-6.1: max_output none -> 64,000",
            "nut-6.1: open_weights none -> no",
            "nut-6.1: bolt 3/12/0.3/- >200000 6/18 new from 2026-03-01 Observed",
            "nut-6.1: openrouter 3.3/13.2/-/- new from 2026-03-01 Observed",
            "washer-1: new, bolt of ?, also []",
            "washer-1: bolt 1/2/-/- new from 2026-03-01 Observed",
        ]
    );
    assert_eq!(
        notes(&found),
        [
            "bolt.models.nut-classic: `nut-classic` could be nut-2 or nut-1",
            "openrouter.models[\"tuner/nut-5\"]: `tuner/nut-5` is called like nut-5, of another maker",
            "bolt.models.nut-4: ours has steps for long prompts, which the file does not say; it is not replaced",
            "bolt.models.nut-3: ours depends on the hour of the day; one price for all hours does not replace it",
            "bolt-cn.models.nut-2: ours is in CNY, as the seller asks; a price in US dollars does not replace it",
            "openrouter.models[\"bolt/nut-2\"]: 0 for a model that is not known to be free: it may be unknown there",
        ]
    );
    assert_eq!(
        skipped(&found),
        [
            "1 entries of sellers that the catalogue does not list",
            "1 models that the catalogue does not have",
            "1 models that write no text",
            "1 names that move from model to model (`…-latest`)",
            "1 variants of models (`:free` and the like)",
        ]
    );
    assert!(found.faults.is_empty(), "{:?}", found.faults);
}

#[test]
fn planted_unit_errors_are_named_with_the_factor_that_fits() {
    for (format, factor, way) in [
        (Format::ModelsDev, 1_000_000, "dearer: exactly 1,000,000×, which is per token against per million"),
        (Format::Litellm, 100, "cheaper: exactly 100×, which is cents against dollars"),
        (Format::LlmPrices, 100, "dearer: exactly 100×, which is cents against dollars"),
    ] {
        let found = proposed(format, &file(format));
        let nano = found.proposals.iter().find(|proposal| proposal.model.as_str() == "nut-nano");
        let change = &nano.expect("a proposal").prices[0];
        assert_eq!(change.units.len(), 2, "{format:?}: {:?}", change.units);
        for unit in &change.units {
            assert_eq!((unit.factor, unit.is_exact), (Some(factor), true), "{format:?}");
            assert!(unit.to_string().contains(way), "{unit}");
        }
        let refused = change.refused.as_deref().expect("refused");
        assert!(refused.contains("--accept-unit-changes nut-nano"), "{refused}");
    }
}

#[test]
fn litellm_is_read_per_token_and_its_limits_are_of_prompts() {
    let found = proposed(Format::Litellm, &file(Format::Litellm));
    assert_eq!(
        told(&found),
        [
            "nut-5: tool_calling none -> yes",
            "nut-5: bolt 2/8/0.15/- for price-1 from 2026-03-01 Observed",
            "nut-5: openrouter 2.2/8.8/-/- new from 2026-03-01 Observed",
            "nut-4: input_limit none -> 300,000",
            "nut-4: bolt 1/4/-/- >200000 2/7 for price-1 from 2026-03-01 Observed",
            "nut-nano: bolt 0.0028/0.0042/-/- for price-1 from 2026-03-01 Observed refused",
            "nut-7: new, bolt of nut, also []",
            "nut-7: input_limit none -> 64,000",
            "nut-7: bolt 1/4/-/- >32000 2/8 new from 2026-03-01 Observed",
        ]
    );
    assert_eq!(
        skipped(&found),
        [
            "1 entries of mode audio_speech",
            "1 entries of mode embedding",
            "1 entries of sellers that the catalogue does not list",
        ]
    );
    let [fault] = &found.faults[..] else { panic!("{:?}", found.faults) };
    assert_eq!(fault.place, "[\"bolt/nut-1\"].input_cost_per_token");
    assert!(fault.message.contains("more than six decimal places"), "{fault:?}");
}

#[test]
fn openrouter_has_one_seller_steps_and_prices_that_are_none() {
    let found = proposed(Format::Openrouter, &file(Format::Openrouter));
    assert_eq!(
        told(&found),
        [
            "nut-5: max_output 8,192 -> 16,384",
            "nut-5: output none -> text",
            "nut-5: tool_calling none -> yes",
            "nut-5: openrouter 2.2/8.8/0.22/- >100000 4.4/8.8 new from 2026-03-01 Observed",
            "nut-1: openrouter 0.00001/12/-/- new from 2026-03-01 Observed refused",
            "nut-8: new, bolt of nut, also [\"bolt/nut-8\", \"bolt-ai/Nut-8\"]",
            "nut-8: context_window none -> 128,000",
            "nut-8: openrouter 1/4/-/- new from 2026-03-01 Observed",
        ]
    );
    assert_eq!(
        notes(&found),
        [
            "data[0].pricing.overrides[1]: a price under another condition than the prompt's length",
            "data[2].pricing: -1 is no price: it depends on the model that answers",
        ]
    );
    assert_eq!(found.faults.len(), 1, "{:?}", found.faults);
}

#[test]
fn llm_prices_has_a_history_that_adds_to_ours_and_rewrites_none_of_it() {
    let found = proposed(Format::LlmPrices, &file(Format::LlmPrices));
    assert_eq!(
        told(&found),
        [
            "nut-5: bolt 1.5/6/0.15/- for price-1 from 2026-02-15 Effective",
            "nut-4: bolt 1/4/-/- >200000 2/7 for price-1 from 2026-03-01 Observed",
            "nut-1: bolt 5/20/-/- new from 2024-10-01 Effective until 2025-01-01",
            "nut-nano: bolt 28/42/-/- for price-1 from 2026-03-01 Observed refused",
        ]
    );
    assert_eq!(
        notes(&found),
        [
            "prices[7]: `nut-0-200k` is a price for long prompts of no price in the file",
            "prices[4]: a past price (until 2025-06-01) that our history has otherwise; history is not rewritten",
        ]
    );
    assert_eq!(read(Format::LlmPrices, &file(Format::LlmPrices)).dated, Some(date("2026-03-01")));
}

#[test]
fn a_file_older_than_our_reading_changes_no_price() {
    let content = nuts();
    let text = file(Format::ModelsDev);
    let old = terms(Format::ModelsDev, date("2026-01-01"));
    let found = propose(&catalog(content.path()), read(Format::ModelsDev, &text), &old);
    let nut = found.proposals.iter().find(|proposal| proposal.model.as_str() == "nut-5").expect("facts");
    assert!(nut.prices.iter().all(|change| change.before.is_none()), "{:?}", nut.prices);
    assert!(
        notes(&found).iter().any(|note| note.contains("ours was read on 2026-01-02")),
        "{:?}",
        notes(&found)
    );
}

#[test]
fn one_seller_can_be_asked_for_and_given_our_name() {
    let content = nuts();
    let mut wanted = terms(Format::ModelsDev, date("2026-03-01"));
    wanted.only = BTreeSet::from(["elsewhere".to_owned()]);
    wanted.named = BTreeMap::from([("elsewhere".to_owned(), "bolt".to_owned())]);
    let text = file(Format::ModelsDev);
    let found = propose(&catalog(content.path()), read(Format::ModelsDev, &text), &wanted);
    assert_eq!(told(&found), ["nut-5: bolt 9/9/-/- for price-1 from 2026-03-01 Observed"]);
}

/// What is told of one LiteLLM entry of a model at its maker's.
fn entry(model: &str, keys: &str) -> Vec<String> {
    let text = format!("{{\"bolt/{model}\": {{\"litellm_provider\": \"bolt\", {keys}}}}}");
    let found = proposed(Format::Litellm, &text);
    assert!(found.faults.is_empty(), "{:?}", found.faults);
    told(&found).into_iter().chain(notes(&found)).collect()
}

#[test]
fn one_limit_is_of_the_prompt_below_the_window_and_of_the_window_above() {
    let limit = |tokens: &str| entry("nut-5", &format!("\"max_input_tokens\": {tokens}"));
    assert_eq!(limit("200000"), [""; 0]);
    assert_eq!(limit("100000"), ["nut-5: input_limit none -> 100,000"]);
    assert_eq!(limit("300000"), ["nut-5: context_window 200,000 -> 300,000"]);
}

#[test]
fn every_part_of_a_price_is_compared_as_far_as_it_is_said() {
    let price = |more: &str| {
        let same = "\"input_cost_per_token\": 2e-6, \"output_cost_per_token\": 8e-6";
        entry("nut-5", &[same, more].concat())
    };
    let (read, write) = ("\"cache_read_input_token_cost\"", "\"cache_creation_input_token_cost\"");
    assert_eq!(price(""), [""; 0], "what is not said is not compared");
    assert_eq!(price(&format!(", {read}: 2e-7, {write}: 0")), [""; 0]);
    let added = "nut-5: bolt 2/8/0.2/2.5 for price-1 from 2026-03-01 Observed";
    assert_eq!(price(&format!(", {read}: 2e-7, {write}: 2.5e-6")), [added]);
    let lacking = price(&format!(", {write}: 2.5e-6"));
    assert!(lacking.len() == 1 && lacking[0].contains("lacks cache_read; add it by hand"), "{lacking:?}");
    let zero = entry("nut-5", "\"input_cost_per_token\": 0.0, \"output_cost_per_token\": 0");
    assert!(zero.len() == 1 && zero[0].contains("not known to be free"), "{zero:?}");
    assert_eq!(entry("nut-5", "\"output_cost_per_token\": 1e-6"), [""; 0], "half a price is none");
}

#[test]
fn of_two_prices_of_one_seller_the_surer_name_counts_else_none() {
    let at =
        |name: &str, cost: &str| format!("\"{name}\": {{\"cost\": {{\"input\": {cost}, \"output\": 8}}}}");
    let both = |one: String, other: String| {
        let text = format!("{{\"bolt\": {{\"models\": {{{one}, {other}}}}}}}");
        let found = proposed(Format::ModelsDev, &text);
        told(&found).into_iter().chain(notes(&found)).collect::<Vec<_>>()
    };
    assert_eq!(
        both(at("bolt-ai/nut-5", "7"), at("nut-5", "3")),
        [
            "nut-5: bolt 3/8/-/- for price-1 from 2026-03-01 Observed",
            "bolt.models[\"bolt-ai/nut-5\"]: `bolt-ai/nut-5` has another price than `nut-5`, which is taken",
        ]
    );
    let unsure = both(at("nut_5", "3"), at("nut.5", "4"));
    assert_eq!(unsure, ["bolt.models.nut_5: bolt.models[\"nut.5\"] asks another price; neither is taken"]);
}

#[test]
fn broken_files_are_told_with_place_and_remedy() {
    for (format, text, place) in [
        (Format::ModelsDev, "", "line 1, column 0"),
        (Format::ModelsDev, "[]", "the document"),
        (Format::ModelsDev, "{\"acme\": 1}", "acme"),
        (Format::ModelsDev, "{\"acme\": {\"models\": []}}", "acme.models"),
        (Format::ModelsDev, "{\"acme\": {}}", "acme"),
        (
            Format::ModelsDev,
            r#"{"bolt":{"models":{"nut-5":{"cost":{"input":"x"}}}}}"#,
            "bolt.models.nut-5.cost.input",
        ),
        (
            Format::ModelsDev,
            r#"{"bolt":{"models":{"nut-5":{"cost":{"input":-1}}}}}"#,
            "bolt.models.nut-5.cost.input",
        ),
        (
            Format::ModelsDev,
            r#"{"bolt":{"models":{"nut-5":{"cost":{"input":1e999}}}}}"#,
            "bolt.models.nut-5.cost.input",
        ),
        (
            Format::ModelsDev,
            r#"{"bolt":{"models":{"a.b":{"limit":{"context":-5}}}}}"#,
            "bolt.models[\"a.b\"].limit.context",
        ),
        (Format::ModelsDev, r#"{"bolt":{"models":{"a":{"reasoning":"yes"}}}}"#, "bolt.models.a.reasoning"),
        (
            Format::ModelsDev,
            r#"{"bolt":{"models":{"a":{"release_date":"soon"}}}}"#,
            "bolt.models.a.release_date",
        ),
        (
            Format::ModelsDev,
            r#"{"bolt":{"models":{"a":{"modalities":{"input":["smell"]}}}}}"#,
            "bolt.models.a.modalities.input[0]",
        ),
        (Format::Litellm, "{\"a\": 7}", "a"),
        (Format::Litellm, r#"{"a":{"mode":["chat"]}}"#, "a.mode"),
        (Format::Litellm, r#"{"a":{"output_cost_per_token":1e30}}"#, "a.output_cost_per_token"),
        (Format::Openrouter, "{}", "the document"),
        (Format::Openrouter, "{\"data\": {}}", "data"),
        (Format::Openrouter, "{\"data\": [{}, 3]}", "data[0]"),
        (
            Format::Openrouter,
            r#"{"data":[{"id":"a","pricing":{"prompt":"free"}}]}"#,
            "data[0].pricing.prompt",
        ),
        (Format::LlmPrices, "{\"prices\": 1}", "prices"),
        (Format::LlmPrices, r#"{"prices":[{"id":"a"}]}"#, "prices[0]"),
        (Format::LlmPrices, r#"{"updated_at":"x","prices":[]}"#, "updated_at"),
        (
            Format::LlmPrices,
            r#"{"prices":[{"id":"a","vendor":"b","from_date":"2026-01-02","to_date":"2026-01-02"}]}"#,
            "prices[0]",
        ),
    ] {
        let reading = read(format, text);
        let fault = reading.faults.first().unwrap_or_else(|| panic!("no fault in {text}"));
        assert_eq!(fault.place, place, "{text}: {fault:?}");
        assert!(!fault.message.is_empty() && !fault.fix.is_empty(), "{text}: {fault:?}");
        assert!(reading.offers.iter().all(|offer| offer.quote.is_none()), "{text}: half a price");
    }
}
