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

use crate::catalog::memory::precision::Precision;
use crate::catalog::model::Shape;

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
    /// A number is missing; its name in [`Shape`].
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
    /// Reads it from a shape.
    pub fn of(shape: &Shape) -> Result<Self, Unknown> {
        if shape.compressed_layers.is_some_and(|layers| layers > 0) {
            return Err(Unknown::Compressed);
        }
        let layers = shape.layers.ok_or(Unknown::Missing("layers"))?;
        let linear = shape.linear_layers.unwrap_or(0);
        let growing = layers.saturating_sub(linear);
        if growing == 0 {
            return Ok(Self { attention: Attention::Linear, groups: Vec::new(), notes: Vec::new() });
        }
        let mut notes = Vec::new();
        let (local, global) = kept(shape, &mut notes)?;
        let attention = match local {
            Kept::Latent { .. } => Attention::Mla,
            Kept::KeysValues { heads, .. } if shape.heads == Some(heads) => Attention::Mha,
            Kept::KeysValues { heads: 1, .. } => Attention::Mqa,
            _ => Attention::Gqa,
        };
        let mut groups = attention_groups(shape, growing, local, global, &mut notes);
        let keeping: u64 = groups.iter().map(|group| group.layers).sum();
        if let Some(width) = shape.index_head_dim.filter(|width| *width > 0) {
            groups.push(Group { layers: keeping, kept: Kept::IndexKey { width }, window: None });
        }
        Ok(Self { attention, groups, notes })
    }

    /// The same layers with plain multi-head attention: a key and a value for
    /// every query head, no windows, nothing shared, no indexer. Layers
    /// without a growing cache stay so.
    pub fn plain(shape: &Shape) -> Result<Self, Unknown> {
        let layers = shape.layers.ok_or(Unknown::Missing("layers"))?;
        let growing = layers.saturating_sub(shape.linear_layers.unwrap_or(0));
        let heads = shape.heads.ok_or(Unknown::Missing("heads"))?;
        let of = |key, value| Kept::KeysValues { heads, key, value };
        let whole = |layers, kept| Group { layers, kept, window: None };
        let groups = if is_latent(shape) {
            let nope = shape.qk_nope_head_dim.ok_or(Unknown::Missing("qk_nope_head_dim"))?;
            let rope = shape.qk_rope_head_dim.ok_or(Unknown::Missing("qk_rope_head_dim"))?;
            let value = shape.v_head_dim.ok_or(Unknown::Missing("v_head_dim"))?;
            vec![whole(growing, of(nope.saturating_add(rope), value))]
        } else {
            let width = head_dim(shape).ok_or(Unknown::Missing("head_dim"))?;
            let global = shape.sliding_layers.and(shape.global_head_dim);
            let sliding = global.map_or(growing, |_| shape.sliding_layers.unwrap_or(0).min(growing));
            let global = global.unwrap_or(width);
            vec![
                whole(sliding, of(width, shape.v_head_dim.unwrap_or(width))),
                whole(growing - sliding, of(global, global)),
            ]
        };
        let groups = groups.into_iter().filter(|group| group.layers > 0).collect();
        Ok(Self { attention: Attention::Mha, groups, notes: Vec::new() })
    }

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

/// Splits the layers whose cache grows by what they keep and how far they see.
fn attention_groups(
    shape: &Shape,
    growing: u64,
    local: Kept,
    global: Kept,
    notes: &mut Vec<Note>,
) -> Vec<Group> {
    let sliding = shape.sliding_layers.filter(|layers| *layers > 0).map(|layers| layers.min(growing));
    let shared = shape.kv_shared_layers.unwrap_or(0).min(growing);
    let keeping = growing - shared;
    let (windowed, full) = match (sliding, shape.sliding_window) {
        // Sharing takes away from either kind; at least so many are left.
        (Some(sliding), Some(_)) => {
            (sliding.saturating_sub(shared), (growing - sliding).saturating_sub(shared))
        }
        (Some(_), None) => {
            notes.push(Note::WindowUnknown);
            (0, 0)
        }
        (None, Some(_)) if shape.sliding_layers.is_none() => {
            notes.push(Note::SlidingLayersUnknown);
            (0, 0)
        }
        _ => (0, 0),
    };
    let either = keeping - windowed - full;
    if shared > 0 && either > 0 && sliding.is_some() {
        notes.push(Note::SharedLayersUnknown);
    }
    let dearer = if local.numbers() > global.numbers() { local } else { global };
    let groups = [
        Group { layers: windowed, kept: local, window: shape.sliding_window },
        Group { layers: full, kept: global, window: None },
        Group { layers: either, kept: dearer, window: None },
    ];
    groups.into_iter().filter(|group| group.layers > 0).collect()
}

/// What a sliding layer and what a full layer keeps of a token.
fn kept(shape: &Shape, notes: &mut Vec<Note>) -> Result<(Kept, Kept), Unknown> {
    if is_latent(shape) {
        let rope = shape.qk_rope_head_dim.ok_or(Unknown::Missing("qk_rope_head_dim"))?;
        let latent = Kept::Latent { rank: shape.kv_lora_rank.unwrap_or(0), rope };
        return Ok((latent, latent));
    }
    let heads = match (shape.kv_heads, shape.heads) {
        (Some(heads), _) => heads,
        (None, Some(heads)) => {
            notes.push(Note::KvHeadsAssumed);
            heads
        }
        (None, None) => return Err(Unknown::Missing("kv_heads")),
    };
    if shape.head_dim.is_none() {
        notes.push(Note::HeadDimDerived);
    }
    let width = head_dim(shape).ok_or(Unknown::Missing("head_dim"))?;
    let value = shape.v_head_dim.unwrap_or(width);
    let local = Kept::KeysValues { heads, key: width, value };
    let global = Kept::KeysValues {
        heads: shape.global_kv_heads.unwrap_or(heads),
        key: shape.global_head_dim.unwrap_or(width),
        value: shape.global_head_dim.unwrap_or(value),
    };
    Ok((local, global))
}

fn is_latent(shape: &Shape) -> bool {
    shape.kv_lora_rank.is_some_and(|rank| rank > 0)
}

/// The width of a head; without it, the hidden size divided by the heads,
/// where that comes out even.
fn head_dim(shape: &Shape) -> Option<u64> {
    let derived = || {
        let (hidden, heads) = (shape.hidden_size?, shape.heads?);
        (heads > 0 && hidden.is_multiple_of(heads)).then(|| hidden / heads)
    };
    shape.head_dim.or_else(derived)
}

#[cfg(test)]
mod tests;
