//! What is sold on a day: each model with each seller that has a price in US
//! dollars. Formats that know nothing else are written from this; what they
//! cannot say is counted, so that nobody takes a gap for a fact.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use crate::catalog::Catalog;
use crate::catalog::history::lines;
use crate::catalog::model::{Model, ProviderId};
use crate::catalog::price::{Currency, Decimal, Price};
use crate::catalog::quantity::Date;

/// How many things a format could not say, by reason.
pub type LeftOut = BTreeMap<&'static str, usize>;

/// A model at a seller.
#[derive(Clone, Copy, Debug)]
pub struct Sold<'a> {
    /// The model.
    pub model: &'a Model,
    /// Who sells it.
    pub provider: &'a ProviderId,
    /// Its price at all hours; `None` where the price depends on the hour.
    pub price: Option<&'a Price>,
}

/// Everything sold on a day, and how much was left out, by reason.
#[derive(Clone, Debug, Default)]
pub struct Listing<'a> {
    /// Models at sellers, in the catalogue's order.
    pub sold: Vec<Sold<'a>>,
    /// How many were left out, by reason.
    pub left_out: LeftOut,
}

impl<'a> Listing<'a> {
    /// What is sold on a day.
    pub fn of(catalog: &'a Catalog, day: Date) -> Self {
        let mut listing = Self::default();
        for model in &catalog.models {
            listing.add(model, day);
        }
        listing
    }

    fn add(&mut self, model: &'a Model, day: Date) {
        let holding: Vec<&Price> = model.prices.iter().filter(|price| price.holds_on(day)).collect();
        if holding.is_empty() {
            self.leave_out("models without a price today");
        }
        let mut done: Vec<&ProviderId> = Vec::new();
        for price in &holding {
            let provider = &price.provider;
            if done.contains(&provider) {
                continue;
            }
            done.push(provider);
            let own = holding.iter().filter(|price| price.provider == *provider);
            if own.clone().all(|price| price.currency != Currency::Usd) {
                self.leave_out("models at sellers that ask for another currency than US dollars");
                continue;
            }
            let flat = lines(&model.prices).into_iter().find(|line| {
                line.provider == provider && line.currency == Currency::Usd && line.period.is_none()
            });
            let price = flat.and_then(|line| line.current(day)).map(|step| step.price);
            if price.is_none() {
                self.leave_out("prices that depend on the hour");
            }
            self.sold.push(Sold { model, provider, price });
        }
    }

    /// Counts something that the format cannot say.
    pub fn leave_out(&mut self, reason: &'static str) {
        *self.left_out.entry(reason).or_default() += 1;
    }
}

/// An amount as a JSON number, exactly.
///
/// # Errors
///
/// Never: a decimal prints as a number.
pub(super) fn money(amount: Decimal) -> serde_json::Result<Box<RawValue>> {
    RawValue::from_string(amount.to_string())
}
