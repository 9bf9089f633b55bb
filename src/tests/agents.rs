//! Agents: the tools over HTTP and over standard input and output, by the
//! official client; and texts for language models.

use axum::http::Method;
use rmcp::model::{CallToolRequestParams, CallToolResult};
use rmcp::service::RunningService;
use rmcp::transport::{StreamableHttpClientTransport, TokioChildProcess};
use rmcp::{RoleClient, ServiceExt};
use serde_json::{Value, json};
use tokio::process::Command;

use crate::support::{ORIGIN, our_addresses, our_content, ours, runtime, small};

type Client = RunningService<RoleClient, ()>;

async fn call(client: &Client, tool: &str, arguments: Value) -> CallToolResult {
    let arguments = arguments.as_object().cloned().expect("an object");
    let request = CallToolRequestParams::new(tool.to_owned()).with_arguments(arguments);
    client.call_tool(request).await.unwrap_or_else(|error| panic!("{tool}: {error}"))
}

/// What an agent does, whatever it is connected by.
async fn at_work(client: &Client) {
    let tools = client.list_all_tools().await.expect("tools");
    for name in ["search", "read_page", "list_models", "compare_models", "estimate_cost", "estimate_memory"] {
        let tool = tools.iter().find(|tool| tool.name == name).unwrap_or_else(|| panic!("no tool {name}"));
        assert!(tool.description.as_ref().is_some_and(|about| !about.is_empty()), "{name}");
        let schema = &tool.input_schema;
        assert_eq!(schema["type"], "object", "{name}");
        for (parameter, described) in schema["properties"].as_object().expect("properties") {
            assert!(described["description"].is_string(), "{name} {parameter}");
        }
        let hints = tool.annotations.as_ref().expect("hints");
        assert_eq!(hints.read_only_hint, Some(true), "{name}");
    }

    let found = call(client, "search", json!({ "q": "混合专家", "limit": 3 })).await;
    let found = found.structured_content.expect("an answer");
    assert!(found["hits"].as_array().is_some_and(|hits| hits.len() == 3), "{found}");

    let page = call(client, "read_page", json!({ "slug": "concepts/moe", "locale": "en" })).await;
    let page = page.structured_content.expect("a page");
    assert!(page["markdown"].as_str().is_some_and(|text| text.starts_with("# ")), "{page}");

    let models =
        call(client, "list_models", json!({ "open": ["1"], "sort": ["-released"], "sources": true })).await;
    let models = models.structured_content.expect("models");
    let items = models["items"].as_array().expect("items");
    assert_eq!(items.len(), 20, "an agent gets few unless it asks for more");
    assert!(items.iter().all(|model| model["open_weights"] == true && model["sources"].is_object()));

    let compared = call(client, "compare_models", json!({ "models": ["deepseek-v3", "gpt-4o"] })).await;
    assert_eq!(compared.structured_content.expect("a comparison")["models"][1]["id"], "gpt-4o");

    let cost = call(
        client,
        "estimate_cost",
        json!({ "input_tokens": 1_000, "requests": 100, "models": ["gpt-4o"] }),
    )
    .await;
    let cost = cost.structured_content.expect("costs");
    assert!(cost["costs"]["items"][0]["cost_per_month"].as_f64().is_some_and(|cost| cost > 0.0), "{cost}");

    let memory = call(client, "estimate_memory", json!({ "model": "deepseek-v3", "weights": "fp8" })).await;
    assert_eq!(memory.structured_content.expect("memory")["weights_bytes"], 671_000_000_000_u64);

    let wrong = call(client, "list_models", json!({ "sort": ["relased"], "limit": 5_000 })).await;
    assert_eq!(wrong.is_error, Some(true));
    let said = serde_json::to_string(&wrong.content).expect("words");
    assert!(said.contains("did you mean `released`") && said.contains("limit"), "{said}");
    let missing = call(client, "get_model", json!({})).await;
    assert_eq!(missing.is_error, Some(true));
    let unknown = client.call_tool(CallToolRequestParams::new("drop_tables")).await;
    assert!(unknown.is_err(), "an unknown tool is refused");
}

#[test]
fn tools_answer_over_http() {
    let address = ours().listening();
    runtime().block_on(async {
        let transport = StreamableHttpClientTransport::from_uri(format!("{address}/mcp"));
        let client = ().serve(transport).await.expect("a session");
        at_work(&client).await;
        client.cancel().await.expect("an end");
    });
}

#[test]
fn tools_answer_over_standard_input_and_output() {
    runtime().block_on(async {
        let mut command = Command::new(env!("CARGO_BIN_EXE_model-atlas"));
        command.arg("--content").arg(our_content()).args(["--log", "error", "mcp"]);
        let transport = TokioChildProcess::new(command).expect("a process");
        let client = ().serve(transport).await.expect("a session");
        at_work(&client).await;
        client.cancel().await.expect("an end");
    });
}

#[test]
fn a_request_that_is_no_message_harms_nothing() {
    let ask = |method: Method, headers: &[(&str, &str)]| ours().ask(method, "/mcp", headers).status;
    assert!((400..500).contains(&ask(Method::GET, &[("accept", "text/event-stream")])));
    assert!((400..500).contains(&ask(Method::DELETE, &[])));
    let json = [("content-type", "application/json"), ("accept", "application/json, text/event-stream")];
    assert!((400..500).contains(&ask(Method::POST, &json)));
    assert!((400..500).contains(&ask(Method::POST, &[("content-type", "text/plain")])));
}

#[test]
fn every_page_is_markdown_too() {
    for (locale, path) in our_addresses() {
        let markdown = match path.as_str() {
            "/" => "/index.md".to_owned(),
            "/en" => "/en/index.md".to_owned(),
            path => format!("{path}.md"),
        };
        let answer = ours().get(&markdown).is(200).omits("atlas:").omits("::specs{").omits("<div");
        assert_eq!(answer.header("content-type"), "text/markdown; charset=utf-8", "{markdown}");
        assert!(answer.text.starts_with("# "), "{markdown}: {:.80}", answer.text);
        let negotiated = ours().ask(Method::GET, &path, &[("accept", "text/markdown")]).is(200);
        assert_eq!(negotiated.text, answer.text, "{path} in {locale:?}");
        assert!(negotiated.header("vary").contains("accept"), "{path}");
    }
    ours().get("/nowhere.md").is(404);
    small().get("/独有.md").is(200);
}

#[test]
fn the_links_of_a_page_as_markdown_lead_somewhere() {
    for path in
        ["/llm/deepseek.md", "/en/llm/deepseek.md", "/en/guides/choose-a-model.md", "/concepts/moe.md"]
    {
        let text = ours().get(path).is(200).text;
        let targets = text.split("](/").skip(1).filter_map(|rest| rest.split([')', ' ', '#']).next());
        let targets: Vec<String> = targets.map(|target| format!("/{target}")).collect();
        assert!(targets.len() > 5, "{path} has few links");
        for target in targets {
            assert!(
                !path.starts_with("/en") || target.starts_with("/en") || target.starts_with("/data"),
                "{path}: {target}"
            );
            ours().get(&target).is(200);
        }
    }
}

#[test]
fn the_site_is_one_text_for_language_models() {
    for (index, full, word) in
        [("/llms.txt", "/llms-full.txt", "深度求索"), ("/en/llms.txt", "/en/llms-full.txt", "expert")]
    {
        let answer = ours().get(index).is(200);
        assert!(answer.text.starts_with("# ") && answer.text.contains("\n> "), "{index}");
        let links: Vec<&str> =
            answer.text.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
        assert!(links.len() > 45, "{index} names {} pages", links.len());
        for link in links {
            let path = link.strip_prefix(ORIGIN).unwrap_or_else(|| panic!("{link} is not whole"));
            ours().get(path).is(200);
        }
        let full = ours().get(full).is(200).says(word);
        assert!(full.text.len() > 200_000, "{} bytes", full.text.len());
    }
}
