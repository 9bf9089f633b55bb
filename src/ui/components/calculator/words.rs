//! Names of formats, layers and reasons, in both languages.

use crate::catalog::memory::cache::{Attention, Group, Kept, Note, Unknown};
use crate::catalog::memory::precision::Precision;
use crate::catalog::memory::question::{Question, Refused};
use crate::catalog::quantity::grouped;
use crate::locale::Locale;

/// A kind of attention.
pub(crate) fn attention(attention: Attention, locale: Locale) -> &'static str {
    match attention {
        Attention::Mha => locale.pick("多头注意力（MHA）", "multi-head attention (MHA)"),
        Attention::Gqa => locale.pick("分组查询注意力（GQA）", "grouped-query attention (GQA)"),
        Attention::Mqa => locale.pick("多查询注意力（MQA）", "multi-query attention (MQA)"),
        Attention::Mla => locale.pick("多头潜在注意力（MLA）", "multi-head latent attention (MLA)"),
        Attention::Linear => locale.pick("线性注意力或状态空间", "linear attention or state space"),
    }
}

/// Why its cache has the size it has.
pub(crate) fn why(attention: Attention, locale: Locale) -> &'static str {
    match attention {
        Attention::Mha => locale.pick(
            "每个查询头都有自己的键和值，缓存最大。",
            "Every query head has a key and a value of its own: the largest cache there is.",
        ),
        Attention::Gqa => locale.pick(
            "几个查询头共用一组键和值，缓存按组数而不是按查询头数增长。",
            "Several query heads share a key and a value, so the cache grows with the groups, not with the query heads.",
        ),
        Attention::Mqa => locale.pick(
            "所有查询头共用一组键和值。",
            "All query heads share one key and one value.",
        ),
        Attention::Mla => locale.pick(
            "键和值压缩成一个低秩潜在向量后再缓存，所有头共用，不再乘以 2；另存一段带旋转位置编码的键。",
            "Key and value are compressed into one low-rank latent vector before they are cached. All heads share it, so nothing is doubled; a key part with the rotary position is kept beside it.",
        ),
        Attention::Linear => locale.pick(
            "每一层只保留固定大小的状态，缓存不随上下文增长。",
            "Every layer keeps a state of fixed size, so nothing grows with the context.",
        ),
    }
}

/// Which layers a group is.
pub(crate) fn layers(group: &Group, locale: Locale) -> String {
    let count = group.layers;
    match (group.kept, group.window) {
        (Kept::IndexKey { .. }, _) => locale.pick(
            format!("{count} 层的稀疏注意力索引器"),
            format!("{count} layers' indexer of sparse attention"),
        ),
        (_, Some(window)) => locale.pick(
            format!("{count} 层滑动窗口，只留最近 {} 个词元", grouped(window)),
            format!("{count} sliding layers, the last {} tokens only", grouped(window)),
        ),
        _ => locale.pick(format!("{count} 层，全部词元"), format!("{count} layers, all tokens")),
    }
}

/// The formula of a group in the names of configuration files.
pub(crate) const fn symbols(kept: Kept) -> &'static str {
    match kept {
        Kept::KeysValues { key, value, .. } if key == value => "2 × layers × kv_heads × head_dim",
        Kept::KeysValues { .. } => "layers × kv_heads × (head_dim + v_head_dim)",
        Kept::Latent { .. } => "layers × (kv_lora_rank + qk_rope_head_dim)",
        Kept::IndexKey { .. } => "layers × index_head_dim",
    }
}

/// The formula of plain multi-head attention in the same names.
pub(crate) const fn plain_symbols(kept: Kept) -> &'static str {
    match kept {
        Kept::KeysValues { key, value, .. } if key == value => "2 × layers × heads × head_dim",
        _ => "layers × heads × (key dim + v_head_dim)",
    }
}

/// The formula of a group in this model's numbers.
pub(crate) fn numbers(group: &Group) -> String {
    let layers = group.layers;
    match group.kept {
        Kept::KeysValues { heads, key, value } if key == value => format!("2 × {layers} × {heads} × {key}"),
        Kept::KeysValues { heads, key, value } => format!("{layers} × {heads} × ({key} + {value})"),
        Kept::Latent { rank, rope } => format!("{layers} × ({rank} + {rope})"),
        Kept::IndexKey { width } => format!("{layers} × {width}"),
    }
}

/// What turns numbers into bytes: `× 2 B`, `× 4.5 bit ÷ 8`.
pub(crate) fn factor(precision: Precision) -> String {
    match precision.millibits {
        whole if whole.is_multiple_of(8_000) => format!("× {} B", whole / 8_000),
        _ => format!("× {} bit ÷ 8", precision.bits()),
    }
}

/// An assumption.
pub(crate) fn note(note: Note, locale: Locale) -> &'static str {
    match note {
        Note::SlidingLayersUnknown => locale.pick(
            "来源给出了窗口大小，没有说哪些层使用它：全部按全注意力计算，这是上限。",
            "The source gives a window but not which layers use it: all are counted with full attention, an upper bound.",
        ),
        Note::WindowUnknown => locale.pick(
            "来源给出了滑动层数，没有给窗口大小：全部按全注意力计算，这是上限。",
            "The source gives the number of sliding layers but not their window: all are counted with full attention, an upper bound.",
        ),
        Note::SharedLayersUnknown => locale.pick(
            "末尾若干层共用前面层的缓存，来源没有说它们是哪一种：按最省的一种扣除，这是上限。",
            "The last layers share an earlier layer's cache; the source does not say of which kind they are, so the cheapest are taken off: an upper bound.",
        ),
        Note::KvHeadsAssumed => locale.pick(
            "来源没有给出键值头数：按配置文件的惯例取查询头数。",
            "The source gives no number of key heads: as configuration files mean it, as many as query heads.",
        ),
        Note::HeadDimDerived => locale.pick(
            "来源没有给出头的宽度：取隐藏维度除以头数。",
            "The source gives no width of a head: hidden size divided by heads.",
        ),
    }
}

/// Why there is no figure.
pub(crate) fn unknown(unknown: Unknown, locale: Locale) -> String {
    match unknown {
        Unknown::NoShape => locale.pick(
            "没有可引用的结构数据，无法计算 KV 缓存；下面只算权重。".to_owned(),
            "No source gives this model's architecture, so its KV cache cannot be counted; what follows is weights alone.".to_owned(),
        ),
        Unknown::Missing(name) => locale.pick(
            format!("结构数据缺少 {name}，无法计算 KV 缓存。"),
            format!("The architecture lacks {name}, so the KV cache cannot be counted."),
        ),
        Unknown::Compressed => locale.pick(
            "这个模型把多个词元压缩成一条缓存，没有来源给出可以核对的公式，所以不给出 KV 缓存的数字。".to_owned(),
            "This model compresses several tokens into one cached entry. No source gives a formula that can be checked, so there is no figure for its KV cache.".to_owned(),
        ),
    }
}

/// A value of the address that was not understood.
pub(crate) fn refused(refused: &Refused, locale: Locale) -> String {
    let value = &refused.value;
    let (zh, en) = match refused.key {
        "weights" => ("权重精度", "weight precision"),
        "kv" => ("KV 精度", "KV precision"),
        "context" => ("上下文", "context"),
        "batch" => ("并发序列数", "number of sequences"),
        _ => ("余量", "allowance"),
    };
    let range = match refused.key {
        "context" => Some((1, Question::MAX_CONTEXT)),
        "batch" => Some((1, Question::MAX_BATCH)),
        "overhead" => Some((0, Question::MAX_OVERHEAD)),
        _ => None,
    };
    let wanted = range.map(|(least, most)| {
        locale.pick(
            format!("，请填 {least} 到 {} 的整数", grouped(most)),
            format!("; write a whole number from {least} to {}", grouped(most)),
        )
    });
    let wanted = wanted.unwrap_or_default();
    locale.pick(
        format!("{zh}「{value}」看不懂，用了默认值{wanted}。"),
        format!("The {en} “{value}” means nothing here, so the default stands{wanted}."),
    )
}
