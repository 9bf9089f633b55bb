//! Every page there is, and the day it last changed, as far as that is known.

use crate::catalog::Catalog;
use crate::catalog::measure::Fact;
use crate::catalog::model::{Model, ModelId};
use crate::catalog::quantity::Date;
use crate::catalog::source::SourceId;
use crate::catalog::updates::updates;
use crate::locale::Locale;
use crate::route::{Place, Route};
use crate::snapshot::Snapshot;

/// A page and what is known of it.
#[derive(Clone, Debug)]
pub struct Listed {
    /// Its address.
    pub route: Route,
    /// The day its contents last changed; never one that is still to come.
    pub modified: Option<Date>,
    /// Whether it exists in the other language too.
    pub has_twin: bool,
}

/// All pages of both languages but the search page, which shows nothing of its own:
/// those of the application, of the content folder, scenarios and models.
pub fn listing(snapshot: &Snapshot) -> Vec<Listed> {
    let listed = |route: Route| Listed {
        modified: modified(snapshot, &route),
        has_twin: snapshot.site.addresses.has(&route.in_locale(route.locale.other())),
        route,
    };
    Locale::ALL.into_iter().flat_map(|locale| routes(snapshot, locale)).map(listed).collect()
}

/// The day a page last changed, as far as that is known.
pub fn modified(snapshot: &Snapshot, route: &Route) -> Option<Date> {
    let site = &snapshot.site;
    let models = || site.catalog.models.iter();
    let written = || site.page(route.locale, &route.slug())?.updated;
    let date = match &route.place {
        Place::Home => written().max(newest_update(snapshot)),
        place if !site.addresses.is_drawn(place) => written(),
        Place::Model(id) => newest(&site.catalog, site.catalog.model(&ModelId::from(id.as_str()))?),
        Place::Models => models().filter_map(|model| newest(&site.catalog, model)).max(),
        Place::Pricing => models().flat_map(|model| &model.prices).map(|price| price.read).max(),
        Place::Benchmarks => models().filter_map(|model| newest_score(&site.catalog, model)).max(),
        Place::Updates => newest_update(snapshot),
        // What these show comes from all of the catalogue, or from the program.
        _ => None,
    };
    date.filter(|date| date.days_since_epoch() <= snapshot.today.days_since_epoch())
}

/// The newest day on which a value of a model was read or its source dated.
pub fn newest(catalog: &Catalog, model: &Model) -> Option<Date> {
    let facts = Fact::ALL.iter().filter_map(|fact| fact.of(&model.facts)).map(|(_, source)| source);
    let cited = facts
        .chain(model.prices.iter().map(|price| price.source))
        .chain(model.architecture.iter().map(|architecture| architecture.source));
    let read = model.prices.iter().map(|price| price.read);
    cited.filter_map(|id| dated(catalog, id)).chain(read).chain(newest_score(catalog, model)).max()
}

fn newest_score(catalog: &Catalog, model: &Model) -> Option<Date> {
    model.scores.iter().filter_map(|score| dated(catalog, score.source)).max()
}

fn dated(catalog: &Catalog, id: SourceId) -> Option<Date> {
    catalog.source(id).map(|source| source.date)
}

/// The pages of a language.
fn routes(snapshot: &Snapshot, locale: Locale) -> Vec<Route> {
    let site = &snapshot.site;
    let built_in = Place::BUILT_IN.into_iter().map(|(_, place)| Route::new(locale, place));
    let built_in = built_in.filter(|route| route.place != Place::Search && site.addresses.has(route));
    let pages = site.pages.iter().filter(|page| page.locale == locale);
    // A page may stand where the application would draw one of its own, without a catalogue.
    let is_own = |route: &Route| {
        !site.addresses.is_drawn(&route.place)
            && Place::BUILT_IN.iter().all(|(_, place)| *place != route.place)
    };
    let pages = pages.map(|page| Route::page(locale, &page.slug)).filter(is_own);
    let scenarios = site.catalog.scenarios.iter().map(|one| Place::Scenario(one.id.0.clone()));
    let models = site.catalog.models.iter().map(|model| Place::Model(model.id.0.clone()));
    let drawn = scenarios.chain(models).map(|place| Route::new(locale, place));
    built_in.chain(pages).chain(drawn).collect()
}

/// The day of the newest update that is not still to come.
fn newest_update(snapshot: &Snapshot) -> Option<Date> {
    let updates = updates(&snapshot.site.catalog, snapshot.today);
    updates.iter().find(|update| !update.is_announced()).map(|update| update.date)
}
