//! What the calculators answer: the same figures as the domain's functions,
//! for every model, in both languages, whatever is asked.

use proptest::prelude::{any, prop_assert, proptest};

use model_atlas::catalog::Catalog;
use model_atlas::catalog::memory::bytes::{binary, decimal};
use model_atlas::catalog::memory::cache::{Cache, Kept, Unknown};
use model_atlas::catalog::memory::gpu::Gpu;
use model_atlas::catalog::memory::precision::{BF16, Q4_K_M};
use model_atlas::catalog::memory::question::Question;
use model_atlas::catalog::memory::{Estimate, Load};
use model_atlas::catalog::model::{Model, ModelId};
use model_atlas::catalog::quantity::grouped;
use model_atlas::content::load;
use model_atlas::locale::Locale;
use model_atlas::query::Query;
use model_atlas::route::{Place, Route};

use crate::html::{all_between, attribute, between, text_of};
use crate::support::{our_content, ours, small, today, tries};

fn catalog() -> Catalog {
    load(&our_content(), today()).0.catalog
}

fn memory(locale: Locale, query: &str) -> String {
    format!("{}{query}", Route::new(locale, Place::Memory).path())
}

/// The model that a page shows.
fn shown(page: &str) -> String {
    let choice = between(page, "<select name=\"model\"", "</select>").expect("a choice of models");
    let option = choice.split("<option").find(|option| option.contains(" selected")).expect("a chosen model");
    attribute(option, "value").expect("an id")
}

/// BF16 bytes for each token: of our own catalogue, held against figures
/// that were counted elsewhere. The indexer of sparse attention is not in
/// them.
#[test]
fn our_models_keep_for_each_token_what_the_reference_says() {
    let reference = [
        ("deepseek-v3", 70_272),
        ("deepseek-v2", 69_120),
        ("kimi-k2", 70_272),
        ("glm-5", 89_856),
        ("llama-3.1-8b", 131_072),
        ("llama-3.1-405b", 516_096),
        ("qwen3-32b", 262_144),
        ("qwen3-235b-a22b", 192_512),
        ("mixtral-8x7b", 131_072),
        ("gpt-oss-20b", 49_152),
        ("gemma-2-9b", 344_064),
        ("mistral-7b-v0.1", 131_072),
    ];
    let catalog = catalog();
    for (id, bytes) in reference {
        let Some(model) = catalog.model(&ModelId::from(id)) else { panic!("{id} is not in the catalogue") };
        let shape = &model.architecture.as_ref().unwrap_or_else(|| panic!("{id} has no shape")).shape;
        let mut cache = Cache::of(shape).unwrap_or_else(|why| panic!("{id}: {why:?}"));
        cache.groups.retain(|group| !matches!(group.kept, Kept::IndexKey { .. }));
        assert_eq!(cache.bytes_per_token(BF16), bytes, "{id}");
    }
}

#[test]
fn every_open_model_with_a_shape_is_counted_in_both_languages() {
    let mut counted = 0;
    for model in catalog().models.iter().filter(|model| model.architecture.is_some()) {
        for locale in Locale::ALL {
            let load = Load { weights: Q4_K_M, context: 131_072, batch: 4, ..Question::DEFAULT };
            let question = Question { model: Some(model.id.0.clone()), load };
            let address = Route::new(locale, Place::Memory).with_query(&question.write());
            let page = ours().get(&address).is(200).omits(" style=\"");
            assert_eq!(shown(&page.text), model.id.0, "{address}");
            agrees(model, &load, locale, &page.text);
            counted += 1;
        }
    }
    assert!(counted > 10, "only {counted} pages");
}

/// Holds a page against the domain's own figures.
fn agrees(model: &Model, load: &Load, locale: Locale, page: &str) {
    let params = model.facts.total_params.as_ref().map(|count| *count.value());
    let shape = &model.architecture.as_ref().expect("a shape").shape;
    let cache = Cache::of(shape);
    let estimate = Estimate::of(params, cache.as_ref().ok(), load);
    let status = between(page, "<p role=\"status\"", "</p>").expect("a sentence");
    let sum = format!("{} ({})", binary(estimate.total()), decimal(estimate.total()));
    if estimate.weights.is_some() || estimate.cache.is_some() {
        assert!(status.contains(&sum), "{}: `{status}` does not say {sum}", model.id);
    }
    if let Ok(cache) = &cache
        && !cache.groups.is_empty()
    {
        let each = grouped(cache.bytes_per_token(load.cache));
        let text = format!("{each} {}", locale.pick("字节", "bytes"));
        assert!(page.contains(&text), "{}: {text}", model.id);
        assert!(page.contains("id=\"growth-title\""), "{} has no chart", model.id);
        let numbers =
            between(page, "<details class=\"chart-data\"", "</details>").expect("the chart's numbers");
        let first = binary(cache.bytes(1_024, load.batch, load.cache));
        assert!(numbers.contains(&first), "{}: the chart does not begin with {first}", model.id);
    }
    if let Err(Unknown::Compressed) = cache {
        assert!(!page.contains("id=\"growth-title\""), "{} has a chart", model.id);
        assert!(estimate.cache.is_none());
    }
}

#[test]
fn without_a_question_the_newest_whole_model_is_shown() {
    let page = ours().get("/calculators/memory").is(200);
    let catalog = catalog();
    let id = ModelId(shown(&page.text));
    let model = catalog.model(&id).expect("a model of the catalogue");
    let shape = &model.architecture.as_ref().expect("a shape").shape;
    assert!(Cache::of(shape).is_ok() && model.facts.total_params.is_some(), "{id}");
    assert!(page.text.contains(&format!("data-default=\"{id}\"")));
}

#[test]
fn what_means_nothing_is_told_and_left_out() {
    let bad = "?model=nope&weights=int2&kv=x&context=lots&batch=-1&overhead=900";
    for (locale, said) in [(Locale::Zh, "目录里没有模型「nope」"), (Locale::En, "no model “nope”")]
    {
        let page = ours().get(&memory(locale, bad)).is(200).says(said);
        assert_eq!(all_between(&page.text, "<p class=\"notice\">", "</p>").len(), 6, "{}", page.address);
        let plain = ours().get(&memory(locale, "")).is(200);
        let status = |page: &str| between(page, "<p role=\"status\"", "</p>").map(text_of);
        assert_eq!(status(&page.text), status(&plain.text));
    }
    let escaped = ours().get("/calculators/memory?model=%3Cb%3Ex&context=%3Cb%3E").is(200);
    assert!(!escaped.text.contains("<b>"), "{}", escaped.text);
    ours().get("/calculators/memory?context=2000000000").says("看不懂");
}

#[test]
fn closed_weights_are_said_to_be_closed() {
    small().get("/en/calculators/memory?model=acme-2").is(200).says("Acme 2 has no open weights");
}

#[test]
fn a_model_without_enough_numbers_is_counted_as_far_as_it_goes() {
    let page = small().get("/en/calculators/memory").is(200);
    let page = page.says("The architecture lacks kv_heads").omits("id=\"growth-title\"");
    let total = Estimate::of(Some(8_000_000_000), None, &Question::DEFAULT).total();
    assert_eq!(total, 17_600_000_000);
    let page = page.says(&format!("needs {} ({}) for weights", binary(total), decimal(total)));
    let rows = between(&page.text, "<table class=\"data gpus\"", "</table>").expect("a table of GPUs");
    assert!(text_of(rows).contains("Bench 24GB"), "{rows}");
}

#[test]
fn cards_are_read_from_the_vocabulary() {
    let (site, _) = load(&crate::support::fixture("good"), today());
    let memory: Vec<(&str, u64)> =
        site.catalog.gpus.iter().map(|gpu| (gpu.id.as_str(), gpu.memory / Gpu::LABEL_GB)).collect();
    assert_eq!(memory, [("bench-24gb", 24), ("rack-80gb", 80)]);
}

#[test]
fn a_shared_address_is_short() {
    let load = Load { context: 131_072, ..Question::DEFAULT };
    let question = Question { model: Some("deepseek-v3".into()), load };
    assert_eq!(question.write().print(), "?model=deepseek-v3&context=131072");
    assert_eq!(Question { model: None, load: Question::DEFAULT }.write(), Query::default());
}

proptest! {
    #![proptest_config(tries(24))]

    #[test]
    fn any_question_is_answered(context in any::<u64>(), batch in any::<u64>(), word in "\\PC{0,12}") {
        let mut query = Query::default();
        query.set("context", &context.to_string());
        query.set("batch", &batch.to_string());
        query.set("model", &word);
        query.set("kv", &word);
        let answer = ours().get(&Route::new(Locale::En, Place::Memory).with_query(&query));
        prop_assert!(answer.status == 200);
    }
}
