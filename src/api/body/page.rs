//! Pages of the content folder.

use serde::Serialize;
use utoipa::ToSchema;

use crate::locale::Locale;
use crate::page::Page;
use crate::route::Route;

/// A page, without its text.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(in crate::api) struct PageSummary {
    /// Its path without language: `llm/deepseek`.
    slug: String,
    /// Its language: `zh` or `en`.
    locale: &'static str,
    /// Its title.
    title: String,
    /// What it tells, in a sentence or two.
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    /// The group it stands in: `series`, `concepts`, `guides`.
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    /// Day its text was last revised.
    #[serde(skip_serializing_if = "Option::is_none")]
    updated: Option<String>,
    /// Minutes to read it.
    reading_minutes: u32,
    /// Where people read it.
    url: String,
    /// The same as Markdown.
    markdown_url: String,
}

/// A page with its text.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
pub(in crate::api) struct PageBody {
    /// What a list tells.
    #[serde(flatten)]
    pub(in crate::api) summary: PageSummary,
    /// Its headings below the title.
    headings: Vec<HeadingBody>,
    /// Its text as Markdown; tables of the catalogue are written out.
    markdown: String,
}

/// A heading.
#[derive(Serialize, ToSchema, Clone, PartialEq, Eq, Debug)]
struct HeadingBody {
    /// 2 to 6.
    level: u8,
    /// Its text.
    text: String,
    /// Its address on the page, behind `#`.
    anchor: String,
}

impl PageSummary {
    /// What a list tells of a page.
    pub(in crate::api) fn of(page: &Page) -> Self {
        let route = Route::page(page.locale, &page.slug);
        Self {
            slug: page.slug.clone(),
            locale: Locale::code(page.locale),
            title: page.title.clone(),
            description: page.description.clone(),
            category: page.category.clone(),
            updated: page.updated.map(|date| date.to_string()),
            reading_minutes: page.minutes,
            url: route.path(),
            markdown_url: route.markdown_path(),
        }
    }
}

impl PageBody {
    /// A page with its text.
    pub(in crate::api) fn of(page: &Page, markdown: String) -> Self {
        let heading = |heading: &crate::page::Heading| HeadingBody {
            level: heading.level,
            text: heading.text.clone(),
            anchor: heading.anchor.clone(),
        };
        Self {
            summary: PageSummary::of(page),
            headings: page.headings.iter().map(heading).collect(),
            markdown,
        }
    }
}
