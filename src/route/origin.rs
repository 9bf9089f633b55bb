//! Where the site is found on the web: scheme and host.

use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use crate::route::Route;

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
    /// The whole address of what `path` leads to, which begins with `/` and may have a
    /// query and a fragment; escaped as a browser escapes what it finds in a link.
    pub fn join(&self, path: &str) -> String {
        self.escaped(path, b"-._~:/?#[]@!$&'()*+,;=%")
    }

    /// The whole address of a page. Whatever its name holds is part of its path.
    pub fn page(&self, route: &Route) -> String {
        self.escaped(&route.path(), b"-._~:/@!$&'()*+,;=")
    }

    /// The origin and a text, of which ASCII letters, digits and `plain` stay as they are.
    fn escaped(&self, text: &str, plain: &[u8]) -> String {
        const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
        let mut out = String::with_capacity(self.0.len() + text.len());
        out.push_str(&self.0);
        for byte in text.bytes() {
            if byte.is_ascii_alphanumeric() || plain.contains(&byte) {
                out.push(char::from(byte));
            } else {
                out.push('%');
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
        out
    }

    /// The name of the host, without a port.
    pub fn host(&self) -> &str {
        let host = self.0.split_once("://").map_or(&*self.0, |(_, host)| host);
        match host.split_once(']') {
            // An address of IPv6 stands in brackets.
            Some((address, _)) => address.trim_start_matches('['),
            None => host.split_once(':').map_or(host, |(name, _)| name),
        }
    }

    /// Whether the public reaches it over TLS.
    pub fn is_secure(&self) -> bool {
        self.0.starts_with("https://")
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
    use crate::locale::Locale;
    use crate::route::Route;

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
    #[test]
    fn whole_addresses_are_escaped_as_a_browser_does() {
        let origin: Origin = "https://atlas.example:8443".parse().expect("an origin");
        assert_eq!(origin.host(), "atlas.example");
        assert_eq!(origin.join("/a?q=x&b=%20#深"), "https://atlas.example:8443/a?q=x&b=%20#%E6%B7%B1");
        let page = |slug| origin.page(&Route::page(Locale::En, slug));
        assert_eq!(page("指南"), "https://atlas.example:8443/en/%E6%8C%87%E5%8D%97");
        assert_eq!(page("c#/100%\"<a b>?"), "https://atlas.example:8443/en/c%23/100%25%22%3Ca%20b%3E%3F");
        let local: Origin = "http://[::1]:3000".parse().expect("an origin");
        assert_eq!(local.host(), "::1");
    }
}
