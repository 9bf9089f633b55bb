//! The site among a device's applications: its name, colours and icons.

use axum::body::Body;
use axum::extract::State;
use axum::http::{Response, StatusCode, Uri};
use serde_json::json;

use crate::locale::Locale;
use crate::route::{Place, Route};
use crate::ui::head::PAGE_COLOURS;
use crate::web::cache::{Policy, answer};
use crate::web::state::AppState;

/// `GET /site.webmanifest` and `/en/site.webmanifest`.
pub(super) async fn manifest(State(state): State<AppState>, uri: Uri) -> Response<Body> {
    let locale = Route::parse(uri.path()).locale;
    let snapshot = state.snapshot();
    let settings = &snapshot.site.settings;
    let icon = |file: &str, pixels: u32, purpose: &str| {
        json!({
            "src": file,
            "sizes": format!("{pixels}x{pixels}"),
            "type": "image/png",
            "purpose": purpose,
        })
    };
    let home = Route::new(locale, Place::Home).path();
    let name = settings.title.get(locale);
    let body = json!({
        "id": home,
        "name": name,
        "short_name": name,
        "description": settings.description.get(locale),
        "lang": locale.tag(),
        "start_url": home,
        // Both languages are one application.
        "scope": Route::new(Locale::Zh, Place::Home).path(),
        // A page leads to others: without a way back readers would be lost.
        "display": "minimal-ui",
        "theme_color": PAGE_COLOURS[0],
        "background_color": PAGE_COLOURS[0],
        "icons": [
            icon("/icon-192.png", 192, "any"),
            icon("/icon-512.png", 512, "any"),
            icon("/icon-maskable-512.png", 512, "maskable"),
        ],
    });
    answer(StatusCode::OK, "application/manifest+json", Policy::Ask, body.to_string())
}
