//! What the caller hands over to be found.

use crate::locale::Locale;

/// What sort of thing a document stands for.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
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

/// One heading-level section of a page, or one model, scenario or term.
///
/// All texts are plain text, without markup.
#[derive(Clone, Debug)]
pub struct Document {
    /// What the document stands for.
    pub kind: Kind,
    /// Language of the text; `None` for what has none, such as a model.
    pub locale: Option<Locale>,
    /// Where a hit leads: a path with an optional `#anchor`.
    pub url: String,
    /// Grouping key: the path without the anchor. Sections with one key become one hit.
    pub page: String,
    /// Title of the page.
    pub title: String,
    /// Heading of the section; empty for the lead section of a page.
    pub heading: String,
    /// Text of the section, without its code.
    pub body: String,
    /// Code of the section.
    pub code: String,
    /// Other spellings: the title in the other language, API names, repository ids, the vendor.
    pub aliases: Vec<String>,
}
