//! The ids on pages that the application draws, so that links to them can be
//! checked. A test holds them against the pages as drawn.

use crate::catalog::Catalog;
use crate::catalog::measure::{price_anchor, score_anchor};
use crate::catalog::model::{Model, ModelId};
use crate::catalog::profile;
use crate::content::site::Site;
use crate::glossary::Topic;
use crate::locale::Locale;
use crate::route::Place;

/// The ids of a place; `None` where they change with what a reader asks for or
/// with what can be drawn.
pub(super) fn of(site: &Site, place: &Place) -> Option<Vec<String>> {
    match place {
        Place::Glossary => {
            let topics = Topic::ALL.into_iter();
            let topics = topics.filter(|topic| site.glossary.iter().any(|term| term.topic == *topic));
            let topics = topics.map(|topic| format!("topic-{}", topic.code()));
            Some(topics.chain(site.glossary.iter().map(|term| term.id.clone())).collect())
        }
        Place::Model(id) => {
            let model = site.catalog.model(&ModelId::from(id.as_str()))?;
            Some(of_model(model, &site.catalog))
        }
        Place::Scenarios => {
            Some(site.catalog.scenarios.iter().map(|scenario| format!("scenario-{}", scenario.id)).collect())
        }
        _ => None,
    }
}

/// A value's id is its key in TOML.
fn of_model(model: &Model, catalog: &Catalog) -> Vec<String> {
    let has_siblings = catalog.models.iter().any(|one| one.series == model.series && one.id != model.id);
    let lines = profile::lines(&model.facts, Locale::En).into_iter();
    let facts = lines.filter(|line| line.said.is_some()).map(|line| line.key.to_owned());
    let prices = (0..model.prices.len()).map(price_anchor);
    let scores = (0..model.scores.len()).map(score_anchor);
    let sections = [
        ("facts", true),
        ("prices", !model.prices.is_empty()),
        ("benchmarks", !model.scores.is_empty()),
        ("architecture", model.architecture.is_some()),
        ("siblings", has_siblings),
        ("price-history", model.prices.iter().any(|price| price.until.is_some())),
        ("sources", true),
    ];
    let sections = sections.into_iter().filter(|(_, drawn)| *drawn).map(|(id, _)| id.to_owned());
    facts.chain(prices).chain(scores).chain(sections).collect()
}
