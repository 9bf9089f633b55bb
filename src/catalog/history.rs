//! What prices were: steps in time for each way of buying, and what changed
//! from one to the next.
//!
//! A step goes on from the one that ends on the day it begins. What a source
//! does not say is not filled in: where there is a gap, there is no change.

use crate::catalog::model::ProviderId;
use crate::catalog::price::{Currency, Decimal, FromKind, Period, Price};
use crate::catalog::quantity::Date;

/// A price, and its place among its model's prices, which names it on the
/// model's page.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Step<'a> {
    /// Its place in [`Model::prices`](crate::catalog::model::Model::prices).
    pub place: usize,
    /// The price.
    pub price: &'a Price,
}

impl Step<'_> {
    /// Its id on the model's page: `price-1` is the first.
    pub fn anchor(self) -> String {
        crate::catalog::measure::price_anchor(self.place)
    }

    /// The first day it holds, as far as that is known.
    pub fn start(self) -> Option<Date> {
        self.price.from.map(|(from, _)| from)
    }
}

/// The prices of one provider, in one currency, at one time of day: oldest
/// first, a price of unknown start before all others.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line<'a> {
    /// Who sells.
    pub provider: &'a ProviderId,
    /// What the amounts are in.
    pub currency: Currency,
    /// The time of day; `None` is all day.
    pub period: Option<Period>,
    /// The prices.
    pub steps: Vec<Step<'a>>,
}

impl<'a> Line<'a> {
    /// The step that holds on a day; of several, the one that began last.
    pub fn current(&self, day: Date) -> Option<Step<'a>> {
        self.steps.iter().rev().find(|step| step.price.holds_on(day)).copied()
    }
}

/// The prices of a model as lines, in the order in which their first prices
/// are listed.
pub fn lines(prices: &[Price]) -> Vec<Line<'_>> {
    let mut lines: Vec<Line<'_>> = Vec::new();
    for (place, price) in prices.iter().enumerate() {
        let step = Step { place, price };
        let same = |line: &&mut Line<'_>| {
            (line.provider, line.currency, line.period) == (&price.provider, price.currency, price.period)
        };
        match lines.iter_mut().find(same) {
            Some(line) => line.steps.push(step),
            None => lines.push(Line {
                provider: &price.provider,
                currency: price.currency,
                period: price.period,
                steps: vec![step],
            }),
        }
    }
    for line in &mut lines {
        line.steps.sort_by_key(|step| step.start());
    }
    lines
}

/// One price giving way to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change<'a> {
    /// What it was.
    pub before: &'a Price,
    /// What it became.
    pub after: Step<'a>,
    /// The first day of the new price.
    pub date: Date,
    /// How well that day is known.
    pub kind: FromKind,
}

/// Which way the amounts of a change went.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Direction {
    /// What changed is cheaper.
    Cut,
    /// What changed is dearer.
    Rise,
    /// Some is cheaper, some dearer.
    Mixed,
}

impl Change<'_> {
    /// Input, output and cache read: before and after, where both are known.
    pub fn amounts(&self) -> impl Iterator<Item = (Decimal, Decimal)> {
        let (before, after) = (self.before, self.after.price);
        let cache = before.cache_read.zip(after.cache_read);
        [Some((before.input, after.input)), Some((before.output, after.output)), cache].into_iter().flatten()
    }

    /// Which way the amounts went.
    pub fn direction(&self) -> Direction {
        let cut = self.amounts().any(|(before, after)| after < before);
        let rise = self.amounts().any(|(before, after)| after > before);
        match (cut, rise) {
            (true, true) => Direction::Mixed,
            (true, false) => Direction::Cut,
            _ => Direction::Rise,
        }
    }
}

/// All changes of a model's prices, in the order of the prices they lead to.
///
/// The first price of a line is none, unless its vendor went from a price for
/// the whole day to one for busy and one for quiet hours, or back.
pub fn changes(prices: &[Price]) -> impl Iterator<Item = Change<'_>> {
    prices.iter().enumerate().filter_map(|(place, price)| {
        let (date, kind) = price.from.filter(|(_, kind)| *kind != FromKind::Initial)?;
        let change = Change { before: before(prices, price)?, after: Step { place, price }, date, kind };
        let differs = change.amounts().any(|(before, after)| before != after);
        differs.then_some(change)
    })
}

/// The price that ended on the day another began: of the same hours, else of
/// the whole day, else of the busy hours, which most requests are made in.
pub fn before<'a>(prices: &'a [Price], price: &Price) -> Option<&'a Price> {
    let (from, _) = price.from?;
    let ended = |other: &&Price| {
        other.until == Some(from) && (&other.provider, other.currency) == (&price.provider, price.currency)
    };
    let order = [price.period, None, Some(Period::Peak)];
    order.into_iter().find_map(|period| prices.iter().filter(ended).find(|other| other.period == period))
}

/// How far an amount moved, in thousandths of what it was: −250 is a quarter
/// less. Exact until it is rounded, half away from zero; `None` where it was
/// nothing.
pub fn per_mille(before: Decimal, after: Decimal) -> Option<i64> {
    let (before, moved) = (i128::from(before.0), i128::from(after.0) - i128::from(before.0));
    if before <= 0 {
        return None;
    }
    let half = if moved < 0 { -before } else { before };
    i64::try_from((moved * 2_000 + half) / (before * 2)).ok()
}

#[cfg(test)]
mod tests {
    use super::{Direction, changes, lines, per_mille};
    use crate::catalog::price::{Currency, Decimal, FromKind, Period, Price};
    use crate::catalog::quantity::Date;
    use crate::catalog::source::SourceId;
    use proptest::prelude::{Just, Strategy, any, prop_assert, prop_assert_eq, prop_oneof, proptest};

    fn day(number: i64) -> Date {
        Date::from_days_since_epoch(20_000 + number)
    }

    fn price(output: i64, from: Option<i64>, until: Option<i64>, period: Option<Period>) -> Price {
        Price {
            provider: "acme".into(),
            currency: Currency::Usd,
            input: Decimal(output / 4),
            output: Decimal(output),
            cache_read: None,
            cache_write: None,
            from: from.map(|from| (day(from), FromKind::Observed)),
            until: until.map(day),
            period,
            tiers: Vec::new(),
            read: day(0),
            source: SourceId(0),
            at: None,
            note: None,
        }
    }

    #[test]
    fn a_line_is_sorted_and_knows_what_holds_today() {
        let prices = [
            price(4, Some(20), None, None),
            price(8, None, Some(10), None),
            price(6, Some(10), Some(20), None),
        ];
        let lines = lines(&prices);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].steps.iter().map(|step| step.place).collect::<Vec<_>>(), [1, 2, 0]);
        assert_eq!(lines[0].current(day(9)).map(|step| step.place), Some(1));
        assert_eq!(lines[0].current(day(20)).map(|step| step.anchor()), Some("price-1".to_owned()));
    }

    #[test]
    fn first_prices_gaps_and_equal_amounts_are_no_changes() {
        let first = [price(4, Some(1), None, None)];
        assert_eq!(changes(&first).count(), 0);
        let gap = [price(4, Some(1), Some(5), None), price(2, Some(6), None, None)];
        assert_eq!(changes(&gap).count(), 0);
        let equal = [price(4, Some(1), Some(5), None), price(4, Some(5), None, None)];
        assert_eq!(changes(&equal).count(), 0);
    }

    #[test]
    fn a_day_split_into_hours_goes_on_from_the_whole_day() {
        let prices = [
            price(8, Some(1), Some(5), None),
            price(12, Some(5), None, Some(Period::Peak)),
            price(6, Some(5), None, Some(Period::OffPeak)),
        ];
        let found: Vec<_> = changes(&prices).map(|change| (change.after.place, change.direction())).collect();
        assert_eq!(found, [(1, Direction::Rise), (2, Direction::Cut)]);
    }

    #[test]
    fn a_cheaper_cache_is_a_change() {
        let mut prices = [price(8, Some(1), Some(5), None), price(8, Some(5), None, None)];
        prices[0].cache_read = Some(Decimal(4));
        assert_eq!(changes(&prices).count(), 0, "one of the two is unknown");
        prices[1].cache_read = Some(Decimal(1));
        assert_eq!(changes(&prices).map(|change| change.direction()).collect::<Vec<_>>(), [Direction::Cut]);
    }

    #[test]
    fn ratios_are_rounded_from_exact_money() {
        let ratio = |before, after| per_mille(Decimal(before), Decimal(after));
        assert_eq!(ratio(4_000_000, 3_000_000), Some(-250));
        assert_eq!(ratio(3, 4), Some(333));
        assert_eq!(ratio(3, 2), Some(-333));
        assert_eq!(ratio(28_000, 2_800), Some(-900));
        assert_eq!(ratio(2_000, 2_001), Some(1));
        assert_eq!(ratio(0, 5), None);
    }

    fn hours() -> impl Strategy<Value = Option<Period>> {
        prop_oneof![Just(None), Just(Some(Period::Peak)), Just(Some(Period::OffPeak))]
    }

    proptest! {
        #[test]
        fn every_change_begins_where_its_past_ends(
            given in proptest::collection::vec((1..40_i64, any::<bool>(), 0..30_i64, any::<bool>(), 1..9_i64, hours()), 0..12)
        ) {
            let prices: Vec<Price> = given.into_iter().map(|(amount, begins, from, ends, span, hours)| {
                price(amount * 4, begins.then_some(from), ends.then_some(from + span), hours)
            }).collect();
            for change in changes(&prices) {
                prop_assert_eq!(change.before.until, Some(change.date));
                prop_assert_eq!(change.after.start(), Some(change.date));
                prop_assert!(change.before != change.after.price);
            }
            let placed: usize = lines(&prices).iter().map(|line| line.steps.len()).sum();
            prop_assert_eq!(placed, prices.len());
        }

        #[test]
        fn a_ratio_has_the_sign_of_the_move(before in 1..i64::MAX / 4, after in 0..i64::MAX / 4) {
            let Some(ratio) = per_mille(Decimal(before), Decimal(after)) else { return Ok(()); };
            prop_assert!(ratio == 0 || (ratio > 0) == (after > before));
            prop_assert!(ratio >= -1_000);
        }
    }
}
