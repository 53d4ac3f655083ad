//! What specifiers stand for, asked once.
//!
//! A [`Resolution`] belongs to one state of the files' names: when a file comes or goes, a package.json changes or something is
//! installed, the project takes a new one and old snapshots keep theirs. While somebody types, it stays.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use package::manifest::PackageJson;
use package::scope::inside_node_modules;
use resolve::builtins;
use resolve::error::ResolveError;
use resolve::file_url;
use resolve::resolver::{Mode, Resolution as Answer, Resolver, ResolverOptions};
use rustc_hash::FxHashMap;
use source::{FileId, FileSystem};
use syntax::{Goal, Language};

use crate::facts::ImportKind;
use crate::packages::Dependency;
use crate::paths::Paths;
use crate::store::lock;
use crate::watched::Watched;

/// What a specifier stands for.
#[derive(Clone, PartialEq, Debug)]
pub enum Resolved {
    /// The file that is both run and read for types: a source.
    File(FileId),
    /// Types are declared in one file; what is run is another, if it was found.
    Types { declarations: FileId, source: Option<FileId> },
    /// One of Node's modules, without `node:`.
    Builtin(&'static str),
    /// `data:` and the like.
    Url(String),
    /// Nothing, and what Node says of it.
    Missing(Arc<ResolveError>),
}

impl Resolved {
    /// The file that says what the module gives.
    pub fn declarations(&self) -> Option<FileId> {
        match self {
            Resolved::File(file) => Some(*file),
            Resolved::Types { declarations, .. } => Some(*declarations),
            _ => None,
        }
    }

    /// The file that is run.
    pub fn source(&self) -> Option<FileId> {
        match self {
            Resolved::File(file) => Some(*file),
            Resolved::Types { source, .. } => *source,
            _ => None,
        }
    }
}

/// Who imports, as far as it makes a difference.
#[derive(Clone, Copy)]
pub(crate) struct Importer<'a> {
    pub path: &'a Path,
    pub language: Language,
    pub goal: Goal,
}

/// The roots of a project, as they were named and as they really are.
#[derive(Default, Debug)]
pub(crate) struct Roots {
    pub given: Vec<PathBuf>,
    /// (real, named), where a link is on the way.
    links: Vec<(PathBuf, PathBuf)>,
}

impl Roots {
    pub fn new(given: Vec<PathBuf>, files: &dyn FileSystem) -> Roots {
        let given: Vec<PathBuf> = given.iter().map(|root| source::normalize_lexically(root)).collect();
        let real = |root: &PathBuf| Some((files.canonicalize(root).ok()?, root.clone()));
        let links = given.iter().filter_map(real).filter(|(real, named)| real != named).collect();
        Roots { given, links }
    }

    /// A real path as people name it: under the root that they opened.
    pub fn named(&self, real: PathBuf) -> PathBuf {
        let link = self.links.iter().find_map(|(link, named)| Some((named, real.strip_prefix(link).ok()?)));
        match link {
            Some((named, rest)) if rest.as_os_str().is_empty() => named.clone(),
            Some((named, rest)) => named.join(rest),
            None => real,
        }
    }

    /// The innermost root around a path.
    pub fn around(&self, path: &Path) -> Option<&Path> {
        let around = self.given.iter().filter(|root| path.starts_with(root));
        around.max_by_key(|root| root.as_os_str().len()).map(PathBuf::as_path)
    }

    /// Whether a path is the project's own: in a root and in no `node_modules` below it.
    pub fn hold(&self, path: &Path) -> bool {
        self.around(path).is_some_and(|root| !inside_node_modules(path.strip_prefix(root).unwrap_or(path)))
    }
}

pub(crate) struct Resolution {
    pub resolver: Resolver,
    pub files: Arc<dyn FileSystem>,
    pub roots: Arc<Roots>,
    /// Raised with each new one.
    pub epoch: u64,
    paths: Arc<Paths>,
    /// By who asks, then by specifier.
    answers: Mutex<FxHashMap<Asker, FxHashMap<Box<str>, Resolved>>>,
    scopes: Mutex<FxHashMap<PathBuf, Option<Arc<PackageJson>>>>,
    identities: Mutex<FxHashMap<PathBuf, PathBuf>>,
    /// What answers about installed packages depend on.
    pub watched: Watched,
    /// By the package.json.
    pub(crate) dependencies: Mutex<FxHashMap<PathBuf, Arc<[Dependency]>>>,
}

/// All that an answer depends on besides the specifier.
#[derive(PartialEq, Eq, Hash)]
struct Asker {
    directory: PathBuf,
    mode: Mode,
    language: Language,
}

impl Resolution {
    pub fn new(files: Arc<dyn FileSystem>, roots: Arc<Roots>, paths: Arc<Paths>, epoch: u64) -> Resolution {
        let resolver = Resolver::new(ResolverOptions { files: files.clone(), ..ResolverOptions::default() });
        Resolution {
            resolver,
            files,
            roots,
            epoch,
            paths,
            answers: Mutex::default(),
            scopes: Mutex::default(),
            identities: Mutex::default(),
            watched: Watched::default(),
            dependencies: Mutex::default(),
        }
    }

    /// The path that stands for the file at `path`: its real one, under the root that people named.
    pub fn identity(&self, path: &Path) -> PathBuf {
        if let Some(known) = lock(&self.identities).get(path) {
            return known.clone();
        }
        let path = source::normalize_lexically(path);
        let real = self.files.canonicalize(&path).or_else(|error| {
            // What is not there yet lies in a folder that is.
            let (Some(parent), Some(name)) = (path.parent(), path.file_name()) else { return Err(error) };
            self.files.canonicalize(parent).map(|parent| parent.join(name))
        });
        match real {
            Ok(real) => {
                let identity = self.roots.named(real);
                lock(&self.identities).insert(path, identity.clone());
                identity
            }
            Err(_) => path,
        }
    }

    pub fn path(&self, file: FileId) -> PathBuf {
        self.paths.path(file).to_path_buf()
    }

    /// The package that a file belongs to. One whose package.json can't be read counts as none.
    pub fn package(&self, file: &Path) -> Option<Arc<PackageJson>> {
        let directory = file.parent()?;
        if let Some(known) = lock(&self.scopes).get(directory) {
            return known.clone();
        }
        let found = self.resolver.package_scope(file).ok().flatten();
        lock(&self.scopes).insert(directory.to_owned(), found.clone());
        found
    }

    pub fn resolve(&self, from: Importer, specifier: &str, kind: ImportKind) -> Resolved {
        let mode = mode(from, kind);
        let asker =
            Asker { directory: from.path.parent().unwrap_or(Path::new("/")).to_owned(), mode, language: from.language };
        if let Some(known) = lock(&self.answers).get(&asker).and_then(|answers| answers.get(specifier)) {
            return known.clone();
        }
        let resolved = match kind {
            ImportKind::ReferencePath => self.referenced(from, specifier),
            _ => self.ask(from, specifier, mode),
        };
        if let Some((name, _)) = package_name(specifier) {
            self.watch(from.path, name, &resolved);
        }
        lock(&self.answers).entry(asker).or_default().insert(specifier.into(), resolved.clone());
        resolved
    }

    /// What Node says of a specifier that it can't load.
    pub fn error(&self, from: Importer, specifier: &str, kind: ImportKind) -> Option<Arc<ResolveError>> {
        self.node(from, specifier, mode(from, kind)).err().map(Arc::new)
    }

    fn node(&self, from: Importer, specifier: &str, mode: Mode) -> Result<Answer, ResolveError> {
        match mode {
            Mode::Import | Mode::ImportTypes => self.resolver.import(specifier, &file_url::from_path(from.path)),
            _ => self.resolver.require(specifier, from.path),
        }
    }

    /// Notes what would change if another version were installed.
    fn watch(&self, from: &Path, name: &str, resolved: &Resolved) {
        let Some(folder) = self.installed(from, name) else {
            let above =
                from.ancestors().skip(1).filter(|folder| folder.file_name() != Some(OsStr::new("node_modules")));
            for folder in above {
                self.watched.add(&*self.files, &folder.join("node_modules"));
                if self.roots.given.iter().any(|root| root == folder) {
                    break;
                }
            }
            return;
        };
        self.watched.add(&*self.files, &folder.join("package.json"));
        self.watched.add(&*self.files, &folder);
        for file in [resolved.declarations(), resolved.source()].into_iter().flatten() {
            let path = self.paths.path(file);
            if !self.roots.hold(&path) {
                self.watched.add(&*self.files, &path);
            }
        }
    }

    /// `/// <reference path="…" />`: always a file, from the file's own folder.
    fn referenced(&self, from: Importer, specifier: &str) -> Resolved {
        let path = source::normalize_lexically(&from.path.parent().unwrap_or(Path::new("/")).join(specifier));
        match self.files.is_file(&path) {
            true => Resolved::File(self.paths.id(&self.identity(&path))),
            false => missing(specifier),
        }
    }

    fn ask(&self, from: Importer, specifier: &str, mode: Mode) -> Resolved {
        let node = self.node(from, specifier, mode);
        let (source, error) = match node {
            Ok(Answer::Builtin(name)) => return Resolved::Builtin(name),
            Ok(Answer::Url(url)) => return Resolved::Url(url),
            Ok(Answer::File { path, .. }) => (Some(path), None),
            Err(error) => (self.resolver.as_bundlers_do(specifier, from.path, mode), Some(error)),
        };
        let source = source.map(|path| self.roots.named(path));
        let is_bare = !specifier.starts_with(['.', '/']);
        if let Some(own) = self.source_of_own_package(from, specifier, source.as_deref(), mode) {
            return Resolved::File(self.paths.id(&own));
        }
        let is_own_source = source.as_deref().is_some_and(|source| self.roots.hold(source));
        // The project's own JavaScript speaks for itself; declarations beside it are for others.
        let declarations = match is_own_source && !is_bare && !from.language.is_typescript() {
            true => None,
            false => self.resolver.declarations(specifier, from.path, mode).map(|path| self.roots.named(path)),
        };
        match (declarations, source) {
            (Some(declarations), source) => {
                let id = self.paths.id(&declarations);
                if Language::of(&declarations) != Language::Declarations || source.as_deref() == Some(&*declarations) {
                    return Resolved::File(id);
                }
                Resolved::Types { declarations: id, source: source.map(|source| self.paths.id(&source)) }
            }
            (None, Some(source)) => Resolved::File(self.paths.id(&source)),
            (None, None) => error.map_or_else(|| missing(specifier), |error| Resolved::Missing(Arc::new(error))),
        }
    }

    /// The source that a package of the project itself was built from: a workspace names `dist/index.js`, which is not there
    /// yet or is older than what somebody is typing.
    fn source_of_own_package(
        &self,
        from: Importer,
        specifier: &str,
        found: Option<&Path>,
        mode: Mode,
    ) -> Option<PathBuf> {
        let (name, subpath) = package_name(specifier)?;
        let built = match found {
            Some(found) if self.roots.hold(found) => found.to_owned(),
            Some(_) => return None,
            None => {
                let directory = self.installed(from.path, name)?;
                let directory = self.roots.named(self.files.canonicalize(&directory).ok()?);
                if !self.roots.hold(&directory) {
                    return None;
                }
                let package = self.resolver.package_in(&directory).ok()??;
                self.resolver.entry_point(&package, &format!(".{subpath}"), mode)?
            }
        };
        let package = self.package(&built)?;
        let root = package.directory();
        if from.path.starts_with(root) && package.name.as_deref() != Some(name) {
            return None;
        }
        sources_of(root, &built).into_iter().find(|path| self.files.is_file(path))
    }

    /// The folder that a package's name leads to from a file, as it is written: with the link, if it is one.
    pub fn installed(&self, from: &Path, name: &str) -> Option<PathBuf> {
        let above = from.parent()?.ancestors().filter(|folder| folder.file_name() != Some(OsStr::new("node_modules")));
        above.map(|folder| folder.join("node_modules").join(name)).find(|folder| self.files.is_directory(folder))
    }
}

/// How a kind of import is loaded.
fn mode(from: Importer, kind: ImportKind) -> Mode {
    match kind {
        ImportKind::Static | ImportKind::ReExport | ImportKind::Dynamic => Mode::Import,
        ImportKind::Require => Mode::Require,
        ImportKind::Resolve | ImportKind::Type | ImportKind::ReferencePath | ImportKind::ReferenceLibrary => {
            match from.goal {
                Goal::Module => Mode::Import,
                Goal::Script | Goal::CommonJs => Mode::Require,
            }
        }
    }
}

/// `name/rest` or `@scope/name/rest` as (name, `/rest`); `None` for what names no package.
pub(crate) fn package_name(specifier: &str) -> Option<(&str, &str)> {
    if specifier.starts_with(['.', '/', '#']) || specifier.contains(':') || builtins::bare(specifier).is_some() {
        return None;
    }
    let bare = if specifier.starts_with('@') { specifier.find('/')? + 1 } else { 0 };
    let end = specifier[bare..].find('/').map_or(specifier.len(), |at| bare + at);
    (end > bare).then(|| specifier.split_at(end))
}

/// Where the source of a built file may lie, likeliest first.
fn sources_of(package: &Path, built: &Path) -> Vec<PathBuf> {
    const BUILT: [&str; 9] = ["dist", "build", "lib", "out", "output", "esm", "cjs", "es", "umd"];
    let Ok(relative) = built.strip_prefix(package) else { return Vec::new() };
    let parts: Vec<&str> = relative.iter().filter_map(OsStr::to_str).collect();
    let Some((file, folders)) = parts.split_last() else { return Vec::new() };
    let skipped = folders.iter().take_while(|folder| BUILT.contains(folder)).count();
    if skipped == 0 {
        return Vec::new();
    }
    let stem = ["d.ts", "d.mts", "d.cts", "mjs", "cjs", "jsx", "js", "ts"]
        .iter()
        .find_map(|extension| file.strip_suffix(extension)?.strip_suffix('.'))
        .unwrap_or(file);
    let mut found = Vec::new();
    for source in ["src", "source", "lib", ""] {
        let mut folder = package.join(source);
        folder.extend(&folders[skipped..]);
        if built.starts_with(&folder) && !source.is_empty() {
            continue;
        }
        for extension in ["ts", "tsx", "js", "jsx", "mts", "mjs", "cts", "cjs"] {
            let candidate = folder.join(format!("{stem}.{extension}"));
            if candidate != built {
                found.push(candidate);
            }
        }
    }
    found
}

fn missing(specifier: &str) -> Resolved {
    let error = ResolveError::ModuleNotFound { request: specifier.to_owned(), path: None, require_stack: None };
    Resolved::Missing(Arc::new(error))
}
