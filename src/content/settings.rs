//! `site.toml`: what the folder says about itself. All of it is optional.

use serde::Deserialize;

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
    groups: Vec<GroupEntry>,
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
            groups: file
                .groups
                .into_iter()
                .map(|group| Group { title: group.title.into(), category: group.category })
                .collect(),
        }
    }
}
