//! The site over HTTP. [`router`] is the complete map of addresses.

mod api;
mod assets;
mod cache;
mod data;
mod error;
mod export;
mod page;
mod security;
mod share;
mod state;

use axum::Router;
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::CompressionLevel;

pub use assets::{AssetError, SiteFolder};
pub use state::AppState;

/// Every address there is.
pub fn router(state: AppState, folder: &SiteFolder) -> Router {
    // Leptos spawns on Tokio. A second router in one process finds it set.
    any_spawner::Executor::init_tokio().ok();
    let dynamic = Router::new()
        .route("/api/search", get(api::search))
        .route("/data/{file}", get(data::table))
        .route("/share/{*path}", get(share::picture))
        .fallback(page::show)
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)));
    folder
        .mount(Router::new())
        .merge(dynamic)
        .layer(axum::middleware::map_response(security::headers))
        .layer(CatchPanicLayer::custom(error::panicked))
        .with_state(state)
}
