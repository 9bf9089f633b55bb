//! One file for each kind of page.

pub(super) mod api;
pub(super) mod catalog;
pub(super) mod compare;
pub(super) mod cost;
pub(super) mod document;
pub(super) mod glossary;
pub(super) mod home;
pub(super) mod memory;
pub(super) mod missing;
pub(super) mod model;
pub(super) mod scenarios;
pub(super) mod search;
pub(super) mod updates;
