//! Files of installed packages that answers depend on, looked at again now and then: package managers replace them, and not
//! every editor watches `node_modules`.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rustc_hash::FxHashMap;
use source::{FileSystem, Metadata};

use crate::store::lock;

/// More than this are not looked at in one go.
const AT_ONCE: usize = 1_000;
const LIMIT: usize = 20_000;

#[derive(Default)]
pub(crate) struct Watched {
    /// Written by readers that resolve, read by the project now and then.
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    paths: Vec<PathBuf>,
    stamps: FxHashMap<PathBuf, Stamp>,
    /// Where the next look starts.
    next: usize,
}

/// The path itself and what it leads to: a link that leads elsewhere is a change, too.
#[derive(PartialEq, Eq, Debug)]
struct Stamp {
    itself: Option<Metadata>,
    target: Option<Metadata>,
}

impl Stamp {
    fn of(files: &dyn FileSystem, path: &Path) -> Stamp {
        let itself = files.symlink_metadata(path).ok();
        let is_link = itself.is_some_and(|metadata| metadata.is_symlink());
        // What is in a folder is watched by itself; here only whether it is the same folder, but for `node_modules`, whose time
        // tells that something was added.
        let without_time = |metadata: Metadata| match metadata.is_directory() && !path.ends_with("node_modules") {
            true => Metadata { modified: None, length: 0, ..metadata },
            false => metadata,
        };
        let target = if is_link { files.metadata(path).ok() } else { itself };
        Stamp { itself: itself.map(without_time), target: target.map(without_time) }
    }
}

impl Watched {
    pub fn add(&self, files: &dyn FileSystem, path: &Path) {
        let mut state = lock(&self.state);
        if state.stamps.len() >= LIMIT || state.stamps.contains_key(path) {
            return;
        }
        state.stamps.insert(path.to_owned(), Stamp::of(files, path));
        state.paths.push(path.to_owned());
    }

    /// Those that are not what they were. Each is told once.
    pub fn changed(&self, files: &dyn FileSystem) -> Vec<PathBuf> {
        let mut state = lock(&self.state);
        let count = state.paths.len().min(AT_ONCE);
        let mut changed = Vec::new();
        for _ in 0..count {
            let path = state.paths[state.next % state.paths.len()].clone();
            state.next = (state.next + 1) % state.paths.len();
            let now = Stamp::of(files, &path);
            if state.stamps.get(&path) != Some(&now) {
                state.stamps.insert(path.clone(), now);
                changed.push(path);
            }
        }
        changed
    }
}
