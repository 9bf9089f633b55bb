//! The JSON API keeps its word: every answer fits the OpenAPI document that is
//! made from the same code, and nothing in an answer is left undescribed.

use std::collections::HashSet;

use axum::http::Method;
use jsonschema::Validator;
use serde_json::{Map, Value, json};

use crate::support::{Answer, ORIGIN, ours, small};

fn document() -> Value {
    let answer = ours().get("/api/openapi.json").is(200);
    serde_json::from_str(&answer.text).expect("JSON")
}

fn body(answer: &Answer) -> Value {
    serde_json::from_str(&answer.text).unwrap_or_else(|error| panic!("{}: {error}", answer.address))
}

/// The schemas, with everything refused that they do not describe.
fn strict(document: &Value) -> Value {
    let mut composed = HashSet::new();
    parts_of_others(document, &mut composed);
    let mut components = document["components"].clone();
    let schemas = components["schemas"].as_object_mut().expect("schemas");
    for (name, schema) in schemas {
        let is_object = schema.get("properties").is_some() || schema.get("allOf").is_some();
        if is_object && !composed.contains(&format!("#/components/schemas/{name}")) {
            schema["unevaluatedProperties"] = Value::from(false);
        }
    }
    components
}

/// References that stand in an `allOf`.
fn parts_of_others(value: &Value, found: &mut HashSet<String>) {
    if let Some(parts) = value.get("allOf").and_then(Value::as_array) {
        found.extend(parts.iter().filter_map(|part| Some(part.get("$ref")?.as_str()?.to_owned())));
    }
    match value {
        Value::Object(fields) => fields.values().for_each(|value| parts_of_others(value, found)),
        Value::Array(values) => values.iter().for_each(|value| parts_of_others(value, found)),
        _ => {}
    }
}

fn validator(components: &Value, name: &str) -> Validator {
    let schema = json!({ "$ref": format!("#/components/schemas/{name}"), "components": components });
    jsonschema::draft202012::new(&schema).expect("a schema")
}

#[track_caller]
fn fits(validator: &Validator, answer: &Answer) {
    let value = body(answer);
    let faults: Vec<String> =
        validator.iter_errors(&value).take(3).map(|e| format!("{} at {}", e, e.instance_path())).collect();
    assert!(faults.is_empty(), "{}: {faults:#?}", answer.address);
}

/// An operation of the document: its address, what it takes, and what it gives.
struct Described {
    path: String,
    parameters: Vec<Value>,
    shape: String,
}

fn operations(document: &Value) -> Vec<Described> {
    let paths = document["paths"].as_object().expect("paths");
    let described = paths.iter().map(|(path, item)| {
        let get = &item["get"];
        let shape = get["responses"]["200"]["content"]["application/json"]["schema"]["$ref"].as_str();
        Described {
            path: path.clone(),
            parameters: get["parameters"].as_array().cloned().unwrap_or_default(),
            shape: shape.and_then(|shape| shape.rsplit('/').next()).expect("a shape").to_owned(),
        }
    });
    described.collect()
}

impl Described {
    /// The address with what must be given, and one parameter more.
    fn address(&self, more: Option<(&str, &str)>) -> String {
        let mut path = self.path.clone();
        let mut query = Vec::new();
        for parameter in &self.parameters {
            let name = parameter["name"].as_str().expect("a name");
            if more.is_some_and(|(other, _)| other == name) || parameter["required"] != true {
                continue;
            }
            let example = plain(&parameter["example"]);
            match parameter["in"].as_str() {
                Some("path") => path = path.replace(&format!("{{{name}}}"), &example),
                _ => query.push(format!("{name}={example}")),
            }
        }
        query.extend(more.map(|(name, value)| format!("{name}={value}")));
        if query.is_empty() { path } else { format!("{path}?{}", query.join("&")) }
    }
}

/// A value as it stands in an address.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.replace(' ', "%20"),
        Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

#[test]
fn every_operation_answers_what_its_description_says_whatever_is_asked() {
    let document = document();
    let components = strict(&document);
    let mut asked = 0;
    for operation in operations(&document) {
        let validator = validator(&components, &operation.shape);
        fits(&validator, &ours().get(&operation.address(None)).is(200));
        for parameter in operation.parameters.iter().filter(|parameter| parameter["in"] == "query") {
            let name = parameter["name"].as_str().expect("a name");
            let schema = &parameter["schema"];
            let listed = schema.get("enum").or_else(|| schema["items"].get("enum")).and_then(Value::as_array);
            let mut values: Vec<String> = listed.into_iter().flatten().take(3).map(plain).collect();
            values.extend(parameter.get("example").map(plain));
            if schema["type"] == "boolean" {
                values = vec!["true".to_owned(), "false".to_owned()];
            }
            assert!(!values.is_empty(), "{} {name} has no value to try", operation.path);
            for value in values {
                fits(&validator, &ours().get(&operation.address(Some((name, &value)))).is(200));
                asked += 1;
            }
        }
    }
    assert!(asked > 150, "only {asked} requests");
}

#[test]
fn the_document_is_openapi_3_1_and_says_where_it_is() {
    let document = document();
    assert!(document["openapi"].as_str().expect("a version").starts_with("3.1."));
    assert_eq!(document["servers"][0]["url"], ORIGIN);
    let ids: Vec<&str> = document["paths"]
        .as_object()
        .expect("paths")
        .values()
        .map(|item| item["get"]["operationId"].as_str().expect("an id"))
        .collect();
    assert_eq!(ids.iter().collect::<HashSet<_>>().len(), ids.len());
    let text = document.to_string();
    let known = document["components"]["schemas"].as_object().expect("schemas");
    for reference in text.split("#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap_or_default();
        assert!(known.contains_key(name), "{name} is not described");
    }
}

#[test]
fn what_cannot_be_taken_is_a_problem_with_the_remedy() {
    let problems = validator(&strict(&document()), "Problem");
    for (address, status, says) in [
        ("/api/v1/models?sort=relased", 400, "did you mean `released`"),
        ("/api/v1/models?vender=openai", 400, "did you mean `vendor`"),
        ("/api/v1/models?limit=0", 400, "from 1 to"),
        ("/api/v1/models?limit=2&limit=3", 400, "more than once"),
        ("/api/v1/models?page=", 400, "from 1 to"),
        ("/api/v1/models?sources=perhaps", 400, "true or false"),
        ("/api/v1/prices?date=2026-02-30", 400, "2026-01-31"),
        ("/api/v1/compare", 400, "missing"),
        ("/api/v1/compare?models=deepseek-v3", 400, "2 to 5"),
        ("/api/v1/compare?models=deepseek-v3,gpt-4q", 404, "did you mean `gpt-4"),
        ("/api/v1/models/deepseek-chat-v33", 404, "There is no model"),
        ("/api/v1/series/deepsek", 404, "did you mean `deepseek`"),
        ("/api/v1/scenarios/codin", 404, "did you mean `coding`"),
        ("/api/v1/pages/llm/deepsek", 404, "llm/deepseek"),
        ("/api/v1/estimates/memory", 400, "missing"),
        ("/api/v1/estimates/memory?model=deepseek-v3&weights=int3", 400, "int4"),
        ("/api/v1/nowhere", 404, "see /api"),
        ("/api/v2/models", 404, "see /api"),
    ] {
        let answer = ours().get(address).is(status).says(says);
        assert_eq!(answer.header("content-type"), "application/problem+json", "{address}");
        fits(&problems, &answer);
        let kind = body(&answer)["type"].as_str().expect("a type").to_owned();
        let (page, anchor) = kind.split_once('#').expect("an anchor");
        ours().get(page).is(200).says(&format!("id=\"{anchor}\""));
    }
}

#[test]
fn methods_and_media_types_are_refused_where_they_are_not_served() {
    for method in [Method::POST, Method::PUT, Method::DELETE, Method::PATCH, Method::TRACE] {
        let answer = ours().ask(method, "/api/v1/models", &[]).is(405);
        assert_eq!(answer.header("allow"), "GET, HEAD, OPTIONS");
        assert_eq!(answer.header("content-type"), "application/problem+json");
    }
    for address in ["/api/v1/models", "/api/openapi.json"] {
        ours().ask(Method::GET, address, &[("accept", "text/html")]).is(406).says("application/json");
        ours().ask(Method::GET, address, &[("accept", "text/html, */*;q=0.1")]).is(200);
    }
    let head = ours().ask(Method::HEAD, "/api/v1/models", &[]).is(200);
    assert!(head.text.is_empty());
}

#[test]
fn pages_elsewhere_may_read_and_unchanged_answers_are_not_sent_again() {
    for address in ["/api/v1/models", "/api/search?q=moe", "/data/specs.zh.json", "/api/openapi.json"] {
        let first = ours().ask(Method::GET, address, &[("origin", "https://elsewhere.test")]).is(200);
        assert_eq!(first.header("access-control-allow-origin"), "*", "{address}");
        let tag = first.header("etag").to_owned();
        assert!(!tag.is_empty(), "{address}");
        let again = ours().ask(Method::GET, address, &[("if-none-match", &tag)]).is(304);
        assert!(again.text.is_empty(), "{address}");
    }
}

#[test]
fn a_list_can_be_walked_by_its_links() {
    let mut seen = Vec::new();
    let mut next = Some("/api/v1/models?open=1&sort=-released&limit=100".to_owned());
    while let Some(address) = next {
        let page = body(&ours().get(&address).is(200));
        let items = page["items"].as_array().expect("items");
        seen.extend(items.iter().map(|item| item["id"].as_str().expect("an id").to_owned()));
        next = page["links"]["next"].as_str().map(str::to_owned);
        assert!(seen.len() <= 1_000, "the links go in circles");
        if next.is_none() {
            assert_eq!(page["total"], seen.len());
        }
    }
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), seen.len());
    let rows = body(&ours().get("/data/specs.en.json?open=1&sort=-released").is(200));
    let table: Vec<&str> =
        rows["rows"].as_array().expect("rows").iter().map(|row| row["id"].as_str().expect("an id")).collect();
    assert_eq!(seen, table, "the API and the table choose the same rows");
}

#[test]
fn every_value_names_its_source_when_asked() {
    let models = body(&ours().get("/api/v1/models?sources=true&limit=1000").is(200));
    let mut values = 0;
    for model in models["items"].as_array().expect("items") {
        let sources = model["sources"].as_object().expect("sources");
        let own: Map<String, Value> = model.as_object().expect("a model").clone();
        let about = ["id", "name", "series", "vendor", "aliases", "status", "links", "sources", "price"];
        for field in own.keys().filter(|field| !about.contains(&field.as_str())) {
            let url = sources[field]["source"]["url"]
                .as_str()
                .unwrap_or_else(|| panic!("{} of {}", field, model["id"]));
            assert!(url.starts_with("http"), "{url}");
            values += 1;
        }
        if let Some(price) = model.get("price") {
            assert!(price["source"]["url"].is_string(), "{}", model["id"]);
        }
    }
    assert!(values > 4_000, "{values} values");
}

#[test]
fn prices_of_a_day_are_those_that_held_then() {
    let on = |day: &str| {
        body(&ours().get(&format!("/api/v1/prices?date={day}&series=deepseek&limit=1000")).is(200))
    };
    for day in ["2025-02-01", "2025-02-08", "2025-09-05", "2026-01-01"] {
        let page = on(day);
        let items = page["items"].as_array().expect("items");
        assert!(!items.is_empty(), "{day}");
        for price in items {
            let start = price["from"].as_str().or(price["read_on"].as_str()).expect("a start");
            assert!(start <= day, "{price} on {day}");
            assert!(price["until"].as_str().is_none_or(|until| day < until), "{price} on {day}");
        }
    }
    assert_ne!(on("2025-02-01"), on("2025-02-08"), "the price rose on that day");
}

#[test]
fn a_site_of_a_few_models_keeps_its_word_too() {
    let answer = small().get("/api/openapi.json").is(200);
    let document: Value = serde_json::from_str(&answer.text).expect("JSON");
    let components = strict(&document);
    for operation in operations(&document).iter().filter(|operation| !operation.path.contains('{')) {
        if operation.parameters.iter().all(|parameter| parameter["required"] != true) {
            fits(&validator(&components, &operation.shape), &small().get(&operation.path).is(200));
        }
    }
}
