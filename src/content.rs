//! From a content folder to pages and a catalogue:
//!
//! 1. [`settings`] reads `site.toml`.
//! 2. [`authored`] reads the catalogue's TOML and turns it into domain types.
//! 3. [`frontmatter`] and [`markdown`] read each page.
//! 4. [`links`] knows every address; links across languages resolve.
//! 5. [`embed`] turns directives into blocks of data.
//! 6. [`site`] joins all of it, checks it, and draws bodies on demand.
//!
//! Nothing here panics on content: what is wrong becomes a [`diagnostic`]
//! with file, line, column and a remedy.

pub mod authored;
pub mod diagnostic;
pub mod embed;
pub mod frontmatter;
pub mod links;
pub mod markdown;
pub mod settings;
pub mod site;

pub use site::{Site, load};
