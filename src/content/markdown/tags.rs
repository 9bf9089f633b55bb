//! Links and pictures written as raw HTML.

/// The `<a href>` and `<img>` tags of a piece of HTML: where each starts, where
/// it leads, and whether it is a picture without alternative text.
pub(super) fn links(html: &str) -> impl Iterator<Item = (usize, String, bool)> {
    html.match_indices('<').filter_map(|(at, _)| {
        let tag = html[at + 1..].split('>').next()?;
        let (name, attributes) = tag.split_once(char::is_whitespace).unwrap_or((tag, ""));
        match name.to_ascii_lowercase().as_str() {
            "a" => Some((at, attribute(attributes, "href")?, false)),
            "img" => {
                let is_bare = attribute(attributes, "alt").is_none();
                Some((at, attribute(attributes, "src").unwrap_or_default(), is_bare))
            }
            _ => None,
        }
    })
}

/// The value of an attribute; empty when it has none.
fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes.trim_start();
    while !rest.is_empty() {
        let end = rest.find(|c: char| c == '=' || c.is_whitespace()).unwrap_or(rest.len());
        let (key, after) = rest.split_at(end);
        let (value, next) = match after.trim_start().strip_prefix('=') {
            None => ("", after),
            Some(after) => value(after.trim_start()),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value.replace("&amp;", "&"));
        }
        rest = next.trim_start();
    }
    None
}

/// The value a text begins with, and what follows it.
fn value(text: &str) -> (&str, &str) {
    match text.chars().next() {
        Some(quote @ ('"' | '\'')) => text[1..].split_once(quote).unwrap_or((&text[1..], "")),
        _ => text.split_once(char::is_whitespace).unwrap_or((text, "")),
    }
}

#[cfg(test)]
mod tests {
    use super::links;

    #[test]
    fn attributes_are_read_however_they_are_quoted() {
        let html =
            "<a class=x href='/a?b=1&amp;c'>A</a> <IMG alt src=/b.png> <img src=\"/c d.png\" /><abbr><a>";
        let found: Vec<_> = links(html).collect();
        assert_eq!(found[0], (0, "/a?b=1&c".to_owned(), false));
        assert_eq!((found[1].1.as_str(), found[1].2), ("/b.png", false));
        assert_eq!((found[2].1.as_str(), found[2].2), ("/c d.png", true));
        assert_eq!(found.len(), 3);
    }
}
