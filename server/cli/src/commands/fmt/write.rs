//! A file is changed as a whole or not at all: the new text is written beside it and moved into its place.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

/// Writes a new text where `before` was read.
///
/// # Errors
/// If the file holds something else by now, or can't be written.
pub fn replace(path: &Path, before: &str, text: &str) -> io::Result<()> {
    // A link stays one.
    let path = fs::canonicalize(path)?;
    if fs::read(&path)? != before.as_bytes() {
        return Err(io::Error::other("it has changed meanwhile, and is left as it is"));
    }
    let folder = path.parent().unwrap_or(&path);
    let mut beside = tempfile::Builder::new().prefix(".lode-").tempfile_in(folder)?;
    beside.write_all(text.as_bytes())?;
    beside.as_file().set_permissions(fs::metadata(&path)?.permissions())?;
    beside.persist(&path)?;
    Ok(())
}
