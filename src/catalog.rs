//! The catalogue: what is known about models, and who said so.
//!
//! 1. [`quantity`] counts tokens and parameters, and dates.
//! 2. [`price`] holds exact money, its validity and history.
//! 3. [`source`] ties every value to where it was read.
//! 4. [`model`] joins them: vendor, series, model, score, scenario.
//! 5. [`profile`] tells a model's facts line by line, [`history`] what its
//!    prices were, [`updates`] what is new in all of the catalogue.
//! 6. [`table`] lays models out as rows and columns of data.
//! 7. [`filter`] and [`sort`] choose and order the rows;
//!    [`state`] is both of them as a query string.
//!
//! Everything here is pure and compiles for the server and the browser, so a
//! page without JavaScript, the island and the API give the same rows.

pub mod filter;
pub mod history;
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

use crate::catalog::model::{
    Benchmark, BenchmarkId, Model, ModelId, Provider, ProviderId, Series, SeriesId, Vendor,
};
use crate::catalog::scenario::Scenario;
use crate::catalog::source::{Source, SourceId};

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
    /// Where values were read.
    pub sources: Vec<Source>,
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

    /// A series by its id.
    pub fn series(&self, id: &SeriesId) -> Option<&Series> {
        self.series.iter().find(|series| series.id == *id)
    }

    /// Who makes a model: the model's own vendor, else its series'.
    pub fn vendor_of(&self, model: &Model) -> Option<&Vendor> {
        let id = match &model.vendor {
            Some(id) => id,
            None => &self.series(&model.series)?.vendor,
        };
        self.vendors.iter().find(|vendor| vendor.id == *id)
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

    /// A benchmark by its id.
    pub fn benchmark(&self, id: &BenchmarkId) -> Option<&Benchmark> {
        self.benchmarks.iter().find(|benchmark| benchmark.id == *id)
    }

    /// A source by its number.
    pub fn source(&self, id: SourceId) -> Option<&Source> {
        self.sources.get(id.0 as usize)
    }
}
