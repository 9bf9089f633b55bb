//! The shape of the transformer, as its configuration file gives it.

use leptos::prelude::*;

use crate::catalog::profile::shape_name;
use crate::catalog::quantity::grouped;
use crate::ui::components::provenance::provenance;
use crate::ui::pages::model::Subject;

pub(super) fn section(subject: &Subject<'_>) -> Option<AnyView> {
    let locale = subject.locale;
    let architecture = subject.model.architecture.as_ref()?;
    let numbers: Vec<_> = architecture.shape.known().collect();
    let numbers = numbers.into_iter().map(|(name, number)| {
        view! { <div><dt title=name>{shape_name(name, locale)}</dt><dd>{grouped(number)}</dd></div> }
    });
    let view = view! {
        <dl class="numbers">{numbers.collect_view()}</dl>
        {provenance(subject.catalog, locale, architecture.source, None, ().into_any())}
    };
    Some(view.into_any())
}
