//! A content folder, read: pages, catalogue, settings and what is wrong.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::catalog::Catalog;
use crate::catalog::quantity::Date;
use crate::content::authored;
use crate::content::diagnostic::{Diagnostic, Position, Severity, nearest};
use crate::content::embed;
use crate::content::frontmatter::{FrontMatter, split};
use crate::content::links::{Addresses, Target, slug_of};
use crate::content::markdown::{self, Outline, Rendered, Terms};
use crate::content::settings::{Settings, SettingsFile};
use crate::glossary::Term;
use crate::locale::Locale;
use crate::page::{Block, Page};
use crate::route::{Place, Route};

/// The largest page that is read; more is no page but a mistake.
const LARGEST_PAGE: u64 = 4 * 1024 * 1024;

/// Everything a content folder holds, at one moment.
pub struct Site {
    /// What it says about itself.
    pub settings: Settings,
    /// All pages, by order, then title.
    pub pages: Vec<Page>,
    /// What is known about models.
    pub catalog: Catalog,
    /// The field's terms, in the editors' order.
    pub glossary: Vec<Term>,
    /// Every address there is.
    pub addresses: Addresses,
    texts: HashMap<(Locale, String), Text>,
    /// What marks the glossary's terms, by language.
    terms: [Terms; 2],
    places: HashMap<(Locale, String), usize>,
}

/// The Markdown of a page, and its body once it has been asked for.
struct Text {
    markdown: String,
    body: OnceLock<Arc<Vec<Block>>>,
}

/// Reads a content folder. Faults that make a file unusable are
/// [`Severity::Fatal`]; the site without that file is still returned, so that
/// all faults can be shown at once.
pub fn load(folder: &Path, today: Date) -> (Site, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let settings_file = folder.join("site.toml");
    let settings: SettingsFile = authored::read(&settings_file, &mut faults).0;
    let catalog = authored::load(folder, today, &mut faults);
    let glossary = authored::glossary(folder, &mut faults);
    let mut read = Vec::new();
    for locale in Locale::ALL {
        let root = folder.join("pages").join(locale.code());
        for file in markdown_files(&root, &mut faults) {
            read.extend(read_page(folder, &root, &file, locale, &mut faults));
        }
    }
    if read.is_empty() && faults.iter().all(|fault| fault.severity < Severity::Fatal) {
        let message = "no page found";
        let hint = "put Markdown files under pages/zh/ or pages/en/ of the content folder";
        faults.push(Diagnostic::new(Severity::Fatal, "empty", folder, message).hint(hint));
    }
    let ids = read.iter().map(|(page, ..)| (page.locale, page.slug.as_str()));
    let addresses = Addresses::new(ids, &catalog, &glossary);
    if !read.is_empty() {
        let has_page = |slug: &str| Locale::ALL.iter().any(|locale| addresses.has_page(*locale, slug));
        authored::check_pages(folder, &catalog, has_page, &mut faults);
    }
    let mut site = Site {
        settings: settings.into(),
        pages: Vec::with_capacity(read.len()),
        catalog,
        terms: Locale::ALL.map(|locale| Terms::new(&glossary, locale)),
        glossary,
        addresses,
        texts: HashMap::with_capacity(read.len()),
        places: HashMap::new(),
    };
    let mut outlines = Vec::with_capacity(read.len());
    for (page, outline, markdown, lines) in read {
        let key = (page.locale, page.slug.clone());
        outlines.push((page.clone(), outline, lines));
        if site.texts.insert(key, Text { markdown, body: OnceLock::new() }).is_some() {
            let file = folder.join(&page.file);
            let message = format!("another file has the address /{} too", page.slug);
            let fault = Diagnostic::new(Severity::Fatal, "duplicate-slug", &file, message);
            faults.push(
                fault.hint("rename or remove one of the two; index.md and README.md stand for their folder"),
            );
        } else if let place = Route::page(page.locale, &page.slug).place
            && place != Place::Home
            && site.addresses.is_drawn(&place)
        {
            let file = folder.join(&page.file);
            let message = format!("/{} is drawn by the application", page.slug);
            faults.push(
                Diagnostic::new(Severity::Error, "reserved-slug", &file, message).hint("rename the file"),
            );
        }
        site.pages.push(page);
    }
    site.pages.sort_by(|a, b| {
        let key = |page: &Page| (page.order.unwrap_or(i64::MAX), page.title.clone(), page.slug.clone());
        key(a).cmp(&key(b))
    });
    site.places =
        site.pages.iter().enumerate().map(|(at, page)| ((page.locale, page.slug.clone()), at)).collect();
    for (page, outline, lines) in &outlines {
        site.check_page(folder, page, outline, *lines, &mut faults);
    }
    faults.sort_by(|a, b| (&a.file, a.position).cmp(&(&b.file, b.position)));
    (site, faults)
}

/// The Markdown files of a language, by path. What cannot be read is a fault.
fn markdown_files(root: &Path, faults: &mut Vec<Diagnostic>) -> Vec<PathBuf> {
    if !root.exists() {
        return Vec::new();
    }
    let mut files = Vec::new();
    for entry in walkdir::WalkDir::new(root).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) => {
                let is_page =
                    entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "md");
                if is_page {
                    files.push(entry.into_path());
                }
            }
            Err(error) => {
                let file = error.path().unwrap_or(root).to_owned();
                let fault = Diagnostic::new(Severity::Error, "unreadable", &file, error.to_string());
                faults.push(fault.hint("make it readable, or remove the link"));
            }
        }
    }
    files
}

type ReadPage = (Page, Outline, String, usize);

fn read_page(
    folder: &Path,
    root: &Path,
    file: &Path,
    locale: Locale,
    faults: &mut Vec<Diagnostic>,
) -> Option<ReadPage> {
    let text = match read_text(file) {
        Ok(text) => text,
        Err(fault) => {
            faults.push(fault);
            return None;
        }
    };
    let cut = split(&text);
    let front = FrontMatter::parse(cut.yaml, file, faults);
    let outline = markdown::outline(cut.body);
    let relative = |base: &Path| file.strip_prefix(base).unwrap_or(file).to_string_lossy().replace('\\', "/");
    let slug = slug_of(&relative(root));
    let name = slug.rsplit('/').next().unwrap_or_default().to_owned();
    let page = Page {
        locale,
        title: front.title.or_else(|| outline.title.clone()).unwrap_or(name),
        slug,
        description: front.description,
        order: front.order,
        category: front.category,
        updated: front.updated,
        file: relative(folder),
        headings: outline.headings.clone(),
        sections: outline.sections.clone(),
        minutes: outline.minutes,
    };
    Some((page, outline, cut.body.to_owned(), cut.lines))
}

fn read_text(file: &Path) -> Result<String, Diagnostic> {
    let fatal = |message: String, hint: &str| {
        Diagnostic::new(Severity::Fatal, "unreadable", file, message).hint(hint.to_owned())
    };
    let size = fs::metadata(file).map_or(0, |meta| meta.len());
    if size > LARGEST_PAGE {
        return Err(fatal(
            format!("{size} bytes are too many for a page"),
            "cut it into pages of at most 4 MiB",
        ));
    }
    let bytes =
        fs::read(file).map_err(|error| fatal(format!("cannot be read: {error}"), "make it readable"))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let line = error.as_bytes()[..valid].iter().filter(|b| **b == b'\n').count() + 1;
        fatal("is not UTF-8 text".to_owned(), "save it as UTF-8").at(Position { line, column: 1 })
    })?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

impl Site {
    /// A page by language and slug.
    pub fn page(&self, locale: Locale, slug: &str) -> Option<&Page> {
        self.places.get(&(locale, slug.to_owned())).map(|at| &self.pages[*at])
    }

    /// The body of a page, drawn when it is first asked for.
    pub fn body(&self, page: &Page) -> Arc<Vec<Block>> {
        let Some(text) = self.texts.get(&(page.locale, page.slug.clone())) else {
            return Arc::default();
        };
        text.body.get_or_init(|| Arc::new(self.draw(page, &text.markdown))).clone()
    }

    fn draw(&self, page: &Page, markdown: &str) -> Vec<Block> {
        let file = within_locale(page);
        let resolve = |target: &str| self.addresses.resolve(page.locale, file, target).address();
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let blocks =
            markdown::render(markdown, page.locale, &self.terms[page.locale as usize], &resolve).into_iter();
        let block = |piece| match piece {
            Rendered::Html(html) => Some(Block::Html(html)),
            Rendered::Directive(directive) => {
                let number = numbers.entry(directive.name.clone()).or_default();
                *number += 1;
                embed::read(&directive, &self.catalog, *number).0
            }
        };
        blocks.filter_map(block).collect()
    }

    /// The slugs nearest to one that does not exist, best first.
    pub fn near(&self, locale: Locale, slug: &str, count: usize) -> Vec<&Page> {
        let name = slug.rsplit('/').next().unwrap_or(slug);
        let closeness = |page: &Page| {
            let own = page.slug.rsplit('/').next().unwrap_or(&page.slug);
            strsim::jaro_winkler(slug, &page.slug).max(strsim::jaro_winkler(name, own))
        };
        let mut scored: Vec<(f64, &Page)> = self
            .pages
            .iter()
            .filter(|page| page.locale == locale && !page.slug.is_empty())
            .map(|page| (closeness(page), page))
            .filter(|(score, _)| *score > 0.7)
            .collect();
        scored.sort_by(|a, b| b.0.total_cmp(&a.0));
        scored.into_iter().take(count).map(|(_, page)| page).collect()
    }

    /// Reports what a reader of the page would stumble over.
    fn check_page(
        &self,
        folder: &Path,
        page: &Page,
        outline: &Outline,
        lines: usize,
        faults: &mut Vec<Diagnostic>,
    ) {
        let file = folder.join(&page.file);
        let mut report = |severity, code, position: Position, message: String, hint: String| {
            let position = Position { line: position.line + lines, ..position };
            faults.push(Diagnostic::new(severity, code, &file, message).at(position).hint(hint));
        };
        for line in &outline.unclosed {
            let at = Position { line: *line, column: 1 };
            let hint = "close it with as many colons as it was opened with".to_owned();
            report(Severity::Error, "unclosed-container", at, "container is never closed".to_owned(), hint);
        }
        for directive in &outline.directives {
            for problem in embed::read(directive, &self.catalog, 1).1 {
                report(Severity::Error, "embed", directive.position, problem.message, problem.hint);
            }
        }
        for link in &outline.links {
            if link.bare_image {
                let hint = "write what it shows between the brackets".to_owned();
                report(
                    Severity::Warning,
                    "image-alt",
                    link.position,
                    "picture without text".to_owned(),
                    hint,
                );
            }
            if let Some((message, hint)) = self.broken(page, &link.target) {
                report(Severity::Error, "broken-link", link.position, message, hint);
            }
        }
    }

    /// What is wrong with a link, and the remedy.
    fn broken(&self, page: &Page, target: &str) -> Option<(String, String)> {
        let resolved = match target.strip_prefix('#') {
            Some(fragment) => (page, fragment.to_owned()),
            None => match self.addresses.resolve(page.locale, within_locale(page), target) {
                Target::AsWritten(_) => return None,
                Target::Missing { slug, .. } => {
                    let near = self.near(page.locale, &slug, 1);
                    let hint = near.first().map_or_else(
                        || "link to a page that exists, or write it".to_owned(),
                        |near| format!("did you mean /{}?", near.slug),
                    );
                    return Some((format!("`{target}` leads to no page"), hint));
                }
                Target::Here { route, fragment, .. } => (self.page(route.locale, &route.slug())?, fragment),
            },
        };
        let (page, fragment) = resolved;
        let fragment = percent_encoding::percent_decode_str(&fragment).decode_utf8_lossy().into_owned();
        let known = page.headings.iter().any(|heading| heading.anchor == fragment);
        if fragment.is_empty() || known || fragment.starts_with("fn") {
            return None;
        }
        let near = nearest(&fragment, page.headings.iter().map(|heading| heading.anchor.as_str()));
        let hint = near
            .map_or_else(|| "remove the part after #".to_owned(), |near| format!("did you mean #{near}?"));
        Some((format!("`{target}`: the page has no heading #{fragment}"), hint))
    }
}

/// A page's file, relative to its language's folder.
fn within_locale(page: &Page) -> &str {
    page.file.splitn(3, '/').nth(2).unwrap_or(&page.file)
}
