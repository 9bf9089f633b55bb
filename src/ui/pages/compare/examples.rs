//! Comparisons worth a look, found in the data rather than written down.

use crate::catalog::Catalog;
use crate::catalog::model::{Model, SeriesId};
use crate::catalog::quantity::Date;
use crate::locale::Locale;

/// Days after which a model is no rival of its series' newest.
const GENERATION: i64 = 150;
/// Models of an example.
const EACH: usize = 3;

/// An example: what it compares.
pub(super) struct Example<'a> {
    pub(super) title: String,
    pub(super) models: Vec<&'a Model>,
}

/// The newest flagships, the newest with open weights, the newest of the
/// series with most models.
pub(super) fn examples<'a>(catalog: &'a Catalog, locale: Locale, today: Date) -> Vec<Example<'a>> {
    let flagships = flagships(catalog, today, |_| true);
    let open = self::flagships(catalog, today, |model| {
        model.facts.open_weights.as_ref().is_some_and(|open| *open.value())
    });
    let count = |id: &SeriesId| catalog.models.iter().filter(|model| model.series == *id).count();
    let largest = catalog.series.iter().max_by_key(|series| count(&series.id));
    let family = largest.map(|series| {
        let mut models: Vec<&Model> =
            catalog.models.iter().filter(|model| model.series == series.id && model.is_current()).collect();
        models.sort_by_key(|model| std::cmp::Reverse(released(model)));
        let name = series.name.get(locale);
        Example { title: locale.pick(format!("{name} 最新几款"), format!("Newest of {name}")), models }
    });
    let named = |zh: &str, en: &str, models| Example { title: locale.pick(zh, en).to_owned(), models };
    let all = [
        Some(named("各家最新旗舰", "Newest flagships", flagships)),
        Some(named("最新开放权重", "Newest open weights", open)),
        family,
    ];
    let mut examples: Vec<Example<'_>> = all.into_iter().flatten().collect();
    for example in &mut examples {
        example.models.truncate(EACH);
    }
    examples.retain(|example| example.models.len() > 1);
    examples
}

/// The dearest model of each series' newest generation, series of most models
/// first: those that most readers have heard of.
fn flagships<'a>(catalog: &'a Catalog, today: Date, wanted: impl Fn(&Model) -> bool) -> Vec<&'a Model> {
    let price = |model: &'a Model| {
        let priced = catalog.headline_price(model, today);
        priced
            .filter(|(_, price)| catalog.is_own_service(model, &price.provider))
            .map(|(_, price)| price.output)
    };
    let flagship = |id: &SeriesId| {
        let models = catalog.models.iter().filter(|model| model.series == *id && model.is_current());
        let models: Vec<&Model> = models.filter(|model| wanted(model) && price(model).is_some()).collect();
        let newest = models.iter().filter_map(|model| released(model)).max()?;
        let recent = models.into_iter().filter(|model| {
            released(model)
                .is_some_and(|date| newest.days_since_epoch() - date.days_since_epoch() < GENERATION)
        });
        recent.max_by_key(|model| (price(model), released(model)))
    };
    let mut flagships: Vec<&Model> =
        catalog.series.iter().filter_map(|series| flagship(&series.id)).collect();
    let count = |id: &SeriesId| catalog.models.iter().filter(|model| model.series == *id).count();
    flagships.sort_by_cached_key(|model| std::cmp::Reverse(count(&model.series)));
    flagships
}

fn released(model: &Model) -> Option<Date> {
    model.facts.released.as_ref().map(|fact| *fact.value())
}
