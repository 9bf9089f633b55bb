//! How long an answer may be kept, and by what it is known again. Handlers choose a
//! policy; this file alone writes the headers.

use std::hash::Hasher;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Response, StatusCode, header};
use siphasher::sip128::{Hasher128, SipHasher13};

use crate::web::encoding::Encoding;

/// How long an answer may be kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Policy {
    /// Ask each time whether it changed: pages and search results.
    Ask,
    /// An hour: icons and the like, whose addresses stay while they change.
    Short,
    /// For good: the address names the contents.
    Forever,
}

/// A whole answer. On its way out [`kept`](crate::web::kept) gives it its tag,
/// compresses it and, if the client has it already, makes it a 304.
pub(crate) fn answer(
    status: StatusCode,
    kind: &'static str,
    policy: Policy,
    body: impl Into<Bytes>,
) -> Response<Body> {
    let mut response = headed(status, kind, policy, Body::from(body.into()));
    response.extensions_mut().insert(policy);
    response
}

/// 304 when the client has what a tag names; else nothing, and the contents need
/// to be made.
pub(crate) fn not_modified(
    request: &HeaderMap,
    kind: &'static str,
    policy: Policy,
    tag: &str,
) -> Option<Response<Body>> {
    let known = request.get_all(header::IF_NONE_MATCH);
    is_known(known.iter(), tag.as_bytes()).then(|| {
        let mut empty = answer_named(StatusCode::OK, kind, policy, tag, Body::empty());
        *empty.status_mut() = StatusCode::NOT_MODIFIED;
        empty
    })
}

/// An answer whose tag is known without a look at its contents; it is sent as it is.
pub(crate) fn answer_named(
    status: StatusCode,
    kind: &'static str,
    policy: Policy,
    tag: &str,
    body: impl Into<Body>,
) -> Response<Body> {
    let mut response = headed(status, kind, policy, body.into());
    if status == StatusCode::OK
        && let Ok(tag) = HeaderValue::from_str(tag)
    {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn headed(status: StatusCode, kind: &'static str, policy: Policy, body: Body) -> Response<Body> {
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy.header()));
    response
}

/// A name for contents, the same on every machine and in every build: 128 bits of
/// SipHash-1-3 with the key 0.
pub(crate) fn fingerprint(bytes: &[u8]) -> u128 {
    let mut hasher = SipHasher13::new();
    hasher.write(bytes);
    hasher.finish128().as_u128()
}

/// The strong tag of contents in an encoding. It names the encoding, not the effort
/// spent on it: parts of an answer are never served, so parts never meet.
pub(crate) fn tag(fingerprint: u128, encoding: Encoding) -> String {
    match encoding.name() {
        Some(name) => format!("\"{fingerprint:032x}-{name}\""),
        None => format!("\"{fingerprint:032x}\""),
    }
}

/// Whether lines of `If-None-Match` name a tag, compared weakly as RFC 9110 says.
pub(crate) fn is_known<'a>(lines: impl Iterator<Item = &'a HeaderValue>, tag: &[u8]) -> bool {
    let bare = |tag: &'a [u8]| tag.strip_prefix(b"W/").unwrap_or(tag);
    let mut named = lines.flat_map(|line| line.as_bytes().split(|byte| *byte == b','));
    named.any(|one| matches!(bare(one.trim_ascii()), one if one == tag || one == b"*"))
}

impl Policy {
    /// The value of `Cache-Control`.
    pub(crate) const fn header(self) -> &'static str {
        match self {
            Self::Ask => "no-cache",
            Self::Short => "public, max-age=3600",
            Self::Forever => "public, max-age=31536000, immutable",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{fingerprint, is_known, tag};
    use crate::web::encoding::Encoding;
    use axum::http::HeaderValue;

    #[test]
    fn a_tag_is_the_same_in_every_build() {
        // Computed once and written down: replicas of different builds must agree.
        let print = fingerprint("模型图鉴".as_bytes());
        assert_eq!(tag(print, Encoding::Identity), "\"4a37098f71e5ece2238c27760aee0332\"");
        assert!(tag(print, Encoding::Brotli).ends_with("-br\""));
        assert_ne!(fingerprint(b""), fingerprint(b"\0"));
    }

    #[test]
    fn tags_are_compared_as_the_standard_says() {
        let knows = |lines: &[&'static str]| {
            let lines: Vec<_> = lines.iter().map(|line| HeaderValue::from_static(line)).collect();
            is_known(lines.iter(), b"\"a-br\"")
        };
        for known in [
            &["\"a-br\""][..],
            &["W/\"a-br\""],
            &["\"x\",\"a-br\""],
            &["\"x\" , W/\"a-br\" , \"y\""],
            &["\"x\"", "\"a-br\""],
            &["*"],
        ] {
            assert!(knows(known), "{known:?}");
        }
        for unknown in
            [&[][..], &[""], &["a-br"], &["\"a\""], &["\"a-gzip\""], &["w/\"a-br\""], &["\"a-br\"x"]]
        {
            assert!(!knows(unknown), "{unknown:?}");
        }
    }
}
