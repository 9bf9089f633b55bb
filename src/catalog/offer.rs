//! Which of a model's prices stands for it, where one number must.

use crate::catalog::Catalog;
use crate::catalog::model::Model;
use crate::catalog::price::{Currency, Decimal, Period, Price};
use crate::catalog::quantity::Date;

/// A price of a model, and its place among the model's prices.
#[derive(Clone, Copy, Debug)]
pub struct Offer<'a> {
    /// Its place in [`Model::prices`].
    pub place: usize,
    /// The price.
    pub price: &'a Price,
}

impl Offer<'_> {
    /// The id of the price on its model's page.
    pub fn anchor(&self) -> String {
        format!("price-{}", self.place + 1)
    }
}

/// The price that holds on a day for a reader who asks for one: of the
/// vendor's own service before others', in dollars before yuan, then the
/// cheapest. Off-peak prices never stand for a model: not everyone can wait
/// for the night.
pub fn offer<'a>(catalog: &Catalog, model: &'a Model, day: Date) -> Option<Offer<'a>> {
    best(catalog, model, day, |_| true)
}

/// The same among the prices of one currency.
pub fn offer_in<'a>(catalog: &Catalog, model: &'a Model, day: Date, currency: Currency) -> Option<Offer<'a>> {
    best(catalog, model, day, |price| price.currency == currency)
}

fn best<'a>(
    catalog: &Catalog,
    model: &'a Model,
    day: Date,
    wanted: impl Fn(&Price) -> bool,
) -> Option<Offer<'a>> {
    let vendor = catalog.vendor_of(model).map(|vendor| &vendor.id);
    let is_foreign = |price: &Price| {
        let provider = catalog.providers.iter().find(|provider| provider.id == price.provider);
        vendor.is_none() || provider.and_then(|provider| provider.vendor.as_ref()) != vendor
    };
    let rank = |place: usize, price: &Price| -> (bool, bool, Decimal, Decimal, usize) {
        (is_foreign(price), price.currency != Currency::Usd, price.output, price.input, place)
    };
    let all = model.prices.iter().enumerate().filter(|(_, price)| price.holds_on(day));
    let fit = all.filter(|(_, price)| price.period != Some(Period::OffPeak) && wanted(price));
    let (place, price) = fit.min_by_key(|(place, price)| rank(*place, price))?;
    Some(Offer { place, price })
}
