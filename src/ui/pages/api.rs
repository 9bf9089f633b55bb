//! The page about the API: what can be asked, and how agents are connected.

use leptos::prelude::*;

use crate::api::{OPERATIONS, Operation, Parameter, Problem, ROOT, Tag, Takes};
use crate::locale::Locale;
use crate::page::Heading;
use crate::ui::app::{Frame, Request};
use crate::ui::components::contents::sectioned;
use crate::ui::text;

/// Values of a parameter that are listed; the rest is in the OpenAPI document.
const LISTED: usize = 12;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let lead = locale.pick(
        "给脚本、编辑器和编程智能体用的同一份数据：只读，不用密钥，允许跨域。",
        "The same facts for scripts, editors and coding agents: read-only, without a key, open to other sites.",
    );
    let own = [
        ("start", "开始", "Start"),
        ("catalogue", Tag::Catalogue.name().0, Tag::Catalogue.name().1),
        ("decide", Tag::Decide.name().0, Tag::Decide.name().1),
        ("read", Tag::Read.name().0, Tag::Read.name().1),
        ("agents", "智能体（MCP）", "Agents (MCP)"),
        ("texts", "Markdown 与 llms.txt", "Markdown and llms.txt"),
        ("problems", "出错时", "Problems"),
    ];
    let headings: Vec<Heading> = own
        .into_iter()
        .map(|(anchor, zh, en)| Heading {
            level: 2,
            text: locale.pick(zh, en).to_owned(),
            anchor: anchor.to_owned(),
        })
        .collect();
    let title = |at: usize| {
        let (anchor, zh, en) = own[at];
        view! { <h2 id=anchor>{locale.pick(zh, en)}</h2> }
    };
    let group = |tag: Tag| {
        let operations = OPERATIONS.iter().filter(move |operation| operation.tag == tag);
        operations.map(|operation| described(request, operation)).collect_view()
    };
    let body = view! {
        {title(0)}
        {start(request)}
        {title(1)}
        {group(Tag::Catalogue)}
        {title(2)}
        {group(Tag::Decide)}
        {title(3)}
        {group(Tag::Read)}
        {title(4)}
        {agents(request)}
        {title(5)}
        {texts(locale)}
        {title(6)}
        {problems(locale)}
    };
    sectioned("api-page", text::API.get(locale), lead, headings, body.into_any(), locale)
}

/// How to ask, in a few lines.
fn start(request: &Request) -> AnyView {
    let locale = request.route.locale;
    let command =
        format!("curl '{}'", request.origin.join(&format!("{ROOT}/models?scenario=coding&sort=out&limit=5")));
    let lines = [
        locale.pick(
            "字段名写明单位，价格都是每百万词元，按公布的币种，不换算。没有来源的字段不出现，不等于 0。",
            "Field names give units. Prices are per 1,000,000 tokens in the currency they are published in. A field that no source tells is absent, which is not 0.",
        ),
        locale.pick(
            "加 sources=true，每个值都附上来源；不同的说法在 others 里。",
            "With sources=true every value names its source; what others say stands in others.",
        ),
        locale.pick(
            "列表分页：links 给出上一页和下一页的地址。筛选与排序的参数和网页表格相同。",
            "Lists come in pages: links gives the addresses of the next and previous one. Filters and orders are those of the tables on the site.",
        ),
        locale.pick(
            "每个回答都有 ETag；带上 If-None-Match 再问，没有变化就是 304。",
            "Every answer has an ETag; asked again with If-None-Match, an unchanged one is a 304.",
        ),
    ];
    view! {
        <pre tabindex="0"><code>{command}</code></pre>
        <ul>{lines.map(|line| view! { <li>{line}</li> }).collect_view()}</ul>
        <p>
            {locale.pick("机器可读的说明：", "The description for machines: ")}
            <a href="/api/openapi.json">"OpenAPI 3.1"</a>
        </p>
    }
    .into_any()
}

/// An operation: its address, what it does, what it takes, and one to try.
fn described(request: &Request, operation: &Operation) -> AnyView {
    let locale = request.route.locale;
    let parameters = (operation.parameters)(&request.snapshot);
    let example = operation.example(&request.snapshot);
    let count = parameters.len();
    let says = locale.pick(format!("参数（{count}）"), format!("Parameters ({count})"));
    let lines = parameters.iter().map(|parameter| described_parameter(parameter, locale));
    view! {
        <section class="operation">
            <h3 id=operation.name><code>"GET "{ROOT}{operation.path}</code></h3>
            <p>{locale.pick(operation.about.0, operation.about.1)}</p>
            <p><a href=example.clone()><code>{example.clone()}</code></a></p>
            <details>
                <summary>{says}</summary>
                <dl class="parameters">{lines.collect_view()}</dl>
            </details>
        </section>
    }
    .into_any()
}

fn described_parameter(parameter: &Parameter, locale: Locale) -> AnyView {
    let needed = parameter.required.then(|| view! { " "<strong>{locale.pick("必填", "required")}</strong> });
    let about = locale.pick(&parameter.about.0, &parameter.about.1).clone();
    view! {
        <dt><code>{parameter.name.clone()}</code>{needed}</dt>
        <dd>{about}" "<small>{values(&parameter.takes, locale)}</small></dd>
    }
    .into_any()
}

/// The values of a parameter in a line.
fn values(takes: &Takes, locale: Locale) -> String {
    let listed = |known: &[String]| {
        let shown: Vec<&str> = known.iter().take(LISTED).map(String::as_str).collect();
        let rest = if known.len() > LISTED { "…" } else { "" };
        format!("{}{rest}", shown.join(", "))
    };
    match takes {
        Takes::Text(most) => {
            locale.pick(format!("文字，最多 {most} 字"), format!("text, at most {most} characters"))
        }
        Takes::Count(least, most) => format!("{least} – {most}"),
        Takes::Decimal => "0.28".to_owned(),
        Takes::Date => "YYYY-MM-DD".to_owned(),
        Takes::Flag => "true, false".to_owned(),
        Takes::One(known) => listed(known),
        Takes::Some(known, most) if known.len() > *most => locale.pick(
            format!("最多 {most} 个：{}", listed(known)),
            format!("at most {most} of {}", listed(known)),
        ),
        Takes::Some(known, _) => locale
            .pick(format!("逗号分隔：{}", listed(known)), format!("separated by commas: {}", listed(known))),
        Takes::Id => "deepseek-v3".to_owned(),
        Takes::Ids(least, most) => locale.pick(
            format!("{least} 到 {most} 个 id，逗号分隔"),
            format!("{least} to {most} ids, separated by commas"),
        ),
        Takes::Slug => "llm/deepseek".to_owned(),
    }
}

/// How an agent is connected.
fn agents(request: &Request) -> AnyView {
    let locale = request.route.locale;
    let config = format!(
        "{{\n  \"mcpServers\": {{\n    \"model-atlas\": {{ \"type\": \"http\", \"url\": \"{}\" }}\n  }}\n}}",
        request.origin.join("/mcp")
    );
    let about = locale.pick(
        "上面每个操作也是一个同名的 MCP 工具，参数相同，只读。地址是 /mcp（streamable HTTP，没有会话）；也可以在本机用 model-atlas mcp 通过标准输入输出连接。",
        "Each operation above is also an MCP tool of the same name with the same parameters, read-only. The address is /mcp (streamable HTTP, without sessions); on your own machine model-atlas mcp speaks over standard input and output.",
    );
    view! {
        <p>{about}</p>
        <pre tabindex="0"><code>{config}</code></pre>
    }
    .into_any()
}

fn texts(locale: Locale) -> AnyView {
    let line = |address: &'static str, zh: &'static str, en: &'static str| {
        view! { <li><a href=address><code>{address}</code></a>" "{locale.pick(zh, en)}</li> }
    };
    let about = locale.pick(
        "任何页面的地址加上 .md 就是它的 Markdown；请求里写 Accept: text/markdown 也一样。",
        "Any page's address and .md is the page as Markdown; asking with Accept: text/markdown gives the same.",
    );
    let (index, full, page) = match locale {
        Locale::Zh => ("/llms.txt", "/llms-full.txt", "/llm/deepseek.md"),
        Locale::En => ("/en/llms.txt", "/en/llms-full.txt", "/en/llm/deepseek.md"),
    };
    view! {
        <p>{about}</p>
        <ul>
            {line(index, "目录：每个页面一行", "an index, a line for each page")}
            {line(full, "全部正文", "all texts")}
            {line(page, "一个页面", "one page")}
        </ul>
    }
    .into_any()
}

/// The kinds of problems (RFC 9457).
fn problems(locale: Locale) -> AnyView {
    let kinds = Problem::KINDS.into_iter().map(|(name, title, status, about)| {
        let anchor = name.rsplit('#').next().unwrap_or_default();
        view! {
            <dt id=anchor><code>{status.to_string()}</code>" "{title}</dt>
            <dd>{locale.pick(about.0, about.1)}</dd>
        }
    });
    let about = locale.pick(
        "出错时返回 application/problem+json（RFC 9457）：type 指到下面的一条，detail 说明这一次错在哪里、怎么改，errors 逐个列出参数。",
        "Problems are application/problem+json (RFC 9457): type leads to an entry below, detail says what is wrong this time and what to do, errors lists the parameters.",
    );
    view! {
        <p>{about}</p>
        <dl class="problems">{kinds.collect_view()}</dl>
    }
    .into_any()
}
