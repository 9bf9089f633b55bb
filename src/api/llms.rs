//! `llms.txt` and `llms-full.txt` (llmstxt.org): the site for language models.

use std::fmt::Write;

use crate::api::markdown;
use crate::locale::Locale;
use crate::route::{Origin, Place, Route};
use crate::snapshot::Snapshot;

/// An index of everything there is, with links to Markdown.
pub fn index(snapshot: &Snapshot, origin: &Origin, locale: Locale) -> String {
    let settings = &snapshot.site.settings;
    let mut out = format!("# {}\n\n> {}\n\n", settings.title.get(locale), settings.description.get(locale));
    let link = |route: &Route| origin.join(&route.markdown_path());
    let says = locale.pick(
        "每个页面都可以在地址后加 `.md` 读到 Markdown。",
        "Every page can be read as Markdown by adding `.md` to its address.",
    );
    writeln!(out, "{says}").ok();
    for (label, path) in [
        (locale.pick("JSON API", "JSON API"), "/api"),
        ("OpenAPI", "/api/openapi.json"),
        ("MCP (streamable HTTP)", "/mcp"),
    ] {
        writeln!(out, "- {label}: {}", origin.join(path)).ok();
    }
    out.push('\n');
    out + &listed(snapshot, locale, &link)
}

/// The pages of a language in their groups, then what the site draws itself.
pub(super) fn listed(snapshot: &Snapshot, locale: Locale, link: &dyn Fn(&Route) -> String) -> String {
    let site = &snapshot.site;
    let mut out = String::new();
    let mut grouped: Vec<&str> = Vec::new();
    let line = |out: &mut String, slug: &str, title: &str, about: Option<&str>| {
        let address = link(&Route::page(locale, slug));
        let about =
            about.map(|about| format!(": {}", about.split_whitespace().collect::<Vec<_>>().join(" ")));
        writeln!(out, "- [{title}]({address}){}", about.unwrap_or_default()).ok();
    };
    for group in &site.settings.groups {
        let pages = site
            .pages
            .iter()
            .filter(|page| page.locale == locale && page.category.as_deref() == Some(&group.category));
        let pages: Vec<_> = pages.collect();
        grouped.push(&group.category);
        if pages.is_empty() {
            continue;
        }
        writeln!(out, "## {}\n", group.title.get(locale)).ok();
        for page in pages {
            line(&mut out, &page.slug, &page.title, page.description.as_deref());
        }
        out.push('\n');
    }
    let other = |category: Option<&str>| category.is_none_or(|category| !grouped.contains(&category));
    let others: Vec<_> = site
        .pages
        .iter()
        .filter(|page| page.locale == locale && !page.slug.is_empty() && other(page.category.as_deref()))
        .collect();
    writeln!(out, "## {}\n", locale.pick("数据与工具", "Data and tools")).ok();
    for page in others {
        line(&mut out, &page.slug, &page.title, page.description.as_deref());
    }
    for (place, zh, en) in [
        (Place::Models, "模型规格", "Models"),
        (Place::Pricing, "价格", "Prices"),
        (Place::Benchmarks, "评测成绩", "Benchmark scores"),
        (Place::Scenarios, "使用场景", "Scenarios"),
        (Place::Updates, "更新", "Updates"),
        (Place::Glossary, "术语表", "Glossary"),
    ] {
        if site.addresses.is_drawn(&place) {
            let slug = Route::new(locale, place).slug().into_owned();
            line(&mut out, &slug, locale.pick(zh, en), None);
        }
    }
    out
}

/// All texts of a language, one after the other; the tables of the catalogue
/// stand in the pages that show them.
pub fn full(snapshot: &Snapshot, origin: &Origin, locale: Locale) -> String {
    let settings = &snapshot.site.settings;
    let mut out = format!("# {}\n\n> {}\n", settings.title.get(locale), settings.description.get(locale));
    for page in snapshot.site.pages.iter().filter(|page| page.locale == locale) {
        let route = Route::page(locale, &page.slug);
        let text = markdown::page(snapshot, &route, page);
        let address = origin.join(&route.path());
        write!(out, "\n---\n\n<{address}>\n\n{}\n", text.trim()).ok();
    }
    out
}
