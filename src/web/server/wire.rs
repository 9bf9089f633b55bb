//! A connection's bytes, with the time in mind: it knows whether the client owes a
//! request, the rest of one, or to take an answer, and cuts it when that does not
//! come in time.

use std::io::{self, IoSlice};
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::task::{Context, Poll, ready};
use std::time::Duration;

use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};
use tokio::net::TcpStream;
use tokio::time::{Instant, Sleep, sleep_until};

use crate::web::limits::Limits;
use crate::web::metrics::{Connections, Cut};

/// How long to hear a client out after the last byte, and how much of it.
const LINGER: Duration = Duration::from_secs(1);
const LINGER_BYTES: usize = 256 * 1024;

/// What is going on between client and server.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Stage {
    /// The client owes the head of a request, from its beginning or its middle.
    Head,
    /// We owe an answer.
    Busy,
    /// Nobody owes anything.
    Idle,
}

/// The stage of a connection, shared by its wire and its service. Counts how often
/// it changed, so that an old time limit never holds for a new stage.
#[derive(Default)]
pub(super) struct Phase(AtomicU32);

impl Phase {
    /// A request is being answered.
    pub(super) fn busy(&self) {
        self.become_stage(Stage::Busy);
    }

    /// It has been answered.
    pub(super) fn idle(&self) {
        self.become_stage(Stage::Idle);
    }

    /// Whether the connection ever carried a request.
    pub(super) fn has_served(&self) -> bool {
        self.0.load(Ordering::Relaxed) > 3
    }

    fn heard(&self) {
        if self.now().1 == Stage::Idle {
            self.become_stage(Stage::Head);
        }
    }

    /// Number of the stage since the start, and the stage.
    fn now(&self) -> (u32, Stage) {
        let word = self.0.load(Ordering::Relaxed);
        let stage = match word & 3 {
            0 => Stage::Head,
            1 => Stage::Busy,
            _ => Stage::Idle,
        };
        (word >> 2, stage)
    }

    /// One task drives a connection, so nobody changes it in between.
    fn become_stage(&self, stage: Stage) {
        let next = (self.now().0 + 1) & (u32::MAX >> 2);
        self.0.store((next.max(1) << 2) | stage as u32, Ordering::Relaxed);
    }
}

/// A time limit that begins when it is first asked about.
#[derive(Default)]
struct Deadline {
    sleep: Option<Pin<Box<Sleep>>>,
    /// What it holds for; `None` while nothing is waited for.
    holds_for: Option<u32>,
}

impl Deadline {
    /// Ready when `limit` is over since the first call with this `what`.
    fn poll(&mut self, what: u32, limit: Duration, context: &mut Context<'_>) -> Poll<()> {
        if self.holds_for != Some(what) {
            self.holds_for = Some(what);
            let end = Instant::now() + limit;
            match &mut self.sleep {
                Some(sleep) => sleep.as_mut().reset(end),
                none => *none = Some(Box::pin(sleep_until(end))),
            }
        }
        self.sleep.as_mut().map_or(Poll::Pending, |sleep| sleep.as_mut().poll(context))
    }
}

/// The bytes of a connection.
pub(super) struct Wire {
    stream: TcpStream,
    phase: Arc<Phase>,
    limits: Limits,
    counts: Arc<Connections>,
    reading: Deadline,
    writing: Deadline,
    /// The client said all it will say, or is gone.
    is_over: bool,
    /// Bytes heard since our side was closed; `None` while it is open.
    lingered: Option<usize>,
}

impl Wire {
    pub(super) fn new(
        stream: TcpStream,
        phase: Arc<Phase>,
        limits: Limits,
        counts: Arc<Connections>,
    ) -> Self {
        let (reading, writing) = (Deadline::default(), Deadline::default());
        Self { stream, phase, limits, counts, reading, writing, is_over: false, lingered: None }
    }

    /// Whether the client has yet to take what was sent to it.
    const fn is_unread(&self) -> bool {
        self.writing.holds_for.is_some()
    }

    /// Fails once the client took nothing for too long.
    fn paced<T>(&mut self, wrote: Poll<io::Result<T>>, context: &mut Context<'_>) -> Poll<io::Result<T>> {
        if wrote.is_ready() {
            if self.is_unread() {
                self.writing.holds_for = None;
                // Its time to ask again begins now, and nobody else would look.
                context.waker().wake_by_ref();
            }
            return wrote;
        }
        ready!(self.writing.poll(0, self.limits.write, context));
        self.counts.cut(Cut::Write);
        // Otherwise the system would go on holding what the client does not take.
        self.stream.set_zero_linger().ok();
        Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
    }

    /// Hears the client out for a moment. To close while there are bytes unread
    /// would make the system take back what was just sent.
    fn linger(&mut self, context: &mut Context<'_>) -> Poll<()> {
        let mut unheard = [0; 4096];
        while !self.is_over && self.lingered.is_some_and(|bytes| bytes < LINGER_BYTES) {
            let mut buffer = ReadBuf::new(&mut unheard);
            match Pin::new(&mut self.stream).poll_read(context, &mut buffer) {
                Poll::Pending => return self.writing.poll(1, LINGER, context),
                Poll::Ready(Ok(())) if !buffer.filled().is_empty() => {
                    self.lingered = self.lingered.map(|bytes| bytes + buffer.filled().len());
                }
                Poll::Ready(_) => self.is_over = true,
            }
        }
        Poll::Ready(())
    }
}

impl AsyncRead for Wire {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        buffer: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let this = &mut *self;
        let before = buffer.filled().len();
        if let Poll::Ready(read) = Pin::new(&mut this.stream).poll_read(context, buffer) {
            match &read {
                Ok(()) if buffer.filled().len() > before => this.phase.heard(),
                _ => this.is_over = true,
            }
            return Poll::Ready(read);
        }
        if this.is_unread() {
            this.reading.holds_for = None;
            return Poll::Pending;
        }
        let (number, stage) = this.phase.now();
        match stage {
            // The body of a request and the answer have limits of their own.
            Stage::Busy => Poll::Pending,
            Stage::Head => {
                ready!(this.reading.poll(number, this.limits.head, context));
                this.counts.cut(Cut::Head);
                Poll::Ready(Err(io::ErrorKind::TimedOut.into()))
            }
            Stage::Idle => {
                ready!(this.reading.poll(number, this.limits.idle, context));
                // As if the client had closed: the ordinary end.
                Poll::Ready(Ok(()))
            }
        }
    }
}

impl AsyncWrite for Wire {
    fn poll_write(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        bytes: &[u8],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write(context, bytes);
        self.paced(wrote, context)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        parts: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        let wrote = Pin::new(&mut self.stream).poll_write_vectored(context, parts);
        self.paced(wrote, context)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.stream).poll_flush(context)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<()>> {
        let this = &mut *self;
        if this.lingered.is_none() {
            // A client that is gone cannot be told; there is nothing left to do.
            ready!(Pin::new(&mut this.stream).poll_shutdown(context))?;
            this.lingered = Some(0);
        }
        this.linger(context).map(Ok)
    }
}

#[cfg(test)]
mod tests {
    use super::{Phase, Stage};

    #[test]
    fn a_stage_is_never_taken_for_an_earlier_one_of_its_kind() {
        let phase = Phase::default();
        assert_eq!(phase.now(), (0, Stage::Head));
        assert!(!phase.has_served());
        phase.heard();
        assert_eq!(phase.now(), (0, Stage::Head), "more of the same head changes nothing");
        phase.busy();
        assert!(phase.has_served());
        phase.idle();
        let (idle, stage) = phase.now();
        assert_eq!(stage, Stage::Idle);
        phase.heard();
        phase.busy();
        phase.heard();
        assert_eq!(phase.now().1, Stage::Busy, "a body is no head");
        phase.idle();
        assert_ne!(phase.now().0, idle);
    }
}
