//! When the models of a series came out, in the order they did.

use std::collections::BTreeMap;

use leptos::prelude::*;

use crate::catalog::model::Model;
use crate::catalog::quantity::Date;
use crate::catalog::table::Scope;
use crate::locale::Locale;
use crate::route::Route;
use crate::ui::app::Request;

/// Release days shown openly; earlier ones are folded.
const DAYS: usize = 10;
/// Models named on one day; more are counted.
const NAMES: usize = 4;

/// The releases of a part of the catalogue, the oldest first. A day without a source
/// is left out, and how many were is said.
pub(crate) fn timeline(request: &Request, scope: &Scope) -> AnyView {
    let locale = request.route.locale;
    let models = request.snapshot.site.catalog.models.iter().filter(|model| scope.includes(model));
    let mut days: BTreeMap<Date, Vec<&Model>> = BTreeMap::new();
    let mut undated = 0;
    for model in models {
        match model.released() {
            Some(day) => days.entry(day).or_default().push(model),
            None => undated += 1,
        }
    }
    if days.is_empty() {
        return ().into_any();
    }
    let caption = locale.pick("发布时间线", "Timeline of releases");
    let mut folded: Vec<AnyView> =
        days.into_iter().map(|(day, models)| entry(day, &models, locale)).collect();
    let earlier = folded.len().saturating_sub(DAYS);
    let recent = folded.split_off(earlier);
    let folded = (earlier > 0).then(|| {
        let summary =
            locale.pick(format!("更早的 {earlier} 个发布日"), format!("{earlier} earlier release days"));
        view! { <details><summary>{summary}</summary><ol>{folded}</ol></details> }
    });
    let undated = (undated > 0).then(|| {
        let told = locale.pick(
            format!("另有 {undated} 款没有查到发布日期的来源。"),
            format!("No source gives the release day of {undated} more."),
        );
        view! { <p class="muted">{told}</p> }
    });
    view! {
        <figure class="timeline">
            <figcaption>{caption}</figcaption>
            {folded}
            <ol>{recent}</ol>
            {undated}
        </figure>
    }
    .into_any()
}

fn entry(day: Date, models: &[&Model], locale: Locale) -> AnyView {
    let date = day.to_string();
    let link = |model: &&Model| {
        let address = Route::model(locale, model.id.as_str()).path();
        view! { <li><a href=address>{model.name.get(locale).to_owned()}</a></li> }
    };
    let shown = if models.len() > NAMES + 1 { NAMES } else { models.len() };
    let rest = models.len() - shown;
    let rest = (rest > 0).then(|| {
        let told = locale.pick(format!("等 {} 款", models.len()), format!("and {rest} more"));
        view! { <li class="muted">{told}</li> }
    });
    let names = models[..shown].iter().map(link).collect_view();
    view! {
        <li>
            <time datetime=date.clone()>{date.clone()}</time>
            <ul>{names}{rest}</ul>
        </li>
    }
    .into_any()
}
