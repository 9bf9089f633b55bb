//! What models are and can do, and what they cost at their maker's.

use crate::catalog::measure::price_anchor;
use crate::catalog::model::Modality;
use crate::catalog::price::Decimal;
use crate::catalog::table::build::{Builder, count, day, modality, plain};
use crate::catalog::table::{Cell, Column, Kind};

pub(super) fn fill(builder: &mut Builder<'_>) {
    let locale = builder.locale;
    let per = locale.pick("每百万", "per 1M");
    builder.column("model", ("模型", "Model"), "", Kind::Text, "");
    builder.column("released", ("发布", "Released"), "", Kind::Date, "released");
    builder.column("context", ("上下文", "Context"), "tokens", Kind::Tokens, "context_window");
    builder.column("output", ("最大输出", "Max output"), "tokens", Kind::Tokens, "max_output");
    builder.column("in", ("输入价", "Input price"), per, Kind::Money, Column::OF_ROW);
    builder.column("out", ("输出价", "Output price"), per, Kind::Money, Column::OF_ROW);
    builder.column("total", ("总参数", "Total"), "params", Kind::Params, "total_params");
    builder.column("active", ("激活参数", "Active"), "params", Kind::Params, "active_params");
    builder.column("weights", ("权重", "Weights"), "", Kind::Text, "open_weights");
    builder.column("input", ("输入类型", "Input"), "", Kind::Text, "input");
    builder.column("reasoning", ("推理", "Reasoning"), "", Kind::Text, "reasoning");
    builder.column("tools", ("工具调用", "Tools"), "", Kind::Text, "tool_calling");
    builder.more_column("vendor", ("厂商", "Vendor"), "", Kind::Text, "");
    builder.more_column("limit", ("输入上限", "Input limit"), "tokens", Kind::Tokens, "input_limit");
    builder.more_column(
        "structured",
        ("结构化输出", "Structured output"),
        "",
        Kind::Text,
        "structured_output",
    );
    builder.more_column("gives", ("输出类型", "Output"), "", Kind::Text, "output");
    builder.more_column("license", ("许可证", "Licence"), "", Kind::Text, "license");
    builder.more_column("cutoff", ("知识截止", "Knowledge cut-off"), "", Kind::Text, "knowledge_cutoff");
    builder.more_column(
        "trained",
        ("训练词元", "Training tokens"),
        "tokens",
        Kind::Params,
        "training_tokens",
    );
    builder.more_column("hf", ("Hugging Face", "Hugging Face"), "", Kind::Text, "hf_id");
    let yes_no = |yes: &bool| plain(locale.pick(["否", "是"], ["No", "Yes"])[usize::from(*yes)]);
    let weights = |open: &bool| plain(locale.pick(["闭源", "开放"], ["Closed", "Open"])[usize::from(*open)]);
    let kinds = |kinds: &Vec<Modality>| {
        let names: Vec<String> = kinds.iter().map(|kind| modality(*kind, locale).name).collect();
        plain(names.join(locale.pick("、", ", ")))
    };
    for model in builder.models() {
        let facts = &model.facts;
        let price = builder.catalog.headline_price(model, builder.today);
        let money = |amount: fn(&crate::catalog::price::Price) -> Decimal| {
            price.map_or_else(Cell::default, |(_, price)| {
                builder.money(
                    price,
                    price.money(amount(price)),
                    !price.tiers.is_empty() || price.note.is_some(),
                )
            })
        };
        let vendor = builder.catalog.vendor_of(model).map_or("", |vendor| vendor.name.get(locale));
        let cells = vec![
            builder.name(model),
            builder.fact(facts.released.as_ref(), day),
            builder.fact(facts.context_window.as_ref(), count),
            builder.fact(facts.max_output.as_ref(), count),
            money(|price| price.input),
            money(|price| price.output),
            builder.fact(facts.total_params.as_ref(), count),
            builder.fact(facts.active_params.as_ref(), count),
            builder.fact(facts.open_weights.as_ref(), weights),
            builder.fact(facts.input.as_ref(), kinds),
            builder.fact(facts.reasoning.as_ref(), yes_no),
            builder.fact(facts.tool_calling.as_ref(), yes_no),
            plain(vendor),
            builder.fact(facts.input_limit.as_ref(), count),
            builder.fact(facts.structured_output.as_ref(), yes_no),
            builder.fact(facts.output.as_ref(), kinds),
            builder.fact(facts.license.as_ref(), |text: &String| plain(text.as_str())),
            builder.fact(facts.knowledge_cutoff.as_ref(), |text: &String| plain(text.as_str())),
            builder.fact(facts.training_tokens.as_ref(), count),
            builder.fact(facts.hf_id.as_ref(), |text: &String| plain(text.as_str())),
        ];
        let anchor = price.map_or_else(String::new, |(place, _)| price_anchor(place));
        builder.row(model, "", anchor, &builder.model_facets(model), cells);
    }
}
