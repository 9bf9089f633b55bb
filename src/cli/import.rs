//! `model-atlas import`: what a price list of others would change, and the
//! change itself when it is asked for.

mod human;
mod json;

use std::collections::{BTreeMap, BTreeSet};
use std::io::{ErrorKind, Write, stdout};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Context;

use crate::catalog::quantity::Date;
use crate::config::{ImportArgs, ImportFormat, ReportFormat};
use crate::exchange::proposal::{Proposal, Proposals, Terms, propose};
use crate::exchange::write::{Origin, Shelf};
use crate::exchange::{Format, read};

/// The exit code of proposals that wait for somebody.
const WAITING: u8 = 3;

/// What is printed.
struct Report<'a> {
    file: &'a Path,
    format: Format,
    as_of: Date,
    proposals: &'a Proposals,
    shelf: &'a Shelf,
    /// Files that were changed.
    written: Vec<PathBuf>,
    is_written: bool,
}

impl Report<'_> {
    /// The file that a proposal is written to, if it is certain.
    fn target(&self, proposal: &Proposal) -> Option<&Path> {
        match &proposal.newcomer {
            Some(newcomer) => self.shelf.of_series(newcomer.series.as_ref()?),
            None => self.shelf.of_model(&proposal.model),
        }
    }
}

pub(super) fn run(content: &Path, args: &ImportArgs) -> anyhow::Result<ExitCode> {
    let name = args.file.display();
    let bytes = std::fs::read(&args.file).with_context(|| format!("cannot read {name}"))?;
    let text = String::from_utf8(bytes).with_context(|| format!("{name} is not UTF-8; download it again"))?;
    let format = format(args.from);
    let reading = read(format, &text);
    let today = super::today();
    let as_of = args.as_of.or(reading.dated).unwrap_or(today);
    anyhow::ensure!(
        as_of.days_since_epoch() <= today.days_since_epoch(),
        "{as_of} lies ahead; name the day the file is of with --as-of YYYY-MM-DD"
    );
    let origin = args.source_url.as_deref().map(|url| origin(format, url, as_of)).transpose()?;
    let catalog = super::whole_catalog(content, today, "nothing can be compared with it")?;
    let proposals = propose(&catalog, reading, &terms(args, format, as_of, today));
    let shelf = Shelf::open(content)?;
    let mut written = Vec::new();
    let is_written = args.write && proposals.counts().0 > 0;
    if let Some(origin) = origin.filter(|_| is_written) {
        let draft = shelf.draft(&proposals, &origin)?;
        draft.save(today)?;
        written = draft.paths().map(Path::to_owned).collect();
    }
    let report =
        Report { file: &args.file, format, as_of, proposals: &proposals, shelf: &shelf, written, is_written };
    print(&report, args.format)?;
    Ok(ExitCode::from(code(&proposals, is_written)))
}

fn print(report: &Report<'_>, format: ReportFormat) -> anyhow::Result<()> {
    let mut out = stdout().lock();
    let printed = match format {
        ReportFormat::Human => human::write(&mut out, report),
        ReportFormat::Json => writeln!(out, "{:#}", json::print(report)),
    };
    match printed {
        // Whoever reads only the beginning (`| head`) has had enough.
        Err(error) if error.kind() != ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}

const fn format(from: ImportFormat) -> Format {
    match from {
        ImportFormat::ModelsDev => Format::ModelsDev,
        ImportFormat::Litellm => Format::Litellm,
        ImportFormat::Openrouter => Format::Openrouter,
        ImportFormat::LlmPrices => Format::LlmPrices,
    }
}

fn origin(format: Format, url: &str, date: Date) -> anyhow::Result<Origin> {
    let wrong =
        || format!("--source-url {url} is no address; write https:// and where the file was downloaded from");
    let parsed = url::Url::parse(url).with_context(wrong)?;
    anyhow::ensure!(matches!(parsed.scheme(), "https" | "http") && parsed.has_host(), "{}", wrong());
    Ok(Origin { name: format.name().to_owned(), title: format.title().to_owned(), url: url.to_owned(), date })
}

fn terms(args: &ImportArgs, format: Format, as_of: Date, today: Date) -> Terms {
    let mut only = BTreeSet::new();
    let mut named = BTreeMap::new();
    for provider in &args.provider {
        let (theirs, ours) =
            provider.split_once('=').map_or((provider.as_str(), None), |(a, b)| (a, Some(b)));
        only.insert(theirs.to_owned());
        named.extend(ours.map(|ours| (theirs.to_owned(), ours.to_owned())));
    }
    let accepted = args.accept_unit_changes.iter().cloned().collect();
    Terms { format, as_of, today, only, named, accepted }
}

/// Faults come first: what could not be read may hide more proposals.
fn code(proposals: &Proposals, is_written: bool) -> u8 {
    let (ready, refused) = proposals.counts();
    let waits = refused > 0 || (ready > 0 && !is_written);
    match (proposals.faults.is_empty(), waits) {
        (false, _) => 1,
        (true, true) => WAITING,
        (true, false) => 0,
    }
}
