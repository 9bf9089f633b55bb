//! The lists that series share: vendors, providers, benchmarks.

use serde::Deserialize;

use super::Name;
use crate::catalog::model::{Benchmark, BenchmarkId, Provider, Vendor, VendorId};

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct VendorFile {
    vendors: Vec<VendorEntry>,
    providers: Vec<ProviderEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct VendorEntry {
    id: String,
    name: Name,
    url: Option<String>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ProviderEntry {
    id: String,
    name: Name,
    vendor: Option<String>,
    url: Option<String>,
}

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct BenchmarkFile {
    benchmarks: Vec<BenchmarkEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct BenchmarkEntry {
    id: String,
    name: String,
    about: Name,
}

impl VendorFile {
    pub(super) fn done(self) -> (Vec<Vendor>, Vec<Provider>) {
        let vendor = |v: VendorEntry| Vendor { id: VendorId(v.id), name: v.name.into(), url: v.url };
        let provider = |p: ProviderEntry| Provider {
            id: p.id.as_str().into(),
            name: p.name.into(),
            vendor: p.vendor.map(VendorId),
            url: p.url,
        };
        (self.vendors.into_iter().map(vendor).collect(), self.providers.into_iter().map(provider).collect())
    }
}

impl BenchmarkFile {
    pub(super) fn done(self) -> Vec<Benchmark> {
        let done =
            |b: BenchmarkEntry| Benchmark { id: BenchmarkId(b.id), name: b.name, about: b.about.into() };
        self.benchmarks.into_iter().map(done).collect()
    }
}
