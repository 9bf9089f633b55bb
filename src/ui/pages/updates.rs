//! Releases, price changes and ends by date, a year to a page.

use leptos::prelude::*;

use crate::catalog::updates::{Kind, Update, updates};
use crate::locale::Locale;
use crate::page::Heading;
use crate::query::Query;
use crate::route::{File, Place, Route};
use crate::ui::app::{Frame, Request};
use crate::ui::components::contents::FoldedContents;
use crate::ui::components::news::{Detail, news};
use crate::ui::text;

/// What of the updates is asked for; what means nothing is left out and said.
#[derive(Clone, Default)]
struct Wish {
    kind: Option<Kind>,
    series: Option<String>,
    year: Option<u16>,
    ignored: Vec<String>,
}

impl Wish {
    fn read(request: &Request, all: &[Update<'_>]) -> Self {
        let query = &request.query;
        let catalog = &request.snapshot.site.catalog;
        let mut wish = Self::default();
        let given = |key| query.get(key).filter(|value: &&str| !value.is_empty());
        let mut ignore = |key: &str, value: &str| {
            wish.ignored.push(format!("{key}={}", value.chars().take(60).collect::<String>()));
        };
        let kind = given("kind").and_then(|name| {
            Kind::from_name(name).or_else(|| {
                ignore("kind", name);
                None
            })
        });
        let known = |id: &&str| catalog.series.iter().any(|series| series.id.as_str() == *id);
        let series = given("series").and_then(|id| {
            Some(id).filter(known).map(str::to_owned).or_else(|| {
                ignore("series", id);
                None
            })
        });
        let has = |year: &u16| all.iter().any(|update| update.date.year() == *year);
        let year = given("year").and_then(|text| {
            text.parse().ok().filter(has).or_else(|| {
                ignore("year", text);
                None
            })
        });
        wish.kind = kind;
        wish.series = series;
        wish.year = year;
        wish
    }

    fn holds(&self, update: &Update<'_>) -> bool {
        self.kind.is_none_or(|kind| update.kind() == kind)
            && self.series.as_ref().is_none_or(|id| update.model.series.as_str() == id)
            && self.year.is_none_or(|year| update.date.year() == year)
    }

    /// How many updates there are.
    fn count(&self, all: &[Update<'_>]) -> usize {
        all.iter().filter(|update| self.holds(update)).count()
    }

    /// The address of the wish.
    fn address(&self, locale: Locale) -> String {
        let mut query = Query::default();
        query.set("kind", self.kind.map_or("", Kind::name));
        query.set("series", self.series.as_deref().unwrap_or_default());
        query.set("year", &self.year.map(|year| year.to_string()).unwrap_or_default());
        Route::new(locale, Place::Updates).with_query(&query)
    }
}

pub(crate) fn page(request: &Request) -> Frame {
    let locale = request.route.locale;
    let all = updates(&request.snapshot.site.catalog, request.snapshot.today);
    let mut wish = Wish::read(request, &all);
    let asked = wish.year;
    // Without a year, the newest that has something to show; a year that is
    // still to come has announced ends alone, and is a link away.
    let this_year = request.snapshot.today.year();
    let fitting = || all.iter().filter(|update| wish.holds(update)).map(|update| update.date.year());
    let newest = fitting().filter(|year| *year <= this_year).max().or_else(|| fitting().max());
    wish.year = asked.or(newest);
    let shown: Vec<&Update<'_>> = all.iter().filter(|update| wish.holds(update)).collect();
    let months = by_month(&shown);
    let headings: Vec<Heading> = months
        .iter()
        .map(|(month, _)| Heading { level: 2, text: month.clone(), anchor: anchor(month) })
        .collect();
    let groups = months.iter().map(|(month, updates)| {
        view! {
            <section>
                <h2 id=anchor(month)>{month.clone()}</h2>
                {news(request, updates.iter().copied(), Detail::Full)}
            </section>
        }
    });
    let title = text::UPDATES.get(locale);
    let lead = locale.pick(
        "模型发布、价格变动与下线，按日期排列。价格为每百万词元；“不晚于”表示那天首次见到新价格。",
        "Releases, price changes and ends by date. Prices are per million tokens; “by” means that the new price was first seen on that day.",
    );
    let none = shown
        .is_empty()
        .then(|| view! { <p>{locale.pick("没有符合条件的动态。", "No update matches.")}</p> });
    let ignored = (!wish.ignored.is_empty()).then(|| {
        let codes = wish.ignored.iter().map(|part| view! { <code>{part.clone()}</code> });
        view! { <p class="notice" role="status">{text::IGNORED.get(locale)}{codes.collect_view()}</p> }
    });
    let main = view! {
        <article class="updates-page">
            <h1>{title}</h1>
            <p class="lead">{lead}</p>
            {ignored}
            {filters(request, &wish, &all)}
            <FoldedContents headings=headings.clone() locale />
            {none}
            {groups.collect_view()}
        </article>
    };
    Frame { headings, ..Frame::new(title, lead, main.into_any()) }
}

/// Links by kind and year, each with its count, and the choice of a series.
fn filters(request: &Request, wish: &Wish, all: &[Update<'_>]) -> AnyView {
    let locale = request.route.locale;
    let chip = |wish: Wish, name: String, is_current: bool| {
        let count = wish.count(all);
        let current = is_current.then_some("true");
        view! { <li><a class="chip" href=wish.address(locale) aria-current=current>{name}" "<span class="count">{count}</span></a></li> }
    };
    let kinds = std::iter::once(None).chain(Kind::ALL.map(Some)).map(|kind| {
        chip(Wish { kind, ..wish.clone() }, kind_name(kind, locale).to_owned(), kind == wish.kind)
    });
    let mut years: Vec<u16> = all.iter().map(|update| update.date.year()).collect();
    years.dedup();
    let years = years.into_iter().filter_map(|year| {
        let other = Wish { year: Some(year), ..wish.clone() };
        let is_current = wish.year == Some(year);
        (is_current || other.count(all) > 0).then(|| chip(other, year.to_string(), is_current))
    });
    let options = request.snapshot.site.catalog.series.iter().map(|series| {
        let selected = wish.series.as_deref() == Some(series.id.as_str());
        view! { <option value=series.id.0.clone() selected=selected>{series.name.get(locale).to_owned()}</option> }
    });
    let feed = wish.series.as_deref().map_or(File::Feed, File::SeriesFeed).path(locale);
    let kind = wish.kind.map(|kind| view! { <input type="hidden" name="kind" value=kind.name() /> });
    view! {
        <div class="update-filters">
            <ul class="chips" aria-label=locale.pick("种类", "Kind")>{kinds.collect_view()}</ul>
            <ul class="chips" aria-label=locale.pick("年份", "Year")>{years.collect_view()}</ul>
            <form method="get" action=Route::new(locale, Place::Updates).path() class="filters">
                {kind}
                <label>
                    {text::SERIES.get(locale)}
                    <select name="series"><option value="">{text::ALL.get(locale)}</option>{options.collect_view()}</select>
                </label>
                <button type="submit">{text::APPLY.get(locale)}</button>
                <a href=feed type="application/atom+xml">{locale.pick("订阅（Atom）", "Follow (Atom feed)")}</a>
            </form>
        </div>
    }
    .into_any()
}

fn kind_name(kind: Option<Kind>, locale: Locale) -> &'static str {
    match kind {
        None => locale.pick("全部", "All"),
        Some(Kind::Release) => locale.pick("发布", "Releases"),
        Some(Kind::Price) => locale.pick("价格变动", "Price changes"),
        Some(Kind::End) => locale.pick("下线", "Ends"),
    }
}

/// Updates by their month, in the order they come.
fn by_month<'a, 'b>(updates: &[&'a Update<'b>]) -> Vec<(String, Vec<&'a Update<'b>>)> {
    let mut months: Vec<(String, Vec<&Update<'_>>)> = Vec::new();
    for update in updates {
        let month: String = update.date.to_string().chars().take(7).collect();
        match months.last_mut() {
            Some((last, updates)) if *last == month => updates.push(update),
            _ => months.push((month, vec![update])),
        }
    }
    months
}

/// A month's id on the page.
fn anchor(month: &str) -> String {
    format!("m-{month}")
}
