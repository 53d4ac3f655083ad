//! Tables that are kept from one evaluator to the next: what code puts on objects takes longest to find out, and nearly all of it
//! stands in files that nobody is typing into.
//!
//! Invariant: a table is kept only if any evaluator would make the same. It depends on no facts that replace those of a file's text,
//! on no table that was still in the making, and nothing was left out because too much had been spent before. All are forgotten
//! as soon as anything changes but the file that is being asked about.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rustc_hash::FxHashMap;
use source::FileId;

use crate::evaluator::Infer;
use crate::expando::Table;

/// Entries of all tables that are kept: a few megabytes.
const ENTRIES: usize = 40_000;

/// What something depends on that is not the project alone: a bit for each table in the making, in the order in which they were
/// begun, and [`THIS`].
pub(crate) type Ties = u128;

/// This very evaluator.
pub(crate) const THIS: Ties = 1 << 127;

/// The bit of a table that is begun while so many others are in the making.
pub(crate) fn tie_of(others: u32) -> Ties {
    1 << others.min(127)
}

/// Apart: of packages as they are declared, and as they run.
#[derive(Default)]
pub(crate) struct Keeper([Mutex<Kept>; 2]);

#[derive(Default)]
struct Kept {
    /// What the project was like, see [`project::Snapshot::state_beside`], and how it is looked at.
    state: (u64, bool, bool),
    tables: FxHashMap<FileId, Arc<Table>>,
    entries: usize,
}

/// The tables of one state of a project.
pub(crate) struct KeptTables {
    keeper: Arc<Keeper>,
    state: (u64, bool, bool),
}

impl KeptTables {
    pub fn of(infer: &Infer, file: FileId) -> KeptTables {
        let keeper = infer.snapshot.kept::<Keeper>();
        let state = (infer.snapshot.state_beside(file), infer.has_browser, infer.prefers_sources.get());
        KeptTables { keeper, state }
    }

    /// Empty, where it was of another state.
    fn kept(&self) -> MutexGuard<'_, Kept> {
        let kept = &self.keeper.0[usize::from(self.state.2)];
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.state != self.state {
            *kept = Kept { state: self.state, ..Kept::default() };
        }
        kept
    }

    pub fn get(&self, file: FileId) -> Option<Arc<Table>> {
        self.kept().tables.get(&file).cloned()
    }

    pub fn keep(&self, file: FileId, table: Arc<Table>) {
        let mut kept = self.kept();
        kept.entries += table.len();
        if kept.entries > ENTRIES {
            kept.tables.clear();
            kept.entries = table.len();
        }
        kept.tables.insert(file, table);
    }
}

impl Infer<'_> {
    pub(crate) fn tie(&self, to: Ties) {
        self.ties.set(self.ties.get() | to);
    }

    /// Where a text is mended at the cursor: that is asked at every key. `None`: nothing is kept.
    pub(crate) fn kept_tables(&self) -> Option<&KeptTables> {
        let kept = &self.kept[usize::from(self.prefers_sources.get())];
        kept.get_or_init(|| Some(KeptTables::of(self, self.replaced?))).as_ref()
    }
}
