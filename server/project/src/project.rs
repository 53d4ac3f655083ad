//! The project, for its one writer.
//!
//! [`Project::apply`] is short whatever happens: it edits texts, raises numbers and forgets; nothing is parsed or searched. What
//! takes time comes out as tasks ([`Project::take_discoveries`], [`crate::Snapshot::read_own_files`]) which the caller runs on
//! threads of its own.

use std::collections::VecDeque;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use rustc_hash::FxHashSet;
use source::{Edit, FileId, FileSystem, SourceText};
use syntax::Language;

use crate::discover::{Discovered, Discovery, IgnoreRules, is_written};
use crate::graph::{Graph, NamesChanged};
use crate::index::{IndexCache, IndexStep, Indexed, Indexes, OwnExports, OwnUsage};
use crate::observed::Observation;
use crate::overlay::WithOpenFiles;
use crate::paths::{Paths, is_source};
use crate::resolution::{Resolution, Roots};
use crate::snapshot::Snapshot;
use crate::store::{FileEntry, Store, lock};
use crate::world::{LastGoodText, OpenFile, OwnFiles, World};

/// Raised by every change.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug, Default)]
pub struct Revision(pub u64);

pub struct ProjectOptions {
    pub files: Arc<dyn FileSystem>,
    /// Where the index of installed packages is kept. `None`: only in memory.
    pub cache_folder: Option<PathBuf>,
}

pub enum Change {
    /// The folders that the editor opened: all of them.
    Roots(Vec<PathBuf>),
    Open {
        path: PathBuf,
        text: String,
        version: i32,
        /// What the editor says; the file's name wins where it says more.
        language: Option<Language>,
    },
    /// Each edit refers to the text after the one before.
    Edit {
        path: PathBuf,
        version: i32,
        edits: Vec<Edit>,
    },
    Close {
        path: PathBuf,
    },
    /// Files and folders that came, changed or went.
    Disk(Vec<PathBuf>),
    Discovered(Discovered),
    Indexed(Indexed),
    /// What a run has told of values.
    Observed(Vec<Observation>),
    /// Nothing is to be known of what was observed.
    ForgetObserved,
}

/// Installed packages are not looked at again within this time.
const RECHECK: Duration = Duration::from_millis(500);

/// What projects of one process have in common when they have the same roots: files by their numbers, and what was read of them.
/// Each has its own open files, which the others don't see.
#[derive(Clone)]
pub struct Shared {
    paths: Arc<Paths>,
    store: Arc<Store>,
    cache: Option<Arc<IndexCache>>,
}

/// More old resolutions are not kept for others to let go of.
const RETIRED: usize = 8;

pub struct Project {
    world: Arc<World>,
    rules: IgnoreRules,
    discoveries: Vec<Discovery>,
    /// Open files that no disk holds.
    unsaved: FxHashSet<PathBuf>,
    checked: Option<Instant>,
}

impl Project {
    pub fn new(options: ProjectOptions) -> Project {
        Project::beside(Shared {
            paths: Arc::default(),
            store: Arc::new(Store::new(options.files)),
            cache: options.cache_folder.map(|folder| Arc::new(IndexCache::new(&folder))),
        })
    }

    /// A project beside others that have, or will have, the same roots.
    pub fn beside(shared: Shared) -> Project {
        let Shared { paths, store, cache } = shared;
        let files = store.files.clone();
        let roots = Arc::new(Roots::default());
        let resolution = Arc::new(Resolution::new(files.clone(), roots.clone(), paths.clone(), 0));
        let world = World {
            revision: Revision(0),
            store,
            files,
            paths,
            graph: Arc::new(Graph::default()),
            roots,
            open: Default::default(),
            generations: Default::default(),
            disk_changes: 0,
            own: Arc::new(OwnFiles::default()),
            resolution,
            retired: Default::default(),
            usage: Arc::new(OwnUsage::default()),
            exports: Arc::new(OwnExports::default()),
            indexes: Arc::new(Indexes::default()),
            cache,
            kept: Arc::default(),
            observed: Arc::default(),
        };
        Project {
            world: Arc::new(world),
            rules: IgnoreRules::default(),
            discoveries: Vec::new(),
            unsaved: FxHashSet::default(),
            checked: None,
        }
    }

    /// For [`Project::beside`].
    pub fn shared(&self) -> Shared {
        let World { paths, store, cache, .. } = &*self.world;
        Shared { paths: paths.clone(), store: store.clone(), cache: cache.clone() }
    }

    pub fn snapshot(&self) -> Snapshot {
        Snapshot::new(self.world.clone())
    }

    /// Makes the change. Snapshots taken before don't see it.
    pub fn apply(&mut self, change: Change) -> Revision {
        let mut world = World::clone(&self.world);
        world.revision.0 += 1;
        match change {
            Change::Roots(roots) => self.set_roots(&mut world, roots),
            Change::Open { path, text, version, language } => {
                self.open(&mut world, &path, text, version, language);
            }
            Change::Edit { path, version, edits } => edit(&mut world, &path, version, &edits),
            Change::Close { path } => self.close(&mut world, &path),
            Change::Disk(paths) => self.disk(&mut world, paths),
            Change::Discovered(found) => self.discovered(&mut world, found),
            Change::Indexed(indexed) => {
                let mut indexes = Indexes::clone(&world.indexes);
                indexes.put(indexed);
                world.indexes = Arc::new(indexes);
            }
            Change::Observed(all) => all.iter().for_each(|observation| observe(&mut world, observation)),
            Change::ForgetObserved => world.observed = Arc::default(),
        }
        let revision = world.revision;
        self.world = Arc::new(world);
        revision
    }

    /// Searches for own files that became necessary since the last call: to be run elsewhere, each giving a [`Change`].
    pub fn take_discoveries(&mut self) -> Vec<Discovery> {
        std::mem::take(&mut self.discoveries)
    }

    /// Looks whether what was imported from installed packages is still what it was, at most twice a second: installs are seen
    /// though nobody watches. To be called before a snapshot is taken for a request; `now` is the time.
    pub fn recheck(&mut self, now: Instant) -> Option<Revision> {
        if self.checked.is_some_and(|last| now.saturating_duration_since(last) < RECHECK) {
            return None;
        }
        self.checked = Some(now);
        let mut changed = self.world.resolution.watched.changed(&*self.world.files);
        changed.extend(self.world.store.take_noticed());
        (!changed.is_empty()).then(|| self.apply(Change::Disk(changed)))
    }

    /// Indexes the packages that are still to be indexed, here and now; gives how many these were. A server runs
    /// [`Snapshot::index_tasks`] elsewhere.
    pub fn index_packages(&mut self) -> usize {
        let mut tasks = VecDeque::from(self.snapshot().index_tasks());
        let count = tasks.len();
        while let Some(task) = tasks.pop_front() {
            let IndexStep { change, rest } = task.run(&|| true).unwrap_or_default();
            if let Some(change) = change {
                self.apply(change);
            }
            tasks.extend(rest);
        }
        count
    }

    fn set_roots(&mut self, world: &mut World, given: Vec<PathBuf>) {
        world.roots = Arc::new(Roots::new(given, &*world.files));
        let is_kept = |id: &FileId| world.roots.hold(&world.paths.path(*id));
        let (kept, gone): (Vec<FileId>, Vec<FileId>) = world.own.discovered.iter().copied().partition(is_kept);
        forget(world, &gone);
        self.discoveries.clear();
        for root in &world.roots.given {
            self.discoveries.push(Discovery::new(world.files.clone(), root.clone(), root.clone()));
        }
        let is_complete = world.roots.given.is_empty();
        set_own(world, kept.into_iter().collect(), is_complete);
        self.names_changed(world, &[], true);
    }

    fn open(&mut self, world: &mut World, path: &Path, text: String, version: i32, language: Option<Language>) {
        let path = world.resolution.identity(path);
        let id = world.paths.id(&path);
        let text = SourceText::new(path.clone(), text);
        let entry = Arc::new(FileEntry::open(text, world.store.latest(id)));
        let last_good = Arc::new(LastGoodText::default());
        let mended = Arc::default();
        world.open.insert_mut(id, Arc::new(OpenFile { version, language, entry, sequence: 0, last_good, mended }));
        refresh_own(world);
        if !world.files.is_file(&path) && self.unsaved.insert(path.clone()) {
            self.names_changed(world, &[&path], false);
        }
    }

    fn close(&mut self, world: &mut World, path: &Path) {
        let path = world.resolution.identity(path);
        let Some(id) = world.paths.known(&path) else { return };
        let Some(open) = world.open.get(&id).cloned() else { return };
        // It may have been saved.
        if !world.is_as_read(id, &open) {
            world.disk_changes += 1;
        }
        world.open.remove_mut(&id);
        raise(world, id);
        refresh_own(world);
        if !world.is_own(id) || !world.files.is_file(&path) {
            forget(world, &[id]);
        }
        if self.unsaved.remove(&path) {
            self.names_changed(world, &[&path], false);
        }
    }

    fn discovered(&mut self, world: &mut World, found: Discovered) {
        // A root that was closed in the meantime.
        if !world.roots.given.contains(&found.root) {
            return;
        }
        let is_whole = found.folder == found.root;
        let mut discovered = FxHashSet::clone(&world.own.discovered);
        let new: FxHashSet<FileId> = found.sources.iter().map(|path| world.paths.id(path)).collect();
        let is_gone = |id: &FileId| !new.contains(id) && world.paths.path(*id).starts_with(&found.folder);
        let gone: Vec<FileId> = discovered.iter().copied().filter(is_gone).collect();
        for id in &gone {
            discovered.remove(id);
        }
        forget(world, &gone);
        let came: Vec<&Path> = found
            .sources
            .iter()
            .filter(|path| world.paths.known(path).is_none_or(|id| !discovered.contains(&id)))
            .map(PathBuf::as_path)
            .collect();
        if !is_whole {
            self.names_changed(world, &came, false);
        }
        discovered.extend(new);
        self.rules.merge(&found.folder, found.rules);
        let is_complete = if is_whole { found.is_complete } else { world.own.is_complete && found.is_complete };
        set_own(world, discovered, is_complete);
    }

    fn disk(&mut self, world: &mut World, paths: Vec<PathBuf>) {
        let mut changes = DiskChanges::default();
        for path in paths.into_iter().collect::<FxHashSet<PathBuf>>() {
            changes.add(self, world, &path);
        }
        let mut discovered = None;
        if !changes.folders.is_empty() {
            let mut indexes = Indexes::clone(&world.indexes);
            indexes.forget(&changes.folders);
            world.indexes = Arc::new(indexes);
        }
        let below = world.paths.below(&changes.folders);
        world.disk_changes += 1;
        for id in &below {
            raise(world, *id);
            if world.own.discovered.contains(id) && !world.files.is_file(&world.paths.path(*id)) {
                discovered.get_or_insert_with(|| FxHashSet::clone(&world.own.discovered)).remove(id);
                changes.gone.push(*id);
            }
        }
        forget(world, &changes.gone);
        for id in &changes.came {
            discovered.get_or_insert_with(|| FxHashSet::clone(&world.own.discovered)).insert(*id);
        }
        if let Some(discovered) = discovered {
            set_own(world, discovered, world.own.is_complete);
        }
        if changes.everything || !changes.names.is_empty() {
            let mut names = changes.names;
            names.extend(changes.gone.iter().map(|id| world.paths.path(*id).to_path_buf()));
            self.unsaved.retain(|path| !world.files.is_file(path));
            let names: Vec<&Path> = names.iter().map(PathBuf::as_path).collect();
            self.names_changed(world, &names, changes.everything);
        }
    }

    /// Which files there are is not what it was: specifiers are resolved anew.
    fn names_changed(&self, world: &mut World, paths: &[&Path], everything: bool) {
        let epoch = world.resolution.epoch + 1;
        let unsaved = self.unsaved.iter().filter_map(|path| {
            let open = world.open.get(&world.paths.known(path)?)?;
            Some((path.clone(), open.entry.known_text()?.clone()))
        });
        let files = WithOpenFiles::over(world.files.clone(), unsaved.collect());
        let resolution = Arc::new(Resolution::new(files, world.roots.clone(), world.paths.clone(), epoch));
        let mut retired = lock(&world.retired);
        if retired.len() == RETIRED {
            retired.clear();
        }
        retired.push(std::mem::replace(&mut world.resolution, resolution));
        world.graph.names_changed(NamesChanged { epoch, paths, everything }, &world.paths);
    }
}

fn edit(world: &mut World, path: &Path, version: i32, edits: &[Edit]) {
    let path = world.resolution.identity(path);
    let Some(id) = world.paths.known(&path) else { return };
    let Some(open) = world.open.get(&id).cloned() else { return };
    let Some(before) = open.entry.known_text() else { return };
    let mut text = before.text().to_owned();
    for edit in edits {
        let range = edit.range.as_usize();
        // A range that cuts a character or lies outside is an editor's mistake; the next full text mends it.
        if text.get(range.clone()).is_some() {
            text.replace_range(range, &edit.text);
        }
    }
    if world.observed.of(id).is_some() {
        let is_whole = edits.iter().any(|edit| edit.range.as_usize() == (0..before.text().len()));
        let all = || source::difference(before.text(), &text).into_iter().rev().collect::<Vec<_>>();
        // Where an editor sends all of a text, what is the same in it is where it was.
        let smallest = is_whole.then(all);
        Arc::make_mut(&mut world.observed).edited(id, smallest.as_deref().unwrap_or(edits), &text);
    }
    let entry = Arc::new(FileEntry::open(SourceText::new(path, text), open.entry.latest()));
    let changed = OpenFile {
        version,
        language: open.language,
        entry,
        sequence: open.sequence + 1,
        last_good: open.last_good.clone(),
        mended: open.mended.clone(),
    };
    world.open.insert_mut(id, Arc::new(changed));
}

/// Of a text that an editor does not show any more nothing is taken in; what the disk holds is compared when somebody asks.
fn observe(world: &mut World, observation: &Observation) {
    let path = world.resolution.identity(&observation.path);
    let id = world.paths.id(&path);
    let open = world.open.get(&id).and_then(|open| open.entry.known_text());
    if open.is_none_or(|text| observation.is_of(text.text())) {
        Arc::make_mut(&mut world.observed).take(id, observation);
    }
}

/// These files are no longer the project's.
fn forget(world: &World, files: &[FileId]) {
    world.graph.forget(files);
    world.usage.forget(files);
    world.exports.forget(files);
}

/// The file's content on the disk is another one.
fn raise(world: &mut World, id: FileId) {
    let generation = world.generation(id) + 1;
    world.generations.insert_mut(id, generation);
}

fn set_own(world: &mut World, discovered: FxHashSet<FileId>, is_complete: bool) {
    world.own = Arc::new(OwnFiles { list: Arc::from([]), discovered: Arc::new(discovered), is_complete });
    list_own(world);
}

/// After a file was opened or closed.
fn refresh_own(world: &mut World) {
    let is_listed = |id: &FileId| world.own.list.binary_search(id).is_ok();
    let opened = world.open.keys().any(|id| !is_listed(id) && is_own_source(world, *id));
    let is_more = world.own.list.len() > world.own.discovered.len();
    if opened || is_more {
        list_own(world);
    }
}

/// Whether an open file is source of the project, by its name or by what the editor says.
fn is_own_source(world: &World, id: FileId) -> bool {
    let is_said = || world.open.get(&id).is_some_and(|open| open.language.is_some());
    world.is_own(id) && (is_source(&world.paths.path(id)) || is_said())
}

fn list_own(world: &mut World) {
    let discovered = world.own.discovered.clone();
    let open = world.open.keys().copied().filter(|id| !discovered.contains(id) && is_own_source(world, *id));
    let mut list: Vec<FileId> = open.collect();
    list.extend(discovered.iter());
    list.sort_unstable();
    let is_complete = world.own.is_complete;
    world.own = Arc::new(OwnFiles { list: list.into(), discovered, is_complete });
}

/// What a list of changed paths comes to.
#[derive(Default)]
struct DiskChanges {
    /// Paths that came or went.
    names: Vec<PathBuf>,
    /// Folders (or files) below which everything may be another.
    folders: Vec<PathBuf>,
    came: Vec<FileId>,
    gone: Vec<FileId>,
    /// Something that all specifiers may depend on.
    everything: bool,
}

impl DiskChanges {
    fn add(&mut self, project: &mut Project, world: &mut World, path: &Path) {
        let path = source::normalize_lexically(path);
        let identity = world.resolution.identity(&path);
        if !world.roots.hold(&path) && package::scope::inside_node_modules(&path) {
            return self.installed(&path, identity);
        }
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
        match name {
            "package.json" | "tsconfig.json" | "jsconfig.json" | "pnpm-workspace.yaml" => self.everything = true,
            name if name.starts_with("tsconfig.") && name.ends_with(".json") => self.everything = true,
            // An install writes it last.
            "package-lock.json" | "npm-shrinkwrap.json" | "yarn.lock" | "pnpm-lock.yaml" | "bun.lock" | "bun.lockb" => {
                self.everything = true;
                self.folders.push(path.with_file_name("node_modules"));
            }
            ".gitignore" | ".ignore" => {
                if let Some(root) = world.roots.around(&path) {
                    let discovery = Discovery::new(world.files.clone(), root.to_owned(), root.to_owned());
                    project.discoveries.push(discovery);
                }
            }
            _ => {}
        }
        match world.files.metadata(&identity).ok() {
            Some(metadata) if metadata.is_directory() => self.folder(project, world, identity),
            Some(_) => self.file(project, world, identity, name),
            None => {
                self.folders.push(identity.clone());
                self.names.push(identity);
            }
        }
    }

    /// Something in `node_modules`: the whole package may be another one.
    fn installed(&mut self, path: &Path, identity: PathBuf) {
        self.everything = true;
        self.folders.push(package_folder(path));
        self.folders.push(package_folder(&identity));
        self.folders.push(identity);
    }

    fn file(&mut self, project: &Project, world: &mut World, path: PathBuf, name: &str) {
        let known = world.paths.known(&path);
        if let Some(id) = known {
            raise(world, id);
        }
        let is_new = match (is_source(&path) && is_written(&path, name), world.roots.around(&path)) {
            (true, Some(root)) => {
                known.is_none_or(|id| !world.own.discovered.contains(&id))
                    && !project.rules.pass_over(root, &path, false)
            }
            _ => false,
        };
        if is_new {
            self.came.push(world.paths.id(&path));
        }
        if is_new || known.is_none() {
            self.names.push(path);
        }
    }

    fn folder(&mut self, project: &mut Project, world: &World, path: PathBuf) {
        if let Some(root) = world.roots.around(&path)
            && !project.rules.pass_over(root, &path, true)
        {
            project.discoveries.push(Discovery::new(world.files.clone(), root.to_owned(), path.clone()));
        }
        self.names.push(path);
    }
}

/// The folder of the package that a path in `node_modules` lies in; `node_modules` itself for what is no package.
fn package_folder(path: &Path) -> PathBuf {
    let parts: Vec<_> = path.iter().collect();
    let Some(at) = parts.iter().rposition(|part| *part == "node_modules") else { return path.to_owned() };
    let named = match parts.get(at + 1).and_then(|name| name.to_str()) {
        // What a package manager writes when it is done: `.package-lock.json`, `.modules.yaml`, `.yarn-state.yml`.
        Some(name) if name.starts_with('.') && parts.len() == at + 2 && name[1..].contains('.') => 0,
        Some(name) if name.starts_with('@') => 2,
        Some(_) => 1,
        None => 0,
    };
    parts[..parts.len().min(at + 1 + named)].iter().collect()
}
