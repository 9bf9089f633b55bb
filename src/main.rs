//! Arguments, logging, run, exit code.

use std::io::{IsTerminal, Write, stderr};
use std::process::ExitCode;

use clap::Parser;
use tracing_subscriber::EnvFilter;

use model_atlas::cli;
use model_atlas::config::{Cli, LogFormat};

fn main() -> ExitCode {
    let cli = Cli::parse();
    let filter = match EnvFilter::builder().parse(&cli.log) {
        Ok(filter) => filter,
        Err(error) => {
            return fail(&format!("--log {}: {error}; use error, warn, info, debug or trace", cli.log));
        }
    };
    let log = tracing_subscriber::fmt().with_env_filter(filter).with_writer(stderr);
    match cli.log_format {
        LogFormat::Text => log.with_ansi(stderr().is_terminal()).init(),
        LogFormat::Json => log.json().flatten_event(true).with_span_list(false).init(),
    }
    cli::run(cli).unwrap_or_else(|error| fail(&format!("{error:#}")))
}

/// Says what went wrong, in one place.
fn fail(message: &str) -> ExitCode {
    // When standard error is closed there is nobody left to tell.
    writeln!(stderr(), "model-atlas: {message}").ok();
    ExitCode::FAILURE
}
