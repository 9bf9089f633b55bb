//! Proposals as one JSON object. Amounts are decimals as text, in US dollars per
//! 1,000,000 tokens.

use serde_json::{Value, json};

use super::Report;
use crate::catalog::price::{Decimal, PriceTier};
use crate::exchange::proposal::units::UnitError;
use crate::exchange::proposal::{FactChange, PriceChange, Proposal};

pub(super) fn print(report: &Report<'_>) -> Value {
    let found = report.proposals;
    let (ready, refused) = found.counts();
    let notes = found
        .notes
        .iter()
        .map(|note| json!({ "place": note.place, "model": note.model, "message": note.message }));
    let faults = found
        .faults
        .iter()
        .map(|fault| json!({ "place": fault.place, "message": fault.message, "fix": fault.fix }));
    json!({
        "file": report.file.to_string_lossy(),
        "from": report.format.name(),
        "as_of": report.as_of.to_string(),
        "proposals": found.proposals.iter().map(|one| proposal(report, one)).collect::<Value>(),
        "notes": notes.collect::<Value>(),
        "skipped": found.skipped,
        "faults": faults.collect::<Value>(),
        "summary": { "ready": ready, "refused": refused, "written": report.is_written },
        "files": report.written.iter().map(|path| path.to_string_lossy()).collect::<Vec<_>>(),
    })
}

fn proposal(report: &Report<'_>, proposal: &Proposal) -> Value {
    let newcomer = proposal.newcomer.as_ref().map(|newcomer| {
        json!({
            "maker": newcomer.maker.as_str(),
            "series": newcomer.series.as_ref().map(|series| series.as_str()),
            "aliases": newcomer.aliases,
            "place": newcomer.place,
        })
    });
    json!({
        "model": proposal.model.as_str(),
        "name": proposal.name,
        "new": newcomer,
        "facts": proposal.facts.iter().map(fact).collect::<Value>(),
        "prices": proposal.prices.iter().map(price).collect::<Value>(),
        "file": report.target(proposal).map(|path| path.to_string_lossy()),
        "refused": proposal.refused(),
    })
}

fn fact(change: &FactChange) -> Value {
    json!({
        "fact": change.fact.name(),
        "ours": change.ours.as_ref().map(ToString::to_string),
        "theirs": change.said.to_string(),
        "place": change.place,
    })
}

fn price(change: &PriceChange) -> Value {
    let after = &change.after;
    let before = change.before.as_ref().map(|(place, price)| {
        let mut amounts =
            amounts(price.input, price.output, price.cache_read, price.cache_write, &price.tiers);
        amounts["id"] = json!(format!("price-{}", place + 1));
        amounts
    });
    json!({
        "provider": change.provider.as_str(),
        "ours": before,
        "theirs": amounts(after.input, after.output, after.cache_read, after.cache_write, &after.tiers),
        "from": change.from.map(|(from, _)| from.to_string()),
        "until": change.until.map(|until| until.to_string()),
        "unit_errors": change.units.iter().map(unit).collect::<Value>(),
        "remarks": change.remarks,
        "refused": change.refused,
        "place": change.place,
    })
}

fn amounts(
    input: Decimal,
    output: Decimal,
    cache_read: Option<Decimal>,
    cache_write: Option<Decimal>,
    tiers: &[PriceTier],
) -> Value {
    let tiers = tiers.iter().map(|tier| {
        json!({
            "above": tier.above,
            "input": tier.input.to_string(),
            "output": tier.output.to_string(),
            "cache_read": tier.cache_read.map(|amount| amount.to_string()),
        })
    });
    json!({
        "input": input.to_string(),
        "output": output.to_string(),
        "cache_read": cache_read.map(|amount| amount.to_string()),
        "cache_write": cache_write.map(|amount| amount.to_string()),
        "tiers": tiers.collect::<Value>(),
    })
}

fn unit(error: &UnitError) -> Value {
    json!({
        "part": error.part,
        "ours": error.ours.to_string(),
        "theirs": error.theirs.to_string(),
        "factor": error.factor,
        "exact": error.is_exact,
        "message": error.to_string(),
    })
}
