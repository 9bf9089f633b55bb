//! `model-atlas serve`: reads the content, then listens until told to stop.

use std::future::IntoFuture;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::{Duration, Instant};

use anyhow::Context;
use tokio::net::TcpListener;

use crate::config::ServeArgs;
use crate::content::diagnostic::Severity;
use crate::snapshot::Snapshot;
use crate::web::{AppState, Live, Look, SiteFolder, router};

/// How long requests in flight may take once the process is asked to end.
const GRACE: Duration = Duration::from_secs(8);

pub(super) fn run(content: &Path, args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let (folder, assets) = SiteFolder::open(&args.site_folder())?;
    let before = Look::at(content);
    let (snapshot, faults) =
        Snapshot::build(content, super::today()).context("the search index cannot be built")?;
    let fatal: Vec<String> =
        faults.iter().filter(|f| f.severity == Severity::Fatal).map(ToString::to_string).collect();
    anyhow::ensure!(fatal.is_empty(), "the content cannot be served:\n{}", fatal.join("\n"));
    if !faults.is_empty() {
        tracing::warn!(faults = faults.len(), "the content has faults; run `model-atlas check` to see them");
    }
    let (pages, models) = (snapshot.site.pages.len(), snapshot.site.catalog.models.len());
    tracing::info!(pages, models, milliseconds = begun.elapsed().as_millis(), "content read and indexed");
    let state = AppState::new(snapshot, assets, args.origin()?);
    let app = router(state.clone(), &folder);
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(async {
        let listener = TcpListener::bind(args.addr).await.with_context(|| {
            format!("cannot listen on {}: is it taken? Name another with --addr", args.addr)
        })?;
        tracing::info!("listening on http://{}", listener.local_addr()?);
        follow(state, content.to_owned(), before);
        let (stopping, stopped) = tokio::sync::oneshot::channel();
        let server = axum::serve(listener, app).with_graceful_shutdown(async {
            stop_signal().await;
            // The receiver lives as long as this block.
            stopping.send(()).ok();
        });
        let patience = async {
            stopped.await.ok();
            tokio::time::sleep(GRACE).await;
        };
        tokio::select! {
            result = server.into_future() => result?,
            () = patience => tracing::warn!("clients were still connected; stopped without them"),
        }
        Ok(ExitCode::SUCCESS)
    })
}

/// Follows the content folder; a SIGHUP reads it again whether it changed or not.
fn follow(state: AppState, content: PathBuf, before: Look) {
    let (ask, asked) = std::sync::mpsc::channel();
    let live = Live::new(state, content, super::today, before);
    std::thread::spawn(move || live.follow(&asked));
    tokio::spawn(async move {
        #[cfg(unix)]
        if let Ok(mut requests) = tokio::signal::unix::signal(tokio::signal::unix::SignalKind::hangup()) {
            while requests.recv().await.is_some() {
                if ask.send(()).is_err() {
                    return;
                }
            }
        }
        // The sender lives as long as the server: without it nothing is followed.
        std::future::pending::<()>().await;
        drop(ask);
    });
}

/// Resolves when the process is asked to end.
async fn stop_signal() {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminate) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
            return;
        }
    }
    // Without a handler the process ends by itself; nothing to report here.
    drop(interrupt.await);
}
