//! A page as Markdown for others to read: links lead somewhere from anywhere,
//! and what only this site draws is written out.

use std::fmt::Write;

use pulldown_cmark::{Event, LinkType, Tag};

use crate::content::markdown::events::parse;
use crate::content::markdown::prepare::{Directive, JOINER, Mark, prepare};

/// Rewrites a page's Markdown: `resolve` gives the address of a link as
/// written, `write_out` the Markdown of a directive.
pub fn portable(
    source: &str,
    resolve: &dyn Fn(&str) -> String,
    write_out: &mut dyn FnMut(&Directive) -> String,
) -> String {
    let prepared = prepare(source);
    let mut out = String::with_capacity(prepared.text.len());
    let mut done = 0;
    for (event, range) in parse(&prepared.text) {
        if range.start < done {
            continue;
        }
        let written = &prepared.text[range.clone()];
        let replaced = match &event {
            Event::Start(
                Tag::Link { link_type: LinkType::Inline, dest_url, .. }
                | Tag::Image { link_type: LinkType::Inline, dest_url, .. },
            ) => {
                // The label may hold a picture, whose address stands before ours.
                let target = format!("]({dest_url}");
                written.rfind(&target).map(|at| {
                    let start = range.start + at + "](".len();
                    (start..start + dest_url.len(), resolve(dest_url))
                })
            }
            Event::Html(html) => {
                prepared.mark(html).map(|mark| (range.clone(), written_out(mark, write_out)))
            }
            _ => None,
        };
        if let Some((place, text)) = replaced {
            out.push_str(&prepared.text[done..place.start]);
            out.push_str(&text);
            done = place.end;
        }
    }
    out.push_str(&prepared.text[done..]);
    out.replace(JOINER, "")
}

/// What stands for a line that this site draws.
fn written_out(mark: &Mark, write_out: &mut dyn FnMut(&Directive) -> String) -> String {
    let mut out = String::new();
    match mark {
        Mark::Open { title, kind } => {
            let title = if title.is_empty() { kind } else { title };
            writeln!(out, "**{title}**\n").ok();
        }
        Mark::Tab { label } => {
            writeln!(out, "**{label}**\n").ok();
        }
        Mark::Close { .. } => out.push('\n'),
        Mark::Leaf(directive) => {
            writeln!(out, "{}", write_out(directive).trim_end()).ok();
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::portable;

    fn rewritten(source: &str) -> String {
        portable(source, &|target| format!("/en{target}"), &mut |directive| format!("| {} |", directive.name))
    }

    #[test]
    fn links_are_resolved_where_they_stand() {
        assert_eq!(rewritten("See [a](/b#c) and `[x](/y)`.\n"), "See [a](/en/b#c) and `[x](/y)`.\n");
        assert_eq!(
            rewritten("- [![p](/p.png)](/q \"t\") ![r](/r)\n"),
            "- [![p](/p.png)](/en/q \"t\") ![r](/en/r)\n"
        );
        assert_eq!(rewritten("**粗体。**后文 [链](/甲)\n"), "**粗体。**后文 [链](/en/甲)\n");
    }

    #[test]
    fn what_only_this_site_draws_is_written_out() {
        let source =
            "A\n\n::: tip Title\nB\n:::\n\n::specs{series=\"x\"}\n\n```\n::specs{series=\"y\"}\n```\n";
        let out = rewritten(source);
        assert!(out.contains("**Title**") && out.contains("| specs |"), "{out}");
        assert!(out.contains("::specs{series=\"y\"}") && !out.contains("atlas:"), "{out}");
    }
}
