//! The OpenAPI 3.1 document, and the schemas of tools, from the operations.

use serde_json::{Map, Value, json};
use utoipa::openapi::path::{
    HttpMethod, OperationBuilder, ParameterBuilder, ParameterIn, ParameterStyle, PathItem, PathsBuilder,
};
use utoipa::openapi::response::ResponseBuilder;
use utoipa::openapi::schema::{
    ArrayBuilder, ComponentsBuilder, KnownFormat, ObjectBuilder, SchemaFormat, SchemaType, Type,
};
use utoipa::openapi::tag::TagBuilder;
use utoipa::openapi::{
    ContentBuilder, InfoBuilder, LicenseBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, Required, Schema,
    ServerBuilder,
};
use utoipa::{PartialSchema, ToSchema};

use crate::api::ROOT;
use crate::api::operation::{OPERATIONS, Operation, Tag};
use crate::api::parameter::{LONGEST_ID, Parameter, Place, Takes};
use crate::api::problem::{Invalid, Problem};
use crate::route::Origin;
use crate::snapshot::Snapshot;

/// The media type of problems (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// The OpenAPI 3.1 document of a site. What can be filtered by is listed from
/// its content.
pub fn openapi(snapshot: &Snapshot, origin: &Origin) -> OpenApi {
    let settings = &snapshot.site.settings;
    let mut components = ComponentsBuilder::new()
        .schema(Problem::name(), Problem::schema())
        .schema(Invalid::name(), Invalid::schema());
    let mut paths = PathsBuilder::new();
    for operation in OPERATIONS {
        let shape = (operation.shape)();
        for (name, schema) in shape.all {
            components = components.schema(name, schema);
        }
        let described = described(snapshot, &operation, &shape.name);
        paths = paths.path(format!("{ROOT}{}", operation.path), PathItem::new(HttpMethod::Get, described));
    }
    let tags =
        Tag::ALL.map(|tag| TagBuilder::new().name(tag.name().1).description(Some(tag.name().0)).build());
    let info = InfoBuilder::new()
        .title(format!("{} API", settings.title.en))
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(ABOUT))
        .license(Some(LicenseBuilder::new().name("MIT").identifier(Some("MIT")).build()));
    OpenApiBuilder::new()
        .info(info.build())
        .servers(Some([ServerBuilder::new().url(origin.as_str()).build()]))
        .paths(paths.build())
        .components(Some(components.build()))
        .tags(Some(tags))
        .build()
}

const ABOUT: &str = "Sourced facts about large language models: specifications, dated prices, benchmark scores, scenarios, estimates, and bilingual pages. Read-only, without a key. Field names give units; a field that no source tells is absent; `sources=true` names the source of every value. Errors are problem+json (RFC 9457). Answers carry an ETag: ask again with If-None-Match.";

fn described(snapshot: &Snapshot, operation: &Operation, shape: &str) -> utoipa::openapi::path::Operation {
    let parameters = (operation.parameters)(snapshot);
    let has_parts = parameters.iter().any(|parameter| parameter.place == Place::Path);
    let names_models =
        parameters.iter().any(|parameter| matches!(parameter.takes, Takes::Id | Takes::Ids(..)));
    let problem = |about: &str| {
        ResponseBuilder::new()
            .description(about)
            .content(
                PROBLEM,
                ContentBuilder::new().schema(Some(Ref::from_schema_name(Problem::name()))).build(),
            )
            .build()
    };
    let mut described = OperationBuilder::new()
        .operation_id(Some(operation.name))
        .tag(operation.tag.name().1)
        .summary(Some(operation.about.1))
        .description(Some(operation.about.0))
        .response(
            "200",
            ResponseBuilder::new()
                .description("The answer")
                .content(
                    "application/json",
                    ContentBuilder::new().schema(Some(Ref::from_schema_name(shape))).build(),
                )
                .build(),
        )
        .response(
            "304",
            ResponseBuilder::new().description("Not modified since the ETag that was sent").build(),
        )
        .response("400", problem("A parameter is unknown or cannot be taken"))
        .response("406", problem("JSON is not accepted"));
    if has_parts || names_models {
        described = described.response("404", problem("It does not exist"));
    }
    for parameter in &parameters {
        let style =
            matches!(parameter.takes, Takes::Some(..) | Takes::Ids(..)).then_some(ParameterStyle::Form);
        let example = parameter.example.as_deref().map(|example| example_of(&parameter.takes, example));
        described = described.parameter(
            ParameterBuilder::new()
                .name(&parameter.name)
                .parameter_in(if parameter.place == Place::Path {
                    ParameterIn::Path
                } else {
                    ParameterIn::Query
                })
                .required(if parameter.required { Required::True } else { Required::False })
                .description(Some(format!("{} · {}", parameter.about.1, parameter.about.0)))
                .explode(style.as_ref().map(|_| false))
                .style(style)
                .schema(Some(schema(&parameter.takes)))
                .example(example)
                .build(),
        );
    }
    described.build()
}

fn example_of(takes: &Takes, example: &str) -> Value {
    match takes {
        Takes::Count(..) => example.parse::<u64>().map_or_else(|_| Value::from(example), Value::from),
        Takes::Flag => Value::from(example == "true"),
        Takes::Some(..) | Takes::Ids(..) => Value::from(example.split(',').collect::<Vec<_>>()),
        _ => Value::from(example),
    }
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::new(Type::String))
}

/// The schema of what a parameter takes.
fn schema(takes: &Takes) -> RefOr<Schema> {
    let id = || text().pattern(Some("^[a-z0-9._-]+$")).min_length(Some(1)).max_length(Some(LONGEST_ID));
    match takes {
        Takes::Text(most) => text().max_length(Some(*most)).into(),
        Takes::Count(least, most) => ObjectBuilder::new()
            .schema_type(SchemaType::new(Type::Integer))
            .minimum(Some(*least as f64))
            .maximum(Some(*most as f64))
            .into(),
        Takes::Decimal => text().pattern(Some("^[0-9]{1,9}([.][0-9]{1,6})?$")).into(),
        Takes::Date => text().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into(),
        Takes::Flag => ObjectBuilder::new().schema_type(SchemaType::new(Type::Boolean)).into(),
        Takes::One(known) => text().enum_values(Some(known.clone())).into(),
        Takes::Some(known, most) => ArrayBuilder::new()
            .items(text().enum_values(Some(known.clone())).build())
            .min_items(Some(1))
            .max_items(Some(*most))
            .into(),
        Takes::Id => id().into(),
        Takes::Ids(least, most) => {
            ArrayBuilder::new().items(id().build()).min_items(Some(*least)).max_items(Some(*most)).into()
        }
        Takes::Slug => {
            text().pattern(Some("^[a-z0-9_-]+(/[a-z0-9_-]+)*$")).max_length(Some(LONGEST_ID)).into()
        }
    }
}

/// The JSON schema of a tool's input: the parameters of its operation.
pub fn tool_schema(snapshot: &Snapshot, operation: &Operation) -> Map<String, Value> {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for parameter in (operation.parameters)(snapshot) {
        let mut described = serde_json::to_value(schema(&parameter.takes)).unwrap_or_default();
        if let Some(described) = described.as_object_mut() {
            described.insert("description".to_owned(), Value::from(parameter.about.1.as_str()));
        }
        if parameter.required {
            required.push(Value::from(parameter.name.as_str()));
        }
        properties.insert(parameter.name, described);
    }
    let whole = json!({
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    match whole {
        Value::Object(whole) => whole,
        _ => Map::new(),
    }
}

/// What a tool was given, as its operation takes it: parts of the path and a
/// query; lists are joined by commas.
pub fn tool_arguments(
    parameters: &[Parameter],
    given: &Map<String, Value>,
) -> (Vec<(String, String)>, crate::query::Query) {
    let mut parts = Vec::new();
    let mut query = crate::query::Query::default();
    let plain = |value: &Value| match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    };
    for (name, value) in given.iter().filter(|(_, value)| !value.is_null()) {
        let text = match value {
            Value::Array(values) => values.iter().map(plain).collect::<Vec<_>>().join(","),
            other => plain(other),
        };
        let in_path =
            parameters.iter().any(|parameter| parameter.name == *name && parameter.place == Place::Path);
        if in_path {
            parts.push((name.clone(), text));
        } else if !text.is_empty() {
            query.set(name, &text);
        }
    }
    (parts, query)
}
