//! A table island with what it needs around it: its seed for the server, and
//! for the browser where to fetch the rows.

use leptos::context::Provider;
use leptos::prelude::*;

use crate::catalog::table::{Scope, View};
use crate::query::Query;
use crate::route::{Place, Route};
use crate::ui::app::Request;
use crate::ui::components::table_bar::bar_html;
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
        View::Cost(_) => text::COST,
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
        models: Route::model(locale, "").path(),
        compare: Route::new(locale, Place::Compare).path(),
    };
    let (shown, bar) = (seed.clone(), bar_html(&seed));
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
            data-models=seed.models
            data-compare=seed.compare
        >
            <Provider value=shown>
                <CatalogTable>
                    <div class="filter-bar" inner_html=bar></div>
                </CatalogTable>
            </Provider>
        </div>
    }
    .into_any()
}

/// The address of the rows; it names their contents, so it can be cached for
/// good.
fn source(view: View, scope: &Scope, locale: &str, version: &str) -> String {
    let mut query = Query::default();
    let join = |ids: Vec<&str>| ids.join(",");
    query.set("only.series", &join(scope.series.iter().map(|id| id.as_str()).collect()));
    query.set("only.models", &join(scope.models.iter().map(|id| id.as_str()).collect()));
    query.set("only.benchmarks", &join(scope.benchmarks.iter().map(|id| id.as_str()).collect()));
    if let View::Cost(usage) = view {
        usage.write(&mut query);
    }
    query.set("v", version);
    format!("/data/{}.{locale}.tsv{}", view.name(), query.print())
}
