//! Proposals for people: what we say, what they say, and what is written where.

use std::io::{self, Write};

use super::Report;
use crate::catalog::price::{Decimal, Price, PriceTier};
use crate::exchange::proposal::{FactChange, PriceChange, Proposal};

/// Writes all of it, and a line that sums it up.
pub(super) fn write(out: &mut impl Write, report: &Report<'_>) -> io::Result<()> {
    let found = report.proposals;
    for proposal in &found.proposals {
        one(out, report, proposal)?;
    }
    section(
        out,
        "left alone",
        found.notes.iter().map(|note| {
            let model = note.model.as_ref().map(|model| format!("{model}: ")).unwrap_or_default();
            format!("{model}{}\n      at {}", note.message, note.place)
        }),
    )?;
    section(out, "passed over", found.skipped.iter().map(|(reason, count)| format!("{count} {reason}")))?;
    section(
        out,
        "faults in the file",
        found
            .faults
            .iter()
            .map(|fault| format!("{}: {}\n      fix: {}", fault.place, fault.message, fault.fix)),
    )?;
    summary(out, report)
}

fn section(
    out: &mut impl Write,
    title: &str,
    lines: impl ExactSizeIterator<Item = String>,
) -> io::Result<()> {
    if lines.len() > 0 {
        writeln!(out, "{title}:")?;
        lines.into_iter().try_for_each(|line| writeln!(out, "  - {line}"))?;
        writeln!(out)?;
    }
    Ok(())
}

fn one(out: &mut impl Write, report: &Report<'_>, proposal: &Proposal) -> io::Result<()> {
    writeln!(out, "{} ({})", proposal.model, proposal.name)?;
    if let Some(newcomer) = &proposal.newcomer {
        writeln!(out, "  + new model of {}, at {}", newcomer.maker, newcomer.place)?;
        if !newcomer.aliases.is_empty() {
            writeln!(out, "      aliases {}", newcomer.aliases.join(", "))?;
        }
    }
    proposal.facts.iter().try_for_each(|change| fact(out, change))?;
    proposal.prices.iter().try_for_each(|change| price(out, change))?;
    let done = if report.is_written { "written to" } else { "would be written to" };
    match (proposal.refused(), report.target(proposal)) {
        (Some(why), _) => writeln!(out, "  not written: {why}\n"),
        (None, Some(path)) if proposal.counts().0 > 0 => writeln!(out, "  {done} {}\n", path.display()),
        _ => writeln!(out),
    }
}

fn fact(out: &mut impl Write, change: &FactChange) -> io::Result<()> {
    let FactChange { place, fact, ours, said, .. } = change;
    match ours {
        Some(ours) => writeln!(out, "  ≠ {}: {ours} → {said} (kept beside ours), at {place}", fact.name()),
        None => writeln!(out, "  + {}: {said}, at {place}", fact.name()),
    }
}

fn price(out: &mut impl Write, change: &PriceChange) -> io::Result<()> {
    let after = &change.after;
    let before = change.before.as_ref().map(|(_, price)| price);
    let sign = if before.is_some() { "~" } else { "+" };
    writeln!(out, "  {sign} price of {}, USD per 1M tokens, at {}", change.provider, change.place)?;
    let ours = |part: fn(&Price) -> Option<Decimal>| before.and_then(part);
    for (name, ours, theirs) in [
        ("input", ours(|price| Some(price.input)), Some(after.input)),
        ("output", ours(|price| Some(price.output)), Some(after.output)),
        ("cache_read", ours(|price| price.cache_read), after.cache_read),
        ("cache_write", ours(|price| price.cache_write), after.cache_write),
    ] {
        amount(out, name, ours, theirs)?;
    }
    let tiers = before.map(|price| price.tiers.as_slice()).unwrap_or_default();
    if tiers != after.tiers {
        writeln!(out, "      steps       {} → {}", steps(tiers), steps(&after.tiers))?;
    }
    if let (Some((place, _)), Some((from, _))) = (&change.before, change.from) {
        writeln!(out, "      price-{} ends on {from}, where the new one begins", place + 1)?;
    } else {
        let from = change.from.map(|(from, _)| format!("from {from}"));
        let until = change.until.map(|until| format!("until {until}"));
        let span: Vec<String> = [from, until].into_iter().flatten().collect();
        writeln!(out, "      {}", span.join(" "))?;
    }
    for unit in &change.units {
        writeln!(out, "      ! {unit}")?;
    }
    for remark in &change.remarks {
        writeln!(out, "      ! {remark}")?;
    }
    change.refused.iter().try_for_each(|why| writeln!(out, "      not written: {why}"))
}

fn amount(
    out: &mut impl Write,
    name: &str,
    ours: Option<Decimal>,
    theirs: Option<Decimal>,
) -> io::Result<()> {
    let told = |amount: Option<Decimal>| amount.map_or("none".to_owned(), |amount| amount.to_string());
    match (ours, theirs) {
        (None, None) => Ok(()),
        (None, Some(theirs)) => writeln!(out, "      {name:<11} {theirs}"),
        (ours, theirs) if ours == theirs => writeln!(out, "      {name:<11} {}", told(ours)),
        _ => writeln!(out, "      {name:<11} {} → {}", told(ours), told(theirs)),
    }
}

fn steps(tiers: &[PriceTier]) -> String {
    let one = |tier: &PriceTier| format!("above {}: {}/{}", tier.above, tier.input, tier.output);
    if tiers.is_empty() { "none".to_owned() } else { tiers.iter().map(one).collect::<Vec<_>>().join(", ") }
}

fn summary(out: &mut impl Write, report: &Report<'_>) -> io::Result<()> {
    let found = report.proposals;
    let all = &found.proposals;
    let newcomers = all.iter().filter(|proposal| proposal.newcomer.is_some()).count();
    let prices: usize = all.iter().map(|proposal| proposal.prices.len()).sum();
    let facts: usize = all.iter().map(|proposal| proposal.facts.len()).sum();
    let (ready, refused) = found.counts();
    let (name, day) = (report.format.name(), report.as_of);
    write!(out, "{} ({name} of {day}): ", report.file.display())?;
    write!(out, "{newcomers} new models, {prices} prices, {facts} facts proposed; ")?;
    write!(out, "{} left alone, {} faults; ", found.notes.len(), found.faults.len())?;
    let refused = if refused > 0 { format!(", {refused} refused") } else { String::new() };
    match (report.is_written, ready) {
        (true, _) => writeln!(out, "{ready} changes written to {} files{refused}", report.written.len()),
        (false, 0) => writeln!(out, "nothing to write{refused}"),
        (false, _) => writeln!(out, "nothing written; --write --source-url URL would write {ready}{refused}"),
    }
}
