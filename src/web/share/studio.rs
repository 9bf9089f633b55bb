//! Who draws pictures, and how many at once. Pages and comparisons have a line
//! of their own each: comparisons are more than anyone can count, and whoever
//! asks for them without end keeps neither pages from being drawn nor their
//! pictures from being kept.

use std::fmt::Display;
use std::sync::{Arc, Mutex, PoisonError};

use axum::body::Bytes;
use tokio::sync::Semaphore;

use crate::share::Picture;
use crate::web::share::shelf::Shelf;

const MIB: usize = 1024 * 1024;

/// Draws pictures and keeps them.
pub(crate) struct Studio {
    pages: Arc<Line>,
    comparisons: Arc<Line>,
}

/// Why no picture was drawn.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Refused {
    /// Too many wait already.
    Busy,
    /// The fault is ours, and logged.
    Failed,
}

/// Requests of one kind, drawn one after the other.
struct Line {
    /// One at a time: the work is the processor's.
    drawing: Arc<Semaphore>,
    /// Places for the one that is drawn and those that wait.
    places: Semaphore,
    shelf: Mutex<Shelf>,
}

impl Studio {
    /// At most two cores are used, 96 requests wait, and 32 MiB are kept.
    pub(crate) fn new() -> Self {
        Self { pages: Arc::new(Line::new(64, 28 * MIB)), comparisons: Arc::new(Line::new(32, 4 * MIB)) }
    }

    /// The picture as PNG, kept or drawn.
    pub(super) async fn draw(&self, picture: Picture) -> Result<Bytes, Refused> {
        let line = if picture.is_comparison { &self.comparisons } else { &self.pages };
        line.draw(picture.key, move || picture.draw()).await
    }
}

impl Line {
    fn new(places: usize, bytes: usize) -> Self {
        Self {
            drawing: Arc::new(Semaphore::new(1)),
            places: Semaphore::new(places),
            shelf: Mutex::new(Shelf::new(bytes)),
        }
    }

    fn kept(&self, key: u64) -> Option<Bytes> {
        self.shelf.lock().unwrap_or_else(PoisonError::into_inner).get(key)
    }

    /// What is kept under a key, or what `work` makes once it is its turn.
    async fn draw<E: Display + Send + 'static>(
        self: &Arc<Self>,
        key: u64,
        work: impl FnOnce() -> Result<Vec<u8>, E> + Send + 'static,
    ) -> Result<Bytes, Refused> {
        if let Some(kept) = self.kept(key) {
            return Ok(kept);
        }
        let _place = self.places.try_acquire().map_err(|_| Refused::Busy)?;
        let turn = self.drawing.clone().acquire_owned().await.map_err(|_| Refused::Failed)?;
        // Someone before us in the line may have asked for the same.
        if let Some(kept) = self.kept(key) {
            return Ok(kept);
        }
        let line = self.clone();
        // A client that leaves meanwhile does not give up its turn: the work goes
        // on, and what is drawn is kept.
        let drawn = tokio::task::spawn_blocking(move || {
            let drawn = work().map(Bytes::from);
            if let Ok(bytes) = &drawn {
                line.shelf.lock().unwrap_or_else(PoisonError::into_inner).put(key, bytes.clone());
            }
            drop(turn);
            drawn
        });
        let fault = match drawn.await {
            Ok(Ok(bytes)) => return Ok(bytes),
            Ok(Err(error)) => error.to_string(),
            Err(error) => error.to_string(),
        };
        tracing::error!(fault, "a share picture could not be drawn");
        Err(Refused::Failed)
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, Refused};
    use std::convert::Infallible;
    use std::sync::Arc;
    use std::sync::mpsc::channel;

    fn picture() -> Result<Vec<u8>, Infallible> {
        Ok(vec![7; 40_000])
    }

    #[tokio::test]
    async fn a_thousand_comparisons_keep_what_the_line_may_keep() {
        let line = Arc::new(Line::new(4, 1_000_000));
        for key in 0..1_000 {
            assert_eq!(line.draw(key, picture).await.map(|bytes| bytes.len()), Ok(40_000));
        }
        let kept = (0..1_000).filter(|key| line.kept(*key).is_some()).count();
        assert_eq!(kept, 24, "of 40 kB each in 1 MB");
    }

    #[tokio::test]
    async fn what_is_kept_is_not_drawn_again() {
        let line = Arc::new(Line::new(4, 1_000_000));
        line.draw(1, picture).await.expect("a picture");
        let again = line.draw(1, || -> Result<Vec<u8>, String> { panic!("drawn again") }).await;
        assert!(again.is_ok());
    }

    #[tokio::test]
    async fn a_full_line_refuses_at_once_and_recovers() {
        let line = Arc::new(Line::new(1, 1_000_000));
        let (begun, is_begun) = channel();
        let (go, may_go) = channel::<()>();
        let first = tokio::spawn({
            let line = line.clone();
            async move {
                line.draw(1, move || {
                    begun.send(()).ok();
                    may_go.recv().ok();
                    picture()
                })
                .await
            }
        });
        tokio::task::spawn_blocking(move || is_begun.recv()).await.expect("a thread").expect("a beginning");
        assert_eq!(line.draw(2, picture).await, Err(Refused::Busy));
        go.send(()).expect("someone waits");
        assert!(first.await.expect("an end").is_ok());
        assert!(line.draw(2, picture).await.is_ok());
    }

    #[tokio::test]
    async fn a_client_that_leaves_gives_up_its_place_and_its_picture_is_kept() {
        let line = Arc::new(Line::new(1, 1_000_000));
        let (go, may_go) = channel::<()>();
        let work = move || {
            may_go.recv().ok();
            picture()
        };
        let left = tokio::time::timeout(std::time::Duration::from_millis(50), line.draw(1, work)).await;
        assert!(left.is_err());
        go.send(()).expect("the work goes on");
        // Takes the place that was left, and its turn when the first is done.
        assert!(line.draw(2, picture).await.is_ok());
        assert!(line.kept(1).is_some());
    }

    #[tokio::test]
    async fn a_panic_and_an_error_fail_one_request_alone() {
        let line = Arc::new(Line::new(1, 1_000_000));
        let panicked = line.draw(1, || -> Result<Vec<u8>, String> { panic!("on purpose") }).await;
        assert_eq!(panicked, Err(Refused::Failed));
        assert_eq!(line.draw(1, || Err::<Vec<u8>, _>("none")).await, Err(Refused::Failed));
        assert!(line.draw(1, picture).await.is_ok());
    }
}
