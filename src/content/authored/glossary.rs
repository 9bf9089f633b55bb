//! The glossary as editors write it.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::load::read;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity, nearest};
use crate::glossary::{Term, Topic};
use crate::locale::Text;

/// The field's standard terms, as this program was built with them: they are
/// known to the search of a folder that has no glossary of its own.
const STANDARD: &str = include_str!("../../../content/glossary.toml");

#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
struct GlossaryFile {
    terms: Vec<Entry>,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Entry {
    id: Spanned<String>,
    topic: Spanned<String>,
    #[serde(default)]
    everyday: bool,
    zh: Spanned<String>,
    en: Spanned<String>,
    #[serde(default)]
    aliases: Vec<Spanned<String>>,
    meaning: Meaning,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Meaning {
    zh: Spanned<String>,
    en: Spanned<String>,
}

/// Reads `glossary.toml` of a content folder; a folder without one has no terms.
pub(in crate::content) fn glossary(content: &Path, faults: &mut Vec<Diagnostic>) -> Vec<Term> {
    let file = content.join("glossary.toml");
    let (read, text) = read::<GlossaryFile>(&file, faults);
    Reader { file: &file, text: &text, faults, ids: HashSet::new(), names: HashMap::new() }.terms(read)
}

/// Groups of names that mean the same, of the terms this program was built with.
pub fn standard_synonyms() -> Vec<Vec<String>> {
    let read: GlossaryFile = toml::from_str(STANDARD).unwrap_or_default();
    let mut faults = Vec::new();
    let file = Path::new("glossary.toml");
    let reader =
        Reader { file, text: STANDARD, faults: &mut faults, ids: HashSet::new(), names: HashMap::new() };
    reader.terms(read).iter().map(Term::names).collect()
}

struct Reader<'a> {
    file: &'a Path,
    text: &'a str,
    faults: &'a mut Vec<Diagnostic>,
    ids: HashSet<String>,
    /// Which term has a name, by its lower-case spelling.
    names: HashMap<String, String>,
}

impl Reader<'_> {
    fn terms(mut self, read: GlossaryFile) -> Vec<Term> {
        read.terms.into_iter().filter_map(|entry| self.term(entry)).collect()
    }

    fn term(&mut self, entry: Entry) -> Option<Term> {
        let id = entry.id.get_ref().clone();
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || !id.chars().all(is_plain) {
            self.fault(Code::BadValue, &entry.id, format!("`{id}` is no term id"), "use a-z, 0-9 and -");
        }
        if !self.ids.insert(id.clone()) {
            let message = format!("term `{id}` is defined twice");
            self.fault(Code::DuplicateId, &entry.id, message, "rename or remove one of the two");
            return None;
        }
        let topics = Topic::ALL.map(Topic::code);
        let topic = Topic::ALL.into_iter().find(|topic| topic.code() == entry.topic.get_ref());
        let Some(topic) = topic else {
            let name = entry.topic.get_ref();
            let hint = match nearest(name, topics) {
                Some(near) => format!("did you mean `{near}`?"),
                None => format!("use one of: {}", topics.join(", ")),
            };
            self.fault(Code::BadValue, &entry.topic, format!("`{name}` is no topic"), &hint);
            return None;
        };
        for text in [&entry.zh, &entry.en, &entry.meaning.zh, &entry.meaning.en] {
            if text.get_ref().trim().is_empty() {
                self.fault(Code::BadValue, text, format!("a text of term `{id}` is empty"), "write it");
            }
        }
        for name in [&entry.zh, &entry.en].into_iter().chain(&entry.aliases) {
            let spelling = name.get_ref().to_lowercase();
            let owner = self.names.insert(spelling, id.clone()).filter(|owner| *owner != id);
            if let Some(owner) = owner {
                let message = format!("`{}` already belongs to term `{owner}`", name.get_ref());
                let hint = "keep it where it means the same; names of one term are synonyms in search";
                self.fault(Code::DuplicateName, name, message, hint);
            }
        }
        Some(Term {
            id,
            topic,
            name: Text { zh: entry.zh.into_inner(), en: entry.en.into_inner() },
            everyday: entry.everyday,
            aliases: entry.aliases.into_iter().map(Spanned::into_inner).collect(),
            meaning: Text { zh: entry.meaning.zh.into_inner(), en: entry.meaning.en.into_inner() },
        })
    }

    fn fault(&mut self, code: Code, at: &Spanned<String>, message: String, hint: &str) {
        let position = Position::of(self.text, at.span().start);
        let fault = Diagnostic::new(Severity::Error, code, self.file, message);
        self.faults.push(fault.at(position).hint(hint));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{GlossaryFile, Reader, STANDARD, standard_synonyms};
    use crate::content::code::Code;
    use crate::content::diagnostic::Diagnostic;
    use crate::glossary::Term;

    fn read(text: &str) -> (Vec<Term>, Vec<Diagnostic>) {
        let mut faults = Vec::new();
        let file: GlossaryFile = toml::from_str(text).expect("TOML");
        let reader = Reader {
            file: Path::new("glossary.toml"),
            text,
            faults: &mut faults,
            ids: Default::default(),
            names: Default::default(),
        };
        let terms = reader.terms(file);
        (terms, faults)
    }

    fn entry(id: &str, topic: &str, zh: &str, alias: &str) -> String {
        format!(
            "[[terms]]\nid = \"{id}\"\ntopic = \"{topic}\"\nzh = \"{zh}\"\nen = \"{id}\"\naliases = [\"{alias}\"]\nmeaning = {{ zh = \"义\", en = \"a\" }}\n"
        )
    }

    #[test]
    fn the_standard_terms_have_no_fault() {
        let (terms, faults) = read(STANDARD);
        assert!(faults.is_empty(), "{faults:?}");
        assert!(terms.len() > 100);
        let groups = standard_synonyms();
        assert!(
            groups
                .iter()
                .any(|names| names.contains(&"混合专家".to_owned()) && names.contains(&"MoE".to_owned()))
        );
    }

    #[test]
    fn faults_have_a_place_and_a_remedy() {
        let text = [
            entry("moe", "architecture", "混合专家", "x"),
            entry("moe", "architecture", "别的", "y"),
            entry("kv", "architectur", "缓存", "z"),
            entry("other", "basics", "混合专家", "w"),
        ]
        .concat();
        let (terms, faults) = read(&text);
        assert_eq!(terms.len(), 2);
        let codes: Vec<Code> = faults.iter().map(|fault| fault.code).collect();
        assert_eq!(codes, [Code::DuplicateId, Code::BadValue, Code::DuplicateName]);
        assert!(faults[1].hint.contains("architecture"));
        assert_eq!(faults[0].position.map(|at| at.line), Some(9));
    }
}
