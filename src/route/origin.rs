//! Where the site is found on the web: scheme and host.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

/// Scheme and host of the public site, without a slash at the end:
/// `https://atlas.example`. What other programs are told (feeds, maps of the
/// site, previews) needs whole addresses.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Origin(Arc<str>);

/// Why a text is no [`Origin`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotAnOrigin;

impl fmt::Display for NotAnOrigin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the address of a site; write scheme and host, such as https://atlas.example")
    }
}

impl std::error::Error for NotAnOrigin {}

impl Origin {
    /// The whole address of a path that begins with `/`.
    pub fn join(&self, path: &str) -> String {
        format!("{}{path}", self.0)
    }

    /// The origin as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = NotAnOrigin;

    fn from_str(text: &str) -> Result<Self, NotAnOrigin> {
        let text = text.strip_suffix('/').unwrap_or(text);
        let host = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
        let is_host = |host: &str| {
            !host.is_empty()
                && host.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-.:[]".contains(&byte))
        };
        if host.is_some_and(is_host) { Ok(Self(text.into())) } else { Err(NotAnOrigin) }
    }
}

#[cfg(test)]
mod tests {
    use super::Origin;

    #[test]
    fn an_origin_is_a_scheme_and_a_host() {
        let origin: Origin = "https://atlas.example/".parse().expect("an origin");
        assert_eq!(origin.join("/llm/deepseek"), "https://atlas.example/llm/deepseek");
        assert!("http://[::1]:3000".parse::<Origin>().is_ok());
        for wrong in
            ["", "atlas.example", "https://", "https://a/b", "ftp://a", "https://a\"b", "https://a b"]
        {
            assert!(wrong.parse::<Origin>().is_err(), "{wrong}");
        }
    }
}
