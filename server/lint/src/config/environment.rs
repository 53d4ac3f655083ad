//! How a file is read and which globals it has, where no configuration says it: by its package.

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use package::manifest::{ModuleKind, PackageJson};
use package::scope::PackageCache;
use rustc_hash::FxHashMap;
use source::FileSystem;
use syntax::{Goal, SourceKind};

use super::Settings;
use crate::run::Language;

/// What a package says of its files.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    kind: Option<ModuleKind>,
    /// `None`: it can't be told.
    is_for_browsers: Option<bool>,
    /// Environments of the test runners that it uses.
    tests: Vec<&'static str>,
    /// All of it; two that read alike are alike.
    text: String,
}

/// What is known of the packages of files.
pub struct Packages {
    cache: PackageCache,
    by_folder: Mutex<FxHashMap<PathBuf, Arc<Facts>>>,
}

/// Packages that may bundle code for a browser, beside those that surely do.
const BUNDLERS: [&str; 2] = ["webpack", "rollup"];

/// Packages that run tests, and the environments of `globals` that they bring.
const OF_TESTS: [(&str, &str); 6] = [
    ("jest", "jest"),
    ("vitest", "vitest"),
    ("mocha", "mocha"),
    ("jasmine", "jasmine"),
    ("jasmine-core", "jasmine"),
    ("qunit", "qunit"),
];

impl Packages {
    pub fn new(files: Arc<dyn FileSystem>) -> Packages {
        Packages { cache: PackageCache::new(files), by_folder: Mutex::default() }
    }

    /// What the package of a file says.
    pub fn of(&self, path: &Path) -> Arc<Facts> {
        self.of_folder(path.parent().unwrap_or(path))
    }

    /// As [`PackageCache::scope`], but each folder above is asked for once.
    fn of_folder(&self, folder: &Path) -> Arc<Facts> {
        let lock = || self.by_folder.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(folder) {
            return known.clone();
        }
        let is_root = folder.file_name().is_some_and(|name| name == "node_modules");
        let facts = match (self.cache.read(folder), folder.parent()) {
            _ if is_root => Arc::default(),
            (Ok(Some(package)), _) => Arc::new(Facts::new(&package)),
            (Ok(None), Some(above)) => self.of_folder(above),
            (Ok(None), None) | (Err(_), _) => Arc::default(),
        };
        lock().insert(folder.to_owned(), facts.clone());
        facts
    }
}

impl Facts {
    pub fn text(&self) -> &str {
        &self.text
    }

    pub fn kind(&self) -> Option<ModuleKind> {
        self.kind
    }

    /// How the file at `path` is read. `kind`: what its name, its package and its text make of it.
    pub fn language(&self, path: &Path, mut kind: SourceKind, settings: &Settings) -> Language {
        let is_by_name = matches!(path.extension().and_then(|it| it.to_str()), Some("mjs" | "cjs" | "mts" | "cts"));
        // A text with `import` in it is a module whatever is said of it, since otherwise nothing could be told of it.
        if let Some(goal) = settings.goal.filter(|_| !is_by_name && kind.goal != Goal::Module) {
            kind.goal = goal;
        }
        let globals = settings.globals(kind.goal, &self.environments(path, kind));
        Language { kind, globals, heeds_comments: settings.heeds_comments }
    }

    pub fn new(package: &PackageJson) -> Facts {
        let has = |field: &str| package.raw.contains_key(field);
        let is_for_node = has("bin") || package.strings("engines").any(|(name, _)| name == "node");
        let is_for_browsers = if package.is_for_browsers(&BUNDLERS) {
            Some(true)
        } else if is_for_node {
            Some(false)
        } else {
            None
        };
        let tests: Vec<_> =
            OF_TESTS.iter().filter(|(name, _)| package.depends_on(name)).map(|(_, environment)| *environment).collect();
        let text = format!("{:?} {is_for_browsers:?} {tests:?}", package.kind);
        Facts { kind: package.kind, is_for_browsers, tests, text }
    }

    /// The environments that a file may run in. Where it can't be told all of them count: a name that one of them has may well be meant.
    fn environments(&self, path: &Path, kind: SourceKind) -> Vec<&'static str> {
        let is_for_browsers = self.is_for_browsers.unwrap_or(true) || kind.language.has_jsx();
        // What Node reads as a module has no `require`; what something translates for it may.
        let is_named_module = matches!(path.extension().and_then(|it| it.to_str()), Some("mjs" | "mts"));
        let is_module_in_node = is_named_module || self.kind == Some(ModuleKind::Module);
        let node = if is_module_in_node && self.is_for_browsers == Some(false) { "nodeBuiltin" } else { "node" };
        let mut environments = vec![node];
        if is_for_browsers {
            environments.extend(["browser", "worker", "amd"]);
        }
        environments.extend(&self.tests);
        environments
    }
}
