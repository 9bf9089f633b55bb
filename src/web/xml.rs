//! XML, written so that any text may stand in it.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

/// A document of one element with attributes and contents. Writing into memory does
/// not fail.
pub(super) fn document(
    name: &str,
    attributes: &[(&str, &str)],
    contents: impl FnOnce(&mut Writer<Vec<u8>>) -> io::Result<()>,
) -> io::Result<String> {
    let mut writer = Writer::new(Vec::new());
    writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
    writer.create_element(name).with_attributes(attributes.iter().copied()).write_inner_content(contents)?;
    String::from_utf8(writer.into_inner()).map_err(io::Error::other)
}

/// An element that holds a text.
pub(super) fn element<W: Write>(writer: &mut Writer<W>, name: &str, text: &str) -> io::Result<()> {
    writer.create_element(name).write_text_content(BytesText::new(&allowed(text)))?;
    Ok(())
}

/// A text without the characters that XML 1.0 has no way to write, not even escaped.
pub(super) fn allowed(text: &str) -> String {
    let is_allowed = |c: &char| {
        matches!(*c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
            && !matches!(*c, '\u{7f}'..='\u{9f}')
    };
    text.chars().filter(is_allowed).collect()
}

#[cfg(test)]
mod tests {
    use super::{allowed, document, element};

    #[test]
    fn any_text_may_stand_in_a_document() {
        let hostile = "</a> & \"'<![CDATA[ ]]> 深 \u{0}\u{b}\u{1f}\u{fffe}\u{10ffff}";
        let xml = document("a", &[("b", hostile)], |writer| element(writer, "c", hostile));
        let xml = xml.expect("a document");
        assert!(xml.starts_with("<?xml version=\"1.0\" encoding=\"UTF-8\"?><a b="), "{xml}");
        assert!(xml.contains("]]&gt;") && xml.matches("</a>").count() == 1, "{xml}");
        assert_eq!(allowed(hostile), "</a> & \"'<![CDATA[ ]]> 深 \u{10ffff}");
    }
}
