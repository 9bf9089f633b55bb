//! Commands: thin shells over library calls.

mod check;
mod evaluate;
mod export;
mod import;
mod mcp;
mod serve;
mod stopping;

use std::path::Path;
use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use anyhow::Context;

use crate::catalog::Catalog;
use crate::catalog::quantity::Date;
use crate::config::{Cli, Command};
use crate::content::authored;
use crate::content::diagnostic::Severity;
use crate::snapshot::Snapshot;

/// Runs the command that was asked for.
///
/// # Errors
///
/// With one sentence that says what to do, when it cannot be carried out.
pub fn run(cli: Cli) -> anyhow::Result<ExitCode> {
    anyhow::ensure!(
        cli.content.is_dir(),
        "content folder {} does not exist; name one with --content DIR",
        cli.content.display()
    );
    match cli.command {
        Some(Command::Check(args)) => check::run(&cli.content, &args),
        Some(Command::Evaluate(args)) => evaluate::run(&cli.content, &args),
        Some(Command::Mcp) => mcp::run(&cli.content),
        Some(Command::Import(args)) => import::run(&cli.content, &args),
        Some(Command::Export(args)) => export::run(&cli.content, &args),
        Some(Command::Serve) | None => serve::run(&cli.content, &cli.serve),
    }
}

/// Reads a content folder to serve it. Faults that leave it servable are counted in
/// the log.
///
/// # Errors
///
/// With every fault that makes a part of it unusable.
fn served(content: &Path) -> anyhow::Result<Snapshot> {
    let (snapshot, faults) = Snapshot::build(content, today()).context("the search index cannot be built")?;
    let fatal: Vec<String> =
        faults.iter().filter(|f| f.severity == Severity::Fatal).map(ToString::to_string).collect();
    anyhow::ensure!(fatal.is_empty(), "the content cannot be served:\n{}", fatal.join("\n"));
    if !faults.is_empty() {
        tracing::warn!(faults = faults.len(), "the content has faults; run `model-atlas check` to see them");
    }
    Ok(snapshot)
}

/// Reads the catalogue of a content folder, for those who need all of it.
///
/// # Errors
///
/// When it has errors; `so` says what follows from that.
fn whole_catalog(content: &Path, today: Date, so: &str) -> anyhow::Result<Catalog> {
    let mut faults = Vec::new();
    let catalog = authored::load(content, today, &mut faults);
    let errors = faults.iter().filter(|fault| fault.severity > Severity::Warning).count();
    anyhow::ensure!(
        errors == 0,
        "the catalogue has {errors} errors, so {so}; run `model-atlas check` to see them"
    );
    Ok(catalog)
}

/// Today in UTC.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    Date::from_days_since_epoch(i64::try_from(seconds / 86_400).unwrap_or_default())
}
