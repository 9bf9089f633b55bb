//! Pages: drawn by Leptos, for the address that was asked for.

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{HeaderValue, Method, Request as HttpRequest, Response, StatusCode, header};
use leptos::prelude::*;
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, utf8_percent_encode};

use crate::query::Query;
use crate::route::Route;
use crate::ui::app::{App, Request};
use crate::web::cache::{Policy, answer};
use crate::web::error::{plain, refused};
use crate::web::markdown;
use crate::web::programs::prefers;
use crate::web::state::AppState;

/// The largest page that is drawn.
const LARGEST: usize = 32 * 1024 * 1024;

/// What a path keeps escaped in a `Location` header.
const IN_PATH: &AsciiSet =
    &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'\\').add(b'?').add(b'#').add(b'%');

pub(super) async fn show(State(state): State<AppState>, http: HttpRequest<Body>) -> Response<Body> {
    if http.method() != Method::GET && http.method() != Method::HEAD {
        let mut refused = refused().await;
        refused.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return refused;
    }
    let path = percent_decode_str(http.uri().path()).decode_utf8_lossy().into_owned();
    let query = http.uri().query().unwrap_or_default().to_owned();
    let route = match markdown::named(&path) {
        Some(named) => match markdown::show(&state, &named, &query) {
            Some(text) => return text,
            None => Route::parse(&path),
        },
        None => Route::parse(&path),
    };
    if prefers(http.headers(), markdown::MARKDOWN, "text/html")
        && let Some(text) = markdown::show(&state, &route, &query)
    {
        return varying(text);
    }
    let request = Request {
        snapshot: state.snapshot(),
        assets: state.assets(),
        query: Query::parse(&query),
        origin: state.origin(),
        route,
    };
    if let Some(moved) = canonical(&path, &query, &request) {
        return moved;
    }
    let status = if request.exists() { StatusCode::OK } else { StatusCode::NOT_FOUND };
    let draw = leptos_axum::render_app_async(move || view! { <App request=request.clone() /> });
    match to_bytes(draw(http).await.into_body(), LARGEST).await {
        Ok(html) => {
            let html = String::from_utf8_lossy(&html);
            varying(answer(status, "text/html; charset=utf-8", Policy::Ask, document(&html).to_owned()))
        }
        Err(error) => {
            tracing::error!(%error, path, "a page could not be drawn");
            plain(StatusCode::INTERNAL_SERVER_ERROR, "Something went wrong on this page. Please try again.\n")
        }
    }
}

/// An address answers with HTML or Markdown, as the client asks.
fn varying(mut response: Response<Body>) -> Response<Body> {
    response.headers_mut().append(header::VARY, HeaderValue::from_static("accept"));
    response
}

/// The document without the script that Leptos puts behind it for resources,
/// of which we have none; it carries a nonce and would make each answer new.
fn document(html: &str) -> &str {
    html.find("</html>").map_or(html, |end| &html[..end + "</html>".len()])
}

/// Sends other spellings of an address that exists to the one we print:
/// slashes at the end, `index.html`. The new address begins with one
/// slash and our own slug, so it cannot leave the site.
fn canonical(path: &str, query: &str, request: &Request) -> Option<Response<Body>> {
    let addresses = &request.snapshot.site.addresses;
    let bare = crate::content::links::slug_of(path);
    let locale_free = if bare == "zh" { "" } else { bare.strip_prefix("zh/").unwrap_or(&bare) };
    let route = if request.exists() { request.route.clone() } else { Route::parse(locale_free) };
    let wanted = route.path();
    if wanted == path || !addresses.has(&route) {
        return None;
    }
    let mut location = utf8_percent_encode(&wanted, IN_PATH).to_string();
    if !query.is_empty() {
        location = format!("{location}?{query}");
    }
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    response.headers_mut().insert(header::LOCATION, HeaderValue::from_str(&location).ok()?);
    Some(response)
}
