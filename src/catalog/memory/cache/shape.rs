//! From a model's shape to what it caches.

use super::{Attention, Cache, Group, Kept, Note, Unknown};
use crate::catalog::model::Shape;

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
