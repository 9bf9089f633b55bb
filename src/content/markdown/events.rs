//! Parsing, and what Chinese asks of the parsed text.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, Options, Parser, Tag, TextMergeWithOffset};

use crate::content::markdown::cjk::is_unspaced;
use crate::content::markdown::prepare::JOINER;

/// An event, and the bytes of the prepared text it comes from.
pub(super) type Spanned<'a> = (Event<'a>, Range<usize>);

/// What is read beyond CommonMark.
pub(super) const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_GFM)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_DEFINITION_LIST);

/// Parses prepared text. Joiners are gone from what comes out, and a line
/// break between Han characters is gone too, where Latin words get a space.
pub(super) fn parse(text: &str) -> Vec<Spanned<'_>> {
    let parser = Parser::new_ext(text, OPTIONS).into_offset_iter();
    let mut events: Vec<Spanned<'_>> =
        TextMergeWithOffset::new(parser).map(|(event, range)| (without_joiners(event), range)).collect();
    settle_breaks(&mut events);
    events
}

fn without_joiners(event: Event<'_>) -> Event<'_> {
    let strip = |text: CowStr<'_>| match text.contains(JOINER) {
        true => CowStr::from(text.replace(JOINER, "")),
        false => CowStr::from(text.into_string()),
    };
    match event {
        Event::Text(text) if text.contains(JOINER) => Event::Text(strip(text)),
        Event::Code(text) if text.contains(JOINER) => Event::Code(strip(text)),
        Event::Html(text) if text.contains(JOINER) => Event::Html(strip(text)),
        Event::InlineHtml(text) if text.contains(JOINER) => Event::InlineHtml(strip(text)),
        Event::InlineMath(text) if text.contains(JOINER) => Event::InlineMath(strip(text)),
        Event::DisplayMath(text) if text.contains(JOINER) => Event::DisplayMath(strip(text)),
        Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
            Event::Start(Tag::Link { link_type, dest_url: strip(dest_url), title: strip(title), id })
        }
        other => other,
    }
}

fn settle_breaks(events: &mut Vec<Spanned<'_>>) {
    let mut last: Option<char> = None;
    let mut drop = Vec::new();
    for at in 0..events.len() {
        match &events[at].0 {
            Event::Text(text) | Event::Code(text) => last = text.chars().last().or(last),
            Event::SoftBreak => {
                let next = events[at + 1..].iter().find_map(|(event, _)| match event {
                    Event::Text(text) | Event::Code(text) => text.chars().next(),
                    _ => None,
                });
                if last.is_some_and(is_unspaced) && next.is_some_and(is_unspaced) {
                    drop.push(at);
                }
            }
            Event::InlineMath(_) | Event::InlineHtml(_) => last = None,
            _ => {}
        }
    }
    let mut drop = drop.into_iter().peekable();
    let mut at = 0;
    events.retain(|_| {
        at += 1;
        drop.next_if_eq(&(at - 1)).is_none()
    });
}
