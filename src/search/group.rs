//! Folds sections into pages.

use std::collections::HashMap;

use super::collect::Found;
use super::document::Document;

/// Further sections shown with a page.
const MORE: usize = 3;

/// A page with its sections, best first.
#[derive(Debug, PartialEq)]
pub(super) struct Group {
    pub(super) best: Found,
    /// Numbers of further sections.
    pub(super) more: Vec<u32>,
}

/// Folds sections, best first, into at most `limit` pages, in the order of their best section.
pub(super) fn group(found: &[Found], documents: &[Document], limit: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    let mut by_page: HashMap<&str, usize> = HashMap::new();
    for &section in found {
        let Some(document) = documents.get(section.number as usize) else {
            continue;
        };
        match by_page.get(document.page.as_str()) {
            Some(&at) => {
                let group = &mut groups[at];
                if group.more.len() < MORE {
                    group.more.push(section.number);
                }
            }
            None if groups.len() < limit => {
                by_page.insert(&document.page, groups.len());
                groups.push(Group { best: section, more: Vec::new() });
            }
            None => {}
        }
    }
    groups
}

#[cfg(test)]
mod tests {
    use super::group;
    use crate::search::collect::Found;
    use crate::search::document::{Document, Kind};

    #[test]
    fn sections_of_one_page_become_one_group() {
        let document = |page: &str| Document {
            kind: Kind::Page,
            locale: None,
            url: String::new(),
            page: page.into(),
            title: String::new(),
            heading: String::new(),
            body: String::new(),
            code: String::new(),
            aliases: Vec::new(),
        };
        let documents = ["a", "a", "b", "a", "a", "a", "c"].map(document);
        let found: Vec<Found> = (0..7).map(|number| Found { score: 9.0 - number as f32, number }).collect();
        let groups = group(&found, &documents, 2);
        assert_eq!(groups.len(), 2);
        assert_eq!(groups[0].more, [1, 3, 4]);
        assert_eq!(groups[1].best.number, 2);
    }
}
