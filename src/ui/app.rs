//! From a request to a document: picks the page for a route and frames it.

use std::sync::Arc;

use leptos::prelude::*;

use crate::page::Page;
use crate::query::Query;
use crate::route::{Origin, Place, Route};
use crate::snapshot::Snapshot;
use crate::ui::pages::{
    api, catalog, compare, cost, document, glossary, home, memory, missing, model, scenarios, search, updates,
};
use crate::ui::shell::{Assets, Shell};

/// What a page is drawn from.
#[derive(Clone)]
pub struct Request {
    /// The site as it stands.
    pub snapshot: Arc<Snapshot>,
    /// Names of scripts and styles.
    pub assets: Arc<Assets>,
    /// The address.
    pub route: Route,
    /// What stands behind its `?`.
    pub query: Query,
    /// Where the public finds the site.
    pub origin: Origin,
}

/// What a page gives to the frame around it.
pub struct Frame {
    /// Its title.
    pub title: String,
    /// One sentence about it.
    pub description: String,
    /// Whether tables may take the width of the contents column too.
    pub wide: bool,
    /// Whether the navigation stands at the side.
    pub with_navigation: bool,
    /// Whether it holds diagrams, which have a style sheet of their own.
    pub diagrams: bool,
    /// The steps from the front page to it, where it shows them.
    pub trail: Option<Vec<(String, Option<String>)>>,
    /// Its contents.
    pub main: AnyView,
    /// Headings for the contents column.
    pub headings: Vec<crate::page::Heading>,
}

impl Frame {
    /// A page of text beside the navigation, without a contents column.
    pub fn new(title: impl Into<String>, description: impl Into<String>, main: AnyView) -> Self {
        let (title, description) = (title.into(), description.into());
        let headings = Vec::new();
        let (wide, with_navigation, diagrams, trail) = (false, true, false, None);
        Self { title, description, wide, with_navigation, diagrams, trail, main, headings }
    }
}

impl Request {
    /// Whether something is at the address.
    pub fn exists(&self) -> bool {
        self.snapshot.site.addresses.has(&self.route)
    }

    /// The page of the content folder at the address, unless the application draws
    /// its own there.
    pub fn written(&self) -> Option<&Page> {
        self.snapshot.site.written(&self.route)
    }
}

/// Draws the whole document.
#[component]
pub fn App(request: Request) -> impl IntoView {
    let frame = match &request.route.place {
        _ if let Some(page) = request.written() => document::page(&request, page),
        _ if !request.exists() => missing::page(&request),
        Place::Home => home::page(&request),
        Place::Models | Place::Pricing | Place::Benchmarks => catalog::page(&request),
        Place::Model(id) => model::page(&request, id),
        Place::Scenarios => scenarios::all(&request),
        Place::Scenario(id) => scenarios::one(&request, id),
        Place::Compare => compare::page(&request),
        Place::Updates => updates::page(&request),
        Place::Cost => cost::page(&request),
        Place::Memory => memory::page(&request),
        Place::Glossary => glossary::page(&request),
        Place::Api => api::page(&request),
        Place::Search => search::page(&request),
        Place::Page(_) => missing::page(&request),
    };
    view! { <Shell request frame /> }
}
