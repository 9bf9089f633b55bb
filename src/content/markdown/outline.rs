//! What a page holds, without drawing it: read for every page at start.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::content::diagnostic::Position;
use crate::content::markdown::anchor::Anchors;
use crate::content::markdown::cjk::is_unspaced;
use crate::content::markdown::events::{Spanned, parse};
use crate::content::markdown::prepare::{Directive, Mark, prepare};
use crate::page::{Heading, Section};

/// A link or picture of a page, as written.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where it leads.
    pub target: String,
    /// Where it stands.
    pub position: Position,
    /// Whether it is a picture without alternative text.
    pub bare_image: bool,
}

/// What a page holds.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Outline {
    /// The text of the first level-1 heading.
    pub title: Option<String>,
    /// All other headings.
    pub headings: Vec<Heading>,
    /// Plain text under each heading.
    pub sections: Vec<Section>,
    /// Links and pictures.
    pub links: Vec<Link>,
    /// Directives.
    pub directives: Vec<Directive>,
    /// Lines of containers that are never closed.
    pub unclosed: Vec<usize>,
    /// Minutes to read it, at least one.
    pub minutes: u32,
}

/// Reads the outline of a page's Markdown.
pub fn outline(source: &str) -> Outline {
    let prepared = prepare(source);
    let events = parse(&prepared.text);
    let mut anchors = Anchors::default();
    let mut out = Outline { unclosed: prepared.unclosed.clone(), ..Outline::default() };
    let mut section = Section::default();
    let mut in_code = false;
    let mut at = 0;
    while let Some((event, range)) = events.get(at) {
        let position = || Position::of(&prepared.text, range.start);
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let (text, end) = heading_text(&events, at);
                if *level == HeadingLevel::H1 && out.title.is_none() {
                    out.title = Some(text);
                } else {
                    let anchor = anchors.for_heading(&text, id.as_deref());
                    out.sections.push(std::mem::take(&mut section));
                    section = Section { anchor: anchor.clone(), heading: text.clone(), ..Section::default() };
                    out.headings.push(Heading { level: *level as u8, text, anchor });
                }
                at = end;
            }
            Event::Start(Tag::CodeBlock(_)) => in_code = true,
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Text(text) | Event::Code(text) if in_code => section.code.push_str(text),
            Event::Text(text) => section.text.push_str(text),
            Event::Code(text) => {
                section.text.push_str(text);
                section.code.push_str(text);
                section.code.push('\n');
            }
            Event::SoftBreak | Event::HardBreak => section.text.push(' '),
            Event::End(end) if ends_block(*end) => section.text.push('\n'),
            Event::End(TagEnd::TableCell) => section.text.push(' '),
            Event::Start(Tag::Link { dest_url, .. }) => {
                out.links.push(Link {
                    target: dest_url.to_string(),
                    position: position(),
                    bare_image: false,
                });
            }
            Event::Start(Tag::Image { dest_url, .. }) => {
                let bare_image = matches!(events.get(at + 1), Some((Event::End(TagEnd::Image), _)));
                out.links.push(Link { target: dest_url.to_string(), position: position(), bare_image });
            }
            Event::Html(html) => match prepared.mark(html) {
                Some(Mark::Leaf(directive)) => out.directives.push(directive.clone()),
                Some(Mark::Open { title, .. } | Mark::Tab { label: title }) => {
                    section.text.push_str(title);
                    section.text.push('\n');
                }
                _ => {}
            },
            _ => {}
        }
        at += 1;
    }
    out.sections.push(section);
    out.minutes = minutes(&out.sections);
    out
}

/// The text of the heading that starts here, and the place of its end.
pub(super) fn heading_text(events: &[Spanned<'_>], start: usize) -> (String, usize) {
    let mut text = String::new();
    let mut at = start;
    while let Some((event, _)) = events.get(at) {
        match event {
            Event::Text(part) | Event::Code(part) | Event::InlineMath(part) => text.push_str(part),
            Event::SoftBreak => text.push(' '),
            Event::End(TagEnd::Heading(_)) => break,
            _ => {}
        }
        at += 1;
    }
    (text.trim().to_owned(), at)
}

const fn ends_block(end: TagEnd) -> bool {
    matches!(
        end,
        TagEnd::Paragraph | TagEnd::Item | TagEnd::TableRow | TagEnd::TableHead | TagEnd::BlockQuote(_)
    )
}

/// Usual reading speeds: 400 Han characters or 220 words a minute.
fn minutes(sections: &[Section]) -> u32 {
    let (mut han, mut words) = (0, 0);
    for section in sections {
        han += section.text.chars().filter(|c| is_unspaced(*c)).count();
        let is_word = |part: &&str| part.chars().any(|c| c.is_ascii_alphanumeric());
        words += section.text.split(|c: char| c.is_whitespace() || is_unspaced(c)).filter(is_word).count();
    }
    u32::try_from(han / 400 + words / 220).unwrap_or(u32::MAX).max(1)
}

#[cfg(test)]
mod tests {
    use super::outline;

    #[test]
    fn text_is_cut_at_headings() {
        let out = outline("# 标题\n\n开头\n\n## 一 `x`\n\n正文[链](/a)\n\n```py\nprint(1)\n```\n");
        assert_eq!(out.title.as_deref(), Some("标题"));
        assert_eq!(out.headings[0].anchor, "一-x");
        assert_eq!(out.sections.len(), 2);
        assert_eq!(out.sections[0].text.trim(), "开头");
        assert_eq!(out.sections[1].text.trim(), "正文链");
        assert_eq!(out.sections[1].code.trim(), "print(1)");
        assert_eq!((out.links[0].target.as_str(), out.links[0].position.line), ("/a", 7));
    }
}
