//! What models are and can do.

use crate::catalog::model::{Modality, Structure};
use crate::catalog::quantity::{Date, params, tokens};
use crate::catalog::table::build::Builder;
use crate::locale::Locale;

pub(super) fn fill(builder: &mut Builder<'_>) {
    builder.text_column("model", "模型", "Model");
    builder.number_column("released", ("发布", "Released"), "");
    builder.number_column("context", ("上下文", "Context"), "tokens");
    builder.number_column("output", ("最大输出", "Max output"), "tokens");
    builder.number_column("total", ("总参数", "Total"), "params");
    builder.number_column("active", ("激活参数", "Active"), "params");
    builder.text_column("structure", "架构", "Structure");
    builder.text_column("weights", "权重", "Weights");
    builder.text_column("input", "输入", "Input");
    builder.text_column("reasoning", "推理", "Reasoning");
    builder.text_column("tools", "工具调用", "Tools");
    let locale = builder.locale;
    for model in builder.models() {
        let facts = &model.facts;
        let cells = vec![
            builder.name(model),
            builder.fact(facts.released.as_ref(), Date::to_string, |d| Some(d.days_since_epoch())),
            builder.fact(facts.context_window.as_ref(), |n| tokens(*n), number),
            builder.fact(facts.max_output.as_ref(), |n| tokens(*n), number),
            builder.fact(facts.total_params.as_ref(), |n| params(*n), number),
            builder.fact(facts.active_params.as_ref(), |n| params(*n), number),
            builder.fact(facts.structure.as_ref(), |s| structure(*s, locale).to_owned(), |_| None),
            builder.fact(
                facts.open_weights.as_ref(),
                |open| locale.pick(["闭源", "开放"], ["Closed", "Open"])[usize::from(*open)].to_owned(),
                |_| None,
            ),
            builder.fact(facts.input.as_ref(), |kinds| modalities(kinds, locale), |_| None),
            builder.fact(facts.reasoning.as_ref(), |yes| yes_no(*yes, locale), |_| None),
            builder.fact(facts.tool_calling.as_ref(), |yes| yes_no(*yes, locale), |_| None),
        ];
        builder.row(model, "", cells);
    }
}

fn number(count: &u64) -> Option<i64> {
    i64::try_from(*count).ok()
}

fn yes_no(yes: bool, locale: Locale) -> String {
    locale.pick(["否", "是"], ["No", "Yes"])[usize::from(yes)].to_owned()
}

fn structure(structure: Structure, locale: Locale) -> &'static str {
    match structure {
        Structure::Dense => locale.pick("稠密", "Dense"),
        Structure::Moe => "MoE",
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
