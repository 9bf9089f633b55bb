//! Files as text: what cannot be read is told with its place.

use std::fs;
use std::io::ErrorKind;
use std::path::Path;

use crate::content::code::Code;
use crate::content::diagnostic::{Diagnostic, Position, Severity};

/// The largest file that is read; more is no page but a mistake.
const LARGEST: u64 = 4 * 1024 * 1024;

/// The text of a file, without a byte order mark; `None` when there is no
/// such file.
pub(super) fn text_of(file: &Path) -> Result<Option<String>, Diagnostic> {
    let fatal = |message: String, hint: &str| {
        Diagnostic::new(Severity::Fatal, Code::Unreadable, file, message).hint(hint.to_owned())
    };
    let meta = match fs::metadata(file) {
        Ok(meta) => meta,
        // Gone meanwhile, or a link to what is not there.
        Err(error) if error.kind() == ErrorKind::NotFound => {
            return match fs::symlink_metadata(file) {
                Ok(_) => Err(fatal("is a link that leads nowhere".to_owned(), "mend or remove the link")),
                Err(_) => Ok(None),
            };
        }
        Err(error) => return Err(fatal(format!("cannot be read: {error}"), "make it readable")),
    };
    // Reading a pipe or a device might never end.
    if !meta.is_file() {
        return Err(fatal("is no file".to_owned(), "give it another name, or remove it"));
    }
    let size = meta.len();
    if size > LARGEST {
        let message = format!("{size} bytes are too many for one file");
        return Err(fatal(message, "cut it into files of at most 4 MiB"));
    }
    let bytes = match fs::read(file) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(fatal(format!("cannot be read: {error}"), "make it readable")),
    };
    let text = String::from_utf8(bytes).map_err(|error| {
        let valid = error.utf8_error().valid_up_to();
        let before = String::from_utf8_lossy(&error.as_bytes()[..valid]);
        let place = Position::of(&before, before.len());
        fatal("is not UTF-8 text".to_owned(), "save it as UTF-8").at(place)
    })?;
    Ok(Some(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text)))
}
