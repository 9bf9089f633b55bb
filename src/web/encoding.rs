//! Compression: which encoding a client is sent, and how it is made.

use std::io::{self, Write};

use axum::http::{HeaderMap, header};

/// How the bytes of an answer travel.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Encoding {
    /// As they are.
    Identity,
    /// RFC 1952; every client knows it.
    Gzip,
    /// RFC 8878.
    Zstd,
    /// RFC 7932; makes the fewest bytes of our pages.
    Brotli,
}

/// How much time is spent on making bytes fewer.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Effort {
    /// A client waits: about 1 ms for a page.
    Fast,
    /// Made once, sent often: about 100 ms for a page.
    Best,
}

/// Bytes above which the last per cent cost seconds and much memory.
const LARGE: usize = 256 * 1024;

impl Encoding {
    /// Every encoding; of those a client likes equally, the first is sent.
    pub(crate) const ALL: [Self; 4] = [Self::Brotli, Self::Zstd, Self::Gzip, Self::Identity];

    /// The value of `Content-Encoding`; none for bytes as they are.
    pub(crate) const fn name(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Zstd => Some("zstd"),
            Self::Brotli => Some("br"),
        }
    }

    fn of(name: &str) -> Option<Self> {
        // The old name of gzip, which RFC 9110 wants understood.
        let name = if name.eq_ignore_ascii_case("x-gzip") { "gzip" } else { name };
        let is_named = |encoding: &Self| encoding.name().unwrap_or("identity").eq_ignore_ascii_case(name);
        Self::ALL.into_iter().find(is_named)
    }

    /// Compresses.
    ///
    /// # Errors
    ///
    /// When the compressor has no memory.
    pub(crate) fn compress(self, bytes: &[u8], effort: Effort) -> io::Result<Vec<u8>> {
        let is_large = bytes.len() > LARGE;
        let level = |fast: u8, best: u8, best_of_large: u8| match effort {
            Effort::Fast => fast,
            Effort::Best if is_large => best_of_large,
            Effort::Best => best,
        };
        match self {
            Self::Identity => Ok(bytes.to_vec()),
            Self::Gzip => {
                let level = flate2::Compression::new(level(5, 9, 9).into());
                let mut gzip = flate2::write::GzEncoder::new(Vec::new(), level);
                gzip.write_all(bytes)?;
                gzip.finish()
            }
            Self::Zstd => zstd::bulk::compress(bytes, level(3, 19, 15).into()),
            Self::Brotli => {
                let settings = brotli::enc::BrotliEncoderParams {
                    quality: level(4, 11, 9).into(),
                    size_hint: bytes.len(),
                    ..Default::default()
                };
                let mut out = Vec::new();
                brotli::BrotliCompress(&mut &bytes[..], &mut out, &settings)?;
                Ok(out)
            }
        }
    }
}

/// What a client takes, as `Accept-Encoding` says it (RFC 9110, 12.5.3).
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Accepted {
    /// By [`Encoding`] in the order of its definition; 0 is refused.
    weights: [u16; 4],
}

impl Accepted {
    /// Reads the header. What it says wrongly or of unknown encodings is as if unsaid.
    pub(crate) fn read(headers: &HeaderMap) -> Self {
        let mut named = [None; 4];
        let mut others = None;
        let values = headers.get_all(header::ACCEPT_ENCODING).iter().filter_map(|value| value.to_str().ok());
        for item in values.flat_map(|value| value.split(',')) {
            let (name, parameters) = item.split_once(';').unwrap_or((item, ""));
            let name = name.trim();
            let Some(weight) = weight(parameters) else { continue };
            let said = match Encoding::of(name) {
                Some(encoding) => &mut named[encoding as usize],
                None if name == "*" => &mut others,
                None => continue,
            };
            // Said twice: refused once is refused.
            *said = Some(said.map_or(weight, |before: u16| before.min(weight)));
        }
        let mut weights = named.map(|weight| weight.or(others).unwrap_or(0));
        let identity = &mut weights[Encoding::Identity as usize];
        if named[Encoding::Identity as usize].or(others).is_none() {
            // Taken though unsaid, after all that is said.
            *identity = 1;
        }
        Self { weights }
    }

    /// The best of what is offered, best first. If the client takes none of it, the
    /// bytes as they are: it can read them, and an error it could not.
    pub(crate) fn choose(self, offered: impl IntoIterator<Item = Encoding>) -> Encoding {
        let mut best = (0, Encoding::Identity);
        for encoding in offered {
            let weight = self.weights[encoding as usize];
            if weight > best.0 {
                best = (weight, encoding);
            }
        }
        best.1
    }
}

/// Twice the thousandths of `q=`, so that there is room for less than the least;
/// nothing when it cannot be read.
fn weight(parameters: &str) -> Option<u16> {
    let mut parameters = parameters.split(';').map(str::trim);
    let quality = parameters.find_map(|one| one.strip_prefix("q=").or_else(|| one.strip_prefix("Q=")));
    let Some(quality) = quality else { return Some(2_000) };
    let (whole, parts) = quality.trim().split_once('.').unwrap_or((quality.trim(), ""));
    if parts.len() > 3 || !parts.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let thousandths: u16 = format!("{parts:0<3}").parse().ok()?;
    match whole {
        "0" => Some(2 * thousandths),
        "1" if thousandths == 0 => Some(2_000),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Accepted, Effort, Encoding};
    use axum::http::{HeaderMap, HeaderValue, header};
    use proptest::prelude::{Just, Strategy, any, prop_assert, prop_oneof, proptest};
    use std::io::Read;

    fn chosen(lines: &[&str]) -> Encoding {
        let line = |text: &&str| (header::ACCEPT_ENCODING, HeaderValue::from_str(text).expect("a header"));
        Accepted::read(&lines.iter().map(line).collect::<HeaderMap>()).choose(Encoding::ALL)
    }

    fn decoded(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        match encoding {
            Encoding::Identity => out.extend_from_slice(bytes),
            Encoding::Gzip => {
                flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).expect("gzip");
            }
            Encoding::Zstd => out = zstd::stream::decode_all(bytes).expect("zstd"),
            Encoding::Brotli => brotli::BrotliDecompress(&mut &bytes[..], &mut out).expect("brotli"),
        }
        out
    }

    #[test]
    fn encodings_are_negotiated() {
        use Encoding::{Brotli, Gzip, Identity, Zstd};
        for (line, wanted) in [
            ("", Identity),
            ("gzip, deflate, br, zstd", Brotli),
            ("gzip, deflate, br", Brotli),
            ("zstd, gzip", Zstd),
            ("GZIP;Q=1.0", Gzip),
            ("x-gzip", Gzip),
            ("gzip;q=1, br;q=0.999", Gzip),
            ("gzip ; q=0.5 , br;q=0", Gzip),
            ("identity, br;q=0.5", Identity),
            ("identity;q=0, gzip;q=0.001", Gzip),
            ("*", Brotli),
            ("*;q=0, gzip", Gzip),
            ("*;q=0.5, identity;q=0, br;q=0, zstd;q=0", Gzip),
            ("deflate, compress, sdch, none", Identity),
            // Nothing is left to take: never an error.
            ("identity;q=0", Identity),
            ("*;q=0", Identity),
            // What cannot be read is as if unsaid.
            ("br;q=x, gzip", Gzip),
            ("br;q=2, gzip;q=0.1", Gzip),
            ("br;q=0.1234", Identity),
            (";;;,,,q=,*;", Brotli),
            ("br;q=1, br;q=0", Identity),
        ] {
            assert_eq!(chosen(&[line]), wanted, "{line}");
        }
        assert_eq!(chosen(&[]), Identity);
        assert_eq!(chosen(&["gzip", "br;q=0.5"]), Gzip);
    }

    #[test]
    fn more_effort_makes_fewer_bytes() {
        let text = include_str!("encoding.rs");
        for encoding in [Encoding::Gzip, Encoding::Zstd, Encoding::Brotli] {
            let made = [Effort::Fast, Effort::Best].map(|effort| encoding.compress(text.as_bytes(), effort));
            let [fast, best] = made.map(|bytes| bytes.expect("compressed"));
            assert!(best.len() < fast.len() && fast.len() < text.len(), "{encoding:?}");
        }
    }

    fn item() -> impl Strategy<Value = String> {
        let name = prop_oneof![
            Just("br"),
            Just("gzip"),
            Just("zstd"),
            Just("identity"),
            Just("*"),
            Just("deflate"),
            Just("x-gzip")
        ];
        let quality = prop_oneof![Just(""), Just(";q=0"), Just(";q=0.5"), Just("; q=1"), Just(";q=0.001")];
        (name, quality).prop_map(|(name, quality)| format!("{name}{quality}"))
    }

    proptest! {
        #[test]
        fn what_is_chosen_is_acceptable_and_reads_as_what_was_sent(
            items in proptest::collection::vec(item(), 0..6),
            bytes in proptest::collection::vec(any::<u8>(), 0..2_000),
            effort in prop_oneof![Just(Effort::Fast), Just(Effort::Best)],
        ) {
            let encoding = chosen(&[&items.join(", ")]);
            // Said again, plainly: the items that name it, else the star, decide.
            let names = |item: &&String, wanted: &str| {
                let name = item.split(';').next().unwrap_or_default();
                name == wanted || (name == "x-gzip" && wanted == "gzip")
            };
            let takes = |wanted: &str| {
                let own: Vec<_> = items.iter().filter(|item| names(item, wanted)).collect();
                let star: Vec<_> = items.iter().filter(|item| names(item, "*")).collect();
                let deciding = if own.is_empty() { star } else { own };
                if deciding.is_empty() { wanted == "identity" } else { deciding.iter().all(|item| !item.ends_with("q=0")) }
            };
            let any = ["br", "gzip", "zstd", "identity"].into_iter().any(takes);
            let name = encoding.name().unwrap_or("identity");
            prop_assert!(takes(name) || (!any && encoding == Encoding::Identity), "{items:?} gives {name}");
            let sent = encoding.compress(&bytes, effort).expect("compressed");
            prop_assert!(decoded(encoding, &sent) == bytes);
        }

        #[test]
        fn no_header_makes_it_fail(line in "[ -~]{0,60}") {
            chosen(&[&line]);
        }
    }
}
