//! Lists that stand by themselves: accelerators, and what a dollar is worth.
//! Each entry names where it was read.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::convert::Reader;
use super::load::read;
use crate::catalog::memory::gpu::{Gpu, GpuKind};
use crate::catalog::price::{Decimal, Rate};
use crate::catalog::quantity::Date;
use crate::catalog::source::Reference;
use crate::content::code::Code;
use crate::content::diagnostic::Diagnostic;

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
struct RateFile {
    rates: Vec<Spanned<RateEntry>>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct RateEntry {
    base: Spanned<String>,
    quote: Spanned<String>,
    rate: Spanned<String>,
    source: ReferenceEntry,
}

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
struct GpuFile {
    gpus: Vec<GpuEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct GpuEntry {
    id: Spanned<String>,
    name: String,
    memory_gb: Spanned<u64>,
    kind: Spanned<String>,
    source: ReferenceEntry,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ReferenceEntry {
    title: String,
    url: String,
    date: Spanned<String>,
}

impl ReferenceEntry {
    fn done(self, reader: &mut Reader<'_>) -> Option<Reference> {
        let date = reader.past(&self.date);
        Some(Reference { title: self.title, url: self.url, date: date? })
    }
}

/// Reads `gpus.toml`. Entries that cannot be read are left out and reported.
pub(super) fn gpus(file: &Path, today: Date, faults: &mut Vec<Diagnostic>) -> Vec<Gpu> {
    let (read, text) = read::<GpuFile>(file, faults);
    let mut reader = Reader { file, text: &text, today, sources: HashMap::new(), faults };
    let mut taken = HashSet::new();
    let fresh = read.gpus.into_iter().filter_map(|entry| {
        if !taken.insert(entry.id.get_ref().clone()) {
            let message = format!("GPU `{}` is listed twice", entry.id.get_ref());
            reader.fault(Code::DuplicateId, entry.id.span(), message, "remove or rename one of the two");
            return None;
        }
        entry.done(&mut reader)
    });
    fresh.collect()
}

impl GpuEntry {
    fn done(self, reader: &mut Reader<'_>) -> Option<Gpu> {
        let kinds = [
            ("datacenter", GpuKind::Datacenter),
            ("consumer", GpuKind::Consumer),
            ("unified", GpuKind::Unified),
        ];
        // Each is read even when another is wrong, so that all faults show at once.
        let kind = reader.word(&self.kind, &kinds);
        let source = self.source.done(reader);
        let memory = self.memory_gb.get_ref().checked_mul(Gpu::LABEL_GB).filter(|bytes| *bytes > 0);
        if memory.is_none() {
            let message = format!("{} GB is no amount of memory", self.memory_gb.get_ref());
            reader.fault(Code::BadValue, self.memory_gb.span(), message, "write the gigabytes on the label");
        }
        Some(Gpu { id: self.id.into_inner(), name: self.name, memory: memory?, kind: kind?, source: source? })
    }
}

/// Reads what a dollar is worth, if the folder says so.
pub(super) fn rate(file: &Path, today: Date, faults: &mut Vec<Diagnostic>) -> Option<(Rate, Reference)> {
    let (read, text) = read::<RateFile>(file, faults);
    let mut reader = Reader { file, text: &text, today, sources: HashMap::new(), faults };
    let mut rates = read.rates.into_iter();
    let first = rates.next()?.into_inner();
    if let Some(second) = rates.next() {
        let message = "a second rate of the same two currencies";
        reader.fault(Code::DuplicateId, second.span(), message, "keep the newest rate alone");
    }
    let pair = (reader.word(&first.base, &[("USD", ())]), reader.word(&first.quote, &[("CNY", ())]));
    let cny_per_usd: Option<Decimal> = reader.parse(&first.rate);
    let above_zero = cny_per_usd.filter(|rate| rate.0 > 0);
    if cny_per_usd.is_some() && above_zero.is_none() {
        let hint = "write how many yuan a dollar is worth, such as \"7.1586\"";
        reader.fault(Code::ImpossibleNumber, first.rate.span(), "a rate is above zero", hint);
    }
    let source = first.source.done(&mut reader)?;
    pair.0.and(pair.1)?;
    Some((Rate { cny_per_usd: above_zero?, date: source.date }, source))
}
