//! What a page is, as data for search engines: JSON-LD in words of schema.org.
//!
//! Only what the site knows is said. Publisher, author and the licence of the data
//! are not: nothing in a content folder names them.

use serde_json::{Map, Value, json};

use crate::catalog::quantity::Date;
use crate::catalog::source::SourceId;
use crate::catalog::table::View;
use crate::locale::Locale;
use crate::page::Page;
use crate::route::{Place, Route};
use crate::snapshot::listing::modified;
use crate::ui::app::{Frame, Request};
use crate::ui::text;

/// The data of a page as the contents of a script element; nothing where there is
/// nothing to say.
pub(super) fn linked_data(request: &Request, frame: &Frame) -> Option<String> {
    let mut things: Vec<Value> = Vec::new();
    match &request.route.place {
        _ if let Some(page) = request.written() => things.push(article(request, page, frame)),
        Place::Home => things.push(website(request)),
        Place::Models => things.push(dataset(request, View::Specs, frame)),
        Place::Pricing => things.push(dataset(request, View::Prices, frame)),
        Place::Benchmarks => things.push(dataset(request, View::Scores, frame)),
        _ => {}
    }
    things.extend(frame.trail.as_ref().map(|steps| breadcrumbs(request, steps, &frame.title)));
    let graph = match things.len() {
        0 => return None,
        1 => things.remove(0),
        _ => json!({ "@graph": things }),
    };
    let mut document = Map::new();
    document.insert("@context".to_owned(), "https://schema.org".into());
    document.extend(graph.as_object().cloned().unwrap_or_default());
    // No `</script>` or `<!--` may end or change what the browser reads as a script.
    Some(Value::Object(document).to_string().replace('<', "\\u003c"))
}

/// A page of the content folder.
fn article(request: &Request, page: &Page, frame: &Frame) -> Value {
    let site = &request.snapshot.site;
    let mut thing = json!({
        "@type": "TechArticle",
        "headline": page.title,
        "description": frame.description,
        "url": request.origin.page(&request.route),
        "inLanguage": page.locale.tag(),
        "isPartOf": site_in_short(request),
    });
    if let Some(date) = modified(&request.snapshot, &request.route) {
        thing["dateModified"] = date.to_string().into();
    }
    let about = site.catalog.series.iter().filter(|series| series.page.as_ref() == Some(&page.slug));
    let about: Vec<Value> = about
        .map(|series| json!({ "@type": "Thing", "name": series.name.get(page.locale) }))
        .chain(subjects(request, page))
        .collect();
    if !about.is_empty() {
        thing["about"] = about.into();
    }
    thing
}

/// The terms of the glossary that a page's title is a name of.
fn subjects<'a>(request: &'a Request, page: &'a Page) -> impl Iterator<Item = Value> + 'a {
    let named = request.snapshot.site.glossary.iter().filter(|term| term.names().contains(&page.title));
    named.map(|term| json!({ "@type": "Thing", "name": term.name.get(page.locale) }))
}

/// The site as a whole, and how to search it.
fn website(request: &Request) -> Value {
    let locale = request.route.locale;
    let title = &request.snapshot.site.settings.title;
    let mut thing = site_in_short(request);
    thing["inLanguage"] = locale.tag().into();
    if title.zh != title.en {
        thing["alternateName"] = title.get(locale.other()).into();
    }
    let search = request.origin.page(&Route::new(locale, Place::Search));
    thing["potentialAction"] = json!({
        "@type": "SearchAction",
        "target": { "@type": "EntryPoint", "urlTemplate": format!("{search}?q={{words}}") },
        "query-input": "required name=words",
    });
    thing
}

fn site_in_short(request: &Request) -> Value {
    let locale = request.route.locale;
    json!({
        "@type": "WebSite",
        "name": request.snapshot.site.settings.title.get(locale),
        "url": request.origin.page(&Route::new(locale, Place::Home)),
    })
}

/// A table of all of the catalogue, and the files it can be had as.
fn dataset(request: &Request, view: View, frame: &Frame) -> Value {
    let locale = request.route.locale;
    let file = |kind: &str, format: &str| {
        let address = format!("/data/{}.{}.{kind}", view.name(), locale.code());
        json!({
            "@type": "DataDownload",
            "encodingFormat": format,
            "contentUrl": request.origin.join(&address),
        })
    };
    let mut thing = json!({
        "@type": "Dataset",
        "name": frame.title,
        "description": frame.description,
        "url": request.origin.page(&request.route),
        "inLanguage": locale.tag(),
        "isAccessibleForFree": true,
        "distribution": [file("csv", "text/csv"), file("json", "application/json")],
    });
    if let Some(date) = modified(&request.snapshot, &request.route) {
        thing["dateModified"] = date.to_string().into();
    }
    if let Some((first, last)) = coverage(request, view) {
        thing["temporalCoverage"] = format!("{first}/{last}").into();
    }
    thing
}

/// The first and last day that the values of a table are about: releases of models,
/// the days of prices, the sources of scores.
fn coverage(request: &Request, view: View) -> Option<(Date, Date)> {
    let catalog = &request.snapshot.site.catalog;
    let dated = |id: SourceId| catalog.source(id).map(|source| source.date);
    let models = catalog.models.iter();
    let mut days: Vec<Date> = match view {
        View::Specs => models.filter_map(|model| model.released()).collect(),
        View::Prices => models
            .flat_map(|model| &model.prices)
            .flat_map(|price| price.from.map(|(from, _)| from).into_iter().chain([price.read]))
            .collect(),
        _ => models.flat_map(|model| &model.scores).filter_map(|score| dated(score.source)).collect(),
    };
    days.sort_unstable();
    Some((*days.first()?, *days.last()?))
}

/// The way from the front page. A step without an address is left out: search engines
/// want one of every step but the last.
fn breadcrumbs(request: &Request, steps: &[(String, Option<String>)], here: &str) -> Value {
    let locale: Locale = request.route.locale;
    let home = (text::HOME.get(locale), Some(request.origin.page(&Route::new(locale, Place::Home))));
    let steps = steps
        .iter()
        .filter_map(|(title, address)| Some((title.as_str(), Some(request.origin.join(address.as_ref()?)))));
    let all = std::iter::once(home).chain(steps).chain([(here, None)]);
    let items = all.enumerate().map(|(at, (name, address))| {
        let mut item = json!({ "@type": "ListItem", "position": at + 1, "name": name });
        if let Some(address) = address {
            item["item"] = address.into();
        }
        item
    });
    json!({ "@type": "BreadcrumbList", "itemListElement": items.collect::<Vec<_>>() })
}
