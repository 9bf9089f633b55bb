//! The lists that series share: vendors, providers, benchmarks, scenarios.

use serde::Deserialize;

use super::Name;
use super::convert::MODALITIES;
use crate::catalog::model::{Benchmark, BenchmarkId, Provider, Vendor, VendorId};
use crate::catalog::price::Decimal;
use crate::catalog::scenario::{Pick, Rule, Scenario};

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

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct ScenarioFile {
    scenarios: Vec<ScenarioEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct ScenarioEntry {
    id: String,
    name: Name,
    summary: Name,
    #[serde(default, rename = "where")]
    rule: RuleEntry,
    #[serde(default)]
    picks: Vec<PickEntry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct PickEntry {
    model: String,
    reason: Name,
}

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
struct RuleEntry {
    open_weights: Option<bool>,
    reasoning: Option<bool>,
    tool_calling: Option<bool>,
    structured_output: Option<bool>,
    input: Option<String>,
    min_context: Option<u64>,
    max_total_params: Option<u64>,
    max_output_price: Option<String>,
    min_score: Option<MinScore>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct MinScore {
    benchmark: String,
    score: String,
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

impl ScenarioFile {
    /// The scenarios, and a message for every value that cannot be read.
    pub(super) fn done(self) -> (Vec<Scenario>, Vec<String>) {
        let mut problems = Vec::new();
        let scenarios = self.scenarios.into_iter().map(|entry| {
            let mut decimal = |text: &str| {
                text.parse::<Decimal>()
                    .map_err(|e| problems.push(format!("scenario `{}`: `{text}` is {e}", entry.id)))
                    .ok()
            };
            let rule = &entry.rule;
            let max_output_price = rule.max_output_price.as_deref().and_then(&mut decimal);
            let min_score = rule
                .min_score
                .as_ref()
                .and_then(|least| Some((BenchmarkId(least.benchmark.clone()), decimal(&least.score)?)));
            let input = rule.input.as_ref().and_then(|name| {
                let known = MODALITIES.iter().find(|(word, _)| word == name).map(|(_, kind)| *kind);
                if known.is_none() {
                    problems.push(format!("scenario `{}`: `{name}` is no kind of content", entry.id));
                }
                known
            });
            Scenario {
                id: entry.id.as_str().into(),
                rule: Rule {
                    open_weights: rule.open_weights,
                    reasoning: rule.reasoning,
                    tool_calling: rule.tool_calling,
                    structured_output: rule.structured_output,
                    input,
                    min_context: rule.min_context,
                    max_total_params: rule.max_total_params,
                    max_output_price,
                    min_score,
                },
                picks: entry
                    .picks
                    .into_iter()
                    .map(|pick| Pick { model: pick.model.as_str().into(), reason: pick.reason.into() })
                    .collect(),
                name: entry.name.into(),
                summary: entry.summary.into(),
            }
        });
        let scenarios = scenarios.collect();
        (scenarios, problems)
    }
}
