//! The rules of the house as functions on text: each returns what breaks it.
//! That every one of them can fail is shown at the end.

/// A room of the house. A path belongs to the longest room that heads it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Layer {
    Domain,
    Content,
    Exchange,
    Search,
    Snapshot,
    Islands,
    Programs,
    Share,
    Pages,
    Delivery,
    CommandLine,
}

use Layer::{
    CommandLine, Content, Delivery, Domain, Exchange, Islands, Pages, Programs, Search, Share, Snapshot,
};

/// Which module lies in which layer.
const MAP: [(&str, Layer); 22] = [
    ("locale", Domain),
    ("query", Domain),
    ("route", Domain),
    ("html", Domain),
    ("catalog", Domain),
    ("page", Domain),
    ("glossary", Domain),
    ("wire", Domain),
    ("content", Content),
    ("exchange", Exchange),
    ("search", Search),
    ("snapshot", Snapshot),
    ("api", Programs),
    ("ui::islands", Islands),
    ("ui::text", Islands),
    ("share", Share),
    ("ui", Pages),
    ("config", Delivery),
    ("mcp", Delivery),
    ("web", Delivery),
    ("cli", CommandLine),
    ("main", CommandLine),
];

impl Layer {
    /// What a layer may name besides itself.
    const fn below(self) -> &'static [Self] {
        match self {
            Domain => &[],
            Content | Search | Islands => &[Domain],
            Exchange => &[Domain, Content],
            Snapshot => &[Domain, Content, Search],
            Programs => &[Domain, Content, Search, Snapshot],
            Share => &[Domain, Content, Search, Snapshot, Islands],
            Pages => &[Domain, Content, Search, Snapshot, Programs, Islands, Share],
            Delivery => &[Domain, Content, Search, Snapshot, Programs, Islands, Share, Pages],
            CommandLine => {
                &[Domain, Content, Search, Snapshot, Programs, Islands, Share, Pages, Delivery, Exchange]
            }
        }
    }
}

/// The layer of a module path such as `ui::islands::table`.
pub(crate) fn layer(path: &str) -> Option<Layer> {
    MAP.iter()
        .find(|(room, _)| {
            path.strip_prefix(room).is_some_and(|rest| rest.is_empty() || rest.starts_with("::"))
        })
        .map(|(_, layer)| *layer)
}

/// The module of a file: `ui/islands/table.rs` is `ui::islands::table`.
pub(crate) fn module_of(file: &str) -> String {
    file.trim_end_matches(".rs").replace('/', "::")
}

/// Names of modules that point upwards, or to no known room.
pub(crate) fn upward_imports(module: &str, text: &str) -> Vec<String> {
    let Some(own) = layer(module) else {
        return vec![format!("{module} has no layer: give it one in src/tests/rules.rs")];
    };
    let allowed = |path: &String| match layer(path) {
        // Search takes documents; of the domain it knows languages alone.
        Some(Domain) if own == Search => layer(path) == Some(Domain) && path.starts_with("locale"),
        Some(other) => other == own || own.below().contains(&other),
        None => false,
    };
    let paths = named_modules(module, &code(without_tests(text))).into_iter().filter(|path| !allowed(path));
    paths.map(|path| format!("{module} ({own:?}) names {path} ({:?})", layer(&path))).collect()
}

/// Crates and parts of `std` that a pure module names.
pub(crate) fn impure_names(text: &str, foreign: &[String]) -> Vec<String> {
    let code = code(without_tests(text));
    let io = [
        "std::fs",
        "std::net",
        "std::env",
        "std::process",
        "std::io",
        "std::thread",
        "SystemTime",
        "Instant",
    ];
    let crates = foreign.iter().map(|name| format!("{name}::"));
    let named = io.into_iter().map(str::to_owned).chain(crates);
    named.filter(|name| places(&code, name).next().is_some()).collect()
}

/// Gates on features that stand on anything but a module or a re-export.
pub(crate) fn misplaced_gates(text: &str) -> Vec<String> {
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let is_gate = |line: &str| {
        let compact = line.replace(' ', "");
        !line.starts_with("//") && compact.contains("feature=\"") && compact.contains("cfg")
    };
    let gates = lines.iter().enumerate().filter(|(_, line)| is_gate(line));
    let misplaced = gates.filter(|(at, gate)| {
        let next = lines[at + 1..].iter().find(|line| !line.starts_with("#[") && !line.starts_with("//"));
        let fits = ["mod ", "pub mod ", "pub(crate) mod ", "pub use "];
        let on_module = next.is_some_and(|next| fits.iter().any(|start| next.starts_with(start)));
        !(gate.starts_with("#[cfg(") && on_module)
    });
    misplaced.map(|(at, line)| format!("line {}: {line}", at + 1)).collect()
}

/// Glob imports other than Leptos' and wasm-bindgen's preludes.
pub(crate) fn glob_imports(text: &str) -> Vec<String> {
    let code = code(text);
    let uses = code.split(';').filter_map(|part| {
        let start = places(part, "use ").next()?;
        Some(part[start..].split_whitespace().collect::<Vec<_>>().join(" "))
    });
    let fine = ["use leptos::prelude::*", "use wasm_bindgen::prelude::*"];
    uses.filter(|line| line.contains("*") && !fine.contains(&line.as_str())).collect()
}

/// Modules that are named after nothing.
pub(crate) fn is_nameless(file: &str) -> bool {
    let name = file.rsplit('/').next().unwrap_or(file).trim_end_matches(".rs");
    let folders = file.split('/').rev().skip(1);
    let mut names = std::iter::once(name).chain(folders);
    names.any(|name| ["util", "utils", "helper", "helpers", "misc", "common"].contains(&name))
}

/// Names at the top of the repository that have no business there.
pub(crate) fn strangers(files: &[String]) -> Vec<String> {
    const RESIDENTS: [&str; 12] = [
        "Cargo.toml",
        "Cargo.lock",
        "src",
        "content",
        "style",
        "public",
        "end2end",
        "benches",
        "README.md",
        "ARCHITECTURE.md",
        "LICENSE",
        "Makefile",
    ];
    let mut tops: Vec<String> =
        files.iter().map(|file| file.split('/').next().unwrap_or(file).to_owned()).collect();
    tops.sort();
    tops.dedup();
    tops.retain(|name| !name.starts_with('.') && !RESIDENTS.contains(&name.as_str()));
    tops
}

/// A file without its unit tests.
fn without_tests(text: &str) -> &str {
    text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(text)
}

/// A file's code: no comments, and strings emptied.
fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let quotes = ["'\"'", "'\\\"'", "'\\''"].into_iter().find(|quote| rest.starts_with(quote));
        let skipped = match c {
            '/' if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '/' if rest.starts_with("/*") => rest.find("*/").map_or(rest.len(), |end| end + 2),
            'r' if rest.starts_with("r#\"") => rest[3..].find("\"#").map_or(rest.len(), |end| end + 5),
            '"' => string_length(rest),
            _ => quotes.map_or(0, str::len),
        };
        if skipped == 0 {
            out.push(c);
        }
        rest = &rest[if skipped == 0 { c.len_utf8() } else { skipped }..];
    }
    out
}

/// The length of the string that a text begins with, quotes included.
fn string_length(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}

/// Where a name stands in code as a word of its own.
fn places<'a>(code: &'a str, name: &'a str) -> impl Iterator<Item = usize> + 'a {
    let is_part = |c: char| c.is_alphanumeric() || c == '_' || c == ':';
    let alone = move |at: &usize| !code[..*at].ends_with(is_part);
    code.match_indices(name).map(|(at, _)| at).filter(alone)
}

/// The modules of this crate that code names, from the crate's root.
fn named_modules(module: &str, code: &str) -> Vec<String> {
    let mut out = Vec::new();
    for at in places(code, "crate::") {
        expand("", &code[at + "crate::".len()..], &mut out);
    }
    for at in places(code, "super::") {
        let mut rest = &code[at..];
        let mut parts: Vec<&str> = module.split("::").collect();
        while let Some(after) = rest.strip_prefix("super::") {
            parts.pop();
            rest = after;
        }
        expand(&parts.join("::"), rest, &mut out);
    }
    out
}

/// Writes out `a::{b, c::d}` behind a base.
fn expand(base: &str, rest: &str, out: &mut Vec<String>) {
    let end = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
    let (name, after) = rest.split_at(end);
    let path = [base, name].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("::");
    match after.strip_prefix("::") {
        Some(more) => expand(&path, more, out),
        None if name.is_empty() && after.starts_with('{') => {
            for item in items(after) {
                expand(&path, item.trim(), out);
            }
        }
        None => out.push(path),
    }
}

/// The items between a brace and its partner.
fn items(text: &str) -> Vec<&str> {
    let mut items = Vec::new();
    let (mut depth, mut start) = (0, 1);
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 || (depth == 1 && c == ',') {
            items.push(&text[start..at]);
            start = at + 1;
        }
        if depth == 0 {
            break;
        }
    }
    items.retain(|item| !item.trim().is_empty());
    items
}

#[cfg(test)]
mod tests {
    use super::{glob_imports, impure_names, is_nameless, layer, misplaced_gates, strangers, upward_imports};

    #[test]
    fn an_import_that_points_up_is_seen_however_it_is_written() {
        for (module, text) in [
            ("catalog::model", "use crate::content::Site;"),
            ("catalog::model", "fn f() { let x = crate::web::router; }"),
            ("content::site", "use crate::{locale::Locale, search::{Index, Kind}};"),
            ("content::site", "use crate::{\n    ui::{islands, shell},\n};"),
            ("search::engine", "use crate::page::Page;"),
            ("ui::islands::seed", "use crate::snapshot::Snapshot;"),
            ("ui::islands::seed", "use super::super::shell::Assets;"),
            ("ui::pages::home", "use crate::web::AppState;"),
            ("web::page", "use crate::cli;"),
            ("snapshot", "use super::config::Cli;"),
            ("unheard_of", ""),
            ("cli::serve", "use crate::unheard_of::Thing;"),
        ] {
            assert!(!upward_imports(module, text).is_empty(), "{module}: {text}");
        }
    }

    #[test]
    fn imports_that_point_down_and_words_in_comments_are_let_be() {
        for (module, text) in [
            ("catalog::model", "//! See [`crate::web`].\nuse crate::locale::Text; // not crate::ui"),
            ("search::engine", "use super::document::Document;\nuse crate::locale::Locale;"),
            ("ui::islands::table::bar", "use crate::{catalog::filter::Filter, ui::text};"),
            ("ui::pages::home", "use crate::{snapshot::Snapshot, content::Site, ui::islands::table};"),
            ("cli::serve", "use crate::web::{AppState, SiteFolder};"),
            ("wire", "const X: &str = \"crate::web \\\" crate::ui\"; const C: char = '\"';"),
            ("wire", "#[cfg(test)]\nmod tests {\n    use crate::web::router;\n}"),
        ] {
            assert!(upward_imports(module, text).is_empty(), "{module}: {:?}", upward_imports(module, text));
        }
        assert_eq!(layer("ui::islands::seed"), layer("ui::text"));
        assert_ne!(layer("ui::islandsx"), layer("ui::islands"));
    }

    #[test]
    fn impure_code_is_seen() {
        let foreign = ["leptos".to_owned(), "serde_json".to_owned()];
        assert_eq!(impure_names("use std::fs;\nuse leptos::prelude::*;", &foreign), ["std::fs", "leptos::"]);
        assert!(impure_names("// std::fs\nuse std::fmt;\nlet my_leptos::x", &foreign).is_empty());
    }

    #[test]
    fn a_gate_inside_code_is_seen() {
        for wrong in [
            "#[cfg(feature = \"ssr\")]\nuse std::fs;",
            "#[cfg(not(feature = \"ssr\"))]\nfn f() {}",
            "struct S {\n    #[cfg(feature = \"ssr\")]\n    field: u8,\n}",
            "if cfg!(feature = \"ssr\") {}",
            "#[cfg_attr(feature = \"ssr\", derive(Debug))]\nmod a;",
            "#![cfg(feature = \"ssr\")]\nmod a;",
        ] {
            assert_eq!(misplaced_gates(wrong).len(), 1, "{wrong}");
        }
        let right =
            "#[cfg(feature = \"ssr\")]\n#[expect(x)]\npub mod a;\n#[cfg(feature=\"hydrate\")]\npub use a::b;";
        assert!(misplaced_gates(right).is_empty());
        assert!(
            misplaced_gates("// #[cfg(feature = \"ssr\")]\nfn f() {}\n#[cfg(test)]\nmod tests {}").is_empty()
        );
    }

    #[test]
    fn a_glob_import_is_seen() {
        let wrong = "use std::{fmt, io::*};\npub use a::b::*;\nuse leptos::prelude::*;\n\
            #[cfg(test)]\nmod tests {\n    use super::*;\n}";
        assert_eq!(glob_imports(wrong).len(), 3, "{:?}", glob_imports(wrong));
        assert!(glob_imports("use a::b;\nlet x = 2 * 3;\n// use c::*;").is_empty());
    }

    #[test]
    fn names_that_say_nothing_are_seen() {
        assert!(is_nameless("content/utils.rs") && is_nameless("web/helpers/x.rs"));
        assert!(!is_nameless("content/markdown/prepare.rs"));
    }

    #[test]
    fn a_stranger_at_the_top_is_seen() {
        let files = ["src/lib.rs", "src/main.rs", ".ci/run", "TODO.md", "notes/a.md"].map(str::to_owned);
        assert_eq!(strangers(&files), ["TODO.md", "notes"]);
    }
}
