//! Prices: what a file asks for a model, beside what we have, seller by seller.
//!
//! A price that differs ends ours on the day it begins. What holds at some
//! hours only, in another currency, or with steps that the file does not know,
//! is let be; so is what we read later than the file.

use super::units::{moved, strange};
use super::{Matched, PriceChange, Proposals, Terms};
use crate::catalog::Catalog;
use crate::catalog::history::lines;
use crate::catalog::model::{Model, ProviderId};
use crate::catalog::price::{Currency, Decimal, FromKind, Price, PriceTier};
use crate::catalog::quantity::Date;
use crate::exchange::Quote;

/// An offer's price.
#[derive(Clone, Copy)]
struct Asked<'a> {
    matched: Matched<'a>,
    quote: &'a Quote,
}

/// One seller's prices of a model, and what they are compared by.
struct Seller<'a> {
    catalog: &'a Catalog,
    model: &'a Model,
    id: &'a ProviderId,
    terms: &'a Terms,
}

/// The prices of a model that a file changes or adds.
pub(super) fn compare(
    catalog: &Catalog,
    model: &Model,
    offers: &[Matched<'_>],
    terms: &Terms,
    out: &mut Proposals,
) -> Vec<PriceChange> {
    let mut ids: Vec<&ProviderId> = Vec::new();
    for matched in offers {
        if !ids.contains(&&matched.provider.id) {
            ids.push(&matched.provider.id);
        }
    }
    let mut changes = Vec::new();
    for id in ids {
        let seller = Seller { catalog, model, id, terms };
        let own = offers.iter().filter(|matched| matched.provider.id == *id);
        let asked =
            own.filter_map(|matched| Some(Asked { matched: *matched, quote: matched.offer.quote.as_ref()? }));
        let is_over = |asked: &Asked<'_>| asked.quote.until.is_some_and(|until| until <= terms.as_of);
        let (past, current): (Vec<_>, Vec<_>) = asked.partition(is_over);
        let mut fresh: Vec<PriceChange> = Vec::new();
        if let Some(asked) = seller.choose(&current, out) {
            fresh.extend(seller.current(asked, out));
        }
        for asked in past {
            let change = seller.past(asked, &fresh, out);
            fresh.extend(change);
        }
        changes.append(&mut fresh);
    }
    changes
}

impl<'a> Seller<'a> {
    /// The price that counts, of those one seller asks today.
    fn choose<'b>(&self, asked: &[Asked<'b>], out: &mut Proposals) -> Option<Asked<'b>> {
        let best = asked.iter().map(|asked| asked.matched.strength).min()?;
        let (sure, less): (Vec<Asked<'b>>, Vec<Asked<'b>>) =
            asked.iter().partition(|asked| asked.matched.strength == best);
        let latest = sure.iter().map(|asked| asked.quote.from).max()?;
        let last: Vec<Asked<'b>> = sure.into_iter().filter(|asked| asked.quote.from == latest).collect();
        let first = *last.first()?;
        let id = &first.matched.offer.id;
        if let Some(other) = last.iter().find(|other| !same(other.quote, first.quote)) {
            let (place, other) = (&first.matched.offer.place, &other.matched.offer.place);
            out.note(Some(self.model), place, format!("{other} asks another price; neither is taken"));
            return None;
        }
        for other in less.iter().filter(|other| !same(other.quote, first.quote)) {
            let (place, name) = (&other.matched.offer.place, &other.matched.offer.id);
            out.note(
                Some(self.model),
                place,
                format!("`{name}` has another price than `{id}`, which is taken"),
            );
        }
        Some(first)
    }

    fn own(&self) -> impl Iterator<Item = (usize, &'a Price)> {
        let (model, id) = (self.model, self.id);
        model.prices.iter().enumerate().filter(move |(_, price)| price.provider == *id)
    }

    fn dollars(&self) -> impl Iterator<Item = &'a Price> {
        self.own().map(|(_, price)| price).filter(|price| price.currency == Currency::Usd)
    }

    /// A price of today, if it is another than ours.
    fn current(&self, asked: Asked<'_>, out: &mut Proposals) -> Option<PriceChange> {
        let Asked { matched, quote } = asked;
        let day = self.terms.as_of;
        let holding: Vec<&Price> =
            self.own().map(|(_, price)| price).filter(|price| price.holds_on(day)).collect();
        let mut dollars = holding.iter().filter(|price| price.currency == Currency::Usd);
        if dollars.clone().any(|price| agrees(price, quote)) {
            return None;
        }
        let why = if quote.is_zero() || quote.input.0 == 0 || quote.output.0 == 0 {
            Some("0 for a model that is not known to be free: it may be unknown there".to_owned())
        } else if quote.from.is_some_and(|from| from.days_since_epoch() > day.days_since_epoch()) {
            Some("the price begins after the day of the file".to_owned())
        } else if dollars.clone().any(|price| price.period.is_some()) {
            Some(
                "ours depends on the hour of the day; one price for all hours does not replace it".to_owned(),
            )
        } else if holding.iter().any(|price| price.currency != Currency::Usd) && dollars.next().is_none() {
            Some("ours is in CNY, as the seller asks; a price in US dollars does not replace it".to_owned())
        } else {
            self.newer(quote)
        };
        if let Some(why) = why {
            out.note(Some(self.model), &matched.offer.place, why);
            return None;
        }
        let line = lines(&self.model.prices)
            .into_iter()
            .find(|line| line.provider == self.id && line.currency == Currency::Usd && line.period.is_none());
        let before = line.and_then(|line| line.current(day));
        match before {
            Some(step) => self.replace(asked, step.place, step.price, out),
            None => Some(self.begin(asked)),
        }
    }

    /// Why ours is newer than the file, if it is.
    fn newer(&self, quote: &Quote) -> Option<String> {
        let day = self.terms.as_of;
        let begins = quote.from.unwrap_or(day);
        let later = |date: Date, than: Date| date.days_since_epoch() > than.days_since_epoch();
        let is_later = |from: &Date| later(*from, day) || later(*from, begins);
        let starts = self.dollars().filter_map(|price| price.from.map(|(from, _)| from));
        starts.filter(is_later).max().map(|from| format!("ours begins on {from}, after theirs")).or_else(
            || {
                let read =
                    self.dollars().filter(|price| price.holds_on(day)).map(|price| price.read).max()?;
                later(read, day).then(|| format!("ours was read on {read}, after the day of the file"))
            },
        )
    }

    /// A price where there was none.
    fn begin(&self, asked: Asked<'_>) -> PriceChange {
        let day = self.terms.as_of;
        let is_taken = |from: Date| {
            let span = |price: &Price| (price.from.map(|(from, _)| from), price.until);
            self.dollars().any(|price| overlap(span(price), (Some(from), asked.quote.until)))
        };
        let stated = asked.quote.from.filter(|from| !is_taken(*from)).map(|from| (from, FromKind::Effective));
        let from = stated.unwrap_or((day, FromKind::Observed));
        let (units, against) = strange(self.catalog, self.model, day, asked.quote);
        let remarks = against.filter(|_| !units.is_empty()).into_iter().collect();
        self.change(asked, None, Some(from), units, remarks)
    }

    /// A price in place of ours.
    fn replace(
        &self,
        asked: Asked<'_>,
        place: usize,
        ours: &Price,
        out: &mut Proposals,
    ) -> Option<PriceChange> {
        let Asked { matched, quote } = asked;
        if !ours.tiers.is_empty() && quote.tiers.is_empty() {
            let why = "ours has steps for long prompts, which the file does not say; it is not replaced";
            out.note(Some(self.model), &matched.offer.place, why);
            return None;
        }
        let lost: Vec<&str> = [
            ("cache_read", ours.cache_read, quote.cache_read),
            ("cache_write", ours.cache_write, quote.cache_write),
        ]
        .into_iter()
        .filter(|(_, ours, theirs)| ours.is_some() && theirs.is_none())
        .map(|(part, ..)| part)
        .collect();
        let is_addition = [
            (Some(ours.input), Some(quote.input)),
            (Some(ours.output), Some(quote.output)),
            (ours.cache_read, quote.cache_read),
            (ours.cache_write, quote.cache_write),
        ]
        .iter()
        .all(|(ours, theirs)| ours.is_none() || theirs.is_none() || ours == theirs)
            && (ours.tiers.is_empty() || quote.tiers.is_empty());
        if is_addition && !lost.is_empty() {
            let why = format!("the file adds to our price, but lacks {}; add it by hand", lost.join(", "));
            out.note(Some(self.model), &matched.offer.place, why);
            return None;
        }
        let day = self.terms.as_of;
        let begins =
            |from: Date| ours.from.is_none_or(|(own, _)| own.days_since_epoch() < from.days_since_epoch());
        let stated = quote.from.filter(|from| begins(*from)).map(|from| (from, FromKind::Effective));
        let from = stated.or_else(|| begins(day).then_some((day, FromKind::Observed)));
        let Some(from) = from else {
            out.note(
                Some(self.model),
                &matched.offer.place,
                format!("ours begins on {day} too, with another price"),
            );
            return None;
        };
        let mut remarks = Vec::new();
        if !lost.is_empty() {
            remarks.push(format!("the file does not say {}: the new price has none", lost.join(", ")));
        }
        let is_older = |price: &&Price| price.until.is_some_and(|until| until <= day) && agrees(price, quote);
        if let Some(until) = self.dollars().filter(is_older).filter_map(|price| price.until).max() {
            remarks.push(format!("theirs is what ours was until {until}: their list may be behind"));
        }
        Some(self.change(asked, Some((place, ours.clone())), Some(from), moved(ours, quote), remarks))
    }

    /// A price that is over, if our history has nothing for its days.
    fn past(&self, asked: Asked<'_>, fresh: &[PriceChange], out: &mut Proposals) -> Option<PriceChange> {
        let Asked { matched, quote } = asked;
        let span = (quote.from, quote.until);
        let ours = |price: &Price| (price.from.map(|(from, _)| from), price.until);
        let mut met = self.dollars().filter(|price| overlap(ours(price), span)).peekable();
        if met.peek().is_none() {
            let taken =
                fresh.iter().any(|change| overlap((change.from.map(|(from, _)| from), change.until), span));
            if taken || quote.is_zero() {
                out.note(
                    Some(self.model),
                    &matched.offer.place,
                    "a past price that another contradicts, or of 0",
                );
                return None;
            }
            let mut change = self.begin(asked);
            change.from = quote.from.map(|from| (from, FromKind::Effective));
            return Some(change);
        }
        if !met.any(|price| agrees(price, quote)) {
            let until = quote.until.map(|until| until.to_string()).unwrap_or_default();
            let why = format!(
                "a past price (until {until}) that our history has otherwise; history is not rewritten"
            );
            out.note(Some(self.model), &matched.offer.place, why);
        }
        None
    }

    fn change(
        &self,
        asked: Asked<'_>,
        before: Option<(usize, Price)>,
        from: Option<(Date, FromKind)>,
        units: Vec<super::UnitError>,
        remarks: Vec<String>,
    ) -> PriceChange {
        let is_accepted = self.terms.accepted.contains(self.model.id.as_str());
        let refused = (!units.is_empty() && !is_accepted).then(|| {
            let id = &self.model.id;
            format!("probably another unit; if the price is right, add --accept-unit-changes {id}")
        });
        PriceChange {
            place: asked.matched.offer.place.clone(),
            at: asked.matched.offer.at.clone(),
            provider: self.id.clone(),
            after: without_free_parts(asked.quote, before.as_ref().map(|(_, price)| price)),
            before,
            from,
            until: asked.quote.until,
            units,
            remarks,
            refused,
        }
    }
}

/// A 0 for the cache where nothing is known of it says too little to be written.
fn without_free_parts(quote: &Quote, before: Option<&Price>) -> Quote {
    let kept =
        |theirs: Option<Decimal>, ours: Option<Decimal>| theirs.filter(|part| part.0 > 0 || ours.is_some());
    Quote {
        cache_read: kept(quote.cache_read, before.and_then(|price| price.cache_read)),
        cache_write: kept(quote.cache_write, before.and_then(|price| price.cache_write)),
        ..quote.clone()
    }
}

/// Whether a price says the same as a quote, as far as the quote says anything.
fn agrees(ours: &Price, theirs: &Quote) -> bool {
    let part = |ours: Option<Decimal>, theirs: Option<Decimal>| match (ours, theirs) {
        (_, None) => true,
        (None, Some(theirs)) => theirs.0 == 0,
        (Some(ours), Some(theirs)) => ours == theirs,
    };
    ours.input == theirs.input
        && ours.output == theirs.output
        && part(ours.cache_read, theirs.cache_read)
        && part(ours.cache_write, theirs.cache_write)
        && (theirs.tiers.is_empty() || same_tiers(&ours.tiers, &theirs.tiers))
}

fn same_tiers(ours: &[PriceTier], theirs: &[PriceTier]) -> bool {
    let same = |(ours, theirs): (&PriceTier, &PriceTier)| {
        (ours.above, ours.input, ours.output) == (theirs.above, theirs.input, theirs.output)
            && (theirs.cache_read.is_none() || ours.cache_read == theirs.cache_read)
    };
    ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
}

/// Whether two quotes ask the same, whenever they hold.
fn same(one: &Quote, other: &Quote) -> bool {
    let undated = |quote: &Quote| Quote { from: None, until: None, ..quote.clone() };
    undated(one) == undated(other)
}

/// Whether two spans of days share one; an open end goes on for ever.
fn overlap(one: (Option<Date>, Option<Date>), other: (Option<Date>, Option<Date>)) -> bool {
    let before = |until: Option<Date>, from: Option<Date>| {
        until.zip(from).is_none_or(|(until, from)| from.days_since_epoch() < until.days_since_epoch())
    };
    before(one.1, other.0) && before(other.1, one.0)
}
