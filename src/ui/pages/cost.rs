//! The cost calculator: what a month of the reader's own usage costs at every
//! price, cheapest first, filtered like any table.

use leptos::prelude::*;

use crate::catalog::cost::Usage;
use crate::catalog::table::{Scope, View};
use crate::locale::Locale;
use crate::query::Query;
use crate::ui::app::{Frame, Request};
use crate::ui::components::catalog_table::TableHere;
use crate::ui::text;

/// Rows of a page of the table.
const ROWS: usize = 50;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let (usage, problems) = Usage::read(&request.query);
    let title = text::COST.get(locale);
    let lead = locale.pick(
        "填入每次请求的词元数、每月请求数和缓存命中比例，按当天价格算出每个模型每月的费用，从低到高排列。",
        "Enter tokens per request, requests per month and the share of cache hits: what each model costs a month at today's prices, cheapest first.",
    );
    let fields = Usage::KEYS.map(|key| field(key, &usage, locale));
    let kept = kept(&request.query);
    let ignored = (!problems.is_empty()).then(|| {
        let said: Vec<String> = problems.iter().map(|(key, value)| format!("{key}={value}")).collect();
        view! { <p class="notice" role="status">{text::IGNORED.get(locale)}<code>{said.join(" ")}</code></p> }
    });
    let main = view! {
        <article class="catalog-page">
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            <form class="calculator usage" method="get" action=request.route.path() data-live>
                {kept}
                {fields.into_iter().collect_view()}
                <button type="submit" class="no-script">{text::CALCULATE.get(locale)}</button>
            </form>
            <p class="said" role="status" data-live-result>{sentence(&usage, locale)}</p>
            <div data-live-result>
                {ignored}
                <TableHere request=request.clone() view=View::Cost(usage) scope=Scope::default() prefix=String::new() page_size=ROWS />
            </div>
            <details class="fold">
                <summary>{locale.pick("怎样计算", "How this is computed")}</summary>
                <p>{method(locale)}</p>
            </details>
        </article>
    };
    Frame { wide: true, ..Frame::new(title, lead, main.into_any()) }
}

/// One number of the usage.
fn field(key: &'static str, usage: &Usage, locale: Locale) -> AnyView {
    let (label, unit, most) = match key {
        "in" => (locale.pick("每次输入", "Input per request"), "tokens", None),
        "out" => (locale.pick("每次输出", "Output per request"), "tokens", None),
        "n" => (locale.pick("每月请求", "Requests a month"), locale.pick("次", "requests"), None),
        "cache" => (locale.pick("输入命中缓存", "Input read from cache"), "%", Some("100")),
        _ => (locale.pick("高峰时段请求", "Requests at peak hours"), "%", Some("100")),
    };
    view! {
        <label>
            <span>{label}</span>
            <span class="with-unit">
                <input type="number" name=key min="0" max=most step="1" inputmode="numeric" value=usage.value(key).to_string() data-default=Usage::USUAL.value(key).to_string() />
                <small>{unit}</small>
            </span>
        </label>
    }
    .into_any()
}

/// The table's own parameters, so that a submitted form keeps its filters.
fn kept(query: &Query) -> AnyView {
    let others = query.pairs().filter(|(key, _)| !Usage::KEYS.contains(key) && *key != "page");
    let fields = others.map(|(key, value)| {
        view! { <input type="hidden" name=key.to_owned() value=value.to_owned() /> }
    });
    fields.collect_view().into_any()
}

/// The usage in words, with the month's tokens.
fn sentence(usage: &Usage, locale: Locale) -> String {
    use crate::catalog::quantity::{grouped, params};
    let input = params(usage.input.saturating_mul(usage.requests));
    let output = params(usage.output.saturating_mul(usage.requests));
    let requests = grouped(usage.requests);
    locale.pick(
        format!("每月 {requests} 次请求，共 {input} 输入词元、{output} 输出词元。"),
        format!("{requests} requests a month: {input} input and {output} output tokens in all."),
    )
}

fn method(locale: Locale) -> &'static str {
    locale.pick(
        "每次费用 = 未命中缓存的输入 × 输入价 + 命中的输入 × 缓存价 + 输出 × 输出价，均按每百万词元；再乘以请求数。\
         分时定价的服务商按高峰比例加权；超过分档长度的请求整次按该档计价。没有公布缓存价的，命中部分按输入价计，并以 † 标出。\
         缓存写入、存储费和批量折扣不在内。美元与人民币按表中汇率比较先后，金额仍以公布的币种显示。推理模型的思考也算输出词元，请把它计入每次输出。",
        "Cost of a request = uncached input × input price + cached input × cache price + output × output price, each per million tokens; times requests. \
         Providers with hourly prices are weighted by the peak share; a prompt beyond a tier's length pays that tier for the whole request. Where no cache price is published, hits pay the input price, marked †. \
         Cache writes, storage and batch discounts are left out. Dollars and yuan are ranked at the rate shown, but amounts stay in their published currency. Reasoning models bill their thinking as output: count it in.",
    )
}
