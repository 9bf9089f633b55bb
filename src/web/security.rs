//! Headers that every answer carries, errors and 304s too.

use axum::body::Body;
use axum::extract::State;
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Response};

use crate::web::state::AppState;

/// Scripts come from this site alone. The hash is that of
/// [`THEME_SCRIPT`](crate::ui::shell::THEME_SCRIPT), the one inline script;
/// a browser test fails when the two part. Nothing in it changes from one request to
/// the next, so it stays true of pages that are kept anywhere.
const POLICY: &str = "default-src 'none'; \
    script-src 'self' 'wasm-unsafe-eval' 'sha256-wB1zyiOXl4yrJG4X9/mMfq55F9OU42Wc22COgPjP3tQ='; \
    style-src 'self'; img-src 'self' data: https:; connect-src 'self'; font-src 'self'; \
    manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/// What a browser can do and no page of ours asks for. Copying is not among them.
const PERMISSIONS: &str = "accelerometer=(), autoplay=(), camera=(), display-capture=(), \
    encrypted-media=(), geolocation=(), gyroscope=(), hid=(), idle-detection=(), magnetometer=(), \
    microphone=(), midi=(), payment=(), publickey-credentials-get=(), screen-wake-lock=(), serial=(), \
    usb=(), xr-spatial-tracking=()";

/// A year of TLS only, of this host: what runs on those below it is not ours to say.
const TLS_ONLY: &str = "max-age=31536000";

/// Sets them. Whether the public comes over TLS is known from `--url`.
pub(super) async fn headers(State(state): State<AppState>, mut response: Response<Body>) -> Response<Body> {
    let headers = response.headers_mut();
    let reach = HeaderValue::from_static(if is_for_anyone(headers) { "cross-origin" } else { "same-origin" });
    let mut set = |name: HeaderName, value| headers.insert(name, HeaderValue::from_static(value));
    set(header::CONTENT_SECURITY_POLICY, POLICY);
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(HeaderName::from_static("permissions-policy"), PERMISSIONS);
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if state.origin().is_secure() {
        set(header::STRICT_TRANSPORT_SECURITY, TLS_ONLY);
    }
    headers.insert(HeaderName::from_static("cross-origin-resource-policy"), reach);
    response
}

/// Whether other sites may embed it: data, texts, feeds and pictures, but neither
/// pages nor what they are made with.
fn is_for_anyone(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let own = ["text/html", "text/css", "text/javascript", "application/wasm"];
    !kind.is_empty() && !own.iter().any(|own| kind.starts_with(own))
}

#[cfg(test)]
mod tests {
    use super::is_for_anyone;
    use axum::http::{HeaderMap, HeaderValue, header};

    #[test]
    fn data_is_for_anyone_and_pages_are_not() {
        let of = |kind| HeaderMap::from_iter([(header::CONTENT_TYPE, HeaderValue::from_static(kind))]);
        for kind in ["application/json", "image/png", "application/atom+xml; charset=utf-8", "text/csv"] {
            assert!(is_for_anyone(&of(kind)), "{kind}");
        }
        for kind in
            ["text/html; charset=utf-8", "text/css", "text/javascript; charset=utf-8", "application/wasm"]
        {
            assert!(!is_for_anyone(&of(kind)), "{kind}");
        }
        assert!(!is_for_anyone(&HeaderMap::new()));
    }
}
