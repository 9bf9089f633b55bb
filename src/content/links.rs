//! Internal links: from what an editor writes to an address that exists.

use std::collections::HashSet;

use crate::catalog::Catalog;
use crate::glossary::Term;
use crate::locale::Locale;
use crate::route::{Place, Route};

/// Every address a content folder has.
#[derive(Clone, Debug, Default)]
pub struct Addresses {
    pages: HashSet<(Locale, String)>,
    models: HashSet<String>,
    scenarios: HashSet<String>,
    terms: HashSet<String>,
}

/// What became of a link.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Target {
    /// Another site, a mail address, a fragment of this page, a file.
    AsWritten(String),
    /// A place of this site, with its query and fragment.
    Here {
        /// The place.
        route: Route,
        /// `?…`, or empty.
        query: String,
        /// The fragment without `#`, or empty.
        fragment: String,
    },
    /// Nothing is there.
    Missing {
        /// The slug it was read as.
        slug: String,
        /// The address it keeps.
        address: String,
    },
}

impl Target {
    /// The address for `href`.
    pub fn address(&self) -> String {
        match self {
            Self::AsWritten(address) | Self::Missing { address, .. } => address.clone(),
            Self::Here { route, query, fragment } => {
                let hash = if fragment.is_empty() { "" } else { "#" };
                format!("{}{query}{hash}{fragment}", route.path())
            }
        }
    }
}

impl Addresses {
    /// The addresses of a set of pages.
    pub fn new<'a>(
        pages: impl Iterator<Item = (Locale, &'a str)>,
        catalog: &Catalog,
        glossary: &[Term],
    ) -> Self {
        Self {
            pages: pages.map(|(locale, slug)| (locale, slug.to_owned())).collect(),
            models: catalog.models.iter().map(|model| model.id.0.clone()).collect(),
            terms: glossary.iter().map(|term| term.id.clone()).collect(),
            scenarios: catalog.scenarios.iter().map(|scenario| scenario.id.0.clone()).collect(),
        }
    }

    /// Whether a page exists.
    pub fn has_page(&self, locale: Locale, slug: &str) -> bool {
        self.pages.contains(&(locale, slug.to_owned()))
    }

    /// Whether anything is at a route.
    pub fn has(&self, route: &Route) -> bool {
        self.is_drawn(&route.place) || self.has_page(route.locale, &route.slug())
    }

    /// Whether the application draws a place itself. Without a catalogue it
    /// draws none of its pages, and a page of the folder may stand there.
    pub fn is_drawn(&self, place: &Place) -> bool {
        match place {
            Place::Page(_) => false,
            Place::Home | Place::Search | Place::Api => true,
            Place::Glossary => !self.terms.is_empty(),
            Place::Model(id) => self.models.contains(id),
            Place::Scenario(id) => self.scenarios.contains(id),
            _ => !self.models.is_empty(),
        }
    }

    /// Resolves a link on the page `slug`, whose file is `file` (relative to
    /// its language's folder), in the reader's language first.
    pub fn resolve(&self, locale: Locale, file: &str, target: &str) -> Target {
        let (rest, fragment) = target.split_once('#').unwrap_or((target, ""));
        let (path, query) = rest.find('?').map_or((rest, ""), |at| rest.split_at(at));
        let foreign =
            target.starts_with("//") || path.split('/').next().is_some_and(|first| first.contains(':'));
        if path.is_empty() || foreign {
            return Target::AsWritten(target.to_owned());
        }
        let absolute = join(file, &unescape(path));
        let (locale, path) = match absolute.split_once('/').unwrap_or((&absolute, "")) {
            ("en", rest) => (Locale::En, rest),
            ("zh", rest) if !self.has_page(locale, &absolute) => (Locale::Zh, rest),
            _ => (locale, absolute.as_str()),
        };
        let is_file =
            path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).is_some_and(|(_, kind)| {
                !matches!(kind, "md" | "html" | "mdx")
                    && kind.len() <= 5
                    && kind.bytes().all(|b| b.is_ascii_alphanumeric())
            });
        let slug = slug_of(path);
        for locale in [locale, locale.other()] {
            let route = Route::page(locale, &slug);
            if self.has(&route) {
                return Target::Here { route, query: query.to_owned(), fragment: fragment.to_owned() };
            }
        }
        if is_file {
            return Target::AsWritten(target.to_owned());
        }
        let address = Target::Here {
            route: Route::page(locale, &slug),
            query: query.to_owned(),
            fragment: fragment.to_owned(),
        };
        Target::Missing { slug, address: address.address() }
    }
}

/// The slug of a file or link path: no ending, no index or README, no slashes
/// at the ends.
pub fn slug_of(path: &str) -> String {
    let path = path.trim_matches('/');
    let bare = [".md", ".mdx", ".html"].iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path);
    let (folder, name) = bare.rsplit_once('/').unwrap_or(("", bare));
    if matches!(name.to_ascii_lowercase().as_str(), "index" | "readme") { folder } else { bare }.to_owned()
}

/// A link's path, seen from a file.
fn join(file: &str, link: &str) -> String {
    if let Some(absolute) = link.strip_prefix('/') {
        return absolute.trim_end_matches('/').to_owned();
    }
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    for part in link.split('/') {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

fn unescape(path: &str) -> String {
    percent_encoding::percent_decode_str(path).decode_utf8_lossy().into_owned()
}

#[cfg(test)]
mod tests {
    use super::{Addresses, Target, slug_of};
    use crate::catalog::Catalog;
    use crate::locale::Locale;

    fn address(locale: Locale, file: &str, link: &str) -> String {
        let pages = [
            (Locale::Zh, "llm/deepseek"),
            (Locale::En, "llm/deepseek"),
            (Locale::Zh, "指南"),
            (Locale::Zh, "llm"),
        ];
        let mut addresses = Addresses::new(pages.into_iter(), &Catalog::default(), &[]);
        addresses.models.insert("deepseek-v3".to_owned());
        let target = addresses.resolve(locale, file, link);
        match target {
            Target::Missing { address, .. } => format!("missing {address}"),
            other => other.address(),
        }
    }

    #[test]
    fn links_lead_to_the_readers_language_first() {
        assert_eq!(address(Locale::En, "a.md", "/llm/deepseek#mla"), "/en/llm/deepseek#mla");
        assert_eq!(address(Locale::Zh, "llm/gpt.md", "./deepseek.md"), "/llm/deepseek");
        assert_eq!(address(Locale::Zh, "llm/a/b.md", "../deepseek.html?x=1#y"), "/llm/deepseek?x=1#y");
        assert_eq!(address(Locale::En, "a.md", "/models?open=1"), "/en/models?open=1");
        assert_eq!(address(Locale::En, "a.md", "/models/deepseek-v3"), "/en/models/deepseek-v3");
        assert_eq!(address(Locale::En, "a.md", "/指南"), "/指南");
        assert_eq!(address(Locale::Zh, "llm/x.md", "README.md"), "/llm");
    }

    #[test]
    fn what_is_elsewhere_is_left_as_written_and_what_is_nowhere_is_missing() {
        for same in ["https://x.y/z.md", "#here", "mailto:a@b", "//cdn/x", "./a.png"] {
            assert_eq!(address(Locale::Zh, "a.md", same), same);
        }
        assert_eq!(address(Locale::Zh, "a.md", "/nowhere"), "missing /nowhere");
    }

    #[test]
    fn index_files_stand_for_their_folder() {
        assert_eq!(slug_of("llm/README.md"), "llm");
        assert_eq!(slug_of("index.md"), "");
        assert_eq!(slug_of("/a/b.html"), "a/b");
    }
}
