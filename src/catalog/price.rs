//! Prices: exact money per million tokens, when it holds, and for whom.

use std::fmt;
use std::str::FromStr;

use crate::catalog::model::ProviderId;
use crate::catalog::quantity::Date;
use crate::catalog::source::SourceId;
use crate::locale::Text;

/// A decimal number in millionths, exact: `0.0028` is 2,800.
///
/// Six places are enough for every published price per million tokens.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Decimal(pub i64);

impl Decimal {
    const SCALE: i64 = 1_000_000;

    /// As an amount of money: at least two places, so that columns line up.
    pub fn money(self) -> String {
        let plain = self.to_string();
        match plain.split_once('.').map(|(_, places)| places.len()) {
            None => plain + ".00",
            Some(1) => plain + "0",
            Some(_) => plain,
        }
    }
}

/// Why a text is no [`Decimal`].
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NotADecimal;

impl fmt::Display for NotADecimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a decimal number; write digits with at most six places, such as \"0.28\"")
    }
}

impl std::error::Error for NotADecimal {}

impl FromStr for Decimal {
    type Err = NotADecimal;

    fn from_str(text: &str) -> Result<Self, NotADecimal> {
        let (sign, digits) = text.strip_prefix('-').map_or((1, text), |rest| (-1, rest));
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
        let plain = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !plain(whole) || !plain(fraction) || fraction.len() > 6 || whole.len() > 12 {
            return Err(NotADecimal);
        }
        let parse = |part: &str| part.parse::<i64>().map_err(|_| NotADecimal);
        let missing = 6 - fraction.len() as u32;
        Ok(Self(sign * (parse(whole)? * Self::SCALE + parse(fraction)? * 10_i64.pow(missing))))
    }
}

impl fmt::Display for Decimal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, fraction) = (self.0 / Self::SCALE, (self.0 % Self::SCALE).abs());
        if self.0 < 0 && whole == 0 {
            f.write_str("-")?;
        }
        let digits = format!("{fraction:06}");
        match digits.trim_end_matches('0') {
            "" => write!(f, "{whole}"),
            places => write!(f, "{whole}.{places}"),
        }
    }
}

/// The money a price is published in; never silently converted.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub enum Currency {
    /// United States dollar.
    Usd,
    /// Chinese yuan.
    Cny,
}

impl Currency {
    /// The ISO 4217 code.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Usd => "USD",
            Self::Cny => "CNY",
        }
    }

    /// The sign before an amount.
    pub const fn sign(self) -> &'static str {
        match self {
            Self::Usd => "$",
            Self::Cny => "¥",
        }
    }

    /// The currency a code names.
    pub fn from_code(code: &str) -> Option<Self> {
        [Self::Usd, Self::Cny].into_iter().find(|c| c.code().eq_ignore_ascii_case(code))
    }
}

/// An amount in a currency.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Money {
    /// What it is in.
    pub currency: Currency,
    /// How much.
    pub amount: Decimal,
}

impl Money {
    /// Keeps yuan apart from dollars when money is sorted: comparing bare
    /// numbers would rank a dear dollar price below a cheap yuan one. Larger
    /// than any amount in millionths.
    const GAP: i64 = 1 << 50;

    /// One number for amount and currency; of one currency it orders by amount.
    pub const fn key(self) -> i64 {
        match self.currency {
            Currency::Usd => self.amount.0,
            Currency::Cny => self.amount.0 + Self::GAP,
        }
    }

    /// The money a [`key`](Self::key) stands for.
    pub const fn from_key(key: i64) -> Self {
        if key >= Self::GAP / 2 {
            Self { currency: Currency::Cny, amount: Decimal(key - Self::GAP) }
        } else {
            Self { currency: Currency::Usd, amount: Decimal(key) }
        }
    }

    /// The same worth in another currency, rounded to a ten-thousandth;
    /// `None` when it is too much to be counted.
    pub fn into_currency(self, wanted: Currency, rate: Rate) -> Option<Self> {
        if self.currency == wanted {
            return Some(self);
        }
        let rate_in_millionths = rate.cny_per_usd.0.max(1);
        let (times, by) = match wanted {
            Currency::Cny => (rate_in_millionths, Decimal::SCALE),
            Currency::Usd => (Decimal::SCALE, rate_in_millionths),
        };
        let exact = self.amount.0.checked_mul(times)? / by;
        let rounded = exact.checked_add(50)? / 100 * 100;
        Some(Self { currency: wanted, amount: Decimal(rounded) })
    }

    /// With its sign: `$0.28`.
    pub fn print(self) -> String {
        [self.currency.sign(), &self.amount.money()].concat()
    }
}

/// What a dollar is worth on a day, from a published reference.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Rate {
    /// Yuan for one US dollar.
    pub cny_per_usd: Decimal,
    /// The day it was published for.
    pub date: Date,
}

/// How well the first day of a price is known.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FromKind {
    /// The source says that the price starts on this day.
    Effective,
    /// A database first showed it on this day; it may have started earlier.
    Observed,
    /// The first price the source knows.
    Initial,
    /// A copy of the vendor's page shows it on or after this day.
    Page,
}

/// The time of day a price holds, for vendors that sell cheaper at night.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Period {
    /// The busy hours.
    Peak,
    /// The quiet hours.
    OffPeak,
}

/// What a million tokens cost from one provider, over one span of time.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Price {
    /// Who sells.
    pub provider: ProviderId,
    /// What the amounts are in.
    pub currency: Currency,
    /// Per 1,000,000 input tokens.
    pub input: Decimal,
    /// Per 1,000,000 output tokens.
    pub output: Decimal,
    /// Per 1,000,000 input tokens read from the prompt cache.
    pub cache_read: Option<Decimal>,
    /// Per 1,000,000 input tokens written to the prompt cache.
    pub cache_write: Option<Decimal>,
    /// The first day it holds, and how well that is known.
    pub from: Option<(Date, FromKind)>,
    /// The first day it no longer holds.
    pub until: Option<Date>,
    /// The time of day it holds; `None` is all day.
    pub period: Option<Period>,
    /// Dearer steps for long prompts, ascending.
    pub tiers: Vec<PriceTier>,
    /// When the source was last read.
    pub read: Date,
    /// Who says so.
    pub source: SourceId,
    /// Where in the source.
    pub at: Option<String>,
    /// A condition a reader must know.
    pub note: Option<Text>,
}

/// The price of prompts above a length.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PriceTier {
    /// Applies to prompts of more input tokens than this.
    pub above: u64,
    /// Per 1,000,000 input tokens.
    pub input: Decimal,
    /// Per 1,000,000 output tokens.
    pub output: Decimal,
    /// Per 1,000,000 input tokens read from the prompt cache.
    pub cache_read: Option<Decimal>,
}

/// Days after which a price wants to be checked again.
pub const STALE_AFTER_DAYS: i64 = 90;

impl Price {
    /// An amount in this price's currency.
    pub const fn money(&self, amount: Decimal) -> Money {
        Money { currency: self.currency, amount }
    }

    /// Whether it was last checked so long ago that a reader must know.
    pub const fn is_stale(&self, today: Date) -> bool {
        today.days_since_epoch() - self.read.days_since_epoch() > STALE_AFTER_DAYS
    }

    /// Whether the price holds on a day, as far as its dates say. One of unknown
    /// start is known to hold from the day it was read.
    pub fn holds_on(&self, day: Date) -> bool {
        let start = self.from.map_or(self.read, |(from, _)| from);
        start <= day && self.until.is_none_or(|until| day < until)
    }
}

/// The prices that hold on a day, oldest start first.
pub fn on(prices: &[Price], day: Date) -> impl Iterator<Item = &Price> {
    prices.iter().filter(move |price| price.holds_on(day))
}

#[cfg(test)]
mod tests {
    use super::Decimal;
    use proptest::prelude::{prop_assert_eq, proptest};

    #[test]
    fn money_is_exact() {
        let cheap: Decimal = "0.0028".parse().expect("a decimal");
        assert_eq!(cheap, Decimal(2_800));
        assert_eq!(cheap.to_string(), "0.0028");
        assert_eq!("75.00".parse::<Decimal>().expect("a decimal").to_string(), "75");
        assert_eq!(Decimal(-500_000).to_string(), "-0.5");
        assert_eq!(
            ["3", "0.2", "0.0028"].map(|text| text.parse::<Decimal>().expect("a decimal").money()),
            ["3.00", "0.20", "0.0028"]
        );
    }

    #[test]
    fn what_is_not_plain_digits_is_refused() {
        for wrong in ["", ".5", "1.", "1e3", "1,5", "$1", "0.0000001", "--1", "NaN"] {
            assert!(wrong.parse::<Decimal>().is_err(), "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn a_decimal_reads_back_as_it_was_printed(micros in -1_000_000_000_000_i64..1_000_000_000_000) {
            prop_assert_eq!(Decimal(micros).to_string().parse(), Ok(Decimal(micros)));
        }
    }
}
