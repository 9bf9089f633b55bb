//! The style sheet: `style/main.css` with everything it imports, in one file.

use std::fmt::Display;
use std::path::Path;

use anyhow::{Result, anyhow, ensure};
use lightningcss::bundler::{BundleErrorKind, Bundler, FileProvider};
use lightningcss::error::Error;
use lightningcss::stylesheet::{MinifyOptions, ParserOptions, PrinterOptions};
use lightningcss::targets::{Browsers, Features, Targets};

/// Chrome 120, Firefox 121, Safari 17: all of them from December 2023 or before.
const BROWSERS: Browsers = Browsers {
    android: None,
    chrome: Some(120 << 16),
    edge: Some(120 << 16),
    firefox: Some(121 << 16),
    ie: None,
    ios_saf: Some(17 << 16),
    opera: None,
    safari: Some(17 << 16),
    samsung: None,
};

/// Bundles and, unless `fast`, minifies.
pub(crate) fn build(entry: &Path, fast: bool) -> Result<String> {
    ensure!(entry.is_file(), "{} is missing: create it, or name another entry with --style", entry.display());
    let targets = Targets {
        browsers: Some(BROWSERS),
        include: Features::empty(),
        // The fallback would double every colour; the authored sheet has its own.
        exclude: Features::LightDark,
    };
    let files = FileProvider::new();
    let mut sheet = Bundler::new(&files, None, ParserOptions::default()).bundle(entry).map_err(|error| {
        let error = match error {
            Error { kind: BundleErrorKind::ResolverError(kind), loc } => {
                Error { kind: format!("the import cannot be read: {kind}"), loc }
            }
            Error { kind, loc } => Error { kind: kind.to_string(), loc },
        };
        problem("read", &error)
    })?;
    if !fast {
        sheet
            .minify(MinifyOptions { targets, ..MinifyOptions::default() })
            .map_err(|error| problem("minify", &error))?;
    }
    let printed = sheet
        .to_css(PrinterOptions { minify: !fast, targets, ..PrinterOptions::default() })
        .map_err(|error| problem("print", &error))?;
    Ok(printed.code)
}

/// lightningcss counts lines from nought; readers and editors do not.
fn problem<T: Display>(verb: &str, error: &Error<T>) -> anyhow::Error {
    let kind = &error.kind;
    match &error.loc {
        Some(at) => anyhow!("cannot {verb} {}:{}:{}: {kind}", at.filename, at.line + 1, at.column),
        None => anyhow!("cannot {verb} the style sheet: {kind}"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::path::PathBuf;

    use super::build;

    fn sheet(name: &str, files: &[(&str, &str)]) -> PathBuf {
        let dir = std::env::temp_dir().join(format!("site-assets-style-{name}-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("a writable temporary directory");
        for (file, text) in files {
            fs::write(dir.join(file), text).expect("a writable file");
        }
        dir.join("main.css")
    }

    #[test]
    fn imports_become_one_sheet() {
        let entry = sheet(
            "imports",
            &[
                ("main.css", "@layer base, parts; @import './base.css' layer(base); p { margin: 0px }"),
                ("base.css", "/* note */ a { color: #ff0000; }"),
            ],
        );
        let css = build(&entry, false).expect("a valid sheet");
        assert_eq!(css.trim_end(), "@layer base{a{color:red}}@layer parts;p{margin:0}");
    }

    #[test]
    fn what_is_newer_than_the_targets_is_kept_as_written() {
        let entry = sheet("newer", &[(
            "main.css",
            ":root { color-scheme: light dark; --ink: light-dark(#1f2328, #ddd); color: light-dark(#000, #fff) }
             @view-transition { navigation: auto }
             p { text-autospace: normal; text-wrap: pretty; line-break: strict; text-spacing-trim: trim-start }
             ::view-transition-old(root) { animation: none }
             @starting-style { p { opacity: 0 } }
             @made-up thing { a: b }",
        )]);
        let css = build(&entry, false).expect("a valid sheet");
        for part in [
            "--ink:light-dark(#1f2328,#ddd)",
            "color:light-dark(#000,#fff)",
            "@view-transition{navigation:auto}",
            "text-autospace:normal",
            "text-spacing-trim:trim-start",
            "::view-transition-old(root)",
            "@starting-style{p{opacity:0}}",
            "@made-up thing",
        ] {
            assert!(css.contains(part), "{part} is missing from {css}");
        }
    }

    #[test]
    fn a_mistake_is_reported_with_its_place() {
        let entry = sheet("mistake", &[("main.css", "p { color: red }\n\n..q { color: red }")]);
        let error = build(&entry, false).expect_err("the sheet is broken").to_string();
        assert!(error.contains("main.css:3:2"), "{error}");
        fs::write(&entry, "\n@import 'gone.css';").expect("a writable file");
        let error = build(&entry, false).expect_err("there is no such import").to_string();
        assert!(error.contains("main.css:2:1: the import cannot be read"), "{error}");
        let missing = entry.with_file_name("none.css");
        let error = build(&missing, false).expect_err("there is no such sheet").to_string();
        assert!(error.contains("none.css is missing"), "{error}");
    }
}
