//! Money as files write it, exactly: `2.8e-07` per token is 0.28 per million.
//!
//! Numbers never pass through floating point; what six places of a price per
//! million cannot hold is refused, not rounded.

use std::fmt;

use crate::catalog::price::Decimal;

/// What a price is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unit {
    /// One token.
    Token,
    /// 1,000,000 tokens.
    Million,
}

impl Unit {
    /// The power of ten from this unit to millionths per million tokens.
    const fn shift(self) -> i64 {
        match self {
            Self::Token => 12,
            Self::Million => 6,
        }
    }
}

/// Why a text is no price of ours.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refused {
    /// It is no number.
    NotANumber,
    /// It is below zero.
    Negative,
    /// It has more than six places per million tokens.
    TooFine,
    /// It is a million millions or more.
    TooLarge,
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotANumber => "is no number",
            Self::Negative => "is below zero",
            Self::TooFine => "has more than six decimal places per million tokens",
            Self::TooLarge => "is too large for a price",
        })
    }
}

impl Refused {
    /// What to do about it.
    pub const fn fix(self) -> &'static str {
        match self {
            Self::NotANumber => "write a decimal number such as 0.28 or 2.8e-07",
            Self::Negative => "write what a buyer pays, or leave the key out",
            Self::TooFine => "round it in the file, or enter the price by hand",
            Self::TooLarge => "check the unit of the file",
        }
    }
}

/// Amounts below ten to this, in millionths, can be written in the catalogue.
const LIMIT: i64 = 18;

/// Reads a price in US dollars.
///
/// # Errors
///
/// When the catalogue cannot hold it exactly.
pub fn read(text: &str, unit: Unit) -> Result<Decimal, Refused> {
    let written = Written::read(text).ok_or(Refused::NotANumber)?;
    if written.digits.is_empty() {
        return Ok(Decimal(0));
    }
    if written.is_negative {
        return Err(Refused::Negative);
    }
    let exponent = written.exponent.saturating_add(unit.shift());
    if exponent.saturating_add(length(&written.digits)) > LIMIT {
        return Err(Refused::TooLarge);
    }
    if exponent < 0 {
        return Err(Refused::TooFine);
    }
    // At most 18 digits, by the limit above.
    let zeros = "0".repeat(usize::try_from(exponent).unwrap_or_default());
    [written.digits, zeros].concat().parse().map(Decimal).map_err(|_| Refused::TooLarge)
}

/// Reads a whole number of things, such as tokens: `128000`, `1.28e5`.
pub fn count(text: &str) -> Option<u64> {
    let written = Written::read(text)?;
    if written.digits.is_empty() {
        return Some(0);
    }
    let fits = !written.is_negative && (0..19).contains(&written.exponent);
    let zeros = "0".repeat(usize::try_from(written.exponent).ok().filter(|_| fits)?);
    [written.digits, zeros].concat().parse().ok()
}

/// Prints a price per million as one per token, as JSON: `2.8e-07`.
pub fn per_token(price: Decimal) -> String {
    let all = price.0.max(0).to_string();
    let digits = all.trim_end_matches('0');
    let Some((first, rest)) = digits.split_at_checked(1).filter(|(first, _)| !first.is_empty()) else {
        return "0".to_owned();
    };
    let exponent = length(&all) - 1 - Unit::Token.shift();
    let point = if rest.is_empty() { "" } else { "." };
    let sign = if exponent < 0 { "-" } else { "+" };
    format!("{first}{point}{rest}e{sign}{:02}", exponent.abs())
}

fn length(digits: &str) -> i64 {
    i64::try_from(digits.len()).unwrap_or(i64::MAX)
}

/// A decimal as it is written: digits, without zeros at either end, times a
/// power of ten. No digits are zero.
struct Written {
    is_negative: bool,
    digits: String,
    exponent: i64,
}

impl Written {
    fn read(text: &str) -> Option<Self> {
        let (is_negative, rest) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
        let (number, power) = match rest.split_once(['e', 'E']) {
            Some((number, power)) => (number, power_of_ten(power)?),
            None => (rest, 0),
        };
        let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
        let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
        let is_cut = number.contains('.') && fraction.is_empty();
        if whole.is_empty() || is_cut || !plain(whole) || !plain(fraction) {
            return None;
        }
        let all = [whole, fraction].concat();
        let kept = all.trim_end_matches('0');
        let exponent = power.saturating_sub(length(fraction)).saturating_add(length(&all) - length(kept));
        Some(Self { is_negative, digits: kept.trim_start_matches('0').to_owned(), exponent })
    }
}

/// An exponent; one too large to be counted is as good as the largest.
fn power_of_ten(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let size = digits.parse::<i64>().unwrap_or(i64::MAX / 4).min(i64::MAX / 4);
    Some(if text.starts_with('-') { -size } else { size })
}

#[cfg(test)]
mod tests {
    use super::{Refused, Unit, count, per_token, read};
    use crate::catalog::price::Decimal;
    use proptest::prelude::{any, prop_assert_eq, proptest};

    #[test]
    fn prices_per_token_are_read_exactly() {
        for (text, micros) in [
            ("2.8e-07", 280_000),
            ("0.00000028", 280_000),
            ("2.8E-7", 280_000),
            ("28e-8", 280_000),
            ("0.000000000001", 1),
            ("1e-12", 1),
            ("3e-06", 3_000_000),
            ("0", 0),
            ("0.0e99999999999999999999", 0),
            ("-0", 0),
        ] {
            assert_eq!(read(text, Unit::Token), Ok(Decimal(micros)), "{text}");
        }
        assert_eq!(read("0.2800", Unit::Million), Ok(Decimal(280_000)));
        assert_eq!(read("75", Unit::Million), Ok(Decimal(75_000_000)));
    }

    #[test]
    fn what_cannot_be_held_is_refused_with_a_reason() {
        for (text, refused) in [
            ("", Refused::NotANumber),
            (".5", Refused::NotANumber),
            ("1.", Refused::NotANumber),
            ("1e", Refused::NotANumber),
            ("1e+-3", Refused::NotANumber),
            ("NaN", Refused::NotANumber),
            ("$1", Refused::NotANumber),
            ("1,5", Refused::NotANumber),
            ("-1e-7", Refused::Negative),
            ("1e-13", Refused::TooFine),
            ("2.80000000000001e-07", Refused::TooFine),
            ("1e-99999999999999999999", Refused::TooFine),
            ("1e6", Refused::TooLarge),
            ("1e99999999999999999999", Refused::TooLarge),
        ] {
            assert_eq!(read(text, Unit::Token), Err(refused), "{text}");
        }
        assert_eq!(read("0.0000001", Unit::Million), Err(Refused::TooFine));
        assert_eq!(read("999999999999.999999", Unit::Million), Ok(Decimal(999_999_999_999_999_999)));
        assert_eq!(read("1000000000000", Unit::Million), Err(Refused::TooLarge));
    }

    #[test]
    fn counts_are_whole() {
        assert_eq!(count("128000"), Some(128_000));
        assert_eq!(count("1.28e5"), Some(128_000));
        assert_eq!(count("8192.0"), Some(8_192));
        for wrong in ["1.5", "-1", "1e40", "99999999999999999999", "many", "1e-3"] {
            assert_eq!(count(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn prices_per_token_are_printed_as_the_field_prints_them() {
        assert_eq!(per_token(Decimal(280_000)), "2.8e-07");
        assert_eq!(per_token(Decimal(3_000_000)), "3e-06");
        assert_eq!(per_token(Decimal(1)), "1e-12");
        assert_eq!(per_token(Decimal(0)), "0");
        assert_eq!(per_token(Decimal(15_000_000_000_000)), "1.5e+01");
    }

    proptest! {
        #[test]
        fn a_price_reads_back_as_it_was_printed(micros in 0..1_000_000_000_000_000_000_i64) {
            prop_assert_eq!(read(&per_token(Decimal(micros)), Unit::Token), Ok(Decimal(micros)));
            prop_assert_eq!(read(&Decimal(micros).to_string(), Unit::Million), Ok(Decimal(micros)));
        }

        #[test]
        fn any_text_is_answered(text in any::<String>()) {
            let read = [read(&text, Unit::Token), read(&text, Unit::Million)];
            prop_assert_eq!(read[0] == Err(Refused::NotANumber), read[1] == Err(Refused::NotANumber));
        }
    }
}
