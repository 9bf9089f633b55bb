#![doc = include_str!("../ARCHITECTURE.md")]

// Domain: pure, for the server and the browser.
pub mod catalog;
pub mod locale;
pub mod page;
pub mod query;
pub mod route;
pub mod wire;

#[cfg(feature = "ssr")]
pub mod content;
