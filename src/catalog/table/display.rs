//! How a cell is printed: the one place, for pages, islands and exports.

use crate::catalog::price::{Currency, Money, Rate};
use crate::catalog::quantity::{Date, grouped, params, tokens};
use crate::catalog::table::{Cell, Kind};

/// How a reader wants numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Display {
    /// All digits, `131,072`, rather than `128K`.
    pub exact: bool,
    /// All money in this currency; `None` is each price's own.
    pub money: Option<Currency>,
    /// What money is converted at.
    pub rate: Option<Rate>,
}

/// A cell as it is shown; empty when nothing is known.
pub fn value(cell: &Cell, kind: Kind, display: &Display) -> String {
    if let (Kind::Money, Some(key)) = (kind, cell.key) {
        let own = Money::from_key(key);
        let shown = display.money.and_then(|wanted| own.into_currency(wanted, display.rate?));
        // Converted money is no published price: the sign says so.
        return shown
            .filter(|shown| *shown != own)
            .map_or_else(|| own.print(), |shown| format!("≈{}", shown.print()));
    }
    match (kind, cell.key) {
        _ if !cell.text.is_empty() => cell.text.clone(),
        (Kind::Tokens | Kind::Params, Some(key)) if display.exact => grouped(key.unsigned_abs()),
        (Kind::Tokens, Some(key)) => tokens(key.unsigned_abs()),
        (Kind::Params, Some(key)) => params(key.unsigned_abs()),
        (Kind::Date, Some(key)) => Date::from_days_since_epoch(key).to_string(),
        (_, Some(key)) => key.to_string(),
        (_, None) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Display, value};
    use crate::catalog::price::{Currency, Decimal, Money, Rate};
    use crate::catalog::quantity::Date;
    use crate::catalog::table::{Cell, Kind};

    fn cell(key: i64) -> Cell {
        Cell { key: Some(key), ..Cell::default() }
    }

    #[test]
    fn counts_are_short_or_exact() {
        let exact = Display { exact: true, ..Display::default() };
        assert_eq!(value(&cell(131_072), Kind::Tokens, &Display::default()), "128K");
        assert_eq!(value(&cell(131_072), Kind::Tokens, &exact), "131,072");
        assert_eq!(value(&cell(671_000_000_000), Kind::Params, &Display::default()), "671B");
        assert_eq!(value(&Cell::default(), Kind::Tokens, &exact), "");
    }

    #[test]
    fn money_is_its_own_unless_a_currency_is_asked_for_and_a_rate_known() {
        let rate =
            Rate { cny_per_usd: Decimal(7_200_000), date: "2026-01-02".parse::<Date>().expect("a date") };
        let yuan = cell(Money { currency: Currency::Cny, amount: Decimal(7_200_000) }.key());
        let mut display = Display::default();
        assert_eq!(value(&yuan, Kind::Money, &display), "¥7.20");
        display.money = Some(Currency::Usd);
        assert_eq!(value(&yuan, Kind::Money, &display), "¥7.20");
        display.rate = Some(rate);
        assert_eq!(value(&yuan, Kind::Money, &display), "≈$1.00");
        display.money = Some(Currency::Cny);
        assert_eq!(value(&yuan, Kind::Money, &display), "¥7.20");
    }
}
