//! What a picture shows: read from the address, with what meant nothing.

use crate::catalog::frontier::{PriceKind, choices, counts};
use crate::catalog::model::{BenchmarkId, ScenarioId};
use crate::ui::app::Request;

/// The parameters of a picture.
pub(super) const BENCHMARK: &str = "chart.benchmark";
pub(super) const PRICE: &str = "chart.price";
pub(super) const SCENARIO: &str = "chart.scenario";

/// What is shown, and what could be.
pub(super) struct Choice {
    pub(super) benchmark: BenchmarkId,
    /// The benchmark that is shown before one is chosen.
    pub(super) usual: BenchmarkId,
    pub(super) kind: PriceKind,
    pub(super) scenario: Option<ScenarioId>,
    /// Whether the page says which scenario it is.
    pub(super) is_fixed: bool,
    /// Benchmarks to choose from, each with how many models are in its picture.
    pub(super) benchmarks: Vec<(BenchmarkId, usize)>,
    /// Parts of the address that mean nothing.
    pub(super) problems: Vec<String>,
}

impl Choice {
    /// Reads the choice; `None` where no benchmark makes a picture.
    pub(super) fn read(request: &Request, fixed: Option<ScenarioId>, from_query: bool) -> Option<Self> {
        let (catalog, today) = (&request.snapshot.site.catalog, request.snapshot.today);
        let page = fixed.as_ref().and_then(|id| catalog.scenario(id));
        let usual = page.and_then(|scenario| scenario.benchmark.clone());
        let mut benchmarks = choices(catalog, today);
        if let Some(scenario) = page {
            let counts = counts(catalog, today, |model| scenario.fits(model, today));
            let own = |(id, count): &(BenchmarkId, usize)| {
                (*count > 0 && benchmarks.iter().any(|(known, _)| known == id)) || usual.as_ref() == Some(id)
            };
            benchmarks = counts.into_iter().filter(own).collect();
        }
        let usual = usual.filter(|id| benchmarks.iter().any(|(known, _)| known == id));
        let usual = usual.or_else(|| Some(benchmarks.first()?.0.clone()))?;
        let mut choice = Self {
            benchmark: usual.clone(),
            usual,
            kind: PriceKind::default(),
            scenario: fixed,
            is_fixed: page.is_some(),
            benchmarks,
            problems: Vec::new(),
        };
        if from_query {
            choice.take(request);
        }
        Some(choice)
    }

    fn take(&mut self, request: &Request) {
        let catalog = &request.snapshot.site.catalog;
        let asked = |key: &str| request.query.get(key).filter(|value| !value.is_empty());
        if let Some(id) = asked(BENCHMARK) {
            match self.benchmarks.iter().find(|(known, _)| known.as_str() == id) {
                Some((known, _)) => self.benchmark = known.clone(),
                None => self.refuse(BENCHMARK, id),
            }
        }
        if let Some(name) = asked(PRICE) {
            match PriceKind::from_name(name) {
                Some(kind) => self.kind = kind,
                None => self.refuse(PRICE, name),
            }
        }
        if let Some(id) = asked(SCENARIO) {
            let known = catalog.scenario(&id.into()).filter(|_| !self.is_fixed);
            match known {
                Some(scenario) => self.scenario = Some(scenario.id.clone()),
                None => self.refuse(SCENARIO, id),
            }
        }
    }

    fn refuse(&mut self, key: &str, value: &str) {
        let value: String = value.chars().take(40).collect();
        self.problems.push(format!("{key}={value}"));
    }
}
