//! Files as small numbers: the same path is the same number for the life of a project.
//!
//! Numbers are never given back: an id that a reader holds stays good whatever happens to the file.

use std::path::{Path, PathBuf};
use std::sync::{Arc, PoisonError, RwLock};

use rustc_hash::FxHashMap;
use source::FileId;

#[derive(Default)]
pub(crate) struct Paths {
    /// Written by whoever meets a path first, for the time of one insertion.
    table: RwLock<Table>,
}

#[derive(Default)]
struct Table {
    paths: Vec<Arc<Path>>,
    ids: FxHashMap<Arc<Path>, FileId>,
}

impl Paths {
    /// The number of a path, which must be an identity already (see [`crate::world::World::identity`]).
    pub fn id(&self, path: &Path) -> FileId {
        if let Some(id) = self.known(path) {
            return id;
        }
        let mut table = self.table.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(id) = table.ids.get(path) {
            return *id;
        }
        let id = FileId(table.paths.len() as u32);
        let path: Arc<Path> = path.into();
        table.paths.push(path.clone());
        table.ids.insert(path, id);
        id
    }

    /// The number of a path that has one.
    pub fn known(&self, path: &Path) -> Option<FileId> {
        self.table.read().unwrap_or_else(PoisonError::into_inner).ids.get(path).copied()
    }

    /// Everything known that is one of `folders` or lies in one.
    pub fn below(&self, folders: &[PathBuf]) -> Vec<FileId> {
        if folders.is_empty() {
            return Vec::new();
        }
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        let paths = table.paths.iter().enumerate();
        let below = paths.filter(|(_, path)| folders.iter().any(|folder| path.starts_with(folder)));
        below.map(|(index, _)| FileId(index as u32)).collect()
    }

    pub fn path(&self, id: FileId) -> Arc<Path> {
        let table = self.table.read().unwrap_or_else(PoisonError::into_inner);
        table.paths.get(id.0 as usize).cloned().unwrap_or_else(|| Path::new("/").into())
    }
}

/// A path's extension, without its dot.
pub(crate) fn extension(path: &Path) -> &str {
    path.extension().and_then(|extension| extension.to_str()).unwrap_or_default()
}

/// Whether a file of this name holds JavaScript or TypeScript.
pub(crate) fn is_source(path: &Path) -> bool {
    matches!(extension(path), "js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_keeps_its_number() {
        let paths = Paths::default();
        let a = paths.id(Path::new("/a.js"));
        assert_eq!(paths.id(Path::new("/a.js")), a);
        assert_ne!(paths.id(Path::new("/b.js")), a);
        assert_eq!(&*paths.path(a), Path::new("/a.js"));
        assert_eq!(paths.known(Path::new("/c.js")), None);
    }

    #[test]
    fn names_say_what_is_in_a_file() {
        assert!(is_source(Path::new("/a.mts")) && !is_source(Path::new("/a.json")));
    }
}
