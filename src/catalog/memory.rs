//! How much memory it takes to run a model: weights, key and value cache,
//! and an allowance for the rest.
//!
//! 1. [`cache`] reads from a [`Shape`](crate::catalog::model::Shape) what
//!    attention keeps for each token.
//! 2. [`precision`] turns counts of numbers into bytes.
//! 3. [`question`] is what a reader asks, as a query string.
//! 4. [`Estimate`] adds it up; [`gpu`] says how many cards hold the sum.
//! 5. [`bytes`] prints it.
//!
//! Bytes are whole numbers throughout, rounded up where a format packs
//! fractions of a byte. What cannot be counted (no source tells) is `None`
//! or an [`Unknown`](cache::Unknown) with its reason, never a guess.

pub mod bytes;
pub mod cache;
pub mod gpu;
pub mod precision;
pub mod question;

use crate::catalog::memory::cache::Cache;
use crate::catalog::memory::precision::Precision;

/// What is asked of the hardware.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Load {
    /// How weights are stored.
    pub weights: Precision,
    /// How cached keys and values are stored.
    pub cache: Precision,
    /// Tokens of each sequence, prompt and answer together.
    pub context: u64,
    /// Sequences held at once.
    pub batch: u64,
    /// Per cent of weights and cache added for what this does not count:
    /// activations, the runtime's own buffers, fragmentation. A rule of
    /// thumb, which is why it is a line of its own and can be changed.
    pub overhead: u64,
}

/// Memory in bytes, part by part.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Estimate {
    /// All parameters, active or not; `None` where their number is unknown.
    pub weights: Option<u64>,
    /// Keys and values of all sequences at full length; `None` where the
    /// shape does not tell.
    pub cache: Option<u64>,
    /// The allowance on both.
    pub overhead: u64,
}

impl Estimate {
    /// Adds up a model of so many parameters with this cache.
    pub fn of(params: Option<u64>, cache: Option<&Cache>, load: &Load) -> Self {
        let weights = params.map(|params| load.weights.bytes(params));
        let cache = cache.map(|cache| cache.bytes(load.context, load.batch, load.cache));
        let known = weights.unwrap_or(0).saturating_add(cache.unwrap_or(0));
        let overhead = (u128::from(known) * u128::from(load.overhead)).div_ceil(100);
        Self { weights, cache, overhead: u64::try_from(overhead).unwrap_or(u64::MAX) }
    }

    /// What is known of it, together.
    pub fn total(&self) -> u64 {
        let known = self.weights.unwrap_or(0).saturating_add(self.cache.unwrap_or(0));
        known.saturating_add(self.overhead)
    }

    /// Whether nothing is missing from [`total`](Self::total).
    pub const fn is_complete(&self) -> bool {
        self.weights.is_some() && self.cache.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::precision::{BF16, CACHE, Q4_K_M, WEIGHTS};
    use super::{Cache, Estimate, Load};
    use crate::catalog::model::Shape;
    use proptest::prelude::{Strategy, prop_assert, prop_assert_eq, proptest};

    const LOAD: Load = Load { weights: BF16, cache: BF16, context: 1_000, batch: 2, overhead: 10 };

    #[test]
    fn weights_cache_and_allowance_add_up() {
        let shape = Shape {
            layers: Some(32),
            kv_heads: Some(8),
            heads: Some(32),
            head_dim: Some(128),
            ..Shape::default()
        };
        let cache = Cache::of(&shape).expect("a cache");
        let estimate = Estimate::of(Some(8_000_000_000), Some(&cache), &LOAD);
        assert_eq!(estimate.weights, Some(16_000_000_000));
        assert_eq!(estimate.cache, Some(131_072 * 2_000));
        assert_eq!(estimate.overhead, (16_000_000_000 + 262_144_000) / 10);
        assert_eq!(estimate.total(), 16_262_144_000 / 10 * 11);
        assert!(estimate.is_complete());
        let packed = Load { weights: Q4_K_M, ..LOAD };
        assert_eq!(Estimate::of(Some(8_000_000_000), None, &packed).weights, Some(4_894_000_000));
    }

    #[test]
    fn what_is_unknown_is_left_out_and_told() {
        let nothing = Estimate::of(None, None, &LOAD);
        assert_eq!((nothing.total(), nothing.is_complete()), (0, false));
        assert!(!Estimate::of(Some(1), None, &LOAD).is_complete());
        let most = Load { context: u64::MAX, batch: u64::MAX, ..LOAD };
        assert_eq!(Estimate::of(Some(u64::MAX), None, &most).total(), u64::MAX);
    }

    /// Shapes of every kind of attention, with and without windows.
    fn shapes() -> impl Strategy<Value = Shape> {
        let some = |range: std::ops::Range<u64>| proptest::option::of(range);
        let heads = (1_u64..128, 1_u64..64, 1_u64..512, some(1..512));
        let layers = (1_u64..130, some(0..130), some(0..64), some(0..64), some(1..8_192));
        let special = (some(1..1_024), some(1..128), some(1..256), some(1..16), some(1..512));
        (layers, heads, special).prop_map(|(layers, heads, special)| Shape {
            layers: Some(layers.0),
            sliding_layers: layers.1,
            linear_layers: layers.2,
            kv_shared_layers: layers.3,
            sliding_window: layers.4,
            heads: Some(heads.0),
            kv_heads: Some(heads.1),
            head_dim: Some(heads.2),
            v_head_dim: heads.3,
            kv_lora_rank: special.0,
            qk_rope_head_dim: Some(special.1.unwrap_or(64)),
            index_head_dim: special.2,
            global_kv_heads: special.3,
            global_head_dim: special.4,
            ..Shape::default()
        })
    }

    proptest! {
        #[test]
        fn more_context_never_takes_less(shape in shapes(), context in 1_u64..2_000_000, more in 0_u64..2_000_000) {
            let cache = Cache::of(&shape).expect("a cache");
            prop_assert!(cache.bytes(context, 1, BF16) <= cache.bytes(context + more, 1, BF16));
        }

        #[test]
        fn the_cache_grows_with_the_batch_in_proportion(shape in shapes(), context in 1_u64..200_000, batch in 1_u64..500) {
            let cache = Cache::of(&shape).expect("a cache");
            for precision in CACHE {
                prop_assert_eq!(cache.bytes(context, batch, precision), batch * cache.bytes(context, 1, precision));
            }
        }

        #[test]
        fn a_narrower_precision_never_takes_more(shape in shapes(), context in 1_u64..200_000, params in 1_u64..4_000_000_000_000) {
            let cache = Cache::of(&shape).expect("a cache");
            for wide in WEIGHTS.into_iter().chain(CACHE) {
                for narrow in WEIGHTS.into_iter().chain(CACHE).filter(|narrow| narrow.millibits <= wide.millibits) {
                    prop_assert!(narrow.bytes(params) <= wide.bytes(params));
                    prop_assert!(cache.bytes(context, 3, narrow) <= cache.bytes(context, 3, wide));
                }
            }
        }

        #[test]
        fn a_window_never_takes_more_than_full_attention(shape in shapes(), context in 1_u64..200_000) {
            let cache = Cache::of(&shape).expect("a cache");
            let full = cache.without_windows();
            prop_assert!(cache.bytes(context, 1, BF16) <= full.bytes(context, 1, BF16));
            prop_assert_eq!(cache.bytes_per_token(BF16), full.bytes_per_token(BF16));
        }

        #[test]
        fn a_shared_layer_never_adds(shape in shapes(), context in 1_u64..200_000) {
            let without = Shape { kv_shared_layers: None, ..shape.clone() };
            // Which layers share is not told, so that their kind is assumed
            // to be the dearer one; with one kind only the sum must shrink.
            let plain = |shape: Shape| Shape { global_kv_heads: None, global_head_dim: None, sliding_window: None, ..shape };
            let (shared, all) = (Cache::of(&plain(shape)), Cache::of(&plain(without)));
            let (shared, all) = (shared.expect("a cache"), all.expect("a cache"));
            prop_assert!(shared.bytes(context, 1, BF16) <= all.bytes(context, 1, BF16));
        }
    }
}
