//! `model-atlas check`: every fault of the content, with place and remedy.

use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;

use crate::content::diagnostic::Severity;
use crate::content::load;

pub(super) fn run(content: &Path) -> anyhow::Result<ExitCode> {
    let (site, faults) = load(content, super::today());
    let mut out = stdout().lock();
    for fault in &faults {
        writeln!(out, "{fault}")?;
    }
    let errors = faults.iter().filter(|fault| fault.severity > Severity::Warning).count();
    let (pages, models) = (site.pages.len(), site.catalog.models.len());
    let warnings = faults.len() - errors;
    writeln!(out, "{pages} pages, {models} models: {errors} errors, {warnings} warnings")?;
    Ok(ExitCode::from(u8::from(errors > 0)))
}
