//! What a month of some usage costs, exactly.
//!
//! Cost of one request = uncached input × input price + cached input × cache
//! read price + output × output price, each per 1,000,000 tokens; times
//! requests. Where a provider has peak and off-peak prices, the peak share of
//! the requests pays the first and the rest the second. Prompts longer than a
//! tier's threshold pay that tier for the whole request, as vendors bill.
//! Writing to a cache, storage and discounts for batches are left out.

use crate::catalog::price::{Decimal, Money, Period, Price};
use crate::catalog::quantity::parse_count;
use crate::query::Query;

/// How a model is used in a month.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Usage {
    /// Input tokens of a request.
    pub input: u64,
    /// Output tokens of a request.
    pub output: u64,
    /// Requests in a month.
    pub requests: u64,
    /// Per cent of the input that is read from the prompt cache.
    pub cached: u8,
    /// Per cent of the requests sent in peak hours.
    pub peak: u8,
}

impl Default for Usage {
    fn default() -> Self {
        Self::USUAL
    }
}

/// The most tokens of a request: beyond, sums would no longer fit, and no one pays so much.
pub const MOST_TOKENS: u64 = 100_000_000;
/// The most requests in a month.
pub const MOST_REQUESTS: u64 = 10_000_000_000;

impl Usage {
    /// What is shown before a reader says otherwise.
    pub const USUAL: Self = Self { input: 2_000, output: 500, requests: 10_000, cached: 0, peak: 50 };
    /// The parameters, in the order they are printed.
    pub const KEYS: [&'static str; 5] = ["in", "out", "n", "cache", "peak"];

    /// Reads a usage; parameters that mean nothing are returned by name and
    /// value and keep their usual value.
    pub fn read(query: &Query) -> (Self, Vec<(String, String)>) {
        let mut usage = Self::USUAL;
        let mut problems = Vec::new();
        for key in Self::KEYS {
            let Some(text) = query.get(key).filter(|text| !text.is_empty()) else { continue };
            let count = parse_count(text);
            let upto = |most: u64| count.filter(|count| *count <= most);
            let share = || upto(100).map(|share| share as u8);
            let taken = match key {
                "in" => upto(MOST_TOKENS).map(|count| usage.input = count),
                "out" => upto(MOST_TOKENS).map(|count| usage.output = count),
                "n" => upto(MOST_REQUESTS).map(|count| usage.requests = count),
                "cache" => share().map(|share| usage.cached = share),
                _ => share().map(|share| usage.peak = share),
            };
            if taken.is_none() {
                problems.push((key.to_owned(), text.chars().take(40).collect()));
            }
        }
        (usage, problems)
    }

    /// The value of a parameter as it is printed.
    pub fn value(&self, key: &str) -> u64 {
        match key {
            "in" => self.input,
            "out" => self.output,
            "n" => self.requests,
            "cache" => self.cached.into(),
            _ => self.peak.into(),
        }
    }

    /// Writes what differs from the usual into a query.
    pub fn write(&self, query: &mut Query) {
        for key in Self::KEYS {
            let value = self.value(key);
            let text = if value == Self::USUAL.value(key) { String::new() } else { value.to_string() };
            query.set(key, &text);
        }
    }
}

/// What a month costs at prices of one provider in one currency: one for all
/// day, or one for each time of day. `None` without prices, or when the sum
/// is beyond counting.
pub fn monthly(prices: &[&Price], usage: &Usage) -> Option<Money> {
    let at = |period: Period| prices.iter().find(|price| price.period == Some(period));
    let all_day = prices.iter().find(|price| price.period.is_none());
    let shares = match (at(Period::Peak), at(Period::OffPeak)) {
        (Some(peak), Some(quiet)) => vec![(peak, usage.peak), (quiet, 100 - usage.peak)],
        // Half of a pair: the other hours pay the price for all day, or the same.
        (Some(peak), None) => vec![(peak, usage.peak), (all_day.unwrap_or(peak), 100 - usage.peak)],
        (None, Some(quiet)) => vec![(all_day.unwrap_or(quiet), usage.peak), (quiet, 100 - usage.peak)],
        (None, None) => vec![(all_day?, 100)],
    };
    let mut sum = 0_i128;
    for (price, share) in &shares {
        sum = sum.checked_add(scaled_request(price, usage).checked_mul(i128::from(*share))?)?;
    }
    let sum = sum.checked_mul(i128::from(usage.requests))?;
    // Scaled by tokens per price unit, per cent of cache and per cent of peak.
    let scale = 1_000_000 * 100 * 100;
    let amount = Decimal(i64::try_from((sum + scale / 2) / scale).ok()?);
    Some(shares.first()?.0.money(amount))
}

/// Whether a cached share is paid in full, because no cache price is known.
pub fn lacks_cache_price(prices: &[&Price], usage: &Usage) -> bool {
    usage.cached > 0 && prices.iter().any(|price| price.cache_read.is_none())
}

/// The price of one request in millionths, times 1,000,000 × 100.
fn scaled_request(price: &Price, usage: &Usage) -> i128 {
    let tier = price.tiers.iter().rev().find(|tier| usage.input > tier.above);
    let (input, output) = tier.map_or((price.input, price.output), |tier| (tier.input, tier.output));
    let cache = match tier {
        // A tier without a cache price of its own: what reading costs at most.
        Some(tier) => tier.cache_read.unwrap_or(input),
        None => price.cache_read.unwrap_or(input),
    };
    let of = |amount: Decimal, tokens: u64, share: u8| {
        i128::from(amount.0) * i128::from(tokens) * i128::from(share)
    };
    of(input, usage.input, 100 - usage.cached)
        + of(cache, usage.input, usage.cached)
        + of(output, usage.output, 100)
}

#[cfg(test)]
mod tests {
    use super::{Usage, lacks_cache_price, monthly};
    use crate::catalog::price::{Currency, Decimal, Period, Price, PriceTier};
    use crate::catalog::quantity::Date;
    use crate::catalog::source::SourceId;
    use crate::query::Query;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn price(input: i64, output: i64, cache: Option<i64>, period: Option<Period>) -> Price {
        Price {
            provider: "x".into(),
            currency: Currency::Usd,
            input: Decimal(input),
            output: Decimal(output),
            cache_read: cache.map(Decimal),
            cache_write: None,
            from: None,
            until: None,
            period,
            tiers: Vec::new(),
            read: Date::from_days_since_epoch(20_000),
            source: SourceId(0),
            at: None,
            note: None,
        }
    }

    fn cost(prices: &[&Price], usage: &Usage) -> String {
        monthly(prices, usage).expect("a cost").print()
    }

    #[test]
    fn a_month_is_added_up_exactly() {
        // 10,000 × (2,000 × $0.28 + 500 × $0.42) / 1M = $5.60 + $2.10
        let plain = price(280_000, 420_000, Some(28_000), None);
        assert_eq!(cost(&[&plain], &Usage::USUAL), "$7.70");
        // Half of the input from the cache: $2.80 + $0.28 + $2.10
        assert_eq!(cost(&[&plain], &Usage { cached: 50, ..Usage::USUAL }), "$5.18");
    }

    #[test]
    fn peak_and_quiet_hours_share_the_requests() {
        let peak = price(1_000_000, 0, None, Some(Period::Peak));
        let quiet = price(500_000, 0, None, Some(Period::OffPeak));
        let usage = |peak| Usage { output: 0, peak, ..Usage::USUAL };
        assert_eq!(cost(&[&peak, &quiet], &usage(100)), "$20.00");
        assert_eq!(cost(&[&quiet, &peak], &usage(0)), "$10.00");
        assert_eq!(cost(&[&peak, &quiet], &usage(25)), "$12.50");
        assert_eq!(cost(&[&peak], &usage(25)), "$20.00");
        assert!(monthly(&[], &usage(25)).is_none());
    }

    #[test]
    fn long_prompts_pay_their_tier() {
        let mut tiered = price(1_000_000, 0, Some(100_000), None);
        let tier =
            |above, input| PriceTier { above, input: Decimal(input), output: Decimal(0), cache_read: None };
        tiered.tiers = vec![tier(1_000, 2_000_000), tier(4_000, 3_000_000)];
        let usage = |input| Usage { input, output: 0, requests: 1_000, ..Usage::USUAL };
        assert_eq!(cost(&[&tiered], &usage(1_000)), "$1.00");
        assert_eq!(cost(&[&tiered], &usage(2_000)), "$4.00");
        assert_eq!(cost(&[&tiered], &usage(5_000)), "$15.00");
    }

    #[test]
    fn without_a_cache_price_all_input_is_paid_and_that_can_be_said() {
        let plain = price(1_000_000, 0, None, None);
        let usage = Usage { cached: 80, ..Usage::USUAL };
        assert_eq!(cost(&[&plain], &usage), cost(&[&plain], &Usage::USUAL));
        assert!(lacks_cache_price(&[&plain], &usage) && !lacks_cache_price(&[&plain], &Usage::USUAL));
    }

    proptest! {
        #[test]
        fn a_usage_reads_back_as_it_was_written(
            input in 0..100_000_000_u64, output in 0..100_000_000_u64, requests in 0..10_000_000_000_u64,
            cached in 0..=100_u8, peak in 0..=100_u8,
        ) {
            let usage = Usage { input, output, requests, cached, peak };
            let mut query = Query::default();
            usage.write(&mut query);
            prop_assert_eq!(Usage::read(&query), (usage, Vec::new()));
        }

        #[test]
        fn more_use_never_costs_less(
            amounts in (0..100_000_000_i64, 0..1_000_000_000_i64), tokens in (0..100_000_u64, 0..100_000_u64),
            requests in 0..1_000_000_u64, more in 0..1_000_u64,
        ) {
            let price = price(amounts.0, amounts.1, None, None);
            let usage = Usage { input: tokens.0, output: tokens.1, requests, ..Usage::USUAL };
            let least = monthly(&[&price], &usage).expect("a cost").amount;
            for larger in [
                Usage { input: tokens.0 + more, ..usage },
                Usage { output: tokens.1 + more, ..usage },
                Usage { requests: requests + more, ..usage },
            ] {
                prop_assert!(monthly(&[&price], &larger).expect("a cost").amount >= least);
            }
        }

        #[test]
        fn anything_in_the_address_is_a_usage(text in "\\PC{0,20}", key in 0..5_usize) {
            let mut query = Query::default();
            query.set(Usage::KEYS[key], &text);
            let (usage, problems) = Usage::read(&query);
            prop_assert!(usage.cached <= 100 && usage.peak <= 100);
            prop_assert!(problems.len() <= 1);
        }
    }
}
