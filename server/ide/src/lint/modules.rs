//! What rules about modules know of a file's neighbours: read once, and read anew when files have changed.
//!
//! A file that is typed in is put in at each look, so its own edits cost its neighbours nothing. Not all of the project is looked at,
//! so rules that have to know who imports a file keep silent.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use lint::{Later, Modules};
use project::Snapshot;
use rustc_hash::FxHashMap;
use source::FileId;

/// The modules around the files that are looked at.
#[derive(Default)]
pub(super) struct Neighbours {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Raised when what was read may be stale.
    epoch: u64,
    /// The open files, and the versions that were put in or read.
    open: Vec<(FileId, Option<i32>)>,
    modules: Option<Arc<Modules>>,
    /// What others can learn of the files that were put in.
    interfaces: FxHashMap<FileId, u64>,
}

impl Neighbours {
    /// Files on the disk have changed.
    pub fn forget(&self) {
        let mut state = self.state();
        state.epoch += 1;
        state.modules = None;
    }

    /// Another one when files that were judged before may be judged otherwise now.
    pub fn now(&self) -> u64 {
        self.state().epoch
    }

    /// Which state of its neighbours a file is judged in.
    pub fn epoch(&self, snapshot: &Snapshot, file: FileId) -> u64 {
        let mut state = self.state();
        self.renew(&mut state, snapshot, file);
        state.epoch
    }

    /// The modules with `later` in the place of what was known of the file, and their epoch.
    pub fn around(&self, snapshot: &Snapshot, file: FileId, later: &Later) -> (Arc<Modules>, u64) {
        let (epoch, known) = {
            let mut state = self.state();
            self.renew(&mut state, snapshot, file);
            (state.epoch, state.modules.clone())
        };
        let modules = known.unwrap_or_else(|| {
            let mut fresh = Modules::new(snapshot.files());
            fresh.lacks_some();
            Arc::new(fresh)
        });
        let looks_different = modules.insert(&snapshot.path(file), later);
        let mut state = self.state();
        if state.epoch != epoch {
            // Something has changed meanwhile, so this is good for one file only.
            return (modules, epoch);
        }
        state.modules = Some(modules.clone());
        let interface = later.interface();
        let before = state.interfaces.insert(file, interface);
        if looks_different || before.is_some_and(|before| before != interface) {
            state.epoch += 1;
        }
        (modules, state.epoch)
    }

    /// Another open file has another text than was read or put in.
    fn renew(&self, state: &mut State, snapshot: &Snapshot, file: FileId) {
        let open: Vec<(FileId, Option<i32>)> =
            snapshot.open_files().into_iter().map(|open| (open, snapshot.version(open))).collect();
        let others = |all: &[(FileId, Option<i32>)]| -> Vec<(FileId, Option<i32>)> {
            all.iter().filter(|(open, _)| *open != file).copied().collect()
        };
        if others(&open) != others(&state.open) {
            state.epoch += 1;
            state.modules = None;
        }
        state.open = open;
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
