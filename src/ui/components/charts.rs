//! Pictures of the catalogue's numbers, drawn on the server as SVG.
//!
//! Each chart is a `<figure>` with a text alternative: a table of the same
//! numbers in a fold. Colours come from classes, so that dark mode and print
//! need no other picture; what can be opened is a link, so that the keyboard
//! reaches it.

pub(crate) mod axis;
mod calendar;
pub(crate) mod growth;
pub(crate) mod scatter;
pub(crate) mod step;
