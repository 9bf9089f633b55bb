//! What is counted of connections.

use prometheus_client::encoding::EncodeLabelSet;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;

use crate::web::metrics::Present;

/// Why a connection was cut.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(in crate::web) enum Cut {
    /// The head of a request did not come in time.
    Head,
    /// The client took nothing of its answer for too long.
    Write,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Reason {
    reason: &'static str,
}

/// Counters of connections.
pub(in crate::web) struct Connections {
    open: Gauge,
    refused: Counter,
    failed: Counter,
    cut: Family<Reason, Counter>,
}

impl Connections {
    pub(super) fn registered(registry: &mut Registry) -> Self {
        let (open, refused, failed, cut) =
            (Gauge::default(), Counter::default(), Counter::default(), Family::default());
        registry.register("connections_open", "Connections that are served", open.clone());
        registry.register(
            "connections_refused",
            "Connections beyond the most that are served",
            refused.clone(),
        );
        registry.register("connections_failed", "Connections that could not be taken", failed.clone());
        registry.register(
            "connections_cut",
            "Connections cut because their client was too slow",
            cut.clone(),
        );
        Self { open, refused, failed, cut }
    }

    /// A connection that is served for as long as this is kept.
    pub(in crate::web) fn opened(&self) -> Present {
        Present::count(&self.open)
    }

    /// A connection too many.
    pub(in crate::web) fn refused(&self) {
        self.refused.inc();
    }

    /// The system gave no connection.
    pub(in crate::web) fn failed(&self) {
        self.failed.inc();
    }

    /// A client was too slow.
    pub(in crate::web) fn cut(&self, cut: Cut) {
        let reason = match cut {
            Cut::Head => "head",
            Cut::Write => "write",
        };
        self.cut.get_or_create(&Reason { reason }).inc();
    }
}
