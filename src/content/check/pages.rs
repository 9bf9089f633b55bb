//! What a reader of a page would stumble over: links, pictures, headings,
//! directives, containers.

use std::path::{Path, PathBuf};

use super::{address, anchors};
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity, nearest};
use crate::content::embed;
use crate::content::links::Target;
use crate::content::markdown::Unread;
use crate::content::site::{Reading, Seen, Site, within_locale};
use crate::route::Place;

/// Reports the faults of all pages.
pub(in crate::content) fn check(folder: &Path, reading: &mut Reading) {
    for seen in &reading.seen {
        let file = folder.join(&seen.file);
        let mut page = Page { site: &reading.site, seen, file, faults: Vec::new() };
        page.containers();
        page.directives();
        page.headings();
        page.links();
        reading.faults.append(&mut page.faults);
    }
}

struct Page<'a> {
    site: &'a Site,
    seen: &'a Seen,
    file: PathBuf,
    faults: Vec<Diagnostic>,
}

/// A code, a message and a remedy.
type Fault = (Code, String, String);

impl Page<'_> {
    /// Reports a fault at a place of the Markdown.
    fn report(&mut self, severity: Severity, at: Position, (code, message, hint): Fault) {
        let at = Position { line: at.line + self.seen.lines, ..at };
        self.faults.push(Diagnostic::new(severity, code, &self.file, message).at(at).hint(hint));
    }

    fn containers(&mut self) {
        for line in &self.seen.outline.unclosed {
            let hint = "close it with as many colons as it was opened with".to_owned();
            let fault = (Code::UnclosedContainer, "container is never closed".to_owned(), hint);
            self.report(Severity::Error, Position { line: *line, column: 1 }, fault);
        }
    }

    fn directives(&mut self) {
        for directive in &self.seen.outline.directives {
            for problem in embed::read(directive, &self.site.catalog, 1).1 {
                let fault = (Code::Embed, problem.message, problem.hint);
                self.report(Severity::Error, directive.position, fault);
            }
        }
    }

    /// The title is level 1, written in the text or not.
    fn headings(&mut self) {
        let mut before = 1;
        for (level, at) in &self.seen.outline.levels {
            if *level > before + 1 {
                let message = format!("a heading of level {level} follows one of level {before}");
                let hint = format!("begin it with `{}`", "#".repeat(usize::from(before) + 1));
                self.report(Severity::Warning, *at, (Code::HeadingSkip, message, hint));
            }
            before = *level;
        }
    }

    fn links(&mut self) {
        for (unread, at) in &self.seen.outline.unread {
            let fault = match unread {
                Unread::Link(address) => {
                    let message = format!("`{address}` holds a space, so this is no link");
                    (Code::BadAddress, message, "write %20 for the space, or remove it".to_owned())
                }
                Unread::Footnote(label) => {
                    let message = format!("footnote [^{label}] is nowhere on the page");
                    (Code::BrokenLink, message, format!("add a line `[^{label}]: …`, or remove the mark"))
                }
            };
            self.report(Severity::Error, *at, fault);
        }
        for link in &self.seen.outline.links {
            if link.bare_image {
                let hint = "write what it shows between the brackets, or in `alt`".to_owned();
                let fault = (Code::ImageAlt, "picture without text".to_owned(), hint);
                self.report(Severity::Warning, link.position, fault);
            }
            if let Some((severity, fault)) = self.broken(&link.target) {
                self.report(severity, link.position, fault);
            }
        }
    }

    /// What is wrong with a link.
    fn broken(&self, target: &str) -> Option<(Severity, Fault)> {
        let error = |fault| Some((Severity::Error, fault));
        if let Some(fragment) = target.strip_prefix('#') {
            return error(self.broken_anchor(target, fragment, self.own_anchors().collect())?);
        }
        let addresses = &self.site.addresses;
        match addresses.resolve(self.seen.locale, within_locale(&self.seen.file), target) {
            Target::AsWritten(address) => {
                let has_scheme =
                    address.starts_with("//") || address.split(['/', '?', '#']).next()?.contains(':');
                if !has_scheme {
                    return error(self.missing_file(&address)?);
                }
                let problem = address::problem(&address)?;
                Some((problem.severity, (problem.code, problem.message, problem.hint)))
            }
            Target::Missing { slug, .. } => error(self.broken_link(target, &slug)),
            Target::Here { route, fragment, .. } => {
                let slug = route.slug();
                let page = self.site.page(route.locale, &slug);
                let drawn = addresses.is_drawn(&route.place) && route.place != Place::Home;
                let known = match page.filter(|_| !drawn) {
                    Some(page) => page.headings.iter().map(|heading| heading.anchor.clone()).collect(),
                    None => anchors::of(self.site, &route.place)?,
                };
                error(self.broken_anchor(target, &fragment, known)?)
            }
        }
    }

    /// The fault of a file that should lie beside the page. From the root there
    /// are files of the site too, which are not ours to know.
    fn missing_file(&self, target: &str) -> Option<Fault> {
        let path =
            target.split(['?', '#']).next().filter(|path| !path.is_empty() && !path.starts_with('/'))?;
        let path = percent_encoding::percent_decode_str(path).decode_utf8_lossy();
        let is_there = self.file.parent()?.join(&*path).exists();
        let hint = "put the file there, or correct its name".to_owned();
        (!is_there).then(|| (Code::BrokenLink, format!("`{target}` leads to no file beside the page"), hint))
    }

    fn own_anchors(&self) -> impl Iterator<Item = String> {
        self.seen.outline.headings.iter().map(|heading| heading.anchor.clone())
    }

    fn broken_link(&self, target: &str, slug: &str) -> Fault {
        let near = self.site.near(self.seen.locale, slug, 1);
        let hint = match near.first() {
            _ if target.starts_with("www.") => "begin it with https://".to_owned(),
            Some(near) => format!("did you mean /{}?", near.slug),
            None => "link to a page that exists, or write it".to_owned(),
        };
        (Code::BrokenLink, format!("`{target}` leads to no page"), hint)
    }

    /// The fault of a fragment that is none of the known ids.
    fn broken_anchor(&self, target: &str, fragment: &str, known: Vec<String>) -> Option<Fault> {
        let fragment = percent_encoding::percent_decode_str(fragment).decode_utf8_lossy().into_owned();
        let is_known = known.contains(&fragment);
        // Footnotes have ids of their own.
        if fragment.is_empty() || is_known || fragment.starts_with("fn") {
            return None;
        }
        let hint = nearest(&fragment, known.iter().map(String::as_str))
            .map_or_else(|| "remove the part after #".to_owned(), |near| format!("did you mean #{near}?"));
        Some((Code::BrokenAnchor, format!("`{target}`: there is no #{fragment} on that page"), hint))
    }
}
