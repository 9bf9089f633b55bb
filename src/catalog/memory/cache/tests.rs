//! Caches held against figures counted elsewhere: vLLM's and the papers'.

use super::{Attention, Cache, Group, Kept, Note, Unknown};
use crate::catalog::memory::precision::{BF16, FP8};
use crate::catalog::model::Shape;

/// A shape from the numbers it has.
fn shape(numbers: &[(&str, u64)]) -> Shape {
    let mut shape = Shape::default();
    for (name, number) in numbers {
        assert!(shape.set(name, *number), "{name}");
    }
    shape
}

fn cache(numbers: &[(&str, u64)]) -> Cache {
    Cache::of(&shape(numbers)).expect("a cache")
}

/// Multi-head latent attention as DeepSeek-V2 introduced it.
fn latent(layers: u64, heads: u64) -> [(&'static str, u64); 4] {
    [("layers", layers), ("heads", heads), ("kv_lora_rank", 512), ("qk_rope_head_dim", 64)]
}

/// Layers, key heads and width of a head.
fn grouped(layers: u64, kv_heads: u64, head_dim: u64) -> [(&'static str, u64); 4] {
    [("layers", layers), ("heads", 128), ("kv_heads", kv_heads), ("head_dim", head_dim)]
}

#[test]
fn bytes_per_token_in_bf16_are_those_of_the_reference() {
    let models = [
        ("deepseek-v3", latent(61, 128), 70_272),
        ("deepseek-v2", latent(60, 128), 69_120),
        ("kimi-k2", latent(61, 64), 70_272),
        ("glm-5", latent(78, 64), 89_856),
        ("llama-3.1-8b", grouped(32, 8, 128), 131_072),
        ("llama-3.1-405b", grouped(126, 8, 128), 516_096),
        ("qwen3-32b", grouped(64, 8, 128), 262_144),
        ("qwen3-235b-a22b", grouped(94, 4, 128), 192_512),
        ("mixtral-8x7b", grouped(32, 8, 128), 131_072),
        ("gpt-oss-20b", grouped(24, 8, 64), 49_152),
        ("gemma-2-9b", grouped(42, 8, 256), 344_064),
        ("mistral-7b-v0.1", grouped(32, 8, 128), 131_072),
    ];
    for (model, numbers, bytes) in models {
        assert_eq!(cache(&numbers).bytes_per_token(BF16), bytes, "{model}");
        assert_eq!(cache(&numbers).bytes_per_token(FP8), bytes / 2, "{model}");
        assert_eq!(cache(&numbers).bytes(10, 3, BF16), bytes * 30, "{model}");
    }
}

#[test]
fn half_of_gpt_oss_slides() {
    let numbers = [&grouped(24, 8, 64)[..], &[("sliding_layers", 12), ("sliding_window", 128)]].concat();
    let gpt_oss = cache(&numbers);
    let per_layer = 2 * 8 * 64 * 2;
    assert_eq!(gpt_oss.bytes_per_token(BF16), 49_152);
    assert_eq!(gpt_oss.bytes(128, 1, BF16), 128 * 49_152);
    assert_eq!(gpt_oss.bytes(131_072, 1, BF16), 12 * per_layer * (128 + 131_072));
    assert_eq!(gpt_oss.without_windows().bytes(131_072, 1, BF16), 131_072 * 49_152);
    assert_eq!(gpt_oss.notes, []);
}

#[test]
fn a_window_without_its_layers_is_counted_in_full_and_told() {
    let gemma = cache(&[&grouped(42, 8, 256)[..], &[("sliding_window", 4_096)]].concat());
    assert_eq!((gemma.has_windows(), &gemma.notes[..]), (false, &[Note::SlidingLayersUnknown][..]));
    let odd = cache(&[&grouped(42, 8, 256)[..], &[("sliding_layers", 21)]].concat());
    assert_eq!(odd.notes, [Note::WindowUnknown]);
    // No layer slides, whatever the window.
    let off = [&grouped(28, 4, 128)[..], &[("sliding_layers", 0), ("sliding_window", 4_096)]].concat();
    assert_eq!(cache(&off).notes, []);
}

#[test]
fn linear_layers_keep_nothing_that_grows() {
    let qwen = cache(&[&grouped(60, 2, 256)[..], &[("linear_layers", 45)]].concat());
    assert_eq!(qwen.bytes_per_token(BF16), 15 * 2 * 2 * 256 * 2);
    let mamba = cache(&[("layers", 64), ("linear_layers", 64)]);
    assert_eq!((mamba.attention, mamba.bytes(1_000_000, 8, BF16)), (Attention::Linear, 0));
}

#[test]
fn full_layers_may_have_heads_of_their_own() {
    // Gemma 4 26B: 25 of 30 layers slide; the others have 2 heads of 512.
    let own =
        [("sliding_layers", 25), ("sliding_window", 1_024), ("global_kv_heads", 2), ("global_head_dim", 512)];
    let gemma = cache(&[&grouped(30, 8, 256)[..], &own].concat());
    let (local, global) = (2 * 8 * 256 * 2, 2 * 2 * 512 * 2);
    assert_eq!(gemma.bytes_per_token(BF16), 25 * local + 5 * global);
    assert_eq!(gemma.bytes(10_000, 1, BF16), 25 * local * 1_024 + 5 * global * 10_000);
    // Without the windows' layers, the dearer kind is assumed.
    let unknown = [&grouped(30, 8, 256)[..], &own[1..]].concat();
    assert_eq!(cache(&unknown).bytes_per_token(BF16), 30 * local);
}

#[test]
fn shared_layers_keep_none_and_are_taken_to_be_the_cheapest() {
    let plain = cache(&[&grouped(35, 1, 256)[..], &[("kv_shared_layers", 20)]].concat());
    assert_eq!((plain.bytes_per_token(BF16), &plain.notes[..]), (15 * 2 * 256 * 2, &[][..]));
    let numbers = [("kv_shared_layers", 20), ("sliding_layers", 28), ("sliding_window", 512)];
    let sliding = cache(&[&grouped(35, 1, 256)[..], &numbers].concat());
    assert_eq!(sliding.groups.iter().map(|group| group.layers).collect::<Vec<_>>(), [8, 7]);
    assert_eq!(sliding.notes, [Note::SharedLayersUnknown]);
}

#[test]
fn keys_and_values_may_differ_in_width() {
    let mimo = cache(&[&grouped(48, 4, 192)[..], &[("v_head_dim", 128)]].concat());
    assert_eq!(mimo.bytes_per_token(BF16), 48 * 4 * (192 + 128) * 2);
}

#[test]
fn the_indexer_keeps_a_key_beside_the_latent_vector() {
    let glm = cache(&[&latent(78, 64)[..], &[("index_head_dim", 128)]].concat());
    let index = Group { layers: 78, kept: Kept::IndexKey { width: 128 }, window: None };
    assert_eq!(glm.groups.last(), Some(&index));
    assert_eq!(glm.bytes_per_token(BF16), 89_856 + 78 * 128 * 2);
}

#[test]
fn missing_numbers_are_derived_where_they_can_be() {
    let llama = cache(&[("layers", 32), ("hidden_size", 4_096), ("heads", 32)]);
    assert_eq!((llama.attention, llama.bytes_per_token(BF16)), (Attention::Mha, 524_288));
    assert_eq!(llama.notes, [Note::KvHeadsAssumed, Note::HeadDimDerived]);
}

#[test]
fn what_cannot_be_counted_says_why() {
    let why = |numbers: &[(&str, u64)]| Cache::of(&shape(numbers)).expect_err("no cache");
    assert_eq!(why(&[]), Unknown::Missing("layers"));
    assert_eq!(why(&[("layers", 32)]), Unknown::Missing("kv_heads"));
    assert_eq!(why(&[("layers", 32), ("kv_heads", 8)]), Unknown::Missing("head_dim"));
    assert_eq!(why(&[("layers", 2), ("heads", 3), ("hidden_size", 100)]), Unknown::Missing("head_dim"));
    assert_eq!(why(&[("layers", 60), ("kv_lora_rank", 512)]), Unknown::Missing("qk_rope_head_dim"));
    let v4 = [&grouped(61, 1, 512)[..], &[("compressed_layers", 59)]].concat();
    assert_eq!(why(&v4), Unknown::Compressed);
}

#[test]
fn plain_multi_head_attention_is_what_each_is_measured_against() {
    let plain =
        |numbers: &[(&str, u64)]| Cache::plain(&shape(numbers)).map(|cache| cache.bytes_per_token(BF16));
    let heads = [("qk_nope_head_dim", 128), ("v_head_dim", 128)];
    let deepseek = [&latent(61, 128)[..], &heads].concat();
    assert_eq!(plain(&deepseek), Ok(61 * 128 * (192 + 128) * 2));
    assert_eq!(plain(&latent(61, 128)), Err(Unknown::Missing("qk_nope_head_dim")));
    assert_eq!(plain(&grouped(126, 8, 128)), Ok(2 * 126 * 128 * 128 * 2));
    let own =
        [("sliding_layers", 25), ("sliding_window", 1_024), ("global_kv_heads", 2), ("global_head_dim", 512)];
    let gemma = [&grouped(30, 8, 256)[..], &own].concat();
    assert_eq!(plain(&gemma), Ok(128 * (25 * 512 + 5 * 1_024) * 2));
}
