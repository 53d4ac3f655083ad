//! Files that are there in an editor only: a document that was never saved can be run, and imported.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use source::{DiskFileSystem, FileKind, FileSystem, Metadata};

use crate::Observer;

/// The disk, and where it has no file the observer's text. Which text counts where both have one is the loaders' business.
pub(crate) struct WithEdited {
    pub observer: Arc<dyn Observer>,
}

impl WithEdited {
    fn text(&self, path: &Path, error: io::Error) -> io::Result<String> {
        self.observer.text(path).ok_or(error)
    }

    fn made(&self, path: &Path, error: io::Error) -> io::Result<Metadata> {
        let length = self.text(path, error)?.len() as u64;
        Ok(Metadata { kind: FileKind::File, length, modified: None, inode: 0 })
    }
}

impl FileSystem for WithEdited {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        DiskFileSystem.read(path).or_else(|error| self.text(path, error).map(String::into_bytes))
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        DiskFileSystem.metadata(path).or_else(|error| self.made(path, error))
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        DiskFileSystem.symlink_metadata(path).or_else(|error| self.made(path, error))
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        DiskFileSystem.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        DiskFileSystem.canonicalize(path).or_else(|error| self.text(path, error).map(|_| path.to_owned()))
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        DiskFileSystem.read_directory(path)
    }
}
