//! `model-atlas mcp`: the tools for agents over standard input and output.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use arc_swap::ArcSwap;
use rmcp::ServiceExt;
use rmcp::transport::stdio;

use crate::mcp::Tools;

pub(super) fn run(content: &Path) -> anyhow::Result<ExitCode> {
    let snapshot = super::served(content)?;
    let tools = Tools::new(Arc::new(ArcSwap::from_pointee(snapshot)));
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    runtime.block_on(async {
        let service = tools.serve(stdio()).await.context("the client did not begin as MCP asks")?;
        service.waiting().await.context("the tools ended unexpectedly")?;
        anyhow::Ok(())
    })?;
    // A pending read of standard input would keep the runtime waiting.
    runtime.shutdown_background();
    Ok(ExitCode::SUCCESS)
}
