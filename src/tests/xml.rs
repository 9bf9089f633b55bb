//! XML read by a real parser, as a tree.

use std::collections::BTreeMap;

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// An element.
#[derive(Default, Debug)]
pub(crate) struct Element {
    /// Its name, with its prefix.
    pub(crate) name: String,
    pub(crate) attributes: BTreeMap<String, String>,
    /// Its own text.
    pub(crate) text: String,
    pub(crate) children: Vec<Element>,
}

impl Element {
    /// The document's element. Fails when the text is no XML.
    #[track_caller]
    pub(crate) fn read(xml: &str) -> Self {
        let mut reader = Reader::from_str(xml);
        let mut open = vec![Self::default()];
        loop {
            match reader.read_event().expect("well-formed XML") {
                Event::Start(start) => open.push(Self::of(&start)),
                Event::Empty(start) => last(&mut open).children.push(Self::of(&start)),
                Event::End(_) => {
                    let done = open.pop().expect("an open element");
                    last(&mut open).children.push(done);
                }
                Event::Text(text) => last(&mut open).text.push_str(&text),
                Event::GeneralRef(name) => {
                    let sign = quick_xml::escape::unescape(&format!("&{};", &*name))
                        .expect("a known sign")
                        .into_owned();
                    last(&mut open).text.push_str(&sign);
                }
                Event::Eof => break,
                _ => {}
            }
        }
        let mut root = open.pop().expect("the document");
        assert!(open.is_empty() && root.children.len() == 1, "one element holds all others");
        root.children.remove(0)
    }

    fn of(start: &BytesStart<'_>) -> Self {
        let attributes = start.attributes().map(|attribute| {
            let attribute = attribute.expect("an attribute");
            let value = attribute.normalized_value(XmlVersion::default()).expect("a value").into_owned();
            (attribute.key.0.to_owned(), value)
        });
        Self { name: start.name().0.to_owned(), attributes: attributes.collect(), ..Self::default() }
    }

    /// The children of a name.
    pub(crate) fn all<'a>(&'a self, name: &str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the one child of a name.
    #[track_caller]
    pub(crate) fn text_of(&self, name: &str) -> &str {
        let mut found = self.all(name);
        let text = found.next().map(|child| child.text.as_str());
        assert!(found.next().is_none(), "two {name} in {}", self.name);
        text.unwrap_or_else(|| panic!("no {name} in {}", self.name))
    }

    /// An attribute, empty when it is absent.
    pub(crate) fn attribute(&self, name: &str) -> &str {
        self.attributes.get(name).map_or("", String::as_str)
    }
}

fn last(open: &mut [Element]) -> &mut Element {
    open.last_mut().expect("an open element")
}
