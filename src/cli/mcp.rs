//! `model-atlas mcp`: the tools for agents over standard input and output.

use std::path::Path;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::Context;
use arc_swap::ArcSwap;
use rmcp::ServiceExt;
use rmcp::transport::stdio;

use crate::content::diagnostic::Severity;
use crate::mcp::Tools;
use crate::snapshot::Snapshot;

pub(super) fn run(content: &Path) -> anyhow::Result<ExitCode> {
    let (snapshot, faults) =
        Snapshot::build(content, super::today()).context("the search index cannot be built")?;
    let fatal = faults.iter().find(|fault| fault.severity == Severity::Fatal);
    anyhow::ensure!(
        fatal.is_none(),
        "the content cannot be read: {}",
        fatal.map(ToString::to_string).unwrap_or_default()
    );
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
