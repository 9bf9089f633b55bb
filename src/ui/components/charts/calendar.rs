//! A time axis: days along the width of a picture, ticks on calendar dates.

use crate::catalog::quantity::Date;

/// A span of days laid along a range of pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Calendar {
    /// The first day, in days since 1970.
    from: i64,
    /// The last day.
    to: i64,
    /// Where they stand in the picture.
    pixels: (f64, f64),
}

/// A tick wants about so many pixels for its label.
const LABEL: f64 = 84.0;

impl Calendar {
    /// The days from one to another; a single day gets a month.
    pub(crate) fn new(from: Date, to: Date, pixels: (f64, f64)) -> Self {
        let (from, to) = (from.days_since_epoch(), to.days_since_epoch());
        Self { from, to: to.max(from + 30), pixels }
    }

    /// Where a day stands.
    pub(crate) fn at(&self, day: Date) -> f64 {
        let share = (day.days_since_epoch() - self.from) as f64 / (self.to - self.from) as f64;
        self.pixels.0 + share * (self.pixels.1 - self.pixels.0)
    }

    /// First days of months to write under the axis, each with its label: as
    /// many as have room, at even distances.
    pub(crate) fn ticks(&self) -> Vec<(Date, String)> {
        let most = ((self.pixels.1 - self.pixels.0) / LABEL).max(1.0) as usize;
        for months in [1, 2, 3, 6, 12, 24, 60, 120] {
            let ticks = self.firsts(months);
            if ticks.len() <= most {
                return ticks;
            }
        }
        Vec::new()
    }

    /// The first days of every so many months, from January on.
    fn firsts(&self, months: i64) -> Vec<(Date, String)> {
        let mut out = Vec::new();
        let first_year = i64::from(Date::from_days_since_epoch(self.from).year());
        let last_year = i64::from(Date::from_days_since_epoch(self.to).year());
        let mut month = first_year * 12;
        month -= month.rem_euclid(months);
        while month < (last_year + 1) * 12 {
            let text = format!("{:04}-{:02}", month / 12, month % 12 + 1);
            month += months;
            let Ok(date) = format!("{text}-01").parse::<Date>() else { continue };
            if (self.from..=self.to).contains(&date.days_since_epoch()) {
                let label = if months >= 12 { text[..4].to_owned() } else { text };
                out.push((date, label));
            }
        }
        out
    }
}

#[cfg(test)]
mod tests {
    use super::Calendar;
    use crate::catalog::quantity::Date;

    fn labels(from: &str, to: &str) -> Vec<String> {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let calendar = Calendar::new(day(from), day(to), (0.0, 560.0));
        calendar.ticks().into_iter().map(|(_, label)| label).collect()
    }

    #[test]
    fn ticks_stand_on_months_or_years_and_have_room() {
        assert_eq!(labels("2026-05-20", "2026-08-03"), ["2026-06", "2026-07", "2026-08"]);
        let every_second = ["2026-01", "2026-03", "2026-05", "2026-07", "2026-09", "2026-11"];
        assert_eq!(labels("2025-11-02", "2026-11-25"), every_second);
        assert_eq!(labels("2022-06-01", "2026-11-25"), ["2023", "2024", "2025", "2026"]);
        assert!(labels("2026-11-25", "2026-11-25").len() <= 1);
    }

    #[test]
    fn the_ends_stand_at_the_ends() {
        let day = |text: &str| text.parse::<Date>().expect("a date");
        let calendar = Calendar::new(day("2026-01-01"), day("2026-12-31"), (10.0, 110.0));
        assert!((calendar.at(day("2026-01-01")) - 10.0).abs() < 1e-9);
        assert!((calendar.at(day("2026-12-31")) - 110.0).abs() < 1e-9);
    }
}
