//! The contents of files and what was derived from them, each made once.
//!
//! A [`FileEntry`] is one content of one file; its text, and its facts, are made by the first reader that asks, while others
//! that ask wait for it. Syntax trees are dropped at once. What is open is held by its snapshot; what lies on the disk is held
//! by the [`Store`], which forgets what was not asked for longest when it grows too large: all of it can be made again.

use std::hash::Hasher;
use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use rustc_hash::{FxHashMap, FxHasher};
use source::{FileId, FileSystem, SourceText};
use syntax::{SourceKind, SyntaxError};

use crate::facts::{self, Facts, ImportKind, Name};
use crate::json;
use crate::kind::Signs;
use crate::paths::extension;
use crate::shape;

/// Larger files are not read at all.
const LARGEST_TEXT: u64 = 64 << 20;
/// Of larger files no facts are kept unless they are open: they are built by a program and not written for people.
const LARGEST_CLOSED: usize = 3 << 20;
/// What the store may hold of files of the project, and of others, in bytes as estimated.
const OWN_BUDGET: usize = 48 << 20;
const OTHER_BUDGET: usize = 32 << 20;

/// Made once, by whoever asks first.
type Pending = Arc<OnceLock<Arc<Analysis>>>;

/// One content of one file.
pub(crate) struct FileEntry {
    text: OnceLock<Option<SourceText>>,
    signs: OnceLock<Signs>,
    key: OnceLock<TextKey>,
    /// One for each kind that the text was ever read as: a package.json can change it.
    analyses: Mutex<Vec<(SourceKind, Pending)>>,
    /// Of the content before, taken over when the texts turn out to be the same.
    previous: Option<Arc<Analysis>>,
    /// Whether someone's editor shows it.
    is_open: bool,
}

/// What is derived from one text.
pub(crate) struct Analysis {
    pub kind: SourceKind,
    pub text: TextKey,
    pub facts: Arc<Facts>,
    pub errors: Arc<[SyntaxError]>,
    pub summary: Arc<Summary>,
}

/// What stays known of a file when its facts are forgotten.
#[derive(Debug)]
pub(crate) struct Summary {
    pub imports: Arc<[ImportedModule]>,
    /// See [`shape`].
    pub shape: u64,
}

/// One specifier that a file names; the same one by the same kind of import only once.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(crate) struct ImportedModule {
    pub specifier: Name,
    pub kind: ImportKind,
}

/// Texts with the same key are taken for the same text.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) struct TextKey {
    length: usize,
    hash: u64,
}

impl TextKey {
    pub fn of(text: &str) -> TextKey {
        let mut hasher = FxHasher::default();
        hasher.write(text.as_bytes());
        TextKey { length: text.len(), hash: hasher.finish() }
    }
}

impl FileEntry {
    /// What an editor shows.
    pub fn open(text: SourceText, previous: Option<Arc<Analysis>>) -> FileEntry {
        FileEntry { text: OnceLock::from(Some(text)), ..FileEntry::unread(previous, true) }
    }

    fn unread(previous: Option<Arc<Analysis>>, is_open: bool) -> FileEntry {
        FileEntry {
            text: OnceLock::new(),
            signs: OnceLock::new(),
            key: OnceLock::new(),
            analyses: Mutex::default(),
            previous,
            is_open,
        }
    }

    fn read(&self, path: &Path, files: &dyn FileSystem) -> Option<&SourceText> {
        let read = || {
            let length = files.metadata(path).ok().filter(|metadata| metadata.is_file())?.length;
            if length > LARGEST_TEXT {
                return None;
            }
            Some(SourceText::new(path, files.read_to_string(path).ok()?))
        };
        self.text.get_or_init(read).as_ref()
    }

    /// The text, if it was read already and there was one.
    pub fn known_text(&self) -> Option<&SourceText> {
        self.text.get()?.as_ref()
    }

    pub fn signs(&self) -> Signs {
        match self.known_text() {
            Some(text) => *self.signs.get_or_init(|| Signs::of(text.text())),
            None => Signs::default(),
        }
    }

    /// Of the text that is known.
    pub fn key(&self) -> TextKey {
        *self.key.get_or_init(|| TextKey::of(self.known_text().map_or("", |text| text.text())))
    }

    /// The newest analysis that was made of this content or, failing that, of the one before.
    pub fn latest(&self) -> Option<Arc<Analysis>> {
        let analyses = lock(&self.analyses);
        let made = analyses.iter().rev().find_map(|(_, cell)| cell.get().cloned());
        made.or_else(|| self.previous.clone())
    }

    /// Everything known of the text when it is read as `kind`; `None` when there is no text or too much of it.
    pub fn analysis(&self, kind: SourceKind) -> Option<Arc<Analysis>> {
        let text = self.known_text()?;
        if text.text().len() > LARGEST_CLOSED && !self.is_open {
            return None;
        }
        let cell = {
            let mut analyses = lock(&self.analyses);
            match analyses.iter().find(|(known, _)| *known == kind) {
                Some((_, cell)) => cell.clone(),
                None => {
                    let cell = Arc::new(OnceLock::new());
                    analyses.push((kind, cell.clone()));
                    cell
                }
            }
        };
        let is_json = extension(text.path()) == "json";
        Some(cell.get_or_init(|| analyze(text.text(), kind, is_json, self.previous.as_ref())).clone())
    }
}

fn analyze(text: &str, kind: SourceKind, is_json: bool, previous: Option<&Arc<Analysis>>) -> Arc<Analysis> {
    let key = TextKey::of(text);
    if let Some(previous) = previous.filter(|previous| previous.text == key && previous.kind == kind) {
        return previous.clone();
    }
    let facts = match is_json {
        true => json::facts(text),
        false => lowered(text, kind),
    };
    let summary = Arc::new(Summary::of(&facts, text, previous.map(|previous| &previous.summary)));
    let errors = facts.errors.as_slice().into();
    Arc::new(Analysis { kind, text: key, facts: Arc::new(facts), errors, summary })
}

/// Facts of a text. A fault of ours in one file must not take the others with it: then it says nothing.
pub(crate) fn lowered(text: &str, kind: SourceKind) -> Facts {
    let lower = || facts::lower(&syntax::parse_tolerant(text, kind), text, kind);
    panic::catch_unwind(AssertUnwindSafe(lower)).unwrap_or_else(|_| Facts::empty(kind, text.len() as u32))
}

impl Summary {
    /// Parts that are as they were before stay the same allocation.
    fn of(facts: &Facts, text: &str, previous: Option<&Arc<Summary>>) -> Summary {
        let mut imports: Vec<ImportedModule> = Vec::new();
        for import in facts.imports.iter().filter(|import| !import.specifier.is_empty()) {
            let import = ImportedModule { specifier: import.specifier.clone(), kind: import.kind };
            if !imports.contains(&import) {
                imports.push(import);
            }
        }
        let imports = match previous {
            Some(previous) if *previous.imports == *imports => previous.imports.clone(),
            _ => imports.into(),
        };
        Summary { imports, shape: shape::of(facts, text) }
    }
}

/// The contents of files that no editor shows.
pub(crate) struct Store {
    pub files: Arc<dyn FileSystem>,
    slots: Mutex<Slots>,
    clock: AtomicU64,
    /// Of every file that was ever analysed, by its last content: small, and what the module graph needs.
    summaries: Mutex<FxHashMap<FileId, KnownSummary>>,
    /// Files that were found to have changed without anybody saying so.
    noticed: Mutex<Vec<PathBuf>>,
}

#[derive(Clone)]
struct KnownSummary {
    generation: u32,
    text: TextKey,
    summary: Arc<Summary>,
}

#[derive(Default)]
struct Slots {
    by_file: FxHashMap<FileId, Slot>,
    /// Of own files, of others.
    weights: [usize; 2],
}

struct Slot {
    generation: u32,
    entry: Arc<FileEntry>,
    is_own: bool,
    weight: usize,
    used: u64,
}

/// Which content of a file is meant, and whose budget it counts on.
#[derive(Clone, Copy)]
pub(crate) struct Wanted {
    pub id: FileId,
    /// Raised each time that the file is said to have changed.
    pub generation: u32,
    pub is_own: bool,
}

impl Store {
    pub fn new(files: Arc<dyn FileSystem>) -> Store {
        Store {
            files,
            slots: Mutex::default(),
            clock: AtomicU64::new(0),
            summaries: Mutex::default(),
            noticed: Mutex::default(),
        }
    }

    /// The content of a file, its text read.
    pub fn entry(&self, wanted: Wanted, path: &Path) -> Arc<FileEntry> {
        let used = self.clock.fetch_add(1, Ordering::Relaxed);
        let entry = {
            let mut slots = lock(&self.slots);
            match slots.by_file.get_mut(&wanted.id) {
                // A snapshot that is older than the slot gets what is there now: what it would read from the disk, too.
                Some(slot) if slot.generation >= wanted.generation => {
                    slot.used = used;
                    slot.entry.clone()
                }
                known => {
                    let previous = known.and_then(|slot| slot.entry.latest());
                    let entry = Arc::new(FileEntry::unread(previous, false));
                    let Wanted { id, generation, is_own } = wanted;
                    let slot = Slot { generation, entry: entry.clone(), is_own, weight: 0, used };
                    slots.replace(id, Some(slot));
                    entry
                }
            }
        };
        let is_first = entry.text.get().is_none();
        let text = entry.read(path, &*self.files);
        if is_first {
            if let Some(text) = text {
                self.compare(wanted, path, text.text());
            }
            self.weigh(wanted.id, &entry);
        }
        entry
    }

    /// What was last derived of a file, if it is still held.
    pub fn latest(&self, id: FileId) -> Option<Arc<Analysis>> {
        lock(&self.slots).by_file.get(&id)?.entry.latest()
    }

    /// Everything known of a file when it is read as `kind`.
    pub fn analysis(&self, wanted: Wanted, entry: &Arc<FileEntry>, kind: SourceKind) -> Option<Arc<Analysis>> {
        let is_first = lock(&entry.analyses).iter().all(|(known, cell)| *known != kind || cell.get().is_none());
        let analysis = entry.analysis(kind);
        if is_first {
            let (text, summary) = match &analysis {
                Some(analysis) => (analysis.text, analysis.summary.clone()),
                // What can't be read, or is too large: it imports nothing as far as anyone knows.
                None => {
                    let text = TextKey::of(entry.known_text().map_or("", |text| text.text()));
                    (text, Arc::new(Summary { imports: Arc::from([]), shape: 0 }))
                }
            };
            let known = KnownSummary { generation: wanted.generation, text, summary };
            lock(&self.summaries).insert(wanted.id, known);
            self.weigh(wanted.id, entry);
        }
        analysis
    }

    /// The summary of a file, if one was made of the content that is wanted.
    pub fn summary(&self, id: FileId, generation: u32) -> Option<Arc<Summary>> {
        lock(&self.summaries).get(&id).filter(|known| known.generation >= generation).map(|known| known.summary.clone())
    }

    /// The text that a closed file was last analysed with.
    pub fn text_read(&self, id: FileId) -> Option<TextKey> {
        lock(&self.summaries).get(&id).map(|known| known.text)
    }

    /// Files that changed on the disk without a word, since the last call.
    pub fn take_noticed(&self) -> Vec<PathBuf> {
        std::mem::take(&mut lock(&self.noticed))
    }

    pub fn notice(&self, path: PathBuf) {
        lock(&self.noticed).push(path);
    }

    /// Whether the text is the one that the summary was made of, when a forgotten file is read again.
    fn compare(&self, wanted: Wanted, path: &Path, text: &str) {
        let known = lock(&self.summaries).get(&wanted.id).map(|known| (known.generation, known.text));
        if let Some((generation, key)) = known
            && generation == wanted.generation
            && key != TextKey::of(text)
        {
            self.notice(path.to_owned());
        }
    }

    /// Counts what an entry holds by now, and makes room if that is too much.
    fn weigh(&self, id: FileId, entry: &Arc<FileEntry>) {
        let weight = entry.weight();
        let mut slots = lock(&self.slots);
        let Some(slot) = slots.by_file.get_mut(&id).filter(|slot| Arc::ptr_eq(&slot.entry, entry)) else { return };
        let is_own = slot.is_own;
        let before = std::mem::replace(&mut slot.weight, weight);
        let total = &mut slots.weights[is_own as usize];
        *total = *total + weight - before;
        let budget = if is_own { OWN_BUDGET } else { OTHER_BUDGET };
        if *total > budget {
            slots.make_room(is_own, budget - budget / 4, id);
        }
    }
}

impl Slots {
    fn replace(&mut self, id: FileId, slot: Option<Slot>) {
        let before = match slot {
            Some(slot) => self.by_file.insert(id, slot),
            None => self.by_file.remove(&id),
        };
        if let Some(before) = before {
            self.weights[before.is_own as usize] -= before.weight;
        }
    }

    /// Forgets what was not used for longest, but for `keep`.
    fn make_room(&mut self, is_own: bool, budget: usize, keep: FileId) {
        let mut oldest: Vec<(u64, FileId)> = self
            .by_file
            .iter()
            .filter(|(id, slot)| slot.is_own == is_own && slot.weight > 0 && **id != keep)
            .map(|(id, slot)| (slot.used, *id))
            .collect();
        oldest.sort_unstable();
        for (_, id) in oldest {
            if self.weights[is_own as usize] <= budget {
                break;
            }
            self.replace(id, None);
        }
    }
}

impl FileEntry {
    /// An estimate of the bytes that it holds.
    fn weight(&self) -> usize {
        let text = self.known_text().map_or(0, |text| text.text().len());
        let analyses = lock(&self.analyses);
        let facts = analyses.iter().filter_map(|(_, cell)| cell.get()).map(|analysis| weight_of(&analysis.facts));
        text + facts.sum::<usize>()
    }
}

/// An estimate of the bytes that facts take: their rows, and what the rows own.
fn weight_of(facts: &Facts) -> usize {
    fn rows<T>(table: &[T]) -> usize {
        std::mem::size_of_val(table)
    }
    let docs: usize = facts.docs.iter().map(|doc| doc.description.len() + doc.tags.len() * 64).sum();
    let tables = [
        rows(&facts.scopes),
        rows(&facts.bindings) * 2,
        rows(&facts.references),
        rows(&facts.expressions),
        rows(&facts.functions) * 2,
        rows(&facts.classes) * 2,
        rows(&facts.types) * 2,
        rows(&facts.interfaces) * 4,
        rows(&facts.aliases),
        rows(&facts.enums),
        rows(&facts.namespaces),
        rows(&facts.imports),
        rows(&facts.docs),
        rows(&facts.exports),
        rows(&facts.comments),
        rows(&facts.parents),
    ];
    // Measured on the declarations and the code of 290 packages: this much more is really taken.
    (tables.iter().sum::<usize>() + docs) * 3 / 2
}

/// A panic of a reader leaves these tables whole: each change of them is one insertion.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
