//! All modules, as far as anyone asked for them: what specifiers lead to, and what the files there take and give.
//!
//! The files that are linted are put in; others, of installed packages mostly, are read when something is asked of them, once.
//! Everything on the disk is asked through one [`FileSystem`], so whoever notes what it was asked knows what the answers rest on.

use std::collections::BTreeSet;
use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};

use package::manifest::PackageJson;
use resolve::error::ResolveError;
use resolve::file_url;
use resolve::resolver::{Mode, Resolution, Resolver, ResolverOptions};
use rustc_hash::FxHashMap;
use source::FileSystem;
use syntax::semantic::Semantic;
use transform::{CommonJsExports, common_js_exports};

use super::aliases::{Aliases, Found};
use super::collect;
use super::declared::Declared;
use super::graph::Graph;
use super::links::{Kept, Link};
use super::lockfile::Lockfile;
use super::module::{Module, RequestKind};
use super::setting::{Setting, setting};
use super::usage::Usage;
use crate::file::File;
use crate::globals::Globals;
use crate::later::Later;
use crate::run::Language;

/// Larger files are data, or what a bundler has made: what they give can't be told quickly.
const LARGEST: u64 = 2 << 20;

/// What specifiers of the files in one folder lead to, by how they are resolved, and whether by TypeScript.
#[derive(Default)]
pub(crate) struct Targets(RwLock<FxHashMap<(Mode, bool), FxHashMap<String, Target>>>);

pub struct Modules {
    pub(crate) resolver: Arc<Resolver>,
    pub(crate) files: Arc<dyn FileSystem>,
    /// By real path. `None`: there is no telling.
    known: RwLock<FxHashMap<PathBuf, Option<Arc<Module>>>>,
    /// The files that are linted, by the bytes of their real paths, which are compared quickly.
    own: Mutex<BTreeSet<OsString>>,
    /// What was known of them, where they are not put in.
    kept: Option<Arc<dyn Kept>>,
    common_js: Mutex<FxHashMap<PathBuf, Option<Arc<CommonJsExports>>>>,
    /// By folder; by the bytes of its path, whose own hash walks through its parts.
    targets: RwLock<FxHashMap<OsString, Arc<Targets>>>,
    folders: Mutex<FxHashMap<PathBuf, PathBuf>>,
    settings: Mutex<FxHashMap<PathBuf, Setting>>,
    declared: Mutex<FxHashMap<PathBuf, Arc<Declared>>>,
    lockfiles: Mutex<FxHashMap<PathBuf, Arc<Lockfile>>>,
    aliases: Mutex<FxHashMap<PathBuf, Arc<Aliases>>>,
    /// Whether what is linted is all that the packages have, so that what imports a file is known.
    is_whole: bool,
    graph: Mutex<Option<Arc<Graph>>>,
    usage: Mutex<Option<Arc<Usage>>>,
}

/// What a specifier leads to.
#[derive(Clone, Debug)]
pub(crate) enum Target {
    File(Arc<Path>),
    Builtin(&'static str),
    /// A URL that is no file.
    Url,
    Missing(Arc<Failure>),
}

/// What Node says of a specifier that it can't load.
#[derive(Debug)]
pub(crate) struct Failure {
    pub error: ResolveError,
    /// What a bundler would take it for.
    pub lenient: Option<PathBuf>,
    /// Where nothing is, though a configuration says that the specifier stands for it.
    pub alias: Option<PathBuf>,
}

impl Target {
    /// The file that is loaded, if need be by a bundler.
    pub fn file(&self) -> Option<&Path> {
        match self {
            Target::File(path) => Some(path),
            Target::Missing(failure) => failure.lenient.as_deref(),
            _ => None,
        }
    }
}

impl Modules {
    pub fn new(files: Arc<dyn FileSystem>) -> Modules {
        let options = ResolverOptions { files: files.clone(), keeps_answers: false, ..ResolverOptions::default() };
        let resolver = Resolver::new(options);
        Modules::with_resolver(Arc::new(resolver), files)
    }

    /// `files`: those that the resolver looks at, or the same with the texts of open ones over them.
    pub fn with_resolver(resolver: Arc<Resolver>, files: Arc<dyn FileSystem>) -> Modules {
        Modules {
            resolver,
            files,
            known: RwLock::default(),
            own: Mutex::default(),
            kept: None,
            common_js: Mutex::default(),
            targets: RwLock::default(),
            folders: Mutex::default(),
            settings: Mutex::default(),
            declared: Mutex::default(),
            lockfiles: Mutex::default(),
            aliases: Mutex::default(),
            is_whole: true,
            graph: Mutex::default(),
            usage: Mutex::default(),
        }
    }

    /// From now on it is known that only some files of a project are linted: nothing is said that others could make wrong.
    pub fn lacks_some(&mut self) {
        self.is_whole = false;
    }

    pub(crate) fn is_whole(&self) -> bool {
        self.is_whole
    }

    /// From now on what was known of files counts for those that are not put in.
    pub fn keep(&mut self, kept: Arc<dyn Kept>) {
        self.kept = Some(kept);
    }

    /// Puts in a file that is linted, or what it is now. All have to be there before the first is [finished](crate::Linted::finish).
    /// Whether others have looked at its text, and would see something else in it now.
    pub fn insert(&self, path: &Path, later: &Later) -> bool {
        let path = self.real(path);
        self.known.write().unwrap_or_else(PoisonError::into_inner).insert(path.clone(), Some(later.module.clone()));
        let before = lock(&self.common_js).remove(&path);
        let looks_different = before.is_some_and(|before| before != self.common_js(&path));
        lock(&self.own).insert(path.into());
        *lock(&self.graph) = None;
        *lock(&self.usage) = None;
        looks_different
    }

    /// The files of which it was asked what Node sees in their texts.
    pub fn looked_into(&self) -> Vec<PathBuf> {
        lock(&self.common_js).keys().cloned().collect()
    }

    /// Whether it was asked what of the files is used.
    pub fn has_usage(&self) -> bool {
        lock(&self.usage).is_some()
    }

    /// The path that a resolved specifier gives for a file.
    pub fn real(&self, path: &Path) -> PathBuf {
        let (Some(folder), Some(name)) = (path.parent(), path.file_name()) else { return path.to_owned() };
        if let Some(real) = lock(&self.folders).get(folder) {
            return real.join(name);
        }
        let real = self.files.canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        lock(&self.folders).insert(folder.to_owned(), real.clone());
        real.join(name)
    }

    /// The files that are linted, always in the same order.
    pub(crate) fn own(&self) -> Vec<PathBuf> {
        let Some(kept) = &self.kept else { return lock(&self.own).iter().map(PathBuf::from).collect() };
        let own = lock(&self.own);
        let is_own = |(place, path): &(usize, &PathBuf)| kept.is_linked(*place) || own.contains(path.as_os_str());
        kept.paths().iter().enumerate().filter(is_own).map(|(_, path)| path.clone()).collect()
    }

    /// The same, and of what was kept also those that have nothing to do with others.
    pub(super) fn all(&self) -> Vec<PathBuf> {
        self.kept.as_ref().map_or_else(|| self.own(), |kept| kept.paths().to_vec())
    }

    /// The links of a file, if they are kept and it has not changed.
    pub(super) fn kept_links(&self, place: usize, path: &Path) -> Option<Vec<Link>> {
        let kept = self.kept.as_ref()?;
        (!lock(&self.own).contains(path.as_os_str())).then(|| kept.links(place))
    }

    /// What is known of files that are not linted.
    pub(super) fn others(&self, place_of: impl Fn(&Path) -> Option<usize>) -> Vec<(PathBuf, Arc<Module>)> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let others = known.iter().filter_map(|(path, module)| Some((path, module.as_ref()?)));
        let is_other = |path: &Path| place_of(path).is_none() && !package::scope::inside_node_modules(path);
        others.filter(|(path, _)| is_other(path)).map(|(path, module)| (path.clone(), module.clone())).collect()
    }

    /// Whether a file may be loaded with others that load it; that is told sooner than all of the graph.
    pub(crate) fn may_be_in_cycle(&self, path: &Path) -> bool {
        let kept = self.kept.as_ref().and_then(|kept| kept.is_in_cycle(kept.place_of(path)?));
        kept.unwrap_or(true)
    }

    /// What is used of the files that are linted.
    pub(crate) fn usage(&self) -> Arc<Usage> {
        lock(&self.usage).get_or_insert_with(|| Arc::new(Usage::new(self))).clone()
    }

    /// Who imports whom of them.
    pub(crate) fn graph(&self) -> Arc<Graph> {
        lock(&self.graph).get_or_insert_with(|| Arc::new(Graph::new(self))).clone()
    }

    /// What is known of a file; `None`: it is no JavaScript, can't be parsed, or can't be read.
    pub(crate) fn module(&self, path: &Path) -> Option<Arc<Module>> {
        if let Some(known) = self.known.read().unwrap_or_else(PoisonError::into_inner).get(path) {
            return known.clone();
        }
        let kept = self.kept.as_ref().and_then(|kept| kept.later(kept.place_of(path)?));
        let module = match kept {
            Some(later) => Some(later.module.clone()),
            None => catch_unwind(AssertUnwindSafe(|| self.read_module(path))).ok().flatten().map(Arc::new),
        };
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(path.to_owned()).or_insert(module).clone()
    }

    fn read_module(&self, path: &Path) -> Option<Module> {
        if !is_source(path) {
            return None;
        }
        let text = self.text(path)?;
        let kind = project::source_kind(path, self.package(path).and_then(|package| package.kind), &text);
        let parsed = syntax::parse_with_comments(&text, kind);
        if !parsed.errors.is_empty() {
            return None;
        }
        parsed.with(|program| {
            let semantic = Semantic::new(program, kind);
            let language = Language { kind, globals: Globals::default(), heeds_comments: false };
            Some(collect::module(&File::new(&text, &language, semantic, &parsed.comments)))
        })
    }

    fn text(&self, path: &Path) -> Option<String> {
        let metadata = self.files.metadata(path).ok()?;
        if !metadata.is_file() || metadata.length > LARGEST {
            return None;
        }
        self.files.read_to_string(path).ok()
    }

    /// What Node takes from the text of a CommonJS module as its names.
    pub(crate) fn common_js(&self, path: &Path) -> Option<Arc<CommonJsExports>> {
        if let Some(known) = lock(&self.common_js).get(path) {
            return known.clone();
        }
        let read = || self.text(path).map(|text| Arc::new(common_js_exports(&text)));
        let found = catch_unwind(AssertUnwindSafe(read)).ok().flatten();
        lock(&self.common_js).insert(path.to_owned(), found.clone());
        found
    }

    /// The package that a file belongs to.
    pub(crate) fn package(&self, path: &Path) -> Option<Arc<PackageJson>> {
        self.resolver.package_scope(path).ok().flatten()
    }

    /// How the files of a folder are run.
    pub(crate) fn setting(&self, folder: &Path) -> Setting {
        if let Some(known) = lock(&self.settings).get(folder) {
            return *known;
        }
        let above = folder.parent().map(|above| self.setting(above));
        let found = setting(self, folder, above);
        lock(&self.settings).insert(folder.to_owned(), found);
        found
    }

    /// What the packages around a folder name as their dependencies.
    pub(crate) fn declared(&self, folder: &Path) -> Arc<Declared> {
        if let Some(known) = lock(&self.declared).get(folder) {
            return known.clone();
        }
        let above = folder.parent().map(|above| self.declared(above));
        let found = Declared::of(self, folder, above);
        lock(&self.declared).insert(folder.to_owned(), found.clone());
        found
    }

    /// What the authors of an installed package say of it being deprecated, or whoever installed it noted. `folder`: the package's own.
    pub(crate) fn deprecation(&self, folder: &Path) -> Option<String> {
        let package = self.resolver.package_in(folder).ok().flatten()?;
        if let Some(said) = package.raw.get("deprecated").and_then(|said| said.as_str()) {
            return Some(said.to_owned());
        }
        let mut root = PathBuf::new();
        for part in folder.components().take_while(|part| part.as_os_str() != "node_modules") {
            root.push(part);
        }
        let known = lock(&self.lockfiles).get(&root).cloned();
        let lockfile = known.unwrap_or_else(|| {
            let read = Arc::new(Lockfile::read(&*self.files, &root));
            lock(&self.lockfiles).insert(root.clone(), read.clone());
            read
        });
        let name = package.name.as_deref()?;
        lockfile.deprecation(folder.strip_prefix(&root).ok()?, name, package.version.as_deref().unwrap_or_default())
    }

    /// What is known of where specifiers of the files lead that lie beside a file.
    pub(crate) fn targets(&self, from: &Path) -> Arc<Targets> {
        let folder = from.parent().unwrap_or(from).as_os_str();
        if let Some(known) = self.targets.read().unwrap_or_else(PoisonError::into_inner).get(folder) {
            return known.clone();
        }
        let mut targets = self.targets.write().unwrap_or_else(PoisonError::into_inner);
        targets.entry(folder.to_owned()).or_default().clone()
    }

    /// What a specifier in a file leads to.
    pub(crate) fn target(&self, from: &Path, specifier: &str, kind: RequestKind) -> Target {
        self.target_among(&self.targets(from), from, specifier, kind)
    }

    /// The same, for someone who asks for more than one. `targets`: those of the file.
    pub(crate) fn target_among(&self, targets: &Targets, from: &Path, specifier: &str, kind: RequestKind) -> Target {
        let mode = if kind.is_import() { Mode::Import } else { Mode::Require };
        let key = (mode, syntax::Language::of(from).is_typescript());
        {
            let known = targets.0.read().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = known.get(&key).and_then(|known| known.get(specifier)) {
                return known.clone();
            }
        }
        let found = catch_unwind(AssertUnwindSafe(|| self.ask(from, specifier, mode))).unwrap_or(Target::Url);
        let mut known = targets.0.write().unwrap_or_else(PoisonError::into_inner);
        known.entry(key).or_default().insert(specifier.to_owned(), found.clone());
        found
    }

    fn ask(&self, from: &Path, specifier: &str, mode: Mode) -> Target {
        let answer = match mode {
            Mode::Import => self.resolver.import(specifier, &file_url::from_path(from)),
            _ => self.resolver.require(specifier, from),
        };
        match (self.by_alias(specifier, from, mode, answer.as_ref().ok()), answer) {
            (Some(Found::Anything), _) => Target::Url,
            (Some(Found::File(path)), Ok(Resolution::File { path: same, .. })) if path == same => {
                Target::File(same.into())
            }
            (Some(found), answer) => {
                let (request, require_stack) = (specifier.to_owned(), None);
                let other = |_| ResolveError::ModuleNotFound { request, path: None, require_stack };
                let error = answer.map_or_else(|error| error, other);
                let (lenient, alias) = match found {
                    Found::File(path) => (Some(path), None),
                    Found::Nothing(path) => (None, Some(path)),
                    Found::Anything => (None, None),
                };
                Target::Missing(Arc::new(Failure { error, lenient, alias }))
            }
            (None, Ok(Resolution::File { path, .. })) => Target::File(path.into()),
            (None, Ok(Resolution::Builtin(name))) => Target::Builtin(name),
            (None, Ok(Resolution::Url(_))) => Target::Url,
            (None, Err(error)) => {
                let lenient = self.resolver.as_bundlers_do(specifier, from, mode);
                Target::Missing(Arc::new(Failure { error, lenient, alias: None }))
            }
        }
    }

    /// What a configuration makes of a specifier. `answer`: what it is without.
    fn by_alias(&self, specifier: &str, from: &Path, mode: Mode, answer: Option<&Resolution>) -> Option<Found> {
        let is_plain_path = specifier.starts_with('.') && answer.is_some();
        if is_plain_path || package::scope::inside_node_modules(from) {
            return None;
        }
        self.aliases(from.parent()?).find(self, specifier, from, mode, answer.is_some())
    }

    fn aliases(&self, folder: &Path) -> Arc<Aliases> {
        if let Some(known) = lock(&self.aliases).get(folder) {
            return known.clone();
        }
        let above = folder.parent().map(|above| self.aliases(above));
        let found = Aliases::of(self, folder, above);
        lock(&self.aliases).insert(folder.to_owned(), found.clone());
        found
    }
}

/// Whether a file is one that the parser reads.
pub(super) fn is_source(path: &Path) -> bool {
    matches!(
        path.extension().and_then(|extension| extension.to_str()),
        Some("js" | "mjs" | "cjs" | "jsx" | "ts" | "mts" | "cts" | "tsx")
    )
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
