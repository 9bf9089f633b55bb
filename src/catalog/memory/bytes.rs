//! Amounts of memory as people read them, in the unit that keeps them short.

use crate::catalog::quantity::grouped;

/// In powers of 1,024, as memory is counted by operating systems: `65.4 GiB`.
/// The largest unit is the gibibyte, so that parts of a sum share it.
pub fn binary(bytes: u64) -> String {
    in_units(bytes, 1_024, ["B", "KiB", "MiB", "GiB"])
}

/// In powers of 1,000, as vendors label their cards: `70.3 GB`.
pub fn decimal(bytes: u64) -> String {
    in_units(bytes, 1_000, ["B", "kB", "MB", "GB"])
}

/// Two places below ten, one above; whole bytes.
fn in_units(bytes: u64, step: u64, units: [&str; 4]) -> String {
    // A unit is used from a tenth of it on for the largest: 0.2 GiB.
    let power = match bytes {
        n if n >= step.pow(3) / 10 => 3,
        n if n >= step.pow(2) => 2,
        n if n >= step => 1,
        _ => return format!("{bytes} {}", units[0]),
    };
    let unit = u128::from(step.pow(power));
    let hundredths = (u128::from(bytes) * 100 + unit / 2) / unit;
    let whole = |n: u128| grouped(u64::try_from(n).unwrap_or(u64::MAX));
    let unit_name = units[power as usize];
    if hundredths < 1_000 {
        return format!("{}.{:02} {unit_name}", whole(hundredths / 100), hundredths % 100);
    }
    let tenths = (u128::from(bytes) * 10 + unit / 2) / unit;
    format!("{}.{} {unit_name}", whole(tenths / 10), tenths % 10)
}

/// How many times one amount is another, to a tenth: `71.1`, `8`.
pub fn times(more: u64, less: u64) -> Option<String> {
    if less == 0 {
        return None;
    }
    let tenths = (u128::from(more) * 10 + u128::from(less) / 2) / u128::from(less);
    let whole = grouped(u64::try_from(tenths / 10).unwrap_or(u64::MAX));
    Some(match tenths % 10 {
        0 => whole,
        tenth => format!("{whole}.{tenth}"),
    })
}

#[cfg(test)]
mod tests {
    use super::{binary, decimal, times};

    #[test]
    fn amounts_keep_three_figures_or_one_place() {
        assert_eq!((binary(0), decimal(999)), ("0 B".to_owned(), "999 B".to_owned()));
        assert_eq!((binary(70_272), decimal(70_272)), ("68.6 KiB".to_owned(), "70.3 kB".to_owned()));
        assert_eq!(binary(131_072 * 1_024), "0.13 GiB");
        assert_eq!(decimal(16_000_000_000), "16.0 GB");
        assert_eq!(binary(1_342_000_000_000), "1,249.8 GiB");
        assert_eq!(decimal(9_996_000_000), "10.0 GB");
        assert_eq!(binary(u64::MAX), "17,179,869,184.0 GiB");
    }

    #[test]
    fn ratios_are_rounded_to_a_tenth() {
        assert_eq!(times(40_960, 576).as_deref(), Some("71.1"));
        assert_eq!(times(8, 1).as_deref(), Some("8"));
        assert_eq!(times(8, 0), None);
    }
}
