//! "Did you mean to import …?": what `require` would have found for a specifier that `import` did not.

use crate::file_url;
use crate::require::is_relative;
use crate::resolver::{Resolution, Resolver, directory_of};
use std::path::{Component, Path, PathBuf};

pub(crate) fn suggestion(resolver: &Resolver, specifier: &str, from: &Path) -> Option<String> {
    let request = match specifier.starts_with("file:") {
        true => file_url::to_path(specifier).ok()?.to_string_lossy().into_owned(),
        false => specifier.to_owned(),
    };
    let Ok(Resolution::File { path, .. }) = resolver.require_with(&request, from, Default::default()) else {
        return None;
    };
    if request.starts_with('/') {
        return Some(path.display().to_string());
    }
    if is_relative(&request) {
        return Some(file_url::pathname(&relative(directory_of(from), &path)));
    }
    let folders = resolver.lookup_paths(&request, from)?;
    let below = folders.iter().find_map(|folder| path.strip_prefix(folder).ok())?;
    // A file that is no package at all has no name to be imported by.
    match below.components().count() {
        1 => Some(file_url::from_path(&path)),
        _ => Some(file_url::pathname(below)),
    }
}

/// `path` as it is written in a file of `directory`.
fn relative(directory: &Path, path: &Path) -> PathBuf {
    let from: Vec<Component> = directory.components().collect();
    let to: Vec<Component> = path.components().collect();
    let shared = from.iter().zip(&to).take_while(|(one, other)| one == other).count();
    let up = from.len() - shared;
    let mut written: PathBuf = std::iter::repeat_n("..", up).collect();
    written.extend(&to[shared..]);
    if up == 0 { Path::new(".").join(written) } else { written }
}
