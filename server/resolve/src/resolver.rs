//! The [`Resolver`]: options in, [`Resolution`]s out. What is remembered is held here; the algorithms are beside it.

use crate::builtins;
use crate::declarations::is_types;
use crate::error::ResolveError;
use crate::file_url;
use crate::lookup::{Lookup, lock};

use crate::typescript::{TypeScript, TypeScriptSettings};
use package::manifest::{ManifestError, PackageJson};
use package::scope::PackageCache;
use rustc_hash::{FxHashMap, FxHashSet};
use source::{DiskFileSystem, FileSystem};
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// How a resolver is to answer.
pub struct ResolverOptions {
    pub files: Arc<dyn FileSystem>,
    /// Conditions beyond Node's own: `--conditions`.
    pub conditions: Vec<String>,
    /// Where `require` looks last: the folders of `NODE_PATH`, then Node's legacy folders.
    pub global_folders: Vec<PathBuf>,
    /// `--preserve-symlinks`, `--preserve-symlinks-main`.
    pub preserve_symlinks: bool,
    pub preserve_symlinks_main: bool,
    /// Whether TypeScript importers find more than Node lets them.
    pub typescript: bool,
    /// Whether answers are kept for whoever asks the same again; those who keep them themselves do without.
    pub keeps_answers: bool,
}

impl Default for ResolverOptions {
    fn default() -> Self {
        ResolverOptions {
            files: Arc::new(DiskFileSystem),
            conditions: Vec::new(),
            global_folders: Vec::new(),
            preserve_symlinks: false,
            preserve_symlinks_main: false,
            typescript: true,
            keeps_answers: true,
        }
    }
}

/// The folders that `require` looks in last: those of `NODE_PATH`, then `~/.node_modules`, `~/.node_libraries` and
/// `<prefix>/lib/node` of the program.
pub fn global_folders(node_path: Option<&str>, home: Option<&Path>, program: Option<&Path>) -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> =
        std::env::split_paths(node_path.unwrap_or_default()).filter(|folder| !folder.as_os_str().is_empty()).collect();
    if let Some(home) = home {
        folders.extend([home.join(".node_modules"), home.join(".node_libraries")]);
    }
    if let Some(prefix) = program.and_then(Path::parent).and_then(Path::parent) {
        folders.push(prefix.join("lib/node"));
    }
    folders
}

/// What a specifier stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolution {
    /// A file: its real path, and the `?query#hash` that `import` keeps.
    File { path: PathBuf, suffix: String },
    /// A builtin, named without `node:`.
    Builtin(&'static str),
    /// A URL of another scheme: `data:`, or one that only a hook can load.
    Url(String),
}

impl Resolution {
    pub(crate) fn file(path: PathBuf) -> Resolution {
        Resolution::File { path, suffix: String::new() }
    }

    /// The URL of the module, as `import.meta.url` says it.
    pub fn url(&self) -> String {
        match self {
            Resolution::File { path, suffix } => format!("{}{suffix}", file_url::from_path(path)),
            Resolution::Builtin(name) => format!("node:{name}"),
            Resolution::Url(url) => url.clone(),
        }
    }
}

/// A warning that Node emits once: `process.emitWarning(message, 'DeprecationWarning', code)`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deprecation {
    pub code: &'static str,
    pub message: String,
}

/// Which of Node's two loaders asks. Each has its conditions and its memory. An editor asks besides, for each loader,
/// where the types are declared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mode {
    Require,
    Import,
    RequireTypes,
    ImportTypes,
    /// The types alone, where the first condition that a loader knows leads to a file without any.
    Types,
}

impl Mode {
    /// The same loader, asked for types.
    pub fn types(self) -> Mode {
        match self {
            Mode::Require => Mode::RequireTypes,
            Mode::Import => Mode::ImportTypes,
            types => types,
        }
    }
}

/// What was found, by mode, by whether the importer is TypeScript, and by its folder; within that by specifier.
type Answers = FxHashMap<(Mode, bool, OsString), FxHashMap<String, Resolution>>;

pub struct Resolver {
    pub(crate) lookup: Lookup,
    pub(crate) packages: PackageCache,
    pub(crate) typescript: Option<TypeScript>,
    pub(crate) global_folders: Vec<PathBuf>,
    pub(crate) preserve_symlinks: bool,
    pub(crate) preserve_symlinks_main: bool,
    require_conditions: Vec<String>,
    import_conditions: Vec<String>,
    /// `None`: they are not kept.
    answers: Option<Mutex<Answers>>,
    /// What was warned of already, and what is still to be emitted.
    deprecations: Mutex<(FxHashSet<String>, Vec<Deprecation>)>,
}

impl Resolver {
    pub fn new(options: ResolverOptions) -> Resolver {
        let conditions = |own: &[&str]| -> Vec<String> {
            own.iter().map(|name| (*name).to_owned()).chain(options.conditions.iter().cloned()).collect()
        };
        Resolver {
            lookup: Lookup::new(options.files.clone()),
            packages: PackageCache::new(options.files.clone()),
            typescript: options.typescript.then(|| TypeScript::new(options.files.clone())),
            require_conditions: conditions(&["require", "node", "module-sync"]),
            import_conditions: conditions(&["import", "node", "module-sync"]),
            global_folders: options.global_folders,
            preserve_symlinks: options.preserve_symlinks,
            preserve_symlinks_main: options.preserve_symlinks_main,
            answers: options.keeps_answers.then(Mutex::default),
            deprecations: Mutex::default(),
        }
    }

    /// Whether a condition of `exports` or `imports` applies; `default` always does.
    pub(crate) fn is_active(&self, condition: &str, mode: Mode) -> bool {
        let known = |conditions: &[String]| conditions.iter().any(|active| active == condition);
        match mode {
            Mode::Require => known(&self.require_conditions),
            Mode::Import => known(&self.import_conditions),
            Mode::RequireTypes => is_types(condition) || known(&self.require_conditions),
            Mode::ImportTypes => is_types(condition) || known(&self.import_conditions),
            Mode::Types => is_types(condition),
        }
    }

    /// The package that a file belongs to.
    pub fn package_scope(&self, file: &Path) -> Result<Option<Arc<PackageJson>>, ResolveError> {
        self.packages.scope(file).map_err(|error| unreadable(&error, None))
    }

    /// The package.json in a folder itself.
    pub fn package_in(&self, directory: &Path) -> Result<Option<Arc<PackageJson>>, ResolveError> {
        self.packages.read(directory).map_err(|error| unreadable(&error, None))
    }

    /// Where `require` looks last.
    pub fn global_folders(&self) -> &[PathBuf] {
        &self.global_folders
    }

    /// The builtin that a specifier stands for, if any.
    pub fn builtin(&self, specifier: &str) -> Option<&'static str> {
        builtins::builtin(specifier)
    }

    /// What the tsconfig.json that governs `file` says of how it is compiled. Installed packages have none.
    pub fn typescript_settings(&self, file: &Path) -> TypeScriptSettings {
        self.typescript.as_ref().map(|typescript| typescript.settings(file)).unwrap_or_default()
    }

    /// Forgets everything: files changed under an editor, or a test wrote some.
    pub fn clear(&self) {
        self.lookup.clear();
        self.packages.clear();
        if let Some(answers) = &self.answers {
            lock(answers).clear();
        }
        if let Some(typescript) = &self.typescript {
            typescript.clear();
        }
    }

    /// The deprecation warnings to emit since the last call, each once in the life of the resolver.
    pub fn take_deprecations(&self) -> Vec<Deprecation> {
        std::mem::take(&mut lock(&self.deprecations).1)
    }

    /// `once`: what makes a second warning the same as this one.
    pub(crate) fn deprecate(&self, code: &'static str, once: String, message: String) {
        let mut deprecations = lock(&self.deprecations);
        if deprecations.0.insert(once) {
            deprecations.1.push(Deprecation { code, message });
        }
    }

    /// Answers from memory, or asks and remembers what was found.
    pub(crate) fn remembered(
        &self,
        mode: Mode,
        from: &Path,
        specifier: &str,
        ask: impl FnOnce() -> Result<Resolution, ResolveError>,
    ) -> Result<Resolution, ResolveError> {
        let Some(answers) = &self.answers else { return ask() };
        let directory = directory_of(from).as_os_str().to_owned();
        let key = (mode, crate::typescript::is_typescript(from), directory);
        if let Some(known) = lock(answers).get(&key).and_then(|answers| answers.get(specifier)) {
            return Ok(known.clone());
        }
        let found = ask()?;
        lock(answers).entry(key).or_default().insert(specifier.to_owned(), found.clone());
        Ok(found)
    }
}

/// The folder that relative specifiers in `from` start at: that of a file, or `from` itself where a slash at its end says that it
/// is a folder, as the URL of the working directory does.
pub(crate) fn directory_of(from: &Path) -> &Path {
    match from.as_os_str().as_encoded_bytes().ends_with(b"/") {
        true => from,
        false => from.parent().unwrap_or(Path::new("/")),
    }
}

/// `base`: `"specifier" from importer`, where Node says it.
pub(crate) fn unreadable(error: &ManifestError, base: Option<String>) -> ResolveError {
    ResolveError::UnreadablePackage { path: error.path().to_owned(), base, detail: error.to_string() }
}
