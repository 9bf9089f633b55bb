//! Addresses of what is no page: files that the site writes for other programs.

use crate::locale::Locale;

/// A file for programs that exists in each language.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum File<'a> {
    /// The Atom feed of all updates.
    Feed,
    /// That of one series, by its id.
    SeriesFeed(&'a str),
    /// How a browser searches the site from its address bar (OpenSearch).
    Search,
    /// How the site stands among applications (web app manifest).
    Manifest,
}

impl File<'_> {
    /// The map of the site, for both languages.
    pub const SITEMAP: &'static str = "/sitemap.xml";
    /// What crawlers may read.
    pub const ROBOTS: &'static str = "/robots.txt";
    /// Whom to tell of a hole in its security.
    pub const SECURITY: &'static str = "/.well-known/security.txt";
    /// What the address bar offers while a reader types.
    pub const SUGGESTIONS: &'static str = "/api/suggest";

    /// The path in a language.
    pub fn path(self, locale: Locale) -> String {
        let prefix = locale.prefix();
        match self {
            Self::Feed => format!("{prefix}/feed.xml"),
            Self::SeriesFeed(id) => format!("{prefix}/feed/{id}.xml"),
            Self::Search => format!("{prefix}/opensearch.xml"),
            Self::Manifest => format!("{prefix}/site.webmanifest"),
        }
    }
}
