//! One scenario: what matters, whom we recommend, and every model that fits.

use leptos::prelude::*;

use crate::catalog::model::{ModelId, ScenarioId};
use crate::catalog::scenario::Scenario;
use crate::catalog::state::TableState;
use crate::catalog::table::{Scope, View};
use crate::query::Query;
use crate::route::{Place, Route};
use crate::ui::app::{Frame, Request};
use crate::ui::components::breadcrumbs::trail;
use crate::ui::components::catalog_table::TableHere;
use crate::ui::components::price_capability::PriceCapability;
use crate::ui::components::rules::conditions;
use crate::ui::components::scenarios::{address_of, model_count, picks, recommended};
use crate::ui::pages::missing;
use crate::ui::pages::scenarios::matters;
use crate::ui::text;

/// Rows of a page of the table.
const ROWS: usize = 25;

pub(crate) fn one(request: &Request, id: &str) -> Frame {
    let locale = request.route.locale;
    let catalog = &request.snapshot.site.catalog;
    let Some(scenario) = catalog.scenario(&ScenarioId::from(id)) else {
        return missing::page(request);
    };
    let name = scenario.name.get(locale).to_owned();
    let summary = scenario.summary.get(locale).to_owned();
    let top: Vec<_> =
        picks(request, scenario).into_iter().map(|(model, pick)| recommended(request, model, pick)).collect();
    let picture = scenario.benchmark.is_some().then(|| {
        view! { <PriceCapability request=request.clone() scenario=Some(scenario.id.clone()) with_form=true /> }
    });
    let models = in_order(request, scenario);
    let count = model_count(request, models.len());
    let scope = Scope { models, ..Scope::default() };
    let steps =
        vec![(text::SCENARIOS.get(locale).to_owned(), Some(Route::new(locale, Place::Scenarios).path()))];
    let main = view! {
        <article class="scenario-page">
            {trail(locale, &steps, name.clone())}
            <h1>{name.clone()}</h1>
            <p class="lead">{summary.clone()}</p>
            <h2>{locale.pick("看什么", "What matters")}</h2>
            {matters(request, scenario)}
            <h2>{locale.pick("推荐模型", "Recommended models")}</h2>
            <ol class="recommended">{top}</ol>
            {picture}
            <h2 id="fitting">{locale.pick(format!("合适的 {count}"), format!("{count} that fit"))}</h2>
            <p class="muted">{rule(request, scenario)}</p>
            <TableHere request=request.clone() view=View::Specs scope prefix=String::new() page_size=ROWS />
            {neighbours(request, scenario)}
        </article>
    };
    Frame { wide: true, trail: Some(steps), ..Frame::new(name, summary, main.into_any()) }
}

/// The models that fit, in the scenario's order. They are the table's scope
/// and not its filter: a filter that the address does not tell would be
/// unknown to the browser, and taking it away could not be said in an address.
fn in_order(request: &Request, scenario: &Scenario) -> Vec<ModelId> {
    let table = request.snapshot.table(View::Specs, &Scope::default(), request.route.locale).table.clone();
    let mut query = Query::default();
    query.set("scenario", scenario.id.as_str());
    query.set("sort", scenario.sort.as_deref().unwrap_or_default());
    let (state, _) = TableState::read(&query, "", &table);
    let rows = state.select(&table, table.rows.len().max(1)).found.rows;
    rows.into_iter().map(|row| table.rows[row].model.as_str().into()).collect()
}

/// Why these models are in the table.
fn rule(request: &Request, scenario: &Scenario) -> String {
    let locale = request.route.locale;
    let conditions = conditions(&scenario.rule, &request.snapshot.site.catalog, locale);
    let conditions = conditions.join(locale.pick("；", "; "));
    locale.pick(
        format!("收录条件：{conditions}；目录里没有来源的条件算不满足，停售和将停售的不收。推荐模型总是收录。"),
        format!("Included when: {conditions}. A condition no source speaks of does not hold, and models being retired are left out. Recommended models are always included."),
    )
}

/// The scenarios before and after.
fn neighbours(request: &Request, scenario: &Scenario) -> AnyView {
    let locale = request.route.locale;
    let all = &request.snapshot.site.catalog.scenarios;
    let place = all.iter().position(|other| other.id == scenario.id).unwrap_or_default();
    let link = |other: Option<&Scenario>, rel: &'static str, words: text::Words| {
        other.map(|other| {
            let name = other.name.get(locale).to_owned();
            view! { <a class=rel rel=rel href=address_of(other, request)><small>{words.get(locale)}</small>{name}</a> }
        })
    };
    let before = link(place.checked_sub(1).and_then(|place| all.get(place)), "prev", text::PREVIOUS);
    let after = link(all.get(place + 1), "next", text::NEXT);
    view! { <nav class="neighbours" aria-label=locale.pick("相邻场景", "Neighbouring scenarios")>{before}{after}</nav> }.into_any()
}
