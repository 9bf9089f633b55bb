//! The HTML of one page.

use std::collections::{HashMap, HashSet};

use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, Event, HeadingLevel, Tag, TagEnd, html};

use crate::content::markdown::anchor::Anchors;
use crate::content::markdown::container::{Containers, hint};
use crate::content::markdown::events::{Spanned, parse};
use crate::content::markdown::outline::heading_text;
use crate::content::markdown::prepare::{Directive, Mark, Prepared, prepare};
use crate::content::markdown::{Terms, code, math, sanitize};
use crate::html::escape;
use crate::locale::Locale;

/// A page's HTML, cut where directives stand.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Rendered {
    /// Filtered HTML.
    Html(String),
    /// A directive at the top level of the page.
    Directive(Directive),
}

/// Draws a page's Markdown. `resolve` turns the target of a link or picture
/// into its address on this site; `terms` are marked where they first stand.
pub fn render(
    source: &str,
    locale: Locale,
    terms: &Terms,
    resolve: &dyn Fn(&str) -> String,
) -> Vec<Rendered> {
    let prepared = prepare(source);
    let events = parse(&prepared.text);
    let mut writer = Writer {
        prepared: &prepared,
        locale,
        terms,
        terms_seen: HashSet::new(),
        unmarked: 0,
        resolve,
        anchors: Anchors::default(),
        containers: Containers::default(),
        footnotes: HashMap::new(),
        footnote_uses: HashMap::new(),
        title_seen: false,
        raw: false,
        depth: 0,
        out: Vec::new(),
        done: Vec::new(),
    };
    let mut at = 0;
    while at < events.len() {
        at = writer.event(&events, at);
    }
    writer.flush();
    writer.done
}

struct Writer<'a> {
    prepared: &'a Prepared,
    locale: Locale,
    terms: &'a Terms,
    /// Terms that were marked.
    terms_seen: HashSet<usize>,
    /// How deep we are in what terms are not marked in: headings, links, tables, notes.
    unmarked: usize,
    resolve: &'a dyn Fn(&str) -> String,
    anchors: Anchors,
    containers: Containers,
    footnotes: HashMap<String, usize>,
    /// How often each was pointed to so far.
    footnote_uses: HashMap<String, usize>,
    title_seen: bool,
    /// Whether the author wrote HTML since the last cut.
    raw: bool,
    /// How deep we are in containers and blocks; directives stand at 0.
    depth: usize,
    out: Vec<Event<'a>>,
    done: Vec<Rendered>,
}

impl<'a> Writer<'a> {
    /// Writes the event at a place and says where to go on.
    fn event(&mut self, events: &[Spanned<'a>], at: usize) -> usize {
        match &events[at].0 {
            Event::Start(tag) if is_unmarked(tag) && !self.is_title(tag) => self.unmarked += 1,
            Event::End(end) if ends_unmarked(*end) => self.unmarked = self.unmarked.saturating_sub(1),
            Event::Text(text) if self.unmarked == 0 => {
                if let Some(html) = self.terms.mark(text, &mut self.terms_seen) {
                    self.out.push(Event::InlineHtml(html.into()));
                    return at + 1;
                }
            }
            _ => {}
        }
        match &events[at].0 {
            Event::Start(tag) if self.is_title(tag) => {
                self.title_seen = true;
                return heading_text(events, at).1 + 1;
            }
            Event::Start(Tag::Heading { level, id, .. }) => {
                let text = heading_text(events, at).0;
                let anchor = escape(&self.anchors.for_heading(&text, id.as_deref()));
                self.html(format!("<{level} id=\"{anchor}\">"));
            }
            Event::End(TagEnd::Heading(level)) => self.end_heading(events, at, *level),
            Event::Start(Tag::CodeBlock(kind)) => return self.code_block(events, at, kind),
            Event::InlineMath(latex) => self.html(math::formula(latex, false)),
            Event::DisplayMath(latex) => self.html(math::formula(latex, true)),
            Event::Html(text) => self.block_html(text),
            Event::InlineHtml(text) if !text.starts_with("<!--") => {
                self.raw = true;
                self.out.push(Event::InlineHtml(text.clone()));
            }
            Event::InlineHtml(_) => {}
            Event::Start(Tag::Table(alignments)) => {
                self.html("<div class=\"table-box\" tabindex=\"0\">");
                self.out.push(Event::Start(Tag::Table(alignments.clone())));
            }
            Event::End(TagEnd::Table) => {
                self.out.push(Event::End(TagEnd::Table));
                self.html("</div>\n");
            }
            Event::Start(Tag::BlockQuote(Some(kind))) => {
                let name = match kind {
                    BlockQuoteKind::Note => "note",
                    BlockQuoteKind::Tip => "tip",
                    BlockQuoteKind::Important => "important",
                    BlockQuoteKind::Warning => "warning",
                    BlockQuoteKind::Caution => "caution",
                };
                self.depth += 1;
                let opening = self.containers.open(name, "", self.locale);
                self.html(opening);
                debug_assert!(hint(name).is_some());
            }
            Event::End(TagEnd::BlockQuote(Some(_))) => {
                self.depth -= 1;
                self.html("</div>\n");
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = self.address(dest_url).into();
                self.out.push(Event::Start(Tag::Link {
                    link_type: *link_type,
                    dest_url,
                    title: title.clone(),
                    id: id.clone(),
                }));
            }
            Event::Start(Tag::Image { .. }) => return self.image(events, at),
            Event::FootnoteReference(name) => {
                let number = self.footnote(name);
                let uses = self.footnote_uses.entry(name.to_string()).or_default();
                *uses += 1;
                // The first mark is where "back" leads.
                let again = if *uses == 1 { String::new() } else { format!("-{uses}") };
                let name = escape(name);
                self.html(format!(
                    "<sup class=\"footnote\"><a href=\"#fn-{name}\" id=\"fnref-{name}{again}\">{number}</a></sup>"
                ));
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let number = self.footnote(name);
                let back = self.locale.pick("返回正文", "Back to text");
                let name = escape(name);
                self.html(format!(
                    "<div class=\"footnote-text\" id=\"fn-{name}\"><a href=\"#fnref-{name}\" aria-label=\"{back} {number}\">{number}</a><div>"
                ));
            }
            Event::End(TagEnd::FootnoteDefinition) => self.html("</div></div>\n"),
            Event::TaskListMarker(done) => {
                let label = if *done {
                    self.locale.pick("已完成", "done")
                } else {
                    self.locale.pick("未完成", "to do")
                };
                let checked = if *done { " checked" } else { "" };
                self.html(format!("<input type=\"checkbox\" disabled{checked} aria-label=\"{label}\"> "));
            }
            event => {
                match event {
                    Event::Start(Tag::List(_) | Tag::BlockQuote(_)) => self.depth += 1,
                    Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => self.depth -= 1,
                    _ => {}
                }
                self.out.push(event.clone());
            }
        }
        at + 1
    }

    /// Whether a heading is the page's title, which the frame draws.
    fn is_title(&self, tag: &Tag<'_>) -> bool {
        !self.title_seen && matches!(tag, Tag::Heading { level: HeadingLevel::H1, .. })
    }

    fn html(&mut self, html: impl Into<String>) {
        self.out.push(Event::Html(html.into().into()));
    }

    fn end_heading(&mut self, events: &[Spanned<'a>], at: usize, level: HeadingLevel) {
        let opened = self.out.iter().rev().find_map(|event| match event {
            Event::Html(html) => html.split_once("id=\"")?.1.strip_suffix("\">"),
            _ => None,
        });
        let start =
            events[..at].iter().rposition(|(event, _)| matches!(event, Event::Start(Tag::Heading { .. })));
        let text = start.map(|start| heading_text(events, start).0).unwrap_or_default();
        let label = self.locale.pick("本节链接：", "Link to section: ");
        let anchor = opened.unwrap_or_default().to_owned();
        self.html(format!(
            " <a class=\"anchor\" href=\"#{anchor}\" aria-label=\"{label}{}\">#</a></{level}>\n",
            escape(&text)
        ));
    }

    fn code_block(&mut self, events: &[Spanned<'a>], at: usize, kind: &CodeBlockKind<'_>) -> usize {
        let info = match kind {
            CodeBlockKind::Fenced(info) => info.to_string(),
            CodeBlockKind::Indented => String::new(),
        };
        let mut source = String::new();
        let mut at = at + 1;
        while let Some((event, _)) = events.get(at) {
            match event {
                Event::Text(text) => source.push_str(text),
                Event::End(TagEnd::CodeBlock) => break,
                _ => {}
            }
            at += 1;
        }
        self.html(code::block(&info, &source, self.locale));
        at + 1
    }

    /// A picture, its text kept plain; pictures load when they come near.
    fn image(&mut self, events: &[Spanned<'a>], at: usize) -> usize {
        let Event::Start(Tag::Image { dest_url, title, .. }) = &events[at].0 else {
            return at + 1;
        };
        let mut text = String::new();
        let mut end = at + 1;
        while let Some((event, _)) = events.get(end) {
            match event {
                Event::Text(part) | Event::Code(part) => text.push_str(part),
                Event::End(TagEnd::Image) => break,
                _ => {}
            }
            end += 1;
        }
        let title = if title.is_empty() { String::new() } else { format!(" title=\"{}\"", escape(title)) };
        self.out.push(Event::InlineHtml(
            format!(
                "<img src=\"{}\" alt=\"{}\"{title} loading=\"lazy\">",
                escape(&self.address(dest_url)),
                escape(&text)
            )
            .into(),
        ));
        end + 1
    }

    fn block_html(&mut self, text: &str) {
        match self.prepared.mark(text) {
            Some(Mark::Open { kind, title }) => {
                self.depth += 1;
                let html = self.containers.open(kind, title, self.locale);
                self.html(html);
            }
            Some(Mark::Tab { label }) => {
                let html = self.containers.tab(label);
                self.html(html);
            }
            Some(Mark::Close { kind }) => {
                self.depth = self.depth.saturating_sub(1);
                let html = self.containers.close(kind);
                self.html(html);
            }
            Some(Mark::Leaf(directive)) if self.depth == 0 => {
                self.flush();
                self.done.push(Rendered::Directive(directive.clone()));
            }
            // `check` reports a directive that stands too deep.
            Some(Mark::Leaf(_)) => {}
            None if text.trim_start().starts_with("<!--") => {}
            None => {
                self.raw = true;
                self.html(text);
            }
        }
    }

    /// Where a link leads; nowhere if its scheme is not allowed.
    fn address(&self, target: &str) -> String {
        if sanitize::is_safe(target) { (self.resolve)(target) } else { "#".to_owned() }
    }

    fn footnote(&mut self, name: &str) -> usize {
        let next = self.footnotes.len() + 1;
        *self.footnotes.entry(name.to_owned()).or_insert(next)
    }

    fn flush(&mut self) {
        let mut html = String::new();
        html::push_html(&mut html, self.out.drain(..));
        // Inline styles are against our content security policy.
        for side in ["left", "center", "right"] {
            html = html.replace(&format!(" style=\"text-align: {side}\""), &format!(" class=\"{side}\""));
            html = html.replace(&format!("<th class=\"{side}\"></th>"), "<td></td>");
        }
        // A heading cell that says nothing heads nothing.
        html = html.replace("<th></th>", "<td></td>");
        if std::mem::take(&mut self.raw) {
            html = sanitize::clean(&html);
        }
        if !html.trim().is_empty() {
            self.done.push(Rendered::Html(html));
        }
    }
}

/// Whether terms stay plain inside.
fn is_unmarked(tag: &Tag<'_>) -> bool {
    matches!(tag, Tag::Heading { .. } | Tag::Link { .. } | Tag::Table(_) | Tag::FootnoteDefinition(_))
}

fn ends_unmarked(end: TagEnd) -> bool {
    matches!(end, TagEnd::Heading(_) | TagEnd::Link | TagEnd::Table | TagEnd::FootnoteDefinition)
}

#[cfg(test)]
mod tests {
    use super::{Rendered, Terms, render};
    use crate::locale::Locale;

    fn html(source: &str) -> String {
        let blocks = render(source, Locale::Zh, &Terms::default(), &|target| target.to_owned());
        let texts = blocks.into_iter().map(|block| match block {
            Rendered::Html(html) => html,
            Rendered::Directive(directive) => format!("[{}]", directive.name),
        });
        texts.collect()
    }

    #[test]
    fn bold_closes_beside_chinese_punctuation() {
        assert_eq!(html("**粗体。**后文"), "<p><strong>粗体。</strong>后文</p>\n");
        assert_eq!(html("前文**“引用”**后文"), "<p>前文<strong>“引用”</strong>后文</p>\n");
        assert_eq!(html("用**`code`**写"), "<p>用<strong><code>code</code></strong>写</p>\n");
        assert_eq!(html("**甲。**乙**丙。**丁"), "<p><strong>甲。</strong>乙<strong>丙。</strong>丁</p>\n");
        assert_eq!(html("**MLA (注意力)**：省"), "<p><strong>MLA (注意力)</strong>：省</p>\n");
        assert_eq!(html("2 ** 3 与 a*b"), "<p>2 ** 3 与 a*b</p>\n");
    }

    #[test]
    fn a_line_break_between_han_makes_no_space() {
        assert_eq!(html("中文\n换行"), "<p>中文换行</p>\n");
        assert_eq!(html("Latin\nwords"), "<p>Latin\nwords</p>\n");
    }

    #[test]
    fn containers_nest_and_tabs_need_no_script() {
        let out = html(":::: tabs\n@tab Python\n\n::: tip\n甲\n:::\n\n@tab curl\n乙\n::::\n");
        assert_eq!(out.matches("type=\"radio\"").count(), 2, "{out}");
        assert_eq!(out.matches("<div").count(), out.matches("</div>").count(), "{out}");
        assert!(out.contains("class=\"hint tip\""), "{out}");
    }

    #[test]
    fn a_directive_cuts_the_page_at_the_top_level_only() {
        assert_eq!(html("前\n\n::specs{}\n\n后"), "<p>前</p>\n[specs]<p>后</p>\n");
        assert!(!html("::: tip\n::specs{}\n:::").contains("[specs]"));
    }

    #[test]
    fn raw_html_is_filtered_and_foreign_schemes_lead_nowhere() {
        let out = html("<script>x</script>\n\n[a](javascript:alert(1)) <b>ok</b> <img src=x onerror=y>");
        assert!(!out.contains("script") && !out.contains("onerror"), "{out}");
        assert!(out.contains("<b>ok</b>"), "{out}");
    }

    #[test]
    fn headings_carry_anchors_and_the_title_is_left_to_the_frame() {
        let out = html("# 题\n\n## 公司简介\n");
        assert!(!out.contains("题<"), "{out}");
        assert!(out.contains("<h2 id=\"公司简介\">公司简介 <a class=\"anchor\" href=\"#公司简介\""), "{out}");
    }

    #[test]
    fn footnotes_tasks_alerts_and_formulas_are_drawn() {
        let out = html("文[^a]\n\n[^a]: 注\n\n- [x] 做\n\n> [!WARNING]\n> 小心\n\n$x^2$");
        for part in ["href=\"#fn-a\"", "id=\"fn-a\"", "type=\"checkbox\"", "hint warning", "<math"] {
            assert!(out.contains(part), "{part} in {out}");
        }
    }
}
