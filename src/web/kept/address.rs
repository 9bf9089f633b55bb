//! What an answer is kept under.

use axum::extract::Request;
use quick_cache::Equivalent;

use crate::web::encoding::Encoding;
use crate::web::markdown::MARKDOWN;
use crate::web::programs::{JSON, prefers, takes};

/// The longest address whose answer is kept, in bytes.
const LONGEST: usize = 1024;

/// An address, and what of `Accept` decides an answer.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Address<'a> {
    /// Path and query.
    path: &'a str,
    prefers_markdown: bool,
    takes_json: bool,
}

/// An address in an encoding, to look up.
#[derive(PartialEq, Eq, Hash)]
pub(super) struct Sought<'a>(Address<'a>, Encoding);

/// An address in an encoding, to keep.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Key {
    path: Box<str>,
    prefers_markdown: bool,
    takes_json: bool,
    encoding: Encoding,
}

impl<'a> Address<'a> {
    /// Of a request whose answer may be kept: one of a usual length, spelt as a
    /// browser spells it. Every path has countless other spellings.
    pub(super) fn of(request: &'a Request) -> Option<Self> {
        let uri = request.uri();
        let path = uri.path_and_query()?.as_str();
        let headers = request.headers();
        (path.len() <= LONGEST && is_usual(uri.path())).then(|| Self {
            path,
            prefers_markdown: prefers(headers, MARKDOWN, "text/html"),
            takes_json: takes(headers, JSON),
        })
    }

    pub(super) fn has_query(&self) -> bool {
        self.path.contains('?')
    }

    pub(super) fn encoded(self, encoding: Encoding) -> Sought<'a> {
        Sought(self, encoding)
    }

    pub(super) fn key(&self, encoding: Encoding) -> Key {
        let Self { path, prefers_markdown, takes_json } = *self;
        Key { path: path.into(), prefers_markdown, takes_json, encoding }
    }
}

impl Key {
    pub(super) fn has_query(&self) -> bool {
        self.path.contains('?')
    }

    pub(super) fn encoding(&self) -> Encoding {
        self.encoding
    }

    pub(super) fn in_encoding(&self, encoding: Encoding) -> Self {
        Self { encoding, ..self.clone() }
    }

    /// Bytes it takes.
    pub(super) fn size(&self) -> usize {
        size_of::<Self>() + self.path.len()
    }

    fn sought(&self) -> Sought<'_> {
        let Self { path, prefers_markdown, takes_json, encoding } = self;
        Sought(Address { path, prefers_markdown: *prefers_markdown, takes_json: *takes_json }, *encoding)
    }
}

// As what looks it up: both must hash alike.
impl std::hash::Hash for Key {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.sought().hash(state);
    }
}

impl Equivalent<Key> for Sought<'_> {
    fn equivalent(&self, key: &Key) -> bool {
        *self == key.sought()
    }
}

/// Whether only bytes beyond ASCII are escaped, in capitals, and slashes are single.
fn is_usual(path: &str) -> bool {
    let is_capital = |digit: &u8| digit.is_ascii_digit() || (b'A'..=b'F').contains(digit);
    let mut bytes = path.bytes();
    while let Some(byte) = bytes.next() {
        if byte == b'%' {
            let escaped = [bytes.next().unwrap_or(0), bytes.next().unwrap_or(0)];
            if !escaped.iter().all(is_capital) || escaped[0] < b'8' {
                return false;
            }
        }
    }
    !path.contains("//")
}

#[cfg(test)]
mod tests {
    use super::{Address, is_usual};
    use crate::web::encoding::Encoding;
    use axum::body::Body;
    use axum::extract::Request;
    use quick_cache::Equivalent;

    #[test]
    fn one_spelling_of_an_address_is_kept() {
        for usual in ["/", "/llm/deepseek", "/en/%E6%8C%87%E5%8D%97", "/a.b-c_~d"] {
            assert!(is_usual(usual), "{usual}");
        }
        for other in ["/%6Clm", "/%e6%8C%87", "/llm%2Fdeepseek", "/%", "/%E", "//llm", "/llm//x", "/%25"] {
            assert!(!is_usual(other), "{other}");
        }
    }

    #[test]
    fn what_is_kept_is_found_under_what_decides_it() {
        let request = |uri: &str, accept: &str| {
            Request::builder().uri(uri).header("accept", accept).body(Body::empty()).expect("a request")
        };
        let plain = request("/llm", "*/*");
        let key = Address::of(&plain).expect("kept").key(Encoding::Brotli);
        let finds = |uri, accept, encoding| {
            let request = request(uri, accept);
            Address::of(&request).is_some_and(|address| address.encoded(encoding).equivalent(&key))
        };
        assert!(finds("/llm", "text/html,*/*;q=0.8", Encoding::Brotli));
        assert!(!finds("/llm", "*/*", Encoding::Gzip));
        assert!(!finds("/llm?", "*/*", Encoding::Brotli));
        assert!(!finds("/llm", "text/markdown, */*;q=0.1", Encoding::Brotli));
        assert!(!finds("/llm", "text/html", Encoding::Brotli));
        assert!(Address::of(&request(&format!("/?q={}", "a".repeat(2_000)), "*/*")).is_none());
    }
}
