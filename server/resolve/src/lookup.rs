//! Asking the file system little: one question settles an ordinary file, and the real path of a folder is asked once.
//!
//! Real paths are kept for the life of the resolver, as Node keeps them. Whether a file exists is asked every time.

use crate::file_url::without_slash;
use rustc_hash::FxHashMap;
use source::{FileKind, FileSystem};
use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

pub(crate) struct Lookup {
    files: Arc<dyn FileSystem>,
    /// The real path of each folder that something was found in. Keyed by its bytes: a path's own hash walks its parts.
    real_directories: Mutex<FxHashMap<OsString, Arc<Path>>>,
}

impl Lookup {
    pub fn new(files: Arc<dyn FileSystem>) -> Lookup {
        Lookup { files, real_directories: Mutex::default() }
    }

    /// The real path of the file at `path`, if one is there. With `keep_links` links stay as they are.
    pub fn file(&self, path: &Path, keep_links: bool) -> Option<PathBuf> {
        if keep_links {
            return self.is_file(path).then(|| path.to_owned());
        }
        match self.files.symlink_metadata(path).ok()?.kind {
            FileKind::Directory => None,
            FileKind::File | FileKind::Other => Some(self.real_path_of_plain(path)),
            FileKind::Symlink => self.is_file(path).then(|| self.files.canonicalize(path).ok()).flatten(),
        }
    }

    /// Whether there is something that can be read as a file. Node takes everything but a folder for one.
    pub fn is_file(&self, path: &Path) -> bool {
        self.files.metadata(path).is_ok_and(|metadata| !metadata.is_directory())
    }

    pub fn is_directory(&self, path: &Path) -> bool {
        self.files.is_directory(without_slash(path))
    }

    /// The names in a folder; none where there is no folder.
    pub fn names(&self, path: &Path) -> Vec<String> {
        self.files.read_directory(path).unwrap_or_default()
    }

    /// The real path of `path`, whose last part is known to be no link.
    fn real_path_of_plain(&self, path: &Path) -> PathBuf {
        match (path.parent(), path.file_name()) {
            (Some(parent), Some(name)) => {
                let real = self.real_directory(parent);
                if *real == *parent { path.to_owned() } else { real.join(name) }
            }
            _ => path.to_owned(),
        }
    }

    /// One question for each folder between `directory` and the first one known.
    fn real_directory(&self, directory: &Path) -> Arc<Path> {
        if let Some(known) = lock(&self.real_directories).get(directory.as_os_str()) {
            return known.clone();
        }
        let real: Arc<Path> = match (directory.parent(), directory.file_name()) {
            (Some(parent), Some(name)) if name != OsStr::new("..") => {
                if self.files.symlink_metadata(directory).is_ok_and(|metadata| metadata.is_symlink()) {
                    self.files.canonicalize(directory).map_or_else(|_| directory.into(), Arc::from)
                } else {
                    let real = self.real_directory(parent);
                    if *real == *parent { directory.into() } else { real.join(name).into() }
                }
            }
            _ => directory.into(),
        };
        lock(&self.real_directories).insert(directory.as_os_str().to_owned(), real.clone());
        real
    }

    pub fn clear(&self) {
        lock(&self.real_directories).clear();
    }
}

/// A panic elsewhere leaves these maps whole: they only grow.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
