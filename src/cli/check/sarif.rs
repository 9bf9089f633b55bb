//! Faults as SARIF 2.1.0. The crates for it bring a generator of types for a
//! document of which we write a dozen keys.

use std::path::Path;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::{path_of, place_of};
use crate::content::code::Code;
use crate::content::diagnostic::Diagnostic;

/// What a path may hold in a URI as it is.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'/').remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// The document. A file outside the working folder is named from the content
/// folder, so that addresses are relative wherever the program is called.
pub(super) fn print(faults: &[Diagnostic], content: &Path) -> Value {
    let rules: Vec<Value> = Code::ALL.iter().map(|code| rule(*code)).collect();
    let results: Vec<Value> = faults.iter().map(|fault| result(fault, content)).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": env!("CARGO_PKG_NAME"),
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: Code) -> Value {
    json!({
        "id": code.name(),
        "shortDescription": { "text": code.meaning() },
        "help": { "text": code.help() },
    })
}

fn result(fault: &Diagnostic, content: &Path) -> Value {
    let place = place_of(fault);
    let path = path_of(fault);
    let encode = |path: &str| utf8_percent_encode(path, PATH).to_string();
    let artifact = match fault.file.strip_prefix(content) {
        Ok(inside) if Path::new(&path).is_absolute() => {
            json!({ "uri": encode(&inside.to_string_lossy().replace('\\', "/")), "uriBaseId": "CONTENT" })
        }
        _ => json!({ "uri": encode(&path) }),
    };
    json!({
        "ruleId": fault.code.name(),
        "ruleIndex": Code::ALL.iter().position(|code| *code == fault.code),
        "level": fault.severity.word(),
        "message": { "text": format!("{}\nFix: {}", fault.message, fault.hint) },
        "locations": [{ "physicalLocation": {
            "artifactLocation": artifact,
            "region": { "startLine": place.line, "startColumn": place.column },
        } }],
    })
}
