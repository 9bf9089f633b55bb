//! `model-atlas export`: the catalogue in a format that others read.

use std::io::{ErrorKind, Write, stderr, stdout};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use crate::config::{ExportArgs, ExportFormat};
use crate::exchange::listing::{LeftOut, Listing};
use crate::exchange::{litellm, llm_prices, models_dev, spreadsheet, whole};

pub(super) fn run(content: &Path, args: &ExportArgs) -> anyhow::Result<ExitCode> {
    let today = super::today();
    let day = args.as_of.unwrap_or(today);
    let catalog = super::whole_catalog(content, today, "a part of it would be missing")?;
    let (text, left_out) = match args.to {
        ExportFormat::ModelsDev => {
            let listing = Listing::of(&catalog, day);
            (models_dev::write(&catalog, &listing, day)?, listing.left_out)
        }
        ExportFormat::Litellm => {
            let mut listing = Listing::of(&catalog, day);
            (litellm::write(&mut listing)?, listing.left_out)
        }
        ExportFormat::LlmPrices => llm_prices::write(&catalog, day)?,
        ExportFormat::Csv => (spreadsheet::write(&catalog, day)?, LeftOut::new()),
        ExportFormat::Json => (whole::write(&catalog, day), LeftOut::new()),
    };
    match &args.file {
        Some(file) => {
            std::fs::write(file, text).with_context(|| format!("cannot write {}", file.display()))?
        }
        // Whoever reads only the beginning (`| head`) has had enough.
        None => match stdout().lock().write_all(text.as_bytes()) {
            Err(error) if error.kind() != ErrorKind::BrokenPipe => return Err(error.into()),
            _ => {}
        },
    }
    for (reason, count) in left_out {
        // When standard error is closed there is nobody left to tell.
        writeln!(stderr(), "left out, for the format cannot say it: {count} {reason}").ok();
    }
    Ok(ExitCode::SUCCESS)
}
