//! What a page holds, without drawing it: read for every page at start.

use pulldown_cmark::{Event, HeadingLevel, Tag, TagEnd};

use crate::content::diagnostic::Position;
use crate::content::markdown::anchor::Anchors;
use crate::content::markdown::cjk::is_unspaced;
use crate::content::markdown::events::{Spanned, parse};
use crate::content::markdown::prepare::{Directive, Mark, Prepared, prepare};
use crate::content::markdown::tags;
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

/// Markup that Markdown reads as plain text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Unread {
    /// A link whose address holds a space.
    Link(String),
    /// A footnote mark without a footnote, by its label.
    Footnote(String),
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
    /// The level and place of every heading, the title included.
    pub levels: Vec<(u8, Position)>,
    /// Text that was meant to be more than text, and its place.
    pub unread: Vec<(Unread, Position)>,
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
        let position = || prepared.position(range.start);
        match event {
            Event::Start(Tag::Heading { level, id, .. }) => {
                let (text, end) = heading_text(&events, at);
                out.levels.push((*level as u8, position()));
                out.links.extend((at..end).flat_map(|at| links_at(&events, at, &prepared)));
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
            Event::Text(text) => {
                section.text.push_str(text);
                out.unread.extend(
                    unread(&prepared.text[range.clone()])
                        .map(|(kind, offset)| (kind, prepared.position(range.start + offset))),
                );
            }
            Event::Code(text) => {
                section.text.push_str(text);
                section.code.push_str(text);
                section.code.push('\n');
            }
            Event::SoftBreak | Event::HardBreak => section.text.push(' '),
            Event::End(end) if ends_block(*end) => section.text.push('\n'),
            Event::End(TagEnd::TableCell) => section.text.push(' '),
            Event::Start(Tag::Link { .. } | Tag::Image { .. }) | Event::InlineHtml(_) => {
                out.links.extend(links_at(&events, at, &prepared));
            }
            Event::Html(html) => match prepared.mark(html) {
                Some(Mark::Leaf(directive)) => out.directives.push(directive.clone()),
                Some(Mark::Open { title, .. } | Mark::Tab { label: title }) => {
                    section.text.push_str(title);
                    section.text.push('\n');
                }
                Some(_) => {}
                None => out.links.extend(links_at(&events, at, &prepared)),
            },
            _ => {}
        }
        at += 1;
    }
    out.sections.push(section);
    out.minutes = minutes(&out.sections);
    out
}

/// The link or picture that an event is; raw HTML may hold several.
fn links_at(events: &[Spanned<'_>], at: usize, prepared: &Prepared) -> Vec<Link> {
    let Some((event, range)) = events.get(at) else {
        return Vec::new();
    };
    let link = |offset: usize, target: String, bare_image: bool| {
        let position = prepared.position(range.start + offset);
        Link { target, position, bare_image }
    };
    match event {
        Event::Start(Tag::Link { dest_url, .. }) => vec![link(0, dest_url.to_string(), false)],
        Event::Start(Tag::Image { dest_url, .. }) => {
            let is_bare = matches!(events.get(at + 1), Some((Event::End(TagEnd::Image), _)));
            vec![link(0, dest_url.to_string(), is_bare)]
        }
        Event::Html(html) | Event::InlineHtml(html) => {
            tags::links(html).map(|(offset, target, is_bare)| link(offset, target, is_bare)).collect()
        }
        _ => Vec::new(),
    }
}

/// Markup in a text that is none to Markdown, and where it starts.
fn unread(text: &str) -> impl Iterator<Item = (Unread, usize)> {
    let links = text.match_indices("](").filter_map(|(at, _)| {
        let (address, _) = text[at + 2..].split_once(')')?;
        let is_address = ["http", "/", "./", "../", "#"].iter().any(|start| address.starts_with(start));
        let is_broken = is_address && address.trim().contains(char::is_whitespace);
        is_broken.then(|| (Unread::Link(address.to_owned()), text[..at].rfind('[').unwrap_or(at)))
    });
    let footnotes = text.match_indices("[^").filter_map(|(at, _)| {
        let (label, _) = text[at + 2..].split_once(']')?;
        let is_escaped = text[..at].ends_with('\\');
        let is_label = !is_escaped && !label.is_empty() && !label.contains(char::is_whitespace);
        is_label.then(|| (Unread::Footnote(label.to_owned()), at))
    });
    links.chain(footnotes)
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
    use super::{Unread, outline};
    use crate::content::diagnostic::Position;

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

    #[test]
    fn links_are_found_in_headings_and_raw_html_too() {
        let out = outline("## A [b](/c)\n\nx <a href=\"/d\">d</a>\n\n<img src=\"/e.png\">\n");
        let targets: Vec<(&str, bool)> =
            out.links.iter().map(|link| (link.target.as_str(), link.bare_image)).collect();
        assert_eq!(targets, [("/c", false), ("/d", false), ("/e.png", true)]);
        assert_eq!(out.links[1].position, Position { line: 3, column: 3 });
    }

    #[test]
    fn joiners_do_not_move_places() {
        let out = outline("**粗体。**后文[链](/a)\n");
        assert_eq!(out.links[0].position.column, 10);
    }

    #[test]
    fn what_was_meant_as_markup_is_told() {
        let out = outline("a [b](https://x y/) c[^d] e[^f] `[^g]`\n\n[^f]: note\n");
        let unread: Vec<_> = out.unread.into_iter().map(|(kind, at)| (kind, at.column)).collect();
        assert_eq!(
            unread,
            [(Unread::Link("https://x y/".to_owned()), 3), (Unread::Footnote("d".to_owned()), 22)]
        );
    }
}
