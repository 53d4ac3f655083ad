//! The standard library's declarations as files that an editor can open: they are in the binary, and are written out when first
//! shown. They are not to be edited: what is shown is a copy.

use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

#[derive(Clone)]
pub(crate) struct ShownLibrary {
    folder: Option<Arc<Path>>,
}

impl ShownLibrary {
    pub(crate) fn new(folder: Option<PathBuf>) -> ShownLibrary {
        ShownLibrary { folder: folder.map(Arc::from) }
    }

    /// Where a file of the library can be read, by its name such as `node/fs.d.ts`.
    pub(crate) fn shown(&self, name: &str, text: &str) -> Option<PathBuf> {
        let path = self.folder.as_ref()?.join(name);
        // One of another build, or one that was cut short, has another length.
        if fs::metadata(&path).is_ok_and(|file| file.len() == text.len() as u64) {
            return Some(path);
        }
        fs::create_dir_all(path.parent()?).ok()?;
        let fresh = path.with_extension(format!("{}.tmp", std::process::id()));
        fs::write(&fresh, text).ok()?;
        fs::set_permissions(&fresh, Permissions::from_mode(0o444)).ok()?;
        fs::rename(&fresh, &path).ok()?;
        Some(path)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_when_it_is_first_shown() {
        let folder = tempfile::tempdir().unwrap();
        let library = ShownLibrary::new(Some(folder.path().join("library")));
        let path = library.shown("node/fs.d.ts", "declare").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "declare");
        assert_eq!(library.shown("node/fs.d.ts", "declare"), Some(path.clone()));
        assert_eq!(library.shown("node/fs.d.ts", "declare more"), Some(path.clone()));
        assert_eq!(fs::read_to_string(&path).unwrap(), "declare more");
        assert_eq!(ShownLibrary::new(None).shown("a.d.ts", ""), None);
    }
}
