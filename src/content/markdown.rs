//! Markdown, in four steps:
//!
//! 1. [`prepare`] turns containers (`::: tip`) and directives (`::specs{…}`)
//!    into marks the parser steps over, and lets emphasis close beside Chinese
//!    punctuation.
//! 2. [`events`] parses with pulldown-cmark and settles line breaks between
//!    Han characters.
//! 3. [`outline`] reads headings, plain text and links: what navigation,
//!    search and `check` need of every page at start.
//! 4. [`render`] writes the HTML of one page, when it is first asked for:
//!    anchors, highlighted code, formulas, filtered raw HTML, and [`terms`] of
//!    the glossary where they first stand.
//!
//! [`portable`] writes a page as Markdown that stands alone.
//!
//! Beside them, [`runs`] tells `check` where each character a reader sees stands.

mod anchor;
mod cjk;
mod code;
mod container;
mod events;
mod math;
mod outline;
mod portable;
mod prepare;
mod render;
mod runs;
mod sanitize;
mod tags;
mod terms;

pub(super) use cjk::is_cjk_punctuation;
pub use outline::{Link, Outline, Unread, outline};
pub use portable::portable;
pub use prepare::Directive;
pub use render::{Rendered, render};
pub use runs::{Run, Runs, runs};
pub use terms::Terms;
