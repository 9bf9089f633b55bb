//! A scenario's conditions in words.

use crate::catalog::Catalog;
use crate::catalog::measure::Value;
use crate::catalog::quantity::{params, tokens};
use crate::catalog::scenario::Rule;
use crate::locale::Locale;

/// What a model must fulfil, one phrase for each condition.
pub(crate) fn conditions(rule: &Rule, catalog: &Catalog, locale: Locale) -> Vec<String> {
    let flag = |wish: Option<bool>, yes: (&str, &str), no: (&str, &str)| {
        wish.map(|wish| if wish { locale.pick(yes.0, yes.1) } else { locale.pick(no.0, no.1) }.to_owned())
    };
    let kinds = |kind| Value::Kinds(&[kind]).text(locale);
    let scores = rule.any_score.iter().map(|(id, least)| {
        let name = catalog.benchmark(id).map_or(id.as_str(), |benchmark| benchmark.name.as_str());
        format!("{name} ≥ {least}")
    });
    let scores: Vec<String> = scores.collect();
    let said = [
        flag(rule.open_weights, ("开放权重", "open weights"), ("闭源", "closed weights")),
        flag(
            rule.reasoning,
            ("先推理再回答", "reasons before it answers"),
            ("不推理", "does not reason first"),
        ),
        flag(rule.tool_calling, ("支持工具调用", "tool calling"), ("无工具调用", "no tool calling")),
        flag(
            rule.structured_output,
            ("支持结构化输出", "structured output"),
            ("无结构化输出", "no structured output"),
        ),
        rule.input.map(|kind| locale.pick(format!("能读{}", kinds(kind)), format!("takes {}", kinds(kind)))),
        rule.output
            .map(|kind| locale.pick(format!("能生成{}", kinds(kind)), format!("gives {}", kinds(kind)))),
        rule.released_since.map(|day| locale.pick(format!("{day} 起发布"), format!("released since {day}"))),
        rule.min_context.map(|least| {
            let least = tokens(least);
            locale.pick(format!("上下文 ≥ {least}"), format!("context ≥ {least}"))
        }),
        rule.max_total_params.map(|most| {
            let most = params(most);
            locale.pick(format!("总参数 ≤ {most}"), format!("total parameters ≤ {most}"))
        }),
        rule.max_active_params.map(|most| {
            let most = params(most);
            locale.pick(format!("激活参数 ≤ {most}"), format!("active parameters ≤ {most}"))
        }),
        rule.max_output_price.map(|most| {
            let most = most.money();
            locale.pick(
                format!("最低输出价 ≤ ${most} / 百万词元"),
                format!("cheapest output ≤ ${most} per million tokens"),
            )
        }),
        (!scores.is_empty()).then(|| scores.join(locale.pick(" 或 ", " or "))),
    ];
    said.into_iter().flatten().collect()
}
