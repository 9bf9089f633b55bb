//! Models side by side. All of a comparison is in its address, so that it can
//! be kept and sent; without scripts it is a form and links.

mod examples;
mod prices;
mod rows;
mod scores;
mod table;

use leptos::prelude::*;

use crate::catalog::model::Model;
use crate::locale::Locale;
use crate::query::Query;
use crate::route::{Place, Route};
use crate::snapshot::compared::{Choice, MOST};
use crate::ui::app::{Frame, Request};
use crate::ui::text;

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let catalog = &request.snapshot.site.catalog;
    let choice = Choice::read(catalog, &request.query);
    let only_differences = request.query.get("diff") == Some("1");
    let names: Vec<&str> = choice.models.iter().map(|model| model.name.get(locale)).collect();
    let title = match names.len() {
        0 | 1 => text::COMPARE.get(locale).to_owned(),
        _ => names.join(locale.pick(" 对比 ", " vs ")),
    };
    let lead = locale.pick(
        "把两到五个模型的规格、价格和成绩放在一起看，每个值都可以追到来源。",
        "Facts, prices and scores of two to five models side by side, each value with its source.",
    );
    let body = match choice.models.len() {
        0 | 1 => empty(request, &choice),
        _ => table::table(request, &choice.models, only_differences),
    };
    let description = match names.len() {
        0 | 1 => lead.to_owned(),
        _ => locale.pick(
            format!("{}：规格、价格与成绩逐项对比。", names.join("、")),
            format!("{}: facts, prices and scores side by side.", names.join(", ")),
        ),
    };
    let main = view! {
        <article class="compare-page">
            <h1>{text::COMPARE.get(locale)}</h1>
            <p class="lead">{lead}</p>
            {notices(&choice, locale)}
            {form(request, &choice, only_differences)}
            {body}
        </article>
    };
    Frame { wide: true, ..Frame::new(title, description, main.into_any()) }
}

/// The address of a comparison.
fn address(locale: Locale, models: &[&Model], only_differences: bool) -> String {
    let ids: Vec<&str> = models.iter().map(|model| model.id.as_str()).collect();
    let mut query = Query::default();
    query.set("m", &ids.join(","));
    query.set("diff", if only_differences { "1" } else { "" });
    Route::new(locale, Place::Compare).with_query(&query)
}

/// What of the address could not be followed.
fn notices(choice: &Choice<'_>, locale: Locale) -> AnyView {
    let unknown = choice.unknown.iter().map(|(name, near)| {
        let near = near.map(|near| {
            let mut models = choice.models.clone();
            if models.len() < MOST && models.iter().all(|model| model.id != near.id) {
                models.push(near);
            }
            let says = locale.pick("，也许是 ", "; perhaps ");
            view! { {says}<a href=address(locale, &models, false)>{near.name.get(locale).to_owned()}</a> }
        });
        view! { <p class="notice" role="status">{locale.pick("没有这个模型：", "No such model: ")}<code>{name.clone()}</code>{near}</p> }
    });
    let beyond = (!choice.beyond.is_empty()).then(|| {
        let names: Vec<&str> = choice.beyond.iter().map(|model| model.name.get(locale)).collect();
        let says = locale.pick(
            format!("一次最多对比 {MOST} 个，未列出：{}", names.join("、")),
            format!("At most {MOST} are compared at once; left out: {}", names.join(", ")),
        );
        view! { <p class="notice" role="status">{says}</p> }
    });
    view! { {unknown.collect_view()}{beyond} }.into_any()
}

/// The form that adds a model; at most [`MOST`] fit.
fn form(request: &Request, choice: &Choice<'_>, only_differences: bool) -> AnyView {
    let locale = request.route.locale;
    if choice.models.len() >= MOST {
        return ().into_any();
    }
    let kept = choice.models.iter().map(|model| {
        view! { <input type="hidden" name="m" value=model.id.0.clone() /> }
    });
    let models = request.snapshot.site.catalog.models.iter();
    let options = models.filter(|model| choice.models.iter().all(|chosen| chosen.id != model.id));
    let options = options.map(|model| {
        view! { <option value=model.id.0.clone()>{model.name.get(locale).to_owned()}</option> }
    });
    view! {
        <form method="get" action=Route::new(locale, Place::Compare).path() class="add-model">
            {kept.collect_view()}
            {only_differences.then(|| view! { <input type="hidden" name="diff" value="1" /> })}
            <label for="add-model">{locale.pick("添加模型", "Add a model")}</label>
            <input
                type="search"
                id="add-model"
                name="m"
                list="all-models"
                maxlength="100"
                autocomplete="off"
                spellcheck="false"
                placeholder=locale.pick("名称或 id，如 gpt-4o", "name or id, e.g. gpt-4o")
            />
            <datalist id="all-models">{options.collect_view()}</datalist>
            <button type="submit">{locale.pick("添加", "Add")}</button>
        </form>
    }
    .into_any()
}

/// Fewer than two: what to do, and comparisons to begin with.
fn empty(request: &Request, choice: &Choice<'_>) -> AnyView {
    let locale = request.route.locale;
    let says = match choice.models.first() {
        Some(model) => {
            let name = model.name.get(locale);
            locale.pick(
                format!("已选 {name}，再添加一个模型就可以对比。"),
                format!("{name} is chosen; add another model to compare it with."),
            )
        }
        None => locale
            .pick("添加两个模型开始对比，或从下面的例子开始。", "Add two models, or begin with an example.")
            .to_owned(),
    };
    let site = &request.snapshot.site;
    let examples = examples::examples(&site.catalog, locale, request.snapshot.today).into_iter();
    let examples = examples.map(|example| {
        let names: Vec<&str> = example.models.iter().map(|model| model.name.get(locale)).collect();
        view! {
            <li><a href=address(locale, &example.models, false)>
                <strong>{example.title}</strong>
                <span>{names.join(" · ")}</span>
            </a></li>
        }
    });
    let with = choice.models.first().map(|model| partners(request, model));
    view! {
        <p>{says}</p>
        {with}
        <ul class="cards">{examples.collect_view()}</ul>
    }
    .into_any()
}

/// One model is chosen: the newest others of its series, a click away.
fn partners(request: &Request, model: &Model) -> AnyView {
    let locale = request.route.locale;
    let others = request.snapshot.site.catalog.models.iter();
    let mut others: Vec<&Model> =
        others.filter(|other| other.series == model.series && other.id != model.id).collect();
    others.sort_by_key(|other| std::cmp::Reverse(other.facts.released.as_ref().map(|fact| *fact.value())));
    let chips = others.into_iter().take(6).map(|other| {
        let name = other.name.get(locale).to_owned();
        view! { <li><a class="chip" href=address(locale, &[model, other], false)>{"+ "}{name}</a></li> }
    });
    view! { <ul class="partners">{chips.collect_view()}</ul> }.into_any()
}
