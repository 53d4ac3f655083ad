//! Files that configurations leave out.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;
use source::FileSystem;

use super::Config;

/// ESLint's own kind of a `.gitignore`.
const FILE: &str = ".eslintignore";

/// The patterns of configurations, each read once.
#[derive(Default)]
pub struct Ignored {
    /// By the file that they are in.
    by_file: Mutex<FxHashMap<PathBuf, Vec<Gitignore>>>,
}

impl Ignored {
    /// Whether a file's configuration leaves it out.
    pub fn holds(&self, config: &Config, path: &Path) -> bool {
        let mut known = self.by_file.lock().unwrap_or_else(PoisonError::into_inner);
        let ignores = known.entry(config.path.clone()).or_insert_with(|| matchers(config));
        let is_included = config.included.as_ref().is_none_or(|included| included.matches(path));
        !is_included || ignores.iter().any(|ignore| is_ignored(ignore, path))
    }

    /// Whether an `.eslintignore` in a folder around a file leaves it out. Whoever walks through folders looks for these himself.
    pub fn is_named(&self, files: &dyn FileSystem, path: &Path) -> bool {
        let mut known = self.by_file.lock().unwrap_or_else(PoisonError::into_inner);
        path.ancestors().skip(1).any(|folder| {
            let file = folder.join(FILE);
            let ignores = known.entry(file).or_insert_with_key(|file| {
                let text = files.read_to_string(file).unwrap_or_default();
                matcher(folder, text.lines()).into_iter().collect()
            });
            ignores.iter().any(|ignore| is_ignored(ignore, path))
        })
    }
}

fn matchers(config: &Config) -> Vec<Gitignore> {
    let ignores = config.ignores.iter();
    ignores.filter_map(|(folder, patterns)| matcher(folder, patterns.iter().map(String::as_str))).collect()
}

fn matcher<'l>(folder: &Path, patterns: impl Iterator<Item = &'l str>) -> Option<Gitignore> {
    let mut builder = GitignoreBuilder::new(folder);
    for pattern in patterns {
        // A line that can't be read leaves nothing out, as in a `.gitignore`.
        let _ = builder.add_line(None, pattern);
    }
    builder.build().ok()
}

/// Whether patterns name a path, or a folder that it lies in.
pub fn is_ignored(ignore: &Gitignore, path: &Path) -> bool {
    !ignore.is_empty() && path.starts_with(ignore.path()) && ignore.matched_path_or_any_parents(path, false).is_ignore()
}
