//! What crawlers are told: every page with its twin and its date, and what to leave.

use std::io;

use axum::body::Body;
use axum::extract::{RawQuery, State};
use axum::http::{Response, StatusCode};
use quick_xml::Writer;

use crate::locale::Locale;
use crate::query::Query;
use crate::route::{File, Origin, Place, Route};
use crate::snapshot::listing::{Listed, listing};
use crate::web::cache::{Policy, answer};
use crate::web::error::plain;
use crate::web::state::AppState;
use crate::web::xml::{document, element};

/// Addresses in one map. The format allows 50,000 and 50 MB; ours are about 500 bytes.
const MOST: usize = 45_000;
/// The names of the format and of its extension for languages.
const FORMAT: (&str, &str) = ("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9");
const TWINS: (&str, &str) = ("xmlns:xhtml", "http://www.w3.org/1999/xhtml");

/// `GET /sitemap.xml`: all pages, or of very many the parts, each `?part=` from 1.
pub(super) async fn sitemap(State(state): State<AppState>, RawQuery(query): RawQuery) -> Response<Body> {
    let part = Query::parse(&query.unwrap_or_default()).get("part").map(str::to_owned);
    let drawn = tokio::task::spawn_blocking(move || {
        let pages = listing(&state.snapshot());
        draw(&pages, &state.origin(), part.as_deref(), MOST)
    });
    match drawn.await {
        Ok(Some(Ok(xml))) => answer(StatusCode::OK, "application/xml; charset=utf-8", Policy::Ask, xml),
        Ok(None) => plain(StatusCode::NOT_FOUND, "The map of the site has no such part.\n"),
        Ok(Some(Err(_))) | Err(_) => {
            plain(StatusCode::INTERNAL_SERVER_ERROR, "The map of the site could not be written.\n")
        }
    }
}

/// `GET /robots.txt`: everything may be read but lists of search results, which are
/// as many as there are queries.
pub(super) async fn robots(State(state): State<AppState>) -> Response<Body> {
    let mut text = "User-agent: *\nAllow: /\n".to_owned();
    for locale in Locale::ALL {
        // The page and its states, not pages whose names begin alike.
        let path = Route::new(locale, Place::Search).path();
        text.push_str(&format!("Disallow: {path}$\nDisallow: {path}?\n"));
    }
    text.push_str(&format!("\nSitemap: {}\n", state.origin().join(File::SITEMAP)));
    answer(StatusCode::OK, "text/plain; charset=utf-8", Policy::Ask, text)
}

/// The map of all pages, or of a part of them; a list of parts where one map would
/// hold too many and no part is asked for; nothing for a part there is not.
fn draw(pages: &[Listed], origin: &Origin, part: Option<&str>, most: usize) -> Option<io::Result<String>> {
    let mut parts = pages.chunks(most);
    match part {
        Some(part) => {
            let at = part.parse::<usize>().ok()?.checked_sub(1)?;
            parts.nth(at).map(|pages| map(pages, origin))
        }
        None if pages.len() > most => Some(index(parts, origin)),
        None => Some(map(pages, origin)),
    }
}

fn index<'a>(parts: impl Iterator<Item = &'a [Listed]>, origin: &Origin) -> io::Result<String> {
    document("sitemapindex", &[FORMAT], |writer| {
        for (at, pages) in parts.enumerate() {
            // A query keeps the parts beside the root: a map speaks for what is below it.
            let address = origin.join(&format!("{}?part={}", File::SITEMAP, at + 1));
            let newest = pages.iter().filter_map(|page| page.modified).max();
            writer.create_element("sitemap").write_inner_content(|writer| {
                element(writer, "loc", &address)?;
                newest.map_or(Ok(()), |date| element(writer, "lastmod", &date.to_string()))
            })?;
        }
        Ok(())
    })
}

fn map(pages: &[Listed], origin: &Origin) -> io::Result<String> {
    document("urlset", &[FORMAT, TWINS], |writer| {
        for page in pages {
            writer.create_element("url").write_inner_content(|writer| entry(writer, page, origin))?;
        }
        Ok(())
    })
}

fn entry(writer: &mut Writer<Vec<u8>>, page: &Listed, origin: &Origin) -> io::Result<()> {
    element(writer, "loc", &origin.page(&page.route))?;
    if let Some(date) = page.modified {
        element(writer, "lastmod", &date.to_string())?;
    }
    if page.has_twin {
        let mut link = |tag: &str, locale: Locale| -> io::Result<()> {
            let address = origin.page(&page.route.in_locale(locale));
            let attributes = [("rel", "alternate"), ("hreflang", tag), ("href", address.as_str())];
            writer.create_element("xhtml:link").with_attributes(attributes).write_empty()?;
            Ok(())
        };
        for locale in Locale::ALL {
            link(locale.tag(), locale)?;
        }
        link("x-default", Locale::Zh)?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{MOST, draw};
    use crate::locale::Locale;
    use crate::route::{Origin, Route};
    use crate::snapshot::listing::Listed;

    fn pages(count: usize) -> Vec<Listed> {
        let page = |at: usize| Listed {
            route: Route::page(Locale::Zh, &format!("很长的地址/第{at}页")),
            modified: format!("2026-01-{:02}", at % 28 + 1).parse().ok(),
            has_twin: true,
        };
        (0..count).map(page).collect()
    }

    fn drawn(pages: &[Listed], part: Option<&str>, most: usize) -> Option<String> {
        let origin: Origin = "https://atlas.example".parse().expect("an origin");
        draw(pages, &origin, part, most).map(|xml| xml.expect("a map"))
    }

    #[test]
    fn very_many_pages_come_in_parts() {
        let pages = pages(7);
        let index = drawn(&pages, None, 3).expect("an index");
        assert_eq!(index.matches("<sitemap>").count(), 3);
        for part in 1..=3 {
            assert!(index.contains(&format!("<loc>https://atlas.example/sitemap.xml?part={part}</loc>")));
        }
        assert_eq!(index.matches("<lastmod>2026-01-07</lastmod>").count(), 1, "{index}");
        let counts = ["1", "2", "3"]
            .map(|part| drawn(&pages, Some(part), 3).map_or(0, |map| map.matches("<url>").count()));
        assert_eq!(counts, [3, 3, 1]);
        for part in ["0", "4", "-1", "x", "", "99999999999999999999"] {
            assert_eq!(drawn(&pages, Some(part), 3), None, "{part}");
        }
        let whole = drawn(&pages, None, 7).expect("a map");
        assert!(whole.contains("<urlset") && whole.matches("<url>").count() == 7);
    }

    #[test]
    fn a_full_map_is_smaller_than_the_format_allows() {
        let pages = pages(MOST);
        let map = drawn(&pages, None, MOST).expect("a map");
        assert!(map.contains("<urlset") && map.len() < 50_000_000, "{} bytes", map.len());
    }
}
