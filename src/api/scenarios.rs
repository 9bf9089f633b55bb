//! Scenarios: what people want a model for, and what fits.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::asked::Asked;
use crate::api::body::{Listed, Names, SourceBody};
use crate::api::parameter::{Parameter, Takes};
use crate::api::problem::Problem;
use crate::api::{ROOT, answer};
use crate::catalog::measure::Measure;
use crate::catalog::scenario::{Pick, Scenario};
use crate::locale::{Locale, Text};
use crate::route::{Place, Route};
use crate::snapshot::Snapshot;

/// A task people come with.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(super) struct ScenarioBody {
    /// Its id.
    id: String,
    /// What it is called.
    name: Names,
    /// What it is about.
    summary: Names,
    /// How many models fit.
    fitting_models: usize,
    /// More about it.
    links: ScenarioLinks,
}

/// Where more about a scenario is.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct ScenarioLinks {
    /// The scenario with its recommendations.
    #[serde(rename = "self")]
    own: String,
    /// The models that fit.
    models: String,
    /// The page for people, in Chinese.
    page_zh: String,
    /// The page for people, in English.
    page_en: String,
}

/// A scenario with its recommendations.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(super) struct WholeScenarioBody {
    /// What a list tells.
    #[serde(flatten)]
    scenario: ScenarioBody,
    /// What matters for it, and why.
    matters: Vec<Names>,
    /// The benchmark that ranks models for it best, as an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    benchmark: Option<String>,
    /// Recommended models, best first.
    picks: Vec<PickBody>,
}

/// A recommendation.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct PickBody {
    /// The model, as an id.
    model: String,
    /// Why.
    reason: Names,
    /// The numbers behind it.
    shows: Vec<ShownBody>,
}

/// A number behind a recommendation.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct ShownBody {
    /// Its name: a field, `input_price`, `output_price`, `cache_read_price` or
    /// `score:<benchmark>`.
    measure: String,
    /// What it is called.
    label: Names,
    /// Its value in words.
    value: Names,
    /// What must be known to compare it: a score's setting, a price's hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    condition: Option<Names>,
    /// Who says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<SourceBody>,
}

/// A page of the scenarios.
pub(super) fn list(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let scenarios = &snapshot.site.catalog.scenarios;
    answer(&Listed::cut(asked, scenarios, |scenario| Some(body(snapshot, scenario))))
}

/// One scenario with its recommendations.
pub(super) fn one(snapshot: &Snapshot, asked: &Asked) -> Result<String, Problem> {
    let catalog = &snapshot.site.catalog;
    let id = asked.word("id").unwrap_or_default();
    let scenario = catalog.scenario(&id.into()).ok_or_else(|| {
        Problem::unknown(
            "scenario",
            id,
            catalog.scenarios.iter().map(|scenario| scenario.id.as_str()),
            "/scenarios",
        )
    })?;
    answer(&WholeScenarioBody {
        scenario: body(snapshot, scenario),
        matters: scenario.matters.iter().map(Names::from).collect(),
        benchmark: scenario.benchmark.as_ref().map(|id| id.0.clone()),
        picks: scenario.picks.iter().map(|pick| picked(snapshot, pick)).collect(),
    })
}

/// The scenario that is asked for.
pub(super) fn parameters(_: &Snapshot) -> Vec<Parameter> {
    vec![Parameter::new("id", Takes::Id, "场景 id", "Id of a scenario").in_path().example("coding")]
}

fn body(snapshot: &Snapshot, scenario: &Scenario) -> ScenarioBody {
    let id = &scenario.id.0;
    let page = |locale| Route::new(locale, Place::Scenario(id.clone())).path();
    let models = &snapshot.site.catalog.models;
    ScenarioBody {
        id: id.clone(),
        name: Names::from(&scenario.name),
        summary: Names::from(&scenario.summary),
        fitting_models: models.iter().filter(|model| scenario.fits(model, snapshot.today)).count(),
        links: ScenarioLinks {
            own: format!("{ROOT}/scenarios/{id}"),
            models: format!("{ROOT}/models?scenario={id}"),
            page_zh: page(Locale::Zh),
            page_en: page(Locale::En),
        },
    }
}

fn picked(snapshot: &Snapshot, pick: &Pick) -> PickBody {
    let catalog = &snapshot.site.catalog;
    let both =
        |text: &dyn Fn(Locale) -> String| Names::from(&Text { zh: text(Locale::Zh), en: text(Locale::En) });
    let shown = |measure: &Measure| {
        let model = catalog.model(&pick.model)?;
        let reading = measure.read(catalog, model, snapshot.today)?;
        let value = reading.value;
        Some(ShownBody {
            measure: measure.to_string(),
            label: both(&|locale| measure.label(catalog, locale)),
            value: both(&|locale| value.text(locale)),
            condition: value
                .condition(Locale::En)
                .map(|_| both(&|locale| value.condition(locale).unwrap_or_default())),
            source: SourceBody::of(catalog, reading.source),
        })
    };
    PickBody {
        model: pick.model.0.clone(),
        reason: Names::from(&pick.reason),
        shows: pick.shows.iter().filter_map(shown).collect(),
    }
}
