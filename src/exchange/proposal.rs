//! What a file would change in the catalogue: new models, prices and facts.
//!
//! 1. [`newcomers`] are models of known makers that the catalogue does not have.
//! 2. Every offer is led to its model; what is unsure is noted.
//! 3. [`prices`] are compared seller by seller, for the days they hold.
//! 4. [`facts`] are taken from the maker's own service, else from all sellers
//!    that agree.
//!
//! Our values are never overwritten: a price that changed ends, and a fact that
//! differs stands beside ours. What is proposed is data; [`write`](super::write)
//! carries it out.

mod facts;
mod newcomers;
mod prices;
pub mod units;

use std::collections::{BTreeMap, BTreeSet};

use super::matching::{Found, Matcher, Strength};
use super::said::Said;
use super::{Fault, Format, Note, Offer, Quote, Reading};
use crate::catalog::Catalog;
use crate::catalog::measure::Fact;
use crate::catalog::model::{Model, ModelId, Provider, ProviderId, SeriesId, VendorId};
use crate::catalog::price::{FromKind, Price};
use crate::catalog::quantity::Date;
use units::UnitError;

/// How a file is to be compared.
#[derive(Clone, Debug)]
pub struct Terms {
    /// Its format.
    pub format: Format,
    /// The day the file is of: prices without dates are first seen then.
    pub as_of: Date,
    /// Today.
    pub today: Date,
    /// Sellers to look at, by their names; all when there are none.
    pub only: BTreeSet<String>,
    /// Ids of ours that the user gives their sellers.
    pub named: BTreeMap<String, String>,
    /// Models whose prices may change more than tenfold.
    pub accepted: BTreeSet<String>,
}

/// Everything a file would change, and what was let be.
#[derive(Clone, Debug, Default)]
pub struct Proposals {
    /// What would change, by model, in the catalogue's order.
    pub proposals: Vec<Proposal>,
    /// What was let be, and why.
    pub notes: Vec<Note>,
    /// What is wrong in the file.
    pub faults: Vec<Fault>,
    /// How many entries were passed over, by reason.
    pub skipped: BTreeMap<String, usize>,
}

/// What would change of one model.
#[derive(Clone, Debug)]
pub struct Proposal {
    /// The model.
    pub model: ModelId,
    /// What it is called.
    pub name: String,
    /// The model itself, where the catalogue does not have it.
    pub newcomer: Option<Newcomer>,
    /// Prices that would begin.
    pub prices: Vec<PriceChange>,
    /// Facts that would be added.
    pub facts: Vec<FactChange>,
}

/// A model that the catalogue does not have.
#[derive(Clone, Debug)]
pub struct Newcomer {
    /// Where it stands in the file.
    pub place: String,
    /// Who makes it.
    pub maker: VendorId,
    /// The series it belongs to, where that is certain.
    pub series: Option<SeriesId>,
    /// What else it is called.
    pub aliases: Vec<String>,
}

/// A price that would begin.
#[derive(Clone, Debug)]
pub struct PriceChange {
    /// Where it stands in the file.
    pub place: String,
    /// The same as the catalogue writes it down.
    pub at: String,
    /// Who sells.
    pub provider: ProviderId,
    /// The price it takes the place of, and that price's place among the model's.
    pub before: Option<(usize, Price)>,
    /// What it is.
    pub after: Quote,
    /// The first day, and how well it is known.
    pub from: Option<(Date, FromKind)>,
    /// The first day it no longer holds.
    pub until: Option<Date>,
    /// Amounts that moved more than tenfold.
    pub units: Vec<UnitError>,
    /// What an editor should know.
    pub remarks: Vec<String>,
    /// Why it is not written.
    pub refused: Option<String>,
}

/// A fact that would be added, as ours or beside ours.
#[derive(Clone, Debug)]
pub struct FactChange {
    /// Where it stands in the file.
    pub place: String,
    /// The same as the catalogue writes it down.
    pub at: String,
    /// Which.
    pub fact: Fact,
    /// What we say; `None` where we say nothing.
    pub ours: Option<Said>,
    /// What they say.
    pub said: Said,
}

impl Proposal {
    /// Why nothing of it is written, if nothing is.
    pub fn refused(&self) -> Option<String> {
        let newcomer = self.newcomer.as_ref().filter(|newcomer| newcomer.series.is_none())?;
        Some(format!("which series of {} it belongs to is not certain; add it by hand", newcomer.maker))
    }

    /// How many changes of it can be written, and how many cannot.
    pub fn counts(&self) -> (usize, usize) {
        let all = usize::from(self.newcomer.is_some()) + self.prices.len() + self.facts.len();
        let refused = self.prices.iter().filter(|price| price.refused.is_some()).count();
        if self.refused().is_some() { (0, all) } else { (all - refused, refused) }
    }
}

/// An offer, led to its model and seller.
#[derive(Clone, Copy)]
struct Matched<'a> {
    offer: &'a Offer,
    strength: Strength,
    provider: &'a Provider,
}

/// Compares what a file says with the catalogue.
pub fn propose(catalog: &Catalog, reading: Reading, terms: &Terms) -> Proposals {
    let Reading { offers, faults, notes, skipped, .. } = reading;
    let mut out = Proposals { proposals: Vec::new(), notes, faults, skipped };
    let wanted = |offer: &&Offer| terms.only.is_empty() || terms.only.contains(&offer.seller);
    let (wanted, others): (Vec<&Offer>, Vec<&Offer>) = offers.iter().partition(wanted);
    out.skip("entries of sellers that were not asked for", others.len());
    let known = Matcher::new(catalog, terms.format, terms.named.clone());
    let (known_sellers, unknown): (Vec<&Offer>, Vec<&Offer>) =
        wanted.into_iter().partition(|offer| known.seller(&offer.seller).is_some());
    out.skip("entries of sellers that the catalogue does not list", unknown.len());
    let (newcomers, passed) = newcomers::find(&known, &known_sellers, &mut out);
    // Newcomers are compared as models of which nothing is known yet, so that
    // they are found and priced by the same rules once they are written.
    let mut extended = catalog.clone();
    extended.models.extend(newcomers.iter().map(|(model, _)| model.clone()));
    let matcher = Matcher::new(&extended, terms.format, terms.named.clone());
    let mut found: BTreeMap<&str, Vec<Matched<'_>>> = BTreeMap::new();
    for offer in known_sellers.into_iter().filter(|offer| !passed.contains(offer.place.as_str())) {
        let Some(provider) = matcher.seller(&offer.seller) else { continue };
        match matcher.model(offer) {
            Found::Model(model, strength) => {
                found.entry(model.id.as_str()).or_default().push(Matched { offer, strength, provider });
            }
            Found::Unsure(why) => out.note(None, &offer.place, why),
            Found::Variant => out.skip("variants of models (`:free` and the like)", 1),
            Found::Nothing => out.skip("models that the catalogue does not have", 1),
        }
    }
    for model in &extended.models {
        let Some(offers) = found.remove(model.id.as_str()) else { continue };
        let prices = prices::compare(&extended, model, &offers, terms, &mut out);
        let facts = facts::compare(&extended, model, &offers, terms, &mut out);
        let newcomer = newcomers.iter().find(|(new, _)| new.id == model.id).map(|(_, new)| new.clone());
        if newcomer.is_some() || !prices.is_empty() || !facts.is_empty() {
            let name = model.name.en.clone();
            out.proposals.push(Proposal { model: model.id.clone(), name, newcomer, prices, facts });
        }
    }
    out
}

impl Proposals {
    fn skip(&mut self, reason: &str, count: usize) {
        if count > 0 {
            *self.skipped.entry(reason.to_owned()).or_default() += count;
        }
    }

    fn note(&mut self, model: Option<&Model>, place: &str, message: impl Into<String>) {
        let model = model.map(|model| model.id.to_string());
        self.notes.push(Note { place: place.to_owned(), model, message: message.into() });
    }

    /// How many changes can be written, and how many cannot.
    pub fn counts(&self) -> (usize, usize) {
        self.proposals.iter().map(Proposal::counts).fold((0, 0), |(a, b), (c, d)| (a + c, b + d))
    }
}
