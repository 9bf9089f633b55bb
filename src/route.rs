//! Every address of the site, typed: read leniently, printed one way.

mod file;
mod origin;

use std::borrow::Cow;

use crate::locale::Locale;
use crate::query::Query;
pub use file::File;
pub use origin::{NotAnOrigin, Origin};

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
    /// Everything about one model, by its id.
    Model(String),
    /// The table of prices.
    Pricing,
    /// The table of scores, and price against capability.
    Benchmarks,
    /// All scenarios.
    Scenarios,
    /// One scenario, by its id.
    Scenario(String),
    /// Models side by side.
    Compare,
    /// Releases and price changes by date.
    Updates,
    /// The cost calculator.
    Cost,
    /// The memory calculator.
    Memory,
    /// The field's terms.
    Glossary,
    /// What programs can ask.
    Api,
    /// The search page.
    Search,
    /// A page of the content folder, by its slug.
    Page(String),
}

impl Place {
    /// Addresses that are drawn by code.
    pub const BUILT_IN: [(&'static str, Self); 12] = [
        ("", Self::Home),
        ("models", Self::Models),
        ("pricing", Self::Pricing),
        ("benchmarks", Self::Benchmarks),
        ("scenarios", Self::Scenarios),
        ("compare", Self::Compare),
        ("updates", Self::Updates),
        ("calculators/cost", Self::Cost),
        ("calculators/memory", Self::Memory),
        ("glossary", Self::Glossary),
        ("api", Self::Api),
        ("search", Self::Search),
    ];
    /// Folders whose addresses name a part of the catalogue.
    const MODELS: &'static str = "models/";
    const SCENARIOS: &'static str = "scenarios/";

    /// The place a slug stands for. Without a catalogue, or for an id it
    /// lacks, a page of the content folder may have the same slug.
    fn of(slug: &str) -> Self {
        if let Some((_, place)) = Self::BUILT_IN.into_iter().find(|(known, _)| *known == slug) {
            place
        } else if let Some(id) = slug.strip_prefix(Self::MODELS) {
            Self::Model(id.to_owned())
        } else if let Some(id) = slug.strip_prefix(Self::SCENARIOS) {
            Self::Scenario(id.to_owned())
        } else {
            Self::Page(slug.to_owned())
        }
    }
}

impl Route {
    /// The route of a place.
    pub const fn new(locale: Locale, place: Place) -> Self {
        Self { locale, place }
    }

    /// The route of a model's page.
    pub fn model(locale: Locale, id: &str) -> Self {
        Self { locale, place: Place::Model(id.to_owned()) }
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
        Self { locale, place: Place::of(slug) }
    }

    /// The path, as a browser shows it: Chinese readable, no slash at the end.
    pub fn path(&self) -> String {
        let slug = self.slug();
        match (self.locale, &*slug) {
            (Locale::Zh, "") => "/".to_owned(),
            (locale, "") => locale.prefix().to_owned(),
            (locale, slug) => format!("{}/{slug}", locale.prefix()),
        }
    }

    /// Where the page stands as Markdown: its own path and `.md`; the front pages
    /// are `/index.md` and `/en/index.md`.
    pub fn markdown_path(&self) -> String {
        match &*self.slug() {
            "" => format!("{}/index.md", self.locale.prefix()),
            slug => format!("{}/{slug}.md", self.locale.prefix()),
        }
    }

    /// The path without its language.
    pub fn slug(&self) -> Cow<'_, str> {
        match &self.place {
            Place::Page(slug) => slug.into(),
            Place::Model(id) => format!("{}{id}", Place::MODELS).into(),
            Place::Scenario(id) => format!("{}{id}", Place::SCENARIOS).into(),
            other => {
                Place::BUILT_IN.iter().find(|(_, place)| place == other).map_or("", |(slug, _)| slug).into()
            }
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
            let named = [Place::Model("gpt-4.1".into()), Place::Scenario("coding".into())];
            for place in Place::BUILT_IN.into_iter().map(|(_, place)| place).chain(named) {
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
