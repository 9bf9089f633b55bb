//! The house as it stands, held against its [rules](crate::rules).

use std::fs;
use std::process::Command;

use crate::rules::{
    Layer, glob_imports, impure_names, is_nameless, layer, misplaced_gates, module_of, strangers,
    upward_imports,
};
use crate::support::repository;

/// More lines than this want a reason.
const LONG: usize = 400;

/// Files that are longer, and why.
const REASONS: [(&str, &str); 0] = [];

/// A source file: its path under `src/`, and its text.
struct File {
    path: String,
    text: String,
}

/// Every Rust file.
fn sources() -> Vec<File> {
    let root = repository("src");
    let entries = walkdir::WalkDir::new(&root).sort_by_file_name().into_iter().filter_map(Result::ok);
    let rust = entries.filter(|entry| entry.path().extension().is_some_and(|kind| kind == "rs"));
    let files: Vec<File> = rust
        .map(|entry| {
            let path = entry.path().strip_prefix(&root).expect("a path below src").to_string_lossy();
            let text = fs::read_to_string(entry.path()).expect("a text");
            File { path: path.replace('\\', "/"), text }
        })
        .collect();
    assert!(files.len() > 50, "only {} files", files.len());
    files
}

/// The files that make up the library and its command: the tests and the
/// asset builder are houses of their own, and `lib.rs` is the map itself.
fn rooms() -> impl Iterator<Item = File> {
    let elsewhere = |path: &str| path.starts_with("tests/") || path.starts_with("bin/") || path == "lib.rs";
    sources().into_iter().filter(move |file| !elsewhere(&file.path))
}

/// Collects what breaks a rule, file by file.
fn all(files: impl Iterator<Item = File>, rule: impl Fn(&File) -> Vec<String>) -> Vec<String> {
    let broken = |file: File| rule(&file).into_iter().map(move |what| format!("src/{}: {what}", file.path));
    files.flat_map(broken).collect()
}

#[track_caller]
fn holds(broken: &[String]) {
    assert!(broken.is_empty(), "\n{}\n", broken.join("\n"));
}

#[test]
fn imports_point_down_only() {
    holds(&all(rooms(), |file| upward_imports(&module_of(&file.path), &file.text)));
}

#[test]
fn the_domain_is_pure() {
    let foreign = dependencies();
    let domain = rooms().filter(|file| layer(&module_of(&file.path)) == Some(Layer::Domain));
    holds(&all(domain, |file| impure_names(&file.text, &foreign)));
}

#[test]
fn islands_know_leptos_and_the_browser_only() {
    let browser = ["leptos", "wasm_bindgen", "web_sys", "js_sys"];
    let foreign: Vec<String> =
        dependencies().into_iter().filter(|name| !browser.contains(&name.as_str())).collect();
    let islands = rooms().filter(|file| layer(&module_of(&file.path)) == Some(Layer::Islands));
    holds(&all(islands, |file| impure_names(&file.text, &foreign)));
}

#[test]
fn content_exchange_search_and_pictures_know_nothing_of_the_interface_or_the_network() {
    let foreign =
        ["leptos", "leptos_axum", "axum", "tower", "tower_http", "tokio", "clap"].map(str::to_owned);
    let rooms_below = ["content", "exchange", "search", "share"];
    let below = rooms().filter(|file| rooms_below.iter().any(|room| file.path.starts_with(room)));
    let io = |name: &String| name.starts_with("std::") || name == "Instant" || name == "SystemTime";
    holds(&all(below, |file| {
        impure_names(&file.text, &foreign).into_iter().filter(|name| !io(name)).collect()
    }));
}

#[test]
fn features_gate_modules_and_nothing_else() {
    holds(&all(rooms(), |file| misplaced_gates(&file.text)));
    let map = sources().into_iter().filter(|file| file.path == "lib.rs");
    holds(&all(map, |file| misplaced_gates(&file.text)));
}

#[test]
fn every_import_is_named() {
    holds(&all(sources().into_iter(), |file| glob_imports(&file.text)));
}

#[test]
fn every_module_has_a_name_that_says_something() {
    let nameless: Vec<String> =
        sources().into_iter().map(|file| file.path).filter(|path| is_nameless(path)).collect();
    holds(&nameless);
}

#[test]
fn long_files_have_a_reason() {
    let long: Vec<String> =
        sources().into_iter().filter(|file| file.text.lines().count() > LONG).map(|file| file.path).collect();
    let without = long.iter().filter(|path| !REASONS.iter().any(|(known, _)| known == path));
    holds(&without.cloned().collect::<Vec<_>>());
    let stale = REASONS.iter().filter(|(known, _)| !long.iter().any(|path| path == known));
    holds(&stale.map(|(known, _)| format!("{known} is not long any more")).collect::<Vec<_>>());
}

#[test]
fn every_room_says_what_it_is() {
    let silent = sources().into_iter().filter(|file| file.path != "lib.rs" && !file.text.starts_with("//! "));
    holds(&silent.map(|file| format!("src/{} does not begin with `//!`", file.path)).collect::<Vec<_>>());
}

#[test]
fn the_top_of_the_repository_is_tidy() {
    let listed = Command::new("git").args(["ls-files", "-z"]).current_dir(repository("")).output();
    let Some(listed) = listed.ok().filter(|output| output.status.success()) else {
        // Unpacked from an archive: there is no list to hold against.
        return;
    };
    let files: Vec<String> =
        String::from_utf8_lossy(&listed.stdout).split_terminator('\0').map(str::to_owned).collect();
    holds(&strangers(&files));
}

/// The crates that `Cargo.toml` names, as code writes them.
fn dependencies() -> Vec<String> {
    let text = fs::read_to_string(repository("Cargo.toml")).expect("Cargo.toml");
    let manifest: toml::Table = text.parse().expect("TOML");
    let table = manifest["dependencies"].as_table().expect("dependencies");
    let names: Vec<String> = table.keys().map(|name| name.replace('-', "_")).collect();
    assert!(names.iter().any(|name| name == "leptos"));
    names
}
