//! What an address asks search for: `q`, the page, and what results are narrowed to.

use crate::locale::Locale;
use crate::query::Query;
use crate::search::{Axis, Facet, Options};

/// The parameter that holds the query.
pub const WORDS: &str = "q";
/// The parameter that turns pages, from 1.
pub const PAGE: &str = "page";

/// Reads the options of a search. A page turned to that makes no sense is the
/// first one; values of one axis may be repeated or separated by commas.
pub fn options(query: &Query, limit: usize, locale: Option<Locale>) -> Options {
    let page = page(query);
    Options {
        limit,
        offset: (page - 1).saturating_mul(limit),
        locale,
        only: chosen(query),
        ..Options::default()
    }
}

/// The page of results, from 1.
pub fn page(query: &Query) -> usize {
    query.get(PAGE).and_then(|page| page.parse().ok()).filter(|page| *page >= 1).unwrap_or(1)
}

/// What results are narrowed to, none twice.
pub fn chosen(query: &Query) -> Vec<Facet> {
    let mut chosen: Vec<Facet> = Vec::new();
    for axis in Axis::ALL {
        for value in query.all(axis.code()).split(',').map(str::trim).filter(|value| !value.is_empty()) {
            let facet = Facet::new(axis, value);
            if !chosen.contains(&facet) {
                chosen.push(facet);
            }
        }
    }
    chosen
}

/// The same query with a facet taken or left, from its first page.
pub fn with_facet(query: &Query, facet: &Facet) -> Query {
    let mut chosen = chosen(query);
    match chosen.iter().position(|known| known == facet) {
        Some(at) => drop(chosen.remove(at)),
        None => chosen.push(facet.clone()),
    }
    address(query.get(WORDS).unwrap_or_default(), &chosen)
}

/// The first page of what is found for some words, narrowed.
pub fn address(words: &str, chosen: &[Facet]) -> Query {
    let mut query = Query::default();
    query.set(WORDS, words);
    for axis in Axis::ALL {
        query.set(axis.code(), &on_axis(chosen, axis));
    }
    query
}

/// The values on one axis, as an address lists them.
pub fn on_axis(chosen: &[Facet], axis: Axis) -> String {
    let values = chosen.iter().filter(|facet| facet.axis == axis).map(|facet| facet.value.as_str());
    values.collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::{chosen, options, page, with_facet};
    use crate::query::Query;
    use crate::search::{Axis, Facet};

    #[test]
    fn an_address_is_read_leniently() {
        let query = Query::parse("q=moe&page=3&series=qwen,llama&series=qwen&kind=model&nothing=x");
        let read = options(&query, 20, None);
        assert_eq!((read.offset, read.limit), (40, 20));
        assert_eq!(
            read.only,
            [
                Facet::new(Axis::Kind, "model"),
                Facet::new(Axis::Series, "qwen"),
                Facet::new(Axis::Series, "llama")
            ]
        );
        for odd in ["", "page=0", "page=-1", "page=x", "page=99999999999999999999999"] {
            assert_eq!(page(&Query::parse(odd)), 1, "{odd}");
        }
    }

    #[test]
    fn a_facet_is_taken_and_left_again() {
        let query = Query::parse("q=moe&page=3");
        let qwen = Facet::new(Axis::Series, "qwen");
        let narrowed = with_facet(&query, &qwen);
        assert_eq!(narrowed.print(), "?q=moe&series=qwen");
        assert_eq!(chosen(&narrowed), std::slice::from_ref(&qwen));
        assert_eq!(with_facet(&narrowed, &qwen).print(), "?q=moe");
    }
}
