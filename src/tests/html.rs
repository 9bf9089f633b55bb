//! Just enough reading of our own HTML: it is regular, because one renderer
//! writes it.

/// The text between two marks, the first time they stand in a text.
pub(crate) fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(found, _)| found)
}

/// The text between two marks, every time they stand in a text.
pub(crate) fn all_between<'a>(text: &'a str, start: &str, end: &str) -> Vec<&'a str> {
    text.split(start).skip(1).filter_map(|rest| rest.split_once(end).map(|(found, _)| found)).collect()
}

/// An attribute of the element that a text begins in, or of its first that
/// has it.
pub(crate) fn attribute(text: &str, name: &str) -> Option<String> {
    between(text, &format!(" {name}=\""), "\"").map(unescape)
}

/// Text as a reader sees it: no tags, no comments, entities undone.
pub(crate) fn text_of(html: &str) -> String {
    let mut out = String::new();
    let mut rest = html;
    while let Some((before, after)) = rest.split_once('<') {
        out.push_str(before);
        rest = after.split_once('>').map_or("", |(_, rest)| rest);
    }
    out.push_str(rest);
    unescape(&out)
}

fn unescape(text: &str) -> String {
    let pairs =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&amp;", "&")];
    pairs.iter().fold(text.to_owned(), |text, (entity, sign)| text.replace(entity, sign))
}

/// A table of a page, with what its element tells the browser.
pub(crate) struct Island {
    /// Where its rows are fetched.
    pub(crate) source: String,
    /// What heads its parameters.
    pub(crate) prefix: String,
    /// Rows on a page of it.
    pub(crate) page_size: usize,
    /// The path of the page it stands on.
    pub(crate) path: String,
    /// Its HTML.
    pub(crate) html: String,
}

/// The tables of a page, in order.
pub(crate) fn islands(page: &str) -> Vec<Island> {
    let island = |html: &str| Island {
        source: attribute(html, "data-source").expect("a source"),
        prefix: attribute(html, "data-prefix").expect("a prefix"),
        page_size: attribute(html, "data-rows").and_then(|rows| rows.parse().ok()).expect("a number of rows"),
        path: attribute(html, "data-path").expect("a path"),
        html: html.to_owned(),
    };
    page.split("<div data-island").skip(1).map(island).collect()
}

/// A cell as it is drawn: its text, and where its source mark leads.
pub(crate) type DrawnCell = (String, Option<String>);

impl Island {
    /// The rows as they are drawn; none when the table says that it is empty.
    pub(crate) fn rows(&self) -> Vec<Vec<DrawnCell>> {
        let table = self.html.split("</table>").next().unwrap_or_default();
        let bodies = all_between(table, "<tbody>", "</tbody>");
        let body = bodies.concat();
        if body.contains("class=\"empty\"") {
            return Vec::new();
        }
        all_between(&body, "<tr>", "</tr>").into_iter().map(cells).collect()
    }
}

fn cells(row: &str) -> Vec<DrawnCell> {
    let row = row.replace("</th>", "</td>");
    let cell = |html: &str| {
        let mark = html.split("<a class=\"source").nth(1).unwrap_or_default();
        // The sign beside a value is not part of it.
        let said = html.split("<i aria-hidden").next().unwrap_or_default();
        (text_of(said), attribute(mark, "href"))
    };
    row.split("</td>").filter(|html| !html.is_empty()).map(cell).collect()
}

#[cfg(test)]
mod tests {
    use super::{Island, attribute, islands, text_of};

    #[test]
    fn text_is_read_without_tags_and_entities() {
        assert_eq!(text_of("<p>a &amp; <!>b<br>&lt;c&gt;</p>"), "a & b<c>");
        assert_eq!(attribute("<a href=\"/x?a=1&amp;b=2\">", "href").as_deref(), Some("/x?a=1&b=2"));
    }

    #[test]
    fn tables_are_read_cell_by_cell() {
        let page = "<div data-island data-source=\"/d\" data-prefix=\"p.\" data-rows=\"5\" data-path=\"/q\">\
            <tbody><tr><th scope=\"row\">a</th><td><a class=\"source value stale\" href=\"/m#s\">1<i aria-hidden>◷</i></a></td></tr></tbody>";
        let found: Vec<Island> = islands(page);
        assert_eq!(found[0].rows(), [[("a".to_owned(), None), ("1".to_owned(), Some("/m#s".to_owned()))]]);
    }
}
