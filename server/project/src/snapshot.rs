//! The project at one moment, for readers.
//!
//! A snapshot is cheap to clone and can be read from any thread. What it derives from files is made by the first reader that
//! asks and kept for all snapshots. What lies on the disk is read when it is first asked for.

use std::any::Any;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use package::manifest::PackageJson;
use package::scope::inside_node_modules;
use resolve::error::ResolveError;
use rustc_hash::{FxHashMap, FxHashSet, FxHasher};
use source::{FileId, FileSystem, SourceText};
use syntax::cursor::Place;
use syntax::{Goal, Language, SourceKind, SyntaxError};

use crate::cancel::CancelToken;
use crate::discover::IgnoreRules;
use crate::facts::{Facts, ImportId, ImportKind};
use crate::graph::Edges;
use crate::index::{IndexTask, OwnExport, Package, Usage, typed_package};
use crate::json;
use crate::kind;
use crate::observed::Observed;
use crate::overlay::WithOpenFiles;
use crate::packages::Dependency;
use crate::paths::{extension, is_source};
use crate::project::Revision;
use crate::resolution::{Importer, Resolved};
use crate::store::{Analysis, FileEntry, TextKey, Wanted, lock};
use crate::world::World;

/// In larger texts no uses are counted.
const LARGEST_COUNTED: usize = 1 << 20;

/// So many files' specifiers a reader resolves that waits for something else.
const AT_ONCE: usize = 50;

#[derive(Clone)]
pub struct Snapshot {
    world: Arc<World>,
    cancel: CancelToken,
}

/// What a text says that was mended where the cursor stands.
#[derive(Clone)]
pub struct Mended {
    pub facts: Arc<Facts>,
    /// What the cursor stands in.
    pub place: Place,
}

/// The last text of an open file that had no syntax error, while the newest one has some.
#[derive(Clone)]
pub struct LastGood {
    pub text: SourceText,
    pub facts: Arc<Facts>,
}

impl Snapshot {
    pub(crate) fn new(world: Arc<World>) -> Snapshot {
        Snapshot { world, cancel: CancelToken::new() }
    }

    /// The same snapshot for a reader that `cancel` can stop.
    pub fn with_cancel(&self, cancel: CancelToken) -> Snapshot {
        Snapshot { world: self.world.clone(), cancel }
    }

    /// Whether nobody waits for the answer any more. To be asked in every long loop.
    pub fn is_cancelled(&self) -> bool {
        self.cancel.is_cancelled()
    }

    pub fn revision(&self) -> Revision {
        self.world.revision
    }

    pub fn roots(&self) -> &[PathBuf] {
        &self.world.roots.given
    }

    /// The file at a path, if it is open or lies on the disk. Different spellings of a path give the same file.
    pub fn file(&self, path: &Path) -> Option<FileId> {
        let identity = self.world.resolution.identity(path);
        if let Some(id) = self.world.paths.known(&identity)
            && self.world.open.contains_key(&id)
        {
            return Some(id);
        }
        self.world.files.is_file(&identity).then(|| self.world.paths.id(&identity))
    }

    /// The path that a file is known by: its real one, under the root as that was named.
    pub fn path(&self, file: FileId) -> Arc<Path> {
        self.world.paths.path(file)
    }

    /// What an editor shows or, of a file that is not open, what the disk holds.
    pub fn text(&self, file: FileId) -> Option<SourceText> {
        self.entry(file).known_text().cloned()
    }

    /// The disk with what an editor shows over it.
    pub fn files(&self) -> Arc<dyn FileSystem> {
        let open = self.world.open.iter();
        let texts =
            open.filter_map(|(file, open)| Some((self.path(*file).to_path_buf(), open.entry.known_text()?.clone())));
        WithOpenFiles::over(self.world.files.clone(), texts.collect())
    }

    /// The editor's version of an open file.
    pub fn version(&self, file: FileId) -> Option<i32> {
        self.world.open.get(&file).map(|open| open.version)
    }

    pub fn is_open(&self, file: FileId) -> bool {
        self.world.open.contains_key(&file)
    }

    /// In the order of their numbers.
    pub fn open_files(&self) -> Vec<FileId> {
        let mut files: Vec<FileId> = self.world.open.keys().copied().collect();
        files.sort_unstable();
        files
    }

    /// Whether a file is part of the project: in a root and not installed; or open, with no root around it.
    pub fn is_own(&self, file: FileId) -> bool {
        self.world.is_own(file)
    }

    /// Whether a file lies in an installed package.
    pub fn is_installed(&self, file: FileId) -> bool {
        !self.is_own(file) && inside_node_modules(&self.path(file))
    }

    /// How a file is parsed.
    pub fn kind(&self, file: FileId) -> SourceKind {
        self.kind_of(file, &self.entry(file))
    }

    /// How Node reads a file by its name and its package; `None`: by its text. [`Snapshot::kind`] may say otherwise.
    pub fn declared_goal(&self, file: FileId) -> Option<Goal> {
        let path = self.path(file);
        kind::declared(&path, self.world.resolution.package(&path).and_then(|package| package.kind))
    }

    /// What a file says. JSON is a module that exports its value as a whole. `None`: there is no such file, it holds neither
    /// JavaScript nor TypeScript nor JSON, or it is huge and not open.
    pub fn facts(&self, file: FileId) -> Option<Arc<Facts>> {
        Some(self.analysis(file)?.facts.clone())
    }

    /// The errors that the parser found, in the order of the text.
    pub fn syntax_errors(&self, file: FileId) -> Arc<[SyntaxError]> {
        self.analysis(file).map_or_else(|| Arc::from([]), |analysis| analysis.errors.clone())
    }

    /// What the text was when it last had no syntax error, of an open file; the text of now, if it has none.
    pub fn last_good_facts(&self, file: FileId) -> Option<LastGood> {
        let open = self.world.open.get(&file)?;
        let analysis = self.analysis(file);
        match analysis.filter(|analysis| analysis.errors.is_empty()) {
            Some(analysis) => Some(LastGood { text: open.entry.known_text()?.clone(), facts: analysis.facts.clone() }),
            None => open.last_good.get(),
        }
    }

    /// The text of an open file as it was mended at a cursor: `text` is what was to be mended, `at` the cursor in it. Made by `mend`,
    /// and remembered until another text or another place is asked for: while someone types on it is often the same.
    pub fn mended(&self, file: FileId, text: &str, at: u32, mend: impl FnOnce() -> Option<Mended>) -> Option<Mended> {
        match self.world.open.get(&file) {
            Some(open) => open.mended.get_or_make((TextKey::of(text), at, self.kind(file)), mend),
            None => mend(),
        }
    }

    /// What other files can learn of a file, as a number: see [`crate::shape`]. What was derived of this file elsewhere is
    /// good as long as it stays the same.
    pub fn shape(&self, file: FileId) -> Option<u64> {
        Some(self.analysis(file)?.summary.shape)
    }

    /// Whether anything was observed at all.
    pub fn has_observed(&self) -> bool {
        !self.world.observed.is_empty()
    }

    /// What values were like when a file ran with this very text.
    pub fn observed(&self, file: FileId) -> Option<Arc<Observed>> {
        let observed = self.world.observed.of(file)?;
        observed.is_of(self.text(file)?.text()).then(|| observed.clone())
    }

    /// What a specifier in a file stands for. Lenient, as bundlers are: see [`Snapshot::resolution_error`].
    pub fn resolve(&self, file: FileId, specifier: &str, kind: ImportKind) -> Resolved {
        let path = self.path(file);
        self.world.resolution.resolve(self.importer(file, &path), specifier, kind)
    }

    pub fn resolve_import(&self, file: FileId, import: ImportId) -> Option<Resolved> {
        let facts = self.facts(file)?;
        let import = facts.imports.get(import.index())?;
        (!import.specifier.is_empty()).then(|| self.resolve(file, &import.specifier, import.kind))
    }

    /// Why Node can't load what a specifier names; `None` where it can.
    pub fn resolution_error(&self, file: FileId, specifier: &str, kind: ImportKind) -> Option<Arc<ResolveError>> {
        let path = self.path(file);
        self.world.resolution.error(self.importer(file, &path), specifier, kind)
    }

    /// The own files whose imports lead to a file, as far as they were read. Never waits for more than a few.
    pub fn importers(&self, file: FileId) -> Vec<FileId> {
        self.connect();
        self.world.graph.importers(file)
    }

    /// The files that an own file imports, if it was read.
    pub fn imported_files(&self, file: FileId) -> Vec<FileId> {
        self.connect();
        self.world.graph.imported(file)
    }

    /// The sources of the project that were found, and those that are open.
    pub fn own_files(&self) -> Arc<[FileId]> {
        self.world.own.list.clone()
    }

    /// Whether all of the roots were looked through, none of them being too large.
    pub fn is_discovered(&self) -> bool {
        self.world.own.is_complete
    }

    /// The own files that [`Snapshot::importers`] can't tell of yet. Each is read by asking for its facts.
    pub fn unread_files(&self) -> Vec<FileId> {
        let is_unread = |file: &FileId| self.world.store.summary(*file, self.world.generation(*file)).is_none();
        let files = self.world.own.list.iter().filter(|file| !self.world.open.contains_key(file));
        files.filter(|file| is_unread(file)).copied().collect()
    }

    /// Reads what [`Snapshot::unread_files`] names, until `go_on` says no. Whether all is read.
    pub fn read_own_files(&self, go_on: &dyn Fn() -> bool) -> bool {
        self.let_go();
        for file in self.unread_files() {
            if !go_on() {
                return false;
            }
            self.analysis(file);
        }
        for file in self.open_files() {
            self.analysis(file);
        }
        while !self.connect() {
            if !go_on() {
                return false;
            }
        }
        true
    }

    /// Whether a `.gitignore` names a file, or a folder that it lies in.
    pub fn is_ignored(&self, file: FileId) -> bool {
        if self.world.own.discovered.contains(&file) {
            return false;
        }
        let path = self.path(file);
        self.world.roots.around(&path).is_some_and(|root| IgnoreRules::ignore_below(&*self.world.files, root, &path))
    }

    /// The package that a file belongs to.
    pub fn package_of(&self, file: FileId) -> Option<Arc<PackageJson>> {
        self.world.resolution.package(&self.path(file))
    }

    /// What a file may import by a package's name: what its package names, then what the packages around that name.
    pub fn dependencies(&self, file: FileId) -> Arc<[Dependency]> {
        self.world.resolution.dependencies_of(&self.path(file))
    }

    /// The folder that a package's name leads to from a file, as it is written there: the link, not what it leads to.
    pub fn installed(&self, file: FileId, package: &str) -> Option<PathBuf> {
        self.world.resolution.installed(&self.path(file), package)
    }

    /// The names in a folder with what they are, for completing paths. Sorted; empty where there is no folder.
    pub fn entries(&self, folder: &Path) -> Vec<(String, source::FileKind)> {
        self.world.files.entries(folder).unwrap_or_default()
    }

    /// The packages that a file may import, with what is known of each so far.
    pub fn packages(&self, file: FileId) -> Vec<Package> {
        let dependencies = self.dependencies(file);
        let packages = importable(&dependencies);
        packages
            .map(|(dependency, name)| Package {
                index: dependency.folder.as_deref().and_then(|folder| self.world.indexes.get(folder)),
                is_pending: dependency.folder.as_deref().is_some_and(|folder| self.world.indexes.is_pending(folder)),
                dependency: dependency.clone(),
                name,
            })
            .collect()
    }

    /// What an own file exports; `None` while it was not read.
    pub fn own_exports(&self, file: FileId) -> Option<Arc<[OwnExport]>> {
        if self.is_open(file) {
            self.analysis(file)?;
        }
        self.world.exports.of(file)
    }

    /// The same as it was last read, whatever the text says by now: of a file that is being typed into, whose text says little of
    /// use before it is whole.
    pub fn own_exports_as_read(&self, file: FileId) -> Option<Arc<[OwnExport]>> {
        self.world.exports.of(file).or_else(|| self.own_exports(file))
    }

    /// A number that stays the same while nothing changes that can be learned of the project but by reading `file`, an open one:
    /// what was derived without it is good as long.
    pub fn state_beside(&self, file: FileId) -> u64 {
        self.connect();
        let world = &self.world;
        let mut hasher = FxHasher::default();
        let observed = world.observed.state_beside(file);
        for count in
            [world.resolution.epoch, world.disk_changes, world.graph.revision(), world.exports.revision(), observed]
        {
            hasher.write_u64(count);
        }
        world.own.list.hash(&mut hasher);
        for id in self.open_files() {
            if let Some(open) = world.open.get(&id).filter(|open| id != file && !world.is_as_read(id, open)) {
                (id, open.entry.key(), open.language).hash(&mut hasher);
            }
        }
        hasher.finish()
    }

    /// What a reader left here for the next one, whatever changed in between; new where there is nothing of this type.
    pub fn kept<T: Any + Send + Sync + Default>(&self) -> Arc<T> {
        let mut kept = lock(&self.world.kept);
        if let Some(known) = kept.clone().and_then(|known| known.downcast().ok()) {
            return known;
        }
        let new = Arc::<T>::default();
        *kept = Some(new.clone());
        new
    }

    /// In how many places the project's own files import a name.
    pub fn times_imported(&self, name: &str) -> u32 {
        self.world.exports.times_imported(name)
    }

    /// How often members are used.
    pub fn usage(&self) -> Usage {
        Usage::new(self.world.usage.clone(), self.world.indexes.clone())
    }

    /// The packages that are still to be indexed, or to be indexed again: those that the project's packages name. Asked for when
    /// own files were found, and when something changed that had to do with packages.
    pub fn index_tasks(&self) -> Vec<IndexTask> {
        self.let_go();
        let mut folders: FxHashSet<PathBuf> = FxHashSet::default();
        let mut wanted: FxHashSet<PathBuf> = FxHashSet::default();
        let mut tasks = Vec::new();
        // What somebody looks at comes first. A root counts though it has no source yet.
        let open = self.open_files().into_iter().filter(|file| self.is_own(*file)).map(|file| self.path(file));
        let roots = self.world.roots.given.iter().map(|root| Arc::from(root.join("package.json")));
        let others = self.world.own.list.iter().map(|file| self.path(*file));
        for path in open.chain(roots).chain(others) {
            if !path.parent().is_some_and(|folder| folders.insert(folder.to_owned())) {
                continue;
            }
            let dependencies = self.world.resolution.dependencies_of(&path);
            for (dependency, name) in importable(&dependencies) {
                let Some(folder) = dependency.folder.clone().filter(|folder| wanted.insert(folder.clone())) else {
                    continue;
                };
                let state = if dependency.is_own { self.state_below(&folder) } else { 0 };
                if self.world.indexes.needs(&folder, state) {
                    let texts = if dependency.is_own { self.open_texts_below(&folder) } else { Default::default() };
                    tasks.push(IndexTask {
                        resolution: self.world.resolution.clone(),
                        files: WithOpenFiles::over(self.world.resolution.files.clone(), texts),
                        cache: self.world.cache.clone(),
                        dependency: dependency.clone(),
                        folder,
                        name,
                        state,
                        forgotten: self.world.indexes.forgotten(),
                        step: Default::default(),
                    });
                }
            }
        }
        tasks
    }

    fn open_texts_below(&self, folder: &Path) -> FxHashMap<PathBuf, SourceText> {
        let open = self.world.open.iter().filter_map(|(file, open)| {
            let path = self.path(*file);
            path.starts_with(folder).then_some((path.to_path_buf(), open.entry.known_text()?.clone()))
        });
        open.collect()
    }

    /// What the own files in a folder say, as far as they were read.
    fn state_below(&self, folder: &Path) -> u64 {
        let mut hasher = FxHasher::default();
        for file in self.world.own.list.iter().filter(|file| self.path(**file).starts_with(folder)) {
            let summary = match self.world.open.get(file) {
                Some(open) => open.entry.latest().map(|analysis| analysis.summary.clone()),
                None => self.world.store.summary(*file, 0),
            };
            hasher.write_u32(file.0);
            hasher.write_u64(summary.map_or(0, |summary| summary.shape));
        }
        hasher.finish()
    }

    pub(crate) fn analysis(&self, file: FileId) -> Option<Arc<Analysis>> {
        let path = self.path(file);
        let open = self.world.open.get(&file);
        if !is_source(&path) && extension(&path) != "json" && open.is_none_or(|open| open.language.is_none()) {
            return None;
        }
        let entry = self.entry(file);
        let kind = self.kind_of(file, &entry);
        let analysis = match open {
            Some(open) => {
                let analysis = entry.analysis(kind)?;
                open.last_good.offer(open.sequence, &entry, &analysis);
                analysis
            }
            None => self.world.store.analysis(self.wanted(file), &entry, kind)?,
        };
        if self.is_own(file) {
            self.world.graph.read(file, &analysis.summary.imports);
            if let Some(text) = entry.known_text().filter(|text| text.text().len() < LARGEST_COUNTED) {
                self.world.usage.read(file, analysis.text, text.text(), &analysis.facts);
                self.world.exports.read(file, text, &analysis);
            }
        }
        Some(analysis)
    }

    fn entry(&self, file: FileId) -> Arc<FileEntry> {
        match self.world.open.get(&file) {
            Some(open) => open.entry.clone(),
            None => self.world.store.entry(self.wanted(file), &self.path(file)),
        }
    }

    fn wanted(&self, file: FileId) -> Wanted {
        Wanted { id: file, generation: self.world.generation(file), is_own: self.is_own(file) }
    }

    fn kind_of(&self, file: FileId, entry: &FileEntry) -> SourceKind {
        let path = self.path(file);
        if extension(&path) == "json" {
            return json::KIND;
        }
        let package = self.world.resolution.package(&path).and_then(|package| package.kind);
        let given = self.world.open.get(&file).and_then(|open| open.language);
        kind::of(&path, given, package, entry.signs(), self.is_installed(file))
    }

    fn importer<'p>(&self, file: FileId, path: &'p Path) -> Importer<'p> {
        let goal = self.kind(file).goal;
        Importer { path, language: Language::of(path), goal }
    }

    /// Resolves the specifiers of files that were read since the last time. Whether that was all of them.
    fn connect(&self) -> bool {
        let epoch = self.world.resolution.epoch;
        let pending = self.world.graph.take_pending(epoch, AT_ONCE);
        for file in &pending {
            self.world.graph.connect(epoch, *file, self.edges(*file));
        }
        pending.len() < AT_ONCE
    }

    /// Drops what the writer left for somebody with more time.
    fn let_go(&self) {
        let retired = std::mem::take(&mut *lock(&self.world.retired));
        drop(retired);
    }

    fn edges(&self, file: FileId) -> Option<Edges> {
        let imports = match self.world.open.get(&file) {
            Some(_) => self.analysis(file)?.summary.imports.clone(),
            None => match self.world.store.summary(file, self.world.generation(file)) {
                Some(summary) => summary.imports.clone(),
                None => self.analysis(file)?.summary.imports.clone(),
            },
        };
        let mut targets = Vec::new();
        let mut is_missing_some = false;
        for import in imports.iter() {
            match self.resolve(file, &import.specifier, import.kind) {
                Resolved::Missing(_) => is_missing_some = true,
                resolved => targets.extend([resolved.declarations(), resolved.source()].into_iter().flatten()),
            }
        }
        targets.sort_unstable();
        targets.dedup();
        Some(Edges { imports, targets, is_missing_some })
    }
}

/// Dependencies with the names to import them by. Types that are installed by themselves stand for what they declare.
fn importable(dependencies: &[Dependency]) -> impl Iterator<Item = (&Dependency, String)> {
    dependencies.iter().filter_map(|dependency| match typed_package(&dependency.name) {
        // Node's own modules have no package.
        Some(name) if name == "node" => None,
        Some(name) => dependencies.iter().all(|other| other.name != name).then_some((dependency, name)),
        None => Some((dependency, dependency.name.clone())),
    })
}
