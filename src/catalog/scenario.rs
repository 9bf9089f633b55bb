//! Scenarios: what people want a model for, and which models fit.
//!
//! A model fits by rule, so that a new model needs no list to be edited, or
//! because an editor picked it and says why.

use crate::catalog::measure::Measure;
use crate::catalog::model::{BenchmarkId, Modality, Model, ModelId, ScenarioId, Structure};
use crate::catalog::price::{Currency, Decimal, Period, on};
use crate::catalog::quantity::Date;
use crate::locale::Text;

/// A task a reader comes with.
#[derive(Clone, Debug)]
pub struct Scenario {
    /// Its id.
    pub id: ScenarioId,
    /// What it is called.
    pub name: Text,
    /// Words people search for it with, in either language.
    pub also: Vec<String>,
    /// What it is about, in one or two sentences.
    pub summary: Text,
    /// What matters for it and why, each with where to look.
    pub matters: Vec<Text>,
    /// The benchmark that ranks models for it best.
    pub benchmark: Option<BenchmarkId>,
    /// How its table is ordered at first: `-context`.
    pub sort: Option<String>,
    /// What a model must fulfil.
    pub rule: Rule,
    /// Models an editor recommends, best first.
    pub picks: Vec<Pick>,
}

/// A recommendation with its reason.
#[derive(Clone, Debug)]
pub struct Pick {
    /// The model.
    pub model: ModelId,
    /// Why, without the numbers that are shown beside it.
    pub reason: Text,
    /// The numbers behind it, read from the catalogue when they are shown.
    pub shows: Vec<Measure>,
}

/// Conditions on a model; all that are given must hold, and a condition on a
/// fact that no source gives does not.
#[derive(Clone, Debug, Default)]
pub struct Rule {
    /// Weights can be downloaded.
    pub open_weights: Option<bool>,
    /// Thinks before it answers.
    pub reasoning: Option<bool>,
    /// Can call tools.
    pub tool_calling: Option<bool>,
    /// Can be held to a JSON schema.
    pub structured_output: Option<bool>,
    /// Takes this kind of content.
    pub input: Option<Modality>,
    /// Gives this kind of content.
    pub output: Option<Modality>,
    /// Released on this day or later.
    pub released_since: Option<Date>,
    /// Context window of at least so many tokens.
    pub min_context: Option<u64>,
    /// At most so many parameters in all.
    pub max_total_params: Option<u64>,
    /// At most so many parameters that work on one token.
    pub max_active_params: Option<u64>,
    /// At most so many US dollars per 1,000,000 output tokens.
    pub max_output_price: Option<Decimal>,
    /// At least one of these scores, or a better one. Vendors report on
    /// different benchmarks, so one alone would leave many out.
    pub any_score: Vec<(BenchmarkId, Decimal)>,
}

impl Scenario {
    /// Whether a model fits on a day.
    pub fn fits(&self, model: &Model, day: Date) -> bool {
        self.picks.iter().any(|pick| pick.model == model.id) || self.rule.holds(model, day)
    }
}

impl Rule {
    /// Whether every condition holds; an empty rule fits no model, and neither
    /// does one whose vendor is ending it.
    fn holds(&self, model: &Model, day: Date) -> bool {
        let facts = &model.facts;
        let answers = [
            is(self.open_weights, facts.open_weights.as_ref().map(|f| *f.value())),
            is(self.reasoning, facts.reasoning.as_ref().map(|f| *f.value())),
            is(self.tool_calling, facts.tool_calling.as_ref().map(|f| *f.value())),
            is(self.structured_output, facts.structured_output.as_ref().map(|f| *f.value())),
            self.input.map(|kind| facts.input.as_ref().is_some_and(|f| f.value().contains(&kind))),
            self.output.map(|kind| facts.output.as_ref().is_some_and(|f| f.value().contains(&kind))),
            self.released_since.map(|day| facts.released.as_ref().is_some_and(|f| *f.value() >= day)),
            self.min_context.map(|least| facts.context_window.as_ref().is_some_and(|f| *f.value() >= least)),
            self.max_total_params.map(|most| facts.total_params.as_ref().is_some_and(|f| *f.value() <= most)),
            self.max_active_params.map(|most| active_params(model).is_some_and(|count| count <= most)),
            self.max_output_price.map(|most| cheapest_output(model, day).is_some_and(|p| p <= most)),
            (!self.any_score.is_empty()).then(|| self.any_score.iter().any(|wish| reaches(model, wish))),
        ];
        let mut given = answers.into_iter().flatten().peekable();
        model.is_current() && given.peek().is_some() && given.all(|holds| holds)
    }
}

/// Whether a model has at least a score.
fn reaches(model: &Model, (benchmark, least): &(BenchmarkId, Decimal)) -> bool {
    model.scores.iter().any(|score| score.benchmark == *benchmark && score.score >= *least)
}

/// Parameters that work on one token: all of a dense model's.
fn active_params(model: &Model) -> Option<u64> {
    let facts = &model.facts;
    let is_dense = facts.structure.as_ref().is_some_and(|fact| *fact.value() == Structure::Dense);
    let total = facts.total_params.as_ref().filter(|_| is_dense);
    facts.active_params.as_ref().or(total).map(|count| *count.value())
}

/// A wish met by a known fact.
fn is(wish: Option<bool>, fact: Option<bool>) -> Option<bool> {
    wish.map(|wish| fact == Some(wish))
}

/// The lowest current output price in US dollars, outside cheap hours.
fn cheapest_output(model: &Model, day: Date) -> Option<Decimal> {
    on(&model.prices, day)
        .filter(|price| price.currency == Currency::Usd && price.period != Some(Period::OffPeak))
        .map(|price| price.output)
        .min()
}
