//! What a search is told and what it gives back.

use std::ops::Range;

use super::document::Kind;
use super::facet::{Facet, FacetCount};
use crate::locale::Locale;

/// How to search.
#[derive(Clone, Debug)]
pub struct Options {
    /// Largest number of pages to return; capped at [`Options::MOST`].
    pub limit: usize,
    /// Pages left out at the top, for paging; capped at [`Options::FURTHEST`].
    pub offset: usize,
    /// Preferred language; texts in the other one are still found, further down.
    /// `None` prefers what is written in the language of the query.
    pub locale: Option<Locale>,
    /// Only pages with these. Values on one axis are alternatives.
    pub only: Vec<Facet>,
    /// Whether to count the facets of everything that matched.
    pub count_facets: bool,
    /// Whether to say how each score came about.
    pub explain: bool,
}

impl Options {
    /// Most pages in one answer.
    pub const MOST: usize = 50;
    /// Most pages left out at the top.
    pub const FURTHEST: usize = 1000;
}

impl Default for Options {
    fn default() -> Self {
        Options { limit: 10, offset: 0, locale: None, only: Vec::new(), count_facets: false, explain: false }
    }
}

/// Answer to a query. An answer without hits is an answer, not an error.
#[derive(Clone, Debug, Default)]
pub struct Results {
    /// Pages, best first.
    pub hits: Vec<Hit>,
    /// Pages that matched at all, those before and after these hits included.
    pub total: usize,
    /// Facets of all of them, by axis, most pages first; empty unless asked for.
    pub facets: Vec<FacetCount>,
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
    /// How the score came about; empty unless asked for.
    pub parts: Vec<Part>,
}

/// A further section of a page that was found.
#[derive(Clone, Debug)]
pub struct SectionHit {
    /// Where the section is.
    pub url: String,
    /// Its heading, or the page's title for the lead section.
    pub heading: Marked,
}

/// A part of a score. Parts with a factor apply to the sum of those before them.
#[derive(Clone, PartialEq, Debug)]
pub struct Part {
    /// Why it counts.
    pub rule: Rule,
    /// What was asked for.
    pub asked: String,
    /// What matched: a word, a phrase or a name of the index.
    pub matched: String,
    /// The field it matched best in: `title`, `heading`, `body` or `code`.
    pub field: &'static str,
    /// What it adds, or the factor.
    pub value: f32,
}

/// Why a part of a score counts.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Rule {
    /// A word or a run of Chinese characters is in the text.
    Term,
    /// Words stand together.
    Phrase,
    /// An identifier is written exactly as typed.
    Identifier,
    /// The query is, begins or holds a name of the section.
    Name,
    /// Everything that was asked for is there.
    AllTerms,
    /// Factor of a text that has only some of it.
    Partly,
    /// A scenario, where the query asks which model to take.
    Choice,
    /// Factor of a text in the other language.
    OtherLanguage,
    /// Factor of a page whose translation matched too.
    Translation,
}

impl Rule {
    /// Its name in the API.
    pub const fn code(self) -> &'static str {
        match self {
            Rule::Term => "term",
            Rule::Phrase => "phrase",
            Rule::Identifier => "identifier",
            Rule::Name => "name",
            Rule::AllTerms => "all_terms",
            Rule::Partly => "partly",
            Rule::Choice => "choice",
            Rule::OtherLanguage => "other_language",
            Rule::Translation => "translation",
        }
    }

    /// Whether the part multiplies instead of adding.
    pub const fn is_factor(self) -> bool {
        matches!(self, Rule::Partly | Rule::OtherLanguage | Rule::Translation)
    }
}

/// A text and the parts of it that matched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Marked {
    /// The text to show.
    pub text: String,
    /// Byte ranges of `text`, on character boundaries, sorted, not overlapping.
    pub marks: Vec<Range<usize>>,
}
