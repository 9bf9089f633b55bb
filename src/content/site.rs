//! A content folder, read: pages, catalogue, settings and what is wrong.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::catalog::Catalog;
use crate::catalog::quantity::Date;
use crate::content::authored;
use crate::content::check::pages;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Severity};
use crate::content::embed;
use crate::content::file::text_of;
use crate::content::frontmatter::{FrontMatter, split};
use crate::content::links::{Addresses, slug_of};
use crate::content::markdown::{self, Outline, Rendered, Terms};
use crate::content::settings::{Settings, SettingsFile};
use crate::glossary::Term;
use crate::locale::Locale;
use crate::page::{Block, Page};
use crate::route::{Place, Route};

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

/// A page as it was read, for those who check it.
pub(super) struct Seen {
    pub(super) locale: Locale,
    pub(super) slug: String,
    /// Its file, relative to the content folder.
    pub(super) file: String,
    /// Its YAML head.
    pub(super) head: String,
    /// How many lines stand before the Markdown.
    pub(super) lines: usize,
    pub(super) outline: Outline,
}

/// A content folder as it was read, before its parts are held against each
/// other.
pub(super) struct Reading {
    pub(super) site: Site,
    pub(super) seen: Vec<Seen>,
    pub(super) faults: Vec<Diagnostic>,
}

impl Reading {
    /// The site, and its faults by place.
    pub(super) fn done(mut self) -> (Site, Vec<Diagnostic>) {
        self.faults.sort_by(|a, b| (&a.file, a.position, a.code).cmp(&(&b.file, b.position, b.code)));
        (self.site, self.faults)
    }
}

/// Reads a content folder. Faults that make a file unusable are
/// [`Severity::Fatal`]; the site without that file is still returned, so that
/// all faults can be shown at once. [`check`](super::check) looks closer.
pub fn load(folder: &Path, today: Date) -> (Site, Vec<Diagnostic>) {
    let mut reading = read(folder, today);
    pages::check(folder, &mut reading);
    reading.done()
}

/// Reads a content folder, and reports what cannot be read.
pub(super) fn read(folder: &Path, today: Date) -> Reading {
    let mut faults = Vec::new();
    let settings_file = folder.join("site.toml");
    let (settings, text): (SettingsFile, String) = authored::read(&settings_file, &mut faults);
    faults.extend(settings.faults(&settings_file, &text));
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
        faults.push(Diagnostic::new(Severity::Fatal, Code::Empty, folder, message).hint(hint));
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
    let mut seen = Vec::with_capacity(read.len());
    for (page, markdown, one) in read {
        let key = (page.locale, page.slug.clone());
        seen.push(one);
        if site.texts.insert(key, Text { markdown, body: OnceLock::new() }).is_some() {
            let file = folder.join(&page.file);
            let message = format!("another file has the address /{} too", page.slug);
            let fault = Diagnostic::new(Severity::Fatal, Code::DuplicateSlug, &file, message);
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
                Diagnostic::new(Severity::Error, Code::ReservedSlug, &file, message).hint("rename the file"),
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
    Reading { site, seen, faults }
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
                let fault = Diagnostic::new(Severity::Fatal, Code::Unreadable, &file, error.to_string());
                faults.push(fault.hint("make it readable, or mend or remove the link"));
            }
        }
    }
    files
}

type ReadPage = (Page, String, Seen);

fn read_page(
    folder: &Path,
    root: &Path,
    file: &Path,
    locale: Locale,
    faults: &mut Vec<Diagnostic>,
) -> Option<ReadPage> {
    let text = text_of(file).unwrap_or_else(|fault| {
        faults.push(fault);
        None
    })?;
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
    let (slug, file, head) = (page.slug.clone(), page.file.clone(), cut.yaml.to_owned());
    let seen = Seen { locale, slug, file, head, lines: cut.lines, outline };
    Some((page, cut.body.to_owned(), seen))
}

impl Site {
    /// A page by language and slug.
    pub fn page(&self, locale: Locale, slug: &str) -> Option<&Page> {
        self.places.get(&(locale, slug.to_owned())).map(|at| &self.pages[*at])
    }

    /// The page of the folder at a route, unless the application draws its own there.
    pub fn written(&self, route: &Route) -> Option<&Page> {
        self.page(route.locale, &route.slug()).filter(|_| !self.addresses.is_drawn(&route.place))
    }

    /// The body of a page, drawn when it is first asked for.
    pub fn body(&self, page: &Page) -> Arc<Vec<Block>> {
        let Some(text) = self.texts.get(&(page.locale, page.slug.clone())) else {
            return Arc::default();
        };
        text.body.get_or_init(|| Arc::new(self.draw(page, &text.markdown))).clone()
    }

    fn draw(&self, page: &Page, markdown: &str) -> Vec<Block> {
        let file = within_locale(&page.file);
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

    /// A page as Markdown that stands alone: links lead to this site's addresses,
    /// and `write_out` gives the Markdown of what the site draws. Without the title.
    pub fn portable(&self, page: &Page, write_out: &mut dyn FnMut(Block) -> String) -> String {
        let file = within_locale(&page.file);
        let resolve = |target: &str| self.addresses.resolve(page.locale, file, target).address();
        let mut directive = |directive: &markdown::Directive| {
            embed::read(directive, &self.catalog, 1).0.map(&mut *write_out).unwrap_or_default()
        };
        markdown::portable(self.markdown(page.locale, &page.slug), &resolve, &mut directive)
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

    /// The Markdown of a page, without its head.
    pub(super) fn markdown(&self, locale: Locale, slug: &str) -> &str {
        self.texts.get(&(locale, slug.to_owned())).map_or("", |text| text.markdown.as_str())
    }
}

/// A page's file (`pages/zh/a.md`), relative to its language's folder.
pub(super) fn within_locale(file: &str) -> &str {
    file.splitn(3, '/').nth(2).unwrap_or(file)
}
