//! How many cards hold the sum.

use leptos::prelude::*;

use crate::catalog::memory::cache::Cache;
use crate::catalog::memory::gpu::{Gpu, GpuKind, tensor_parallel};
use crate::catalog::quantity::grouped;
use crate::catalog::source::Reference;
use crate::locale::Locale;
use crate::ui::components::calculator::Answer;
use crate::ui::text;

/// The section on cards; nothing without a list of them.
pub(crate) fn section(answer: &Answer<'_>, gpus: &[Gpu]) -> AnyView {
    let locale = answer.locale;
    if gpus.is_empty() {
        return ().into_any();
    }
    let body = match answer.estimate.weights {
        Some(_) => table(answer, gpus),
        // Cards for a cache alone would mislead.
        None => view! {
            <p class="notice">{locale.pick(
                "参数总数没有来源，无法计算需要几张卡。",
                "No source gives the number of parameters, so cards cannot be counted.",
            )}</p>
        }
        .into_any(),
    };
    view! { <section><h2 id="gpus">{locale.pick("需要几张卡", "How many GPUs")}</h2>{body}</section> }
        .into_any()
}

fn table(answer: &Answer<'_>, gpus: &[Gpu]) -> AnyView {
    let (locale, total) = (answer.locale, answer.estimate.total());
    let heads = answer.model.architecture.as_ref().and_then(|architecture| architecture.shape.heads);
    let kv_heads = answer.cache.as_ref().map(Cache::kv_heads).unwrap_or_default();
    let mut sources: Vec<&Reference> = Vec::new();
    let kinds = [
        (GpuKind::Datacenter, "数据中心", "Data centre"),
        (GpuKind::Consumer, "消费级", "Consumer"),
        (GpuKind::Unified, "统一内存", "Unified memory"),
    ];
    let mut groups = Vec::new();
    for (kind, zh, en) in kinds {
        let mut cards: Vec<&Gpu> = gpus.iter().filter(|gpu| gpu.kind == kind).collect();
        cards.sort_by(|a, b| (b.memory, &a.name).cmp(&(a.memory, &b.name)));
        let rows: Vec<AnyView> = cards
            .into_iter()
            .map(|gpu| {
                let place = sources.iter().position(|known| **known == gpu.source).unwrap_or(sources.len());
                if place == sources.len() {
                    sources.push(&gpu.source);
                }
                row(gpu, total, heads, &kv_heads, place + 1, locale)
            })
            .collect();
        if !rows.is_empty() {
            let columns = if heads.is_some() { "5" } else { "4" };
            let head = view! { <tr><th scope="rowgroup" colspan=columns>{locale.pick(zh, en)}</th></tr> };
            groups.push(view! { <tbody>{head}{rows}</tbody> });
        }
    }
    let incomplete = answer.estimate.cache.is_none().then(|| {
        view! { <p>{locale.pick("只算权重和余量，不含 KV 缓存：实际需要更多。", "Weights and allowance alone, without the KV cache: more is needed in practice.")}</p> }
    });
    let parallel = heads.map(|heads| {
        let heads = locale.pick(format!("{heads} 个头"), format!("{heads} heads"));
        view! { <th scope="col" class="number">{locale.pick("张量并行", "Tensor parallel")}<small>{heads}</small></th> }
    });
    let explained = heads.map(|heads| {
        locale.pick(
            format!("「张量并行」是能用的最小卡数：{heads} 个注意力头要能被它整除，键值头数也要能与它整除。"),
            format!("“Tensor parallel” is the smallest number that can be used: it must divide the {heads} attention heads, and divide the key heads or be a multiple of them."),
        )
    });
    view! {
        {incomplete}
        <div class="table-box">
            <table class="data gpus">
                <thead><tr>
                    <th scope="col">"GPU"</th>
                    <th scope="col" class="number">{locale.pick("显存", "Memory")}<small>"GB"</small></th>
                    <th scope="col" class="number">{locale.pick("至少", "At least")}<small>{locale.pick("张", "GPUs")}</small></th>
                    <th scope="col" class="number">{locale.pick("每张占用", "Use")}<small>"%"</small></th>
                    {parallel}
                </tr></thead>
                {groups}
            </table>
        </div>
        {explained.map(|text| view! { <p class="muted">{text}</p> })}
        {source_list(&sources, locale)}
    }
    .into_any()
}

fn row(
    gpu: &Gpu,
    total: u64,
    heads: Option<u64>,
    kv_heads: &[u64],
    source: usize,
    locale: Locale,
) -> AnyView {
    let count = gpu.needed(total);
    let parallel = heads.map(|heads| match tensor_parallel(count, heads, kv_heads) {
        // Memory that is part of a computer is not joined this way.
        _ if gpu.kind == GpuKind::Unified => view! { <td></td> }.into_any(),
        Some(size) => view! { <td class="number">{grouped(size)}</td> }.into_any(),
        None => {
            let title = locale.pick(
                "比注意力头还多，要与流水线并行合用",
                "more than there are heads: combine with pipeline parallelism",
            );
            view! { <td class="number unknown" title=title>"—"</td> }.into_any()
        }
    });
    let one = (count == 1).then_some("fits");
    view! {
        <tr class=one>
            <th scope="row">{gpu.name.clone()}<a class="source" href=format!("#gpu-source-{source}") aria-label=text::SOURCE.get(locale)>"∘"</a></th>
            <td class="number">{grouped(gpu.memory / Gpu::LABEL_GB)}</td>
            <td class="number count">{grouped(count)}</td>
            <td class="number">{gpu.used(total, count)}</td>
            {parallel}
        </tr>
    }
    .into_any()
}

fn source_list(sources: &[&Reference], locale: Locale) -> AnyView {
    let lines = sources.iter().enumerate().map(|(place, source)| {
        view! {
            <li id=format!("gpu-source-{}", place + 1)>
                <a href=source.url.clone()>{source.title.clone()}</a>" "<small>{source.date.to_string()}</small>
            </li>
        }
    });
    view! {
        <details class="sources">
            <summary>{text::SOURCES.get(locale)}" ("{sources.len()}")"</summary>
            <ol>{lines.collect_view()}</ol>
        </details>
    }
    .into_any()
}
