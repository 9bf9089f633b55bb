//! What search finds, and what means the same to it.

use crate::catalog::model::{Model, Series};
use crate::catalog::quantity::{Date, params, tokens};
use crate::catalog::scenario::Scenario;
use crate::content::Site;
use crate::content::authored::standard_synonyms;
use crate::glossary::Term;
use crate::locale::{Locale, Text};
use crate::page::{Page, Section};
use crate::route::{Place, Route};
use crate::search::{Axis, Document, Facet, Kind};

/// A title longer than this, in characters, is a sentence and no name.
const NAME: usize = 40;

/// Sections of pages, models, scenarios and terms, in both languages.
pub fn documents(site: &Site, today: Date) -> Vec<Document> {
    let catalog = &site.catalog;
    let mut documents: Vec<Document> = site.pages.iter().flat_map(|page| sections(site, page)).collect();
    for locale in Locale::ALL {
        documents.extend(site.glossary.iter().map(|term| of_term(term, locale)));
        documents.extend(catalog.scenarios.iter().map(|scenario| of_scenario(scenario, locale)));
        documents.extend(catalog.models.iter().map(|model| of_model(site, model, today, locale)));
    }
    documents
}

/// Groups of names that mean the same: the glossary's terms (the standard ones, if
/// the folder has none), a page's titles in both languages, makers, series and scenarios.
pub fn synonyms(site: &Site) -> Vec<Vec<String>> {
    let mut groups: Vec<Vec<String>> = match site.glossary.is_empty() {
        true => standard_synonyms(),
        false => site.glossary.iter().map(Term::names).collect(),
    };
    let catalog = &site.catalog;
    let pair = |text: &Text| vec![text.zh.clone(), text.en.clone()];
    groups.extend(catalog.vendors.iter().map(|vendor| pair(&vendor.name)));
    groups.extend(catalog.series.iter().map(|series| pair(&series.name)));
    groups.extend(catalog.scenarios.iter().map(|scenario| pair(&scenario.name)));
    for page in site.pages.iter().filter(|page| page.locale == Locale::Zh) {
        if let Some(other) = site.page(Locale::En, &page.slug) {
            groups.push(vec![page.title.clone(), other.title.clone()]);
        }
    }
    groups.retain(|group| {
        let mut names = group.iter().map(|name| name.to_lowercase());
        let first = names.next();
        names.any(|name| Some(name) != first) && group.iter().all(|name| name.chars().count() <= NAME)
    });
    groups
}

/// The sections of a page; the page's other-language title finds it too.
fn sections(site: &Site, page: &Page) -> Vec<Document> {
    let path = Route::page(page.locale, &page.slug).path();
    let translation = site.page(page.locale.other(), &page.slug);
    let other = translation.map(|page| page.title.clone());
    // The page about a series is found by the series' name.
    let about: Vec<&Series> =
        site.catalog.series.iter().filter(|series| series.page.as_ref() == Some(&page.slug)).collect();
    let names = about.iter().flat_map(|series| [series.name.zh.clone(), series.name.en.clone()]);
    let mut aliases: Vec<String> =
        other.into_iter().chain(names).filter(|name| *name != page.title).collect();
    aliases.sort();
    aliases.dedup();
    let aligned = translation.filter(|translation| is_aligned(page, translation));
    let facets = facets_about(&about);
    let heading_alias = |place: usize| match aligned.and_then(|page| page.sections.get(place)) {
        Some(other) => other.heading.clone(),
        None => String::new(),
    };
    let section = |(place, section): (usize, &Section)| {
        let hash = if section.anchor.is_empty() { "" } else { "#" };
        let url = format!("{path}{hash}{}", section.anchor);
        let lead = (place == 0).then(|| page.description.clone()).flatten();
        Document {
            topic: format!("page {}", page.slug),
            title: page.title.clone(),
            heading: section.heading.clone(),
            heading_alias: heading_alias(place),
            body: [lead.unwrap_or_default(), section.text.clone()].join("\n").trim().to_owned(),
            code: section.code.clone(),
            aliases: if place == 0 { aliases.clone() } else { Vec::new() },
            facets: facets.clone(),
            ..Document::new(Kind::Page, Some(page.locale), url)
        }
    };
    page.sections.iter().enumerate().map(section).collect()
}

/// Whether two pages have the same headings by number and level, so that each
/// section of one translates the section of the other.
fn is_aligned(page: &Page, translation: &Page) -> bool {
    let levels = |page: &Page| page.headings.iter().map(|heading| heading.level).collect::<Vec<_>>();
    page.sections.len() == translation.sections.len() && levels(page) == levels(translation)
}

/// The series a page is about, and their makers.
fn facets_about(about: &[&Series]) -> Vec<Facet> {
    let mut facets: Vec<Facet> = about
        .iter()
        .flat_map(|series| {
            [Facet::new(Axis::Series, series.id.as_str()), Facet::new(Axis::Vendor, series.vendor.as_str())]
        })
        .collect();
    facets.sort();
    facets.dedup();
    facets
}

fn of_term(term: &Term, locale: Locale) -> Document {
    let url = format!("{}#{}", Route::new(locale, Place::Glossary).path(), term.id);
    let title = term.name.get(locale).to_owned();
    Document {
        // Each term is found by itself, not as a section of the glossary.
        page: url.clone(),
        topic: format!("term {}", term.id),
        aliases: term.names().into_iter().filter(|name| *name != title).collect(),
        title,
        body: term.meaning.get(locale).to_owned(),
        ..Document::new(Kind::Term, Some(locale), url)
    }
}

fn of_scenario(scenario: &Scenario, locale: Locale) -> Document {
    let url = Route::new(locale, Place::Scenario(scenario.id.0.clone())).path();
    let mut body = vec![scenario.summary.get(locale).to_owned()];
    body.extend(scenario.matters.iter().map(|point| point.get(locale).to_owned()));
    let names =
        std::iter::once(scenario.name.get(locale.other())).chain(scenario.also.iter().map(String::as_str));
    Document {
        topic: format!("scenario {}", scenario.id),
        title: scenario.name.get(locale).to_owned(),
        body: body.join("\n"),
        aliases: names.map(str::to_owned).collect(),
        facets: vec![Facet::new(Axis::Scenario, scenario.id.as_str())],
        ..Document::new(Kind::Scenario, Some(locale), url)
    }
}

fn of_model(site: &Site, model: &Model, today: Date, locale: Locale) -> Document {
    let catalog = &site.catalog;
    let vendor = catalog.vendor_of(model);
    let title = model.name.get(locale).to_owned();
    let mut aliases = model.aliases.clone();
    aliases.extend([model.id.0.clone(), model.name.get(locale.other()).to_owned()]);
    aliases.extend(model.facts.hf_id.as_ref().map(|id| id.value().clone()));
    let mut known = vec![title.clone()];
    aliases.retain(|alias| {
        let is_new = !known.contains(alias);
        known.push(alias.clone());
        is_new
    });
    let mut facets = vec![Facet::new(Axis::Series, model.series.as_str())];
    facets.extend(vendor.map(|vendor| Facet::new(Axis::Vendor, vendor.id.as_str())));
    let fitting = catalog.scenarios.iter().filter(|scenario| scenario.fits(model, today));
    facets.extend(fitting.map(|scenario| Facet::new(Axis::Scenario, scenario.id.as_str())));
    Document {
        topic: format!("model {}", model.id),
        title,
        body: summary(model, vendor.map_or("", |vendor| vendor.name.get(locale))),
        aliases,
        facets,
        ..Document::new(Kind::Model, Some(locale), Route::model(locale, model.id.as_str()).path())
    }
}

/// A model in a line, for a search result.
fn summary(model: &Model, vendor: &str) -> String {
    let facts = &model.facts;
    let parts = [
        Some(vendor.to_owned()),
        facts.released.as_ref().map(|date| date.value().to_string()),
        // Bare numbers: a word such as "context" here would make every model a
        // result for it.
        facts.context_window.as_ref().map(|n| tokens(*n.value())),
        facts.total_params.as_ref().map(|n| params(*n.value())),
        facts.hf_id.as_ref().map(|id| id.value().clone()),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}
