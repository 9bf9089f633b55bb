//! Flags and environment, checked once at start.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use crate::catalog::quantity::Date;
use crate::route::{NotAnOrigin, Origin};
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Model Atlas (模型图鉴): a bilingual, sourced field guide to large language
/// models. Without a command it serves the site.
#[derive(Parser, Debug)]
#[command(version, about, max_term_width = 100)]
pub struct Cli {
    /// Folder with pages/, catalog/, vocabulary/ and site.toml.
    #[arg(long, global = true, env = "MODEL_ATLAS_CONTENT", default_value = "content", value_name = "DIR")]
    pub content: PathBuf,
    /// What to log: error, warn, info, debug, trace, or per module as in
    /// `info,model_atlas::web=debug`.
    #[arg(long, global = true, env = "MODEL_ATLAS_LOG", default_value = "info", value_name = "LEVEL")]
    pub log: String,
    /// How to log: lines for people, or one JSON object a line.
    #[arg(
        long,
        global = true,
        env = "MODEL_ATLAS_LOG_FORMAT",
        value_enum,
        default_value_t = LogFormat::Text,
        value_name = "FORMAT"
    )]
    pub log_format: LogFormat,
    /// What to do.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Settings of the server.
    #[command(flatten)]
    pub serve: ServeArgs,
}

/// A way to write the log.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum LogFormat {
    /// Lines for people.
    Text,
    /// One JSON object a line.
    Json,
}

/// What the program can do.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Serve the site (the default).
    Serve,
    /// Check the content; exit code 0 only if there is no error.
    Check(CheckArgs),
    /// Serve the catalogue to an agent over standard input and output (MCP).
    Mcp,
    /// Measure how well search answers judged queries.
    Evaluate(EvaluateArgs),
    /// Compare a price list that others publish with the catalogue, and propose
    /// what would change. Exit code 0: nothing is proposed, or all of it was
    /// written; 1: the file has faults; 3: something is proposed and not written.
    Import(ImportArgs),
    /// Write the catalogue in a format that others read.
    Export(ExportArgs),
}

/// How the content is checked.
#[derive(Args, Clone, Debug)]
pub struct CheckArgs {
    /// How faults are printed: for people, as a JSON array, or as SARIF 2.1.0.
    #[arg(long, value_enum, default_value_t = Format::Human, value_name = "FORMAT")]
    pub format: Format,
    /// Print every warning; otherwise people are told the first three of a kind.
    #[arg(long)]
    pub all: bool,
}

/// A way to print faults.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum Format {
    /// With the line and a caret.
    Human,
    /// One array of objects.
    Json,
    /// SARIF 2.1.0, which code review reads.
    Sarif,
}

/// What search is measured with.
#[derive(Args, Clone, Debug)]
pub struct EvaluateArgs {
    /// Lines of class, query, gold addresses and, if wanted, the reader's language
    /// (zh, en), separated by tabs; several addresses separated by spaces.
    #[arg(long, value_name = "FILE")]
    pub queries: PathBuf,
    /// Also list the queries whose first result is not a right one.
    #[arg(long)]
    pub missed: bool,
}

/// What is compared with the catalogue, and whether it is written.
#[derive(Args, Clone, Debug)]
pub struct ImportArgs {
    /// The format of the file.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub from: ImportFormat,
    /// The file, as it was downloaded.
    #[arg(value_name = "FILE")]
    pub file: PathBuf,
    /// Change the catalogue's files. Old prices stay as history, facts that differ
    /// stand beside ours; comments and layout are kept. Needs --source-url.
    #[arg(long, requires = "source_url")]
    pub write: bool,
    /// Where the file was downloaded from, which the catalogue names as the source.
    #[arg(long, value_name = "URL")]
    pub source_url: Option<String>,
    /// The day the file is of; without it the day that the file gives, else today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
    /// Look at this seller only, by its name in the file; THEIRS=OURS also says
    /// which seller of the catalogue it is. Can be repeated.
    #[arg(long, value_name = "THEIRS[=OURS]")]
    pub provider: Vec<String>,
    /// Write prices of this model though they change more than tenfold, which is
    /// usually another unit and not another price. Can be repeated.
    #[arg(long, value_name = "MODEL")]
    pub accept_unit_changes: Vec<String>,
    /// How proposals are printed.
    #[arg(long, value_enum, default_value_t = ReportFormat::Human, value_name = "FORMAT")]
    pub format: ReportFormat,
}

/// A format that can be imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ImportFormat {
    /// api.json of models.dev.
    ModelsDev,
    /// model_prices_and_context_window.json of LiteLLM.
    Litellm,
    /// /api/v1/models of OpenRouter.
    Openrouter,
    /// current-v1.json or historical-v1.json of llm-prices.
    LlmPrices,
}

/// A way to print proposals.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ReportFormat {
    /// A readable difference.
    Human,
    /// One object.
    Json,
}

/// How the catalogue is written for others.
#[derive(Args, Clone, Debug)]
pub struct ExportArgs {
    /// The format to write.
    #[arg(long, value_enum, value_name = "FORMAT")]
    pub to: ExportFormat,
    /// The file to write; without it standard output.
    #[arg(value_name = "FILE")]
    pub file: Option<PathBuf>,
    /// The day whose prices are written; without it today.
    #[arg(long, value_name = "YYYY-MM-DD")]
    pub as_of: Option<Date>,
}

/// A format that can be exported.
#[derive(Clone, Copy, PartialEq, Eq, Debug, ValueEnum)]
pub enum ExportFormat {
    /// As api.json of models.dev: what is sold, in US dollars per million tokens.
    ModelsDev,
    /// As LiteLLM's price list: what is sold, in US dollars per token.
    Litellm,
    /// As historical-v1.json of llm-prices: all prices in US dollars.
    LlmPrices,
    /// A row for each price, present and past.
    Csv,
    /// Everything, with the source of each value.
    Json,
}

/// Settings of the server.
#[derive(Args, Clone, Debug)]
pub struct ServeArgs {
    /// Address to listen on.
    #[arg(
        long,
        global = true,
        env = "MODEL_ATLAS_ADDR",
        default_value = "127.0.0.1:3000",
        value_name = "IP:PORT"
    )]
    pub addr: SocketAddr,
    /// Where the public finds the site, for feeds, site maps and previews; without
    /// it the address it listens on.
    #[arg(long, global = true, env = "MODEL_ATLAS_URL", value_name = "URL")]
    pub url: Option<Origin>,
    /// Folder with the built scripts and styles; found by itself beside the
    /// program or in target/.
    #[arg(long, global = true, env = "MODEL_ATLAS_SITE", value_name = "DIR")]
    pub site: Option<PathBuf>,
    /// Address of /metrics (Prometheus), with /healthz and /readyz beside it; `off`
    /// for none.
    #[arg(
        long,
        global = true,
        env = "MODEL_ATLAS_METRICS",
        default_value = "127.0.0.1:9464",
        value_name = "IP:PORT"
    )]
    pub metrics: MetricsAddress,
    /// The most connections at a time; one more is answered with 503.
    #[arg(
        long,
        global = true,
        env = "MODEL_ATLAS_MAX_CONNECTIONS",
        default_value_t = 1024,
        value_parser = clap::value_parser!(u32).range(1..=100_000),
        value_name = "NUMBER"
    )]
    pub max_connections: u32,
    /// After SIGTERM, go on taking connections for so long (0 to 10) with /readyz at
    /// 503, so that load balancers turn away first.
    #[arg(
        long,
        global = true,
        env = "MODEL_ATLAS_LAME_DUCK",
        default_value = "2",
        value_parser = lame_duck,
        value_name = "SECONDS"
    )]
    pub lame_duck: Duration,
}

/// Where the metrics are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum MetricsAddress {
    /// Nowhere.
    Off,
    /// On a listener of their own.
    At(SocketAddr),
}

impl FromStr for MetricsAddress {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "off" => Ok(Self::Off),
            address => address
                .parse()
                .map(Self::At)
                .map_err(|_| "not an address; give IP:PORT such as 127.0.0.1:9464, or off".to_owned()),
        }
    }
}

/// The longest time between SIGTERM and the last connection taken.
const LONGEST_LAME_DUCK: f64 = 10.0;

fn lame_duck(text: &str) -> Result<Duration, String> {
    let seconds = text.parse().ok().filter(|seconds| (0.0..=LONGEST_LAME_DUCK).contains(seconds));
    seconds.map(Duration::from_secs_f64).ok_or_else(|| "give seconds from 0 to 10".to_owned())
}

impl ServeArgs {
    /// Scheme and host of the public site.
    ///
    /// # Errors
    ///
    /// Never for an address the program can listen on.
    pub fn origin(&self) -> Result<Origin, NotAnOrigin> {
        self.url.clone().map_or_else(|| format!("http://{}", self.addr).parse(), Ok)
    }

    /// The folder of scripts and styles.
    pub fn site_folder(&self) -> PathBuf {
        let beside = || Some(std::env::current_exe().ok()?.parent()?.join("site"));
        // `cargo leptos` says where it builds.
        let leptos = std::env::var_os("LEPTOS_SITE_ROOT").map(PathBuf::from);
        let candidates = [leptos, Some(PathBuf::from("target/site")), beside()];
        let found = || candidates.into_iter().flatten().find(|folder| has_manifest(folder));
        self.site.clone().or_else(found).unwrap_or_else(|| PathBuf::from("target/site"))
    }
}

fn has_manifest(folder: &Path) -> bool {
    folder.join("manifest.json").is_file() || folder.join("pkg").is_dir()
}
