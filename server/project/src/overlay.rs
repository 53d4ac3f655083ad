//! The disk, with files that are open in an editor: also those that were never saved.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;
use source::{FileKind, FileSystem, Metadata, SourceText};

/// What an editor shows wins over what the disk holds.
pub(crate) struct WithOpenFiles {
    pub files: Arc<dyn FileSystem>,
    pub texts: FxHashMap<PathBuf, SourceText>,
}

impl WithOpenFiles {
    /// The disk alone, where no file is open.
    pub fn over(files: Arc<dyn FileSystem>, texts: FxHashMap<PathBuf, SourceText>) -> Arc<dyn FileSystem> {
        if texts.is_empty() { files } else { Arc::new(WithOpenFiles { files, texts }) }
    }

    fn or_unsaved(&self, path: &Path, found: io::Result<Metadata>) -> io::Result<Metadata> {
        found.or_else(|error| {
            let text = self.texts.get(path).ok_or(error)?;
            Ok(Metadata { kind: FileKind::File, length: text.text().len() as u64, modified: None, inode: 0 })
        })
    }
}

impl FileSystem for WithOpenFiles {
    fn read(&self, path: &Path) -> io::Result<Vec<u8>> {
        match self.texts.get(path) {
            Some(text) => Ok(text.text().as_bytes().to_vec()),
            None => self.files.read(path),
        }
    }

    fn metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.or_unsaved(path, self.files.metadata(path))
    }

    fn symlink_metadata(&self, path: &Path) -> io::Result<Metadata> {
        self.or_unsaved(path, self.files.symlink_metadata(path))
    }

    fn read_link(&self, path: &Path) -> io::Result<PathBuf> {
        self.files.read_link(path)
    }

    fn canonicalize(&self, path: &Path) -> io::Result<PathBuf> {
        match self.files.canonicalize(path) {
            Err(_) if self.texts.contains_key(path) => Ok(path.to_owned()),
            found => found,
        }
    }

    fn read_directory(&self, path: &Path) -> io::Result<Vec<String>> {
        self.files.read_directory(path)
    }

    fn entries(&self, path: &Path) -> io::Result<Vec<(String, FileKind)>> {
        self.files.entries(path)
    }
}
