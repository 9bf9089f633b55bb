//! Code blocks, highlighted on the server by a few short classes.

use std::sync::LazyLock;

use syntect::parsing::{ParseState, Scope, ScopeStack, ScopeStackOp, SyntaxReference, SyntaxSet};

use crate::html::escape;
use crate::locale::Locale;

/// Blocks above this many bytes stay plain: highlighting is slow, and such a
/// block is data, not something to read.
const LONGEST: usize = 64 * 1024;

static SYNTAXES: LazyLock<SyntaxSet> = LazyLock::new(two_face::syntax::extra_newlines);

/// Scopes and the class they get, the most telling first.
static CLASSES: LazyLock<Vec<(Scope, &str)>> = LazyLock::new(|| {
    let table = [
        ("comment", "c"),
        ("punctuation.definition.comment", "c"),
        ("string", "s"),
        ("constant.numeric", "n"),
        ("constant.language", "n"),
        ("constant.character", "n"),
        ("storage.type.function", "k"),
        ("keyword.operator", ""),
        ("keyword", "k"),
        ("storage", "k"),
        ("entity.name.function", "f"),
        ("support.function", "f"),
        ("variable.function", "f"),
        ("entity.name", "t"),
        ("support.type", "t"),
        ("support.class", "t"),
        ("entity.other.attribute-name", "a"),
        ("variable.parameter", "a"),
        ("meta.mapping.key", "a"),
        ("markup.deleted", "c"),
        ("markup.inserted", "s"),
    ];
    table.iter().filter_map(|(name, class)| Some((Scope::new(name).ok()?, *class))).collect()
});

/// A whole code block: label, copy button, lines.
///
/// `info` is what stands behind the fence: a language, VuePress' `{1,3}` line
/// marks (not drawn) and `title="file.py"`.
pub(super) fn block(info: &str, source: &str, locale: Locale) -> String {
    let language = info.split([' ', '{', ',', ':']).next().unwrap_or_default();
    let title =
        info.split_once("title=\"").and_then(|(_, rest)| rest.split_once('"')).map(|(title, _)| title);
    let label = title.unwrap_or(language);
    let copy = locale.pick("复制", "Copy");
    let region = locale.pick("代码", "Code");
    format!(
        "<figure class=\"code\"><figcaption><span>{}</span><button type=\"button\" data-copy hidden>{copy}</button></figcaption><pre tabindex=\"0\" role=\"region\" aria-label=\"{region} {}\"><code>{}</code></pre></figure>\n",
        escape(label),
        escape(label),
        highlight(language, source)
    )
}

fn highlight(language: &str, source: &str) -> String {
    match syntax(language).filter(|_| source.len() <= LONGEST) {
        Some(syntax) => classes(syntax, source).unwrap_or_else(|| escape(source)),
        None => escape(source),
    }
}

fn syntax(language: &str) -> Option<&'static SyntaxReference> {
    let name = match language.to_ascii_lowercase().as_str() {
        "" | "text" | "txt" | "plain" => return None,
        "shell" | "console" | "shellsession" | "zsh" => "bash".to_owned(),
        "jsonc" | "json5" => "json".to_owned(),
        "vue" => "html".to_owned(),
        "node" | "mjs" => "js".to_owned(),
        other => other.to_owned(),
    };
    SYNTAXES.find_syntax_by_token(&name)
}

/// Wraps runs of one class; `None` if the grammar fails on the text.
fn classes(syntax: &SyntaxReference, source: &str) -> Option<String> {
    let mut state = ParseState::new(syntax);
    let mut stack = ScopeStack::new();
    let mut out = String::with_capacity(source.len() * 2);
    let mut run = Run { class: "", text: String::new() };
    for line in source.split_inclusive('\n') {
        let mut at = 0;
        for (place, op) in state.parse_line(line, &SYNTAXES).ok()? {
            run.add(class(&stack), &line[at..place], &mut out);
            at = place;
            if !matches!(op, ScopeStackOp::Noop) {
                stack.apply(&op).ok()?;
            }
        }
        run.add(class(&stack), &line[at..], &mut out);
    }
    run.flush(&mut out);
    Some(out)
}

/// Neighbouring text of one class.
struct Run {
    class: &'static str,
    text: String,
}

impl Run {
    fn add(&mut self, class: &'static str, text: &str, out: &mut String) {
        let same = class == self.class || text.trim().is_empty();
        if !same && !text.is_empty() {
            self.flush(out);
            self.class = class;
        }
        self.text.push_str(text);
    }

    fn flush(&mut self, out: &mut String) {
        let text = escape(&std::mem::take(&mut self.text));
        match self.class {
            "" => out.push_str(&text),
            class => out.push_str(&format!("<i class=\"{class}\">{text}</i>")),
        }
    }
}

/// The class of the innermost scope that has one.
fn class(stack: &ScopeStack) -> &'static str {
    let known = |scope: &Scope| {
        CLASSES.iter().find(|(prefix, _)| prefix.is_prefix_of(*scope)).map(|(_, class)| *class)
    };
    stack.as_slice().iter().rev().find_map(known).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::block;
    use crate::locale::Locale;

    #[test]
    fn code_is_classed_and_escaped() {
        let html = block("python title=\"a<b.py\"", "def f(x):\n    return \"<1>\"  # 注释\n", Locale::Zh);
        assert!(html.contains("<i class=\"k\">def"), "{html}");
        assert!(html.contains("&lt;1&gt;"), "{html}");
        assert!(html.contains("<span>a&lt;b.py</span>"), "{html}");
        assert!(html.contains("注释"), "{html}");
    }

    #[test]
    fn an_unknown_language_stays_plain() {
        assert!(block("nonsense", "a < b", Locale::En).contains("<code>a &lt; b</code>"));
    }
}
