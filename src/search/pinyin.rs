//! Pinyin: from what was typed in Latin letters to the Chinese it spells.
//!
//! Only titles, headings and aliases are spelled. A spelling leads to a Han text,
//! which is then searched like any other, so bodies are found and marked too.

use std::collections::HashMap;

use pinyin::{ToPinyin, ToPinyinMulti};

use super::fold::{Class, class, fold};

/// Longest Han run that is spelled from one starting character.
const RUN: usize = 12;
/// Rarer readings tried per starting character.
const READINGS: usize = 4;

/// Sorted spellings of Han runs and of all their endings.
#[derive(Default)]
pub(super) struct Spellings {
    runs: Vec<Box<str>>,
    full: Vec<Spelling>,
    initials: Vec<Spelling>,
}

struct Spelling {
    letters: Box<str>,
    run: u32,
    /// Byte in the run where the spelled part starts.
    start: u16,
}

impl Spellings {
    /// Spells every Han run of the given texts.
    pub(super) fn new<'a>(texts: impl Iterator<Item = &'a str>) -> Self {
        let mut known: HashMap<String, ()> = HashMap::new();
        for text in texts {
            for run in han_runs(text) {
                known.insert(run, ());
            }
        }
        let mut runs: Vec<Box<str>> = known.into_keys().map(String::into_boxed_str).collect();
        runs.sort_unstable();
        let mut spellings = Spellings { runs, ..Spellings::default() };
        for (number, run) in spellings.runs.iter().enumerate() {
            let Ok(number) = u32::try_from(number) else {
                break;
            };
            for (start, _) in run.char_indices() {
                let Ok(start) = u16::try_from(start) else {
                    break;
                };
                let entry =
                    |letters: String| Spelling { letters: letters.into_boxed_str(), run: number, start };
                let part = &run[usize::from(start)..];
                spellings.full.extend(readings(part).into_iter().map(entry));
                let initials = initials(part);
                if initials.len() > 1 {
                    spellings.initials.push(entry(initials));
                }
            }
        }
        spellings.full.sort_unstable_by(|a, b| a.letters.cmp(&b.letters));
        spellings.initials.sort_unstable_by(|a, b| a.letters.cmp(&b.letters));
        spellings
    }

    /// Han texts spelled by `letters`, best first: whole runs before parts of runs,
    /// full spellings before initials.
    pub(super) fn spelled(&self, letters: &str, limit: usize) -> Vec<&str> {
        if letters.len() < 2 || !letters.bytes().all(|byte| byte.is_ascii_lowercase()) {
            return Vec::new();
        }
        let mut found: Vec<(u8, &str)> = Vec::new();
        for entry in entries(&self.full, letters) {
            if let Some(part) = self.spelled_part(entry, letters) {
                let rest = &self.runs[entry.run as usize][usize::from(entry.start)..];
                found.push((rank(entry, rest == part), part));
            }
        }
        // Two initials stand in too many places, unless they are a whole name.
        for entry in entries(&self.initials, letters) {
            let rest = &self.runs[entry.run as usize][usize::from(entry.start)..];
            let count = letters.len();
            let whole = rest.chars().count() == count;
            if count > 2 || (whole && entry.start == 0) {
                let end = rest.char_indices().nth(count).map_or(rest.len(), |(at, _)| at);
                found.push((rank(entry, whole) + 4, &rest[..end]));
            }
        }
        found.sort_unstable();
        let mut seen: Vec<&str> = Vec::new();
        for (_, part) in found {
            if !seen.contains(&part) {
                seen.push(part);
                if seen.len() == limit {
                    break;
                }
            }
        }
        seen
    }

    /// Other Han texts that sound like `han`, for words typed with a wrong character.
    pub(super) fn sounding_like(&self, han: &str, limit: usize) -> Vec<&str> {
        let letters = reading(han);
        let length = han.chars().count();
        let mut found = self.spelled(&letters, 16);
        found.retain(|other| *other != han && other.chars().count() == length);
        found.truncate(limit);
        found
    }

    /// The characters of an entry that `letters` spells, if it ends on or inside
    /// a syllable: `touji` is 投机, and `toujijie` begins 投机解.
    fn spelled_part(&self, entry: &Spelling, letters: &str) -> Option<&str> {
        let rest = &self.runs[entry.run as usize][usize::from(entry.start)..];
        let mut left = letters.len();
        for (at, ch) in rest.char_indices() {
            if left == 0 {
                return Some(&rest[..at]);
            }
            let here = letters.len() - left;
            let tail = &letters[here..];
            let length = ch
                .to_pinyin_multi()
                .into_iter()
                .flatten()
                .map(|reading| plain(reading.plain()))
                .filter(|reading| entry.letters[here..].starts_with(reading))
                .map(str::len)
                .max()?;
            // A single dangling letter says too little about the next character.
            if length > tail.len() {
                return (tail.len() == 1 && at > 0)
                    .then(|| &rest[..at])
                    .or_else(|| (tail.len() > 1).then(|| &rest[..at + ch.len_utf8()]));
            }
            left -= length;
        }
        (left == 0).then_some(rest)
    }
}

/// Spelling of a Han text by the commonest readings.
pub(super) fn reading(han: &str) -> String {
    han.chars().filter_map(|ch| ch.to_pinyin()).map(|reading| plain(reading.plain())).collect()
}

fn rank(entry: &Spelling, whole: bool) -> u8 {
    u8::from(entry.start != 0) + 2 * u8::from(!whole)
}

fn entries<'a>(sorted: &'a [Spelling], letters: &'a str) -> impl Iterator<Item = &'a Spelling> {
    let start = sorted.partition_point(|entry| &*entry.letters < letters);
    sorted[start..].iter().take_while(move |entry| entry.letters.starts_with(letters)).take(256)
}

/// The common reading, then each with one character read otherwise.
fn readings(han: &str) -> Vec<String> {
    let syllables: Vec<Vec<&str>> = han
        .chars()
        .take(RUN)
        .map(|ch| {
            let mut all: Vec<&str> =
                ch.to_pinyin_multi().into_iter().flatten().map(|reading| plain(reading.plain())).collect();
            let mut seen = Vec::new();
            all.retain(|syllable| {
                !seen.contains(syllable) && {
                    seen.push(*syllable);
                    true
                }
            });
            all
        })
        .take_while(|syllables| !syllables.is_empty())
        .collect();
    if syllables.is_empty() {
        return Vec::new();
    }
    let common: String = syllables.iter().map(|readings| readings[0]).collect();
    let mut all = vec![common];
    for (at, others) in syllables.iter().enumerate() {
        for other in others.iter().skip(1) {
            if all.len() > READINGS {
                return all;
            }
            let spelled = syllables
                .iter()
                .enumerate()
                .map(|(nth, readings)| if nth == at { other } else { readings[0] });
            all.push(spelled.collect());
        }
    }
    all
}

fn initials(han: &str) -> String {
    han.chars().take(RUN).map_while(|ch| ch.to_pinyin()).map(|reading| reading.first_letter()).collect()
}

/// `ü` is typed as `v`.
fn plain(syllable: &'static str) -> &'static str {
    match syllable {
        "lü" => "lv",
        "nü" => "nv",
        other => other,
    }
}

/// Folded Han runs of a text, of two characters or more.
pub(super) fn han_runs(text: &str) -> Vec<String> {
    let mut cells = Vec::new();
    fold(text, &mut cells);
    let folded: String = cells.iter().map(|cell| cell.ch).collect();
    folded
        .split(|ch| class(ch) != Class::Han)
        .filter(|run| run.chars().nth(1).is_some())
        .map(|run| run.chars().take(64).collect())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::Spellings;
    use proptest::prelude::{any, proptest};

    fn spellings() -> Spellings {
        Spellings::new(["投机解码详解", "混合专家 MoE", "低秩压缩", "重排序"].into_iter())
    }

    #[test]
    fn full_spellings_and_initials_lead_to_the_characters() {
        let spellings = spellings();
        assert_eq!(spellings.spelled("toujijiema", 4), ["投机解码"]);
        assert_eq!(spellings.spelled("jiema", 4), ["解码"]);
        assert_eq!(spellings.spelled("hhzj", 4), ["混合专家"]);
        assert_eq!(spellings.spelled("zhuanjia", 4), ["专家"]);
    }

    #[test]
    fn a_half_typed_syllable_counts() {
        assert_eq!(spellings().spelled("hunhezhuanj", 1), ["混合专"]);
    }

    #[test]
    fn other_readings_are_known() {
        assert_eq!(spellings().spelled("chongpaixu", 1), ["重排序"]);
        assert_eq!(spellings().spelled("zhongpaixu", 1), ["重排序"]);
    }

    #[test]
    fn a_wrong_character_with_the_right_sound_is_understood() {
        assert_eq!(spellings().sounding_like("头机解码", 3), ["投机解码"]);
    }

    proptest! {
        #[test]
        fn any_titles_and_any_letters_never_panic(title in any::<String>(), letters in "[a-z]{0,12}") {
            let spellings = Spellings::new([title.as_str(), "绿色女儿行长"].into_iter());
            let _ = spellings.spelled(&letters, 8);
        }
    }
}
