//! The site over HTTP. [`router`] is the complete map of addresses.

mod assets;
mod cache;
mod data;
mod error;
mod markdown;
mod page;
mod programs;
mod search;
mod security;
mod state;

use axum::Router;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::CompressionLevel;

use crate::mcp::Tools;
pub use assets::{AssetError, SiteFolder};
pub use state::AppState;

/// Every address there is.
pub fn router(state: AppState, folder: &SiteFolder) -> Router {
    // Leptos spawns on Tokio. A second router in one process finds it set.
    any_spawner::Executor::init_tokio().ok();
    let dynamic = Router::new()
        .route("/api/search", get(search::search).layer(programs::from_anywhere()))
        .merge(programs::routes())
        .route("/data/{file}", get(data::table).layer(programs::from_anywhere()))
        .route("/llms.txt", get(markdown::index))
        .route("/llms-full.txt", get(markdown::full))
        .route("/en/llms.txt", get(markdown::english_index))
        .route("/en/llms-full.txt", get(markdown::english_full))
        .route_service("/mcp", Tools::new(state.snapshots()).over_http())
        .fallback(page::show)
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)));
    folder
        .mount(Router::new())
        .merge(dynamic)
        .layer(axum::middleware::map_response(security::headers))
        .layer(CatchPanicLayer::custom(error::panicked))
        .with_state(state)
}
