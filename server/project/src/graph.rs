//! Which of the project's own files import which files, and the other way round.
//!
//! It grows as files are read and never makes anybody wait: who asks for importers gets those known so far. One graph serves
//! all snapshots and follows the newest: what it answers are candidates, and the facts of each say what is so.
//!
//! A file's edges are made anew only when its specifiers change, or when a file comes or goes that could be meant by them.

use std::path::Path;
use std::sync::{Arc, Mutex};

use rustc_hash::{FxHashMap, FxHashSet};
use source::FileId;

use crate::paths::Paths;
use crate::store::{ImportedModule, lock};

#[derive(Default)]
pub(crate) struct Graph {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// The newest resolution's; a snapshot of an older one adds nothing.
    epoch: u64,
    /// Counts what changed.
    revision: u64,
    edges: FxHashMap<FileId, Edges>,
    importers: FxHashMap<FileId, FxHashSet<FileId>>,
    /// Files that were read and whose specifiers are still to be resolved.
    pending: FxHashSet<FileId>,
}

pub(crate) struct Edges {
    pub imports: Arc<[ImportedModule]>,
    pub targets: Vec<FileId>,
    /// Some specifier leads nowhere: a file that comes may be what it means.
    pub is_missing_some: bool,
}

/// What changed about which files there are.
pub(crate) struct NamesChanged<'a> {
    pub epoch: u64,
    /// Paths that came or went.
    pub paths: &'a [&'a Path],
    /// Something that all specifiers may depend on: a package, a configuration.
    pub everything: bool,
}

impl Graph {
    /// A file of the project was read, or read again.
    pub fn read(&self, file: FileId, imports: &Arc<[ImportedModule]>) {
        let mut state = lock(&self.state);
        let is_known = state.edges.get(&file).is_some_and(|edges| *edges.imports == **imports);
        if !is_known {
            state.pending.insert(file);
        }
    }

    /// Files of the project are gone, or are no longer its own.
    pub fn forget(&self, files: &[FileId]) {
        let mut state = lock(&self.state);
        for file in files {
            state.pending.remove(file);
            state.disconnect(*file);
            state.revision += 1;
        }
    }

    pub fn names_changed(&self, change: NamesChanged, paths: &Paths) {
        let mut state = lock(&self.state);
        state.epoch = change.epoch;
        let stems: Vec<&str> = change.paths.iter().flat_map(|path| meant_by(path)).collect();
        let mut affected: Vec<FileId> = Vec::new();
        for (file, edges) in &state.edges {
            let names_it = || edges.imports.iter().any(|import| stems.contains(&last_segment(&import.specifier)));
            if change.everything || edges.is_missing_some || names_it() {
                affected.push(*file);
            }
        }
        for path in change.paths {
            if let Some(importers) = paths.known(path).and_then(|id| state.importers.get(&id)) {
                affected.extend(importers);
            }
        }
        for file in affected {
            // Without its specifiers nothing can be taken for unchanged.
            if let Some(edges) = state.edges.get_mut(&file) {
                edges.imports = Arc::from([]);
            }
            state.pending.insert(file);
        }
    }

    /// Files whose specifiers are to be resolved, by a snapshot of this epoch; not more than so many.
    pub fn take_pending(&self, epoch: u64, count: usize) -> Vec<FileId> {
        let mut state = lock(&self.state);
        if epoch < state.epoch {
            return Vec::new();
        }
        let taken: Vec<FileId> = state.pending.iter().take(count).copied().collect();
        for file in &taken {
            state.pending.remove(file);
        }
        taken
    }

    /// `None`: there is nothing to be said of the file.
    pub fn connect(&self, epoch: u64, file: FileId, edges: Option<Edges>) {
        let mut state = lock(&self.state);
        if epoch < state.epoch {
            state.pending.insert(file);
            return;
        }
        state.disconnect(file);
        state.revision += 1;
        let Some(edges) = edges else { return };
        for target in &edges.targets {
            state.importers.entry(*target).or_default().insert(file);
        }
        state.edges.insert(file, edges);
    }

    /// While it stays the same so does everything that the graph tells.
    pub fn revision(&self) -> u64 {
        lock(&self.state).revision
    }

    /// In order.
    pub fn importers(&self, file: FileId) -> Vec<FileId> {
        let state = lock(&self.state);
        let mut importers: Vec<FileId> = state.importers.get(&file).into_iter().flatten().copied().collect();
        importers.sort_unstable();
        importers
    }

    /// The files that a file imports, as far as they are known.
    pub fn imported(&self, file: FileId) -> Vec<FileId> {
        lock(&self.state).edges.get(&file).map_or_else(Vec::new, |edges| edges.targets.clone())
    }
}

impl State {
    fn disconnect(&mut self, file: FileId) {
        let Some(edges) = self.edges.remove(&file) else { return };
        for target in edges.targets {
            if let Some(importers) = self.importers.get_mut(&target) {
                importers.remove(&file);
                if importers.is_empty() {
                    self.importers.remove(&target);
                }
            }
        }
    }
}

/// The last parts of specifiers that can mean the file or folder at `path`.
fn meant_by(path: &Path) -> Vec<&str> {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let stem = without_extension(name);
    let folder = path.parent().and_then(Path::file_name).and_then(|name| name.to_str());
    match stem {
        "index" => [Some(stem), folder, Some("."), Some("..")].into_iter().flatten().collect(),
        stem => vec![stem],
    }
}

fn last_segment(specifier: &str) -> &str {
    without_extension(specifier.trim_end_matches('/').rsplit('/').next().unwrap_or(specifier))
}

fn without_extension(name: &str) -> &str {
    match name.split_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}
