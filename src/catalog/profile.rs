//! A model's facts told one by one: each with its key in TOML, its name, its
//! value in words, who says so and who says otherwise.

use crate::catalog::measure::Fact;
use crate::catalog::model::{Facts, Modality, Status, Structure};
use crate::catalog::quantity::{Date, grouped, params, tokens};
use crate::catalog::source::{SourceId, Sourced};
use crate::locale::Locale;

/// A fact as a line of a table.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// Its key in TOML, which is its id on the model's page.
    pub key: &'static str,
    /// What it is called.
    pub label: &'static str,
    /// What is said; `None` when no source tells.
    pub said: Option<Said>,
}

/// What sources say about a fact.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Said {
    /// The value we show.
    pub text: String,
    /// Where that value leads: a repository, a paper.
    pub link: Option<String>,
    /// A number by which more is better, where that has a meaning: tokens, days.
    pub rank: Option<i64>,
    /// Who says so.
    pub source: SourceId,
    /// Where in the source.
    pub at: Option<String>,
    /// Values of sources that disagree: what they say, who, and where.
    pub others: Vec<(String, SourceId, Option<String>)>,
}

/// All facts of a model, known or not, in the order they are shown.
pub fn lines(facts: &Facts, locale: Locale) -> Vec<Line> {
    // Named one by one, so that a new fact cannot be forgotten here.
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
    } = facts;
    let line = |fact: Fact, said| Line { key: fact.name(), label: fact.label(locale), said };
    let yes_no =
        |yes: &bool| if *yes { locale.pick("是", "Yes") } else { locale.pick("否", "No") }.to_owned();
    let supported =
        |yes: &bool| if *yes { locale.pick("支持", "Yes") } else { locale.pick("不支持", "No") }.to_owned();
    let kinds = |kinds: &Vec<Modality>| modalities(kinds, locale);
    vec![
        line(Fact::Released, ranked(released, Date::to_string, days)),
        line(Fact::Status, said(status, |s| status_name(*s, locale).to_owned())),
        line(Fact::Retired, said(retired, Date::to_string)),
        line(Fact::ContextWindow, ranked(context_window, exact, count)),
        line(Fact::InputLimit, ranked(input_limit, exact, count)),
        line(Fact::MaxOutput, ranked(max_output, exact, count)),
        line(Fact::TotalParams, said(total_params, |n| params(*n))),
        line(Fact::ActiveParams, said(active_params, |n| params(*n))),
        line(Fact::Structure, said(structure, |s| structure_name(*s, locale).to_owned())),
        line(Fact::TrainingTokens, said(training_tokens, |n| params(*n))),
        line(Fact::Input, said(input, kinds)),
        line(Fact::Output, said(output, kinds)),
        line(Fact::Reasoning, said(reasoning, yes_no)),
        line(Fact::ToolCalling, said(tool_calling, supported)),
        line(Fact::StructuredOutput, said(structured_output, supported)),
        line(Fact::OpenWeights, said(open_weights, yes_no)),
        line(Fact::License, said(license, String::clone)),
        line(Fact::KnowledgeCutoff, said(knowledge_cutoff, String::clone)),
        line(Fact::HfId, linked(hf_id, |id| Some(format!("https://huggingface.co/{id}")))),
        line(
            Fact::Paper,
            linked(paper, |address| address.starts_with("https://").then(|| address.to_owned())),
        ),
    ]
}

/// A fact in words; a disagreeing value is told when it reads differently.
fn said<T: PartialEq>(fact: &Option<Sourced<T>>, text: impl Fn(&T) -> String) -> Option<Said> {
    let fact = fact.as_ref()?;
    let shown = text(fact.value());
    let mut others: Vec<(String, SourceId, Option<String>)> = Vec::new();
    for claim in fact.others.iter().filter(|claim| claim.value != *fact.value()) {
        let other = (text(&claim.value), claim.source, claim.at.clone());
        if other.0 != shown && !others.iter().any(|(text, source, _)| (text, source) == (&other.0, &other.1))
        {
            others.push(other);
        }
    }
    let (source, at) = (fact.claim.source, fact.claim.at.clone());
    Some(Said { text: shown, link: None, rank: None, source, at, others })
}

fn ranked<T: PartialEq>(
    fact: &Option<Sourced<T>>,
    text: impl Fn(&T) -> String,
    rank: impl Fn(&T) -> Option<i64>,
) -> Option<Said> {
    let number = fact.as_ref().and_then(|fact| rank(fact.value()));
    said(fact, text).map(|said| Said { rank: number, ..said })
}

fn linked(fact: &Option<Sourced<String>>, link: impl Fn(&str) -> Option<String>) -> Option<Said> {
    let address = fact.as_ref().and_then(|fact| link(fact.value()));
    said(fact, String::clone).map(|said| Said { link: address, ..said })
}

/// Tokens, short and to the last one: vendors print 128K for two numbers.
fn exact(count: &u64) -> String {
    match (tokens(*count), grouped(*count)) {
        (short, long) if short == long => long,
        (short, long) => format!("{short} ({long})"),
    }
}

fn count(count: &u64) -> Option<i64> {
    i64::try_from(*count).ok()
}

fn days(date: &Date) -> Option<i64> {
    Some(date.days_since_epoch())
}

/// What a status is called.
pub const fn status_name(status: Status, locale: Locale) -> &'static str {
    match (status, locale) {
        (Status::Current, Locale::Zh) => "现役",
        (Status::Current, Locale::En) => "Current",
        (Status::Legacy, Locale::Zh) => "旧版",
        (Status::Legacy, Locale::En) => "Legacy",
        (Status::Retired, Locale::Zh) => "已下线",
        (Status::Retired, Locale::En) => "Retired",
    }
}

const fn structure_name(structure: Structure, locale: Locale) -> &'static str {
    match (structure, locale) {
        (Structure::Dense, Locale::Zh) => "稠密",
        (Structure::Dense, Locale::En) => "Dense",
        (Structure::Moe, Locale::Zh) => "混合专家（MoE）",
        (Structure::Moe, Locale::En) => "Mixture of experts (MoE)",
    }
}

fn modalities(kinds: &[Modality], locale: Locale) -> String {
    let names = kinds.iter().map(|kind| match kind {
        Modality::Text => locale.pick("文本", "text"),
        Modality::Image => locale.pick("图像", "image"),
        Modality::Audio => locale.pick("音频", "audio"),
        Modality::Video => locale.pick("视频", "video"),
        Modality::Pdf => "PDF",
    });
    names.collect::<Vec<_>>().join(locale.pick("、", ", "))
}

/// What a number of a [`Shape`](crate::catalog::model::Shape) is called; its
/// own name where it has none here.
pub fn shape_name(number: &'static str, locale: Locale) -> &'static str {
    let (zh, en) = match number {
        "layers" => ("层数", "Layers"),
        "dense_layers" => ("开头的稠密层", "First dense layers"),
        "sliding_layers" => ("滑动窗口层", "Sliding-window layers"),
        "linear_layers" => ("线性注意力层", "Linear-attention layers"),
        "compressed_layers" => ("压缩缓存层", "Layers with a compressed cache"),
        "kv_shared_layers" => ("共享 KV 缓存的层", "Layers sharing a KV cache"),
        "hidden_size" => ("隐藏层宽度", "Hidden size"),
        "intermediate_size" => ("前馈层宽度", "Feed-forward width"),
        "heads" => ("注意力头", "Attention heads"),
        "kv_heads" => ("KV 头", "KV heads"),
        "head_dim" => ("头宽度", "Head dimension"),
        "v_head_dim" => ("V 头宽度", "Value head dimension"),
        "global_kv_heads" => ("全局层的 KV 头", "KV heads of global layers"),
        "global_head_dim" => ("全局层的头宽度", "Head dimension of global layers"),
        "q_lora_rank" => ("Q 压缩秩（MLA）", "Query LoRA rank (MLA)"),
        "kv_lora_rank" => ("KV 压缩秩（MLA）", "KV LoRA rank (MLA)"),
        "qk_nope_head_dim" => ("无位置 QK 头宽度（MLA）", "QK head dimension without position (MLA)"),
        "qk_rope_head_dim" => ("RoPE 头宽度（MLA）", "RoPE head dimension (MLA)"),
        "index_head_dim" => ("稀疏注意力索引头宽度", "Sparse-attention indexer head dimension"),
        "sliding_window" => ("滑动窗口（词元）", "Sliding window (tokens)"),
        "experts" => ("每层专家数", "Experts per layer"),
        "experts_per_token" => ("每词元激活专家", "Experts per token"),
        "shared_experts" => ("共享专家", "Shared experts"),
        "moe_intermediate_size" => ("专家宽度", "Expert width"),
        "vocabulary" => ("词表大小", "Vocabulary"),
        "max_positions" => ("位置上限（词元）", "Maximum positions (tokens)"),
        other => (other, other),
    };
    locale.pick(zh, en)
}

#[cfg(test)]
mod tests {
    use super::{lines, shape_name};
    use crate::catalog::model::{Facts, Shape};
    use crate::catalog::source::{Claim, SourceId, Sourced};
    use crate::locale::Locale;

    #[test]
    fn every_number_of_a_shape_has_a_name_in_both_languages() {
        for name in Shape::NAMES {
            for locale in Locale::ALL {
                assert_ne!(shape_name(name, locale), *name, "{name} in {locale:?}");
            }
        }
    }

    #[test]
    fn disagreeing_values_are_told_once_and_equal_ones_are_not() {
        let claim = |value, source| Claim { value, source: SourceId(source), at: None };
        let others = vec![claim(131_072, 1), claim(128_000, 2), claim(131_072, 1)];
        let facts =
            Facts { context_window: Some(Sourced { claim: claim(128_000, 0), others }), ..Facts::default() };
        let lines = lines(&facts, Locale::En);
        let known: Vec<_> = lines.into_iter().filter_map(|line| line.said).collect();
        assert_eq!(known.len(), 1);
        assert_eq!((known[0].text.as_str(), known[0].rank), ("128K (128,000)", Some(128_000)));
        assert_eq!(known[0].others, [("128K (131,072)".to_owned(), SourceId(1), None)]);
    }
}
