//! What the server counts, as Prometheus reads it. Labels come from fixed lists,
//! so no client can make their number grow.

mod class;
mod connections;
mod content;
mod process;

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::State;
use axum::http::{HeaderValue, Method, Response, StatusCode, header};
use axum::routing::get;
use prometheus_client::encoding::{EncodeLabelSet, prometheus_text};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::Registry;

use crate::web::error::plain;
use crate::web::health;
use crate::web::state::AppState;
pub(crate) use class::Class;
pub(super) use connections::{Connections, Cut};

/// Bounds of the histogram's buckets, in seconds: a cached page to the limit of
/// an answer.
const BUCKETS: [f64; 13] = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 15.0];

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Answered {
    class: &'static str,
    method: &'static str,
    status: u16,
}

#[derive(Clone, PartialEq, Eq, Hash, Debug, EncodeLabelSet)]
struct Kind {
    class: &'static str,
}

/// The counters of one server.
pub struct Metrics {
    registry: Registry,
    requests: Family<Answered, Counter>,
    seconds: Family<Kind, Histogram>,
    bytes: Family<Kind, Counter>,
    in_flight: Gauge,
    connections: Arc<Connections>,
    content: content::Gauges,
    process: process::Gauges,
}

impl Default for Metrics {
    fn default() -> Self {
        let mut registry = Registry::default();
        let process = process::Gauges::registered(&mut registry);
        let own = registry.sub_registry_with_prefix("model_atlas");
        let requests = Family::default();
        let seconds = Family::new_with_constructor((|| Histogram::new(BUCKETS)) as fn() -> Histogram);
        let (bytes, in_flight) = (Family::default(), Gauge::default());
        own.register("http_requests", "Requests, by kind of address, method and status", requests.clone());
        own.register(
            "http_request_duration_seconds",
            "Time from the head of a request to the head of its answer",
            seconds.clone(),
        );
        own.register("http_response_bytes", "Bytes of answers' bodies, as sent", bytes.clone());
        own.register("http_requests_in_flight", "Requests not yet answered whole", in_flight.clone());
        let connections = Arc::new(Connections::registered(own));
        let content = content::Gauges::registered(own);
        Self { registry, requests, seconds, bytes, in_flight, connections, content, process }
    }
}

/// Counts something up, and down again when it is dropped.
pub(super) struct Present(Gauge);

impl Present {
    pub(super) fn count(gauge: &Gauge) -> Self {
        gauge.inc();
        Self(gauge.clone())
    }
}

impl Drop for Present {
    fn drop(&mut self) {
        self.0.dec();
    }
}

impl Metrics {
    /// A request that is being answered.
    pub(super) fn enter(&self) -> Present {
        Present::count(&self.in_flight)
    }

    /// A request has its answer's head, after some time.
    pub(super) fn answered(&self, class: Class, took: Duration) {
        self.seconds.get_or_create(&Kind { class: class.name() }).observe(took.as_secs_f64());
    }

    /// A request is over.
    pub(super) fn finished(&self, class: Class, method: &Method, status: u16, bytes: u64) {
        let class = class.name();
        self.requests.get_or_create(&Answered { class, method: known(method), status }).inc();
        self.bytes.get_or_create(&Kind { class }).inc_by(bytes);
    }

    /// What is counted of connections.
    pub(super) fn connections(&self) -> Arc<Connections> {
        self.connections.clone()
    }

    /// Everything, in Prometheus' text format.
    fn text(&self, state: &AppState) -> Result<String, std::fmt::Error> {
        self.content.read(state);
        self.process.read();
        let mut text = String::new();
        prometheus_text::encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// A method by one of few names.
fn known(method: &Method) -> &'static str {
    match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::OPTIONS => "OPTIONS",
        _ => "other",
    }
}

/// What operators ask, on an address of its own: `/metrics`, `/healthz`, `/readyz`.
/// It answers when the public address is full, too.
pub fn operators(state: AppState) -> Router {
    Router::new().route("/metrics", get(metrics)).merge(health::routes()).with_state(state)
}

async fn metrics(State(state): State<AppState>) -> Response<Body> {
    let Ok(text) = state.metrics().text(&state) else {
        return plain(StatusCode::INTERNAL_SERVER_ERROR, "The metrics could not be written.\n");
    };
    let mut response = Response::new(Body::from(text));
    let kind = HeaderValue::from_static(prometheus_text::CONTENT_TYPE);
    response.headers_mut().insert(header::CONTENT_TYPE, kind);
    response
}
