//! Prices in words: amounts, hours, spans of time, how far one moved.

use crate::catalog::history::per_mille;
use crate::catalog::price::{Decimal, FromKind, Period, Price};
use crate::catalog::quantity::{Date, grouped};
use crate::locale::Locale;

/// The time of day a price holds; nothing for all day.
pub(crate) const fn hours(period: Option<Period>, locale: Locale) -> Option<&'static str> {
    match (period, locale) {
        (None, _) => None,
        (Some(Period::Peak), Locale::Zh) => Some("高峰"),
        (Some(Period::Peak), Locale::En) => Some("peak"),
        (Some(Period::OffPeak), Locale::Zh) => Some("低谷"),
        (Some(Period::OffPeak), Locale::En) => Some("off-peak"),
    }
}

/// A first day, told as a bound where it is only known to be one.
pub(crate) fn first_day(date: Date, kind: FromKind, locale: Locale) -> String {
    match kind {
        FromKind::Effective | FromKind::Initial => date.to_string(),
        FromKind::Observed | FromKind::Page => locale.pick(format!("不晚于 {date}"), format!("by {date}")),
    }
}

/// The span of time a price holds, as far as it is known.
pub(crate) fn span(price: &Price, locale: Locale) -> String {
    let from = price.from.map(|(date, kind)| match kind {
        FromKind::Effective => locale.pick(format!("{date} 起"), format!("since {date}")),
        FromKind::Initial => {
            locale.pick(format!("{date} 起（最早的记录）"), format!("since {date} (first record)"))
        }
        FromKind::Observed | FromKind::Page => {
            locale.pick(format!("不晚于 {date} 起"), format!("since {date} or before"))
        }
    });
    let until = price.until.map(|date| locale.pick(format!("{date} 止"), format!("until {date}")));
    [from, until].into_iter().flatten().collect::<Vec<_>>().join(locale.pick("，", ", "))
}

/// How far an amount moved, in per cent with a true minus; nothing when it
/// stayed, or came from nothing.
pub(crate) fn moved(before: Decimal, after: Decimal) -> Option<String> {
    let ratio = per_mille(before, after).filter(|_| before != after)?;
    let sign = if after < before { "−" } else { "+" };
    let ratio = ratio.unsigned_abs();
    Some(match (ratio / 10, ratio % 10) {
        // Of a move beyond doubling, tenths say nothing.
        (100.., _) => format!("{sign}{}%", grouped((ratio + 5) / 10)),
        (whole, 0) => format!("{sign}{whole}%"),
        (whole, tenth) => format!("{sign}{whole}.{tenth}%"),
    })
}

#[cfg(test)]
mod tests {
    use super::moved;
    use crate::catalog::price::Decimal;

    #[test]
    fn moves_are_told_in_per_cent() {
        assert_eq!(moved(Decimal(4), Decimal(3)).as_deref(), Some("−25%"));
        assert_eq!(moved(Decimal(3), Decimal(4)).as_deref(), Some("+33.3%"));
        assert_eq!(moved(Decimal(1_000), Decimal(12_138)).as_deref(), Some("+1,114%"));
        assert_eq!(moved(Decimal(0), Decimal(4)), None);
        assert_eq!(moved(Decimal(4), Decimal(4)), None);
    }
}
