//! The comparison as a table: models across, properties down.

use leptos::prelude::*;

use crate::catalog::model::Model;
use crate::locale::Locale;
use crate::route::Route;
use crate::ui::app::Request;
use crate::ui::components::source_mark::SourceMark;
use crate::ui::components::unknown::unknown;
use crate::ui::pages::compare::address;
use crate::ui::pages::compare::rows::{Cell, Group, Row, groups};

pub(super) fn table(request: &Request, models: &[&Model], only_differences: bool) -> AnyView {
    let locale = request.route.locale;
    let catalog = &request.snapshot.site.catalog;
    let groups = groups(catalog, models, locale, request.snapshot.today);
    let rows = groups.iter().flat_map(|group| &group.rows);
    let (all, differing) = (rows.clone().count(), rows.filter(|row| row.differs()).count());
    let switch = |only: bool, zh: &str, en: &str, count: usize| {
        let current = (only == only_differences).then_some("true");
        let name = locale.pick(zh, en).to_owned();
        view! { <li><a class="chip" href=address(locale, models, only) aria-current=current>{name}" "<span class="count">{count}</span></a></li> }
    };
    let heads =
        models.iter().enumerate().map(|(at, model)| head(request, models, at, model, only_differences));
    let bodies = groups.iter().map(|group| body(group, models, locale, only_differences));
    let caption = locale.pick("模型对比", "Comparison of models");
    let link = address(locale, models, false);
    view! {
        <div class="compare-bar">
            <ul class="chips">
                {switch(false, "全部项目", "All rows", all)}
                {switch(true, "只看不同", "Only differences", differing)}
            </ul>
            <p class="muted permalink">{locale.pick("固定链接：", "Short link: ")}<a href=link.clone()><code>{link.clone()}</code></a></p>
        </div>
        <div class="table-box compare-box" tabindex="0" role="region" aria-label=caption>
            <table class="data compare">
                <caption class="visually-hidden">{caption}</caption>
                <thead><tr><th scope="col">{locale.pick("项目", "Property")}</th>{heads.collect_view()}</tr></thead>
                {bodies.collect_view()}
            </table>
        </div>
    }
    .into_any()
}

/// A model's head: its name, and links that move or remove its column.
fn head(request: &Request, models: &[&Model], at: usize, model: &Model, only: bool) -> AnyView {
    let locale = request.route.locale;
    let name = model.name.get(locale).to_owned();
    let vendor = request.snapshot.site.catalog.vendor_of(model);
    let vendor = vendor.map(|vendor| vendor.name.get(locale).to_owned());
    let mut without = models.to_vec();
    without.remove(at);
    let remove = locale.pick(format!("移除 {name}"), format!("Remove {name}"));
    let left = (at > 0).then(|| {
        let mut moved = models.to_vec();
        moved.swap(at, at - 1);
        let says = locale.pick(format!("左移 {name}"), format!("Move {name} left"));
        view! { <a class="tool" href=address(locale, &moved, only) aria-label=says.clone() title=says.clone()>"←"</a> }
    });
    view! {
        <th scope="col">
            <a class="model-name" href=Route::model(locale, model.id.as_str()).path()>{name}</a>
            <span class="column-tools">
                <small>{vendor}</small>
                {left}
                <a class="tool" href=address(locale, &without, only) aria-label=remove.clone() title=remove.clone()>"×"</a>
            </span>
        </th>
    }
    .into_any()
}

fn body(group: &Group, models: &[&Model], locale: Locale, only_differences: bool) -> AnyView {
    let shown: Vec<&Row> = group.rows.iter().filter(|row| !only_differences || row.differs()).collect();
    if shown.is_empty() {
        return ().into_any();
    }
    let rows = shown.into_iter().map(|row| self::row(row, models, locale));
    let note = group.note.clone().map(|note| view! { <small>{note}</small> });
    view! {
        <tbody>
            <tr class="group-head"><th scope="rowgroup" colspan=models.len() + 1><span>{group.name}{note}</span></th></tr>
            {rows.collect_view()}
        </tbody>
    }
    .into_any()
}

fn row(row: &Row, models: &[&Model], locale: Locale) -> AnyView {
    let differs = row.differs();
    let cells = row.cells.iter().zip(models).map(|(cell, model)| self::cell(cell, row, model, locale));
    let mark =
        differs.then(|| view! { " " <small class="differs-mark">{locale.pick("不同", "differs")}</small> });
    let caution = row.caution.map(|says| view! { <small class="caution">{says}</small> });
    view! {
        <tr class=differs.then_some("differs")>
            <th scope="row">{row.label.clone()}{mark}{caution}</th>
            {cells.collect_view()}
        </tr>
    }
    .into_any()
}

fn cell(cell: &Cell, row: &Row, model: &Model, locale: Locale) -> AnyView {
    if cell.values.is_empty() {
        return view! { <td>{unknown(locale)}</td> }.into_any();
    }
    let values = cell.values.iter().map(|value| {
        let best = value.is_best.then_some(row.best_word).flatten();
        let best = best.map(|word| view! { " " <small class="tag best-word">{word}</small> });
        let detail = (!value.detail.is_empty())
            .then(|| view! { " " <small class="detail">{value.detail.clone()}</small> });
        // The last word and the mark stay on one line.
        let (start, end) = value.text.rsplit_once(' ').unwrap_or(("", &value.text));
        let start = (!start.is_empty()).then(|| format!("{start} "));
        view! {
            <div>
                {start}
                <span class="last">
                    {end.to_owned()}
                    <SourceMark locale model=model.id.clone() anchor=value.anchor.clone() />
                </span>
                {detail}
                {best}
            </div>
        }
    });
    let class = cell.values.iter().any(|value| value.is_best).then_some("best");
    view! { <td class=class>{values.collect_view()}</td> }.into_any()
}
