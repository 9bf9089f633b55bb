//! Runs of running text with the place of each character, for checks of copy.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use crate::content::diagnostic::Position;
use crate::content::markdown::events::OPTIONS;
use crate::content::markdown::prepare::{JOINER, Prepared, prepare};

/// A stretch of text as a reader sees it: no emphasis signs, no addresses, and
/// inline code as one letter between backticks. It ends with its line.
pub struct Run {
    /// The text.
    pub text: String,
    /// For each character, the byte of the prepared text it comes from.
    bytes: Vec<usize>,
}

/// The runs of a page, and what their characters' places are read from.
pub struct Runs {
    prepared: Prepared,
    /// In the order of the page.
    pub runs: Vec<Run>,
}

impl Runs {
    /// Where a character of a run stands in the Markdown.
    pub fn place(&self, run: &Run, character: usize) -> Position {
        self.prepared.position(run.bytes.get(character).copied().unwrap_or_default())
    }
}

/// Reads the running text of a page's Markdown.
pub fn runs(source: &str) -> Runs {
    let prepared = prepare(source);
    let mut reader = Reader::default();
    for (event, range) in Parser::new_ext(&prepared.text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(_)) => reader.hidden += 1,
            Event::End(TagEnd::CodeBlock) => reader.hidden -= 1,
            // An address shown as it is.
            Event::Start(Tag::Link { link_type: LinkType::Autolink | LinkType::Email, .. }) => {
                reader.end();
                reader.autolinks = true;
            }
            Event::End(TagEnd::Link) if reader.autolinks => reader.autolinks = false,
            Event::Start(Tag::Link { .. } | Tag::Emphasis | Tag::Strong | Tag::Strikethrough)
            | Event::End(TagEnd::Link | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => {}
            Event::Text(text) => reader.text(&text, &prepared.text, range.start),
            Event::Code(_) => "`c`".chars().for_each(|c| reader.push(c, range.start)),
            _ => reader.end(),
        }
    }
    reader.end();
    Runs { prepared, runs: reader.runs }
}

#[derive(Default)]
struct Reader {
    runs: Vec<Run>,
    text: String,
    bytes: Vec<usize>,
    /// How many blocks of code are open.
    hidden: usize,
    autolinks: bool,
}

impl Reader {
    fn push(&mut self, c: char, byte: usize) {
        if self.hidden == 0 && !self.autolinks {
            self.text.push(c);
            self.bytes.push(byte);
        }
    }

    /// Takes a text that stands at a byte of the source, or, when it is written
    /// in another way there (`&amp;`), all of it at that byte.
    fn text(&mut self, text: &str, source: &str, start: usize) {
        let is_verbatim = source[start..].starts_with(text);
        for (at, c) in text.char_indices().filter(|(_, c)| *c != JOINER) {
            self.push(c, start + if is_verbatim { at } else { 0 });
        }
    }

    fn end(&mut self) {
        let run = Run { text: std::mem::take(&mut self.text), bytes: std::mem::take(&mut self.bytes) };
        // A mark of a footnote that is not there is no text: it is told elsewhere.
        if !run.text.is_empty() && !run.text.contains("[^") {
            self.runs.push(run);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::runs;

    #[test]
    fn runs_are_what_a_reader_sees_with_the_place_of_each_character() {
        let source =
            "# 标题\n\n用**粗体。**的[链接](/a)和`code`。\n下一行 &amp; <https://x.y/>。\n\n```\n代码\n```\n";
        let read = runs(source);
        let texts: Vec<&str> = read.runs.iter().map(|run| run.text.as_str()).collect();
        assert_eq!(texts, ["标题", "用粗体。的链接和`c`。", "下一行 & ", "。"]);
        let place = read.place(&read.runs[1], 6);
        assert_eq!((place.line, place.column), (3, 12));
        assert_eq!(source.lines().nth(2).and_then(|line| line.chars().nth(11)), Some('接'));
    }
}
