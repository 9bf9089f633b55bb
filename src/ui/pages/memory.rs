//! The memory calculator: what it takes to run a model, from its own shape.
//!
//! The address holds the question, so an answer can be shared; what the
//! address leaves out is the default.

use leptos::prelude::*;

use crate::catalog::memory::question::Question;
use crate::catalog::model::{Model, ModelId};
use crate::catalog::quantity::grouped;
use crate::locale::Locale;
use crate::page::Heading;
use crate::route::Route;
use crate::ui::app::{Frame, Request};
use crate::ui::components::calculator::form::{Form, is_countable, options, usual};
use crate::ui::components::calculator::{Answer, cache, gpus, total, words};
use crate::ui::components::contents::FoldedContents;
use crate::ui::text;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let catalog = &request.snapshot.site.catalog;
    let (question, refused) = Question::read(&request.query);
    let mut notices: Vec<String> = refused.iter().map(|refused| words::refused(refused, locale)).collect();
    let usual = usual(catalog);
    let asked = question.model.as_ref().map(|id| (id, catalog.model(&ModelId(id.clone()))));
    let model = match asked {
        None => usual,
        Some((_, Some(model))) if is_countable(model) => Some(model),
        Some((id, found)) => {
            notices.push(not_countable(id, found, usual, locale));
            usual
        }
    };
    let title = text::MEMORY.get(locale);
    let lead = locale.pick(
        "运行一个开放权重模型要多少显存：权重、KV 缓存和余量，按它公布的结构逐项算给你看。",
        "How much memory it takes to run an open model: weights, KV cache and an allowance, counted part by part from its published architecture.",
    );
    let chosen = model.map_or("", |model| model.id.as_str());
    let models = options(catalog, chosen, locale);
    let usual = usual.map_or("", |model| model.id.as_str()).to_owned();
    let answer = model.map(|model| Answer::of(model, question.load, locale));
    let headings =
        answer.as_ref().map(|answer| headings(answer, !catalog.gpus.is_empty())).unwrap_or_default();
    let sentence = answer.as_ref().map(total::sentence);
    let results = answer.as_ref().map(|answer| results(answer, request));
    let nothing = answer.is_none().then(|| {
        view! { <p class="notice">{locale.pick("目录里没有开放权重的模型，没有可以计算的。", "The catalogue has no open-weights model, so there is nothing to count.")}</p> }
    });
    let main = view! {
        <article class="calculator-page">
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <FoldedContents headings=headings.clone() locale />
            <Form question=question.clone() chosen=chosen.to_owned() usual models locale />
            <div data-live-result>{notices.into_iter().map(|notice| view! { <p class="notice">{notice}</p> }).collect_view()}</div>
            <p role="status" class="sentence" data-live-result>{sentence}</p>
            <div data-live-result>{results}{nothing}</div>
        </article>
    };
    Frame { headings, ..Frame::new(title, lead, main.into_any()) }
}

/// Why a model that was asked for is not shown.
fn not_countable(id: &str, found: Option<&Model>, usual: Option<&Model>, locale: Locale) -> String {
    let shown = usual.map_or("", |model| model.name.get(locale));
    match found {
        Some(model) => {
            let name = model.name.get(locale);
            locale.pick(
                format!("{name} 的权重没有公开，或者没有可引用的大小，无法计算；下面是 {shown}。"),
                format!(
                    "{name} has no open weights of a known size, so it cannot be counted; shown is {shown}."
                ),
            )
        }
        None => {
            let id: String = id.chars().take(40).collect();
            locale.pick(
                format!("目录里没有模型「{id}」；下面是 {shown}。"),
                format!("The catalogue has no model “{id}”; shown is {shown}."),
            )
        }
    }
}

fn results(answer: &Answer<'_>, request: &Request) -> AnyView {
    let locale = answer.locale;
    let site = &request.snapshot.site;
    let address = Route::model(locale, answer.model.id.as_str()).path();
    let beyond = answer.longest().filter(|longest| answer.load.context > *longest).map(|longest| {
        let longest = grouped(longest);
        view! {
            <p class="notice">{locale.pick(
                format!("上下文超过了这个模型的窗口（{longest} 个词元），下面只是算术结果。"),
                format!("This is more context than the model's window of {longest} tokens; what follows is arithmetic only."),
            )}</p>
        }
    });
    view! {
        {beyond}
        {total::parts(answer)}
        <p class="muted about-model"><a href=address>{locale.pick(format!("{} 的全部数据", answer.name()), format!("Everything about {}", answer.name()))}</a></p>
        {cache::section(answer, site)}
        {gpus::section(answer, &site.catalog.gpus)}
        {caveats(answer)}
    }
    .into_any()
}

fn headings(answer: &Answer<'_>, has_gpus: bool) -> Vec<Heading> {
    let locale = answer.locale;
    let heading =
        |anchor: &str, text: &str| Heading { level: 2, text: text.to_owned(), anchor: anchor.to_owned() };
    let mut headings = vec![heading("kv-cache", locale.pick("KV 缓存", "KV cache"))];
    if has_gpus {
        headings.push(heading("gpus", locale.pick("需要几张卡", "How many GPUs")));
    }
    headings.push(heading("limits", locale.pick("这些数字的边界", "What these figures leave out")));
    headings
}

/// What the figures do not say.
fn caveats(answer: &Answer<'_>) -> AnyView {
    let locale = answer.locale;
    let lines = [
        locale.pick(
            "KV 缓存按所有序列都写满上下文计算，是上限；分页分配的推理引擎只在用到时才占用，共享前缀还会更少。",
            "The KV cache is counted with every sequence at full length, an upper bound: engines that allocate pages take memory as it is used, and shared prefixes take less.",
        ),
        locale.pick(
            "权重按全部参数计算：混合专家模型每个词元只用一部分专家，但所有专家都要在显存里。",
            "Weights count all parameters: a mixture of experts uses a few for each token but holds all of them.",
        ),
        locale.pick(
            "Q5_K_M 等混合量化的位数是 llama.cpp 在 Llama 3.1 8B 上的平均值，其他模型略有出入。",
            "The bits of mixed formats such as Q5_K_M are llama.cpp's averages for Llama 3.1 8B; other models differ a little.",
        ),
        locale.pick(
            "标称 80 GB 的卡按 80×10⁹ 字节计算；有些厂商指的是 GiB，那样会多出约 7 %。",
            "A card labelled 80 GB is taken as 80×10⁹ bytes; some vendors mean GiB, which is about 7 % more.",
        ),
        locale.pick(
            "卡数假设总量可以任意切分，是下限：张量并行还要求注意力头数能被卡数整除，键值头少于卡数时（MLA 的潜在向量更是如此）每张卡都要存一份相同的缓存。",
            "The number of cards assumes that the sum can be split at will, a lower bound: tensor parallelism also wants it to divide the attention heads, and where there are fewer key heads than cards, as with MLA's latent vector, each card keeps its own copy of the cache.",
        ),
    ];
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> });
    view! {
        <section>
            <h2 id="limits">{locale.pick("这些数字的边界", "What these figures leave out")}</h2>
            <ul class="limits">{lines.collect_view()}</ul>
        </section>
    }
    .into_any()
}
