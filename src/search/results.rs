//! What a search gives back.

use std::ops::Range;

use super::document::Kind;
use crate::locale::Locale;

/// How to search.
#[derive(Clone, Copy, Debug)]
pub struct Options {
    /// Largest number of pages to return; capped at 50.
    pub limit: usize,
    /// Preferred language; texts in the other one are still found, further down.
    pub locale: Locale,
}

/// Answer to a query. An answer without hits is an answer, not an error.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Pages, best first.
    pub hits: Vec<Hit>,
    /// What the reader should know about how the query was read.
    pub notices: Vec<Notice>,
    /// “Did you mean”: a query that would have met the index exactly.
    pub suggestion: Option<String>,
}

/// A remark on how a query was read.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Notice {
    /// The query was longer than 256 characters or 16 terms; the rest was ignored.
    Shortened,
    /// The query holds nothing that can be searched for.
    Empty,
}

/// One page that was found, shown by its best section.
#[derive(Clone, Debug)]
pub struct Hit {
    /// What the best section stands for.
    pub kind: Kind,
    /// Language of the best section.
    pub locale: Option<Locale>,
    /// Where the best section is.
    pub url: String,
    /// Grouping key of the page.
    pub page: String,
    /// Title of the page.
    pub title: Marked,
    /// Heading of the best section; empty for the lead section.
    pub heading: Marked,
    /// Best passage: about 120 Chinese or 200 Latin characters.
    pub excerpt: Marked,
    /// Relevance; comparable within one answer only.
    pub score: f32,
    /// Up to three further sections of the same page.
    pub more: Vec<SectionHit>,
}

/// A further section of a page that was found.
#[derive(Clone, Debug)]
pub struct SectionHit {
    /// Where the section is.
    pub url: String,
    /// Its heading, or the page's title for the lead section.
    pub heading: Marked,
}

/// A text and the parts of it that matched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marked {
    /// The text to show.
    pub text: String,
    /// Byte ranges of `text`, on character boundaries, sorted, not overlapping.
    pub marks: Vec<Range<usize>>,
}
