//! Number formats, as bits for each number, block scales included.

/// A number format of weights or of the cache.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Precision {
    /// Its name in a query string.
    pub id: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// Thousandths of a bit for each number.
    pub millibits: u32,
}

impl Precision {
    const fn new(id: &'static str, name: &'static str, millibits: u32) -> Self {
        Self { id, name, millibits }
    }

    /// Bytes of so many numbers, rounded up.
    pub fn bytes(self, numbers: u64) -> u64 {
        let bytes = (u128::from(numbers) * u128::from(self.millibits)).div_ceil(8_000);
        u64::try_from(bytes).unwrap_or(u64::MAX)
    }

    /// Bits for each number as text: `16`, `8.5`, `4.894`.
    pub fn bits(self) -> String {
        let (whole, rest) = (self.millibits / 1_000, self.millibits % 1_000);
        match rest {
            0 => whole.to_string(),
            rest => format!("{whole}.{}", format!("{rest:03}").trim_end_matches('0')),
        }
    }

    /// The format of a list that an id names, in any case.
    pub fn find(list: &[Self], id: &str) -> Option<Self> {
        list.iter().copied().find(|known| known.id.eq_ignore_ascii_case(id))
    }
}

/// Brain floating point, 16 bits: what most open weights are published in.
pub const BF16: Precision = Precision::new("bf16", "BF16", 16_000);
/// 8-bit floating point (E4M3). Scales, one for a block of 128×128 weights in
/// DeepSeek-V3 (arXiv 2412.19437, 3.3), add less than a thousandth.
pub const FP8: Precision = Precision::new("fp8", "FP8", 8_000);
/// 8-bit integers with a scale for each row (LLM.int8(), arXiv 2208.07339).
pub const INT8: Precision = Precision::new("int8", "INT8", 8_000);
/// llama.cpp: blocks of 32 weights in 34 bytes, an FP16 scale among them
/// (`block_q8_0` in `ggml/src/ggml-common.h`).
pub const Q8_0: Precision = Precision::new("q8_0", "Q8_0", 8_500);
/// llama.cpp: 6.5633 bits for each weight of Llama 3.1 8B (table in
/// `tools/quantize/README.md`).
pub const Q6_K: Precision = Precision::new("q6_k", "Q6_K", 6_563);
/// llama.cpp: a mixture, 5.7036 bits for each weight of Llama 3.1 8B (same table).
pub const Q5_K_M: Precision = Precision::new("q5_k_m", "Q5_K_M", 5_704);
/// llama.cpp: a mixture, 4.8944 bits for each weight of Llama 3.1 8B (same table).
pub const Q4_K_M: Precision = Precision::new("q4_k_m", "Q4_K_M", 4_894);
/// llama.cpp: blocks of 32 numbers in 18 bytes (`block_q4_0`).
pub const Q4_0: Precision = Precision::new("q4_0", "Q4_0", 4_500);
/// Blocks of 32 numbers of 4 bits that share 8 bits of scale: (32·4 + 8) / 32
/// (OCP Microscaling Formats specification 1.0, 5.2).
pub const MXFP4: Precision = Precision::new("mxfp4", "MXFP4", 4_250);
/// 4-bit integers in groups of 128 with an FP16 scale and a 4-bit zero point,
/// as AWQ (arXiv 2306.00978) and GPTQ (arXiv 2210.17323) checkpoints pack
/// them in `qweight`, `scales` and `qzeros`: 4 + (16 + 4) / 128.
pub const INT4: Precision = Precision::new("int4", "INT4 g128", 4_156);

/// Formats of weights, widest first.
pub const WEIGHTS: [Precision; 9] = [BF16, FP8, INT8, Q8_0, Q6_K, Q5_K_M, Q4_K_M, MXFP4, INT4];
/// Formats of the cache that vLLM, SGLang (BF16, FP8), LMDeploy (INT8) and
/// llama.cpp (Q8_0, Q4_0) offer, widest first.
pub const CACHE: [Precision; 5] = [BF16, Q8_0, FP8, INT8, Q4_0];

#[cfg(test)]
mod tests {
    use super::{BF16, CACHE, INT4, MXFP4, Precision, Q4_0, Q4_K_M, Q8_0, WEIGHTS};

    #[test]
    fn bytes_are_exact_and_rounded_up() {
        assert_eq!(BF16.bytes(35_136), 70_272);
        assert_eq!(Q8_0.bytes(32), 34);
        assert_eq!(Q4_0.bytes(32), 18);
        assert_eq!(MXFP4.bytes(32), 17);
        assert_eq!(Q4_0.bytes(1), 1);
        assert_eq!(INT4.bytes(0), 0);
        assert_eq!(BF16.bytes(u64::MAX), u64::MAX);
    }

    #[test]
    fn formats_are_found_by_id_and_print_their_bits() {
        assert_eq!(Precision::find(&WEIGHTS, "Q4_K_M"), Some(Q4_K_M));
        assert_eq!(Precision::find(&CACHE, "Q4_K_M"), None);
        let bits: Vec<String> = [BF16, Q8_0, Q4_K_M, MXFP4].map(Precision::bits).into();
        assert_eq!(bits, ["16", "8.5", "4.894", "4.25"]);
    }
}
