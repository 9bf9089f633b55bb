//! A careful JavaScript minifier: it drops comments and white space, nothing
//! else, and proves it by reading its own output back.
//!
//! 1. [`read`] cuts the source into tokens, each with the gap before it.
//! 2. [`print`] writes them with the narrowest gap that cannot change what
//!    they mean: a line break stays wherever a semicolon could be implied.
//! 3. [`minify`] reads the result again and compares token by token.
//!
//! Deliberately absent: renaming of variables and rewriting of statements.
//! They would win about half a kilobyte and need a real parser.

use std::borrow::Cow;

use anyhow::{Result, bail, ensure};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A name, keyword or number.
    Word,
    /// A string or a whole template, copied as it is.
    Text,
    Regex,
    /// One character, or `++` or `--`.
    Sign,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    Nothing,
    Space,
    Line,
}

#[derive(Debug, Clone)]
pub(crate) struct Token<'a> {
    pub(crate) text: Cow<'a, str>,
    kind: Kind,
    gap: Gap,
}

/// Minifies a module; an error names the line that could not be read safely.
pub(crate) fn minify(source: &str) -> Result<String> {
    print(&read(source)?)
}

/// Writes tokens with the fewest bytes between them.
pub(crate) fn print(tokens: &[Token]) -> Result<String> {
    let mut out = String::new();
    for (index, token) in tokens.iter().enumerate() {
        if let Some(before) = index.checked_sub(1).and_then(|i| tokens.get(i)) {
            match token.gap {
                Gap::Line if line_matters(before, token) => out.push('\n'),
                Gap::Space | Gap::Line if would_merge(before, token) => out.push(' '),
                _ => {}
            }
        }
        out.push_str(&token.text);
    }
    out.push('\n');
    let again = read(&out)?;
    ensure!(
        again.iter().map(|t| &t.text).eq(tokens.iter().map(|t| &t.text)),
        "minifying changed the script; please report which construct did it"
    );
    Ok(out)
}

/// Whether a semicolon might be implied at the line break between the two.
fn line_matters(before: &Token, after: &Token) -> bool {
    let ends_open = before.kind == Kind::Sign
        && matches!(
            &*before.text,
            "{" | "("
                | "["
                | ","
                | ";"
                | ":"
                | "?"
                | "="
                | "&"
                | "|"
                | "<"
                | ">"
                | "!"
                | "~"
                | "%"
                | "^"
                | "."
        );
    let starts_closed = after.kind == Kind::Sign
        && matches!(
            &*after.text,
            "}" | ")" | "]" | "," | ";" | ":" | "?" | "=" | "&" | "|" | "%" | "^" | "."
        );
    !ends_open && !starts_closed
}

/// Whether the two would read as something else with nothing between them.
fn would_merge(before: &Token, after: &Token) -> bool {
    let numeric = before.text.starts_with(|c: char| c.is_ascii_digit());
    match (before.kind, after.kind) {
        (Kind::Word | Kind::Regex, Kind::Word) => true,
        (Kind::Word, Kind::Sign) => numeric && after.text == "." || after.text == "#",
        (Kind::Sign, Kind::Sign | Kind::Regex) => {
            let (Some(last), Some(first)) = (before.text.chars().last(), after.text.chars().next()) else {
                return false;
            };
            last == first && matches!(last, '+' | '-' | '/') || last == '/' && first == '*'
        }
        // `.5` after a sign is read as a sign and a word, and stays so.
        _ => false,
    }
}

/// Cuts a script into tokens.
pub(crate) fn read(source: &str) -> Result<Vec<Token<'_>>> {
    let mut reader = Reader { source, at: 0 };
    let tokens = reader.tokens(false)?;
    Ok(tokens)
}

struct Reader<'a> {
    source: &'a str,
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads to the end, or to the `}` that closes a template's `${`.
    fn tokens(&mut self, in_template: bool) -> Result<Vec<Token<'a>>> {
        let mut tokens: Vec<Token<'a>> = Vec::new();
        let mut open: Vec<u8> = Vec::new();
        loop {
            let gap = self.gap()?;
            let start = self.at;
            let Some(byte) = self.peek(0) else { break };
            let kind = match byte {
                b'"' | b'\'' => self.string(byte)?,
                b'`' => self.template()?,
                b'/' if self.regex_may_start(&tokens)? => self.regex()?,
                _ if is_word(byte) => self.word(),
                b'+' | b'-' if self.peek(1) == Some(byte) => {
                    self.at += 2;
                    Kind::Sign
                }
                b'}' if in_template && open.is_empty() => return Ok(tokens),
                _ => {
                    self.bracket(&mut open, byte)?;
                    self.at += 1;
                    Kind::Sign
                }
            };
            let text = Cow::Borrowed(&self.source[start..self.at]);
            tokens.push(Token { text, kind, gap });
        }
        ensure!(open.is_empty() && !in_template, "a bracket is still open at the end of the script");
        Ok(tokens)
    }

    fn peek(&self, ahead: usize) -> Option<u8> {
        self.source.as_bytes().get(self.at + ahead).copied()
    }

    fn line(&self) -> usize {
        self.source[..self.at].matches('\n').count() + 1
    }

    fn bracket(&self, open: &mut Vec<u8>, byte: u8) -> Result<()> {
        let wanted = match byte {
            b'(' | b'[' | b'{' => {
                open.push(byte);
                return Ok(());
            }
            b')' => b'(',
            b']' => b'[',
            b'}' => b'{',
            _ => return Ok(()),
        };
        ensure!(open.pop() == Some(wanted), "line {}: `{}` closes nothing", self.line(), char::from(byte));
        Ok(())
    }

    /// Skips white space and comments.
    fn gap(&mut self) -> Result<Gap> {
        let mut gap = Gap::Nothing;
        loop {
            let rest = &self.source[self.at..];
            let (skipped, seen) = if rest.starts_with("//") {
                (rest.find('\n').unwrap_or(rest.len()), Gap::Space)
            } else if rest.starts_with("/*") {
                let Some(end) = rest.find("*/") else {
                    bail!("line {}: a comment has no end", self.line());
                };
                let lines = rest[..end].contains('\n');
                (end + 2, if lines { Gap::Line } else { Gap::Space })
            } else {
                match self.peek(0) {
                    Some(b'\n' | b'\r') => (1, Gap::Line),
                    Some(b' ' | b'\t') => (1, Gap::Space),
                    _ => return Ok(gap),
                }
            };
            self.at += skipped;
            gap = gap.max(seen);
        }
    }

    fn word(&mut self) -> Kind {
        while self.peek(0).is_some_and(is_word) {
            self.at += 1;
        }
        Kind::Word
    }

    fn string(&mut self, quote: u8) -> Result<Kind> {
        let line = self.line();
        self.at += 1;
        loop {
            match self.peek(0) {
                Some(b'\\') => self.at += 2,
                Some(b) if b == quote => break,
                Some(b'\n') | None => bail!("line {line}: a string has no end"),
                Some(_) => self.at += 1,
            }
        }
        self.at += 1;
        Ok(Kind::Text)
    }

    fn template(&mut self) -> Result<Kind> {
        let line = self.line();
        self.at += 1;
        loop {
            match self.peek(0) {
                Some(b'\\') => self.at += 2,
                Some(b'`') => break,
                Some(b'$') if self.peek(1) == Some(b'{') => {
                    self.at += 2;
                    self.tokens(true)?;
                    self.at += 1;
                }
                Some(_) => self.at += 1,
                None => bail!("line {line}: a template has no end"),
            }
        }
        self.at += 1;
        Ok(Kind::Text)
    }

    fn regex(&mut self) -> Result<Kind> {
        let line = self.line();
        self.at += 1;
        let mut in_class = false;
        loop {
            match self.peek(0) {
                Some(b'\\') => self.at += 1,
                Some(b'[') => in_class = true,
                Some(b']') => in_class = false,
                Some(b'/') if !in_class => break,
                Some(b'\n') | None => bail!("line {line}: a regular expression has no end"),
                Some(_) => {}
            }
            self.at += 1;
        }
        self.at += 1;
        self.word();
        Ok(Kind::Regex)
    }

    /// Tells a regular expression from a division by what stands before it.
    fn regex_may_start(&self, tokens: &[Token]) -> Result<bool> {
        let Some(before) = tokens.last() else {
            return Ok(true);
        };
        Ok(match before.kind {
            Kind::Text | Kind::Regex => false,
            Kind::Word => matches!(
                &*before.text,
                "return"
                    | "typeof"
                    | "case"
                    | "in"
                    | "of"
                    | "delete"
                    | "void"
                    | "throw"
                    | "new"
                    | "do"
                    | "else"
                    | "instanceof"
                    | "yield"
                    | "await"
            ),
            Kind::Sign => match &*before.text {
                "++" | "--" | ")" | "]" => false,
                "}" => bail!(
                    "line {}: cannot tell whether `/` after `}}` divides or starts a regular \
                     expression; name the value first",
                    self.line()
                ),
                _ => true,
            },
        })
    }
}

fn is_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'\\') || byte >= 0x80
}

#[cfg(test)]
mod tests {
    use super::minify;

    fn check(source: &str, expected: &str) {
        let got = minify(source).expect("the script is readable");
        assert_eq!(got.trim_end(), expected);
    }

    #[test]
    fn comments_and_indentation_go() {
        check("/** doc */\nfunction f ( a ) {\n  // why\n  return a + 1;\n}\n", "function f(a){return a+1;}");
    }

    #[test]
    fn a_line_break_that_may_imply_a_semicolon_stays() {
        check("let a = b\nlet c = d\n(e)", "let a=b\nlet c=d\n(e)");
        check("const f = () => {\n}\n[1].map(f)", "const f=()=>{}\n[1].map(f)");
        check("return\nx", "return\nx");
        check("a\n++b", "a\n++b");
        check("class A { get\n*b() {} }", "class A{get\n*b(){}}");
    }

    #[test]
    fn a_comment_across_lines_counts_as_a_line_break() {
        check("a /* one\n two */ b", "a\nb");
    }

    #[test]
    fn a_chain_of_calls_becomes_one_line() {
        check("fetch(u)\n  .then(f)\n  ?.then(g);", "fetch(u).then(f)?.then(g);");
    }

    #[test]
    fn signs_that_would_merge_keep_their_space() {
        check("a + +b - -c - --d", "a+ +b- -c- --d");
        check("a++ + b", "a++ +b");
        check("1 .toString()", "1 .toString()");
        check("a / /b/.exec(c)", "a/ /b/.exec(c)");
    }

    #[test]
    fn strings_templates_and_regular_expressions_are_copied() {
        check("x = 'a  // b' + \"\\\"  c\"", "x='a  // b'+\"\\\"  c\"");
        check("x = `a  ${ b ? `}  ${c}` : '}' }  // d`;", "x=`a  ${ b ? `}  ${c}` : '}' }  // d`;");
        check("x = /[/\"]  \\/ '/g in y", "x=/[/\"]  \\/ '/g in y");
        check("x = a / b / c; // '", "x=a/b/c;");
        check("文字 = '模型  图鉴'", "文字='模型  图鉴'");
    }

    #[test]
    fn words_keep_one_space() {
        check(
            "export   default async function  f() { await  g }",
            "export default async function f(){await g}",
        );
        check("#x in o", "#x in o");
        check("return #x in o", "return #x in o");
    }

    #[test]
    fn what_cannot_be_read_safely_is_an_error_with_its_line() {
        for (source, part) in [
            ("a\n'b", "line 2: a string"),
            ("f(\n]", "line 2: `]` closes nothing"),
            ("{}\n/x/.test(y)", "line 2: cannot tell"),
            ("/* x", "line 1: a comment"),
            ("`${a`", "a template"),
            ("f(", "still open"),
        ] {
            let error = minify(source).expect_err(source).to_string();
            assert!(error.contains(part), "{source}: {error}");
        }
    }
}
