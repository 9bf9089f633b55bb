//! The other models of the series, around this one.

use std::cmp::Reverse;

use leptos::prelude::*;

use crate::catalog::model::Model;
use crate::catalog::quantity::{params, tokens};
use crate::route::Route;
use crate::ui::components::unknown::unknown;
use crate::ui::pages::model::Subject;
use crate::ui::pages::model::summary::spaced;

/// Models listed on either side of this one.
const AROUND: usize = 5;

/// The models of the series, newest first, and where this one stands.
fn family<'a>(subject: &Subject<'a>) -> (Vec<&'a Model>, usize) {
    let of_series = subject.catalog.models.iter().filter(|model| model.series == subject.model.series);
    let mut family: Vec<&Model> = of_series.collect();
    family.sort_by_key(|model| Reverse(model.facts.released.as_ref().map(|fact| *fact.value())));
    let place = family.iter().position(|model| model.id == subject.model.id).unwrap_or_default();
    (family, place)
}

pub(super) fn section(subject: &Subject<'_>) -> Option<AnyView> {
    let locale = subject.locale;
    let (family, place) = family(subject);
    if family.len() < 2 {
        return None;
    }
    let from = place.saturating_sub(AROUND).min(family.len().saturating_sub(AROUND * 2 + 1));
    let to = (from + AROUND * 2 + 1).min(family.len());
    let rows = family[from..to].iter().map(|model| row(subject, model));
    let (series, table) = subject.series();
    let count = family.len();
    let all = (to - from < count).then(|| {
        let says = locale.pick(
            format!("{}系列共 {count} 个模型，查看全部", spaced(&series).trim_start()),
            format!("All {count} models of {series}"),
        );
        view! { <p class="muted"><a href=table>{says}</a></p> }
    });
    let caption = locale.pick("同系列模型", "Models of the series");
    let view = view! {
        <div class="table-box" tabindex="0" role="region" aria-label=caption>
            <table class="data">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>
                    <th scope="col">{locale.pick("模型", "Model")}</th>
                    <th scope="col">{locale.pick("发布", "Released")}</th>
                    <th scope="col" class="number">{locale.pick("总参数", "Parameters")}</th>
                    <th scope="col" class="number">{locale.pick("上下文", "Context")}</th>
                    <th scope="col" class="number">{locale.pick("输出价格", "Output price")}<small>{locale.pick("每百万", "per 1M")}</small></th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
        {all}
    };
    Some(view.into_any())
}

fn row(subject: &Subject<'_>, model: &Model) -> AnyView {
    let locale = subject.locale;
    let facts = &model.facts;
    let name = model.name.get(locale).to_owned();
    let here = model.id == subject.model.id;
    let name = match here {
        true => view! { <b>{name}</b> " " <small class="tag">{locale.pick("本页", "this page")}</small> }
            .into_any(),
        false => view! { <a href=Route::model(locale, model.id.as_str()).path()>{name}</a> }.into_any(),
    };
    let price = subject.catalog.headline_price(model, subject.today);
    let or_unknown = |value: Option<String>| value.map_or_else(|| unknown(locale), IntoAny::into_any);
    view! {
        <tr aria-current=here.then_some("page")>
            <th scope="row">{name}</th>
            <td>{or_unknown(facts.released.as_ref().map(|date| date.value().to_string()))}</td>
            <td class="number">{or_unknown(facts.total_params.as_ref().map(|n| params(*n.value())))}</td>
            <td class="number">{or_unknown(facts.context_window.as_ref().map(|n| tokens(*n.value())))}</td>
            <td class="number">{or_unknown(price.map(|(_, price)| price.money(price.output).print()))}</td>
        </tr>
    }
    .into_any()
}

/// The models released before and after this one.
pub(super) fn neighbours(subject: &Subject<'_>) -> AnyView {
    let locale = subject.locale;
    let (family, place) = family(subject);
    let link = |model: Option<&&Model>, rel: &'static str, words: &'static str| {
        model.map(|model| {
            let address = Route::model(locale, model.id.as_str()).path();
            view! {
                <a class=rel rel=rel href=address><small>{words}</small>{model.name.get(locale).to_owned()}</a>
            }
        })
    };
    let older = link(family.get(place + 1), "prev", locale.pick("更早的", "Earlier"));
    let newer = link(
        place.checked_sub(1).and_then(|place| family.get(place)),
        "next",
        locale.pick("更新的", "Later"),
    );
    let any = older.is_some() || newer.is_some();
    let label = locale.pick("同系列相邻模型", "Neighbouring models of the series");
    any.then(|| view! { <nav class="neighbours" aria-label=label>{older}{newer}</nav> }).into_any()
}
