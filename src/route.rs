//! Every address of the site, typed: read leniently, printed one way.

use crate::locale::Locale;
use crate::query::Query;

/// An address a reader can open.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Route {
    /// The language.
    pub locale: Locale,
    /// What is there.
    pub place: Place,
}

/// What an address leads to.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Place {
    /// The front page.
    Home,
    /// The table of models.
    Models,
    /// The table of prices.
    Pricing,
    /// The search page.
    Search,
    /// A page of the content folder, by its slug.
    Page(String),
}

impl Place {
    /// Addresses that are drawn by code; a content page cannot take them.
    pub const BUILT_IN: [(&'static str, Self); 4] =
        [("", Self::Home), ("models", Self::Models), ("pricing", Self::Pricing), ("search", Self::Search)];
}

impl Route {
    /// The route of a place.
    pub const fn new(locale: Locale, place: Place) -> Self {
        Self { locale, place }
    }

    /// The route of a content page.
    pub fn page(locale: Locale, slug: &str) -> Self {
        Self::from_slug(locale, slug)
    }

    /// Reads a decoded URL path. Every path leads somewhere: what is not
    /// built in is a page, existing or not.
    pub fn parse(path: &str) -> Self {
        let path = path.trim_matches('/');
        match path.split_once('/').unwrap_or((path, "")) {
            ("en", rest) => Self::from_slug(Locale::En, rest.trim_matches('/')),
            _ => Self::from_slug(Locale::Zh, path),
        }
    }

    fn from_slug(locale: Locale, slug: &str) -> Self {
        let built_in = Place::BUILT_IN.into_iter().find(|(known, _)| *known == slug);
        let place = built_in.map_or_else(|| Place::Page(slug.to_owned()), |(_, place)| place);
        Self { locale, place }
    }

    /// The path, as a browser shows it: Chinese readable, no slash at the end.
    pub fn path(&self) -> String {
        let slug = self.slug();
        match (self.locale, slug) {
            (Locale::Zh, "") => "/".to_owned(),
            (locale, "") => locale.prefix().to_owned(),
            (locale, slug) => format!("{}/{slug}", locale.prefix()),
        }
    }

    /// The path without its language.
    pub fn slug(&self) -> &str {
        match &self.place {
            Place::Page(slug) => slug,
            other => Place::BUILT_IN.iter().find(|(_, place)| place == other).map_or("", |(slug, _)| slug),
        }
    }

    /// The path with a query.
    pub fn with_query(&self, query: &Query) -> String {
        format!("{}{}", self.path(), query.print())
    }

    /// The path with one parameter.
    pub fn asking(&self, key: &str, value: &str) -> String {
        let mut query = Query::default();
        query.set(key, value);
        self.with_query(&query)
    }

    /// The same place in another language.
    pub fn in_locale(&self, locale: Locale) -> Self {
        Self { locale, place: self.place.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Route};
    use crate::locale::Locale;

    #[test]
    fn every_route_reads_back_as_it_was_printed() {
        for locale in Locale::ALL {
            for place in [Place::Home, Place::Models, Place::Pricing, Place::Search] {
                let route = Route::new(locale, place);
                assert_eq!(Route::parse(&route.path()), route);
            }
            let route = Route::page(locale, "指南/选择");
            assert_eq!(Route::parse(&route.path()), route);
        }
    }

    #[test]
    fn a_word_that_begins_like_a_language_is_a_page() {
        assert_eq!(Route::parse("/energy"), Route::page(Locale::Zh, "energy"));
        assert_eq!(Route::parse("/en"), Route::new(Locale::En, Place::Home));
        assert_eq!(Route::parse("/en/llm/deepseek/"), Route::page(Locale::En, "llm/deepseek"));
    }
}
