//! Commands: thin shells over library calls.

mod check;
mod evaluate;
mod export;
mod import;
mod mcp;
mod serve;
mod stopping;

use std::process::ExitCode;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::catalog::quantity::Date;
use crate::config::{Cli, Command};

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

/// Today in UTC.
fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs());
    Date::from_days_since_epoch(i64::try_from(seconds / 86_400).unwrap_or_default())
}
