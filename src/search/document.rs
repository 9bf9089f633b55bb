//! What the caller hands over to be found.

use super::facet::Facet;
use crate::locale::Locale;

/// What sort of thing a document stands for.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Kind {
    /// A section of an article.
    Page,
    /// A record of the model catalogue; its exact names outrank everything else.
    Model,
    /// A usage scenario.
    Scenario,
    /// A glossary term.
    Term,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Kind; 4] = [Kind::Page, Kind::Model, Kind::Scenario, Kind::Term];

    /// Its name in addresses and in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Kind::Page => "page",
            Kind::Model => "model",
            Kind::Scenario => "scenario",
            Kind::Term => "term",
        }
    }
}

/// Documents that are counted together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Shelf {
    Prose,
    Models,
    Terms,
}

impl Shelf {
    pub(super) const ALL: [Shelf; 3] = [Shelf::Prose, Shelf::Models, Shelf::Terms];
}

/// One heading-level section of a page, or one model, scenario or term.
///
/// All texts are plain text, without markup.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Document {
    /// What the document stands for.
    pub kind: Kind,
    /// Language of the text; `None` for what has none.
    pub locale: Option<Locale>,
    /// Where a hit leads: a path with an optional `#anchor`.
    pub url: String,
    /// Grouping key: the path without the anchor. Sections with one key become one hit.
    pub page: String,
    /// What a page and its translation have in common; empty if it has none.
    /// Of the two, one is shown first and the other far down.
    pub topic: String,
    /// Title of the page.
    pub title: String,
    /// Heading of the section; empty for the lead section of a page.
    pub heading: String,
    /// The heading in the other language, if that is known; it finds the section too.
    pub heading_alias: String,
    /// Text of the section, without its code.
    pub body: String,
    /// Code of the section.
    pub code: String,
    /// Other spellings: the title in the other language, API names, repository ids, the vendor.
    pub aliases: Vec<String>,
    /// What results can be narrowed by, besides the kind: those of a page's
    /// sections count together.
    pub facets: Vec<Facet>,
}

impl Document {
    /// Which documents it is counted with. Models and terms are many, short and alike:
    /// among the prose they would make every word of it seem rare.
    pub(super) fn shelf(&self) -> Shelf {
        match self.kind {
            Kind::Page | Kind::Scenario => Shelf::Prose,
            Kind::Model => Shelf::Models,
            Kind::Term => Shelf::Terms,
        }
    }

    /// An empty section at `url`, to be filled in.
    pub fn new(kind: Kind, locale: Option<Locale>, url: String) -> Self {
        let page = url.split('#').next().unwrap_or_default().to_owned();
        Document {
            kind,
            locale,
            url,
            page,
            topic: String::new(),
            title: String::new(),
            heading: String::new(),
            heading_alias: String::new(),
            body: String::new(),
            code: String::new(),
            aliases: Vec::new(),
            facets: Vec::new(),
        }
    }
}
