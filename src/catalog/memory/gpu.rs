//! Accelerators, and how many of them hold a sum of bytes.

use crate::catalog::source::Reference;

/// What kind of machine memory sits in.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum GpuKind {
    /// A card for servers.
    Datacenter,
    /// A card for personal computers.
    Consumer,
    /// Memory that processor and graphics share.
    Unified,
}

/// An accelerator that people run models on.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Gpu {
    /// Its id: `h100-80gb`.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Memory in bytes. A label of "80 GB" is taken as 80·10⁹ bytes: some
    /// vendors mean 80 GiB, which is 7 % more, so this errs on the safe side.
    pub memory: u64,
    /// What kind of machine it sits in.
    pub kind: GpuKind,
    /// Who says so.
    pub source: Reference,
}

impl Gpu {
    /// Bytes of a gigabyte on a label.
    pub const LABEL_GB: u64 = 1_000_000_000;

    /// How many hold so many bytes, if these could be split at will: the
    /// fewest that can do.
    pub const fn needed(&self, bytes: u64) -> u64 {
        let count = bytes.div_ceil(if self.memory == 0 { 1 } else { self.memory });
        if count == 0 { 1 } else { count }
    }

    /// Per cent of its memory that so many bytes on each of `count` take,
    /// rounded up: 100 is full.
    pub fn used(&self, bytes: u64, count: u64) -> u64 {
        let all = u128::from(self.memory.max(1)) * u128::from(count.max(1));
        u64::try_from((u128::from(bytes) * 100).div_ceil(all)).unwrap_or(u64::MAX)
    }
}

/// The fewest cards, at least `count`, that tensor parallelism can use.
///
/// It must divide the query heads, and divide each number of key heads or be
/// a multiple of it, as vLLM demands (`ModelConfig.verify_with_parallel_config`
/// and the asserts on `total_num_kv_heads` in its models). `None` when more
/// cards are needed than that allows.
pub fn tensor_parallel(count: u64, heads: u64, kv_heads: &[u64]) -> Option<u64> {
    // More heads than any model has would make the search long.
    let heads = (1..=4_096).contains(&heads).then_some(heads)?;
    let shares = |size: u64| move |kv: &u64| kv.is_multiple_of(size) || size.is_multiple_of(*kv);
    (count.max(1)..=heads).find(|size| heads.is_multiple_of(*size) && kv_heads.iter().all(shares(*size)))
}

#[cfg(test)]
mod tests {
    use super::{Gpu, GpuKind, tensor_parallel};
    use crate::catalog::source::Reference;

    fn card(memory: u64) -> Gpu {
        let date = "2026-01-01".parse().expect("a date");
        let source = Reference { title: String::new(), url: String::new(), date };
        Gpu { id: "card".into(), name: "Card".into(), memory, kind: GpuKind::Datacenter, source }
    }

    #[test]
    fn cards_are_counted_up() {
        let card = card(80 * Gpu::LABEL_GB);
        assert_eq!(card.needed(80 * Gpu::LABEL_GB), 1);
        assert_eq!(card.needed(80 * Gpu::LABEL_GB + 1), 2);
        assert_eq!(card.needed(0), 1);
        assert_eq!(card.used(80 * Gpu::LABEL_GB, 1), 100);
        assert_eq!(card.used(80 * Gpu::LABEL_GB + 1, 2), 51);
        assert_eq!(card.used(1, 1), 1);
    }

    #[test]
    fn tensor_parallelism_wants_a_divisor_of_the_heads_that_fits_the_key_heads() {
        assert_eq!(tensor_parallel(3, 128, &[]), Some(4));
        assert_eq!(tensor_parallel(17, 128, &[8]), Some(32));
        assert_eq!(tensor_parallel(5, 40, &[8]), Some(8));
        // Qwen2 7B: seven divides its 28 heads, but not its 4 key heads.
        assert_eq!(tensor_parallel(5, 28, &[4]), Some(28));
        assert_eq!(tensor_parallel(9, 8, &[8]), None);
        assert_eq!(tensor_parallel(1, u64::MAX, &[]), None);
    }
}
