//! Where everything of a price history stands in the picture.

use crate::catalog::Catalog;
use crate::catalog::history::{Line, Step, before, changes, lines};
use crate::catalog::model::Model;
use crate::catalog::price::{Currency, Decimal, Price};
use crate::catalog::quantity::Date;
use crate::ui::components::charts::axis::Scale;
use crate::ui::components::charts::calendar::Calendar;

/// The picture's size, in its own units.
pub(super) const WIDTH: f64 = 680.0;
pub(super) const HEIGHT: f64 = 300.0;
/// The plot's edges within it.
pub(super) const LEFT: f64 = 64.0;
pub(super) const RIGHT: f64 = 650.0;
pub(super) const TOP: f64 = 28.0;
pub(super) const BOTTOM: f64 = 264.0;

/// More ways of buying than this make a picture nobody can read.
const MOST_TRACKS: usize = 4;
/// Prices further apart than this want a logarithmic scale.
const WIDE: f64 = 20.0;

/// A picture of one currency.
pub(super) struct Plan<'a> {
    pub(super) currency: Currency,
    /// The first day shown.
    pub(super) from: Date,
    pub(super) money: Scale,
    pub(super) time: Calendar,
    pub(super) is_log: bool,
    pub(super) tracks: Vec<Track<'a>>,
}

/// One way of buying: its lines as SVG paths, and where its prices begin.
pub(super) struct Track<'a> {
    pub(super) line: Line<'a>,
    pub(super) input_path: String,
    pub(super) output_path: String,
    pub(super) points: Vec<Point<'a>>,
}

/// Where a price begins.
pub(super) struct Point<'a> {
    pub(super) step: Step<'a>,
    pub(super) x: f64,
    /// Where its two amounts stand.
    pub(super) input: f64,
    pub(super) output: f64,
}

impl<'a> Plan<'a> {
    /// Lays out the lines that changed, the maker's own before others.
    pub(super) fn new(catalog: &Catalog, model: &'a Model, currency: Currency, today: Date) -> Self {
        let drawn = chosen(catalog, model, currency);
        let prices = || drawn.iter().flat_map(|line| &line.steps).map(|step| step.price);
        let days = prices().flat_map(|price| [price.from.map(|(from, _)| from), price.until]).flatten();
        let from = days.min().unwrap_or(today).min(today);
        let amounts = || prices().flat_map(|price| [price.input, price.output]).map(dollars);
        let low = amounts().filter(|amount| *amount > 0.0).fold(f64::MAX, f64::min);
        let is_log = amounts().fold(0.0, f64::max) > low * WIDE;
        let money = match is_log {
            true => Scale::log(amounts().collect::<Vec<_>>().into_iter(), (BOTTOM, TOP)),
            // From nothing, so that heights compare.
            false => Scale::linear(amounts().chain([0.0]).collect::<Vec<_>>().into_iter(), (BOTTOM, TOP)),
        };
        let time = Calendar::new(from, today, (LEFT, RIGHT));
        let mut plan = Self { currency, from, money, time, is_log, tracks: Vec::new() };
        plan.tracks = drawn.into_iter().map(|line| plan.track(model, line, today)).collect();
        plan
    }

    fn track(&self, model: &'a Model, line: Line<'a>, today: Date) -> Track<'a> {
        let points = line.steps.iter().map(|step| {
            let x = self.time.at(step.start().unwrap_or(self.from));
            Point {
                step: *step,
                x,
                input: self.height(step.price.input),
                output: self.height(step.price.output),
            }
        });
        let points: Vec<Point<'_>> = points.collect();
        let path = |amount: fn(&Price) -> Decimal| {
            let mut path = String::new();
            for point in &points {
                let price = point.step.price;
                let end = self.time.at(price.until.unwrap_or(today).min(today));
                let (x, y) = (point.x, self.height(amount(price)));
                // A riser from the price it took the place of.
                match before(&model.prices, price) {
                    Some(old) => path += &format!("M{x:.1} {:.1}V{y:.1}H{end:.1}", self.height(amount(old))),
                    None => path += &format!("M{x:.1} {y:.1}H{end:.1}"),
                }
            }
            path
        };
        Track { input_path: path(|price| price.input), output_path: path(|price| price.output), points, line }
    }

    fn height(&self, amount: Decimal) -> f64 {
        self.money.at(dollars(amount))
    }
}

/// The lines that a change leads to or from.
fn chosen<'a>(catalog: &Catalog, model: &'a Model, currency: Currency) -> Vec<Line<'a>> {
    let changed: Vec<&Price> =
        changes(&model.prices).flat_map(|change| [change.before, change.after.price]).collect();
    let moved = |line: &Line<'_>| {
        line.steps.iter().any(|step| changed.iter().any(|price| std::ptr::eq(*price, step.price)))
    };
    let mut chosen: Vec<Line<'_>> =
        lines(&model.prices).into_iter().filter(|line| line.currency == currency && moved(line)).collect();
    chosen.sort_by_key(|line| (!catalog.is_own_service(model, line.provider), line.period));
    chosen.truncate(MOST_TRACKS);
    chosen
}

/// An amount as a number, for drawing only.
fn dollars(amount: Decimal) -> f64 {
    amount.0 as f64 / 1_000_000.0
}
