//! The list of accelerators: `vocabulary/gpus.toml`.
//!
//! ```toml
//! [[gpus]]
//! id = "h100-80gb"
//! name = "NVIDIA H100 80GB"
//! memory_gb = 80 # as labelled, see `Gpu::memory`
//! kind = "datacenter" # or "consumer", "unified"
//! source = { title = "…", url = "https://…", date = "2026-11-25" }
//! ```

use std::collections::HashSet;

use serde::Deserialize;
use toml::Spanned;

use super::convert::Reader;
use crate::catalog::memory::gpu::{Gpu, GpuKind, GpuSource};

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct GpuFile {
    gpus: Vec<GpuEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct GpuEntry {
    id: Spanned<String>,
    name: String,
    memory_gb: Spanned<u64>,
    kind: Spanned<String>,
    source: GpuSourceEntry,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct GpuSourceEntry {
    title: String,
    url: Spanned<String>,
    date: Spanned<String>,
}

impl GpuFile {
    /// The GPUs; those that cannot be read are left out and reported.
    pub(super) fn done(self, reader: &mut Reader<'_>) -> Vec<Gpu> {
        let mut taken = HashSet::new();
        let fresh = self.gpus.into_iter().filter_map(|entry| {
            if !taken.insert(entry.id.get_ref().clone()) {
                let message = format!("GPU `{}` is listed twice", entry.id.get_ref());
                reader.fault("duplicate-id", entry.id.span(), message, "remove or rename one of the two");
                return None;
            }
            entry.done(reader)
        });
        fresh.collect()
    }
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
        let date = reader.past(&self.source.date);
        reader.check_address(&self.source.url);
        let memory = self.memory_gb.get_ref().checked_mul(Gpu::LABEL_GB).filter(|bytes| *bytes > 0);
        if memory.is_none() {
            let message = format!("{} GB is no amount of memory", self.memory_gb.get_ref());
            reader.fault("bad-value", self.memory_gb.span(), message, "write the gigabytes on the label");
        }
        let source = GpuSource { title: self.source.title, url: self.source.url.into_inner(), date: date? };
        Some(Gpu { id: self.id.into_inner(), name: self.name, memory: memory?, kind: kind?, source })
    }
}
