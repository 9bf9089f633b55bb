//! What the model costs and has cost: prices of today, the picture of their
//! history, the history itself.

use leptos::prelude::*;

use crate::catalog::history::{Step, before};
use crate::catalog::price::{Currency, Decimal, Price, STALE_AFTER_DAYS};
use crate::catalog::quantity::tokens;
use crate::locale::Locale;
use crate::ui::components::charts::step::price_history;
use crate::ui::components::money::{hours, moved, span};
use crate::ui::components::news::turn;
use crate::ui::components::provenance::provenance;
use crate::ui::pages::model::Subject;

pub(super) fn section(subject: &Subject<'_>) -> Option<AnyView> {
    let locale = subject.locale;
    let prices = &subject.model.prices;
    if prices.is_empty() {
        return None;
    }
    let steps = prices.iter().enumerate().map(|(place, price)| Step { place, price });
    let (mut now, mut past): (Vec<Step<'_>>, Vec<Step<'_>>) =
        steps.partition(|step| step.price.holds_on(subject.today));
    // The maker's own service before others, the reader's currency before the
    // other, busy hours before quiet ones.
    let home = locale.pick(Currency::Cny, Currency::Usd);
    now.sort_by_key(|step| {
        let price = step.price;
        let own = subject.catalog.is_own_service(subject.model, &price.provider);
        (!own, price.currency != home, price.period)
    });
    past.sort_by_key(|step| std::cmp::Reverse((step.price.until, step.start())));
    let none = now.is_empty().then(|| {
        view! { <p class="muted">{locale.pick("今天没有已知的价格。", "No price is known for today.")}</p> }
    });
    let chart = price_history(subject.catalog, subject.model, locale, subject.today);
    let past = (!past.is_empty()).then(|| {
        let count = past.len();
        let title = locale.pick(format!("历史价格（{count}）"), format!("Past prices ({count})"));
        view! {
            <details class="fold-plain" id="price-history">
                <summary>{title}</summary>
                {table(subject, &past, false)}
            </details>
        }
    });
    let unit = locale.pick(
        "每百万词元，按公布的币种列出，不做换算。",
        "Per million tokens, in the currency they are published in, never converted.",
    );
    let view = view! {
        <p class="muted">{unit}</p>
        {none}
        {(!now.is_empty()).then(|| table(subject, &now, true))}
        {chart}
        {past}
    };
    Some(view.into_any())
}

/// Columns that not every table has.
#[derive(Clone, Copy)]
struct Columns {
    cache_read: bool,
    cache_write: bool,
}

fn table(subject: &Subject<'_>, steps: &[Step<'_>], current: bool) -> AnyView {
    let locale = subject.locale;
    let columns = Columns {
        cache_read: steps.iter().any(|step| step.price.cache_read.is_some()),
        cache_write: steps.iter().any(|step| step.price.cache_write.is_some()),
    };
    let rows = steps.iter().map(|step| row(subject, *step, current, columns));
    let number = |at| view! { <th scope="col" class="number">{amounts(locale)[at]}</th> };
    let caption = if current {
        locale.pick("今天的价格", "Prices of today")
    } else {
        locale.pick("历史价格", "Past prices")
    };
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=caption>
            <table class="data sourced priced">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr>
                    <th scope="col">{locale.pick("服务商", "Provider")}</th>
                    {number(0)}
                    {number(1)}
                    {columns.cache_read.then(|| number(2))}
                    {columns.cache_write.then(|| number(3))}
                    <th scope="col">{locale.pick("有效期与来源", "Validity and source")}</th>
                </tr></thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The columns of money; on a phone each amount is labelled by its own.
fn amounts(locale: Locale) -> [&'static str; 4] {
    locale.pick(["输入", "输出", "缓存读取", "缓存写入"], ["Input", "Output", "Cache read", "Cache write"])
}

fn row(subject: &Subject<'_>, step: Step<'_>, current: bool, columns: Columns) -> AnyView {
    let (catalog, locale, price) = (subject.catalog, subject.locale, step.price);
    let old = before(&subject.model.prices, price);
    let name = |at: usize| amounts(locale)[at];
    let when = hours(price.period, locale).map(|when| view! { <small class="tag">{when}</small> });
    let cell = |label: &'static str, value: Option<Decimal>, was: Option<Decimal>, tiers: Vec<AnyView>| {
        let far = was.zip(value).and_then(|(was, value)| Some((moved(was, value)?, turn(was, value))));
        let far = far.map(|(far, class)| view! { <small class=class>{far}</small> });
        view! { <td class="number" data-label=label>{value.map(|value| price.money(value).print())}{far}{tiers}</td> }
    };
    view! {
        <tr id=step.anchor()>
            <th scope="row">{catalog.provider_name(&price.provider, locale).to_owned()}" "{when}</th>
            {cell(name(0), Some(price.input), old.map(|old| old.input), tiers(price, locale, true))}
            {cell(name(1), Some(price.output), old.map(|old| old.output), tiers(price, locale, false))}
            {columns.cache_read.then(|| cell(name(2), price.cache_read, old.and_then(|old| old.cache_read), Vec::new()))}
            {columns.cache_write.then(|| cell(name(3), price.cache_write, old.and_then(|old| old.cache_write), Vec::new()))}
            <td>{provenance(catalog, locale, price.source, price.at.as_deref(), conditions(subject, price, current))}</td>
        </tr>
    }
    .into_any()
}

/// The dearer steps of long prompts.
fn tiers(price: &Price, locale: Locale, input: bool) -> Vec<AnyView> {
    let tier = |tier: &crate::catalog::price::PriceTier| {
        let money = price.money(if input { tier.input } else { tier.output }).print();
        let above = tokens(tier.above);
        let above = locale.pick(format!("超过 {above}："), format!("above {above}:"));
        view! { <small class="tier"><span>{above}</span>" "<span>{money}</span></small> }.into_any()
    };
    price.tiers.iter().map(tier).collect()
}

/// When it holds, what a reader must know, when it was checked.
fn conditions(subject: &Subject<'_>, price: &Price, current: bool) -> AnyView {
    let locale = subject.locale;
    let valid = span(price, locale);
    let valid = (!valid.is_empty()).then(|| view! { <b>{valid}</b> " · " });
    let note = price.note.as_ref().map(|note| view! { <p class="note">{note.get(locale).to_owned()}</p> });
    let read = view! { {locale.pick("核对于 ", "checked ")}<time>{price.read.to_string()}</time> };
    // Of a price that is over, the day it was read says nothing about today.
    let stale = (current && price.is_stale(subject.today)).then(|| {
        let days = STALE_AFTER_DAYS;
        let says = locale.pick(format!("超过 {days} 天未核对"), format!("not checked for over {days} days"));
        view! { " " <span class="stale">{says}</span> }
    });
    view! { <p class="validity">{valid}{read}{stale}</p>{note} }.into_any()
}
