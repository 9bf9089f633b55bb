//! Dates and counts as the field writes them: `2024-12-26`, 128K, 671B.

use std::fmt;
use std::str::FromStr;

/// A calendar date, possibly known to the month only.
///
/// Ordered as text is: a month comes before its days.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Date {
    year: u16,
    month: u8,
    /// Zero when only the month is known.
    day: u8,
}

impl Date {
    /// The year.
    pub const fn year(self) -> u16 {
        self.year
    }

    /// The month, from 1.
    pub const fn month(self) -> u8 {
        self.month
    }

    /// Days since 1 January 1970; a month alone counts from its first day.
    ///
    /// The civil calendar's usual closed form: years start in March, so that
    /// the leap day falls on their end.
    pub const fn days_since_epoch(self) -> i64 {
        let day = if self.day == 0 { 1 } else { self.day } as i64;
        let month = self.month as i64;
        let year = self.year as i64 - if month <= 2 { 1 } else { 0 };
        let era = year.div_euclid(400);
        let year_of_era = year - era * 400;
        let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
        let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
        era * 146_097 + day_of_era - 719_468
    }

    /// The date so many days after 1 January 1970.
    pub fn from_days_since_epoch(days: i64) -> Self {
        let shifted = days + 719_468;
        let era = shifted.div_euclid(146_097);
        let day_of_era = shifted - era * 146_097;
        let year_of_era =
            (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
        let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let shifted_month = (5 * day_of_year + 2) / 153;
        let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
        let month = (shifted_month + 2) % 12 + 1;
        let year = era * 400 + year_of_era + i64::from(month <= 2);
        Self { year: year as u16, month: month as u8, day: day as u8 }
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.day == 0 {
            write!(f, "{:04}-{:02}", self.year, self.month)
        } else {
            write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
        }
    }
}

/// Why a text is no [`Date`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotADate;

impl fmt::Display for NotADate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a date; write YYYY-MM-DD, or YYYY-MM when the day is unknown")
    }
}

impl std::error::Error for NotADate {}

impl FromStr for Date {
    type Err = NotADate;

    fn from_str(text: &str) -> Result<Self, NotADate> {
        let mut parts = text.split('-');
        let mut part = |length: usize| {
            let digits = parts.next()?;
            let plain = digits.len() == length && digits.bytes().all(|b| b.is_ascii_digit());
            plain.then(|| digits.parse::<u16>().ok()).flatten()
        };
        let (Some(year), Some(month)) = (part(4), part(2)) else {
            return Err(NotADate);
        };
        let day = if text.len() == 7 { 0 } else { part(2).filter(|day| *day > 0).ok_or(NotADate)? };
        let date = Self { year, month: month as u8, day: day as u8 };
        let in_range = (1..=12).contains(&month) && day <= 31 && text.len() <= 10 && year >= 1970;
        let exists = day == 0 || Self::from_days_since_epoch(date.days_since_epoch()) == date;
        (in_range && exists).then_some(date).ok_or(NotADate)
    }
}

/// Tokens as models advertise them: `128K` for 128,000 and for 131,072 alike
/// is what vendors print, so exact thousands and exact powers of two are
/// shortened and everything else keeps its digits.
pub fn tokens(count: u64) -> String {
    const K: u64 = 1_000;
    const KI: u64 = 1_024;
    match count {
        n if n >= K * K && n.is_multiple_of(K * K / 100) => short(n, K * K, "M"),
        n if n >= KI * KI && n.is_multiple_of(KI * KI) => format!("{}M", n / (KI * KI)),
        n if n >= K && n.is_multiple_of(K) => format!("{}K", n / K),
        n if n >= KI && n.is_multiple_of(KI) => format!("{}K", n / KI),
        n => grouped(n),
    }
}

/// Parameters: `671B`, `6.7B`, `350M`, `1.6T`.
pub fn params(count: u64) -> String {
    match count {
        n if n >= 1_000_000_000_000 => short(n, 1_000_000_000_000, "T"),
        n if n >= 1_000_000_000 => short(n, 1_000_000_000, "B"),
        n if n >= 1_000_000 => short(n, 1_000_000, "M"),
        n => grouped(n),
    }
}

/// Digits in groups of three: `163,840`.
pub fn grouped(count: u64) -> String {
    let digits = count.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// A count in a unit with up to two decimals, trailing zeros dropped.
fn short(count: u64, unit: u64, suffix: &str) -> String {
    let hundredths = (count * 100 + unit / 2) / unit;
    let (whole, rest) = (hundredths / 100, hundredths % 100);
    match rest {
        0 => format!("{whole}{suffix}"),
        r if r.is_multiple_of(10) => format!("{whole}.{}{suffix}", r / 10),
        r => format!("{whole}.{r:02}{suffix}"),
    }
}

/// Reads a count as people type it: `128k`, `1M`, `131072`, `1.5m`.
pub fn parse_count(text: &str) -> Option<u64> {
    let text = text.trim().to_ascii_lowercase();
    let (digits, unit) = match text.as_bytes().last()? {
        b'k' => (&text[..text.len() - 1], 1_000),
        b'm' => (&text[..text.len() - 1], 1_000_000),
        b'b' => (&text[..text.len() - 1], 1_000_000_000),
        b't' => (&text[..text.len() - 1], 1_000_000_000_000_u64),
        _ => (text.as_str(), 1),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || !plain(whole) || !plain(fraction) || fraction.len() > 6 {
        return None;
    }
    let scale = 10_u64.pow(fraction.len() as u32);
    let thousandths = if fraction.is_empty() { 0 } else { fraction.parse::<u64>().ok()? };
    let exact = whole.parse::<u64>().ok()?.checked_mul(unit)?;
    exact.checked_add(thousandths.checked_mul(unit)? / scale)
}

#[cfg(test)]
mod tests {
    use super::{Date, grouped, params, parse_count, tokens};

    #[test]
    fn dates_are_checked_against_the_calendar() {
        assert!("2024-02-29".parse::<Date>().is_ok());
        for wrong in ["2023-02-29", "2024-13-01", "2024-1-01", "24-01-01", "2024-01-00", "x", "2024-01-011"] {
            assert!(wrong.parse::<Date>().is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_month_alone_prints_as_it_was_read_and_sorts_before_its_days() {
        let month: Date = "2026-09".parse().expect("a month");
        let day: Date = "2026-09-01".parse().expect("a day");
        assert_eq!(month.to_string(), "2026-09");
        assert!(month < day);
    }

    #[test]
    fn days_and_dates_convert_both_ways() {
        for days in (-1..60_000).step_by(7) {
            if days >= 0 {
                assert_eq!(Date::from_days_since_epoch(days).days_since_epoch(), days);
            }
        }
        let date: Date = "2026-11-23".parse().expect("a date");
        assert_eq!(date.days_since_epoch(), 20_780);
    }

    #[test]
    fn counts_read_as_the_field_writes_them() {
        assert_eq!(tokens(128_000), "128K");
        assert_eq!(tokens(131_072), "128K");
        assert_eq!(tokens(163_840), "160K");
        assert_eq!(tokens(1_000_000), "1M");
        assert_eq!(tokens(1_048_576), "1M");
        assert_eq!(tokens(1_050_000), "1.05M");
        assert_eq!(tokens(4_097), "4,097");
        assert_eq!(params(671_000_000_000), "671B");
        assert_eq!(params(6_740_000_000), "6.74B");
        assert_eq!(params(1_600_000_000_000), "1.6T");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn typed_counts_are_understood() {
        assert_eq!(parse_count("128k"), Some(128_000));
        assert_eq!(parse_count("1.5M"), Some(1_500_000));
        assert_eq!(parse_count("131072"), Some(131_072));
        for wrong in ["", "k", "-1", "1e9", "many", "99999999999999999999t"] {
            assert_eq!(parse_count(wrong), None, "{wrong}");
        }
    }
}
