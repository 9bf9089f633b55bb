//! The articles of the field guide: all there, in both languages, section by
//! section, with their words explained and their releases in order.

use std::collections::BTreeSet;

use model_atlas::content::load;
use model_atlas::locale::Locale;

use crate::html::{all_between, attribute, text_of};
use crate::support::{our_content, ours, today};

/// Series, concepts and guides that readers may expect.
const ARTICLES: [&str; 45] = [
    "about",
    "llm/what-is-llm",
    "llm/deepseek",
    "llm/gpt-series",
    "llm/claude",
    "llm/gemini",
    "llm/llama",
    "llm/qwen",
    "llm/mistral",
    "llm/glm",
    "llm/kimi",
    "llm/minimax",
    "llm/grok",
    "llm/gemma",
    "llm/phi",
    "llm/command",
    "llm/nova",
    "llm/ernie",
    "llm/hunyuan",
    "llm/doubao",
    "llm/step",
    "llm/nemotron",
    "llm/granite",
    "llm/yi",
    "llm/baichuan",
    "llm/internlm",
    "llm/olmo",
    "concepts/moe",
    "concepts/mla-and-kv-cache",
    "concepts/context-window",
    "concepts/tokens-and-pricing",
    "concepts/reasoning-models",
    "concepts/training-stages",
    "concepts/quantization",
    "concepts/benchmarks",
    "concepts/prompt-caching",
    "concepts/function-calling",
    "concepts/attention-variants",
    "concepts/distillation",
    "guides/choose-a-model",
    "guides/call-api",
    "guides/local-deployment",
    "guides/estimate-cost",
    "guides/estimate-vram",
    "guides/migrate-openai-sdk",
];

#[test]
fn every_article_is_there_in_both_languages_section_by_section() {
    let (site, _) = load(&our_content(), today());
    for slug in ARTICLES {
        let [zh, en] =
            Locale::ALL.map(|locale| site.page(locale, slug).unwrap_or_else(|| panic!("no {slug}")));
        for page in [zh, en] {
            let summary = page.description.as_deref().unwrap_or_default();
            assert!(summary.chars().count() >= 30, "{slug} ({:?}) is summed up as {summary:?}", page.locale);
            assert!(page.sections.len() > 5, "{slug} has {} sections", page.sections.len());
        }
        let levels = |page: &model_atlas::page::Page| -> Vec<u8> {
            page.headings.iter().map(|heading| heading.level).collect()
        };
        assert_eq!(levels(zh), levels(en), "the headings of {slug}");
        // The lead section stands first, and starts with two sentences of its own.
        assert!(zh.sections[0].text.chars().count() > 40, "{slug} begins with {:?}", zh.sections[0].text);
    }
}

#[test]
fn a_series_page_tells_its_releases_in_order() {
    let mut told = 0;
    for slug in ARTICLES.iter().filter(|slug| slug.starts_with("llm/") && **slug != "llm/what-is-llm") {
        for locale in Locale::ALL {
            let page = ours().get(&format!("{}/{slug}", locale.prefix())).is(200);
            let Some(figure) = all_between(&page.text, "<figure class=\"timeline\">", "</figure>").pop()
            else {
                continue;
            };
            told += 1;
            let days: Vec<String> = all_between(figure, "<time", "</time>")
                .into_iter()
                .filter_map(|time| attribute(&format!("<time{time}"), "datetime"))
                .collect();
            assert!(!days.is_empty() && days.is_sorted(), "{slug}: {days:?}");
            assert!(figure.contains(&format!("href=\"{}/models/", locale.prefix())), "{slug}: {figure:.300}");
        }
    }
    // Of the other series no source gives a day.
    assert!(told >= 36, "only {told} pages tell their releases");
}

#[test]
fn terms_lead_to_their_entries_and_say_what_they_mean() {
    let mut marked = 0;
    for locale in Locale::ALL {
        let glossary = ours().get(&format!("{}/glossary", locale.prefix())).is(200);
        for slug in ["llm/qwen", "concepts/moe", "guides/local-deployment"] {
            let page = ours().get(&format!("{}/{slug}", locale.prefix())).is(200);
            let mut seen = BTreeSet::new();
            for link in all_between(&page.text, "<a class=\"term\"", "</a>") {
                let address = attribute(link, "href").expect("an address");
                let (path, id) = address.split_once('#').expect("an entry");
                assert_eq!(path, format!("{}/glossary", locale.prefix()));
                assert!(glossary.text.contains(&format!("id=\"{id}\"")), "{slug}: {address}");
                let meaning = attribute(link, "title").expect("a meaning");
                assert!(text_of(&glossary.text).contains(&meaning), "{slug}: {meaning}");
                assert!(seen.insert(id.to_owned()), "{slug} explains {id} twice");
                marked += 1;
            }
        }
    }
    assert!(marked > 30, "only {marked} terms are marked");
}
