//! `model-atlas serve`: reads the content, then listens until told to stop.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use tokio::net::TcpListener;
use tokio::sync::watch;

use crate::cli::stopping::{self, Signals};
use crate::config::{MetricsAddress, ServeArgs};
use crate::web::{AppState, Limits, Live, Look, Metrics, Server, SiteFolder, operators, router};

/// Connections to the metrics at a time.
const OPERATORS: usize = 64;
/// Files that are open beside connections: the system's own, assets that are read,
/// refusals under way, the content while it is read.
const OTHER_FILES: usize = 256;

pub(super) fn run(content: &Path, args: &ServeArgs) -> anyhow::Result<ExitCode> {
    let begun = Instant::now();
    let (folder, assets) = SiteFolder::open(&args.site_folder())?;
    let before = Look::at(content);
    let snapshot = super::served(content)?;
    let (pages, models) = (snapshot.site.pages.len(), snapshot.site.catalog.models.len());
    tracing::info!(pages, models, milliseconds = begun.elapsed().as_millis(), "content read and indexed");
    let limits = Limits { connections: args.max_connections.try_into()?, ..Limits::default() };
    allow_files(limits.connections);
    let state = AppState::new(snapshot, assets, args.origin()?).limited(limits);
    let app = router(state.clone(), &folder);
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let ended = runtime.block_on(async {
        let listener = TcpListener::bind(args.addr).await.with_context(|| {
            format!("cannot listen on {}: is it taken? Name another with --addr", args.addr)
        })?;
        let signals = Signals::listen().context("the system's signals cannot be received")?;
        tell_operators(args.metrics, &state).await;
        let (stop, stopped) = watch::channel(false);
        let server = Server::new(app, limits, state.metrics());
        tracing::info!("listening on http://{}", listener.local_addr()?);
        follow(state.clone(), content.to_owned(), before);
        let serving = tokio::spawn(server.run(listener, stopped));
        Ok(stopping::serve_until_told(serving, signals, args.lame_duck, &state, &stop).await)
    });
    // What still reads the content must not keep the process.
    runtime.shutdown_background();
    ended
}

/// Serves the metrics until the process ends. A site without them is better than none.
async fn tell_operators(address: MetricsAddress, state: &AppState) {
    let MetricsAddress::At(address) = address else {
        return;
    };
    let listener = match TcpListener::bind(address).await {
        Ok(listener) => listener,
        Err(fault) => {
            return tracing::warn!(
                "no metrics: cannot listen on {address} ({fault}); name another address with --metrics, or off"
            );
        }
    };
    let named = listener.local_addr().unwrap_or(address);
    tracing::info!("metrics at http://{named}/metrics");
    // Scrapes and probes; counted apart from what the public asks.
    let limits = Limits { connections: OPERATORS, ..Limits::default() };
    let server = Server::new(operators(state.clone()), limits, &Metrics::default());
    tokio::spawn(async move {
        let (_never, stopped) = watch::channel(false);
        server.run(listener, stopped).await;
    });
}

/// Sees to it that so many connections may be open, and says when they may not.
fn allow_files(connections: usize) {
    #[cfg(unix)]
    {
        let wanted = u64::try_from(connections + OTHER_FILES).unwrap_or(u64::MAX);
        match rlimit::increase_nofile_limit(wanted) {
            Ok(allowed) if allowed < wanted => tracing::warn!(
                allowed,
                wanted,
                "fewer files may be open than --max-connections needs; raise the limit (LimitNOFILE of \
                 systemd, ulimit -Hn) or lower --max-connections"
            ),
            Ok(_) => {}
            Err(fault) => tracing::warn!(%fault, "how many files may be open is not known"),
        }
    }
    #[cfg(not(unix))]
    let _ = connections;
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
