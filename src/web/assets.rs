//! Scripts, styles and other files, as the builder left them in a folder.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use axum::Router;
use axum::http::{HeaderValue, Response, header};
use tower::ServiceBuilder;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

use crate::locale::Locale;
use crate::route::File;
use crate::ui::shell::Assets;
use crate::web::cache::Policy;
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
}

/// A folder of scripts and styles, checked.
pub struct SiteFolder {
    root: PathBuf,
    /// Files beside `pkg/`, by the path they are served at.
    files: Vec<(String, PathBuf)>,
}

impl SiteFolder {
    /// Checks a folder and reads the names in its manifest. Without one, the
    /// names are those `cargo leptos` gives.
    ///
    /// # Errors
    ///
    /// When the folder was not built, or its manifest is damaged.
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
        let mut files = Vec::new();
        collect(root, "", &mut files);
        Ok((Self { root: root.to_owned(), files }, assets))
    }

    /// Adds the folder's files to a router, but those that the site writes itself.
    pub(super) fn mount(&self, router: Router<AppState>) -> Router<AppState> {
        let forever = |response: &Response<_>| {
            response.status().is_success().then(|| HeaderValue::from_static(Policy::Forever.header()))
        };
        let package = ServeDir::new(self.root.join("pkg")).precompressed_br().precompressed_gzip();
        let package = ServiceBuilder::new()
            .layer(SetResponseHeaderLayer::if_not_present(header::CACHE_CONTROL, forever))
            .service(package);
        // Such as an older build left behind.
        let is_written = |path: &str| {
            let files = [File::Feed, File::Search, File::Manifest];
            let mut paths = files.iter().flat_map(|file| Locale::ALL.map(|locale| file.path(locale)));
            [File::SITEMAP, File::ROBOTS, File::SECURITY].contains(&path) || paths.any(|own| own == path)
        };
        let files = self.files.iter().filter(|(path, _)| !is_written(path));
        files.fold(router.nest_service("/pkg", package), |router, (path, file)| {
            router.route_service(path, ServeFile::new(file).precompressed_br().precompressed_gzip())
        })
    }
}

/// The files under a folder, except packages, the manifest and compressed
/// copies.
fn collect(folder: &Path, path: &str, files: &mut Vec<(String, PathBuf)>) {
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let skipped =
            name.starts_with('.') || name.contains(['{', '}']) || matches!(name.as_str(), "manifest.json");
        let compressed = name.ends_with(".br") || name.ends_with(".gz");
        if skipped || compressed || (path.is_empty() && name == "pkg") {
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
