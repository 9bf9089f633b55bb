//! Scripts, styles and other files, as the builder left them in a folder.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode, header};
use axum::routing::get;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;
use tower_http::set_header::SetResponseHeaderLayer;

use crate::locale::Locale;
use crate::route::File;
use crate::ui::shell::Assets;
use crate::web::cache::Policy;
use crate::web::encoding::Encoding;
use crate::web::error::plain;
use crate::web::kept::{Wants, Whole};
use crate::web::state::AppState;

/// Why the folder of scripts and styles cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum AssetError {
    /// It was not built.
    #[error("no scripts and styles in {0}: run `make build` first, or name their folder with --site")]
    Missing(PathBuf),
    /// Its manifest is damaged.
    #[error("{0} is damaged ({1}): run `make build` again")]
    Manifest(PathBuf, String),
    /// A file in it cannot be read.
    #[error("{0} cannot be read ({1}): mend its rights, or run `make build` again")]
    Unreadable(PathBuf, io::Error),
}

/// A folder of scripts and styles, checked and read.
pub struct SiteFolder {
    root: PathBuf,
    /// Files by the path they are served at.
    files: Vec<(String, Served)>,
    /// Whether all of `pkg/` is among them: only a manifest tells names that change
    /// with their contents.
    is_hashed: bool,
}

/// A file in memory, and its compressed copies, the smallest first.
type Served = Arc<[(Encoding, Whole)]>;

impl SiteFolder {
    /// Checks a folder, and reads the names in its manifest and all files. Without a
    /// manifest, the names are those `cargo leptos` gives.
    ///
    /// # Errors
    ///
    /// When the folder was not built, its manifest is damaged, or a file cannot be read.
    pub fn open(root: &Path) -> Result<(Self, Assets), AssetError> {
        let manifest = root.join("manifest.json");
        let names = match fs::read_to_string(&manifest) {
            Ok(text) => {
                let damaged =
                    |error: serde_json::Error| AssetError::Manifest(manifest.clone(), error.to_string());
                let map: HashMap<String, serde_json::Value> = serde_json::from_str(&text).map_err(damaged)?;
                map.into_iter().filter_map(|(name, value)| Some((name, value.as_str()?.to_owned()))).collect()
            }
            Err(_) if root.join("pkg").is_dir() => HashMap::new(),
            Err(_) => return Err(AssetError::Missing(root.to_owned())),
        };
        let name = |key: &str, usual: &str| format!("/{}", names.get(key).map_or(usual, String::as_str));
        let assets = Assets {
            style: name("reading.css", "pkg/model-atlas.css"),
            // `cargo leptos` makes one sheet of all.
            data_style: names.get("data.css").map(|path| format!("/{path}")),
            finding_style: names.get("finding.css").map(|path| format!("/{path}")),
            diagram_style: names.get("diagram.css").map(|path| format!("/{path}")),
            boot: name("boot.js", "boot.js"),
            search: name("search.js", "search.js"),
            tools: name("tools.js", "tools.js"),
            client: name("client.js", "pkg/model-atlas.js"),
            wasm: name("client.wasm", "pkg/model-atlas.wasm"),
        };
        let hashed: HashSet<String> = names.values().map(|path| format!("/{path}")).collect();
        let is_hashed = manifest.is_file();
        let mut paths = Vec::new();
        collect(root, "", &mut paths);
        paths.retain(|(path, _)| is_hashed || !path.starts_with("/pkg/"));
        let files = paths.into_iter().map(|(path, file)| {
            let policy = if hashed.contains(&path) { Policy::Forever } else { Policy::Short };
            Ok((path, read(&file, policy).map_err(|error| AssetError::Unreadable(file, error))?))
        });
        Ok((Self { root: root.to_owned(), files: files.collect::<Result<_, _>>()?, is_hashed }, assets))
    }

    /// Adds the folder's files to a router, but those that the site writes itself.
    pub(super) fn mount(&self, router: Router<AppState>) -> Router<AppState> {
        // Such as an older build left behind.
        let is_written = |path: &str| {
            let files = [File::Feed, File::Search, File::Manifest];
            let mut paths = files.iter().flat_map(|file| Locale::ALL.map(|locale| file.path(locale)));
            [File::SITEMAP, File::ROBOTS, File::SECURITY].contains(&path) || paths.any(|own| own == path)
        };
        let files = self.files.iter().filter(|(path, _)| !is_written(path));
        let router = files.fold(router, |router, (path, served)| {
            let served = served.clone();
            let send =
                move |method: Method, headers: HeaderMap| async move { send(&served, &method, &headers) };
            router.route(path, get(send))
        });
        if self.is_hashed {
            return router.route("/pkg/{*name}", get(missing));
        }
        // While developing, a style sheet changes under its name: from disk, each time.
        let asked = HeaderValue::from_static(Policy::Ask.header());
        let layer = SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, asked);
        let package = ServiceBuilder::new().layer(layer).service(ServeDir::new(self.root.join("pkg")));
        router.nest_service("/pkg", package)
    }
}

fn send(served: &[(Encoding, Whole)], method: &Method, headers: &HeaderMap) -> Response<Body> {
    let wants = Wants::read(method, headers);
    let chosen = wants.encoding(served.iter().map(|(encoding, _)| *encoding));
    // The last is the file as it is.
    match served.iter().find(|(encoding, _)| *encoding == chosen).or(served.last()) {
        Some((_, whole)) => whole.respond(&wants),
        None => plain(StatusCode::NOT_FOUND, MISSING),
    }
}

const MISSING: &str = "There is no such file; a newer version of the site may have replaced it.\n";

async fn missing() -> Response<Body> {
    plain(StatusCode::NOT_FOUND, MISSING)
}

/// Reads a file and its compressed copies.
fn read(file: &Path, policy: Policy) -> io::Result<Served> {
    let mut headers = HeaderMap::new();
    if let Ok(kind) = HeaderValue::from_str(&kind(file)) {
        headers.insert(header::CONTENT_TYPE, kind);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(policy.header()));
    let whole = Whole::new(StatusCode::OK, headers, fs::read(file)?.into());
    let copy = |ending: &str| {
        let mut name = file.as_os_str().to_owned();
        name.push(ending);
        fs::read(name).ok().map(Bytes::from)
    };
    let copies = [(Encoding::Brotli, copy(".br")), (Encoding::Gzip, copy(".gz"))];
    let copies: Vec<_> =
        copies.into_iter().filter_map(|(encoding, bytes)| Some((encoding, bytes?))).collect();
    let whole = if copies.is_empty() { whole } else { whole.varying() };
    let copies = copies.into_iter().map(|(encoding, bytes)| (encoding, whole.stored(encoding, bytes)));
    let mut served: Vec<_> = copies.collect();
    served.push((Encoding::Identity, whole));
    Ok(served.into())
}

/// The media type of a file, by its ending; texts of ours are UTF-8.
fn kind(file: &Path) -> String {
    let kind = mime_guess::from_path(file).first_or_octet_stream();
    let is_text = kind.type_() == "text" || kind.essence_str() == "image/svg+xml";
    if is_text { format!("{kind}; charset=utf-8") } else { kind.to_string() }
}

/// The files under a folder, except the manifest and compressed copies.
fn collect(folder: &Path, path: &str, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let skipped =
            name.starts_with('.') || name.contains(['{', '}']) || matches!(name.as_str(), "manifest.json");
        let compressed = name.ends_with(".br") || name.ends_with(".gz");
        if skipped || compressed {
            continue;
        }
        let path = format!("{path}/{name}");
        if entry.path().is_dir() {
            collect(&entry.path(), &path, files);
        } else {
            files.push((path, entry.path()));
        }
    }
}
