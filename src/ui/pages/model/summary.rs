//! The head of a model's page: what it is in a sentence, whether it is still
//! offered, its main figures, and where to go on.

use leptos::prelude::*;

use crate::catalog::history::Step;
use crate::catalog::model::Status;
use crate::catalog::price::Price;
use crate::catalog::profile::status_name;
use crate::catalog::quantity::{params, tokens};
use crate::route::{Place, Route};
use crate::ui::components::money::hours;
use crate::ui::components::source_mark::SourceMark;
use crate::ui::pages::model::Subject;
use crate::ui::text;

/// The model in a sentence, for readers and search engines.
pub(super) fn sentence(subject: &Subject<'_>) -> String {
    let (locale, model) = (subject.locale, subject.model);
    let facts = &model.facts;
    let name = model.name.get(locale);
    let vendor = subject.catalog.vendor_of(model).map(|vendor| vendor.name.get(locale).to_owned());
    let vendor = vendor.unwrap_or_default();
    let released = facts.released.as_ref().map(|fact| *fact.value());
    let size = facts.total_params.as_ref().map(|total| {
        let total = params(*total.value());
        match facts.active_params.as_ref().map(|active| params(*active.value())) {
            Some(active) if active != total => locale.pick(
                format!("{total} 参数（激活 {active}）"),
                format!("{total} parameters ({active} active)"),
            ),
            _ => locale.pick(format!("{total} 参数"), format!("{total} parameters")),
        }
    });
    let window = facts.context_window.as_ref().map(|window| {
        let window = tokens(*window.value());
        locale.pick(format!("{window} 上下文"), format!("{window} context"))
    });
    let weights = facts.open_weights.as_ref().map(|open| {
        let open = *open.value();
        if open {
            locale.pick("开放权重", "open weights")
        } else {
            locale.pick("闭源", "closed weights")
        }
        .to_owned()
    });
    let price = subject.catalog.headline_price(model, subject.today).map(|(_, price)| asked(subject, price));
    let said: Vec<String> = [size, window, weights, price].into_iter().flatten().collect();
    let told = said.join(locale.pick("，", ", "));
    let colon = if told.is_empty() { "" } else { locale.pick("：", ": ") };
    match released {
        Some(date) => locale.pick(
            format!("{name}，{}于 {date} 发布{colon}{told}。", spaced(&vendor).trim_start()),
            format!("{name}, released by {vendor} on {date}{colon}{told}."),
        ),
        None => locale.pick(
            format!("{name}，{}的模型{colon}{told}。", spaced(&vendor).trim_start()),
            format!("{name}, a model by {vendor}{colon}{told}."),
        ),
    }
}

/// A name between Chinese words: a space where it begins or ends in Latin.
pub(super) fn spaced(name: &str) -> String {
    let gap = |edge: Option<char>| if edge.is_some_and(|c| c.is_ascii()) { " " } else { "" };
    let (before, after) = (gap(name.chars().next()), gap(name.chars().last()));
    format!("{before}{name}{after}")
}

/// A price in words, with its seller unless that is the maker.
fn asked(subject: &Subject<'_>, price: &Price) -> String {
    let locale = subject.locale;
    let (input, output) = (price.money(price.input).print(), price.money(price.output).print());
    let own = subject.catalog.is_own_service(subject.model, &price.provider);
    let seller =
        if own { String::new() } else { subject.catalog.provider_name(&price.provider, locale).to_owned() };
    let when = hours(price.period, locale).unwrap_or_default();
    let lead =
        [seller.as_str(), when].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    let gap = if lead.is_empty() { "" } else { " " };
    locale.pick(
        format!("{lead}{gap}每百万词元输入 {input}、输出 {output}"),
        format!("{lead}{gap}{input} input and {output} output per million tokens"),
    )
}

/// Heading, badge, sentence, figures, links.
pub(super) fn head(subject: &Subject<'_>, sentence: &str) -> AnyView {
    view! {
        <header class="model-head">
            <h1>{subject.model.name.get(subject.locale).to_owned()}</h1>
            {badge(subject)}
            <p class="lead">{sentence.to_owned()}</p>
        </header>
        {figures(subject)}
        {scenarios(subject)}
        {onward(subject)}
    }
    .into_any()
}

/// Whether it is still offered, and until when.
fn badge(subject: &Subject<'_>) -> AnyView {
    let locale = subject.locale;
    let facts = &subject.model.facts;
    let status = facts.status.as_ref().map(|status| *status.value());
    let end = facts.retired.as_ref().map(|end| *end.value());
    let ended = status == Some(Status::Retired) || end.is_some_and(|end| end <= subject.today);
    let (class, mut says) = match status {
        _ if ended => ("badge retired", status_name(Status::Retired, locale).to_owned()),
        Some(Status::Legacy) => ("badge legacy", status_name(Status::Legacy, locale).to_owned()),
        Some(_) => ("badge current", status_name(Status::Current, locale).to_owned()),
        None => ("badge", String::new()),
    };
    if let Some(end) = end {
        let told = match end > subject.today {
            true => locale.pick(format!("将于 {end} 下线"), format!("ends on {end}")),
            false => locale.pick(format!("下线于 {end}"), format!("since {end}")),
        };
        says = if says.is_empty() { told } else { format!("{says} · {told}") };
    }
    if says.is_empty() {
        return ().into_any();
    }
    let anchor = if end.is_some() { "retired" } else { "status" };
    view! {
        <p class="standing">
            <span class=class>{says}</span>
            <SourceMark locale model=subject.model.id.clone() anchor=anchor.to_owned() />
        </p>
    }
    .into_any()
}

/// The numbers most readers come for.
fn figures(subject: &Subject<'_>) -> AnyView {
    let locale = subject.locale;
    let facts = &subject.model.facts;
    let mut figures: Vec<(String, String, String)> = Vec::new();
    let mut push = |name: &str, value: String, anchor: String| figures.push((name.to_owned(), value, anchor));
    if let Some(window) = &facts.context_window {
        push(locale.pick("上下文", "Context"), tokens(*window.value()), "context_window".to_owned());
    }
    if let Some(output) = &facts.max_output {
        push(locale.pick("输出上限", "Max. output"), tokens(*output.value()), "max_output".to_owned());
    }
    if let Some(total) = &facts.total_params {
        push(locale.pick("总参数", "Parameters"), params(*total.value()), "total_params".to_owned());
    }
    // Of a dense model both are one number.
    let total = facts.total_params.as_ref().map(|total| *total.value());
    if let Some(active) = facts.active_params.as_ref().filter(|active| Some(*active.value()) != total) {
        push(locale.pick("激活参数", "Active"), params(*active.value()), "active_params".to_owned());
    }
    if let Some((place, price)) = subject.catalog.headline_price(subject.model, subject.today) {
        let anchor = Step { place, price }.anchor();
        let when = hours(price.period, locale).map(|when| format!(" · {when}")).unwrap_or_default();
        let input = locale.pick(format!("输入 / 百万{when}"), format!("Input / 1M{when}"));
        let output = locale.pick(format!("输出 / 百万{when}"), format!("Output / 1M{when}"));
        push(&input, price.money(price.input).print(), anchor.clone());
        push(&output, price.money(price.output).print(), anchor);
    }
    if figures.is_empty() {
        return ().into_any();
    }
    let figures = figures.into_iter().map(|(name, value, anchor)| {
        view! {
            <div>
                <dt>{name}</dt>
                <dd>{value}<SourceMark locale model=subject.model.id.clone() anchor /></dd>
            </div>
        }
    });
    view! { <dl class="figures">{figures.collect_view()}</dl> }.into_any()
}

/// The scenarios it fits.
fn scenarios(subject: &Subject<'_>) -> AnyView {
    let locale = subject.locale;
    let fitting: Vec<_> = subject
        .catalog
        .scenarios
        .iter()
        .filter(|scenario| scenario.fits(subject.model, subject.today))
        .collect();
    if fitting.is_empty() {
        return ().into_any();
    }
    let links = fitting.into_iter().map(|scenario| {
        let address = Route::new(locale, Place::Scenario(scenario.id.0.clone())).path();
        view! { <li><a class="chip" href=address>{scenario.name.get(locale).to_owned()}</a></li> }
    });
    view! {
        <div class="scenarios">
            <p class="scenarios-label">{locale.pick("适合", "Fits")}</p>
            <ul>{links.collect_view()}</ul>
        </div>
    }
    .into_any()
}

/// Where to go on: comparison, calculators, the series.
fn onward(subject: &Subject<'_>) -> AnyView {
    let locale = subject.locale;
    let id = subject.model.id.as_str();
    let (series, table) = subject.series();
    let mut links = vec![
        (Route::new(locale, Place::Compare).asking("m", id), text::COMPARE.get(locale).to_owned()),
        (Route::new(locale, Place::Cost).asking("model", id), text::COST.get(locale).to_owned()),
    ];
    if subject.model.architecture.is_some() {
        links.push((
            Route::new(locale, Place::Memory).asking("model", id),
            text::MEMORY.get(locale).to_owned(),
        ));
    }
    if let Some(page) = subject.series_page() {
        links.push((
            page,
            locale.pick(format!("{}系列介绍", spaced(&series).trim_start()), format!("About {series}")),
        ));
    }
    links.push((table, locale.pick(format!("全部{}模型", spaced(&series)), format!("All {series} models"))));
    let links = links.into_iter().map(|(address, name)| view! { <li><a href=address>{name}</a></li> });
    view! { <ul class="onward">{links.collect_view()}</ul> }.into_any()
}
