//! `model-atlas evaluate`: how well search answers a list of judged queries.

use std::io::{Write, stdout};
use std::path::Path;
use std::process::ExitCode;

use anyhow::Context;

use crate::config::EvaluateArgs;
use crate::search::{Judgements, Measured, evaluate};
use crate::snapshot::Snapshot;

pub(super) fn run(content: &Path, args: &EvaluateArgs) -> anyhow::Result<ExitCode> {
    let name = args.queries.display();
    let text = std::fs::read_to_string(&args.queries)
        .with_context(|| format!("cannot read {name}: name a UTF-8 file of judged queries"))?;
    let read = Judgements::read(&text);
    anyhow::ensure!(
        read.faults.is_empty(),
        "{}\n  fix: write class, query, gold addresses (separated by spaces) and, if wanted, zh or en, \
         with tabs between them",
        read.faults
            .iter()
            .map(|(line, fault)| format!("{name}:{line}: {fault}"))
            .collect::<Vec<_>>()
            .join("\n")
    );
    anyhow::ensure!(!read.queries.is_empty(), "{name} holds no query");
    let (snapshot, faults) =
        Snapshot::build(content, super::today()).context("the search index cannot be built")?;
    if !faults.is_empty() {
        tracing::warn!(faults = faults.len(), "the content has faults; run `model-atlas check` to see them");
    }
    let unknown: Vec<String> = read
        .queries
        .iter()
        .flat_map(|judged| judged.gold.iter().map(move |gold| (judged, gold)))
        .filter(|(_, gold)| !snapshot.index.has(gold))
        .map(|(judged, gold)| format!("{gold} (of {:?})", judged.query))
        .collect();
    if !unknown.is_empty() {
        tracing::warn!("nothing is at these gold addresses, so they count as missed: {}", unknown.join(", "));
    }
    let measured = evaluate(&snapshot.index, &read.queries);
    print(&mut stdout().lock(), &measured, args.missed)?;
    Ok(ExitCode::SUCCESS)
}

/// Prints the measures as a table, and below it the queries that were not answered first.
fn print(out: &mut impl Write, measured: &[Measured], missed: bool) -> std::io::Result<()> {
    let width = measured.iter().map(|class| class.class.chars().count()).max().unwrap_or_default().max(5);
    writeln!(out, "{:<width$}  queries  MRR@10  recall@10  nDCG@10", "class")?;
    for Measured { class, queries, mrr, recall, ndcg, .. } in measured {
        writeln!(out, "{class:<width$}  {queries:>7}  {mrr:>6.3}  {recall:>9.3}  {ndcg:>7.3}")?;
    }
    // The last class is all of them.
    for class in measured.split_last().map_or(&[][..], |(_, classes)| classes).iter().filter(|_| missed) {
        for (query, rank) in &class.missed {
            let rank = rank.map_or("none".to_owned(), |rank| rank.to_string());
            writeln!(out, "{:<width$}  first right answer: {rank:>4}  {query}", class.class)?;
        }
    }
    Ok(())
}
