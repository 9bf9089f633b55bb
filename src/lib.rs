// The types of views nest deeply.
#![recursion_limit = "256"]
#![doc = include_str!("../ARCHITECTURE.md")]

// Domain: pure, for the server and the browser.
pub mod catalog;
pub mod glossary;
pub mod html;
pub mod locale;
pub mod page;
pub mod query;
pub mod route;
#[cfg(any(feature = "ssr", feature = "hydrate"))]
pub mod ui;
pub mod wire;

#[cfg(feature = "ssr")]
pub mod api;
#[cfg(feature = "ssr")]
pub mod cli;
#[cfg(feature = "ssr")]
pub mod config;
#[cfg(feature = "ssr")]
pub mod content;
#[cfg(feature = "ssr")]
pub mod exchange;
#[cfg(feature = "ssr")]
pub mod mcp;
#[cfg(feature = "ssr")]
pub mod search;
#[cfg(feature = "ssr")]
pub mod share;
#[cfg(feature = "ssr")]
pub mod snapshot;
#[cfg(feature = "ssr")]
pub mod web;

#[cfg(feature = "hydrate")]
pub use ui::islands::seed::{enter, hydrate};
