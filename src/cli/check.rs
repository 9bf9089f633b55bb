//! `model-atlas check`: every fault of the content, with place and remedy, as
//! text for people, JSON for editors or SARIF for code review.

mod human;
mod json;
mod sarif;

use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use crate::config::{CheckArgs, Format};
use crate::content::check;
use crate::content::diagnostic::{Diagnostic, Position, Severity};

pub(super) fn run(content: &Path, args: &CheckArgs) -> anyhow::Result<ExitCode> {
    let (site, faults) = check(content, super::today());
    let errors = faults.iter().filter(|fault| fault.severity > Severity::Warning).count();
    let print = || {
        let mut out = stdout().lock();
        match args.format {
            Format::Json => writeln!(out, "{:#}", json::print(&faults)),
            Format::Sarif => writeln!(out, "{:#}", sarif::print(&faults, content)),
            Format::Human => {
                human::write(&mut out, &faults, args.all)?;
                let (pages, models) = (site.pages.len(), site.catalog.models.len());
                let warnings = faults.len() - errors;
                writeln!(out, "{pages} pages, {models} models: {errors} errors, {warnings} warnings")
            }
        }
    };
    // Whoever reads only the beginning (`| head`) has had enough.
    match print() {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error.into()),
        _ => {}
    }
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// A fault's file as tools want it: seen from the working folder where it lies
/// in there, with slashes.
fn path_of(fault: &Diagnostic) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path: PathBuf = fault.file.strip_prefix(&here).unwrap_or(&fault.file).components().collect();
    path.to_string_lossy().replace('\\', "/")
}

/// A fault's place; a file as a whole is told at its beginning.
fn place_of(fault: &Diagnostic) -> Position {
    fault.position.unwrap_or(Position { line: 1, column: 1 })
}
