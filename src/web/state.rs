//! What handlers share.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Instant, SystemTime};

use arc_swap::{ArcSwap, ArcSwapOption};

use crate::route::Origin;
use crate::snapshot::Snapshot;
use crate::ui::shell::Assets;
use crate::web::kept::{Answers, Press};
use crate::web::limits::Limits;
use crate::web::metrics::Metrics;
use crate::web::share::Studio;

/// The site as it stands, and the names of its scripts.
#[derive(Clone)]
pub struct AppState {
    snapshot: Arc<ArcSwap<Snapshot>>,
    assets: Arc<Assets>,
    origin: Origin,
    refused: Arc<ArcSwapOption<String>>,
    studio: Arc<Studio>,
    answers: Arc<ArcSwap<Answers>>,
    press: Press,
    read: Arc<ArcSwap<Read>>,
    stopping: Arc<AtomicBool>,
    limits: Limits,
    metrics: Arc<Metrics>,
}

/// When the content that is served was read.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Read {
    /// On a clock that is never set.
    pub(crate) at: Instant,
    /// On the clock of the wall.
    pub(crate) clock: SystemTime,
    /// 1 at the start, one more with each replacement.
    pub(crate) generation: u64,
}

impl Read {
    fn now(generation: u64) -> Self {
        Self { at: Instant::now(), clock: SystemTime::now(), generation }
    }
}

impl AppState {
    /// Serves a snapshot with a set of scripts and styles; `origin` is where the
    /// public finds it.
    pub fn new(snapshot: Snapshot, assets: Assets, origin: Origin) -> Self {
        let press = Press::new();
        Self {
            snapshot: Arc::new(ArcSwap::from_pointee(snapshot)),
            assets: Arc::new(assets),
            origin,
            refused: Arc::default(),
            read: Arc::new(ArcSwap::from_pointee(Read::now(1))),
            stopping: Arc::default(),
            limits: Limits::default(),
            metrics: Arc::default(),
            studio: Arc::new(Studio::new()),
            answers: Arc::new(ArcSwap::from_pointee(Answers::new(press.clone()))),
            press,
        }
    }

    /// Holds clients to other limits than the usual.
    #[must_use]
    pub const fn limited(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Puts another snapshot in its place. Requests in flight finish with the old one.
    pub fn replace(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
        // After the snapshot: what is kept from here on was made of it or a later one.
        self.answers.store(Arc::new(Answers::new(self.press.clone())));
        self.refused.store(None);
        self.read.rcu(|read| Read::now(read.generation + 1));
    }

    /// Notes why what the content folder holds now is not served: the last good
    /// snapshot stays until the fault is mended.
    pub fn refuse(&self, fault: String) {
        self.refused.store(Some(Arc::new(fault)));
    }

    /// Why the folder's present content is not served, with file and line; `None`
    /// when what is served is what the folder holds.
    pub fn refused(&self) -> Option<Arc<String>> {
        self.refused.load_full()
    }

    /// Says that the process is about to end: it is not ready any more, though it
    /// still answers.
    pub fn begin_stopping(&self) {
        self.stopping.store(true, Ordering::Relaxed);
    }

    /// Whether the process is about to end.
    pub fn is_stopping(&self) -> bool {
        self.stopping.load(Ordering::Relaxed)
    }

    /// What clients are held to.
    pub const fn limits(&self) -> Limits {
        self.limits
    }

    /// What the server counts.
    pub fn metrics(&self) -> &Metrics {
        &self.metrics
    }

    /// When the content that is served was read.
    pub(crate) fn read(&self) -> Read {
        **self.read.load()
    }

    /// The site, whatever it will be replaced by.
    pub(crate) fn snapshots(&self) -> Arc<ArcSwap<Snapshot>> {
        self.snapshot.clone()
    }

    /// The site as it stands; the same for all of one request.
    pub(crate) fn snapshot(&self) -> Arc<Snapshot> {
        self.snapshot.load_full()
    }

    /// Where the public finds the site.
    pub(crate) fn origin(&self) -> Origin {
        self.origin.clone()
    }

    /// What was answered from the site as it stands. Load it before the snapshot.
    pub(crate) fn answers(&self) -> Arc<Answers> {
        self.answers.load_full()
    }

    /// Who draws share pictures.
    pub(crate) fn studio(&self) -> Arc<Studio> {
        self.studio.clone()
    }

    /// Names of scripts and styles.
    pub(crate) fn assets(&self) -> Arc<Assets> {
        self.assets.clone()
    }
}
