//! What capability costs: models by price and score, and the frontier of
//! those that nothing cheaper beats.

use std::cmp::Reverse;
use std::collections::HashMap;

use crate::catalog::Catalog;
use crate::catalog::measure::best_score;
use crate::catalog::model::{BenchmarkId, Model, Score, ScoreUnit, Status};
use crate::catalog::price::{Currency, Decimal, Period, Price};
use crate::catalog::quantity::Date;

/// A benchmark with fewer priced models makes no picture.
pub const LEAST_POINTS: usize = 8;

/// Which price is compared, per 1,000,000 tokens.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub enum PriceKind {
    /// Output tokens, which reasoning models write many of.
    #[default]
    Output,
    /// Input tokens.
    Input,
    /// Three parts input and one part output.
    Blended,
}

impl PriceKind {
    /// All of them, the usual one first.
    pub const ALL: [Self; 3] = [Self::Output, Self::Input, Self::Blended];

    /// The name in addresses.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Output => "output",
            Self::Input => "input",
            Self::Blended => "blended",
        }
    }

    /// The kind a name stands for.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The amount of a price; a blend is rounded down to a millionth.
    pub const fn of(self, price: &Price) -> Decimal {
        match self {
            Self::Output => price.output,
            Self::Input => price.input,
            Self::Blended => Decimal((3 * price.input.0 + price.output.0) / 4),
        }
    }
}

/// A model in the picture.
#[derive(Clone, Debug)]
pub struct Point<'a> {
    /// The model.
    pub model: &'a Model,
    /// US dollars per 1,000,000 tokens.
    pub price: Decimal,
    /// The place of its price in [`Model::prices`].
    pub offer: usize,
    /// The place of its score in [`Model::scores`].
    pub score: usize,
    /// The score itself.
    pub value: Decimal,
    /// Whether no other model is as cheap and as good, and better in one.
    pub on_frontier: bool,
}

/// Why a model with a score is not in the picture.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Missing {
    /// It has a price in yuan alone, and money is never silently converted.
    YuanOnly,
    /// Nobody's price for it is known.
    NoPrice,
    /// Its score counts something else than most.
    OtherUnit,
}

/// Models by price and score.
#[derive(Clone, Debug, Default)]
pub struct Picture<'a> {
    /// What the scores count.
    pub unit: Option<ScoreUnit>,
    /// The models in it, cheapest first, of equal price the best first.
    pub points: Vec<Point<'a>>,
    /// Models that have a score and are not in it.
    pub missing: Vec<(&'a Model, Missing)>,
}

/// Draws up the picture of a benchmark on a day, of the models that are
/// wanted. Models nobody offers any more are left out.
pub fn picture<'a>(
    catalog: &'a Catalog,
    benchmark: &BenchmarkId,
    kind: PriceKind,
    day: Date,
    wanted: impl Fn(&Model) -> bool,
) -> Picture<'a> {
    let offered = catalog.models.iter().filter(|model| is_offered(model, day) && wanted(model));
    let scored: Vec<_> = offered.filter_map(|model| Some((model, best_score(model, benchmark)?))).collect();
    let counting = |unit: ScoreUnit| {
        let fits = |(model, (_, score)): &&(&Model, (usize, &Score))| {
            score.unit == unit && dollars(catalog, model, day).is_some()
        };
        scored.iter().filter(fits).count()
    };
    let is_raw = counting(ScoreUnit::Raw) > counting(ScoreUnit::Percent);
    let unit = if is_raw { ScoreUnit::Raw } else { ScoreUnit::Percent };
    let mut picture = Picture { unit: Some(unit), ..Picture::default() };
    for (model, (place, score)) in scored {
        let Some((offer, dollars)) = dollars(catalog, model, day) else {
            let has_other = model.prices.iter().any(|price| price.holds_on(day));
            let why = if has_other { Missing::YuanOnly } else { Missing::NoPrice };
            picture.missing.push((model, why));
            continue;
        };
        if score.unit != unit {
            picture.missing.push((model, Missing::OtherUnit));
            continue;
        }
        let price = kind.of(dollars);
        let point = Point { model, price, offer, score: place, value: score.score, on_frontier: false };
        picture.points.push(point);
    }
    picture.points.sort_by(|a, b| {
        let rank = |point: &Point<'a>| (point.price, Reverse(point.value));
        rank(a).cmp(&rank(b)).then_with(|| a.model.id.cmp(&b.model.id))
    });
    let places: Vec<(i64, i64)> = picture.points.iter().map(|point| (point.price.0, point.value.0)).collect();
    for (point, on_frontier) in picture.points.iter_mut().zip(frontier(&places)) {
        point.on_frontier = on_frontier;
    }
    picture
}

/// Which of the places (price, score) no other dominates: none is as cheap and
/// as good, and cheaper or better. Places that are the same share their fate.
pub fn frontier(places: &[(i64, i64)]) -> Vec<bool> {
    let mut order: Vec<usize> = (0..places.len()).collect();
    order.sort_by_key(|place| (places[*place].0, Reverse(places[*place].1)));
    let mut on = vec![false; places.len()];
    let mut best: Option<(i64, i64)> = None;
    for place in order {
        let (price, score) = places[place];
        if best.is_none_or(|best| score > best.1 || (price, score) == best) {
            on[place] = true;
            best = Some((price, score));
        }
    }
    on
}

/// The benchmarks that make a picture, each with how many models are in it,
/// most first. Counted over all models, so that the choice does not depend on
/// what else is chosen.
pub fn choices(catalog: &Catalog, day: Date) -> Vec<(BenchmarkId, usize)> {
    let mut counts = counts(catalog, day, |_| true);
    counts.retain(|(_, count)| *count >= LEAST_POINTS);
    counts
}

/// How many of the wanted models are in the picture of each benchmark, most
/// first.
pub fn counts(catalog: &Catalog, day: Date, wanted: impl Fn(&Model) -> bool) -> Vec<(BenchmarkId, usize)> {
    let mut units: HashMap<&BenchmarkId, [usize; 2]> = HashMap::new();
    for model in catalog.models.iter().filter(|model| is_offered(model, day) && wanted(model)) {
        let is_priced = dollars(catalog, model, day).is_some();
        for (place, score) in model.scores.iter().enumerate().filter(|_| is_priced) {
            if best_score(model, &score.benchmark).is_some_and(|(best, _)| best == place) {
                units.entry(&score.benchmark).or_default()[usize::from(score.unit == ScoreUnit::Raw)] += 1;
            }
        }
    }
    let most = |[percent, raw]: [usize; 2]| percent.max(raw);
    let mut counts: Vec<_> = units.into_iter().map(|(id, units)| (id.clone(), most(units))).collect();
    counts.sort_by(|a, b| (Reverse(a.1), &a.0).cmp(&(Reverse(b.1), &b.0)));
    counts
}

/// The price of a model in a picture: its maker's in dollars, else the cheapest
/// of others. Off-peak prices do not count: not everyone can wait for the night.
pub fn dollars<'a>(catalog: &Catalog, model: &'a Model, day: Date) -> Option<(usize, &'a Price)> {
    catalog.best_price(model, day, |price| {
        price.currency == Currency::Usd && price.period != Some(Period::OffPeak)
    })
}

/// Whether a model can still be used on a day.
fn is_offered(model: &Model, day: Date) -> bool {
    let facts = &model.facts;
    let is_retired = facts.status.as_ref().is_some_and(|status| *status.value() == Status::Retired);
    !is_retired && facts.retired.as_ref().is_none_or(|end| *end.value() > day)
}

#[cfg(test)]
mod tests {
    use super::frontier;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    /// Whether the first place is as cheap and as good, and better in one.
    fn beats(a: (i64, i64), b: (i64, i64)) -> bool {
        a.0 <= b.0 && a.1 >= b.1 && a != b
    }

    #[test]
    fn what_is_dearer_and_no_better_is_not_on_the_frontier() {
        let places = [(1, 50), (2, 50), (2, 70), (3, 60), (1, 50), (9, 71)];
        assert_eq!(frontier(&places), [true, false, true, false, true, true]);
        assert_eq!(frontier(&[]), [false; 0]);
    }

    proptest! {
        #[test]
        fn a_place_is_on_the_frontier_or_beaten_by_one_that_is(
            places in proptest::collection::vec((0_i64..12, 0_i64..12), 0..40),
        ) {
            let on = frontier(&places);
            for (place, on_it) in places.iter().zip(&on) {
                let beaten = places.iter().zip(&on).any(|(other, on)| *on && beats(*other, *place));
                prop_assert_eq!(*on_it, !beaten);
            }
        }

        #[test]
        fn the_frontier_rises_in_price_and_score(
            places in proptest::collection::vec((0_i64..99, 0_i64..99), 0..40),
        ) {
            let on = frontier(&places);
            let mut line: Vec<_> = places.iter().zip(on).filter(|(_, on)| *on).map(|(place, _)| *place).collect();
            line.sort_unstable();
            line.dedup();
            prop_assert!(line.windows(2).all(|two| two[0].0 < two[1].0 && two[0].1 < two[1].1));
        }

        #[test]
        fn the_order_of_the_models_is_irrelevant(
            places in proptest::collection::vec((0_i64..12, 0_i64..12), 1..40),
            turn in 0_usize..40,
        ) {
            let mut turned = places.clone();
            let turn = turn % places.len();
            turned.rotate_left(turn);
            let mut on = frontier(&places);
            on.rotate_left(turn);
            prop_assert_eq!(frontier(&turned), on);
        }
    }
}
