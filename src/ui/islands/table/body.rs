//! What the filters leave: a count, the rows, pages of them, their sources.

use leptos::prelude::*;

use crate::catalog::state::TableState;
use crate::catalog::table::{Cell, Column, Table};
use crate::locale::Locale;
use crate::ui::islands::table::control::Control;
use crate::ui::text;

/// How many rows are left, said politely, and what to do when none is.
#[component]
pub(super) fn Summary(control: Control) -> impl IntoView {
    let seed = control.seed();
    let (locale, total) = (seed.locale, seed.table.rows.len());
    let problems: Vec<String> = control.problems().iter().map(|p| format!("{}={}", p.key, p.value)).collect();
    let count = move || text::row_count(locale, control.selection.get().rows.len(), total);
    view! {
        {(!problems.is_empty()).then(|| view! {
            <p class="notice" role="status">{text::IGNORED.get(locale)}<code>{problems.join(" ")}</code></p>
        })}
        <p class="row-count" role="status">{count}</p>
    }
}

/// Head and rows. The box around them scrolls, the page does not.
#[component]
pub(super) fn Rows(control: Control) -> impl IntoView {
    let seed = control.seed();
    let (locale, page_size) = (seed.locale, seed.page_size);
    let (table, columns) = (seed.table.clone(), seed.table.columns.clone());
    let prefix = seed.prefix.replace('.', "-");
    let rows = move || {
        let selection = control.selection.get();
        if selection.rows.is_empty() {
            return empty(control, &columns, locale);
        }
        let shown = selection.shown(page_size).iter();
        shown.map(|place| row(&table, *place, &columns, locale, &prefix)).collect_view().into_any()
    };
    let heads = seed.table.columns.iter().cloned().map(|column| view! { <Head control column /> });
    view! {
        <div class="table-box" tabindex="0" role="region" aria-label=seed.caption.clone()>
            <table class="data">
                <caption class="visually-hidden">{seed.caption.clone()}</caption>
                <thead><tr>{heads.collect_view()}</tr></thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

/// A column's heading, which is a link that sorts.
#[component]
fn Head(control: Control, column: Column) -> impl IntoView {
    let numeric = column.numeric;
    let key = StoredValue::new(column.key);
    let sort = move |state: &TableState| state.sorted_by(&key.get_value(), numeric);
    let direction = move || {
        let sort = control.state.get().sort.filter(|sort| sort.column == key.get_value());
        sort.map(|sort| if sort.descending { "descending" } else { "ascending" })
    };
    let unit = (!column.unit.is_empty()).then(|| view! { <small>{column.unit}</small> });
    view! {
        <th scope="col" class:number=numeric aria-sort=direction>
            <a href=control.address_of(sort) on:click=control.follow(sort)>{column.label}</a>
            {unit}
        </th>
    }
}

/// A row; its first cell heads it.
fn row(table: &Table, place: usize, columns: &[Column], locale: Locale, prefix: &str) -> AnyView {
    let row = &table.rows[place];
    let mut cells = row.cells.iter().zip(columns);
    let head = cells.next().map(|(cell, _)| cell.text.clone());
    let cells = cells.map(|(cell, column)| {
        view! { <td class:number=column.numeric>{content(cell, locale, prefix)}</td> }
    });
    view! { <tr><th scope="row">{head}</th>{cells.collect_view()}</tr> }.into_any()
}

/// What a cell says, a quiet mark of its source, a loud one of disagreement.
fn content(cell: &Cell, locale: Locale, prefix: &str) -> AnyView {
    if cell.text.is_empty() {
        let unknown = text::UNKNOWN.get(locale);
        return view! { <span class="unknown"><span aria-hidden="true">"–"</span><span class="visually-hidden">{unknown}</span></span> }.into_any();
    }
    let source = cell.source.map(|source| {
        let label = format!("{} {}", text::SOURCE.get(locale), source + 1);
        view! { <a class="source" href=format!("#{prefix}source-{}", source + 1) aria-label=label></a> }
    });
    let others = (!cell.others.is_empty()).then(|| {
        let label = format!("{}{}", text::DISPUTED.get(locale), cell.others);
        view! { <span class="disputed" role="note" tabindex="0" title=label.clone() aria-label=label>"≠"</span> }
    });
    view! { {cell.text.clone()}{source}{others} }.into_any()
}

/// No row: which conditions there are, each a link that removes it.
fn empty(control: Control, columns: &[Column], locale: Locale) -> AnyView {
    let table = control.seed().table;
    let state = control.state.get();
    let filter = state.filter.clone();
    let name = |choices: &[crate::catalog::table::Choice], id: &str| {
        choices
            .iter()
            .find(|choice| choice.id == id)
            .map_or_else(|| id.to_owned(), |choice| choice.name.clone())
    };
    let scenario = filter
        .scenario
        .map(|id| (name(&table.scenarios, &id), state.with_filter(|filter| filter.scenario = None)));
    let series = filter
        .series
        .first()
        .map(|id| (name(&table.series, id), state.with_filter(|filter| filter.series.clear())));
    let open = filter.open.map(|open| {
        let word = if open { text::OPEN } else { text::CLOSED };
        (word.get(locale).to_owned(), state.with_filter(|filter| filter.open = None))
    });
    let words = (!filter.text.is_empty())
        .then(|| (filter.text.clone(), state.with_filter(|filter| filter.text.clear())));
    let links = [scenario, series, open, words].into_iter().flatten().map(|(label, next)| {
        let address = control.address(&next);
        let next = StoredValue::new(next);
        let follow = control.follow(move |_| next.get_value());
        let says = format!("{}{label}", text::REMOVE.get(locale));
        view! { <a class="chip" href=address aria-label=says on:click=follow>{label}" ×"</a> }
    });
    view! {
        <tr><td class="empty" colspan=columns.len().to_string()>
            <p>{text::NO_ROWS.get(locale)}</p>
            <p>{text::RELAX.get(locale)}{links.collect_view()}</p>
        </td></tr>
    }
    .into_any()
}

/// Links to the pages of rows, when there are several.
#[component]
pub(super) fn Pager(control: Control) -> impl IntoView {
    let locale = control.seed().locale;
    let links = move || {
        let selection = control.selection.get();
        let several = selection.pages > 1;
        several.then(|| {
            let pages = (0..selection.pages).map(|page| {
                let go = move |state: &TableState| TableState { page, ..state.clone() };
                let current = (page == selection.page).then_some("page");
                let label = text::page_label(locale, page);
                view! {
                    <li><a href=control.address_of(go) on:click=control.follow(go) aria-current=current aria-label=label>{page + 1}</a></li>
                }
            });
            view! { <nav class="pager" aria-label=text::PAGES.get(locale)><ol>{pages.collect_view()}</ol></nav> }
        })
    };
    view! { <div>{links}</div> }
}

/// The sources of the table, each with title, link, date and standing.
#[component]
pub(super) fn Sources(control: Control) -> impl IntoView {
    let seed = control.seed();
    let prefix = seed.prefix.replace('.', "-");
    let lines = seed.table.sources.iter().enumerate().map(|(place, source)| {
        view! {
            <li id=format!("{prefix}source-{}", place + 1)>
                <a href=source.url.clone()>{source.title.clone()}</a>
                " "
                <small>{source.date.clone()}" · "{source.tier.clone()}</small>
            </li>
        }
    });
    let lines = lines.collect_view();
    (!seed.table.sources.is_empty()).then(|| {
        view! {
            <details class="sources">
                <summary>{text::SOURCES.get(seed.locale)}" ("{seed.table.sources.len()}")"</summary>
                <ol>{lines}</ol>
            </details>
        }
    })
}
