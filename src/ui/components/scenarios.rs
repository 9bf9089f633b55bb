//! Scenarios with the models recommended for them, and why.

use leptos::prelude::*;

use crate::catalog::scenario::Scenario;
use crate::catalog::table::Scope;
use crate::route::{Place, Route};
use crate::ui::app::Request;

/// The table of scenarios; with a scope, only its models are recommended.
#[component]
pub(crate) fn ScenarioList(request: Request, scope: Scope) -> impl IntoView {
    let locale = request.route.locale;
    let catalog = &request.snapshot.site.catalog;
    let rows = catalog.scenarios.iter().map(|scenario| {
        let picks = scenario.picks.iter().filter_map(|pick| {
            let model = catalog.model(&pick.model)?;
            let wanted = (scope.series.is_empty() || scope.series.contains(&model.series))
                && (scope.models.is_empty() || scope.models.contains(&model.id));
            wanted.then(|| {
                let address = Route::model(locale, model.id.as_str()).path();
                view! {
                    <li>
                        <a href=address>{model.name.get(locale).to_owned()}</a>
                        " — "{pick.reason.get(locale).to_owned()}
                    </li>
                }
            })
        });
        let picks: Vec<_> = picks.collect();
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

/// The table of models that fit a scenario.
pub(crate) fn address_of(scenario: &Scenario, request: &Request) -> String {
    Route::new(request.route.locale, Place::Models).asking("scenario", scenario.id.as_str())
}
