//! The site over HTTP. [`router`] is the complete map of addresses.

mod access;
mod address_bar;
mod application;
mod assets;
mod cache;
mod contact;
mod data;
mod encoding;
mod error;
mod feed;
mod health;
mod kept;
mod limits;
mod live;
mod markdown;
mod metrics;
mod page;
mod programs;
mod search;
mod security;
mod server;
mod share;
mod sitemap;
mod state;
mod xml;

use axum::Router;
use axum::middleware::{from_fn_with_state, map_response_with_state};
use axum::routing::get;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::CompressionLevel;

use crate::locale::Locale;
use crate::mcp::Tools;
use crate::route::File;
pub use assets::{AssetError, SiteFolder};
pub use limits::Limits;
pub use live::{Live, Look};
pub use metrics::{Metrics, operators};
pub use server::Server;
pub use state::AppState;

/// Every address there is.
pub fn router(state: AppState, folder: &SiteFolder) -> Router {
    // Leptos spawns on Tokio. A second router in one process finds it set.
    any_spawner::Executor::init_tokio().ok();
    let dynamic = Router::new()
        .route("/api/search", get(search::search).fallback(programs::refuse).layer(programs::from_anywhere()))
        .route(File::SUGGESTIONS, get(address_bar::suggest))
        .merge(programs::routes())
        .route("/data/{file}", get(data::table).fallback(programs::refuse).layer(programs::from_anywhere()))
        .route(File::SITEMAP, get(sitemap::sitemap))
        .route(File::ROBOTS, get(sitemap::robots))
        .route(File::SECURITY, get(contact::security));
    let dynamic = Locale::ALL
        .into_iter()
        .fold(dynamic, for_programs)
        .fallback(page::show)
        .layer(from_fn_with_state(state.clone(), kept::keep));
    // None of it is to be kept: pictures have a shelf of their own, agents send bodies,
    // and health is of the moment.
    let others = Router::new()
        .route_service("/mcp", Tools::new(state.snapshots()).over_http())
        .layer(CompressionLayer::new().quality(CompressionLevel::Precise(4)))
        .route("/share/{*path}", get(share::picture))
        .merge(health::routes());
    folder
        .mount(others)
        .merge(dynamic)
        .method_not_allowed_fallback(error::refused)
        .layer(CatchPanicLayer::custom(error::panicked))
        .layer(from_fn_with_state(state.clone(), limits::hold))
        .layer(map_response_with_state(state.clone(), security::headers))
        .layer(from_fn_with_state(state.clone(), access::accompany))
        .with_state(state)
}

/// Files that the site writes for other programs in each language.
fn for_programs(router: Router<AppState>, locale: Locale) -> Router<AppState> {
    router
        .route(&File::Feed.path(locale), get(feed::all))
        .route(&format!("{}/feed/{{file}}", locale.prefix()), get(feed::series))
        .route(&File::Search.path(locale), get(address_bar::description))
        .route(&File::Manifest.path(locale), get(application::manifest))
        .route(&format!("{}/llms.txt", locale.prefix()), get(markdown::index))
        .route(&format!("{}/llms-full.txt", locale.prefix()), get(markdown::full))
}
