//! Live content: the folder is looked at again and again; what changed is read,
//! and pages, tables and search are swapped together. What cannot be served
//! changes nothing: the last good snapshot stays, and the fault is told.
//!
//! Looked at, not subscribed to: the same code then sees folders that are
//! removed and put back, mounts, links, and file systems without events.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::{Duration, Instant, UNIX_EPOCH};

use walkdir::WalkDir;

use crate::catalog::quantity::Date;
use crate::content::diagnostic::Severity;
use crate::web::state::AppState;

/// How often the folder is looked at, at most.
const OFTEN: Duration = Duration::from_millis(250);
/// The share of time that looking may take: a large folder is looked at less often.
const SHARE: u32 = 20;
/// How long a change must rest before it is read: an editor may still be writing.
const REST: Duration = Duration::from_millis(60);
/// How long it is waited for that rest.
const PATIENCE: Duration = Duration::from_millis(400);

/// The parts of a content folder. One that was there and is gone is taken for an
/// accident, not for a wish to serve nothing.
const PARTS: [&str; 4] = ["pages/zh", "pages/en", "catalog", "vocabulary"];

/// A folder that is followed.
pub struct Live {
    state: AppState,
    folder: PathBuf,
    today: fn() -> Date,
    /// What the folder looked like when it was last read.
    seen: Look,
    /// The day that was last read for.
    day: Date,
    parts: BTreeSet<&'static str>,
}

/// What a folder looks like: another number when a file is written, added, removed,
/// renamed, linked elsewhere or made unreadable.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look(u64);

impl Live {
    /// Follows the folder that a state was built from. `before` is what it looked
    /// like before it was read: what changed meanwhile is then noticed.
    pub fn new(state: AppState, folder: PathBuf, today: fn() -> Date, before: Look) -> Self {
        let (parts, day) = (parts(&folder), state.snapshot().today);
        Self { state, folder, today, seen: before, day, parts }
    }

    /// Follows until the other end of `requests` is gone; a message there reads the
    /// folder again whether it changed or not.
    pub fn follow(mut self, requests: &Receiver<()>) {
        let mut wait = OFTEN;
        loop {
            let asked = match requests.recv_timeout(wait) {
                Ok(()) => true,
                Err(RecvTimeoutError::Timeout) => false,
                Err(RecvTimeoutError::Disconnected) => return,
            };
            let looking = self.turn(asked);
            wait = OFTEN.max(looking * SHARE).min(Duration::from_secs(30));
        }
    }

    /// Looks once, and reads if something changed, the day did, or it was asked to.
    /// Says how long the look took.
    fn turn(&mut self, asked: bool) -> Duration {
        let begun = Instant::now();
        let today = (self.today)();
        let mut now = Look::at(&self.folder);
        let looking = begun.elapsed();
        if now == self.seen && today == self.day && !asked {
            return looking;
        }
        let begun = Instant::now();
        while begun.elapsed() < PATIENCE {
            std::thread::sleep(REST);
            let later = Look::at(&self.folder);
            if later == now {
                break;
            }
            now = later;
        }
        (self.seen, self.day) = (now, today);
        self.read(today);
        looking
    }

    fn read(&mut self, today: Date) {
        let begun = Instant::now();
        let missing = self.parts.difference(&parts(&self.folder)).next().copied();
        if let Some(part) = missing {
            let gone = self.folder.join(part);
            return self.keep(format!(
                "{}: the folder is gone; put it back, or restart to serve without it",
                gone.display()
            ));
        }
        let current = self.state.snapshot();
        // A fault in the reader must not end the following.
        let read = catch_unwind(AssertUnwindSafe(|| current.rebuilt(&self.folder, today)));
        let (snapshot, faults) = match read {
            Ok(Ok(read)) => read,
            Ok(Err(error)) => return self.keep(format!("the search index cannot be built: {error}")),
            Err(_) => {
                return self.keep("the content could not be read: a fault of ours; see the log".to_owned());
            }
        };
        if let Some(fault) = faults.iter().find(|fault| fault.severity == Severity::Fatal) {
            return self.keep(fault.to_string());
        }
        let pages = snapshot.site.pages.len();
        self.parts = parts(&self.folder);
        if self.state.refused().is_some() {
            tracing::info!("the content is whole again");
        }
        self.state.replace(snapshot);
        tracing::info!(pages, milliseconds = begun.elapsed().as_millis(), "content read again");
    }

    fn keep(&self, fault: String) {
        tracing::error!("the content is served as it was: {fault}");
        self.state.refuse(fault);
    }
}

/// The parts that are there.
fn parts(folder: &Path) -> BTreeSet<&'static str> {
    PARTS.into_iter().filter(|part| folder.join(part).is_dir()).collect()
}

impl Look {
    /// Looks at a folder.
    pub fn at(folder: &Path) -> Self {
        let mut hasher = DefaultHasher::new();
        for entry in WalkDir::new(folder).follow_links(true).sort_by_file_name() {
            match entry {
                Ok(entry) => {
                    entry.path().hash(&mut hasher);
                    match entry.metadata() {
                        // A folder's own time changes with files that are no content.
                        Ok(meta) if meta.is_file() => of_file(&meta).hash(&mut hasher),
                        Ok(meta) => meta.is_dir().hash(&mut hasher),
                        Err(error) => error.to_string().hash(&mut hasher),
                    }
                }
                Err(error) => error.to_string().hash(&mut hasher),
            }
        }
        Self(hasher.finish())
    }
}

/// Size, times and rights of a file.
fn of_file(meta: &std::fs::Metadata) -> (u64, u128, [u64; 3]) {
    let written = meta.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    (meta.len(), written.map_or(0, |time| time.as_nanos()), of_inode(meta))
}

#[cfg(unix)]
fn of_inode(meta: &std::fs::Metadata) -> [u64; 3] {
    use std::os::unix::fs::MetadataExt;
    [meta.ino(), u64::from(meta.mode()), meta.ctime_nsec().unsigned_abs()]
}

#[cfg(not(unix))]
fn of_inode(_: &std::fs::Metadata) -> [u64; 3] {
    [0; 3]
}
