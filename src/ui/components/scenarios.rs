//! Scenarios with the models recommended for them, and why.

use leptos::prelude::*;

use crate::catalog::model::Model;
use crate::catalog::scenario::{Pick, Scenario};
use crate::catalog::table::Scope;
use crate::route::{Place, Route};
use crate::ui::app::Request;
use crate::ui::components::measures::measures;

/// The table of scenarios; with a scope, only its models are recommended.
#[component]
pub(crate) fn ScenarioList(request: Request, scope: Scope) -> impl IntoView {
    let locale = request.route.locale;
    let catalog = &request.snapshot.site.catalog;
    let rows = catalog.scenarios.iter().map(|scenario| {
        let picks = picks(&request, scenario).into_iter().filter(|(model, _)| scope.includes(model));
        let picks: Vec<_> = picks.map(|(model, pick)| recommended(&request, model, pick)).collect();
        let elsewhere = picks.is_empty().then(|| {
            view! { <li class="muted">{locale.pick("本系列暂无推荐，看看其他系列。", "Nothing recommended in this series; see the others.")}</li> }
        });
        view! {
            <tr>
                <th scope="row"><a href=address_of(scenario, &request)>{scenario.name.get(locale).to_owned()}</a></th>
                <td>{scenario.summary.get(locale).to_owned()}</td>
                <td><ul class="picks">{picks}{elsewhere}</ul></td>
            </tr>
        }
    });
    let caption = locale.pick("使用场景与推荐模型", "Scenarios and recommended models");
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=caption>
            <table class="data scenario-table">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>
                    <th scope="col">{locale.pick("场景", "Scenario")}</th>
                    <th scope="col">{locale.pick("看什么", "What matters")}</th>
                    <th scope="col">{locale.pick("推荐与理由", "Recommended, and why")}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}

/// The recommended models that the catalogue has, best first.
pub(crate) fn picks<'a>(request: &'a Request, scenario: &'a Scenario) -> Vec<(&'a Model, &'a Pick)> {
    let catalog = &request.snapshot.site.catalog;
    scenario.picks.iter().filter_map(|pick| Some((catalog.model(&pick.model)?, pick))).collect()
}

/// A recommended model: its name, the argument, and the numbers behind it.
pub(crate) fn recommended(request: &Request, model: &Model, pick: &Pick) -> AnyView {
    let locale = request.route.locale;
    let address = Route::model(locale, model.id.as_str()).path();
    let vendor = request.snapshot.site.catalog.vendor_of(model);
    let vendor = vendor.map(|vendor| view! { <small>{vendor.name.get(locale).to_owned()}</small> });
    view! {
        <li>
            <p class="pick-name"><a href=address>{model.name.get(locale).to_owned()}</a>" "{vendor}</p>
            <p class="pick-reason">{pick.reason.get(locale).to_owned()}</p>
            {measures(request, model, &pick.shows)}
        </li>
    }
    .into_any()
}

/// The models that fit a scenario today.
pub(crate) fn fitting<'a>(request: &'a Request, scenario: &Scenario) -> Vec<&'a Model> {
    let snapshot = &request.snapshot;
    snapshot.site.catalog.models.iter().filter(|model| scenario.fits(model, snapshot.today)).collect()
}

/// How many models there are, in words.
pub(crate) fn model_count(request: &Request, count: usize) -> String {
    request.route.locale.pick(format!("{count} 个模型"), format!("{count} models"))
}

/// The page of a scenario.
pub(crate) fn address_of(scenario: &Scenario, request: &Request) -> String {
    Route::new(request.route.locale, Place::Scenario(scenario.id.0.clone())).path()
}
