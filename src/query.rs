//! Query strings: the part of a URL after `?`, read leniently, printed short.

/// The pairs of a query string, in order.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Query {
    pairs: Vec<(String, String)>,
}

impl Query {
    /// Reads a query string, with or without its `?`. Never fails: a broken
    /// escape stays as it was typed.
    pub fn parse(text: &str) -> Self {
        let text = text.strip_prefix('?').unwrap_or(text);
        let pairs = text.split('&').filter(|pair| !pair.is_empty()).map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (decode(key), decode(value))
        });
        Self { pairs: pairs.collect() }
    }

    /// The first value of a key.
    pub fn get(&self, key: &str) -> Option<&str> {
        self.pairs.iter().find(|(k, _)| k == key).map(|(_, value)| value.as_str())
    }

    /// All values of a key, empty ones left out, joined by commas.
    pub fn all(&self, key: &str) -> String {
        let values = self.pairs.iter().filter(|(k, value)| k == key && !value.is_empty());
        values.map(|(_, value)| value.as_str()).collect::<Vec<_>>().join(",")
    }

    /// All pairs, in order.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.pairs.iter().map(|(key, value)| (key.as_str(), value.as_str()))
    }

    /// Sets a key to one value in its old place; an empty value removes it.
    pub fn set(&mut self, key: &str, value: &str) {
        let place = self.pairs.iter().position(|(k, _)| k == key);
        self.pairs.retain(|(k, _)| k != key);
        if !value.is_empty() {
            let place = place.unwrap_or(self.pairs.len()).min(self.pairs.len());
            self.pairs.insert(place, (key.to_owned(), value.to_owned()));
        }
    }

    /// Prints the pairs, with a leading `?` unless there are none.
    pub fn print(&self) -> String {
        let mut out = String::new();
        for (key, value) in &self.pairs {
            out.push(if out.is_empty() { '?' } else { '&' });
            encode(key, &mut out);
            if !value.is_empty() {
                out.push('=');
                encode(value, &mut out);
            }
        }
        out
    }
}

/// Undoes form encoding: `+` is a space, `%XX` a byte.
fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let escaped = (byte == b'%').then(|| Some((hex(*bytes.get(at + 1)?)?, hex(*bytes.get(at + 2)?)?)));
        match (byte, escaped.flatten()) {
            (_, Some((high, low))) => {
                out.push(high * 16 + low);
                at += 3;
                continue;
            }
            (b'+', None) => out.push(b' '),
            (other, None) => out.push(other),
        }
        at += 1;
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The value of a hexadecimal digit.
const fn hex(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

/// Escapes everything that has a meaning in URLs or HTML; Chinese stays
/// readable, as browsers escape it themselves.
fn encode(text: &str, out: &mut String) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    for c in text.chars() {
        let plain = c.is_ascii_alphanumeric() || "-_.~,:".contains(c) || (c > '\u{ff}' && !c.is_whitespace());
        if plain {
            out.push(c);
        } else if c == ' ' {
            out.push('+');
        } else {
            for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                out.push('%');
                out.push(char::from(DIGITS[usize::from(byte >> 4)]));
                out.push(char::from(DIGITS[usize::from(byte & 15)]));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Query;
    use proptest::prelude::{prop_assert_eq, proptest};

    #[test]
    fn escapes_are_undone_and_broken_ones_kept() {
        let query = Query::parse("?q=%E6%B7%B7+a%2Bb&x=%zz&&flag");
        assert_eq!(query.get("q"), Some("混 a+b"));
        assert_eq!(query.get("x"), Some("%zz"));
        assert_eq!(query.get("flag"), Some(""));
    }

    #[test]
    fn setting_a_key_keeps_its_place_and_an_empty_value_removes_it() {
        let mut query = Query::parse("a=1&b=2&a=3");
        query.set("a", "9");
        assert_eq!(query.print(), "?a=9&b=2");
        query.set("a", "");
        assert_eq!(query.print(), "?b=2");
    }

    proptest! {
        #[test]
        fn a_query_reads_back_as_it_was_printed(key in "[a-z]{1,5}", value in "\\PC{1,20}") {
            let mut query = Query::default();
            query.set(&key, &value);
            prop_assert_eq!(Query::parse(&query.print()), query);
        }
    }
}
