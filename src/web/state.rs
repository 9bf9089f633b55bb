//! What handlers share.

use std::sync::Arc;

use arc_swap::{ArcSwap, ArcSwapOption};

use crate::route::Origin;
use crate::snapshot::Snapshot;
use crate::ui::shell::Assets;
use crate::web::kept::{Answers, Press};
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
            studio: Arc::new(Studio::new()),
            answers: Arc::new(ArcSwap::from_pointee(Answers::new(press.clone()))),
            press,
        }
    }

    /// Puts another snapshot in its place. Requests in flight finish with the old one.
    pub fn replace(&self, snapshot: Snapshot) {
        self.snapshot.store(Arc::new(snapshot));
        // After the snapshot: what is kept from here on was made of it or a later one.
        self.answers.store(Arc::new(Answers::new(self.press.clone())));
        self.refused.store(None);
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
