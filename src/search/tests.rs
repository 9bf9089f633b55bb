//! What a reader is promised, tried on a small bilingual site.

mod change;

use std::sync::LazyLock;

use proptest::prelude::{any, proptest};

use super::{Document, Hit, Index, Kind, Notice, Options, Results};
use crate::locale::Locale;

fn page(locale: Locale, page: &str, title: &str, heading: &str, body: &str) -> Document {
    let anchor = if heading.is_empty() {
        String::new()
    } else {
        format!("#{}", heading.to_lowercase().replace(' ', "-"))
    };
    Document {
        title: title.into(),
        heading: heading.into(),
        body: body.into(),
        ..Document::new(Kind::Page, Some(locale), format!("{page}{anchor}"))
    }
}

fn model(name: &str, aliases: &[&str], body: &str) -> Document {
    let url = format!("/models/{}", name.to_lowercase().replace(' ', "-"));
    Document {
        title: name.into(),
        body: body.into(),
        aliases: aliases.iter().map(|&alias| alias.into()).collect(),
        ..Document::new(Kind::Model, None, url)
    }
}

static INDEX: LazyLock<Index> = LazyLock::new(|| {
    use Locale::{En, Zh};
    let mut documents = vec![
        page(
            Zh,
            "/zh/moe",
            "混合专家",
            "",
            "混合专家模型只激活一部分参数，所以推理更便宜。DeepSeek-V3 有 671B 参数。",
        ),
        page(Zh, "/zh/moe", "混合专家", "负载均衡", "路由器要让每个专家得到差不多的词元。"),
        page(
            En,
            "/en/moe",
            "Mixture of Experts",
            "",
            "A mixture of experts activates only a part of its parameters. DeepSeek V3 has 671B.",
        ),
        page(Zh, "/zh/speculative", "投机解码", "", "投机解码用小模型起草，再由大模型验证。"),
        page(
            En,
            "/en/speculative",
            "Speculative decoding",
            "",
            "A small draft model proposes tokens, the large one verifies them.",
        ),
        page(
            Zh,
            "/zh/mla",
            "注意力",
            "多头潜在注意力",
            "DeepSeek 的多头潜在注意力用低秩压缩来缩小键值缓存。",
        ),
        page(Zh, "/zh/api", "调用接口", "", "设置 base_url 之后就可以调用 deepseek-chat 模型。窗口为128K。"),
        page(
            En,
            "/en/api",
            "Calling the API",
            "Settings",
            "Set the base URL first, then choose a model. The price was $5.5M for training.",
        ),
        page(
            En,
            "/en/caching",
            "Prompt caching",
            "",
            "Caching prompts makes long prompts cheaper. The window is 131,072 tokens.",
        ),
        page(En, "/en/transformers", "Transformers", "", "The transformer architecture in one page."),
        model(
            "DeepSeek V3",
            &["deepseek-chat", "deepseek-ai/DeepSeek-V3", "深度求索"],
            "671B parameters, 128K window",
        ),
        model("DeepSeek R1", &["deepseek-reasoner", "deepseek-ai/DeepSeek-R1"], "A reasoning model"),
        model("GPT-4o", &["gpt-4o", "OpenAI"], "128K window"),
        model("GPT-4o mini", &["gpt-4o-mini", "OpenAI"], "128K window"),
        model("Qwen2.5 72B", &["Qwen/Qwen2.5-72B-Instruct", "通义千问"], "72B parameters"),
        model("Llama 3.1 405B", &["meta-llama/Llama-3.1-405B"], "405B parameters"),
        model("Claude 3.5 Sonnet", &["claude-3-5-sonnet-20241022"], "200K window"),
    ];
    documents[6].code = "client = OpenAI(base_url=\"https://api.example.com\")".into();
    let synonyms = [
        vec!["混合专家".into(), "MoE".into(), "mixture of experts".into()],
        vec!["投机解码".into(), "speculative decoding".into()],
    ];
    Index::build(documents, &synonyms).expect("an index in memory")
});

fn options(limit: usize, locale: Locale) -> Options {
    Options { limit, locale: Some(locale), ..Options::default() }
}

fn search(query: &str, locale: Locale) -> Results {
    INDEX.search(query, &options(10, locale))
}

fn urls(query: &str, locale: Locale) -> Vec<String> {
    search(query, locale).hits.into_iter().map(|hit| hit.url).collect()
}

fn first(query: &str, locale: Locale) -> String {
    urls(query, locale).into_iter().next().unwrap_or_default()
}

fn marks(hit: &Hit) -> Vec<&str> {
    [&hit.title, &hit.heading, &hit.excerpt]
        .into_iter()
        .flat_map(|text| text.marks.iter().map(|mark| &text.text[mark.clone()]))
        .collect()
}

#[test]
fn all_spellings_of_a_model_find_its_record_first() {
    for (spellings, url) in [
        (
            &["DeepSeek-V3", "deepseekv3", "deepseek v3", "Deep Seek V3", "ＤｅｅｐＳｅｅｋ－Ｖ３"][..],
            "/models/deepseek-v3",
        ),
        (&["gpt4o", "GPT-4o", "gpt 4o", "gpt-4 o"], "/models/gpt-4o"),
        (&["qwen2.5 72b", "Qwen2.5-72B", "qwen2.572b", "qwen 2.5 72b"], "/models/qwen2.5-72b"),
        (&["llama3.1", "Llama 3.1", "llama-3.1-405b"], "/models/llama-3.1-405b"),
        (&["claude 3.5 sonnet", "claude-3-5-sonnet", "claude3.5"], "/models/claude-3.5-sonnet"),
    ] {
        for spelling in spellings {
            assert_eq!(first(spelling, Locale::Zh), url, "{spelling}");
        }
    }
}

#[test]
fn quantities_and_identifiers_are_found() {
    for query in ["128k", "128 K", "671B", "671 b"] {
        assert!(!urls(query, Locale::En).is_empty(), "{query}");
    }
    assert_eq!(first("base_url", Locale::Zh), "/zh/api");
    assert_eq!(first("deepseek-chat", Locale::Zh), "/models/deepseek-v3");
    assert!(urls("deepseek-chat", Locale::Zh).contains(&"/zh/api".to_owned()));
    assert_eq!(first("131072", Locale::En), "/en/caching");
    assert!(!urls("55M", Locale::En).contains(&"/en/api#settings".to_owned()));
}

#[test]
fn chinese_terms_are_found_in_the_middle_of_a_sentence() {
    assert_eq!(first("低秩压缩", Locale::Zh), "/zh/mla#多头潜在注意力");
    assert_eq!(first("投机解码", Locale::Zh), "/zh/speculative");
    assert_eq!(first("混合專家", Locale::Zh), "/zh/moe");
    assert_eq!(first("怎么让推理更便宜", Locale::Zh), "/zh/moe");
}

#[test]
fn pinyin_leads_to_the_characters() {
    for query in ["toujijiema", "touji jiema", "tjjm", "touji", "toujijiem"] {
        assert_eq!(first(query, Locale::Zh), "/zh/speculative", "{query}");
    }
    assert_eq!(first("hunhezhuanjia", Locale::Zh), "/zh/moe");
    assert_eq!(first("tongyiqianwen", Locale::Zh), "/models/qwen2.5-72b");
    let results = search("toujijiema", Locale::Zh);
    assert_eq!(results.suggestion.as_deref(), Some("投机解码"));
    assert!(marks(&results.hits[0]).contains(&"投机解码"));
}

#[test]
fn typing_errors_are_forgiven_and_said() {
    assert_eq!(first("deepsek v3", Locale::Zh), "/models/deepseek-v3");
    assert_eq!(first("transfromers", Locale::En), "/en/transformers");
    assert_eq!(search("transfromer", Locale::En).suggestion.as_deref(), Some("transformer"));
    assert_eq!(first("qwen25 72b", Locale::En), "/models/qwen2.5-72b");
    assert_eq!(first("头机解码", Locale::Zh), "/zh/speculative");
    assert_eq!(first("ceepseek v3", Locale::Zh), "/models/deepseek-v3");
}

#[test]
fn an_exact_word_needs_no_suggestion() {
    assert_eq!(search("transformer", Locale::En).suggestion, None);
}

#[test]
fn prefixes_find_while_typing() {
    assert_eq!(first("transf", Locale::En), "/en/transformers");
    assert_eq!(first("specul", Locale::En), "/en/speculative");
    assert_eq!(first("投", Locale::Zh), "/zh/speculative");
    assert_eq!(first("混合专", Locale::Zh), "/zh/moe");
    assert!(first("deepse", Locale::En).starts_with("/models/deepseek"));
}

#[test]
fn synonyms_meet_in_both_directions() {
    assert_eq!(first("moe", Locale::Zh), "/zh/moe");
    assert_eq!(first("MoE", Locale::En), "/en/moe");
    assert!(urls("混合专家", Locale::En).contains(&"/en/moe".to_owned()));
    assert!(urls("mixture of experts", Locale::Zh).contains(&"/zh/moe".to_owned()));
    assert_eq!(first("speculative decoding", Locale::Zh), "/zh/speculative");
    let results = search("moe", Locale::Zh);
    assert!(marks(&results.hits[0]).contains(&"混合专家"));
}

#[test]
fn the_preferred_language_comes_first_and_the_other_is_found() {
    assert_eq!(first("DeepSeek 激活 参数", Locale::Zh), "/zh/moe");
    let english = urls("671B parameters activates", Locale::Zh);
    assert!(english.contains(&"/en/moe".to_owned()));
}

#[test]
fn sections_with_all_words_come_first() {
    assert_eq!(first("caching cheaper prompts", Locale::En), "/en/caching");
    assert_eq!(first("DeepSeek 缓存", Locale::Zh), "/zh/mla#多头潜在注意力");
}

#[test]
fn sections_of_one_page_are_one_hit() {
    let results = search("混合专家", Locale::Zh);
    assert_eq!(results.hits.iter().filter(|hit| hit.page == "/zh/moe").count(), 1);
    assert_eq!(results.hits[0].more[0].url, "/zh/moe#负载均衡");
}

#[test]
fn what_matched_is_marked_as_it_was_written() {
    let results = search("deepseekv3", Locale::En);
    assert!(marks(&results.hits[0]).contains(&"DeepSeek V3"));
    let page = results.hits.iter().find(|hit| hit.page == "/zh/moe").expect("the page names the model");
    assert!(marks(page).contains(&"DeepSeek-V3"));
}

#[test]
fn a_vendor_is_no_models_name() {
    let named = |number: u32| model(&format!("Model {number}"), &["Acme"], "A model of Acme");
    let mut documents: Vec<Document> = (0..8).map(named).collect();
    documents.push(page(Locale::En, "/en/acme", "Acme", "", "A vendor of models."));
    let index = Index::build(documents, &[]).expect("an index in memory");
    let results = index.search("acme", &options(3, Locale::En));
    assert_eq!(results.hits[0].url, "/en/acme");
}

#[test]
fn an_exact_word_outranks_a_typing_error() {
    let documents = vec![
        page(Locale::En, "/en/clause", "Clause", "", "Clause, clause and clause again."),
        page(Locale::En, "/en/other", "Other", "", "This body mentions claude once among many other words."),
    ];
    let index = Index::build(documents, &[]).expect("an index in memory");
    let results = index.search("claude", &options(3, Locale::En));
    assert_eq!(results.hits[0].url, "/en/other");
}

#[test]
fn an_index_is_shared_between_threads() {
    fn shared<T: Send + Sync>(_: &T) {}
    shared(&*INDEX);
}

#[test]
fn strange_queries_are_answered() {
    assert_eq!(search("", Locale::En).notices, [Notice::Empty]);
    assert_eq!(search("((((\"", Locale::En).notices, [Notice::Empty]);
    assert_eq!(search(&"x".repeat(1 << 20), Locale::En).notices, [Notice::Shortened]);
    let empty = Index::build(Vec::new(), &[]).expect("an index in memory");
    assert!(empty.is_empty());
    assert!(empty.search("x", &options(10, Locale::En)).hits.is_empty());
    assert!(INDEX.search("moe", &options(0, Locale::En)).hits.is_empty());
    assert_eq!(INDEX.len(), 17);
}

proptest! {
    #[test]
    fn no_query_panics(query in any::<String>(), zh in any::<bool>()) {
        let locale = if zh { Locale::Zh } else { Locale::En };
        for hit in search(&query, locale).hits {
            for text in [&hit.title, &hit.heading, &hit.excerpt] {
                assert!(text.marks.iter().all(|mark| text.text.get(mark.clone()).is_some()));
            }
        }
    }

    #[test]
    fn no_mixture_of_signs_and_words_panics(query in "[()\"*+:^~\\[\\]{}\\-a-d0-9 专家投机模型\u{0}\u{301}\u{200d}🙂אب.,_/]{0,80}") {
        let results = search(&query, Locale::Zh);
        assert!(results.hits.len() <= 10);
    }
}
