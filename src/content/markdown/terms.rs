//! Terms of the glossary in running text: where one first stands, it leads to its
//! entry and tells its meaning.

use std::collections::HashSet;

use aho_corasick::{AhoCorasick, MatchKind};

use crate::glossary::{Term, Topic};
use crate::html::escape;
use crate::locale::Locale;
use crate::route::{Place, Route};

/// Most terms marked on a page: more would be a page of links.
const MOST: usize = 16;

/// What terms are looked for by, in one language.
#[derive(Default)]
pub struct Terms {
    names: Option<AhoCorasick>,
    /// Entry of each name, and whether its case matters.
    of_name: Vec<(usize, bool)>,
    entries: Vec<Entry>,
}

struct Entry {
    address: String,
    meaning: String,
}

impl Terms {
    /// The terms of a glossary for pages in a language. Names of models and makers
    /// are left out: they have pages of their own.
    pub fn new(glossary: &[Term], locale: Locale) -> Self {
        let mut terms = Terms::default();
        let mut names: Vec<String> = Vec::new();
        for term in glossary.iter().filter(|term| term.topic != Topic::Names && !term.everyday) {
            let entry = terms.entries.len();
            let route = Route::new(locale, Place::Glossary);
            terms.entries.push(Entry {
                address: format!("{}#{}", route.path(), term.id),
                meaning: term.meaning.get(locale).to_owned(),
            });
            for name in term.names().into_iter().filter(|name| tells_enough(name)) {
                terms.of_name.push((entry, is_abbreviation(&name)));
                names.push(name);
            }
        }
        terms.names = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .ascii_case_insensitive(true)
            .build(&names)
            .ok()
            .filter(|_| !names.is_empty());
        terms
    }

    /// The HTML of a text with each term marked that `seen` does not hold yet; `None`
    /// if there is none.
    pub(super) fn mark(&self, text: &str, seen: &mut HashSet<usize>) -> Option<String> {
        let names = self.names.as_ref()?;
        let mut html = String::new();
        let mut at = 0;
        for found in names.find_iter(text) {
            let (number, case_matters) = self.of_name[found.pattern().as_usize()];
            let written = &text[found.range()];
            let is_whole = stands_alone(text, found.start(), found.end());
            if seen.len() >= MOST || !is_whole || (case_matters && !is_abbreviation(written)) {
                continue;
            }
            if !seen.insert(number) {
                continue;
            }
            let entry = &self.entries[number];
            html.push_str(&escape(&text[at..found.start()]));
            html.push_str("<a class=\"term\" href=\"");
            html.push_str(&escape(&entry.address));
            html.push_str("\" title=\"");
            html.push_str(&escape(&entry.meaning));
            html.push_str("\">");
            html.push_str(&escape(written));
            html.push_str("</a>");
            at = found.end();
        }
        (at > 0).then(|| {
            html.push_str(&escape(&text[at..]));
            html
        })
    }
}

/// Short words mean too many things.
fn tells_enough(name: &str) -> bool {
    if name.is_ascii() { is_abbreviation(name) || name.len() >= 4 } else { name.chars().nth(1).is_some() }
}

/// `MoE`, `RAG`, `KV`: of few letters, two of them capitals at least.
fn is_abbreviation(name: &str) -> bool {
    name.len() <= 6 && name.bytes().filter(u8::is_ascii_uppercase).count() >= 2
}

/// Whether a Latin name is a word of its own, not a part of `Qwen3-MoE` or `tokenizers`.
fn stands_alone(text: &str, start: usize, end: usize) -> bool {
    let joins = |ch: Option<char>| {
        ch.is_some_and(|ch| ch.is_ascii_alphanumeric() || matches!(ch, '-' | '_' | '.' | '/' | '@'))
    };
    let latin = |ch: Option<char>| ch.is_some_and(|ch| ch.is_ascii_alphanumeric());
    let (before, after) = (text[..start].chars().next_back(), text[end..].chars().next());
    let (first, last) = (text[start..].chars().next(), text[..end].chars().next_back());
    // A full stop after a word ends a sentence; before a letter it is a file or a version.
    let dotted = after == Some('.') && !latin(text[end + 1..].chars().next());
    !(latin(first) && joins(before) || latin(last) && joins(after) && !dotted)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::Terms;
    use crate::content::markdown::{Rendered, render};
    use crate::glossary::{Term, Topic};
    use crate::locale::{Locale, Text};

    fn terms() -> Terms {
        let term = |id: &str, zh: &str, en: &str, aliases: &[&str]| Term {
            id: id.into(),
            topic: Topic::Basics,
            everyday: false,
            name: Text { zh: zh.into(), en: en.into() },
            aliases: aliases.iter().map(|&alias| alias.into()).collect(),
            meaning: Text { zh: "释义 <b>".into(), en: "A meaning".into() },
        };
        let glossary = [
            term("moe", "混合专家", "mixture of experts", &["MoE"]),
            term("expert", "专家", "expert", &[]),
            term("rag", "检索增强生成", "retrieval-augmented generation", &["RAG"]),
        ];
        Terms::new(&glossary, Locale::Zh)
    }

    fn marked(text: &str) -> Option<String> {
        terms().mark(text, &mut HashSet::new())
    }

    #[test]
    fn the_longest_name_is_marked_once() {
        let html = marked("混合专家（MoE）有 256 个专家").expect("two terms");
        assert_eq!(html.matches("class=\"term\"").count(), 2, "{html}");
        assert!(html.starts_with(
            "<a class=\"term\" href=\"/glossary#moe\" title=\"释义 &lt;b&gt;\">混合专家</a>（MoE）"
        ));
        assert!(html.ends_with(">专家</a>"));
    }

    #[test]
    fn terms_are_marked_in_running_text_only() {
        let glossary = [Term {
            id: "moe".into(),
            topic: Topic::Basics,
            everyday: false,
            name: Text::same("MoE"),
            aliases: Vec::new(),
            meaning: Text::same("m"),
        }];
        let terms = Terms::new(&glossary, Locale::Zh);
        let source = "# MoE\n\n## MoE\n\n[MoE](/x) `MoE`\n\n| MoE |\n|---|\n| MoE |\n\n用 MoE，再用 MoE。\n";
        let drawn = render(source, Locale::Zh, &terms, &|target| target.to_owned());
        let Some(Rendered::Html(html)) = drawn.first() else { panic!("no text") };
        assert_eq!(html.matches("class=\"term\"").count(), 1, "{html}");
        assert!(html.contains("用 <a class=\"term\""), "{html}");
    }

    #[test]
    fn parts_of_words_and_other_cases_are_left_alone() {
        assert_eq!(marked("Qwen3-MoE-A3B 与 rag、RAGs"), None);
        assert_eq!(marked("没有"), None);
        assert!(marked("An expert.").is_some() && marked("expert.toml").is_none());
        assert!(marked("用RAG。").is_some());
    }
}
