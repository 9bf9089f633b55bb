//! Compresses well what is asked for often, when nothing else needs the processor.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Weak};

use crate::web::kept::address::Key;
use crate::web::kept::{Answers, Whole};

/// Answers that wait. One that finds no place asks again with the next request.
const PLACES: usize = 4_096;

/// A thread that compresses, one answer after the other, until all who could ask it
/// are gone.
#[derive(Clone)]
pub(crate) struct Press {
    jobs: SyncSender<Job>,
}

struct Job {
    answers: Weak<Answers>,
    key: Key,
}

impl Press {
    /// Starts the thread. Where none can be started, answers stay as they are.
    pub(crate) fn new() -> Self {
        let (jobs, waiting) = sync_channel(PLACES);
        let thread = std::thread::Builder::new().name("press".to_owned()).spawn(move || run(&waiting));
        if let Err(error) = thread {
            tracing::warn!(%error, "answers are not compressed well: no thread can be started");
        }
        Self { jobs }
    }

    /// Asks for a kept answer to be compressed well.
    pub(super) fn ask(&self, answers: &Arc<Answers>, key: Key, kept: &Whole) {
        if self.jobs.try_send(Job { answers: Arc::downgrade(answers), key }).is_ok() {
            kept.is_asked_for();
        }
    }
}

fn run(waiting: &Receiver<Job>) {
    stand_back();
    while let Ok(job) = waiting.recv() {
        // Of a snapshot that is gone, nothing is needed any more.
        if let Some(answers) = job.answers.upgrade() {
            let encoding = job.key.encoding();
            answers.improve(job.key, encoding);
        }
    }
}

/// Gives this thread the lowest priority: requests come first.
#[cfg(target_os = "linux")]
fn stand_back() {
    // Of this thread alone: Linux has priorities of threads.
    rustix::process::setpriority_process(None, 19).ok();
}

#[cfg(not(target_os = "linux"))]
fn stand_back() {}
