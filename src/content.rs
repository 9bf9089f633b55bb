//! From a content folder to pages and a catalogue:
//!
//! 1. [`settings`] reads `site.toml`.
//! 2. [`authored`] reads the catalogue's TOML and turns it into domain types.
//! 3. [`frontmatter`] and [`markdown`] read each page.
//! 4. [`links`] knows every address; links across languages resolve.
//! 5. [`embed`] turns directives into blocks of data.
//! 6. [`site`] joins all of it, and draws bodies on demand.
//! 7. [`check`] holds its parts against each other and reads the copy.
//!
//! Nothing here panics on content: what is wrong becomes a [`diagnostic`]
//! with file, line, column, a [`code`] and a remedy.

pub mod authored;
pub mod check;
pub mod code;
pub mod diagnostic;
pub mod embed;
mod file;
pub mod frontmatter;
pub mod links;
pub mod markdown;
pub mod settings;
pub mod site;

pub use check::check;
pub use site::{Site, load};
