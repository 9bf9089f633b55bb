//! The compiled client: wasm and the JavaScript that loads it.
//!
//! 1. wasm-bindgen writes both from the compiler's output.
//! 2. Names that only the two share (`__wbg_appendChild_8dfce3f3a1b4d4ed`)
//!    become one or two letters on both sides: hashes do not compress.
//! 3. The JavaScript is minified.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use wasm_bindgen_cli_support::Bindgen;

use crate::script::{self, Token};

pub(crate) struct Client {
    pub(crate) js: String,
    pub(crate) wasm: Vec<u8>,
}

/// Builds the client from `wasm32-unknown-unknown` output.
pub(crate) fn build(input: &Path, fast: bool) -> Result<Client> {
    ensure!(
        input.is_file(),
        "{} is missing: `make build` compiles it, or name another file with --wasm",
        input.display()
    );
    let mut output = Bindgen::new()
        .input_path(input)
        .out_name("model-atlas")
        .web(true)?
        .typescript(false)
        .remove_name_section(true)
        .generate_output()
        .with_context(|| {
            format!(
                "wasm-bindgen cannot read {}: rebuild it with the wasm-bindgen version pinned in Cargo.toml",
                input.display()
            )
        })?;
    ensure!(
        output.snippets().values().all(Vec::is_empty) && output.local_modules().is_empty(),
        "a dependency brings its own JavaScript snippet files, which this builder does not publish: \
         remove the dependency or teach client.rs to copy them"
    );

    let glue = output.js().to_owned();
    if fast {
        return Ok(Client { js: glue, wasm: output.wasm_mut().emit_wasm() });
    }

    let unreadable =
        "the JavaScript written by wasm-bindgen cannot be minified: try --fast, then mend script.rs";
    let mut tokens = script::read(&glue).context(unreadable)?;
    let module = output.wasm_mut();

    let mut names = (0..).map(short_name);
    let mut renames = HashMap::new();
    for (import, name) in module.imports.iter_mut().zip(&mut names) {
        if stands_once(&tokens, &import.name) {
            renames.insert(std::mem::replace(&mut import.name, name.clone()), name);
        }
    }
    rename_keys(&mut tokens, &renames);

    if exports_are_only_named(&tokens) {
        let renames = module
            .exports
            .iter_mut()
            .zip((0..).map(short_name))
            .map(|(export, name)| (std::mem::replace(&mut export.name, name.clone()), name))
            .collect();
        rename_members(&mut tokens, &renames);
    }

    let js = script::print(&tokens).context(unreadable)?;
    Ok(Client { js, wasm: module.emit_wasm() })
}

/// `a`, `b` … `z`, `aa`, `ab` …
fn short_name(index: usize) -> String {
    let mut name = match (index / 26).checked_sub(1) {
        Some(higher) => short_name(higher),
        None => String::new(),
    };
    name.push(char::from(b'a' + (index % 26) as u8));
    name
}

/// An import is renamed only when the glue has its name at one place: as a key
/// in the object of imports.
fn stands_once(tokens: &[Token], name: &str) -> bool {
    name.starts_with("__wb") && tokens.iter().filter(|t| t.text == name).count() == 1
}

fn rename_keys(tokens: &mut [Token], renames: &HashMap<String, String>) {
    for token in tokens {
        if let Some(name) = renames.get(&*token.text) {
            token.text = Cow::Owned(name.clone());
        }
    }
}

/// Whether the glue reaches every export as `wasm.name`, and in no other way.
fn exports_are_only_named(tokens: &[Token]) -> bool {
    let computed =
        tokens.windows(2).any(|pair| pair[0].text == "wasm" && matches!(&*pair[1].text, "[" | "?"));
    let reads_exports = tokens.iter().filter(|t| t.text == "exports").count();
    !computed && reads_exports == 1
}

fn rename_members(tokens: &mut [Token], renames: &HashMap<String, String>) {
    for at in 2..tokens.len() {
        let is_member = tokens[at - 1].text == "." && tokens[at - 2].text == "wasm";
        if let Some(name) = renames.get(&*tokens[at].text).filter(|_| is_member) {
            tokens[at].text = Cow::Owned(name.clone());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{exports_are_only_named, rename_members, short_name, stands_once};
    use crate::script;

    #[test]
    fn short_names_count_in_letters() {
        let names: Vec<String> = [0, 25, 26, 27, 701, 702].into_iter().map(short_name).collect();
        assert_eq!(names, ["a", "z", "aa", "ab", "zz", "aaa"]);
    }

    #[test]
    fn a_members_name_changes_and_the_public_name_stays() {
        let mut tokens = script::read("let wasm = i.exports; export function hydrate() { wasm.hydrate(); }")
            .expect("readable");
        assert!(exports_are_only_named(&tokens));
        rename_members(&mut tokens, &[("hydrate".to_owned(), "a".to_owned())].into());
        let js = script::print(&tokens).expect("unchanged");
        assert_eq!(js, "let wasm=i.exports;export function hydrate(){wasm.a();}\n");
    }

    #[test]
    fn names_used_in_any_other_way_are_left_alone() {
        let computed = script::read("wasm = i.exports; wasm[name]()").expect("readable");
        assert!(!exports_are_only_named(&computed));
        let twice = script::read("({ __wbg_a() {} }); __wbg_a").expect("readable");
        assert!(!stands_once(&twice, "__wbg_a"));
    }
}
