//! Our own content: nothing wrong with it, both languages, every number sourced.

use model_atlas::catalog::Catalog;
use model_atlas::catalog::model::{Facts, Model};
use model_atlas::catalog::source::{SourceId, Sourced};
use model_atlas::content::code::Code;
use model_atlas::content::{check, load};

use crate::support::{our_content, today};

#[test]
fn our_content_has_no_error_and_is_well_written() {
    let (site, faults) = check(&our_content(), today());
    // Prices grow old by themselves, terms may wait for their page, and a source
    // may be at http: alone.
    let waiting = [Code::StalePrice, Code::UnusedTerm, Code::InsecureAddress];
    let faults: Vec<String> =
        faults.iter().filter(|fault| !waiting.contains(&fault.code)).map(ToString::to_string).collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(!site.pages.is_empty() && !site.catalog.models.is_empty());
}

#[test]
fn every_page_of_ours_exists_in_both_languages() {
    let (site, _) = load(&our_content(), today());
    for page in &site.pages {
        let other = page.locale.other();
        assert!(site.page(other, &page.slug).is_some(), "{} has no {} twin", page.file, other.code());
    }
}

#[test]
fn pages_of_ours_tell_what_they_are_about_and_when_they_were_revised() {
    let (site, _) = load(&our_content(), today());
    for page in &site.pages {
        assert!(page.description.is_some(), "{} has no description", page.file);
        assert!(page.updated.is_some(), "{} has no date", page.file);
    }
}

#[test]
fn every_fact_price_and_score_names_a_source_that_exists() {
    let (site, _) = load(&our_content(), today());
    let mut count = 0;
    for model in &site.catalog.models {
        for source in sources_of(model) {
            count += 1;
            assert!(site.catalog.source(source).is_some(), "{} has a value without a source", model.id);
        }
    }
    assert!(count > site.catalog.models.len(), "only {count} values");
}

#[test]
fn every_source_has_a_title_an_address_and_a_day_that_has_been() {
    let (site, _) = load(&our_content(), today());
    for source in &site.catalog.sources {
        assert!(!source.title.is_empty() && source.url.starts_with("http"), "{source:?}");
        assert!(source.date.days_since_epoch() <= today().days_since_epoch(), "{source:?}");
    }
}

#[test]
fn names_of_the_catalogue_meet_each_other() {
    let (site, _) = load(&our_content(), today());
    let Catalog { vendors, providers, benchmarks, series, models, scenarios, .. } = &site.catalog;
    for one in series {
        let page = one.page.as_deref();
        assert!(vendors.iter().any(|vendor| vendor.id == one.vendor), "vendor of {}", one.id);
        assert!(
            page.is_none_or(|slug| site.pages.iter().any(|page| page.slug == slug)),
            "page of {}",
            one.id
        );
    }
    for provider in providers {
        let vendor = provider.vendor.as_ref();
        assert!(vendor.is_none_or(|id| vendors.iter().any(|v| v.id == *id)), "vendor of {}", provider.id);
    }
    for scenario in scenarios {
        for (wanted, _) in &scenario.rule.any_score {
            assert!(benchmarks.iter().any(|b| b.id == *wanted), "rule of {}", scenario.id);
        }
        assert!(models.iter().any(|model| scenario.fits(model, today())), "{} fits no model", scenario.id);
    }
}

/// The sources of everything that is said about a model. Facts are taken
/// apart field by field, so that a new one cannot be forgotten here.
fn sources_of(model: &Model) -> Vec<SourceId> {
    let Facts {
        released,
        status,
        retired,
        total_params,
        active_params,
        training_tokens,
        context_window,
        input_limit,
        max_output,
        structure,
        input,
        output,
        reasoning,
        tool_calling,
        structured_output,
        open_weights,
        license,
        knowledge_cutoff,
        hf_id,
        paper,
    } = &model.facts;
    let dates = [released, retired].map(named).into_iter();
    let counts =
        [total_params, active_params, training_tokens, context_window, input_limit, max_output].map(named);
    let kinds = [input, output].map(named);
    let flags = [reasoning, tool_calling, structured_output, open_weights].map(named);
    let texts = [license, knowledge_cutoff, hf_id, paper].map(named);
    let facts = dates.chain(counts).chain(kinds).chain(flags).chain(texts);
    let facts = facts.chain([named(status), named(structure)]).flatten();
    let prices = model.prices.iter().map(|price| price.source);
    let scores = model.scores.iter().map(|score| score.source);
    let shape = model.architecture.iter().map(|shape| shape.source);
    facts.chain(prices).chain(scores).chain(shape).collect()
}

/// Who says a fact, and who says otherwise.
fn named<T>(fact: &Option<Sourced<T>>) -> Vec<SourceId> {
    let claims = fact.iter().flat_map(|fact| std::iter::once(&fact.claim).chain(&fact.others));
    claims.map(|claim| claim.source).collect()
}
