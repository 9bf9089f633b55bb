//! From the first signal to the end of the process:
//!
//! 1. `/readyz` answers 503 at once; connections are still taken for the lame-duck
//!    time, and answers ask clients to close.
//! 2. No more connections; requests in flight finish.
//! 3. After [`WHOLE`] it is over, whoever is still connected. A second signal
//!    ends it at any moment.

use std::io;
use std::process::ExitCode;
use std::time::Duration;

use tokio::sync::watch;
use tokio::task::JoinHandle;
use tokio::time::Instant;

use crate::web::AppState;

/// From the first signal to the end, at most: 15 s are promised, and a second is left
/// to the process itself.
const WHOLE: Duration = Duration::from_secs(14);

/// The signals that ask a process to end.
pub(super) struct Signals {
    #[cfg(unix)]
    terminate: tokio::signal::unix::Signal,
    #[cfg(unix)]
    interrupt: tokio::signal::unix::Signal,
}

/// Who asks.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Asked {
    /// A service manager: SIGTERM.
    ByService,
    /// A person: Ctrl-C.
    ByPerson,
}

impl Signals {
    /// From here on signals do not end the process by themselves.
    ///
    /// # Errors
    ///
    /// When the system does not allow it.
    pub(super) fn listen() -> io::Result<Self> {
        #[cfg(unix)]
        {
            use tokio::signal::unix::{SignalKind, signal};
            Ok(Self {
                terminate: signal(SignalKind::terminate())?,
                interrupt: signal(SignalKind::interrupt())?,
            })
        }
        #[cfg(not(unix))]
        Ok(Self {})
    }

    async fn next(&mut self) -> Asked {
        #[cfg(unix)]
        {
            tokio::select! {
                _ = self.terminate.recv() => Asked::ByService,
                _ = self.interrupt.recv() => Asked::ByPerson,
            }
        }
        #[cfg(not(unix))]
        {
            // Without a handler the process ends by itself; nothing to report here.
            drop(tokio::signal::ctrl_c().await);
            Asked::ByPerson
        }
    }
}

/// Waits for a signal, then ends the server in order.
pub(super) async fn serve_until_told(
    mut serving: JoinHandle<()>,
    mut signals: Signals,
    lame_duck: Duration,
    state: &AppState,
    stop: &watch::Sender<bool>,
) -> ExitCode {
    let asked = tokio::select! {
        asked = signals.next() => asked,
        _ = &mut serving => {
            tracing::error!("the server ended by itself; this is a fault of the program");
            return ExitCode::FAILURE;
        }
    };
    let end = Instant::now() + WHOLE;
    state.begin_stopping();
    // A person at a terminal has no load balancer to wait for.
    let lame_duck = if asked == Asked::ByService { lame_duck } else { Duration::ZERO };
    tracing::info!(seconds = lame_duck.as_secs_f64(), "asked to end; not ready any more");
    let in_order = async {
        tokio::time::sleep(lame_duck).await;
        tracing::info!("no more connections; requests in flight finish");
        stop.send_replace(true);
        tokio::time::timeout_at(end, &mut serving).await
    };
    tokio::select! {
        ended = in_order => {
            match ended {
                Ok(_) => tracing::info!("every connection is closed; ended"),
                Err(_) => tracing::warn!("clients were still connected; ended without them"),
            }
            ExitCode::SUCCESS
        }
        _ = signals.next() => {
            tracing::warn!("asked a second time; ended at once");
            ExitCode::FAILURE
        }
    }
}
