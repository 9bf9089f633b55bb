//! What people want a model for: all scenarios, and one.

mod one;

use leptos::prelude::*;

use crate::catalog::scenario::Scenario;
use crate::page::Heading;
use crate::ui::app::{Frame, Request};
use crate::ui::components::contents::sectioned;
use crate::ui::components::scenarios::{address_of, fitting, model_count, picks, recommended};
use crate::ui::text;

pub(crate) use one::one;

/// Recommended models of each scenario in the list of all.
const TOP: usize = 3;

/// Every scenario: what matters, how many models fit, and the first picks.
pub(crate) fn all(request: &Request) -> Frame {
    let locale = request.route.locale;
    let title = text::SCENARIOS.get(locale);
    let lead = locale.pick(
        "从要做的事出发选模型：每个场景说明看什么、为什么，推荐几款并列出依据的数字，再给出全部合适的模型。",
        "Choose by the task: for each, what matters and why, a few recommended models with the numbers behind them, and every model that fits.",
    );
    let scenarios = &request.snapshot.site.catalog.scenarios;
    let headings: Vec<Heading> = scenarios
        .iter()
        .map(|scenario| Heading {
            level: 2,
            text: scenario.name.get(locale).to_owned(),
            anchor: anchor(scenario),
        })
        .collect();
    let sections = scenarios.iter().map(|scenario| section(request, scenario));
    sectioned("scenarios-page", title, lead, headings, sections.collect_view().into_any(), locale)
}

/// Ids of the frame have no such beginning.
fn anchor(scenario: &Scenario) -> String {
    format!("scenario-{}", scenario.id)
}

fn section(request: &Request, scenario: &Scenario) -> AnyView {
    let locale = request.route.locale;
    let address = address_of(scenario, request);
    let all = fitting(request, scenario).len();
    let all = locale
        .pick(format!("全部 {all} 个合适的模型"), format!("All {} that fit", model_count(request, all)));
    let top = picks(request, scenario).into_iter().take(TOP);
    let top: Vec<_> = top.map(|(model, pick)| recommended(request, model, pick)).collect();
    view! {
        <section class="scenario">
            <h2 id=anchor(scenario)><a href=address.clone()>{scenario.name.get(locale).to_owned()}</a></h2>
            <p>{scenario.summary.get(locale).to_owned()}</p>
            {matters(request, scenario)}
            <ol class="recommended">{top}</ol>
            <p><a href=address>{all}</a></p>
        </section>
    }
    .into_any()
}

/// What to look at, point by point.
fn matters(request: &Request, scenario: &Scenario) -> AnyView {
    let locale = request.route.locale;
    let points = scenario.matters.iter().map(|point| view! { <li>{point.get(locale).to_owned()}</li> });
    (!scenario.matters.is_empty())
        .then(|| view! { <ul class="matters">{points.collect_view()}</ul> })
        .into_any()
}
