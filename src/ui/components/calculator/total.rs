//! The sum: a sentence, a bar and a table of its parts.

use leptos::prelude::*;

use crate::catalog::memory::bytes::{binary, decimal};
use crate::catalog::quantity::{grouped, params};
use crate::ui::components::calculator::{Answer, in_binary, in_decimal};
use crate::ui::components::source_mark::SourceMark;

/// The sentence that is announced when the answer changes.
pub(crate) fn sentence(answer: &Answer<'_>) -> String {
    let (locale, name, total) = (answer.locale, answer.name(), answer.estimate.total());
    let sum = format!("{} ({})", binary(total), decimal(total));
    match (answer.estimate.weights, answer.estimate.cache) {
        (Some(_), Some(_)) => locale.pick(format!("{name} 共需 {sum}"), format!("{name} needs {sum} in all")),
        (Some(_), None) => locale.pick(
            format!("{name} 的权重和余量需要 {sum}，不含 KV 缓存"),
            format!("{name} needs {sum} for weights and allowance, without a KV cache"),
        ),
        (None, Some(_)) => locale.pick(
            format!("{name} 的 KV 缓存和余量需要 {sum}，不含权重"),
            format!("{name} needs {sum} for KV cache and allowance, without its weights"),
        ),
        (None, None) => {
            locale.pick(format!("{name} 没有可以计算的数据"), format!("There is nothing to count for {name}"))
        }
    }
}

/// The parts of the sum.
pub(crate) fn parts(answer: &Answer<'_>) -> AnyView {
    let (locale, load, estimate) = (answer.locale, &answer.load, &answer.estimate);
    let total = estimate.total();
    let id = &answer.model.id;
    let weights = answer.model.facts.total_params.as_ref().map(|count| {
        let about = format!("{} × {} bit", params(*count.value()), load.weights.bits());
        view! { {about}<SourceMark locale model=id.clone() anchor="total_params".to_owned() /> }
    });
    let weights = match weights {
        Some(weights) => weights.into_any(),
        None => locale.pick("参数总数没有来源", "no source gives the number of parameters").into_any(),
    };
    let cache = match estimate.cache {
        Some(_) => locale
            .pick(
                format!("{} token × {}", grouped(load.context), grouped(load.batch)),
                format!("{} tokens × {}", grouped(load.context), grouped(load.batch)),
            )
            .into_any(),
        None => locale.pick("见下文", "see below").into_any(),
    };
    let overhead =
        locale.pick(format!("以上之和的 {} %", load.overhead), format!("{} % of the above", load.overhead));
    let rows = [
        ("series-1", locale.pick("权重", "Weights"), weights, estimate.weights),
        ("series-2", locale.pick("KV 缓存", "KV cache"), cache, estimate.cache),
        ("series-3", locale.pick("余量", "Allowance"), overhead.into_any(), Some(estimate.overhead)),
    ];
    let bar = bar(rows.each_ref().map(|(class, _, _, bytes)| (*class, bytes.unwrap_or(0))));
    let rows = rows.map(|(class, name, about, bytes)| {
        let unknown = || view! { <td class="number unknown" colspan="2">{locale.pick("未知", "unknown")}</td> };
        let amount = match bytes {
            None => unknown().into_any(),
            Some(bytes) => view! {
                <td class="number">{in_binary(bytes, locale)}</td>
                <td class="number">{in_decimal(bytes, locale)}</td>
            }
            .into_any(),
        };
        view! { <tr><th scope="row"><i class=format!("key {class}")></i>{name}" "<small>{about}</small></th>{amount}</tr> }
    });
    let sum = if estimate.is_complete() {
        locale.pick("合计", "Total")
    } else {
        locale.pick("已知部分合计", "Total of what is known")
    };
    view! {
        {bar}
        <div class="table-box">
            <table class="data parts">
                <thead><tr>
                    <th scope="col">{locale.pick("部分", "Part")}</th>
                    <th scope="col" class="number">{locale.pick("二进制", "Binary")}</th>
                    <th scope="col" class="number">{locale.pick("十进制", "Decimal")}</th>
                </tr></thead>
                <tbody>{rows.into_iter().collect_view()}</tbody>
                <tfoot><tr>
                    <th scope="row">{sum}</th>
                    <td class="number">{in_binary(total, locale)}</td>
                    <td class="number">{in_decimal(total, locale)}</td>
                </tr></tfoot>
            </table>
        </div>
    }
    .into_any()
}

/// Parts laid end to end. The table beside it says the same.
fn bar(parts: [(&'static str, u64); 3]) -> AnyView {
    const WIDTH: f64 = 1_000.0;
    let total: f64 = parts.iter().map(|(_, bytes)| *bytes as f64).sum();
    let mut at = 0.0;
    let rects = parts.map(|(class, bytes)| {
        let width = if total > 0.0 { bytes as f64 / total * WIDTH } else { 0.0 };
        let x = at;
        at += width;
        (width > 0.0).then(|| {
            view! { <rect class=format!("area {class}") x=format!("{x:.1}") y="0" width=format!("{width:.1}") height="20" /> }
        })
    });
    view! {
        <svg class="memory-bar" viewBox="0 0 1000 20" preserveAspectRatio="none" aria-hidden="true">
            {rects.into_iter().collect_view()}
        </svg>
    }
    .into_any()
}
