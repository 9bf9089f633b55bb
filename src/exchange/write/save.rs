//! Files replaced, all of them or none, and only by such as can be loaded.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{Draft, WriteError};
use crate::catalog::quantity::Date;
use crate::content::authored;
use crate::content::diagnostic::Severity;

/// The parts of a content folder that the catalogue is made of.
const PARTS: [&str; 2] = ["catalog", "vocabulary"];

/// A folder that goes with its handle.
struct Scratch(PathBuf);

impl Drop for Scratch {
    fn drop(&mut self) {
        // What is left behind is the system's to tidy.
        fs::remove_dir_all(&self.0).ok();
    }
}

impl Draft<'_> {
    /// Replaces the files.
    ///
    /// # Errors
    ///
    /// When the catalogue has errors before or would have after, or a file cannot
    /// be replaced. Then all files are as they were.
    pub fn save(&self, today: Date) -> Result<(), WriteError> {
        loads(self.content, today, "the catalogue has errors; mend them first")?;
        let scratch = self.copy()?;
        loads(&scratch.0, today, "the catalogue would have errors afterwards")?;
        drop(scratch);
        let mut ready: Vec<(PathBuf, &Path, Vec<u8>)> = Vec::new();
        let prepared = self.files.iter().try_for_each(|(path, text)| {
            let before = fs::read(path).map_err(failed(path))?;
            ready.push((beside(path, text)?, path, before));
            Ok(())
        });
        let done = prepared.and_then(|()| replace(&ready));
        for (new, ..) in &ready {
            // Those that took their place are gone from here.
            fs::remove_file(new).ok();
        }
        done
    }

    /// A copy of the catalogue with the changes.
    fn copy(&self) -> Result<Scratch, WriteError> {
        let scratch = scratch()?;
        for part in PARTS {
            let (from, to) = (self.content.join(part), scratch.0.join(part));
            fs::create_dir(&to).map_err(failed(&to))?;
            let entries = fs::read_dir(&from).into_iter().flatten().flatten();
            for path in entries.map(|entry| entry.path()).filter(|path| path.is_file()) {
                let target = to.join(path.file_name().unwrap_or_default());
                let changed = self.files.iter().find(|(own, _)| *own == path);
                match changed {
                    Some((_, text)) => fs::write(&target, text),
                    None => fs::copy(&path, &target).map(drop),
                }
                .map_err(failed(&path))?;
            }
        }
        Ok(scratch)
    }
}

fn failed(path: &Path) -> impl Fn(std::io::Error) -> WriteError + '_ {
    |error| WriteError::File { path: path.to_owned(), error }
}

/// A new folder for the copy.
fn scratch() -> Result<Scratch, WriteError> {
    let base = std::env::temp_dir();
    let mut number = 0;
    loop {
        let path = base.join(format!("model-atlas-import-{}-{number}", std::process::id()));
        match fs::create_dir(&path) {
            Ok(()) => return Ok(Scratch(path)),
            Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => number += 1,
            Err(error) => return Err(WriteError::File { path, error }),
        }
    }
}

/// Insists that the catalogue of a folder loads.
fn loads(content: &Path, today: Date, when: &'static str) -> Result<(), WriteError> {
    let mut faults = Vec::new();
    authored::load(content, today, &mut faults);
    faults.retain(|fault| fault.severity > Severity::Warning);
    let inside = |path: &Path| path.strip_prefix(content).unwrap_or(path).to_owned();
    let told = faults.iter_mut().map(|fault| {
        fault.file = inside(&fault.file);
        fault.to_string()
    });
    let faults: Vec<String> = told.collect();
    if faults.is_empty() { Ok(()) } else { Err(WriteError::Broken { when, faults }) }
}

/// Writes a text beside the file it will replace, with that file's rights.
fn beside(path: &Path, text: &str) -> Result<PathBuf, WriteError> {
    // A link stays a link: what it leads to is replaced.
    let real = fs::canonicalize(path).map_err(failed(path))?;
    let name = real.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let new = real.with_file_name(format!(".{name}.{}.new", std::process::id()));
    let write = || {
        let mut file = fs::File::create(&new)?;
        file.write_all(text.as_bytes())?;
        file.set_permissions(fs::metadata(&real)?.permissions())?;
        file.sync_all()
    };
    write().map_err(|error| {
        fs::remove_file(&new).ok();
        WriteError::File { path: new.clone(), error }
    })?;
    Ok(new)
}

/// Puts every new file in its place; if one cannot be, the others are put back.
fn replace(ready: &[(PathBuf, &Path, Vec<u8>)]) -> Result<(), WriteError> {
    for (at, (new, path, _)) in ready.iter().enumerate() {
        let real = fs::canonicalize(path).map_err(failed(path));
        let moved = real.and_then(|real| fs::rename(new, &real).map_err(failed(path)));
        if let Err(error) = moved {
            for (_, path, before) in &ready[..at] {
                fs::write(path, before).ok();
            }
            return Err(error);
        }
    }
    Ok(())
}
