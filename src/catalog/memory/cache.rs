//! What attention keeps for each token, read from a model's shape.
//!
//! For every layer that keeps a cache of its own:
//!
//! * multi-head, grouped-query and multi-query attention keep a key and a
//!   value for each key head: `kv_heads × (key width + value width)` numbers
//!   (GQA, arXiv 2305.13245);
//! * multi-head latent attention keeps one compressed vector for both, and the
//!   key part that carries the position: `kv_lora_rank + qk_rope_head_dim`
//!   numbers, not doubled (DeepSeek-V2, arXiv 2405.04434, table 1);
//! * the indexer of sparse attention keeps a key of its own, `index_head_dim`
//!   numbers (DeepSeek-V3.2-Exp, figure 1), counted in the cache's format;
//! * a sliding layer keeps the last `sliding_window` tokens only.
//!
//! Where the shape leaves two readings, the larger is counted and a [`Note`]
//! says so.

mod shape;

use crate::catalog::memory::precision::Precision;

/// A kind of attention, by what it caches.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Attention {
    /// Multi-head: a key and a value for every query head.
    Mha,
    /// Grouped-query: several query heads share a key and a value.
    Gqa,
    /// Multi-query: all query heads share one key and one value.
    Mqa,
    /// Multi-head latent: one compressed vector for all heads.
    Mla,
    /// None that grows: linear attention or state space in every layer.
    Linear,
}

/// What one layer keeps of one token, in numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// Keys and values of some heads.
    KeysValues {
        /// Heads that have a key and a value.
        heads: u64,
        /// Width of a key.
        key: u64,
        /// Width of a value.
        value: u64,
    },
    /// A compressed key and value, and the part that carries the position.
    Latent {
        /// Width of the compressed vector.
        rank: u64,
        /// Width of the part that carries the position.
        rope: u64,
    },
    /// A key of the indexer.
    IndexKey {
        /// Its width.
        width: u64,
    },
}

impl Kept {
    /// Numbers for each token.
    pub const fn numbers(self) -> u64 {
        match self {
            Self::KeysValues { heads, key, value } => heads.saturating_mul(key.saturating_add(value)),
            Self::Latent { rank, rope } => rank.saturating_add(rope),
            Self::IndexKey { width } => width,
        }
    }
}

/// Layers that keep the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Group {
    /// How many layers.
    pub layers: u64,
    /// What each keeps of a token.
    pub kept: Kept,
    /// How many tokens they keep at most; `None` is all.
    pub window: Option<u64>,
}

impl Group {
    /// Numbers that so many tokens take.
    pub fn numbers(&self, tokens: u64) -> u64 {
        let tokens = self.window.map_or(tokens, |window| tokens.min(window));
        self.kept.numbers().saturating_mul(self.layers).saturating_mul(tokens)
    }
}

/// An assumption that was made; all but [`HeadDimDerived`](Self::HeadDimDerived)
/// can only make the cache larger than it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// A window is given, but not which layers slide: all are counted in full.
    SlidingLayersUnknown,
    /// Layers slide, but by how far is not given: all are counted in full.
    WindowUnknown,
    /// Last layers share a cache, and which kinds of layers these are is not
    /// given: they are taken to be the cheapest.
    SharedLayersUnknown,
    /// Key heads are not given: as many as query heads, as configuration
    /// files mean it when they say nothing.
    KvHeadsAssumed,
    /// The width of a head is not given: hidden size divided by heads.
    HeadDimDerived,
}

/// Why there is no figure.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unknown {
    /// Nothing is known of the shape.
    NoShape,
    /// A number is missing; its name in [`Shape`](crate::catalog::model::Shape).
    Missing(&'static str),
    /// Layers keep compressed entries, for which no source gives a formula.
    Compressed,
}

/// What a model keeps for each token.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Cache {
    /// The kind of attention.
    pub attention: Attention,
    /// Its layers, by what they keep; the indexer is last.
    pub groups: Vec<Group>,
    /// Assumptions made.
    pub notes: Vec<Note>,
}

impl Cache {
    /// The same with full attention in every layer.
    pub fn without_windows(&self) -> Self {
        let groups = self.groups.iter().map(|group| Group { window: None, ..*group }).collect();
        Self { groups, ..self.clone() }
    }

    /// Whether a window bounds some layers.
    pub fn has_windows(&self) -> bool {
        self.groups.iter().any(|group| group.window.is_some())
    }

    /// Numbers that the next token adds while no window is full.
    pub fn numbers_per_token(&self) -> u64 {
        self.groups.iter().fold(0, |sum, group| sum.saturating_add(group.numbers(1)))
    }

    /// The numbers of key heads that tensor parallelism splits. A latent vector
    /// is copied to each card instead.
    pub fn kv_heads(&self) -> Vec<u64> {
        let heads = self.groups.iter().filter_map(|group| match group.kept {
            Kept::KeysValues { heads, .. } => Some(heads),
            Kept::Latent { .. } | Kept::IndexKey { .. } => None,
        });
        heads.filter(|heads| *heads > 0).collect()
    }

    /// Bytes that the next token adds while no window is full.
    pub fn bytes_per_token(&self, precision: Precision) -> u64 {
        precision.bytes(self.numbers_per_token())
    }

    /// Bytes of `batch` sequences of `context` tokens.
    pub fn bytes(&self, context: u64, batch: u64, precision: Precision) -> u64 {
        let numbers = self.groups.iter().fold(0_u64, |sum, group| sum.saturating_add(group.numbers(context)));
        precision.bytes(numbers).saturating_mul(batch)
    }
}

#[cfg(test)]
mod tests;
