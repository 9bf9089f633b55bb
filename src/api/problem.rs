//! Why a request was not carried out, as RFC 9457 tells it.

use serde::Serialize;
use utoipa::ToSchema;

use crate::api::ROOT;
use crate::content::diagnostic::nearest;

/// A problem (RFC 9457): what is wrong, where, and what to do.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub struct Problem {
    /// Names the kind of problem; `/api#problems` explains each.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The kind in words.
    pub title: &'static str,
    /// The HTTP status.
    pub status: u16,
    /// This occurrence, with the remedy.
    pub detail: String,
    /// Each parameter that could not be taken.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<Invalid>,
}

/// A parameter that could not be taken.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub struct Invalid {
    /// Its name.
    pub parameter: String,
    /// What it was set to, shortened.
    pub value: String,
    /// What is wrong and what would do.
    pub reason: String,
}

impl Invalid {
    /// A value that cannot be taken.
    pub fn new(parameter: &str, value: &str, reason: impl Into<String>) -> Self {
        let value = value.chars().take(80).collect();
        Self { parameter: parameter.to_owned(), value, reason: reason.into() }
    }
}

impl Problem {
    /// Every kind: name, title, and what it means in Chinese and English.
    pub const KINDS: [(&'static str, &'static str, u16, (&'static str, &'static str)); 6] = [
        (
            "/api#invalid-parameters",
            "Invalid parameters",
            400,
            (
                "参数未知或取值无效；`errors` 逐个说明。",
                "A parameter is unknown or its value cannot be taken; `errors` tells each.",
            ),
        ),
        (
            "/api#not-found",
            "Not found",
            404,
            (
                "没有这个地址、模型、系列、场景或页面。",
                "There is no such address, model, series, scenario or page.",
            ),
        ),
        (
            "/api#method-not-allowed",
            "Method not allowed",
            405,
            (
                "只接受 GET、HEAD 和 OPTIONS；见 `Allow` 头。",
                "Only GET, HEAD and OPTIONS are served; see the `Allow` header.",
            ),
        ),
        (
            "/api#not-acceptable",
            "Not acceptable",
            406,
            ("`Accept` 排除了这里能给的格式。", "`Accept` excludes what can be given here."),
        ),
        ("/api#internal", "Internal error", 500, ("是我们的错，稍后再试。", "Our fault; try again.")),
        (
            "/api#busy",
            "Busy",
            503,
            ("正在忙，按 `Retry-After` 再试。", "Busy; try again after `Retry-After`."),
        ),
    ];

    fn of(kind: &str, detail: String) -> Self {
        let (kind, title, status, _) =
            Self::KINDS.into_iter().find(|(name, ..)| *name == kind).unwrap_or(Self::KINDS[4]);
        Self { kind, title, status, detail, errors: Vec::new() }
    }

    /// Parameters that cannot be taken.
    pub fn invalid(errors: Vec<Invalid>) -> Self {
        let named: Vec<String> =
            errors.iter().map(|error| format!("`{}`: {}", error.parameter, error.reason)).collect();
        Self { errors, ..Self::of("/api#invalid-parameters", named.join("; ")) }
    }

    /// Something that does not exist.
    pub fn not_found(detail: impl Into<String>) -> Self {
        Self::of("/api#not-found", detail.into())
    }

    /// An id that names nothing, with the nearest that does and where all are listed.
    pub fn unknown<'a>(kind: &str, id: &str, known: impl IntoIterator<Item = &'a str>, list: &str) -> Self {
        Self::not_found(match nearest(id, known) {
            Some(near) => format!("There is no {kind} `{id}`; did you mean `{near}`?"),
            None => format!("There is no {kind} `{id}`; GET {ROOT}{list} lists all."),
        })
    }

    /// A method other than GET and HEAD.
    pub fn method() -> Self {
        Self::of("/api#method-not-allowed", "Ask with GET; everything here is read-only.".to_owned())
    }

    /// A client that takes no JSON.
    pub fn not_acceptable(given: &str) -> Self {
        Self::of("/api#not-acceptable", format!("This is given as {given}; send `Accept: {given}` or none."))
    }

    /// More to do than can be done in time.
    pub fn busy() -> Self {
        Self::of("/api#busy", "The answer took too long. Try again after `Retry-After` seconds.".to_owned())
    }

    /// A fault of ours.
    pub fn internal() -> Self {
        Self::of("/api#internal", "The answer could not be written. Try again.".to_owned())
    }
}
