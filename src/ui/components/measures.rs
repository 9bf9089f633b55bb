//! The numbers behind a recommendation, each with its source.

use leptos::prelude::*;

use crate::catalog::measure::Measure;
use crate::catalog::model::Model;
use crate::ui::app::Request;
use crate::ui::components::source_mark::SourceMark;

/// What a model answers to a list of measures, read from the catalogue as it
/// stands. What no source says is left out; `check` reports it.
pub(crate) fn measures(request: &Request, model: &Model, shows: &[Measure]) -> AnyView {
    let locale = request.route.locale;
    let (catalog, today) = (&request.snapshot.site.catalog, request.snapshot.today);
    let items = shows.iter().filter_map(|measure| {
        let reading = measure.read(catalog, model, today)?;
        let unit = measure.unit(locale);
        let unit = (!unit.is_empty()).then(|| view! { <small>{unit}</small> });
        let condition = reading.value.condition(locale);
        let condition = condition.map(|text| view! { <small class="condition">{text}</small> });
        Some(view! {
            <div>
                <dt>{measure.label(catalog, locale)}" "{unit}</dt>
                <dd>
                    <span class="value">{reading.value.text(locale)}</span>
                    <SourceMark locale model=model.id.clone() anchor=reading.anchor />
                    {condition}
                </dd>
            </div>
        })
    });
    let items: Vec<_> = items.collect();
    (!items.is_empty()).then(|| view! { <dl class="measures">{items}</dl> }).into_any()
}
