//! Faults as one JSON array.

use serde_json::{Value, json};

use super::{path_of, place_of};
use crate::content::diagnostic::Diagnostic;

pub(super) fn print(faults: &[Diagnostic]) -> Value {
    let one = |fault: &Diagnostic| {
        let place = place_of(fault);
        json!({
            "severity": fault.severity.word(),
            "code": fault.code.name(),
            "file": path_of(fault),
            "line": place.line,
            "column": place.column,
            "message": fault.message,
            "fix": fault.hint,
        })
    };
    faults.iter().map(one).collect()
}
