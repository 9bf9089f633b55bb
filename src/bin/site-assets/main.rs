//! Turns the compiled client, the style sheets and `public/` into the folder
//! that the server serves.
//!
//! 1. [`client`]: wasm-bindgen's wasm and JavaScript.
//! 2. [`style`]: four minified style sheets.
//! 3. [`script`]: `public/boot.js`, minified.
//! 4. [`site`]: hashed names, `.br` and `.gz`, `manifest.json`.
//!
//! A binary of its own, so that none of this is compiled into the server.

mod client;
mod script;
mod site;
mod style;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, bail};

use crate::site::{Site, Sizes};

const USAGE: &str = "\
Usage: site-assets [--wasm FILE] [--style FOLDER] [--public FOLDER] [--out FOLDER] [--fast]

  --wasm    the compiled client [target/wasm32-unknown-unknown/wasm-release/model_atlas.wasm]
  --style   the folder of style sheets             [style]
  --public  files served as they are, and boot.js [public]
  --out     where to write [target/site]
  --fast    for development: no minifying, quick compression
";

struct Options {
    wasm: PathBuf,
    style: PathBuf,
    public: PathBuf,
    out: PathBuf,
    fast: bool,
}

fn main() -> ExitCode {
    match options(std::env::args().skip(1)).and_then(|options| options.map_or(Ok(()), |o| run(&o))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // Nothing is left to be done if even this cannot be written.
            let _ = writeln!(io::stderr().lock(), "site-assets: {error:#}");
            ExitCode::FAILURE
        }
    }
}

/// Reads the command line; `None` when only help was asked for.
fn options(arguments: impl Iterator<Item = String>) -> Result<Option<Options>> {
    let mut options = Options {
        wasm: "target/wasm32-unknown-unknown/wasm-release/model_atlas.wasm".into(),
        style: "style".into(),
        public: "public".into(),
        out: "target/site".into(),
        fast: false,
    };
    let mut arguments = arguments;
    while let Some(flag) = arguments.next() {
        let target = match flag.as_str() {
            "--wasm" => &mut options.wasm,
            "--style" => &mut options.style,
            "--public" => &mut options.public,
            "--out" => &mut options.out,
            "--fast" => {
                options.fast = true;
                continue;
            }
            "--help" | "-h" => {
                io::stdout().lock().write_all(USAGE.as_bytes())?;
                return Ok(None);
            }
            other => bail!("unknown argument {other}: see site-assets --help"),
        };
        *target = arguments.next().with_context(|| format!("{flag} needs a path after it"))?.into();
    }
    Ok(Some(options))
}

/// Sheets of `style/`, each with what it imports.
const SHEETS: [&str; 4] = ["reading.css", "data.css", "finding.css", "diagram.css"];

/// Hand-written modules of `public/`, served under hashed names.
const SCRIPTS: [&str; 3] = ["boot.js", "search.js", "tools.js"];

fn run(options: &Options) -> Result<()> {
    let client = client::build(&options.wasm, options.fast)?;
    let sheets = SHEETS.map(|name| Ok((name, style::build(&options.style.join(name), options.fast)?)));
    let sheets = sheets.into_iter().collect::<Result<Vec<_>>>()?;

    let scripts = SCRIPTS.map(|name| Ok((name, script(&options.public.join(name), options.fast)?)));
    let scripts = scripts.into_iter().collect::<Result<Vec<_>>>()?;

    let mut site = Site::new(&options.out, options.fast)?;
    site.add_hashed("client.js", "model-atlas", client.js.as_bytes())?;
    site.add_hashed("client.wasm", "model-atlas", &client.wasm)?;
    for (name, text) in &sheets {
        site.add_hashed(name, name.trim_end_matches(".css"), text.as_bytes())?;
    }
    for (name, text) in &scripts {
        site.add_hashed(name, name.trim_end_matches(".js"), text.as_bytes())?;
    }
    site.add_public(&options.public, &SCRIPTS)?;
    site.finish()?;
    table(&site)
}

/// A hand-written module, minified unless `fast`.
fn script(file: &Path, fast: bool) -> Result<String> {
    let source = fs::read_to_string(file)
        .with_context(|| format!("cannot read {}: it is part of the site", file.display()))?;
    if fast {
        return Ok(source);
    }
    script::minify(&source).with_context(|| format!("cannot minify {}", file.display()))
}

/// Prints what a reader downloads.
fn table(site: &Site) -> Result<()> {
    let mut out = io::stdout().lock();
    writeln!(out, "{:<24} {:>9} {:>9} {:>9}", "bytes", "raw", "gzip", "brotli")?;
    let mut row = |name: &str, sizes: Sizes| {
        writeln!(out, "{name:<24} {:>9} {:>9} {:>9}", sizes.raw, sizes.gzip, sizes.brotli)
    };
    let mut all = Sizes { raw: 0, gzip: 0, brotli: 0 };
    for (name, sizes) in &site.sizes {
        row(name, *sizes)?;
        all.raw += sizes.raw;
        all.gzip += sizes.gzip;
        all.brotli += sizes.brotli;
    }
    row("all", all)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::options;

    fn read(line: &str) -> anyhow::Result<Option<super::Options>> {
        options(line.split_whitespace().map(str::to_owned))
    }

    #[test]
    fn flags_override_the_defaults() {
        let options = read("--out o --fast --wasm w").expect("valid").expect("not help");
        assert_eq!((options.out.to_str(), options.wasm.to_str()), (Some("o"), Some("w")));
        assert!(options.fast && options.public.ends_with("public"));
    }

    #[test]
    fn a_wrong_command_line_says_what_is_wrong() {
        for (line, part) in [("--outt x", "unknown argument --outt"), ("--out", "--out needs a path")] {
            let error = read(line).err().expect(line).to_string();
            assert!(error.contains(part), "{error}");
        }
    }
}
