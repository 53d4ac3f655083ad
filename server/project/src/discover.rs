//! The project's own files: what lies under a root, but for what `.gitignore` names, what is installed and what is built.
//!
//! A [`Discovery`] is a task: the caller runs it on a thread of its own and hands the [`Change`] that it gives to the project.
//! Links to folders are not entered: what they lead to is either found where it really is, or belongs to someone else; so
//! there are no loops. What can't be read is passed over.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::Match;
use ignore::gitignore::{Gitignore, GitignoreBuilder};
use rustc_hash::FxHashMap;
use source::{FileKind, FileSystem};

use crate::paths::is_source;
use crate::project::Change;

/// More entries of folders than this are not looked at.
const LIMIT: usize = 100_000;

/// Folders that hold what was installed, built or kept by a tool, whatever `.gitignore` says.
const NEVER: [&str; 30] = [
    "node_modules",
    "bower_components",
    "jspm_packages",
    ".git",
    ".hg",
    ".svn",
    ".jj",
    "dist",
    "build",
    "out",
    "coverage",
    ".nyc_output",
    ".next",
    ".nuxt",
    ".output",
    ".svelte-kit",
    ".astro",
    ".docusaurus",
    ".turbo",
    ".nx",
    ".cache",
    ".parcel-cache",
    ".vite",
    ".yarn",
    ".pnpm-store",
    ".vercel",
    ".netlify",
    ".serverless",
    ".venv",
    ".idea",
];

/// A search for own files, still to be run.
pub struct Discovery {
    pub(crate) files: Arc<dyn FileSystem>,
    pub(crate) root: PathBuf,
    /// Where to start: the root itself, or a folder in it that came.
    pub(crate) folder: PathBuf,
    pub(crate) limit: usize,
}

/// What a [`Discovery`] found.
pub struct Discovered {
    pub(crate) root: PathBuf,
    pub(crate) folder: PathBuf,
    pub(crate) sources: Vec<PathBuf>,
    /// Whether the limit was not reached.
    pub is_complete: bool,
    pub(crate) rules: IgnoreRules,
}

impl Discovery {
    pub(crate) fn new(files: Arc<dyn FileSystem>, root: PathBuf, folder: PathBuf) -> Discovery {
        Discovery { files, root, folder, limit: LIMIT }
    }

    /// Looks through the folders, nearest first. It stops early when `go_on` says no, and then tells what it found so far.
    pub fn run(self, go_on: &dyn Fn() -> bool) -> Change {
        let mut rules = IgnoreRules::around(&*self.files, &self.root, &self.folder);
        let mut sources = Vec::new();
        let mut folders = VecDeque::from([self.folder.clone()]);
        let mut left = self.limit;
        while let Some(folder) = folders.pop_front() {
            if left == 0 || !go_on() {
                folders.push_front(folder);
                break;
            }
            rules.read(&*self.files, &folder);
            let entries = self.files.entries(&folder).unwrap_or_default();
            for (name, kind) in entries.into_iter().take(left) {
                left -= 1;
                let path = folder.join(&name);
                match kind {
                    FileKind::Directory if !is_never_own(&name) && !rules.ignore(&path, true) => {
                        folders.push_back(path);
                    }
                    FileKind::File if is_written(&path, &name) && !rules.ignore(&path, false) => sources.push(path),
                    _ => {}
                }
            }
        }
        let is_complete = folders.is_empty() && left > 0;
        Change::Discovered(Discovered { root: self.root, folder: self.folder, sources, is_complete, rules })
    }
}

/// Whether a folder of this name is never a part of the project.
pub(crate) fn is_never_own(name: &str) -> bool {
    NEVER.contains(&name)
}

/// Whether a file is source that somebody wrote.
pub(crate) fn is_written(path: &Path, name: &str) -> bool {
    is_source(path) && !name.contains(".min.")
}

/// The `.gitignore` files of a root.
#[derive(Default)]
pub(crate) struct IgnoreRules {
    by_folder: FxHashMap<PathBuf, Gitignore>,
}

impl IgnoreRules {
    /// Those that count for a folder: in it come later, here are those above it, up to where git's own folder is.
    fn around(files: &dyn FileSystem, root: &Path, folder: &Path) -> IgnoreRules {
        let mut rules = IgnoreRules::default();
        for above in folder.ancestors().skip(1) {
            rules.read(files, above);
            if files.is_directory(&above.join(".git")) {
                break;
            }
        }
        // Without a repository only what is in the root counts.
        if !root.ancestors().any(|above| files.is_directory(&above.join(".git"))) {
            rules.by_folder.retain(|above, _| above.starts_with(root));
        }
        rules
    }

    /// Whether the rules that count for a path in `root` name it, or a folder that it lies in.
    pub fn ignore_below(files: &dyn FileSystem, root: &Path, path: &Path) -> bool {
        let Some(folder) = path.parent() else { return false };
        let mut rules = IgnoreRules::around(files, root, folder);
        rules.read(files, folder);
        let folders = path.ancestors().skip(1).take_while(|above| above.starts_with(root) && *above != root);
        rules.ignore(path, false) || folders.into_iter().any(|folder| rules.ignore(folder, true))
    }

    fn read(&mut self, files: &dyn FileSystem, folder: &Path) {
        let mut builder = GitignoreBuilder::new(folder);
        let mut is_empty = true;
        for name in [".git/info/exclude", ".gitignore", ".ignore"] {
            let Ok(text) = files.read_to_string(&folder.join(name)) else { continue };
            for line in text.trim_start_matches('\u{FEFF}').lines() {
                // A line that is no pattern is no rule.
                is_empty &= builder.add_line(None, line).is_err();
            }
        }
        if let Some(rules) = builder.build().ok().filter(|_| !is_empty) {
            self.by_folder.insert(folder.to_owned(), rules);
        }
    }

    /// Takes over the rules of a newer search in `folder`.
    pub fn merge(&mut self, folder: &Path, newer: IgnoreRules) {
        self.by_folder.retain(|known, _| !known.starts_with(folder));
        self.by_folder.extend(newer.by_folder);
    }

    /// Whether the rules name the file or folder itself; the innermost that says anything decides.
    fn ignore(&self, path: &Path, is_folder: bool) -> bool {
        for folder in path.ancestors().skip(1) {
            match self.by_folder.get(folder).map(|rules| rules.matched(path, is_folder)) {
                Some(Match::Ignore(_)) => return true,
                Some(Match::Whitelist(_)) => return false,
                Some(Match::None) | None => {}
            }
        }
        false
    }

    /// Whether a path in `root` is passed over, by itself or by a folder that it lies in.
    pub fn pass_over(&self, root: &Path, path: &Path, is_folder: bool) -> bool {
        let Ok(relative) = path.strip_prefix(root) else { return true };
        let mut at = root.to_owned();
        let count = relative.components().count();
        relative.components().enumerate().any(|(index, part)| {
            at.push(part);
            let is_folder = is_folder || index + 1 < count;
            let name = part.as_os_str().to_str().unwrap_or_default();
            (is_folder && is_never_own(name)) || self.ignore(&at, is_folder)
        })
    }
}
