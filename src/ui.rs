//! What a reader sees. [`text`] and [`islands`] run on both sides; the rest
//! draws pages on the server.
//!
//! A page is drawn top-down: [`app`] picks the page for a route, [`pages`]
//! give its parts, [`shell`] puts the frame around them, [`components`] are
//! the parts pages share.

pub mod islands;
pub mod text;

#[cfg(feature = "ssr")]
pub mod app;
#[cfg(feature = "ssr")]
#[expect(unreachable_pub, reason = "Leptos' component macro makes a public function of every component")]
mod components;
#[cfg(feature = "ssr")]
pub mod head;
#[cfg(feature = "ssr")]
mod linked_data;
#[cfg(feature = "ssr")]
mod pages;
#[cfg(feature = "ssr")]
pub mod shell;
#[cfg(feature = "ssr")]
pub mod told;
