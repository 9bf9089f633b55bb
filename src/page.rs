//! Pages as data: the content layer makes them, the interface draws them.

mod diagram;

use crate::catalog::quantity::Date;
use crate::catalog::table::{Scope, View};
use crate::locale::Locale;
pub use diagram::Diagram;

/// What is known about a page before it is drawn.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its language.
    pub locale: Locale,
    /// Its path without language and slashes at the ends: `llm/deepseek`;
    /// empty for the front page.
    pub slug: String,
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: Option<String>,
    /// Its place among its neighbours: small first, then by title.
    pub order: Option<i64>,
    /// The group it stands in, from its front matter.
    pub category: Option<String>,
    /// The day its text was last revised, from its front matter.
    pub updated: Option<Date>,
    /// Its file, relative to the content folder.
    pub file: String,
    /// Its headings below the title.
    pub headings: Vec<Heading>,
    /// Its text, cut at the headings; the first section stands before them.
    pub sections: Vec<Section>,
    /// Minutes to read it.
    pub minutes: u32,
}

impl Page {
    /// Its own description, or the beginning of its text.
    pub fn summary(&self) -> String {
        self.description.clone().unwrap_or_else(|| {
            let first = self.sections.iter().map(|section| section.text.trim()).find(|text| !text.is_empty());
            first.unwrap_or_default().chars().take(150).collect()
        })
    }
}

/// A heading below the page's title.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Heading {
    /// 2 to 6.
    pub level: u8,
    /// Its text without markup.
    pub text: String,
    /// Its id on the page.
    pub anchor: String,
}

/// The plain text under one heading, for search.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Section {
    /// The heading's id; empty for the text before the first heading.
    pub anchor: String,
    /// The heading's text.
    pub heading: String,
    /// Running text.
    pub text: String,
    /// Code.
    pub code: String,
}

/// A piece of a page's body.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Block {
    /// Ready, filtered HTML.
    Html(String),
    /// A table of the catalogue; the number tells the tables of a page apart.
    Table {
        /// Which table.
        view: View,
        /// Which part of the catalogue.
        scope: Scope,
        /// Which table of its kind on the page, from 1.
        number: usize,
    },
    /// Scenarios and the models recommended for them.
    Scenarios {
        /// Only models of this part of the catalogue.
        scope: Scope,
    },
    /// When the models of a part of the catalogue came out.
    Timeline {
        /// Which part.
        scope: Scope,
    },
    /// A picture of ours; the number tells those of a page apart.
    Diagram {
        /// Which picture.
        diagram: Diagram,
        /// Which picture on the page, from 1.
        number: usize,
    },
}
