//! The disk, with files that are open in an editor and were never saved.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashSet;
use source::{FileKind, FileSystem, Metadata};

/// What specifiers are resolved against.
pub(crate) struct WithOpenFiles {
    pub files: Arc<dyn FileSystem>,
    /// Files that no disk holds.
    pub unsaved: FxHashSet<PathBuf>,
}

const UNSAVED: Metadata = Metadata { kind: FileKind::File, length: 0, modified: None, inode: 0 };

impl WithOpenFiles {
    fn or_unsaved<T>(&self, path: &Path, found: io::Result<T>, unsaved: impl FnOnce() -> T) -> io::Result<T> {
        match found {
            Err(_) if self.unsaved.contains(path) => Ok(unsaved()),
            found => found,
        }
    }
}

impl FileSystem for WithOpenFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        self.or_unsaved(path, self.files.read(path), Vec::new)
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.or_unsaved(path, self.files.metadata(path), || UNSAVED)
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.or_unsaved(path, self.files.symlink_metadata(path), || UNSAVED)
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        self.or_unsaved(path, self.files.canonicalize(path), || path.to_owned())
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        self.files.read_directory(path)
    }

    fn entries(&self, path: &Path) -> io::Result<Vec<(String, FileKind)>> {
        self.files.entries(path)
    }
}
