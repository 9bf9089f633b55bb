//! Every source of the page, once.

use leptos::prelude::*;

use crate::catalog::source::SourceId;
use crate::ui::components::provenance::tier_name;
use crate::ui::pages::model::Subject;

pub(super) fn section(subject: &Subject<'_>) -> AnyView {
    let locale = subject.locale;
    let sources = cited(subject).into_iter().filter_map(|id| subject.catalog.source(id));
    let lines = sources.map(|source| {
        view! {
            <li>
                <a href=source.url.clone()>{source.title.clone()}</a>
                " "
                <small>{source.date.to_string()}" · "{tier_name(source.tier, locale)}</small>
                <span class="address">{source.url.clone()}</span>
            </li>
        }
    });
    view! { <ol class="source-list">{lines.collect_view()}</ol> }.into_any()
}

/// The sources in the order in which the page first names them.
fn cited(subject: &Subject<'_>) -> Vec<SourceId> {
    let said = subject.facts.iter().filter_map(|line| line.said.as_ref());
    let facts = said.flat_map(|said| {
        std::iter::once(said.source).chain(said.others.iter().map(|(_, source, _)| *source))
    });
    let model = subject.model;
    let rest = model.prices.iter().map(|price| price.source);
    let rest = rest.chain(model.scores.iter().map(|score| score.source));
    let rest = rest.chain(model.architecture.iter().map(|architecture| architecture.source));
    let mut cited: Vec<SourceId> = Vec::new();
    for source in facts.chain(rest) {
        if !cited.contains(&source) {
            cited.push(source);
        }
    }
    cited
}
