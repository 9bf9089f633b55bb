//! Atom feeds of what `/updates` shows: of all models, and of each series.

use atom_syndication::{Category, Entry, Feed, FixedDateTime, Link, Person, Text};
use axum::body::Body;
use axum::extract::{Path, Request, State};
use axum::http::{Response, StatusCode, Uri};

use crate::catalog::model::{Series, SeriesId};
use crate::catalog::quantity::Date;
use crate::catalog::updates::{Update, What, updates};
use crate::locale::Locale;
use crate::route::{File, Origin, Place, Route};
use crate::snapshot::Snapshot;
use crate::snapshot::listing::newest;
use crate::ui::text;
use crate::ui::told::told;
use crate::web::cache::{Policy, answer};
use crate::web::error::plain;
use crate::web::page;
use crate::web::state::AppState;
use crate::web::xml::allowed;

/// Entries in a feed, the newest.
const MOST: usize = 100;
/// What the standard of `tag:` addresses asks for: a year in which their host was ours.
/// It never changes, else readers would see every entry again.
const MINTED: &str = "2026";

/// `GET /feed.xml` and `/en/feed.xml`.
pub(super) async fn all(State(state): State<AppState>, uri: Uri) -> Response<Body> {
    respond(&state, Route::parse(uri.path()).locale, None)
}

/// `GET /feed/<series>.xml` and `/en/feed/<series>.xml`. What is no feed may be a page
/// of a folder of that name.
pub(super) async fn series(
    State(state): State<AppState>,
    Path(file): Path<String>,
    request: Request,
) -> Response<Body> {
    match file.strip_suffix(".xml") {
        Some(id) => respond(&state, Route::parse(request.uri().path()).locale, Some(id)),
        None => page::show(State(state), request).await,
    }
}

fn respond(state: &AppState, locale: Locale, series: Option<&str>) -> Response<Body> {
    let snapshot = state.snapshot();
    let site = &snapshot.site;
    let found = series.map(|id| site.catalog.series(&SeriesId::from(id)));
    if found.is_some_and(|found| found.is_none()) || !site.addresses.is_drawn(&Place::Updates) {
        return plain(StatusCode::NOT_FOUND, "There is no such feed.\n");
    }
    let feed = Subject { snapshot: &snapshot, origin: state.origin(), locale, series: found.flatten() };
    let kind = "application/atom+xml; charset=utf-8";
    answer(StatusCode::OK, kind, Policy::Ask, feed.draw().to_string())
}

/// What a feed is about.
struct Subject<'a> {
    snapshot: &'a Snapshot,
    origin: Origin,
    locale: Locale,
    /// Only this series.
    series: Option<&'a Series>,
}

impl Subject<'_> {
    fn draw(&self) -> Feed {
        let (locale, site) = (self.locale, &self.snapshot.site);
        let updates = updates(&site.catalog, self.snapshot.today);
        let own = |update: &&Update<'_>| self.series.is_none_or(|series| update.model.series == series.id);
        let mut dated: Vec<(Date, &Update<'_>)> =
            updates.iter().filter(own).map(|update| (self.date(update), update)).collect();
        dated.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
        dated.truncate(MOST);
        let name = allowed(site.settings.title.get(locale));
        let subject = self.series.map_or(name.clone(), |series| allowed(series.name.get(locale)));
        let updates = Route::new(locale, Place::Updates);
        let (file, page) = match self.series {
            Some(series) => {
                (File::SeriesFeed(series.id.as_str()), updates.asking("series", series.id.as_str()))
            }
            None => (File::Feed, updates.path()),
        };
        Feed {
            title: Text::plain(format!("{subject} · {}", text::UPDATES.get(locale))),
            id: self.tag(self.series.map_or("all", |series| series.id.as_str())),
            updated: moment(dated.first().map_or_else(|| self.newest(), |(date, _)| *date)),
            authors: vec![Person { name, ..Person::default() }],
            links: vec![
                link("self", "application/atom+xml", self.origin.join(&file.path(locale))),
                link("alternate", "text/html", self.origin.join(&page)),
            ],
            icon: Some(self.origin.join("/favicon.ico")),
            entries: dated.into_iter().map(|(date, update)| self.entry(date, update)).collect(),
            lang: Some(locale.tag().to_owned()),
            ..Feed::default()
        }
    }

    fn entry(&self, date: Date, update: &Update<'_>) -> Entry {
        let told = told(&self.snapshot.site.catalog, update, self.locale);
        let model = Route::model(self.locale, update.model.id.as_str()).path();
        let address = self.origin.join(&format!("{model}#{}", update.anchor()));
        let kind = update.kind().name().to_owned();
        Entry {
            title: Text::plain(allowed(&told.title)),
            id: self.tag(&name(update)),
            updated: moment(date),
            links: vec![link("alternate", "text/html", address)],
            categories: vec![Category { term: kind, ..Category::default() }],
            summary: Some(Text::plain(allowed(&told.summary))),
            ..Entry::default()
        }
    }

    /// The day that readers learn of an update: its own, or of what is still to come the
    /// day on which its source announced it.
    fn date(&self, update: &Update<'_>) -> Date {
        let source = update.source().and_then(|id| self.snapshot.site.catalog.source(id));
        source.filter(|_| update.is_announced()).map_or(update.date, |source| source.date)
    }

    /// The newest day of the data, for a feed in which nothing happened yet.
    fn newest(&self) -> Date {
        let catalog = &self.snapshot.site.catalog;
        let own = |id: &SeriesId| self.series.is_none_or(|series| *id == series.id);
        let models = catalog.models.iter().filter(|model| own(&model.series));
        let newest = models.filter_map(|model| newest(catalog, model)).max();
        newest.unwrap_or_else(|| Date::from_days_since_epoch(0))
    }

    /// A name for good. It does not change with the scheme or the port of the site.
    fn tag(&self, name: &str) -> String {
        // An address of IPv6 is no name; a public site has none.
        let host = self.origin.host().replace(':', "-");
        format!("tag:{host},{MINTED}:updates/{}/{name}", self.locale.code())
    }
}

/// A name for an update that stays while its dates and numbers are corrected. Prices
/// change more than once.
fn name(update: &Update<'_>) -> String {
    let model = &update.model.id;
    match &update.what {
        What::Repriced { provider, .. } => format!("{model}/price/{provider}/{}", update.date),
        _ => format!("{model}/{}", update.kind().name()),
    }
}

fn link(rel: &str, kind: &str, href: String) -> Link {
    Link { rel: rel.to_owned(), href, mime_type: Some(kind.to_owned()), ..Link::default() }
}

/// The beginning of a day, or of a month where the day is unknown.
fn moment(date: Date) -> FixedDateTime {
    let day = Date::from_days_since_epoch(date.days_since_epoch());
    format!("{day}T00:00:00Z").parse().unwrap_or_default()
}
