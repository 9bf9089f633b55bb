//! A table island with what it needs around it: its seed for the server, and
//! for the browser where to fetch the rows.

use leptos::context::Provider;
use leptos::prelude::*;

use crate::catalog::table::{Scope, View};
use crate::query::Query;
use crate::ui::app::Request;
use crate::ui::islands::seed::TableSeed;
use crate::ui::islands::table::CatalogTable;
use crate::ui::text;

/// A table of the catalogue. `prefix` keeps several on one page apart.
#[component]
pub(crate) fn TableHere(
    request: Request,
    view: View,
    scope: Scope,
    prefix: String,
    page_size: usize,
) -> impl IntoView {
    let locale = request.route.locale;
    let laid_out = request.snapshot.table(view, &scope, locale);
    let caption = match view {
        View::Specs => text::MODELS,
        View::Prices => text::PRICING,
        View::Scores => text::BENCHMARKS,
    };
    let seed = TableSeed {
        locale,
        source: source(view, &scope, locale.code(), &laid_out.version),
        table: laid_out.table.clone(),
        prefix,
        page_size,
        path: request.route.path(),
        query: request.query,
        caption: caption.get(locale).to_owned(),
    };
    let shown = seed.clone();
    view! {
        <div
            class="island"
            data-island
            data-source=seed.source
            data-locale=locale.code()
            data-prefix=seed.prefix
            data-rows=seed.page_size
            data-path=seed.path
            data-caption=seed.caption
        >
            <Provider value=shown.clone()>
                <CatalogTable />
            </Provider>
            <Sources seed=shown />
        </div>
    }
    .into_any()
}

/// The sources of the table, each with title, link, date and standing.
#[component]
fn Sources(seed: TableSeed) -> impl IntoView {
    let lines = seed.table.sources.iter().enumerate().map(|(place, source)| {
        view! {
            <li id=seed.source_id(place)>
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

/// The address of the rows; it names their contents, so it can be cached for
/// good.
fn source(view: View, scope: &Scope, locale: &str, version: &str) -> String {
    let mut query = Query::default();
    let join = |ids: Vec<&str>| ids.join(",");
    query.set("series", &join(scope.series.iter().map(|id| id.as_str()).collect()));
    query.set("models", &join(scope.models.iter().map(|id| id.as_str()).collect()));
    query.set("benchmarks", &join(scope.benchmarks.iter().map(|id| id.as_str()).collect()));
    query.set("v", version);
    format!("/data/{}.{locale}.tsv{}", view.name(), query.print())
}
