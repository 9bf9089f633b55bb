//! What the model is and can do: a row for each fact that a source gives.

use leptos::prelude::*;

use crate::catalog::profile::{Line, Said};
use crate::catalog::quantity::{grouped, tokens};
use crate::ui::components::provenance::{named, others, provenance};
use crate::ui::pages::model::Subject;

pub(super) fn section(subject: &Subject<'_>) -> AnyView {
    let locale = subject.locale;
    let rows = subject.facts.iter().filter_map(|line| Some(row(subject, line, line.said.as_ref()?)));
    let unknown: Vec<&str> =
        subject.facts.iter().filter(|line| line.said.is_none()).map(|line| line.label).collect();
    let unknown = (!unknown.is_empty()).then(|| {
        let names = unknown.join(locale.pick("、", ", "));
        view! { <p class="muted unsourced">{locale.pick("没有来源的字段：", "No source found for: ")}{names}{locale.pick("。", ".")}</p> }
    });
    view! {
        <div class="table-box">
            <table class="data sourced">
                <thead><tr>
                    <th scope="col">{locale.pick("项目", "Fact")}</th>
                    <th scope="col">{locale.pick("值", "Value")}</th>
                    <th scope="col">{locale.pick("来源", "Source")}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {unknown}
    }
    .into_any()
}

fn row(subject: &Subject<'_>, line: &Line, said: &Said) -> AnyView {
    let (catalog, locale) = (subject.catalog, subject.locale);
    let value = match &said.link {
        Some(address) => view! { <a href=address.clone()>{said.text.clone()}</a> }.into_any(),
        None => said.text.clone().into_any(),
    };
    let disputed = (!said.others.is_empty()).then(|| {
        view! { " " <small class="disputed-word">{locale.pick("说法不一", "disputed")}</small> }
    });
    let more = view! {
        {others(catalog, locale, &said.others)}
        {(line.key == "context_window").then(|| positions(subject))}
    };
    view! {
        <tr id=line.key>
            <th scope="row">{line.label}</th>
            <td class="value">{value}{disputed}</td>
            <td>{provenance(catalog, locale, said.source, said.at.as_deref(), more.into_any())}</td>
        </tr>
    }
    .into_any()
}

/// What the configuration allows, where that is not the advertised window.
fn positions(subject: &Subject<'_>) -> AnyView {
    let advertised = subject.model.facts.context_window.as_ref().map(|window| *window.value());
    let Some(architecture) = &subject.model.architecture else { return ().into_any() };
    let Some(positions) = architecture.shape.max_positions.filter(|n| Some(*n) != advertised) else {
        return ().into_any();
    };
    let says = subject.locale.pick("配置文件允许的位置数：", "Positions in the configuration: ");
    let number = format!("{} ({})", tokens(positions), grouped(positions));
    view! { <p>{says}<b>{number}</b>" — "{named(subject.catalog, architecture.source)}</p> }.into_any()
}
