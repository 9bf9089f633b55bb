//! Spaces and punctuation where Chinese meets other writing. The rules are
//! those of the `autocorrect` crate.

use crate::content::markdown::is_cjk_punctuation;

/// How many characters are shown on either side of a problem.
const AROUND: usize = 5;

/// A place where a text is not written as it should be.
#[derive(PartialEq, Eq, Debug)]
pub(super) struct Problem {
    /// The character it begins at, counted from 0.
    pub(super) at: usize,
    /// What is written, with a little of what is around it.
    pub(super) written: String,
    /// What should be.
    pub(super) wanted: String,
}

/// The problems of one line of text. A text without Chinese has none.
pub(super) fn problems(text: &str) -> Vec<Problem> {
    if !is_suspect(text) {
        return Vec::new();
    }
    let wanted = autocorrect::format(text);
    if wanted == text {
        return Vec::new();
    }
    let (old, new): (Vec<char>, Vec<char>) = (text.chars().collect(), wanted.chars().collect());
    let changes = changes(&old, &new);
    // Neighbours are one problem: both sides of a word that lacks its spaces.
    let groups = changes.chunk_by(|a, b| b.old.0 <= a.old.1 + 2 * AROUND);
    let problem = |group: &[Change]| {
        let (first, last) = (group.first()?, group.last()?);
        let from = first.old.0.saturating_sub(AROUND);
        let to = (last.old.1 + AROUND).min(old.len());
        let (before, after) = (first.old.0 - from, to - last.old.1);
        Some(Problem {
            at: first.old.0,
            written: old[from..to].iter().collect(),
            wanted: new[first.new.0 - before..last.new.1 + after].iter().collect(),
        })
    };
    groups.filter_map(problem).collect()
}

/// Whether a text may have a problem at all: much cheaper than the rules, and
/// most lines are sound. A test holds it against them.
fn is_suspect(text: &str) -> bool {
    let mut before: Option<char> = None;
    let mut suspect = false;
    let mut chinese = false;
    for c in text.chars() {
        chinese |= is_script(c);
        suspect |= matches!(c, '\u{3000}' | '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}');
        suspect |= before.is_some_and(|before| meet_badly(before, c) || meet_badly(c, before));
        before = Some(c);
    }
    suspect && chinese
}

/// Whether two characters that stand beside each other concern a rule.
fn meet_badly(one: char, other: char) -> bool {
    let wide = is_cjk_punctuation(one);
    (is_script(one) && other.is_ascii_graphic())
        || (wide && (other == ' ' || other.is_ascii_punctuation()))
        // Letters and digits beyond ASCII are words to the rules too.
        || (is_script(one) && other.is_alphanumeric() && !is_script(other))
}

/// Han characters, kana and Hangul.
fn is_script(c: char) -> bool {
    c >= '\u{1100}' && c.is_alphanumeric() && !matches!(c, '\u{ff10}'..='\u{ff5a}')
}

/// A stretch of the old text and what stands for it in the new one.
#[derive(Debug)]
struct Change {
    old: (usize, usize),
    new: (usize, usize),
}

/// How the rules changed a text. They add and take spaces and exchange single
/// characters, so the two are walked side by side.
fn changes(old: &[char], new: &[char]) -> Vec<Change> {
    let mut changes = Vec::new();
    let (mut i, mut j) = (0, 0);
    while i < old.len() || j < new.len() {
        match (old.get(i), new.get(j)) {
            (Some(a), Some(b)) if a == b => (i, j) = (i + 1, j + 1),
            (before, Some(' ')) => {
                let in_name = before == Some(&'-') || (i > 0 && old[i - 1] == '-');
                if in_name {
                    // `哈佛-麻省理工`: a hyphen joins two names, and wants no space.
                    j += 1;
                    continue;
                }
                changes.push(Change { old: (i, i), new: (j, j + 1) });
                j += 1;
            }
            (Some(' '), _) => {
                changes.push(Change { old: (i, i + 1), new: (j, j) });
                i += 1;
            }
            // `V3：14.8T` is no time of day, though the rules take it for one.
            (Some('：'), Some(':')) => (i, j) = (i + 1, j + 1),
            _ => {
                let (to, until) = ((i + 1).min(old.len()), (j + 1).min(new.len()));
                changes.push(Change { old: (i, to), new: (j, until) });
                (i, j) = (i + 1, j + 1);
            }
        }
    }
    changes.retain(|change| change.new.1 <= new.len() && change.old.1 <= old.len());
    changes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{ProptestConfig, prop_assert_eq, proptest};

    use super::{is_suspect, problems};

    fn told(text: &str) -> Vec<(usize, String, String)> {
        problems(text).into_iter().map(|p| (p.at, p.written, p.wanted)).collect()
    }

    #[test]
    fn a_problem_tells_what_is_written_and_what_should_be() {
        let one = |at, written: &str, wanted: &str| vec![(at, written.to_owned(), wanted.to_owned())];
        assert_eq!(told("用GPT模型"), one(1, "用GPT模型", "用 GPT 模型"));
        assert_eq!(told("前面有很多很多字，你好,世界"), one(11, "多字，你好,世界", "多字，你好，世界"));
        assert_eq!(told("你好 ，世界"), one(2, "你好 ，世界", "你好，世界"));
        assert_eq!(told("１２ 个").len(), 1);
        assert_eq!(told("用GPT这个模型，它的参数一共有很多很多很多，用了12个").len(), 2);
    }

    #[test]
    fn sound_copy_has_no_problem() {
        for text in [
            "用 GPT 模型（MTP）、`c` 和 7B–70B。",
            "DeepSeek-V3：14.8T token，2.664M H800 GPU 小时",
            "只要 ¥3，约 10% 的「词元」",
            "2025 年哈佛-麻省理工数学竞赛",
            "Plain English, nothing else.",
            "",
        ] {
            assert_eq!(told(text), [], "{text}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        // What our pages are written with: of other signs (`|?` in Chinese) the filter may miss a rule.
        #[test]
        fn what_is_not_suspect_has_no_problem(text in "([用中二模]|[a-cA-C0-3]|[ ,.;()%]|[，。：；、（）「」“”《》？！—…·]|[éß１Ａ　％]){0,12}") {
            if !is_suspect(&text) && text.chars().any(super::is_script) {
                prop_assert_eq!(autocorrect::format(&text).replace(':', "："), text.replace(':', "："));
            }
        }
    }
}
