//! What is new, as a list: the day, the model, what happened.

use leptos::prelude::*;

use crate::catalog::history::{Change, Direction};
use crate::catalog::model::Model;
use crate::catalog::price::{Decimal, Money, Period};
use crate::catalog::quantity::{params, tokens};
use crate::catalog::updates::{Update, What};
use crate::locale::Locale;
use crate::route::Route;
use crate::ui::app::Request;
use crate::ui::components::money::{first_day, hours, moved};
use crate::ui::components::source_mark::SourceMark;
use crate::ui::told::{direction, moves};

/// How much is told of each update.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Detail {
    /// One line, for the front page.
    Line,
    /// Every price that changed, who sells, and the source.
    Full,
}

/// A list of updates.
pub(crate) fn news<'a, 'b: 'a>(
    request: &Request,
    updates: impl Iterator<Item = &'a Update<'b>>,
    detail: Detail,
) -> AnyView {
    let rows = updates.map(|update| row(request, update, detail));
    view! { <ul class=if detail == Detail::Full { "updates" } else { "" }>{rows.collect_view()}</ul> }
        .into_any()
}

fn row(request: &Request, update: &Update<'_>, detail: Detail) -> AnyView {
    let locale = request.route.locale;
    let address = Route::model(locale, update.model.id.as_str()).path();
    let name = update.model.name.get(locale).to_owned();
    let date = update.date.to_string();
    let day = match &update.what {
        What::Repriced { changes, .. } if detail == Detail::Full => {
            changes.first().map_or_else(|| date.clone(), |change| first_day(change.date, change.kind, locale))
        }
        _ => date.clone(),
    };
    // Each changed price has its own mark, beside its seller.
    let single = !matches!(update.what, What::Repriced { .. });
    let mark = (single && detail == Detail::Full).then(|| {
        view! { <SourceMark locale model=update.model.id.clone() anchor=update.anchor() /> }
    });
    view! {
        <li>
            <time datetime=date>{day}</time>
            <a href=address>{name}</a>
            {told(request, update, detail)}
            {mark}
        </li>
    }
    .into_any()
}

/// What happened, in words.
fn told(request: &Request, update: &Update<'_>, detail: Detail) -> AnyView {
    let locale = request.route.locale;
    match &update.what {
        What::Released(_) => {
            let released = (detail == Detail::Full).then(|| locale.pick("发布", "released"));
            let said = [released.map(str::to_owned), Some(size(update.model))];
            let said: Vec<String> = said.into_iter().flatten().filter(|part| !part.is_empty()).collect();
            view! { <span>{said.join(" · ")}</span> }.into_any()
        }
        What::Ended { announced: true, .. } => {
            view! { <span class="ending">{locale.pick("已公布将下线", "announced end")}</span> }.into_any()
        }
        What::Ended { .. } => view! { <span>{locale.pick("下线", "retired")}</span> }.into_any(),
        What::Repriced { changes, .. } if detail == Detail::Line => {
            // Of several hours the busy ones, as everywhere a price stands for a model.
            let busy = changes.iter().find(|change| change.after.price.period != Some(Period::OffPeak));
            let told = busy.or(changes.first()).map(|change| {
                let when = hours(change.after.price.period, locale);
                [Some(pair(change)), when.map(str::to_owned)]
                    .into_iter()
                    .flatten()
                    .collect::<Vec<_>>()
                    .join(" · ")
            });
            view! { <span>{told}</span> }.into_any()
        }
        What::Repriced { provider, changes } => {
            let seller = request.snapshot.site.catalog.provider_name(provider, locale).to_owned();
            let lines = changes.iter().map(|change| line(update.model, change, &seller, locale));
            view! { <div class="repriced">{lines.collect_view()}</div> }.into_any()
        }
    }
}

/// A model's size and window.
fn size(model: &Model) -> String {
    let facts = &model.facts;
    let size = facts.total_params.as_ref().map(|n| params(*n.value()));
    let window = facts.context_window.as_ref().map(|n| tokens(*n.value()));
    [size, window].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

/// Input and output, before and after; of the cache where they stayed.
fn pair(change: &Change<'_>) -> String {
    let (before, after) = (change.before, change.after.price);
    let money = |value: Decimal| after.money(value).print();
    match (before.cache_read, after.cache_read) {
        (Some(old), Some(new)) if (before.input, before.output) == (after.input, after.output) => {
            format!("{} → {}", money(old), money(new))
        }
        _ => format!(
            "{} / {} → {} / {}",
            money(before.input),
            money(before.output),
            money(after.input),
            money(after.output)
        ),
    }
}

/// One change: who sells, each amount that moved, from what to what and how far.
fn line(model: &Model, change: &Change<'_>, seller: &str, locale: Locale) -> AnyView {
    let currency = change.after.price.currency;
    let amounts = moves(change, locale).map(|(name, before, after)| {
        let [old, new] = [before, after].map(|amount| Money { currency, amount }.print());
        view! {
            <span class="move">
                <span>{name}</span>
                " "
                <span>{old}" → "<b>{new}</b></span>
                {moved(before, after).map(|far| view! { " " <small class=turn(before, after)>{far}</small> })}
            </span>
        }
    });
    let (label, class) = match change.direction() {
        way @ Direction::Cut => (direction(way, locale), "tag cut"),
        way @ Direction::Rise => (direction(way, locale), "tag rise"),
        way @ Direction::Mixed => (direction(way, locale), "tag"),
    };
    let when = hours(change.after.price.period, locale);
    let when = when.map(|when| view! { <small class="tag">{when}</small> });
    view! {
        <div class="moves">
            <span class="seller">
                {seller.to_owned()}" "<small class=class>{label}</small>" "{when}
                <SourceMark locale model=model.id.clone() anchor=change.after.anchor() />
            </span>
            {amounts.collect_view()}
        </div>
    }
    .into_any()
}

/// The class of an amount that moved.
pub(crate) fn turn(before: Decimal, after: Decimal) -> &'static str {
    if after < before { "cut" } else { "rise" }
}
