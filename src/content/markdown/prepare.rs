//! The pass before the parser. Lines stay where they are, so that places in
//! the prepared text are places in the file.
//!
//! **Containers and directives.** A line `::: tip Title`, `:::`, `@tab Label`
//! or `::specs{series="deepseek"}` becomes the comment `<!--atlas:N-->`: an
//! HTML block that ends on its own line and may interrupt a paragraph, so
//! Markdown around and inside it parses as usual. A comment the author wrote
//! cannot pose as one, because its number must be in our list.
//!
//! **Emphasis.** CommonMark lets `**粗体。**后文` not close, because `。` is
//! punctuation and `后` is none. A joiner, a private character that is
//! neither, is put beside such runs and taken out of the parsed text; this is
//! what the "CJK-friendly emphasis" amendment to CommonMark asks for.

use crate::content::diagnostic::Position;
use crate::content::markdown::cjk::{is_cjk, is_cjk_punctuation, is_punctuation};

/// Neither punctuation nor space; from a plane no font or author uses.
pub(super) const JOINER: char = '\u{f0001}';

const MARK: &str = "<!--atlas:";

/// Text for the parser, and what its marks stand for.
pub(super) struct Prepared {
    pub(super) text: String,
    pub(super) marks: Vec<Mark>,
    /// Containers that are never closed, by line.
    pub(super) unclosed: Vec<usize>,
}

/// What a marked line says.
#[derive(Clone, Debug)]
pub(super) enum Mark {
    Open { kind: String, title: String },
    Tab { label: String },
    Close { kind: String },
    Leaf(Directive),
}

/// A line that asks for something computed: `::specs{series="deepseek"}`.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Directive {
    /// What is asked for.
    pub name: String,
    /// Its arguments, in order.
    pub arguments: Vec<(String, String)>,
    /// Where it stands in the Markdown.
    pub position: Position,
}

impl Prepared {
    /// The number in a mark's comment, if it is one of ours.
    pub(super) fn mark(&self, html: &str) -> Option<&Mark> {
        let number = html.trim().strip_prefix(MARK)?.strip_suffix("-->")?;
        self.marks.get(number.parse::<usize>().ok()?)
    }

    /// The place in the author's text of a byte of ours: joiners are not there.
    pub(super) fn position(&self, byte: usize) -> Position {
        let place = Position::of(&self.text, byte);
        let start = self.text[..byte].rfind('\n').map_or(0, |at| at + 1);
        let joiners = self.text[start..byte].matches(JOINER).count();
        Position { column: place.column - joiners, ..place }
    }
}

pub(super) fn prepare(source: &str) -> Prepared {
    let mut out =
        Prepared { text: String::with_capacity(source.len()), marks: Vec::new(), unclosed: Vec::new() };
    let mut open: Vec<(usize, String, usize)> = Vec::new();
    let mut fence: Option<(char, usize)> = None;
    for (number, line) in source.split_inclusive('\n').enumerate() {
        let body = line.trim_start_matches([' ', '\t', '>']);
        if let Some((sign, length)) = fence {
            if run(body, sign) >= length && body.trim_start_matches(sign).trim().is_empty() {
                fence = None;
            }
            out.text.push_str(line);
            continue;
        }
        if let Some(sign) = ['`', '~'].into_iter().find(|sign| run(body, *sign) >= 3) {
            let length = run(body, sign);
            if sign == '~' || !body[length..].contains('`') {
                fence = Some((sign, length));
                out.text.push_str(line);
                continue;
            }
        }
        match marked_line(body.trim_end(), number, &mut open) {
            Some(mark) => {
                out.text.push_str(&line[..line.len() - body.len()]);
                out.text.push_str(&format!("{MARK}{}-->", out.marks.len()));
                out.text.push_str(&body[body.trim_end().len()..]);
                out.marks.push(mark);
            }
            None => join_emphasis(line, &mut out.text),
        }
    }
    out.unclosed = open.iter().map(|(_, _, line)| line + 1).collect();
    for (_, kind, _) in open.into_iter().rev() {
        out.text.push_str(&format!("\n\n{MARK}{}-->\n", out.marks.len()));
        out.marks.push(Mark::Close { kind });
    }
    out
}

/// What a line of its own kind says. `open` holds the containers around it:
/// colons, kind and line.
fn marked_line(line: &str, number: usize, open: &mut Vec<(usize, String, usize)>) -> Option<Mark> {
    let in_tabs = open.last().is_some_and(|(_, kind, _)| is_tabs(kind));
    if let Some(label) = line.strip_prefix("@tab").filter(|_| in_tabs) {
        let label = label.trim_start_matches(":active").trim();
        return Some(Mark::Tab { label: label.to_owned() });
    }
    let colons = run(line, ':');
    let rest = line[colons..].trim();
    match colons {
        2 if rest.starts_with(|c: char| c.is_ascii_lowercase()) => {
            let (name, arguments) = rest.split_once('{').map_or((rest, ""), |(name, rest)| (name, rest));
            let known = name.trim().bytes().all(|b| b.is_ascii_lowercase() || b == b'-');
            known.then(|| {
                Mark::Leaf(Directive {
                    name: name.trim().to_owned(),
                    arguments: read_arguments(arguments.strip_suffix('}').unwrap_or(arguments)),
                    position: Position { line: number + 1, column: 1 },
                })
            })
        }
        3.. if rest.is_empty() => {
            let (_, kind, _) = open.pop_if(|(opened, _, _)| *opened <= colons)?;
            Some(Mark::Close { kind })
        }
        3.. if rest.starts_with(|c: char| c.is_ascii_alphabetic()) => {
            let (kind, title) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            let kind = kind.split(['#', '{']).next().unwrap_or_default().to_ascii_lowercase();
            open.push((colons, kind.clone(), number));
            Some(Mark::Open { kind, title: title.trim().to_owned() })
        }
        _ => None,
    }
}

/// Whether `@tab` means something in a container of this kind.
pub(super) fn is_tabs(kind: &str) -> bool {
    matches!(kind, "tabs" | "code-tabs")
}

/// Reads `series="deepseek" rows=5`.
fn read_arguments(text: &str) -> Vec<(String, String)> {
    let mut arguments = Vec::new();
    let mut rest = text.trim();
    while let Some((key, after)) = rest.split_once('=') {
        let (value, next) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap_or((quoted, "")),
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        arguments.push((key.trim().to_owned(), value.trim().to_owned()));
        rest = next.trim_start();
    }
    if !rest.is_empty() {
        arguments.push((rest.to_owned(), String::new()));
    }
    arguments
}

/// How often a sign stands at the start.
fn run(text: &str, sign: char) -> usize {
    text.chars().take_while(|c| *c == sign).count()
}

/// Copies a line, joiners beside emphasis runs that touch Chinese writing on
/// one side and punctuation on the other.
fn join_emphasis(line: &str, out: &mut String) {
    let mut before: Option<char> = None;
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        if c == '\\' {
            let end = rest.char_indices().nth(2).map_or(rest.len(), |(at, _)| at);
            out.push_str(&rest[..end]);
            before = rest[..end].chars().last();
            rest = &rest[end..];
            continue;
        }
        let length = run(rest, c);
        if c == '*' || (c == '~' && length == 2) {
            let after = rest[length..].chars().next().filter(|next| !next.is_whitespace());
            let blocked = |inner: char, outer: char| {
                let outer_is_text = !is_punctuation(outer) || is_cjk_punctuation(outer);
                is_punctuation(inner) && outer_is_text && (is_cjk(inner) || is_cjk(outer))
            };
            let (left, right) = match (before.filter(|c| !c.is_whitespace()), after) {
                (Some(left), Some(right)) => (blocked(left, right), blocked(right, left)),
                _ => (false, false),
            };
            if left {
                out.push(JOINER);
            }
            out.push_str(&rest[..length]);
            if right {
                out.push(JOINER);
            }
            before = Some(c);
            rest = &rest[length..];
            continue;
        }
        out.push(c);
        before = Some(c);
        rest = &rest[c.len_utf8()..];
    }
}

#[cfg(test)]
mod tests {
    use super::{Mark, prepare};

    #[test]
    fn containers_and_directives_become_marks_and_lines_stay() {
        let source = "::: tip 标题\n正文\n:::\n\n::specs{series=\"deepseek\" rows=5}\n";
        let prepared = prepare(source);
        assert_eq!(prepared.text.lines().count(), source.lines().count());
        assert_eq!(prepared.marks.len(), 3);
        assert!(prepared.unclosed.is_empty());
        let Mark::Leaf(directive) = &prepared.marks[2] else {
            panic!("no directive: {:?}", prepared.marks);
        };
        assert_eq!(directive.arguments[1], ("rows".into(), "5".into()));
        assert_eq!(directive.position.line, 5);
    }

    #[test]
    fn code_is_left_alone() {
        let source = "```md\n::: tip\n**粗体。**后文\n```\n";
        assert_eq!(prepare(source).text, source);
    }

    #[test]
    fn an_unclosed_container_is_closed_at_the_end_and_reported() {
        let prepared = prepare("text\n::: warning\nmore");
        assert_eq!(prepared.unclosed, [2]);
        assert!(matches!(prepared.marks.last(), Some(Mark::Close { .. })));
    }
}
