//! Paths as texts.

use std::path::{Component, Path, PathBuf};

/// Without `.`, `..` and a slash at the end, by the text of the path alone: no link is followed.
pub fn normalize_lexically(path: &Path) -> PathBuf {
    let mut result = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(result.pop()),
            other => result.push(other),
        }
    }
    result
}
