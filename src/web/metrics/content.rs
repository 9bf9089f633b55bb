//! What content is served, and since when.

use std::time::UNIX_EPOCH;

use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::web::state::AppState;

/// Gauges that are read off the site as it stands.
#[derive(Default)]
pub(super) struct Gauges {
    pages: Gauge,
    models: Gauge,
    generation: Gauge,
    read: Gauge,
    refused: Gauge,
}

impl Gauges {
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let gauges = Self::default();
        registry.register("content_pages", "Pages of the content that is served", gauges.pages.clone());
        registry.register("content_models", "Models of the content that is served", gauges.models.clone());
        registry.register(
            "content_generation",
            "How often the served content was replaced since the start, and one",
            gauges.generation.clone(),
        );
        registry.register(
            "content_read_timestamp_seconds",
            "When the content that is served was read, in seconds since 1970",
            gauges.read.clone(),
        );
        registry.register(
            "content_refused",
            "1 while what the content folder holds has a fault and older content is served",
            gauges.refused.clone(),
        );
        gauges
    }

    /// Reads the site as it stands.
    pub(super) fn read(&self, state: &AppState) {
        let (snapshot, read) = (state.snapshot(), state.read());
        let size = |length: usize| i64::try_from(length).unwrap_or(i64::MAX);
        self.pages.set(size(snapshot.site.pages.len()));
        self.models.set(size(snapshot.site.catalog.models.len()));
        self.generation.set(i64::try_from(read.generation).unwrap_or(i64::MAX));
        let since = read.clock.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        self.read.set(i64::try_from(since).unwrap_or(i64::MAX));
        self.refused.set(i64::from(state.refused().is_some()));
    }
}
