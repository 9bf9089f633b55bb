//! What pages say: whether the other language says it too, and how Chinese is
//! written.

use std::path::Path;

use super::copy;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity};
use crate::content::markdown::runs;
use crate::content::site::{Reading, Seen, Site};
use crate::locale::Locale;

/// Reports pages without a twin, and the Chinese of the others.
pub(super) fn check(folder: &Path, reading: &mut Reading) {
    let (site, faults) = (&reading.site, &mut reading.faults);
    // A folder in one language is no half of a folder.
    let is_bilingual =
        Locale::ALL.iter().all(|locale| reading.seen.iter().any(|seen| seen.locale == *locale));
    for seen in &reading.seen {
        let file = folder.join(&seen.file);
        if is_bilingual && site.page(seen.locale.other(), &seen.slug).is_none() {
            let other = seen.locale.other().code();
            let message = format!("the page does not exist under pages/{other}");
            let hint = format!("write {}", seen.file.replacen(seen.locale.code(), other, 1));
            let fault = Diagnostic::new(Severity::Warning, Code::MissingTranslation, &file, message);
            faults.push(fault.hint(hint));
        }
        // Of two files at one address, only one is read.
        let is_read = site.page(seen.locale, &seen.slug).is_some_and(|page| page.file == seen.file);
        if seen.locale == Locale::Zh && is_read {
            head(seen, &file, faults);
            body(site, seen, &file, faults);
        }
    }
}

/// Reports one problem of a Chinese text.
pub(super) fn report(file: &Path, at: Position, problem: &copy::Problem) -> Diagnostic {
    let message = format!("`{}` is not spaced or punctuated as Chinese is", problem.written);
    let fault = Diagnostic::new(Severity::Warning, Code::ChineseCopy, file, message);
    fault.at(at).hint(format!("write `{}`", problem.wanted))
}

fn body(site: &Site, seen: &Seen, file: &Path, faults: &mut Vec<Diagnostic>) {
    let read = runs(site.markdown(seen.locale, &seen.slug));
    for run in &read.runs {
        for problem in copy::problems(&run.text) {
            let at = read.place(run, problem.at);
            faults.push(report(file, Position { line: at.line + seen.lines, ..at }, &problem));
        }
    }
}

/// Title and description; keys and other values are not for readers.
fn head(seen: &Seen, file: &Path, faults: &mut Vec<Diagnostic>) {
    for (number, line) in seen.head.lines().enumerate() {
        let Some((key, value)) = line.split_once(':') else { continue };
        if matches!(key, "title" | "description") {
            let before = key.chars().count() + 1 + value.chars().take_while(|c| c.is_whitespace()).count();
            for problem in copy::problems(value.trim()) {
                let at = Position { line: number + 2, column: before + problem.at + 1 };
                faults.push(report(file, at, &problem));
            }
        }
    }
}
