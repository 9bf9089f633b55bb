//! Proposals carried out on the catalogue's files, which keep their comments,
//! order and layout.
//!
//! 1. [`Shelf`] knows which file a model or series stands in.
//! 2. [`edit`] changes one file's document; [`layout`] puts keys and tables
//!    where editors would have put them.
//! 3. [`Draft::save`] lets the catalogue's own loader read the result in a copy,
//!    and only then replaces the files: all of them or none.

mod edit;
mod layout;
mod save;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use thiserror::Error;
use toml_edit::DocumentMut;

use super::proposal::Proposals;
use crate::catalog::model::{ModelId, SeriesId};
use crate::catalog::quantity::Date;

/// Why nothing was written.
#[derive(Debug, Error)]
pub enum WriteError {
    /// A file could not be read or replaced.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// A place in a file is written in a form that is not changed by program.
    #[error("{}: {message}; write it as the other files do, or make the change by hand", path.display())]
    Form {
        /// The file.
        path: PathBuf,
        /// What it is about.
        message: String,
    },
    /// The catalogue would not load any more, or does not load now.
    #[error("{when}, so nothing was written:\n{}", faults.join("\n"))]
    Broken {
        /// Before or after the change.
        when: &'static str,
        /// What the loader says.
        faults: Vec<String>,
    },
}

/// The file that was imported, as the catalogue will name it.
#[derive(Clone, Debug)]
pub struct Origin {
    /// The beginning of its key: `models-dev`.
    pub name: String,
    /// What it is called: `models.dev api.json`.
    pub title: String,
    /// Where it was downloaded from.
    pub url: String,
    /// The day it is of.
    pub date: Date,
}

/// A file of the catalogue, as far as it can be told.
struct SeriesFile {
    path: PathBuf,
    text: String,
    series: String,
    models: Vec<String>,
}

/// The catalogue's files.
pub struct Shelf {
    content: PathBuf,
    files: Vec<SeriesFile>,
}

/// Files with proposals carried out, not saved yet.
pub struct Draft<'a> {
    content: &'a Path,
    /// Each file, and its text after the change.
    files: Vec<(PathBuf, String)>,
}

impl Shelf {
    /// Looks through the files of a content folder. Those that cannot be read
    /// are left out; the catalogue's loader tells of them.
    ///
    /// # Errors
    ///
    /// When the folder cannot be listed.
    pub fn open(content: &Path) -> Result<Self, WriteError> {
        let folder = content.join("catalog");
        let failed = |error| WriteError::File { path: folder.clone(), error };
        let mut paths = Vec::new();
        if folder.exists() {
            for entry in fs::read_dir(&folder).map_err(failed)? {
                paths.push(entry.map_err(failed)?.path());
            }
        }
        paths.retain(|path| path.extension().is_some_and(|kind| kind == "toml"));
        paths.sort();
        let files = paths.into_iter().filter_map(|path| {
            let text = fs::read_to_string(&path).ok()?;
            let document: DocumentMut = plain(&text).parse().ok()?;
            let series = document.get("series")?.get("id")?.as_str()?.to_owned();
            let models = document.get("models").and_then(|models| models.as_array_of_tables());
            let ids = models.into_iter().flatten().filter_map(|model| model.get("id")?.as_str());
            let models = ids.map(str::to_owned).collect();
            Some(SeriesFile { path, text, series, models })
        });
        Ok(Self { content: content.to_owned(), files: files.collect() })
    }

    /// The file that a model stands in.
    pub fn of_model(&self, model: &ModelId) -> Option<&Path> {
        let own = |file: &&SeriesFile| file.models.iter().any(|id| id == model.as_str());
        self.files.iter().find(own).map(|file| file.path.as_path())
    }

    /// The file that a series stands in.
    pub fn of_series(&self, series: &SeriesId) -> Option<&Path> {
        let own = |file: &&SeriesFile| file.series == series.as_str();
        self.files.iter().find(own).map(|file| file.path.as_path())
    }

    /// Carries out what can be written.
    ///
    /// # Errors
    ///
    /// When a file is in a form that is not changed by program.
    pub fn draft(&self, proposals: &Proposals, origin: &Origin) -> Result<Draft<'_>, WriteError> {
        let mut by_file: BTreeMap<&Path, Vec<_>> = BTreeMap::new();
        for proposal in proposals.proposals.iter().filter(|proposal| proposal.counts().0 > 0) {
            let newcomer = proposal.newcomer.as_ref().and_then(|newcomer| newcomer.series.as_ref());
            let path =
                newcomer.map_or_else(|| self.of_model(&proposal.model), |series| self.of_series(series));
            let Some(path) = path else {
                let message = format!("no file of this folder holds {}", proposal.model);
                return Err(WriteError::Form { path: self.content.join("catalog"), message });
            };
            by_file.entry(path).or_default().push(proposal);
        }
        let mut files = Vec::new();
        for file in &self.files {
            let Some(proposals) = by_file.get(file.path.as_path()) else { continue };
            let form = |message: String| WriteError::Form { path: file.path.clone(), message };
            let document = plain(&file.text).parse::<DocumentMut>();
            let mut document = document.map_err(|error| form(error.to_string()))?;
            for proposal in proposals {
                edit::apply(&mut document, proposal, origin).map_err(form)?;
            }
            files.push((file.path.clone(), dressed(&document.to_string(), &file.text)));
        }
        Ok(Draft { content: &self.content, files })
    }
}

impl Draft<'_> {
    /// The files that would change.
    pub fn paths(&self) -> impl Iterator<Item = &Path> {
        self.files.iter().map(|(path, _)| path.as_path())
    }
}

/// A text without the mark that some editors put at its beginning, and with
/// plain ends of lines.
fn plain(text: &str) -> String {
    text.strip_prefix('\u{feff}').unwrap_or(text).replace("\r\n", "\n")
}

/// The same with both as they were.
fn dressed(text: &str, like: &str) -> String {
    let mark = if like.starts_with('\u{feff}') { "\u{feff}" } else { "" };
    let text = if like.contains("\r\n") { text.replace('\n', "\r\n") } else { text.to_owned() };
    [mark, &text].concat()
}
