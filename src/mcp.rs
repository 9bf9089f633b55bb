//! The operations as tools for agents (Model Context Protocol), over HTTP and
//! standard input and output. Reading only, without sessions, so any replica
//! answers any request.

use std::sync::Arc;

use arc_swap::ArcSwap;
use rmcp::handler::server::ServerHandler;
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, Implementation, ListToolsResult,
    PaginatedRequestParams, ServerCapabilities, ServerConfig, Tool, ToolAnnotations,
};
use rmcp::service::RequestContext;
use rmcp::transport::streamable_http_server::session::never::NeverSessionManager;
use rmcp::transport::streamable_http_server::{StreamableHttpServerConfig, StreamableHttpService};
use rmcp::{ErrorData, RoleServer};
use serde_json::{Map, Value};

use crate::api::{Asked, OPERATIONS, Operation, Place, Problem, ROOT, tool_arguments, tool_schema};
use crate::snapshot::Snapshot;

/// The largest request, in bytes. Arguments are a few ids and words.
const LARGEST: usize = 64 * 1024;
/// Entries of a list when an agent does not say: its context is dear.
const FEW: &str = "20";

/// Serves the operations as tools. Each request reads the snapshot of its moment.
#[derive(Clone)]
pub struct Tools {
    snapshot: Arc<ArcSwap<Snapshot>>,
}

impl Tools {
    /// Tools over a site that may be replaced while they serve.
    pub const fn new(snapshot: Arc<ArcSwap<Snapshot>>) -> Self {
        Self { snapshot }
    }

    /// The tools over HTTP. Any host name is answered: what is told is public
    /// and cannot be changed, so there is nothing to protect by rebinding.
    pub fn over_http(self) -> StreamableHttpService<Self, NeverSessionManager> {
        let config = StreamableHttpServerConfig::default()
            .with_legacy_session_mode(false)
            .with_json_response(true)
            .with_max_request_body_bytes(LARGEST)
            .disable_allowed_hosts();
        StreamableHttpService::new(move || Ok(self.clone()), Arc::new(NeverSessionManager::default()), config)
    }

    /// Runs a tool. What is wrong with its arguments is told to the agent, which
    /// can mend them.
    fn call(&self, name: &str, arguments: &Map<String, Value>) -> Option<CallToolResult> {
        let operation = OPERATIONS.into_iter().find(|operation| operation.name == name)?;
        let snapshot = self.snapshot.load();
        Some(match run(&snapshot, &operation, arguments) {
            Ok(json) => {
                let structured = serde_json::from_str(&json).ok();
                let mut result = CallToolResult::success(vec![ContentBlock::text(json)]);
                result.structured_content = structured;
                result
            }
            Err(problem) => CallToolResult::error(vec![ContentBlock::text(format!(
                "{}: {}",
                problem.title, problem.detail
            ))]),
        })
    }
}

fn run(
    snapshot: &Snapshot,
    operation: &Operation,
    arguments: &Map<String, Value>,
) -> Result<String, Problem> {
    let parameters = (operation.parameters)(snapshot);
    let (parts, mut query) = tool_arguments(&parameters, arguments);
    for parameter in parameters.iter().filter(|parameter| parameter.place == Place::Path) {
        if !parts.iter().any(|(name, _)| *name == parameter.name) {
            let reason = format!("missing; give {}", parameter.takes.in_words());
            return Err(Problem::invalid(vec![crate::api::Invalid::new(&parameter.name, "", reason)]));
        }
    }
    if parameters.iter().any(|parameter| parameter.name == "limit") && query.get("limit").is_none() {
        query.set("limit", FEW);
    }
    let path = format!("{ROOT}{}", operation.path);
    Asked::new(&parameters, &path, parts, query).and_then(|asked| (operation.run)(snapshot, &asked))
}

impl ServerHandler for Tools {
    fn get_info(&self) -> ServerConfig {
        let settings = &self.snapshot.load().site.settings;
        let name = settings.title.en.clone();
        let instructions = format!(
            "{name}: sourced facts about large language models in Chinese and English. Find ids with \
             list_models or search; pass sources=true to cite a value. Prices are per 1,000,000 tokens in \
             their own currency and carry the days they hold. A field that is absent is unknown, not zero."
        );
        ServerConfig::new(ServerCapabilities::builder().enable_tools().build())
            .with_server_info(Implementation::new("model-atlas", env!("CARGO_PKG_VERSION")))
            .with_instructions(instructions)
    }

    async fn list_tools(
        &self,
        _: Option<PaginatedRequestParams>,
        _: RequestContext<RoleServer>,
    ) -> Result<ListToolsResult, ErrorData> {
        let snapshot = self.snapshot.load();
        let tools = OPERATIONS.iter().map(|operation| {
            let hints = ToolAnnotations::new().read_only(true).idempotent(true).open_world(false);
            Tool::new(operation.name, operation.about.1, tool_schema(&snapshot, operation))
                .with_annotations(hints)
        });
        Ok(ListToolsResult::with_all_items(tools.collect()))
    }

    async fn call_tool(
        &self,
        request: CallToolRequestParams,
        _: RequestContext<RoleServer>,
    ) -> Result<CallToolResponse, ErrorData> {
        let arguments = request.arguments.unwrap_or_default();
        let result = self.call(&request.name, &arguments).ok_or_else(|| {
            ErrorData::invalid_params(
                format!("there is no tool `{}`; tools/list names all", request.name),
                None,
            )
        })?;
        Ok(result.into())
    }
}
