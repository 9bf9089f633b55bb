//! One file for each kind of page.

pub(super) mod catalog;
pub(super) mod document;
pub(super) mod home;
pub(super) mod missing;
pub(super) mod search;
