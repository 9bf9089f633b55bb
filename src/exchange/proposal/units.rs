//! Prices that moved more than tenfold: probably another unit, not another
//! price.

use std::fmt;

use crate::catalog::Catalog;
use crate::catalog::model::{Model, SeriesId};
use crate::catalog::price::{Currency, Decimal, Price};
use crate::catalog::quantity::{Date, grouped};
use crate::exchange::Quote;

/// More than this many times as much, or as little, is suspect.
const SUSPECT: i128 = 10;

/// Units that are mistaken for each other, and how many times one is the other.
const FACTORS: [(i128, &str); 3] = [
    (1_000_000, "per token against per million tokens"),
    (1_000, "per thousand tokens against per million"),
    (100, "cents against dollars"),
];

/// The loader of the catalogue refuses a price so many times the usual one.
const ABSURD: i128 = 1_000;

/// An amount that moved too far.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct UnitError {
    /// Which part of the price: `input`, `output`, `cache_read`, `cache_write`.
    pub part: &'static str,
    /// What we say.
    pub ours: Decimal,
    /// What they say.
    pub theirs: Decimal,
    /// The unit that was probably mistaken: how many times the other it is.
    pub factor: Option<u64>,
    /// Whether the factor fits exactly.
    pub is_exact: bool,
}

impl UnitError {
    fn of(part: &'static str, ours: Decimal, theirs: Decimal) -> Option<Self> {
        let (less, more) = (i128::from(ours.0.min(theirs.0)), i128::from(ours.0.max(theirs.0)));
        if less <= 0 || more <= less * SUSPECT {
            return None;
        }
        let fits = |(factor, _): &&(i128, &str)| more >= less * factor / 2 && more <= less * factor * 2;
        let factor = FACTORS.iter().find(fits).map(|(factor, _)| *factor);
        Some(Self {
            part,
            ours,
            theirs,
            factor: factor.and_then(|factor| u64::try_from(factor).ok()),
            is_exact: factor.is_some_and(|factor| more == less * factor),
        })
    }
}

impl fmt::Display for UnitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let way = if self.theirs > self.ours { "dearer" } else { "cheaper" };
        write!(f, "{} is more than tenfold {way}", self.part)?;
        let known = FACTORS.iter().find(|(factor, _)| self.factor.map(i128::from) == Some(*factor));
        let Some((factor, meaning)) = known else {
            return f.write_str("; no usual factor fits");
        };
        let about = if self.is_exact { "exactly" } else { "about" };
        let times = grouped(u64::try_from(*factor).unwrap_or_default());
        write!(f, ": {about} {times}×, which is {meaning}")
    }
}

/// The parts of a price that moved too far from another.
pub(super) fn moved(ours: &Price, theirs: &Quote) -> Vec<UnitError> {
    let parts = [
        ("input", Some(ours.input), Some(theirs.input)),
        ("output", Some(ours.output), Some(theirs.output)),
        ("cache_read", ours.cache_read, theirs.cache_read),
        ("cache_write", ours.cache_write, theirs.cache_write),
    ];
    parts.into_iter().filter_map(|(part, ours, theirs)| UnitError::of(part, ours?, theirs?)).collect()
}

/// The same for a price where there was none: held against what the model costs
/// elsewhere, else against its series.
pub(super) fn strange(
    catalog: &Catalog,
    model: &Model,
    day: Date,
    theirs: &Quote,
) -> (Vec<UnitError>, Option<String>) {
    let elsewhere = catalog.best_price(model, day, |price| price.currency == Currency::Usd);
    if let Some((_, price)) = elsewhere {
        let parts = [("input", price.input, theirs.input), ("output", price.output, theirs.output)];
        let moved = parts.into_iter().filter_map(|(part, ours, theirs)| UnitError::of(part, ours, theirs));
        return (moved.collect(), Some(format!("held against the price of {}", price.provider)));
    }
    let absurd = usual(catalog, &model.series).filter(|usual| {
        let (a, b) = (i128::from(usual.0), i128::from(theirs.output.0));
        b > 0 && (a >= b * ABSURD || b >= a * ABSURD)
    });
    let moved = absurd.and_then(|usual| UnitError::of("output", usual, theirs.output));
    (moved.into_iter().collect(), absurd.map(|_| "held against what is usual in the series".to_owned()))
}

/// The middle of what a series' output costs and has cost, in US dollars.
fn usual(catalog: &Catalog, series: &SeriesId) -> Option<Decimal> {
    let own = catalog.models.iter().filter(|model| model.series == *series);
    let prices = own.flat_map(|model| &model.prices).filter(|price| price.currency == Currency::Usd);
    let mut outputs: Vec<Decimal> = prices.map(|price| price.output).filter(|output| output.0 > 0).collect();
    outputs.sort();
    outputs.get(outputs.len() / 2).copied()
}

#[cfg(test)]
mod tests {
    use super::UnitError;
    use crate::catalog::price::Decimal;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn told(ours: i64, theirs: i64) -> Option<String> {
        UnitError::of("input", Decimal(ours), Decimal(theirs)).map(|error| error.to_string())
    }

    #[test]
    fn the_factor_that_fits_is_named() {
        assert_eq!(told(280_000, 2_800_000), None, "exactly tenfold is not more than tenfold");
        assert_eq!(
            told(280_000, 280_000_000_000).as_deref(),
            Some(
                "input is more than tenfold dearer: exactly 1,000,000×, which is per token against per million tokens"
            )
        );
        assert_eq!(
            told(28_000_000, 280_000).as_deref(),
            Some("input is more than tenfold cheaper: exactly 100×, which is cents against dollars")
        );
        assert!(told(250_000, 260_000_000).is_some_and(|told| told.contains("about 1,000×")));
        assert!(told(100, 1_500).is_some_and(|told| told.contains("no usual factor")));
        assert_eq!(told(0, 1_500), None);
    }

    proptest! {
        #[test]
        fn only_more_than_tenfold_is_told_in_either_direction(ours in 1..i64::MAX / 2, theirs in 1..i64::MAX / 2) {
            let far = i128::from(ours.max(theirs)) > 10 * i128::from(ours.min(theirs));
            prop_assert_eq!(told(ours, theirs).is_some(), far);
            let one = UnitError::of("input", Decimal(ours), Decimal(theirs));
            let other = UnitError::of("input", Decimal(theirs), Decimal(ours));
            prop_assert!(one.map(|e| e.factor) == other.map(|e| e.factor));
        }
    }
}
