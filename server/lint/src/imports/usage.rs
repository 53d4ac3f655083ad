//! What is used of the files that are linted, from where programs start.
//!
//! A file is a start if something outside of its text runs it: package.json names it, a test runner or a tool finds it by its name, a
//! page of a framework, a page of HTML. Where nothing of the kind is found for a package, every file that none imports is one: whoever
//! runs it knows why.

use std::path::{Path, PathBuf};

use package::manifest::PackageJson;
use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::Value;

use super::module::{Imported, Module, Name, RequestKind};
use super::modules::Modules;

#[derive(Default)]
pub(crate) struct Usage {
    starts: FxHashSet<PathBuf>,
    reached: FxHashSet<PathBuf>,
    names: FxHashMap<PathBuf, Used>,
}

#[derive(Default)]
struct Used {
    is_whole: bool,
    names: FxHashSet<String>,
}

/// Tools that find files by the folders that they are in.
const FOLDERS_OF: [(&str, &[&str]); 9] = [
    ("next", &["pages", "app"]),
    ("nuxt", &["pages", "layouts", "server", "plugins", "middleware", "composables", "components"]),
    ("astro", &["pages", "layouts", "content"]),
    ("@sveltejs/kit", &["routes", "params"]),
    ("@remix-run/react", &["routes"]),
    ("@react-router/dev", &["routes"]),
    ("gatsby", &["pages", "templates"]),
    ("expo-router", &["app"]),
    ("@nestjs/core", &["migrations"]),
];

/// Folders whose files people and tools run one by one.
const FOLDERS: [&str; 16] = [
    "__mocks__",
    "__tests__",
    "bench",
    "benchmark",
    "benchmarks",
    "bin",
    "cypress",
    "e2e",
    "example",
    "examples",
    "fixtures",
    "migrations",
    "scripts",
    "test",
    "tests",
    "tools",
];

/// Parts of names by which tools find files.
const PARTS: [&str; 9] = ["test", "spec", "config", "stories", "bench", "e2e", "cy", "d", "worker"];

impl Usage {
    pub(super) fn new(modules: &Modules) -> Usage {
        let own = modules.own();
        let mut usage = Usage::default();
        let mut starts_of: FxHashMap<PathBuf, Starts> = FxHashMap::default();
        let mut has_start: FxHashSet<PathBuf> = FxHashSet::default();
        let graph = modules.graph();
        for path in &own {
            let Some(package) = modules.package(path) else { continue };
            let starts = starts_of.entry(package.path.clone()).or_insert_with(|| Starts::of(modules, &package));
            match starts.hold(path) {
                Some(true) => {
                    has_start.insert(package.path.clone());
                    usage.starts.insert(path.clone());
                }
                Some(false) => {
                    usage.starts.insert(path.clone());
                }
                None => {}
            }
        }
        for path in &own {
            let package = modules.package(path).map(|package| package.path.clone());
            let is_unknown = package.is_none_or(|package| !has_start.contains(&package));
            let is_imported = graph.number(path).is_some_and(|file| !graph.importers(file).is_empty());
            if is_unknown && !is_imported {
                usage.starts.insert(path.clone());
            }
        }
        usage.reach(modules);
        for path in &own {
            if let Some(module) = modules.module(path) {
                usage.add_requests(modules, path, &module);
            }
        }
        usage
    }

    fn reach(&mut self, modules: &Modules) {
        let graph = modules.graph();
        let mut queue: Vec<u32> = self.starts.iter().filter_map(|path| graph.number(path)).collect();
        while let Some(file) = queue.pop() {
            if self.reached.insert(graph.path(file).to_owned()) {
                queue.extend(graph.edges(file).iter().map(|edge| edge.to));
            }
        }
    }

    fn add_requests(&mut self, modules: &Modules, path: &Path, module: &Module) {
        for request in &module.requests {
            let target = modules.target(path, &request.specifier, request.kind);
            let Some(file) = target.file() else { continue };
            if !request.kind.is_static() {
                self.add_all(modules, file);
                continue;
            }
            for name in &request.names {
                self.add_name(modules, file, name);
            }
            if request.kind == RequestKind::ReExport && request.names.is_empty() && self.starts.contains(path) {
                self.add_all(modules, file);
            }
        }
    }

    fn add_name(&mut self, modules: &Modules, file: &Path, name: &Name) {
        match &name.imported {
            Imported::Named(name) => self.add(modules, file, name),
            Imported::Default => self.add(modules, file, "default"),
            Imported::All if name.escapes => self.add_all(modules, file),
            Imported::All => name.members.iter().for_each(|member| self.add(modules, file, &member.name)),
        }
    }

    /// A name is used, and what it is handed on from.
    fn add(&mut self, modules: &Modules, file: &Path, name: &str) {
        if !self.names.entry(file.to_owned()).or_default().names.insert(name.to_owned()) {
            return;
        }
        let Some(module) = modules.module(file) else { return };
        let from = |request: u32| {
            let request = module.requests.get(request as usize)?;
            modules.target(file, &request.specifier, request.kind).file().map(Path::to_owned)
        };
        match module.export(name) {
            Some(export) => {
                let Some((request, imported)) = &export.from else { return };
                let Some(source) = from(*request) else { return };
                match imported {
                    Imported::Named(name) => self.add(modules, &source, name),
                    Imported::Default => self.add(modules, &source, "default"),
                    Imported::All => self.add_all(modules, &source),
                }
            }
            None => {
                let stars = module.exports.iter().filter(|export| export.name.is_none());
                for (request, _) in stars.filter_map(|export| export.from.as_ref()) {
                    if let Some(source) = from(*request) {
                        self.add(modules, &source, name);
                    }
                }
            }
        }
    }

    /// All that a file gives is used.
    fn add_all(&mut self, modules: &Modules, file: &Path) {
        let used = self.names.entry(file.to_owned()).or_default();
        if std::mem::replace(&mut used.is_whole, true) {
            return;
        }
        let Some(module) = modules.module(file) else { return };
        for request in module.exports.iter().filter_map(|export| Some(export.from.as_ref()?.0)) {
            let Some(request) = module.requests.get(request as usize) else { continue };
            if let Some(source) = modules.target(file, &request.specifier, request.kind).file() {
                self.add_all(modules, source);
            }
        }
    }

    pub fn is_start(&self, path: &Path) -> bool {
        self.starts.contains(path)
    }

    pub fn is_reached(&self, path: &Path) -> bool {
        self.reached.contains(path)
    }

    pub fn is_used(&self, path: &Path, name: &str) -> bool {
        self.names.get(path).is_some_and(|used| used.is_whole || used.names.contains(name))
    }
}

/// Which files of a package are starts.
struct Starts {
    folder: PathBuf,
    /// Without their extensions.
    named: FxHashSet<PathBuf>,
    /// What `*` in `exports` stands for: how a path begins and ends.
    patterns: Vec<(String, String)>,
    /// Everything below is one.
    folders: Vec<&'static str>,
}

impl Starts {
    fn of(modules: &Modules, package: &PackageJson) -> Starts {
        let folder = package.directory().to_owned();
        let mut texts: Vec<String> = Vec::new();
        for field in ["main", "module", "browser", "types", "typings", "bin", "exports", "svelte", "source", "workers"]
        {
            strings(package.raw.get(field), &mut texts);
        }
        for (_, script) in package.strings("scripts") {
            texts.extend(script.split([' ', '\'', '"', '=', ',']).map(str::to_owned));
        }
        for html in modules.files.read_directory(&folder).unwrap_or_default() {
            if html.ends_with(".html") {
                let text = modules.files.read_to_string(&folder.join(&html)).unwrap_or_default();
                let sources = text.split("src=").skip(1).filter_map(|rest| rest.get(1..)?.split(['"', '\'']).next());
                texts.extend(sources.map(|source| source.trim_start_matches('/').to_owned()));
            }
        }
        let (patterns, texts): (Vec<String>, Vec<String>) = texts.into_iter().partition(|text| text.contains('*'));
        let patterns = patterns.iter().filter(|pattern| pattern.starts_with("./")).filter_map(|pattern| {
            let (start, end) = pattern.split_once('*')?;
            Some((format!("{}/{}", folder.to_string_lossy(), &start[2..]), end.to_owned()))
        });
        let patterns = patterns.collect();
        let mut named: FxHashSet<PathBuf> = FxHashSet::default();
        for text in texts.iter().map(|text| text.trim_start_matches("./")).filter(|text| !text.is_empty()) {
            let stem = bare(Path::new(text));
            // What is built has a source of the same name.
            let rest: PathBuf = stem.iter().skip(1).collect();
            for source in ["src", "source", "lib", ""] {
                if rest.iter().next().is_some() {
                    named.insert(folder.join(source).join(&rest));
                }
            }
            named.insert(folder.join(&stem).join("index"));
            named.insert(folder.join(stem));
        }
        let is_app = named.is_empty() || package.raw.get("private") == Some(&Value::Bool(true));
        for usual in ["index", "src/index", "main", "src/main", "server", "src/server", "app", "src/app"] {
            if is_app || usual.ends_with("index") {
                named.insert(folder.join(usual));
            }
        }
        let folders = FOLDERS_OF.iter().filter(|(tool, _)| package.depends_on(tool)).flat_map(|(_, folders)| *folders);
        Starts { folder, named, patterns, folders: folders.copied().collect() }
    }

    /// `Some(true)`: a file is one by what its package says, `Some(false)`: by its name or folder.
    fn hold(&self, path: &Path) -> Option<bool> {
        let text = path.to_string_lossy();
        let is_of_pattern = self.patterns.iter().any(|(start, end)| text.starts_with(start) && text.ends_with(end));
        if is_of_pattern || self.named.contains(&bare(path)) {
            return Some(true);
        }
        let relative = path.strip_prefix(&self.folder).unwrap_or(path);
        let mut folders = relative.parent().into_iter().flat_map(Path::iter).filter_map(|part| part.to_str());
        let is_in_folder =
            folders.any(|part| self.folders.contains(&part) || FOLDERS.contains(&part) || part.starts_with('.'));
        let name = path.file_name()?.to_str()?;
        let is_by_name = name.starts_with('.') || name.split('.').skip(1).any(|part| PARTS.contains(&part));
        (is_in_folder || is_by_name).then_some(false)
    }
}

/// All strings in a value of package.json.
fn strings(value: Option<&Value>, texts: &mut Vec<String>) {
    match value {
        Some(Value::String(text)) => texts.push(text.clone()),
        Some(Value::Array(values)) => values.iter().for_each(|value| strings(Some(value), texts)),
        Some(Value::Object(values)) => values.values().for_each(|value| strings(Some(value), texts)),
        _ => {}
    }
}

/// A path without the extensions of a source or of declarations.
fn bare(path: &Path) -> PathBuf {
    let text = path.to_string_lossy();
    let known = [".d.ts", ".d.mts", ".d.cts", ".tsx", ".mts", ".cts", ".ts", ".jsx", ".mjs", ".cjs", ".js"];
    PathBuf::from(known.iter().find_map(|extension| text.strip_suffix(extension)).unwrap_or(&text))
}
