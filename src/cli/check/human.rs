//! Faults for people: the line, a caret under the place, and what to do.

use std::collections::HashMap;
use std::io::{self, IsTerminal, Write, stdout};
use std::path::Path;

use annotate_snippets::{AnnotationKind, Group, Level, Renderer, Snippet, renderer::DecorStyle};

use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity};

/// How many warnings of one kind are told; more would hide the rest.
const TOLD: usize = 3;

/// Writes the faults. Of many alike warnings the first few are told and the
/// others counted, unless all are wanted.
pub(super) fn write(out: &mut impl Write, faults: &[Diagnostic], all: bool) -> io::Result<()> {
    let renderer = if is_coloured() { Renderer::styled() } else { Renderer::plain() };
    let renderer = renderer.decor_style(DecorStyle::Ascii).term_width(100);
    let mut warnings: HashMap<Code, usize> = HashMap::new();
    let mut source: Option<(&Path, String)> = None;
    for fault in faults {
        if fault.severity == Severity::Warning && !all {
            let so_far = warnings.entry(fault.code).or_default();
            *so_far += 1;
            if *so_far > TOLD {
                continue;
            }
        }
        if source.as_ref().is_none_or(|(file, _)| *file != fault.file) {
            // What is no text is shown without its line.
            source = Some((&fault.file, std::fs::read_to_string(&fault.file).unwrap_or_default()));
        }
        let text = source.as_ref().map_or("", |(_, text)| text);
        writeln!(out, "{}\n", renderer.render(&[report(fault, text)]))?;
    }
    let codes = Code::ALL.iter().filter_map(|code| Some((code, warnings.get(code)?)));
    for (code, count) in codes.filter(|(_, count)| **count > TOLD) {
        writeln!(out, "and {} more warnings[{}]; --all tells them", count - TOLD, code.name())?;
    }
    Ok(())
}

/// Colour is for terminals, and for those who have not declined it.
fn is_coloured() -> bool {
    let declined = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
    stdout().is_terminal() && !declined
}

fn report<'a>(fault: &'a Diagnostic, text: &'a str) -> Group<'a> {
    let level = if fault.severity == Severity::Warning { Level::WARNING } else { Level::ERROR };
    let title = level.primary_title(fault.message.as_str()).id(fault.code.name());
    let path = fault.file.to_string_lossy();
    let group = match fault.position.and_then(|place| Some((place, line(text, place.line)?))) {
        Some((place, line)) => {
            let start = byte(line, place.column);
            let length = line[start..].chars().next().map_or(0, char::len_utf8);
            let caret = AnnotationKind::Primary.span(start..start + length);
            let snippet = Snippet::source(line).line_start(place.line).path(path).annotation(caret);
            title.element(snippet)
        }
        None => title.element(annotate_snippets::Origin::path(whole(path.into_owned(), fault.position))),
    };
    group.element(Level::HELP.with_name("fix").message(fault.hint.as_str()))
}

/// The name of a file without text to show, with the place if it has one.
fn whole(path: String, place: Option<Position>) -> String {
    place.map_or_else(|| path.clone(), |Position { line, column }| format!("{path}:{line}:{column}"))
}

fn line(text: &str, number: usize) -> Option<&str> {
    text.lines().nth(number.checked_sub(1)?)
}

/// The byte of a column, counted in characters from 1.
fn byte(line: &str, column: usize) -> usize {
    line.char_indices().nth(column.saturating_sub(1)).map_or(line.len(), |(at, _)| at)
}
