//! The catalogue: what is known about models, and who said so.
//!
//! 1. [`quantity`] counts tokens and parameters, and dates.
//! 2. [`price`] holds exact money, its validity and history.
//! 3. [`source`] ties every value to where it was read.
//! 4. [`model`] joins them: vendor, series, model, score, scenario.
//! 5. [`profile`] tells a model's facts line by line, [`history`] what its
//!    prices were, [`updates`] what is new in all of the catalogue.
//! 6. [`cost`] says what a month of some usage costs; [`memory`] counts what
//!    it takes to run a model.
//! 7. [`measure`] reads a model's numbers by name, [`scenario`] says what
//!    models are good for, and [`frontier`] what capability costs.
//! 8. [`table`] lays models out as rows and columns of data.
//! 9. [`filter`] and [`sort`] choose and order the rows;
//!    [`state`] is both of them as a query string.
//!
//! Everything here is pure and compiles for the server and the browser, so a
//! page without JavaScript, the island and the API give the same rows.

pub mod cost;
pub mod filter;
pub mod frontier;
pub mod history;
pub mod measure;
pub mod memory;
pub mod model;
pub mod price;
pub mod profile;
pub mod quantity;
pub mod scenario;
pub mod sort;
pub mod source;
pub mod state;
pub mod table;
pub mod updates;

use crate::catalog::measure::Fact;
use crate::catalog::memory::gpu::Gpu;
use crate::catalog::model::{
    Benchmark, BenchmarkId, Model, ModelId, Provider, ProviderId, ScenarioId, Series, SeriesId, Vendor,
    VendorId,
};
use crate::catalog::price::{Currency, Period, Price, Rate};
use crate::catalog::quantity::Date;
use crate::catalog::scenario::Scenario;
use crate::catalog::source::{Reference, Source, SourceId};
use crate::locale::Locale;

/// Everything the catalogue folder says, checked and joined.
///
/// References between parts (a model's series, a value's source) are resolved
/// when it is built, so look-ups of ids found in it succeed.
#[derive(Clone, Debug, Default)]
pub struct Catalog {
    /// Who makes models.
    pub vendors: Vec<Vendor>,
    /// Who sells access to them.
    pub providers: Vec<Provider>,
    /// What they are measured with.
    pub benchmarks: Vec<Benchmark>,
    /// Model families, in the order of their files.
    pub series: Vec<Series>,
    /// All models, newest first within a series.
    pub models: Vec<Model>,
    /// What people want a model for, in the order they are shown.
    pub scenarios: Vec<Scenario>,
    /// What people run models on, as the vocabulary lists them.
    pub gpus: Vec<Gpu>,
    /// Where values were read.
    pub sources: Vec<Source>,
    /// What a dollar is worth, and who published it.
    pub rate: Option<(Rate, Reference)>,
}

impl Catalog {
    /// Whether there is nothing to show: a content folder without a catalogue.
    pub fn is_empty(&self) -> bool {
        self.models.is_empty()
    }

    /// A model by its id.
    pub fn model(&self, id: &ModelId) -> Option<&Model> {
        self.models.iter().find(|model| model.id == *id)
    }

    /// A scenario by its id.
    pub fn scenario(&self, id: &ScenarioId) -> Option<&Scenario> {
        self.scenarios.iter().find(|scenario| scenario.id == *id)
    }

    /// A benchmark by its id.
    pub fn benchmark(&self, id: &BenchmarkId) -> Option<&Benchmark> {
        self.benchmarks.iter().find(|benchmark| benchmark.id == *id)
    }

    /// A series by its id.
    pub fn series(&self, id: &SeriesId) -> Option<&Series> {
        self.series.iter().find(|series| series.id == *id)
    }

    /// A vendor by its id.
    pub fn vendor(&self, id: &VendorId) -> Option<&Vendor> {
        self.vendors.iter().find(|vendor| vendor.id == *id)
    }

    /// Who makes a model: the model's own vendor, else its series'.
    pub fn vendor_of(&self, model: &Model) -> Option<&Vendor> {
        let id = match &model.vendor {
            Some(id) => id,
            None => &self.series(&model.series)?.vendor,
        };
        self.vendor(id)
    }

    /// The price that stands for a model where one must, and its place among
    /// the model's prices: from its maker if the maker sells it, in dollars if
    /// it has a dollar price, outside of cheap hours, and of those the lowest.
    pub fn headline_price<'a>(&self, model: &'a Model, day: Date) -> Option<(usize, &'a Price)> {
        self.best_price(model, day, |_| true)
    }

    /// The same among the prices that are wanted.
    pub fn best_price<'a>(
        &self,
        model: &'a Model,
        day: Date,
        wanted: impl Fn(&Price) -> bool,
    ) -> Option<(usize, &'a Price)> {
        let holding = model.prices.iter().enumerate();
        let holding = holding.filter(|(_, price)| price.holds_on(day) && wanted(price));
        holding.min_by_key(|(_, price)| {
            let foreign = price.currency != Currency::Usd;
            (
                !self.is_own_service(model, &price.provider),
                foreign,
                price.period == Some(Period::OffPeak),
                price.output,
                price.input,
            )
        })
    }

    /// What a seller of access is called.
    pub fn provider_name<'a>(&'a self, id: &'a ProviderId, locale: Locale) -> &'a str {
        self.provider(id).map_or(id.as_str(), |provider| provider.name.get(locale))
    }

    /// Who says a value of a model: `anchor` is where it stands on the model's
    /// page, such as `context_window`, `price-1`, `score-3` or `architecture`.
    pub fn source_of(&self, model: &ModelId, anchor: &str) -> Option<&Source> {
        let model = self.model(model)?;
        let numbered = |kind: &str| anchor.strip_prefix(kind)?.parse::<usize>().ok()?.checked_sub(1);
        let id = if let Some(place) = numbered("price-") {
            model.prices.get(place)?.source
        } else if let Some(place) = numbered("score-") {
            model.scores.get(place)?.source
        } else if anchor == "architecture" {
            model.architecture.as_ref()?.source
        } else {
            Fact::parse(anchor)?.of(&model.facts)?.1
        };
        self.source(id)
    }

    /// A provider by its id.
    pub fn provider(&self, id: &ProviderId) -> Option<&Provider> {
        self.providers.iter().find(|provider| provider.id == *id)
    }

    /// Whether a provider is the own service of a model's maker.
    pub fn is_own_service(&self, model: &Model, provider: &ProviderId) -> bool {
        let seller = self.provider(provider).and_then(|provider| provider.vendor.as_ref());
        seller.is_some() && seller == self.vendor_of(model).map(|vendor| &vendor.id)
    }

    /// A source by its number.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }
}
