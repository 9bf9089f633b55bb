//! Sites under test, and what they answer:
//! `ours().get("/en/llm/deepseek").is(200).says("DeepSeek")`.

use std::fs;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;
use std::time::{SystemTime, UNIX_EPOCH};

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, HeaderValue, Request};
use axum::{Router, http::Method};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use proptest::prelude::ProptestConfig;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::runtime::Runtime;
use tower::ServiceExt;

use model_atlas::catalog::quantity::Date;
use model_atlas::locale::Locale;
use model_atlas::route::{Place, Route};
use model_atlas::snapshot::Snapshot;
use model_atlas::web::{AppState, SiteFolder, operators, router};

/// What a browser escapes of an address before it asks for it.
const TYPED: &AsciiSet = &CONTROLS.add(b' ').add(b'"').add(b'<').add(b'>').add(b'`').add(b'{').add(b'}');

/// Where the sites under test say they are.
pub(crate) const ORIGIN: &str = "https://atlas.test";

/// Today in UTC.
pub(crate) fn today() -> Date {
    let seconds = SystemTime::now().duration_since(UNIX_EPOCH).expect("the clock is right").as_secs();
    Date::from_days_since_epoch(i64::try_from(seconds / 86_400).expect("a day"))
}

/// A file or folder of the repository.
pub(crate) fn repository(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// Our own content folder.
pub(crate) fn our_content() -> PathBuf {
    repository("content")
}

/// A folder kept for tests: `good`, `broken` or `site`.
pub(crate) fn fixture(name: &str) -> PathBuf {
    repository("src/tests/fixtures").join(name)
}

/// A copy of a fixture that a test may write to.
pub(crate) fn copy_of(name: &str) -> TempDir {
    let copy = TempDir::new().expect("a temporary folder");
    copy_folder(&fixture(name), copy.path());
    copy
}

/// Copies a folder into another.
pub(crate) fn copy_folder(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a fixture") {
        let entry = entry.expect("an entry").path();
        let target = to.join(entry.file_name().expect("a name"));
        if entry.is_dir() {
            copy_folder(&entry, &target);
        } else {
            fs::copy(&entry, &target).expect("a copied file");
        }
    }
}

/// How often a property is tried. Nothing is written beside the sources.
pub(crate) fn tries(cases: u32) -> ProptestConfig {
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// A content folder, served without a network.
pub(crate) struct Site {
    router: Router,
}

/// The site of our own content, read once for all tests.
pub(crate) fn ours() -> &'static Site {
    static OURS: OnceLock<Site> = OnceLock::new();
    OURS.get_or_init(|| Site::of(&our_content()))
}

/// The site of the `good` fixture.
pub(crate) fn small() -> &'static Site {
    static SMALL: OnceLock<Site> = OnceLock::new();
    SMALL.get_or_init(|| Site::of(&fixture("good")))
}

/// What runs asynchronous code in tests.
pub(crate) fn runtime() -> &'static Runtime {
    static RUNTIME: OnceLock<Runtime> = OnceLock::new();
    RUNTIME.get_or_init(|| Runtime::new().expect("a runtime"))
}

/// A content folder as handlers share it, with the scripts of the `site` fixture.
pub(crate) fn state_of(content: &Path) -> AppState {
    let (snapshot, _) = Snapshot::build(content, today()).expect("an index");
    state_with(snapshot)
}

/// A snapshot as handlers share it.
fn state_with(snapshot: Snapshot) -> AppState {
    let (_, assets) = SiteFolder::open(&fixture("site")).expect("scripts and styles");
    AppState::new(snapshot, assets, ORIGIN.parse().expect("an origin"))
}

impl Site {
    /// Serves a content folder with the scripts of the `site` fixture.
    pub(crate) fn of(content: &Path) -> Self {
        Self::serving(&state_of(content))
    }

    /// Serves a snapshot that the state may replace.
    pub(crate) fn with(snapshot: Snapshot) -> (Self, AppState) {
        let state = state_with(snapshot);
        (Self::serving(&state), state)
    }

    /// Serves a snapshot where the public finds it.
    pub(crate) fn at(snapshot: Snapshot, origin: &str) -> (Self, AppState) {
        let (folder, assets) = SiteFolder::open(&fixture("site")).expect("scripts and styles");
        let state = AppState::new(snapshot, assets, origin.parse().expect("an origin"));
        (Self { router: router(state.clone(), &folder) }, state)
    }

    /// Serves what a test has in its own hands.
    pub(crate) fn serving(state: &AppState) -> Self {
        let (folder, _) = SiteFolder::open(&fixture("site")).expect("scripts and styles");
        Self { router: router(state.clone(), &folder) }
    }

    /// Serves what operators ask.
    pub(crate) fn for_operators(state: &AppState) -> Self {
        Self { router: operators(state.clone()) }
    }

    /// All addresses, to be served by a server of the test's own.
    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    /// Listens on a port of this machine, for clients that need one, until the
    /// tests end. Gives its address without a path.
    pub(crate) fn listening(&self) -> String {
        let router = self.router.clone();
        let listener = runtime().block_on(TcpListener::bind("127.0.0.1:0")).expect("a port");
        let address = listener.local_addr().expect("an address");
        runtime().spawn(async move { axum::serve(listener, router).await });
        format!("http://{address}")
    }

    /// Opens an address as a browser does.
    pub(crate) fn get(&self, address: &str) -> Answer {
        self.ask(Method::GET, address, &[])
    }

    /// Sends a request with a method and headers.
    pub(crate) fn ask(&self, method: Method, address: &str, headers: &[(&str, &str)]) -> Answer {
        let typed = utf8_percent_encode(address, TYPED).to_string();
        let request = headers
            .iter()
            .fold(Request::builder(), |request, (name, value)| request.header(*name, *value))
            .method(method)
            .uri(&typed)
            .body(Body::empty())
            .expect("a request");
        runtime().block_on(async {
            let response = self.router.clone().oneshot(request).await.expect("an answer");
            let (head, body) = response.into_parts();
            let bytes = to_bytes(body, usize::MAX).await.expect("a whole answer").to_vec();
            let kind = head.headers.get("content-type").and_then(|kind| kind.to_str().ok());
            let is_text = kind.is_none_or(|kind| !kind.starts_with("image/"));
            let encoding = head.headers.get("content-encoding").filter(|_| !bytes.is_empty());
            let text = if is_text { decoded(encoding, &bytes) } else { Vec::new() };
            Answer {
                address: address.to_owned(),
                status: head.status.as_u16(),
                headers: head.headers,
                text: String::from_utf8(text).expect("an answer in UTF-8"),
                bytes,
            }
        })
    }
}

/// What a site answered.
pub(crate) struct Answer {
    pub(crate) address: String,
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    /// Empty of a picture.
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

/// The bytes that an encoding stands for.
fn decoded(encoding: Option<&HeaderValue>, bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    match encoding.map(HeaderValue::as_bytes) {
        None => out.extend_from_slice(bytes),
        Some(b"gzip") => {
            flate2::read::GzDecoder::new(bytes).read_to_end(&mut out).expect("gzip");
        }
        Some(b"zstd") => out = zstd::stream::decode_all(bytes).expect("zstd"),
        Some(b"br") => brotli::BrotliDecompress(&mut &*bytes, &mut out).expect("brotli"),
        other => panic!("an encoding of no name we know: {other:?}"),
    }
    out
}

impl Answer {
    /// Insists on a status.
    #[track_caller]
    pub(crate) fn is(self, status: u16) -> Self {
        assert_eq!(self.status, status, "{} answered: {:.300}", self.address, self.text);
        self
    }

    /// Insists on a text.
    #[track_caller]
    pub(crate) fn says(self, wanted: &str) -> Self {
        assert!(self.text.contains(wanted), "{} does not say `{wanted}`: {:.3000}", self.address, self.text);
        self
    }

    /// Insists that a text is absent.
    #[track_caller]
    pub(crate) fn omits(self, unwanted: &str) -> Self {
        assert!(!self.text.contains(unwanted), "{} says `{unwanted}`", self.address);
        self
    }

    /// A header, empty when it is absent.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().expect("a readable header"))
    }
}

/// Every address of our own site that is drawn: all pages, both languages.
pub(crate) fn our_addresses() -> Vec<(Locale, String)> {
    let (site, _) = model_atlas::content::load(&our_content(), today());
    let pages = site.pages.iter().map(|page| (page.locale, Route::page(page.locale, &page.slug).path()));
    let built_in = Locale::ALL.into_iter().flat_map(|locale| {
        [
            "models",
            "pricing",
            "benchmarks",
            "scenarios",
            "compare",
            "updates",
            "calculators/cost",
            "calculators/memory",
            "search",
            "glossary",
            "api",
        ]
        .map(|slug| (locale, Route::page(locale, slug).path()))
    });
    let scenarios = site.catalog.scenarios.iter().map(|scenario| Place::Scenario(scenario.id.0.clone()));
    let scenarios: Vec<Place> = scenarios.chain([Place::Scenarios]).collect();
    let scenarios = Locale::ALL.into_iter().flat_map(|locale| {
        let path = move |place: &Place| (locale, Route::new(locale, place.clone()).path());
        scenarios.iter().map(path).collect::<Vec<_>>()
    });
    pages.chain(built_in).chain(scenarios).collect()
}
