//! Which package a file belongs to: the nearest folder upward with a package.json, stopping below `node_modules`.
//!
//! What is found is kept for the life of the cache, as Node keeps it. That nothing is there is kept only inside
//! `node_modules`: elsewhere a program may write a package.json and load a file beside it, and Node sees it.

use crate::manifest::{ManifestError, PackageJson};
use rustc_hash::FxHashMap;
use source::FileSystem;
use std::ffi::OsStr;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

type Found = Option<Arc<PackageJson>>;

/// The package.json files read so far.
pub struct PackageCache {
    files: Arc<dyn FileSystem>,
    /// By the folder that holds (or, inside `node_modules`, lacks) the package.json.
    by_directory: Mutex<FxHashMap<PathBuf, Found>>,
    /// The scope of each folder inside `node_modules` that was asked about.
    scopes: Mutex<FxHashMap<PathBuf, Found>>,
}

impl PackageCache {
    pub fn new(files: Arc<dyn FileSystem>) -> PackageCache {
        PackageCache { files, by_directory: Mutex::default(), scopes: Mutex::default() }
    }

    /// The package.json in `directory` itself.
    pub fn read(&self, directory: &Path) -> Result<Found, ManifestError> {
        if let Some(known) = lock(&self.by_directory).get(directory) {
            return Ok(known.clone());
        }
        let path = directory.join("package.json");
        let found = match self.files.read(&path) {
            Ok(text) => Some(Arc::new(PackageJson::parse(&path, &text)?)),
            Err(error) if is_absence(&error, &path, &*self.files) => None,
            Err(error) => return Err(ManifestError::Unreadable { path, message: error.to_string() }),
        };
        if found.is_some() || inside_node_modules(directory) {
            lock(&self.by_directory).insert(directory.to_owned(), found.clone());
        }
        Ok(found)
    }

    /// The package that the file `file` belongs to.
    pub fn scope(&self, file: &Path) -> Result<Found, ManifestError> {
        let Some(start) = file.parent() else { return Ok(None) };
        let settled = inside_node_modules(start);
        if settled && let Some(known) = lock(&self.scopes).get(start) {
            return Ok(known.clone());
        }
        let mut found = None;
        for directory in start.ancestors() {
            if directory.file_name() == Some(OsStr::new("node_modules")) {
                break;
            }
            found = self.read(directory)?;
            if found.is_some() {
                break;
            }
        }
        if settled {
            lock(&self.scopes).insert(start.to_owned(), found.clone());
        }
        Ok(found)
    }

    /// Forgets everything, after files changed.
    pub fn clear(&self) {
        lock(&self.by_directory).clear();
        lock(&self.scopes).clear();
    }
}

/// Whether `path` lies in a package that was installed.
pub fn inside_node_modules(path: &Path) -> bool {
    path.components().any(|part| part.as_os_str() == "node_modules")
}

/// A missing package.json, a folder of that name, and a path through a file are all "no package.json here".
fn is_absence(error: &io::Error, path: &Path, files: &dyn FileSystem) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::IsADirectory)
        || !files.is_file(path)
}

/// A panic elsewhere leaves these maps whole: they only grow.
fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::manifest::ModuleKind;
    use source::MemoryFileSystem;

    #[test]
    fn the_nearest_package_json_wins_and_node_modules_is_a_wall() {
        let files = Arc::new(MemoryFileSystem::new());
        files.write("/app/package.json", r#"{"name":"app","type":"module"}"#);
        files.write("/app/src/deep/a.js", "");
        files.write("/app/node_modules/bare/lib/a.js", "");
        let cache = PackageCache::new(files.clone());
        assert_eq!(cache.scope(Path::new("/app/src/deep/a.js")).unwrap().unwrap().kind, Some(ModuleKind::Module));
        assert!(cache.scope(Path::new("/app/node_modules/bare/lib/a.js")).unwrap().is_none());
        files.write("/app/src/package.json", r#"{"name":"inner"}"#);
        assert_eq!(cache.scope(Path::new("/app/src/deep/a.js")).unwrap().unwrap().name.as_deref(), Some("inner"));
    }

    #[test]
    fn a_folder_named_package_json_is_no_package() {
        let files = Arc::new(MemoryFileSystem::new());
        files.write("/app/package.json/x", "");
        assert!(PackageCache::new(files).read(Path::new("/app")).unwrap().is_none());
    }
}
