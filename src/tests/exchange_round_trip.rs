//! What we write in a format of others and read again proposes nothing.

use model_atlas::catalog::Catalog;
use model_atlas::catalog::model::{Facts, Model, Provider, Series, Vendor};
use model_atlas::catalog::price::{Currency, Decimal, FromKind, Period, Price, PriceTier};
use model_atlas::catalog::quantity::Date;
use model_atlas::catalog::source::SourceId;
use model_atlas::exchange::listing::Listing;
use model_atlas::exchange::proposal::propose;
use model_atlas::exchange::{Format, litellm, llm_prices, models_dev, read};
use model_atlas::locale::Text;
use proptest::prelude::{Just, Strategy, any, prop_assert, prop_oneof, proptest};

use crate::exchange::{catalog, date, file, nuts, terms, told};
use crate::support::{fixture, our_content, today, tries};

/// The catalogue in each format that can be read again.
fn written(catalog: &Catalog, day: Date) -> [(Format, String); 3] {
    let listing = Listing::of(catalog, day);
    [
        (Format::ModelsDev, models_dev::write(catalog, &listing, day).expect("JSON")),
        (Format::Litellm, litellm::write(&mut Listing::of(catalog, day)).expect("JSON")),
        (Format::LlmPrices, llm_prices::write(catalog, day).expect("JSON").0),
    ]
}

#[test]
fn what_we_write_ourselves_proposes_nothing() {
    let small = nuts();
    for (content, least) in
        [(our_content().as_path(), 200), (fixture("good").as_path(), 1), (small.path(), 5)]
    {
        let catalog = catalog(content);
        for (format, text) in written(&catalog, today()) {
            let reading = read(format, &text);
            assert!(reading.offers.len() >= least, "{format:?}: only {} offers", reading.offers.len());
            let found = propose(&catalog, reading, &terms(format, today()));
            assert!(told(&found).is_empty(), "{format:?}: {:#?}", told(&found));
            assert!(found.notes.is_empty() && found.faults.is_empty(), "{format:?}: {found:#?}");
        }
    }
}

fn amounts() -> impl Strategy<Value = i64> {
    prop_oneof![Just(0), 1..100_i64, 1..100_000_000_i64, 1..1_000_000_000_000_000_000_i64]
}

fn prices() -> impl Strategy<Value = Price> {
    // Some formats know whole thousands only.
    let above = prop_oneof![1..2_000_000_u64, (1..2_000_u64).prop_map(|thousands| thousands * 1_000)];
    let step = (above, amounts(), amounts(), proptest::option::of(amounts()));
    let hours = prop_oneof![3 => Just(None), 1 => Just(Some(Period::Peak)), 1 => Just(Some(Period::OffPeak))];
    let amounts = (amounts(), amounts(), proptest::option::of(amounts()), proptest::option::of(amounts()));
    let days = (proptest::option::of(0..400_i64), proptest::option::of(1..400_i64));
    let seller = prop_oneof![Just("bolt"), Just("openrouter")];
    (seller, any::<bool>(), amounts, days, hours, proptest::collection::vec(step, 0..3)).prop_map(
        |(seller, is_foreign, (input, output, cache_read, cache_write), (from, span), period, tiers)| {
            let day = |days| Date::from_days_since_epoch(20_000 + days);
            let mut tiers: Vec<PriceTier> = tiers
                .into_iter()
                .map(|(above, input, output, cache_read)| PriceTier {
                    above,
                    input: Decimal(input),
                    output: Decimal(output),
                    cache_read: cache_read.map(Decimal),
                })
                .collect();
            tiers.sort_by_key(|tier| tier.above);
            tiers.dedup_by_key(|tier| tier.above);
            Price {
                provider: seller.into(),
                currency: if is_foreign && input % 3 == 0 { Currency::Cny } else { Currency::Usd },
                input: Decimal(input),
                output: Decimal(output),
                cache_read: cache_read.map(Decimal),
                cache_write: cache_write.map(Decimal),
                from: from.map(|from| (day(from), FromKind::Observed)),
                until: span.map(|span| day(from.unwrap_or(0) + span)),
                period,
                tiers,
                read: day(0),
                source: SourceId(0),
                at: None,
                note: None,
            }
        },
    )
}

/// A catalogue of one model. Of prices for the same days it has one: two would
/// contradict each other.
fn made_of(given: Vec<Price>) -> Catalog {
    let mut prices: Vec<Price> = Vec::new();
    let line =
        |price: &Price| (price.provider.clone(), price.currency, price.period, price.from, price.until);
    for price in given {
        if prices.iter().all(|other| line(other) != line(&price)) {
            prices.push(price);
        }
    }
    let provider = |id: &str, vendor: Option<&str>| Provider {
        id: id.into(),
        name: Text::same(id),
        vendor: vendor.map(Into::into),
        url: None,
    };
    Catalog {
        vendors: vec![Vendor { id: "bolt".into(), name: Text::same("Bolt"), url: None }],
        providers: vec![provider("bolt", Some("bolt")), provider("openrouter", None)],
        series: vec![Series { id: "nut".into(), name: Text::same("Nut"), vendor: "bolt".into(), page: None }],
        models: vec![Model {
            id: "nut-1".into(),
            name: Text::same("Nut 1"),
            aliases: Vec::new(),
            series: "nut".into(),
            vendor: None,
            facts: Facts::default(),
            architecture: None,
            prices,
            scores: Vec::new(),
        }],
        ..Catalog::default()
    }
}

proptest! {
    #![proptest_config(tries(256))]

    #[test]
    fn any_prices_we_write_ourselves_propose_nothing(prices in proptest::collection::vec(prices(), 0..8)) {
        let catalog = made_of(prices);
        let day = Date::from_days_since_epoch(20_400);
        for (format, text) in written(&catalog, day) {
            let found = propose(&catalog, read(format, &text), &terms(format, day));
            prop_assert!(told(&found).is_empty(), "{:?} {:#?}\n{}", format, told(&found), text);
            prop_assert!(found.faults.is_empty(), "{:?} {:#?}", format, found.faults);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in any::<String>(), cut in any::<proptest::sample::Index>()) {
        for format in [Format::ModelsDev, Format::Litellm, Format::Openrouter, Format::LlmPrices] {
            read(format, &text);
            let own = file(format);
            let at = (0..=cut.index(own.len())).rev().find(|at| own.is_char_boundary(*at)).unwrap_or(0);
            read(format, &own[..at]);
            // A character that is changed leaves JSON that is often still read.
            let broken = [&own[..at], "9", own.get(at + 1..).unwrap_or_default()].concat();
            proposed_by_any(format, &broken);
        }
    }
}

fn proposed_by_any(format: Format, text: &str) {
    let catalog = made_of(Vec::new());
    propose(&catalog, read(format, text), &terms(format, date("2026-03-01")));
}
