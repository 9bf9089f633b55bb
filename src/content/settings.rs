//! `site.toml`: what the folder says about itself. All of it is optional.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity};
use crate::locale::Text;

/// The site's own settings.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The site's name.
    pub title: Text,
    /// One sentence about it.
    pub description: Text,
    /// Where a page can be edited; `{file}` stands for its path in the
    /// content folder.
    pub edit: Option<String>,
    /// Whom to tell of a hole in the site's security: a `mailto:` or `https:` address.
    pub contact: Option<String>,
    /// Groups of pages in the navigation; empty means one per folder.
    pub groups: Vec<Group>,
}

/// A group of the navigation.
#[derive(Clone, Debug)]
pub struct Group {
    /// Its heading.
    pub title: Text,
    /// Pages with this `category` in their front matter belong to it.
    pub category: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            title: Text { zh: "模型图鉴".to_owned(), en: "Model Atlas".to_owned() },
            description: Text::default(),
            edit: None,
            contact: None,
            groups: Vec::new(),
        }
    }
}

/// `site.toml` as it is written.
#[derive(Deserialize, Debug, Default)]
#[serde(deny_unknown_fields, default)]
pub(super) struct SettingsFile {
    title: Option<Both>,
    description: Option<Both>,
    edit: Option<String>,
    contact: Option<Spanned<String>>,
    groups: Vec<GroupEntry>,
}

impl SettingsFile {
    /// What is wrong with the values; `text` is the file's.
    pub(super) fn faults(&self, file: &Path, text: &str) -> Option<Diagnostic> {
        let contact = self.contact.as_ref().filter(|contact| !is_contact(contact.get_ref()))?;
        let message = format!("`{}` is no address to write to", contact.get_ref());
        let fault = Diagnostic::new(Severity::Error, Code::BadValue, file, message);
        let place = Position::of(text, contact.span().start);
        Some(fault.at(place).hint("write mailto:name@host or the https:// address of a form"))
    }
}

/// Whether a text is an address of a mailbox or of a page, as `security.txt` wants it.
fn is_contact(text: &str) -> bool {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_graphic());
    let mailbox = text.strip_prefix("mailto:").and_then(|mailbox| mailbox.split_once('@'));
    let is_mailbox = mailbox.is_some_and(|(name, host)| !name.is_empty() && !host.is_empty());
    let page = text.strip_prefix("https://");
    is_plain && (is_mailbox || page.is_some_and(|rest| !rest.is_empty() && !rest.starts_with('/')))
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct Both {
    zh: String,
    en: String,
}

#[derive(Deserialize, Debug)]
#[serde(deny_unknown_fields)]
struct GroupEntry {
    title: Both,
    category: String,
}

impl From<Both> for Text {
    fn from(both: Both) -> Self {
        Self { zh: both.zh, en: both.en }
    }
}

impl From<SettingsFile> for Settings {
    fn from(file: SettingsFile) -> Self {
        let default = Self::default();
        Self {
            title: file.title.map_or(default.title, Into::into),
            description: file.description.map_or(default.description, Into::into),
            edit: file.edit,
            contact: file.contact.map(Spanned::into_inner).filter(|contact| is_contact(contact)),
            groups: file
                .groups
                .into_iter()
                .map(|group| Group { title: group.title.into(), category: group.category })
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_contact;

    #[test]
    fn a_contact_is_a_mailbox_or_a_page() {
        for right in ["mailto:a@b.example", "https://b.example/security"] {
            assert!(is_contact(right), "{right}");
        }
        for wrong in [
            "",
            "a@b.example",
            "mailto:a",
            "mailto:@b",
            "http://b.example/",
            "https://",
            "https:///x",
            "https://b/\nx",
        ] {
            assert!(!is_contact(wrong), "{wrong}");
        }
    }
}
