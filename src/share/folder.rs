//! What pictures say of pages of the content folder: of a series its numbers, of
//! any other page its description.

use crate::catalog::Catalog;
use crate::catalog::model::{Model, Series};
use crate::catalog::price::{Currency, Price};
use crate::catalog::quantity::{Date, tokens};
use crate::locale::Locale;
use crate::page::Page;
use crate::share::card::{Body, Figure};
use crate::share::lines::{is_mostly_readable, is_readable};
use crate::share::models::newest;
use crate::share::{Told, pages};
use crate::snapshot::Snapshot;
use crate::ui::text;

/// What the picture of a page says.
pub(super) fn page(snapshot: &Snapshot, page: &Page) -> Told {
    let (site, locale) = (&snapshot.site, page.locale);
    let group = site.settings.groups.iter().find(|group| Some(&group.category) == page.category.as_ref());
    let kind = group.map(|group| group.title.get(locale).to_owned()).unwrap_or_default();
    let told = Told {
        kind,
        title: title(snapshot, page),
        // A row of boxes says less than nothing.
        line: Some(page.summary()).filter(|line| is_mostly_readable(line)).unwrap_or_default(),
        body: Body::Words,
        date: page.updated.map(|date| format!("{} {date}", text::UPDATED.get(locale))).unwrap_or_default(),
    };
    let catalog = &site.catalog;
    let about: Vec<&Series> =
        catalog.series.iter().filter(|series| series.page.as_ref() == Some(&page.slug)).collect();
    let models: Vec<&Model> =
        catalog.models.iter().filter(|model| about.iter().any(|series| series.id == model.series)).collect();
    if models.is_empty() {
        return told;
    }
    Told {
        body: Body::of(figures(catalog, &models, snapshot.today, locale)),
        date: pages::as_of(newest(catalog, models.iter().copied()), locale),
        ..told
    }
}

/// The page's title; if our font lacks letters of it, that of its translation,
/// else the last part of its address, else the title as far as it goes.
fn title(snapshot: &Snapshot, page: &Page) -> String {
    let translated = snapshot.site.page(page.locale.other(), &page.slug).map(|other| other.title.as_str());
    let name = page.slug.rsplit('/').next();
    let titles = [Some(page.title.as_str()), translated, name];
    let readable = titles.into_iter().flatten().find(|title| is_readable(title));
    readable.unwrap_or(&page.title).to_owned()
}

/// The numbers of a series: how many models, the newest, the longest context, the
/// lowest price. Models that are no longer offered count, but set no record.
fn figures(catalog: &Catalog, models: &[&Model], today: Date, locale: Locale) -> Vec<Figure> {
    let count = Figure::new(locale.pick("模型", "Models"), models.len().to_string());
    let count = count.unit(locale.pick("款", ""));
    let offered = || models.iter().copied().filter(|model| model.is_current());
    let name = |model: &Model| model.name.get(locale).to_owned();
    let newest = models.iter().filter(|model| model.released().is_some_and(|day| day <= today));
    let newest = newest.max_by_key(|model| model.released());
    let newest = newest.and_then(|model| {
        let day = model.released()?.to_string();
        Some(Figure::new(locale.pick("最新发布", "Newest"), day).note(name(model)))
    });
    let window = |model: &Model| model.facts.context_window.as_ref().map(|window| *window.value());
    let longest = offered().filter_map(|model| Some((window(model)?, model))).max_by_key(|(size, _)| *size);
    let longest = longest.map(|(size, model)| {
        let figure = Figure::new(locale.pick("最长上下文", "Longest context"), tokens(size));
        figure.unit(locale.pick("词元", "tokens")).note(name(model))
    });
    let priced = offered().filter_map(|model| Some((catalog.headline_price(model, today)?.1, model)));
    // The maker's own prices before others'; dollars and yuan are not ranked
    // against each other.
    let lowest = priced.min_by_key(|(price, model)| {
        let is_own = catalog.is_own_service(model, &price.provider);
        (!is_own, price.currency != Currency::Usd, price.output)
    });
    let lowest = lowest.map(|(price, model)| {
        let figure = Figure::new(locale.pick("最低输出价 / 百万", "Lowest output / 1M"), output(price));
        figure.note(name(model))
    });
    [Some(count), newest, longest, lowest].into_iter().flatten().collect()
}

fn output(price: &Price) -> String {
    price.money(price.output).print()
}
