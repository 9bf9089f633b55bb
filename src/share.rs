//! Share pictures: what a link to a page looks like where people send it.
//!
//! 1. [`card`] says what a page's picture says: title, sentence, numbers, read
//!    from the snapshot (`share/pages.rs`, `share/models.rs`, `share/folder.rs`).
//! 2. `share/drawing.rs` lays the words out as SVG, each in its box
//!    (`share/lines.rs`), by the widths of the font we carry (`share/font.rs`).
//! 3. `share/render.rs` draws that and writes a PNG.
//!
//! A picture's version is a hash of its SVG, so it is known before anything is
//! drawn: pages print it, and an address with it can be kept for good.

mod card;
mod drawing;
mod folder;
mod font;
mod lines;
mod models;
mod pages;
mod render;

use std::hash::{DefaultHasher, Hash, Hasher};

use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::locale::Locale;
use crate::query::Query;
use crate::route::{Origin, Place, Route};
use crate::snapshot::Snapshot;
use crate::snapshot::compared::Choice;
pub use card::{Body, Card, Figure, Row};
pub use render::DrawError;

/// The width of a picture in dots: what Open Graph's readers show uncut.
pub const WIDTH: u32 = 1200;
/// Its height.
pub const HEIGHT: u32 = 630;
/// The folder of all pictures.
pub const FOLDER: &str = "/share/";
/// The parameter that holds the version.
pub const VERSION: &str = "v";
/// How pictures end.
const ENDING: &str = ".png";
/// The front page's name, which no page of a folder can have.
const FRONT: &str = "index";
/// What a path keeps escaped; `%` too, as slugs are not escaped yet.
const IN_PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'?')
    .add(b'#')
    .add(b'%')
    .add(b'`')
    .add(b'{')
    .add(b'}')
    .add(b'|')
    .add(b'^')
    .add(b'[')
    .add(b']');

/// A picture that can be drawn.
#[derive(Clone, Debug)]
pub struct Picture {
    /// What it says, in words.
    pub alt: String,
    /// Names what it says.
    pub key: u64,
    /// Whether it is one of the comparisons, which are more than can be kept.
    pub is_comparison: bool,
    /// Its path on the site, without its version.
    path: String,
    svg: String,
}

impl Picture {
    /// The picture of a page; `None` if nothing is at the address.
    pub fn of(snapshot: &Snapshot, route: &Route, query: &Query, origin: &Origin) -> Option<Self> {
        let card = card(snapshot, route, query, origin)?;
        let is_comparison = matches!(card.body, Body::Comparison { .. });
        let mut asked = Query::default();
        if is_comparison {
            let choice = Choice::read(&snapshot.site.catalog, query);
            let ids: Vec<&str> = choice.models.iter().map(|model| model.id.as_str()).collect();
            asked.set("m", &ids.join(","));
        }
        let slug = route.slug();
        let slug = if slug.is_empty() { FRONT } else { &*slug };
        let path = format!(
            "{FOLDER}{}/{}{ENDING}{}",
            route.locale.code(),
            utf8_percent_encode(slug, IN_PATH),
            asked.print()
        );
        let svg = drawing::svg(&card);
        let mut hasher = DefaultHasher::new();
        svg.hash(&mut hasher);
        Some(Self { alt: card.alt(), key: hasher.finish(), is_comparison, path, svg })
    }

    /// Names what the picture says, in eight hexadecimal digits.
    pub fn version(&self) -> String {
        format!("{:08x}", self.key >> 32)
    }

    /// The path of the picture, with its version: it may be kept for good.
    pub fn address(&self) -> String {
        let sign = if self.path.contains('?') { '&' } else { '?' };
        format!("{}{sign}{VERSION}={}", self.path, self.version())
    }

    /// Draws it: a PNG of [`WIDTH`] by [`HEIGHT`]. Takes some tens of milliseconds
    /// of one core.
    ///
    /// # Errors
    ///
    /// When memory is short; no content causes one.
    pub fn draw(&self) -> Result<Vec<u8>, DrawError> {
        render::png(&self.svg)
    }
}

/// Which page a picture is of: `zh/llm/deepseek.png`, behind [`FOLDER`].
pub fn route_of(path: &str) -> Option<Route> {
    let (code, slug) = path.strip_suffix(ENDING)?.split_once('/')?;
    let locale = Locale::ALL.into_iter().find(|locale| locale.code() == code)?;
    if slug == FRONT {
        return Some(Route::new(locale, Place::Home));
    }
    let route = Route::page(locale, slug);
    (!slug.is_empty() && route.slug() == slug).then_some(route)
}

/// What the picture of a page says; `None` if nothing is at the address.
pub fn card(snapshot: &Snapshot, route: &Route, query: &Query, origin: &Origin) -> Option<Card> {
    let site = &snapshot.site;
    let locale = route.locale;
    if !site.addresses.has(route) {
        return None;
    }
    let told = match (&route.place, site.written(route)) {
        (_, Some(page)) => folder::page(snapshot, page),
        (Place::Model(id), None) => models::model(snapshot, locale, id)?,
        (Place::Scenario(id), None) => pages::scenario(snapshot, locale, id)?,
        (Place::Compare, None) => models::comparison(snapshot, locale, query),
        (place, None) => pages::built_in(snapshot, locale, place)?,
    };
    let host = origin.as_str().split_once("://").map_or(origin.as_str(), |(_, host)| host);
    Some(Card {
        locale,
        site: site.settings.title.get(locale).to_owned(),
        host: host.to_owned(),
        kind: told.kind,
        title: told.title,
        line: told.line,
        body: told.body,
        date: told.date,
    })
}

/// The part of a card that differs from page to page.
struct Told {
    kind: String,
    title: String,
    line: String,
    body: Body,
    date: String,
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{font, lines, route_of};
    use crate::content::load;
    use crate::locale::Locale;
    use crate::route::{Place, Route};

    #[test]
    fn the_font_has_every_character_of_our_titles_and_names() {
        let content = Path::new(env!("CARGO_MANIFEST_DIR")).join("content");
        let (site, _) = load(&content, "2026-11-25".parse().expect("a date"));
        let catalog = &site.catalog;
        let both = [
            catalog.models.iter().map(|model| &model.name).collect::<Vec<_>>(),
            catalog.series.iter().map(|series| &series.name).collect(),
            catalog.vendors.iter().map(|vendor| &vendor.name).collect(),
            catalog.scenarios.iter().flat_map(|scenario| [&scenario.name, &scenario.summary]).collect(),
            vec![&site.settings.title, &site.settings.description],
        ];
        let texts = both.concat().into_iter().flat_map(|text| [text.zh.clone(), text.en.clone()]);
        let texts: Vec<String> = texts.chain(site.pages.iter().map(|page| page.title.clone())).collect();
        assert!(texts.len() > 1_000, "{} texts", texts.len());
        for text in texts {
            let missing: Vec<char> = text.chars().filter(|c| !font::has(*c)).collect();
            assert!(missing.is_empty(), "{text}: {missing:?}; see src/share/font/README.md");
            assert_eq!(lines::drawable(&text), text);
        }
    }

    #[test]
    fn a_picture_has_one_address() {
        assert_eq!(route_of("zh/llm/deepseek.png"), Some(Route::page(Locale::Zh, "llm/deepseek")));
        assert_eq!(route_of("en/index.png"), Some(Route::new(Locale::En, Place::Home)));
        assert_eq!(route_of("en/models/gpt-4.1.png"), Some(Route::model(Locale::En, "gpt-4.1")));
        for wrong in
            ["", "zh", "zh.png", "zh/.png", "zh-CN/about.png", "fr/about.png", "zh/about", "about.png"]
        {
            assert_eq!(route_of(wrong), None, "{wrong}");
        }
    }
}
