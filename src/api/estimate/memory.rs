//! What memory it takes to run a model: weights, KV cache, allowance, cards.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::answer;
use crate::api::asked::Asked;
use crate::api::body::SourceBody;
use crate::api::models::named;
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::catalog::memory::cache::{Attention, Cache, Note, Unknown};
use crate::catalog::memory::gpu::{Gpu, GpuKind, tensor_parallel};
use crate::catalog::memory::precision::{CACHE, Precision, WEIGHTS};
use crate::catalog::memory::question::Question;
use crate::catalog::memory::{Estimate, Load};
use crate::snapshot::Snapshot;

/// The memory a model takes.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(in crate::api) struct MemoryBody {
    /// The model, as an id.
    model: String,
    /// What was counted.
    load: LoadBody,
    /// Bytes of all parameters, active or not; absent when their number is unknown.
    #[serde(skip_serializing_if = "Option::is_none")]
    weights_bytes: Option<u64>,
    /// Bytes of keys and values of all sequences at full length; absent when
    /// no source gives the shape, see `kv_cache_unknown`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kv_cache_bytes: Option<u64>,
    /// Bytes that the next token adds while no window is full.
    #[serde(skip_serializing_if = "Option::is_none")]
    kv_cache_bytes_per_token: Option<u64>,
    /// The allowance on both.
    overhead_bytes: u64,
    /// What is known of it, together.
    total_bytes: u64,
    /// Whether nothing is missing from the total.
    complete: bool,
    /// `MHA`, `GQA`, `MQA`, `MLA` or `linear`.
    #[serde(skip_serializing_if = "Option::is_none")]
    attention: Option<&'static str>,
    /// Why the cache could not be counted: `no-shape`, `missing:<number>`,
    /// `compressed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    kv_cache_unknown: Option<String>,
    /// Assumptions that were made.
    assumptions: Vec<&'static str>,
    /// How many cards hold the total; empty when the weights are unknown.
    gpus: Vec<GpuBody>,
    /// Who says the shape.
    #[serde(skip_serializing_if = "Option::is_none")]
    architecture_source: Option<SourceBody>,
}

/// What is asked of the hardware.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct LoadBody {
    /// How weights are stored.
    weights: &'static str,
    /// How cached keys and values are stored.
    kv_cache: &'static str,
    /// Tokens of each sequence, prompt and answer together.
    context_tokens: u64,
    /// Sequences held at once.
    batch: u64,
    /// Per cent added for activations, buffers and fragmentation.
    overhead_percent: u64,
}

/// How many cards of a kind hold the total.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct GpuBody {
    /// Its id.
    id: String,
    /// Its name.
    name: String,
    /// Memory of one, in bytes.
    memory_bytes: u64,
    /// The fewest that hold the total, if it could be split at will.
    at_least: u64,
    /// Per cent of their memory in use, rounded up.
    used_percent: u64,
    /// The fewest that tensor parallelism can use; absent when heads are
    /// unknown, when more are needed than that allows, or for unified memory.
    #[serde(skip_serializing_if = "Option::is_none")]
    tensor_parallel: Option<u64>,
    /// Who says its memory.
    source: SourceBody,
}

/// What memory a model takes.
pub(in crate::api) fn memory(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let model = named(catalog, asked.word("model").unwrap_or_default())?;
    let usual = Question::DEFAULT;
    let format = |list: &[Precision], name: &str, usual| {
        asked.word(name).and_then(|id| Precision::find(list, id)).unwrap_or(usual)
    };
    let load = Load {
        weights: format(&WEIGHTS, "weights", usual.weights),
        cache: format(&CACHE, "kv_cache", usual.cache),
        context: asked.count("context_tokens").unwrap_or(usual.context),
        batch: asked.count("batch").unwrap_or(usual.batch),
        overhead: asked.count("overhead_percent").unwrap_or(usual.overhead),
    };
    let shape = model.architecture.as_ref().map(|architecture| &architecture.shape);
    let cache = shape.map_or(Err(Unknown::NoShape), Cache::of);
    let params = model.facts.total_params.as_ref().map(|count| *count.value());
    let estimate = Estimate::of(params, cache.as_ref().ok(), &load);
    let heads = shape.and_then(|shape| shape.heads);
    let kv_heads = cache.as_ref().map(Cache::kv_heads).unwrap_or_default();
    let gpus = catalog.gpus.iter().filter(|_| estimate.weights.is_some());
    answer(&MemoryBody {
        model: model.id.0.clone(),
        weights_bytes: estimate.weights,
        kv_cache_bytes: estimate.cache,
        kv_cache_bytes_per_token: cache.as_ref().ok().map(|cache| cache.bytes_per_token(load.cache)),
        overhead_bytes: estimate.overhead,
        total_bytes: estimate.total(),
        complete: estimate.is_complete(),
        attention: cache.as_ref().ok().map(|cache| attention(cache.attention)),
        kv_cache_unknown: cache.as_ref().err().map(unknown),
        assumptions: cache.iter().flat_map(|cache| &cache.notes).map(assumption).collect(),
        gpus: gpus.map(|gpu| card(gpu, estimate.total(), heads, &kv_heads)).collect(),
        architecture_source: model
            .architecture
            .as_ref()
            .and_then(|shape| SourceBody::of(catalog, shape.source)),
        load: LoadBody {
            weights: load.weights.id,
            kv_cache: load.cache.id,
            context_tokens: load.context,
            batch: load.batch,
            overhead_percent: load.overhead,
        },
    })
}

/// What it takes.
pub(in crate::api) fn memory_parameters(_: &Snapshot) -> Vec<Parameter> {
    let usual = Question::DEFAULT;
    let formats = |list: &[Precision]| Takes::One(list.iter().map(|format| format.id.to_owned()).collect());
    let count = |name: &str, least: u64, most: u64, usual: u64, zh: &str, en: &str| {
        let (zh, en) = (format!("{zh}，默认 {usual}"), format!("{en}; {usual} unless given"));
        Parameter::new(name, Takes::Count(least, most), &zh, &en).example(&usual.to_string())
    };
    vec![
        Parameter::new("model", Takes::Id, "模型 id", "Id of a model").required().example("deepseek-v3"),
        Parameter::new(
            "weights",
            formats(&WEIGHTS),
            "权重的数字格式，默认 bf16",
            "Number format of the weights; bf16 unless given",
        ),
        Parameter::new(
            "kv_cache",
            formats(&CACHE),
            "KV 缓存的数字格式，默认 bf16",
            "Number format of the KV cache; bf16 unless given",
        ),
        count(
            "context_tokens",
            1,
            Question::MAX_CONTEXT,
            usual.context,
            "每个序列的词元数，提示与回答合计",
            "Tokens of each sequence, prompt and answer together",
        ),
        count("batch", 1, Question::MAX_BATCH, usual.batch, "同时处理的序列数", "Sequences held at once"),
        count(
            "overhead_percent",
            0,
            Question::MAX_OVERHEAD,
            usual.overhead,
            "为激活值、缓冲和碎片另加的百分比",
            "Per cent added for activations, buffers and fragmentation",
        ),
    ]
}

fn card(gpu: &Gpu, total: u64, heads: Option<u64>, kv_heads: &[u64]) -> GpuBody {
    let count = gpu.needed(total);
    // Memory that is part of a computer is not joined this way.
    let heads = heads.filter(|_| gpu.kind != GpuKind::Unified);
    GpuBody {
        id: gpu.id.clone(),
        name: gpu.name.clone(),
        memory_bytes: gpu.memory,
        at_least: count,
        used_percent: gpu.used(total, count),
        tensor_parallel: heads.and_then(|heads| tensor_parallel(count, heads, kv_heads)),
        source: SourceBody::from(&gpu.source),
    }
}

const fn attention(attention: Attention) -> &'static str {
    match attention {
        Attention::Mha => "MHA",
        Attention::Gqa => "GQA",
        Attention::Mqa => "MQA",
        Attention::Mla => "MLA",
        Attention::Linear => "linear",
    }
}

fn unknown(reason: &Unknown) -> String {
    match reason {
        Unknown::NoShape => "no-shape".to_owned(),
        Unknown::Missing(number) => format!("missing:{number}"),
        Unknown::Compressed => "compressed".to_owned(),
    }
}

const fn assumption(note: &Note) -> &'static str {
    match note {
        Note::SlidingLayersUnknown => {
            "a window is given, but not which layers slide: all are counted in full"
        }
        Note::WindowUnknown => "layers slide, but by how far is not given: all are counted in full",
        Note::SharedLayersUnknown => {
            "which kinds of layers share a cache is not given: taken to be the cheapest"
        }
        Note::KvHeadsAssumed => "key heads are not given: taken to be as many as query heads",
        Note::HeadDimDerived => "the width of a head is not given: hidden size divided by heads",
    }
}
