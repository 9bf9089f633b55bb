//! Scales: from a value to a place in the picture, with ticks people can read.

/// A range of values laid along a range of pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    from: f64,
    to: f64,
    /// Where `from` and `to` stand in the picture.
    pixels: (f64, f64),
    /// Between ticks of an even scale; `None` is logarithmic.
    step: Option<f64>,
}

impl Scale {
    /// An even scale that holds all values, its ends on round numbers.
    pub(crate) fn linear(values: impl Iterator<Item = f64> + Clone, pixels: (f64, f64)) -> Self {
        let (low, high) = ends(values);
        // A single value gets some room around it.
        let span = if high > low { high - low } else { high.abs().max(1.0) };
        let step = round_step(span / 5.0);
        let (from, to) = ((low / step).floor() * step, (high / step).ceil() * step);
        Self { from, to: if to > from { to } else { from + step }, pixels, step: Some(step) }
    }

    /// A logarithmic scale that holds all values above zero, its ends on 1, 2
    /// or 5 times a power of ten.
    pub(crate) fn log(values: impl Iterator<Item = f64> + Clone, pixels: (f64, f64)) -> Self {
        let (low, high) = ends(values.filter(|value| *value > 0.0));
        let (low, high) = (low.max(1e-9), high.max(1e-9));
        let below = round_numbers(low).filter(|n| *n <= low * 1.000_1).last().unwrap_or(low);
        let above = round_numbers(high).find(|n| *n >= high * 0.999_9).unwrap_or(high);
        Self { from: below, to: if above > below { above } else { below * 10.0 }, pixels, step: None }
    }

    /// Where a value stands.
    pub(crate) fn at(&self, value: f64) -> f64 {
        let share = if self.step.is_none() {
            (value.max(self.from) / self.from).ln() / (self.to / self.from).ln()
        } else {
            (value - self.from) / (self.to - self.from)
        };
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }

    /// Values to write beside the axis, at most ten.
    pub(crate) fn ticks(&self) -> Vec<f64> {
        if let Some(step) = self.step {
            let count = ((self.to - self.from) / step).round() as usize;
            return (0..=count.min(10)).map(|i| self.from + i as f64 * step).collect();
        }
        let mut ticks = Vec::new();
        let mut decade = 10_f64.powf(self.from.log10().floor());
        while decade <= self.to * 1.000_1 {
            ticks.extend([1.0, 2.0, 5.0].map(|n| n * decade));
            decade *= 10.0;
        }
        ticks.retain(|tick| *tick >= self.from * 0.999_9 && *tick <= self.to * 1.000_1);
        // Too many to write: powers of ten alone.
        if ticks.len() > 10 {
            ticks.retain(|tick| (tick.log10() - tick.log10().round()).abs() < 1e-6);
        }
        ticks
    }
}

fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let ends = values.fold(None, |ends: Option<(f64, f64)>, value| {
        Some(ends.map_or((value, value), |(low, high)| (low.min(value), high.max(value))))
    });
    ends.unwrap_or((0.0, 1.0))
}

/// 1, 2 or 5 times a power of ten, at least as large as `wanted`.
fn round_step(wanted: f64) -> f64 {
    round_numbers(wanted).find(|step| *step >= wanted * 0.999_9).unwrap_or(wanted)
}

/// 1, 2 and 5 times the powers of ten around a value, ascending.
fn round_numbers(around: f64) -> impl Iterator<Item = f64> {
    let power = around.log10().floor() as i32;
    (power - 1..=power + 1).flat_map(|power| [1.0, 2.0, 5.0].map(|n| n * 10_f64.powi(power)))
}

#[cfg(test)]
mod tests {
    use super::Scale;

    #[test]
    fn a_linear_scale_ends_on_round_numbers() {
        let scale = Scale::linear([43.0, 91.8].into_iter(), (0.0, 100.0));
        assert_eq!(scale.ticks(), [40.0, 50.0, 60.0, 70.0, 80.0, 90.0, 100.0]);
        assert_eq!((scale.at(40.0), scale.at(70.0), scale.at(100.0)), (0.0, 50.0, 100.0));
    }

    #[test]
    fn a_logarithmic_scale_gives_each_decade_the_same_room() {
        let scale = Scale::log([0.13, 0.0, 75.0].into_iter(), (0.0, 300.0));
        let ticks: Vec<String> = scale.ticks().iter().map(|tick| format!("{tick:.1}")).collect();
        assert_eq!(ticks, ["0.1", "0.2", "0.5", "1.0", "2.0", "5.0", "10.0", "20.0", "50.0", "100.0"]);
        assert!((scale.at(1.0) - 100.0).abs() < 1e-6 && (scale.at(10.0) - 200.0).abs() < 1e-6);
    }

    #[test]
    fn one_value_or_none_still_makes_a_scale() {
        for values in [vec![], vec![5.0], vec![0.0]] {
            let linear = Scale::linear(values.iter().copied(), (0.0, 10.0));
            assert!(linear.at(5.0).is_finite() && linear.ticks().len() > 1, "{values:?}");
            let log = Scale::log(values.iter().copied(), (0.0, 10.0));
            assert!(log.at(5.0).is_finite() && !log.ticks().is_empty(), "{values:?}");
        }
    }
}
