//! The YAML head of a page. VuePress habits are welcome: keys we do not use
//! are let be, since third-party folders are full of them.

use std::path::Path;

use serde_json::{Map, Value};

use crate::catalog::quantity::Date;
use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity};

/// What a page says about itself.
#[derive(Clone, Debug, Default)]
pub struct FrontMatter {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `order`, or VitePress' and Docusaurus' `sidebar_position`.
    pub order: Option<i64>,
    /// `category`, the first when it is a list.
    pub category: Option<String>,
    /// `updated`, or `lastUpdated` or `date`.
    pub updated: Option<Date>,
}

/// A file cut into its head and its text.
pub struct Split<'a> {
    /// The YAML, empty when there is none.
    pub yaml: &'a str,
    /// The Markdown.
    pub body: &'a str,
    /// How many lines stand before the Markdown.
    pub lines: usize,
}

/// Cuts a file at its `---` lines. A head that is never closed is text.
pub fn split(text: &str) -> Split<'_> {
    let whole = Split { yaml: "", body: text, lines: 0 };
    let Some(rest) = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n")) else {
        return whole;
    };
    let opening = text.len() - rest.len();
    let mut at = opening;
    for line in rest.split_inclusive('\n') {
        let end = at + line.len();
        if line.trim_end() == "---" {
            let lines = text[..end].matches('\n').count();
            return Split { yaml: &text[opening..at], body: &text[end..], lines };
        }
        at = end;
    }
    whole
}

impl FrontMatter {
    /// Reads the head of a page. Broken YAML is fatal; a value of the wrong
    /// kind is an error and counts as not given.
    pub fn parse(yaml: &str, file: &Path, faults: &mut Vec<Diagnostic>) -> Self {
        if yaml.trim().is_empty() {
            return Self::default();
        }
        let map = match serde_saphyr::from_str::<Map<String, Value>>(yaml) {
            Ok(map) => map,
            Err(error) => {
                let position = error.location().map_or(Position { line: 2, column: 1 }, |place| Position {
                    line: place.line() as usize + 1,
                    column: place.column() as usize,
                });
                let text = error.to_string();
                let text = text.lines().next().unwrap_or_default();
                // The place is said once, and as a place in the file.
                let text = text
                    .split_once("column ")
                    .and_then(|(_, rest)| rest.split_once(": "))
                    .map_or(text, |(_, rest)| rest);
                let fault = Diagnostic::new(Severity::Fatal, Code::FrontMatter, file, text)
                    .at(position)
                    .hint("write `key: value` lines between the two `---`; quote values that hold `: ` or begin with a sign");
                faults.push(fault);
                return Self::default();
            }
        };
        let mut reader = Reader { map, yaml, file, faults };
        reader.misspelt();
        Self {
            title: reader.text("title"),
            description: reader.text("description"),
            order: reader.integer("order").or_else(|| reader.integer("sidebar_position")),
            category: reader.first("category"),
            updated: ["updated", "lastUpdated", "date"].iter().find_map(|key| reader.date(key)),
        }
    }
}

/// Keys that are read.
const KEYS: [&str; 8] =
    ["title", "description", "order", "sidebar_position", "category", "updated", "lastUpdated", "date"];

/// Whether a key is a known one but for two letters, or one where it is short.
fn is_misspelt(key: &str, known: &str) -> bool {
    let allowed = if known.len() < 6 { 1 } else { 2 };
    (1..=allowed).contains(&strsim::damerau_levenshtein(key, known))
}

/// Takes values of the right kind, and reports the others.
struct Reader<'a> {
    map: Map<String, Value>,
    yaml: &'a str,
    file: &'a Path,
    faults: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn text(&mut self, key: &str) -> Option<String> {
        match self.map.get(key)? {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(number) => Some(number.to_string()),
            Value::Null => None,
            _ => self.wrong(key, "a text"),
        }
    }

    fn integer(&mut self, key: &str) -> Option<i64> {
        match self.map.get(key)? {
            Value::Number(number) => number.as_i64().or_else(|| number.as_f64().map(|n| n as i64)),
            // VuePress hides a page from its lists with `order: false`.
            Value::Null | Value::Bool(_) => None,
            _ => self.wrong(key, "a whole number"),
        }
    }

    fn first(&mut self, key: &str) -> Option<String> {
        match self.map.get(key)? {
            Value::Array(list) => list.first().and_then(Value::as_str).map(str::to_owned),
            _ => self.text(key),
        }
    }

    /// A date; times after it are ignored. `lastUpdated: true` is VitePress'
    /// switch, not a date.
    fn date(&mut self, key: &str) -> Option<Date> {
        let Value::String(text) = self.map.get(key)? else {
            return None;
        };
        match text.get(..10).unwrap_or(text).parse() {
            Ok(date) => Some(date),
            Err(_) if key == "updated" => self.wrong(key, "a date, YYYY-MM-DD"),
            Err(_) => None,
        }
    }

    /// Warns of keys that are ours but for a letter or two. Other unknown keys
    /// are somebody's own.
    fn misspelt(&mut self) {
        let keys: Vec<String> =
            self.map.keys().filter(|key| !KEYS.contains(&key.as_str())).cloned().collect();
        for key in keys {
            let Some(meant) = KEYS.iter().find(|known| is_misspelt(&key, known)) else { continue };
            let at = Position { line: self.line(&key), column: 1 };
            let message = format!("`{key}` means nothing here");
            let fault = Diagnostic::new(Severity::Warning, Code::UnknownKey, self.file, message);
            self.faults.push(fault.at(at).hint(format!("did you mean `{meant}`?")));
        }
    }

    /// The line of a key in the file.
    fn line(&self, key: &str) -> usize {
        self.yaml.lines().position(|line| line.starts_with(key)).unwrap_or(0) + 2
    }

    fn wrong<T>(&mut self, key: &str, wanted: &str) -> Option<T> {
        let fault = Diagnostic::new(
            Severity::Error,
            Code::FrontMatter,
            self.file,
            format!("`{key}` must be {wanted}"),
        )
        .at(Position { line: self.line(key), column: 1 })
        .hint(format!("give `{key}` {wanted}, or remove the line"));
        self.faults.push(fault);
        None
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::{FrontMatter, split};

    #[test]
    fn a_head_is_cut_off_and_its_lines_counted() {
        let cut = split("---\ntitle: x\n---\n# Hi\n");
        assert_eq!((cut.yaml, cut.body, cut.lines), ("title: x\n", "# Hi\n", 3));
        assert_eq!(split("---\nnever closed").yaml, "");
    }

    #[test]
    fn vuepress_habits_are_welcome() {
        let mut faults = Vec::new();
        let yaml = "title: 标题\nicon: star\norder: 2\ncategory:\n  - 模型\ndate: 2024-05-01\n";
        let front = FrontMatter::parse(yaml, Path::new("a.md"), &mut faults);
        assert!(faults.is_empty(), "{faults:?}");
        assert_eq!(front.title.as_deref(), Some("标题"));
        assert_eq!(front.order, Some(2));
        assert_eq!(front.category.as_deref(), Some("模型"));
        assert_eq!(front.updated.map(|d| d.to_string()).as_deref(), Some("2024-05-01"));
    }

    #[test]
    fn a_misspelt_key_is_told_and_a_foreign_one_is_not() {
        let mut faults = Vec::new();
        FrontMatter::parse("tilte: x\nicon: star\ntag: y\nlayout: home\n", Path::new("a.md"), &mut faults);
        assert_eq!(faults.len(), 1, "{faults:?}");
        assert!(faults[0].hint.contains("`title`"), "{faults:?}");
    }

    #[test]
    fn broken_yaml_names_its_line_in_the_file() {
        let mut faults = Vec::new();
        FrontMatter::parse("title: \"open\norder: 1\n", Path::new("a.md"), &mut faults);
        assert_eq!(faults.len(), 1);
        assert!(faults[0].position.is_some_and(|p| p.line >= 2), "{faults:?}");
    }
}
