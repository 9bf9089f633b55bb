//! Heading ids: readable, Chinese allowed, unique on the page, and the same
//! as long as the heading is.

use std::collections::HashMap;

/// Gives out ids for one page.
pub(super) struct Anchors {
    taken: HashMap<String, usize>,
}

impl Default for Anchors {
    /// The page's frame has taken these already.
    fn default() -> Self {
        Self { taken: ["main", "page"].map(|id| (id.to_owned(), 1)).into() }
    }
}

impl Anchors {
    /// The id of a heading; the second of equal ones gets `-2`.
    pub(super) fn for_heading(&mut self, text: &str, chosen: Option<&str>) -> String {
        let wanted = chosen.map_or_else(|| slug(text), str::to_owned);
        let count = self.taken.entry(wanted.clone()).or_insert(0);
        *count += 1;
        if *count == 1 {
            return wanted;
        }
        let mut number = *count;
        loop {
            let next = format!("{wanted}-{number}");
            if !self.taken.contains_key(&next) {
                self.taken.insert(next.clone(), 1);
                return next;
            }
            number += 1;
        }
    }
}

/// Letters, digits, Han; everything else is a single hyphen between them.
fn slug(text: &str) -> String {
    let mut out = String::new();
    let mut pending = false;
    for c in text.chars() {
        if c.is_alphanumeric() || c == '_' || (c == '.' && out.ends_with(|c: char| c.is_ascii_digit())) {
            if pending && !out.is_empty() {
                out.push('-');
            }
            pending = false;
            out.extend(c.to_lowercase());
        } else {
            pending = true;
        }
    }
    let out = out.trim_end_matches('.');
    if out.is_empty() { "section".to_owned() } else { out.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::{Anchors, slug};

    #[test]
    fn anchors_are_readable_and_keep_chinese() {
        assert_eq!(slug("📌 公司简介"), "公司简介");
        assert_eq!(slug("Multi-head Latent Attention (MLA)"), "multi-head-latent-attention-mla");
        assert_eq!(slug("DeepSeek-V2.5"), "deepseek-v2.5");
        assert_eq!(slug("？！"), "section");
    }

    #[test]
    fn equal_headings_get_different_anchors() {
        let mut anchors = Anchors::default();
        let given = ["a", "a", "a-2", "a"].map(|text| anchors.for_heading(text, None));
        let mut unique = given.to_vec();
        unique.sort();
        unique.dedup();
        assert_eq!(unique.len(), 4, "{given:?}");
    }
}
