//! What a [`Snapshot`](crate::Snapshot) holds. The project makes a new one with each change; nothing in it is changed later,
//! except that readers fill what is derived.

use std::any::Any;
use std::path::Path;
use std::sync::{Arc, Mutex};

use rpds::HashTrieMapSync;
use rustc_hash::FxHashSet;
use source::{FileId, FileSystem};
use syntax::{Language, SourceKind};

use crate::graph::Graph;
use crate::index::{IndexCache, Indexes, OwnExports, OwnUsage};
use crate::observed::Observations;
use crate::paths::Paths;
use crate::project::Revision;
use crate::resolution::{Resolution, Roots};
use crate::snapshot::{LastGood, Mended};
use crate::store::{Analysis, FileEntry, Store, TextKey, lock};

#[derive(Clone)]
pub(crate) struct World {
    pub revision: Revision,
    pub files: Arc<dyn FileSystem>,
    pub paths: Arc<Paths>,
    pub store: Arc<Store>,
    pub graph: Arc<Graph>,
    pub roots: Arc<Roots>,
    pub open: HashTrieMapSync<FileId, Arc<OpenFile>>,
    /// How often a file was said to have changed on the disk; of most files: never.
    pub generations: HashTrieMapSync<FileId, u32>,
    /// How often closed files were said, or may be found, to have changed.
    pub disk_changes: u64,
    pub own: Arc<OwnFiles>,
    pub resolution: Arc<Resolution>,
    /// Earlier resolutions, for a reader to let go of: what they remembered is much, and the writer should not wait for it.
    pub retired: Arc<Mutex<Vec<Arc<Resolution>>>>,
    pub usage: Arc<OwnUsage>,
    pub exports: Arc<OwnExports>,
    pub indexes: Arc<Indexes>,
    pub cache: Option<Arc<IndexCache>>,
    pub kept: Arc<Kept>,
    /// What was seen of values when files ran.
    pub observed: Arc<Observations>,
}

/// What readers keep from one question to the next; one value, since there is one crate above that does.
pub(crate) type Kept = Mutex<Option<Arc<dyn Any + Send + Sync>>>;

/// A file that an editor shows.
pub(crate) struct OpenFile {
    pub version: i32,
    pub language: Option<Language>,
    pub entry: Arc<FileEntry>,
    /// Counts the texts of this file.
    pub sequence: u64,
    pub last_good: Arc<LastGoodText>,
    pub mended: Arc<MendedText>,
}

/// The text of an open file as it was last mended at a cursor; shared by all texts of it.
#[derive(Default)]
pub(crate) struct MendedText(Mutex<Option<(Unmended, Mended)>>);

/// The text that was to be mended, the cursor in it, and how it is parsed.
type Unmended = (TextKey, u32, SourceKind);

impl MendedText {
    pub fn get_or_make(&self, key: Unmended, mend: impl FnOnce() -> Option<Mended>) -> Option<Mended> {
        if let Some((known, mended)) = &*lock(&self.0)
            && *known == key
        {
            return Some(mended.clone());
        }
        let mended = mend()?;
        *lock(&self.0) = Some((key, mended.clone()));
        Some(mended)
    }
}

/// The newest text without a syntax error; shared by all texts of an open file, written by whoever analyses one.
#[derive(Default)]
pub(crate) struct LastGoodText(Mutex<Option<(u64, LastGood)>>);

impl LastGoodText {
    pub fn offer(&self, sequence: u64, entry: &FileEntry, analysis: &Analysis) {
        if !analysis.errors.is_empty() {
            return;
        }
        let mut known = lock(&self.0);
        if known.as_ref().is_none_or(|(known, _)| *known < sequence)
            && let Some(text) = entry.known_text()
        {
            *known = Some((sequence, LastGood { text: text.clone(), facts: analysis.facts.clone() }));
        }
    }

    pub fn get(&self) -> Option<LastGood> {
        lock(&self.0).as_ref().map(|(_, good)| good.clone())
    }
}

/// The sources of the project.
#[derive(Default)]
pub(crate) struct OwnFiles {
    /// As discovered, and open ones; in the order of their numbers.
    pub list: Arc<[FileId]>,
    pub discovered: Arc<FxHashSet<FileId>>,
    pub is_complete: bool,
}

impl World {
    /// Whether an open file holds what it held when it was last read from the disk.
    pub fn is_as_read(&self, id: FileId, open: &OpenFile) -> bool {
        self.store.text_read(id) == Some(open.entry.key())
    }

    pub fn generation(&self, file: FileId) -> u32 {
        self.generations.get(&file).copied().unwrap_or_default()
    }

    pub fn is_own(&self, file: FileId) -> bool {
        let path = self.paths.path(file);
        self.roots.hold(&path) || (self.open.contains_key(&file) && self.is_alone(&path))
    }

    /// Whether a path lies in no root and in no package that was installed.
    fn is_alone(&self, path: &Path) -> bool {
        self.roots.around(path).is_none() && !package::scope::inside_node_modules(path)
    }
}
