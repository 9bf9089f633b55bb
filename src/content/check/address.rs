//! Addresses of other sites: what no browser could open.

use url::Url;

use crate::content::code::Code;
use crate::content::diagnostic::{Severity, nearest};

/// What is wrong with an address, and the remedy.
pub(super) struct Problem {
    pub(super) severity: Severity,
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: String,
}

/// Schemes a page may use. The filter of raw HTML lets no other pass.
const SCHEMES: [&str; 4] = ["https", "http", "mailto", "tel"];

/// Reads an address as a browser would, but strictly.
pub(super) fn problem(address: &str) -> Option<Problem> {
    let bad = |why: &str, hint: String| {
        let message = format!("`{address}` {why}");
        Some(Problem { severity: Severity::Error, code: Code::BadAddress, message, hint })
    };
    if address.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return bad("holds a space", "write %20 for it, or remove it".to_owned());
    }
    // `//host` takes the scheme of the page.
    let (scheme, rest) = match address.strip_prefix("//") {
        Some(_) => ("https", address),
        None => address.split_once(':').unwrap_or(("", address)),
    };
    if !SCHEMES.contains(&scheme) {
        let near = nearest(scheme, SCHEMES);
        let hint = near.map_or_else(
            || "begin it with https://".to_owned(),
            |near| format!("did you mean {near}:{}?", if near.starts_with("http") { "//" } else { "" }),
        );
        return bad("is no address of the web", hint);
    }
    if scheme == "tel" {
        return None;
    }
    if scheme == "mailto" {
        let is_sound = rest.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
        return if is_sound { None } else { bad("names no mailbox", "write mailto:name@host".to_owned()) };
    }
    let Some(rest) = rest.strip_prefix("//") else {
        return bad("lacks the two slashes", format!("begin it with {scheme}://"));
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let Ok(url) = Url::parse(&format!("{scheme}://{rest}")) else {
        return bad("names no host", "write the host in full, such as example.org".to_owned());
    };
    let named = url.domain();
    let is_local = named == Some("localhost");
    let is_sound = named.is_none_or(|name| is_local || (name.contains('.') && !name.contains("..")));
    if host.is_empty() || !is_sound {
        return bad("names no host", "write the host in full, such as example.org".to_owned());
    }
    let is_ours = is_local || url.host_str().is_some_and(|host| host.starts_with("127."));
    (scheme == "http" && !is_ours).then(|| Problem {
        severity: Severity::Warning,
        code: Code::InsecureAddress,
        message: format!("`{address}` is fetched without encryption"),
        hint: format!("write https://{rest} if the site answers there"),
    })
}

#[cfg(test)]
mod tests {
    use super::problem;
    use crate::content::code::Code;

    #[test]
    fn addresses_that_open_are_let_be() {
        for sound in [
            "https://a.example/b?c=d#e",
            "https://zh.wikipedia.org/wiki/握手_(技术)",
            "https://模型.example/",
            "//cdn.example/x.js",
            "mailto:a@b.example",
            "tel:+8610",
            "http://localhost:8000/v1",
            "http://127.0.0.1/",
            "https://[2001:db8::1]/",
        ] {
            assert!(problem(sound).is_none(), "{sound}");
        }
    }

    #[test]
    fn addresses_that_do_not_open_are_told_with_what_was_meant() {
        for (wrong, hint) in [
            ("https://a b.example/", "%20"),
            ("https://a.example/b c", "%20"),
            ("https:a.example", "https://"),
            ("https:/a.example", "https://"),
            ("https://", "host"),
            ("https:///path", "host"),
            ("https://intranet/x", "host"),
            ("https://a..example/", "host"),
            ("htps://a.example/", "https:"),
            ("javascript:alert(1)", "https://"),
            ("mailto:nobody", "mailto:"),
            ("a.example/x", "https://"),
        ] {
            let told = problem(wrong).unwrap_or_else(|| panic!("{wrong} passes"));
            assert_eq!(told.code, Code::BadAddress, "{wrong}");
            assert!(told.hint.contains(hint), "{wrong}: {}", told.hint);
        }
        assert_eq!(problem("http://a.example/").map(|told| told.code), Some(Code::InsecureAddress));
    }
}
