//! Parts that pages share.

pub(super) mod blocks;
pub(super) mod breadcrumbs;
pub(super) mod calculator;
pub(super) mod catalog_table;
pub(super) mod charts;
pub(super) mod contents;
pub(super) mod diagrams;
pub(super) mod marked;
pub(super) mod measures;
pub(super) mod money;
pub(super) mod navigation;
pub(super) mod neighbours;
pub(super) mod news;
pub(super) mod price_capability;
pub(super) mod provenance;
pub(super) mod rules;
pub(super) mod scenarios;
pub(super) mod search_form;
pub(super) mod source_mark;
pub(super) mod table_bar;
pub(super) mod timeline;
pub(super) mod unknown;
