//! Making the index of one package.
//!
//! What is kept on the disk goes by the package's name and version and by a key made of what the index depends on most: its
//! package.json (for installed packages this holds the version, and every way in) and the files of its main entry, declared and
//! run. So two projects share it wherever a package manager put the files and whatever times it gave them, and a package that
//! somebody changes in place gets another.

use std::hash::Hasher;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use package::manifest::PackageJson;
use resolve::resolver::{Mode, Resolver, ResolverOptions};
use rustc_hash::{FxHashMap, FxHasher};
use source::{FileKind, FileSystem};

use super::PackageIndex;
use super::disk::{Bytes, IndexCache};
use super::extract::{Around, Extractor, Found, NAMES};
use super::format::{self, Contents, NewEntry, NewExport};
use super::usage::Counts;
use crate::facts::ImportKind;
use crate::packages::Dependency;
use crate::project::Change;
use crate::resolution::{Importer, Resolution};

/// Of more entries it is only said that they are there.
const EXTRACTED: usize = 400;
/// What of a package's code is counted.
const FILES: usize = 600;
const BYTES: usize = 8 << 20;

/// A package to be indexed.
pub struct IndexTask {
    pub(crate) resolution: Arc<Resolution>,
    /// With what is open of a package of the project.
    pub(crate) files: Arc<dyn FileSystem>,
    pub(crate) cache: Option<Arc<IndexCache>>,
    pub(crate) dependency: Dependency,
    pub(crate) folder: PathBuf,
    /// What it is imported as.
    pub(crate) name: String,
    /// Of a package of the project: what its files say, as far as it is known.
    pub(crate) state: u64,
}

/// What an [`IndexTask`] made.
pub struct Indexed {
    pub(crate) folder: PathBuf,
    pub(crate) state: u64,
    /// `None`: the package can't be read.
    pub(crate) index: Option<Arc<PackageIndex>>,
}

impl IndexTask {
    /// The package's name, for telling people what is being done.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Loads or makes the index. `None` when `go_on` says no before it is done.
    pub fn run(self, go_on: &dyn Fn() -> bool) -> Option<Change> {
        let index = self.index(go_on);
        go_on().then_some(Change::Indexed(Indexed { folder: self.folder, state: self.state, index }))
    }

    fn index(&self, go_on: &dyn Fn() -> bool) -> Option<Arc<PackageIndex>> {
        // Nothing that is remembered here is needed again.
        let options = ResolverOptions { files: self.files.clone(), ..ResolverOptions::default() };
        let resolver = Resolver::new(options);
        let package = match resolver.package_in(&self.folder) {
            Ok(Some(package)) => package,
            Ok(None) => Arc::new(PackageJson::parse(&self.folder.join("package.json"), b"{}").ok()?),
            Err(_) => return None,
        };
        let main = self.resolve(".");
        let cache = self.cache.as_ref().filter(|_| !self.dependency.is_own);
        let Some(cache) = cache else {
            let bytes = format::write(self.contents(&package, &resolver, &main, go_on));
            return Some(Arc::new(PackageIndex::new(Bytes::Held(bytes))));
        };
        let name = self.cache_name(&package, &main);
        if let Some(bytes) = cache.load(&name) {
            return Some(Arc::new(PackageIndex::new(bytes)));
        }
        let contents = self.contents(&package, &resolver, &main, go_on);
        if !go_on() {
            return None;
        }
        Some(Arc::new(PackageIndex::new(cache.save(&name, format::write(contents)))))
    }

    fn cache_name(&self, package: &PackageJson, main: &Entry) -> String {
        let mut hasher = FxHasher::default();
        let mut add = |path: &Path| {
            hasher.write(&self.files.read(path).unwrap_or_default());
            hasher.write_u8(0xff);
        };
        add(&package.path);
        for path in [&main.declarations, &main.source].into_iter().flatten() {
            add(path);
        }
        // Types that are installed by themselves have a version of their own.
        if let Some(declarations) = &main.declarations
            && !declarations.starts_with(&self.folder)
            && let Some(types) = self.resolution.package(declarations)
        {
            add(&types.path);
        }
        hasher.write(self.name.as_bytes());
        let version = package.version.as_deref().unwrap_or("0");
        let plain = |text: &str| {
            text.replace(|character: char| !character.is_ascii_alphanumeric() && !"-._".contains(character), "+")
        };
        let mut name = plain(&format!("{}-{version}", self.name));
        name.truncate(100);
        format!("{name}-{:016x}.index", hasher.finish())
    }

    fn contents(&self, package: &PackageJson, resolver: &Resolver, main: &Entry, go_on: &dyn Fn() -> bool) -> Contents {
        let mut contents = Contents {
            name: package.name.clone().unwrap_or_else(|| self.name.clone()),
            version: package.version.clone().unwrap_or_default(),
            ..Contents::default()
        };
        let mut extractor = Extractor::new(Some(Around { files: &*self.files, resolver, go_on }));
        // By name: the same thing is told once, by the first entry that has it.
        let mut origins: FxHashMap<String, Vec<(Arc<Path>, u32)>> = FxHashMap::default();
        for subpath in self.subpaths(package, resolver) {
            if !go_on() || contents.exports.len() > 4 * NAMES {
                break;
            }
            let place = contents.entries.len();
            let entry = match subpath.as_str() {
                "." => main.clone(),
                _ if place < EXTRACTED => self.resolve(&subpath),
                _ => Entry::default(),
            };
            contents.entries.push(NewEntry { is_typed: entry.declarations.is_some(), subpath: subpath.clone() });
            let Some(path) = entry.declarations.or(entry.source).filter(|_| !is_internal(&subpath)) else { continue };
            for found in extractor.exports(&path, &self.specifier(&subpath)) {
                let known = origins.entry(found.name.clone()).or_default();
                if !known.contains(&found.origin) {
                    known.push(found.origin.clone());
                    contents.exports.push(new_export(found, place as u32));
                }
            }
        }
        if !self.dependency.is_own {
            let mut counts = Counts::default();
            self.count(&mut counts, go_on);
            (contents.pairs, contents.members) = counts.into_rows();
        }
        contents
    }

    fn specifier(&self, subpath: &str) -> String {
        format!("{}{}", self.name, subpath.strip_prefix('.').unwrap_or_default())
    }

    /// `.` first, if it is there.
    fn subpaths(&self, package: &PackageJson, resolver: &Resolver) -> Vec<String> {
        let is_code = |subpath: &String| {
            let name = subpath.rsplit('/').next().unwrap_or_default();
            subpath == "." || !(name.ends_with(".json") || name.ends_with(".css") || subpath.ends_with('/'))
        };
        let mut found: Vec<String> = Vec::new();
        for mode in [Mode::ImportTypes, Mode::RequireTypes] {
            let entries = resolver.entry_points(package, mode).into_iter().map(|entry| entry.subpath);
            for subpath in entries.filter(is_code) {
                // Nearly all that `require` may name `import` may name, too.
                if mode == Mode::ImportTypes || (found.len() < EXTRACTED && !found.contains(&subpath)) {
                    found.push(subpath);
                }
            }
        }
        found.sort_by_key(|subpath| subpath != ".");
        found
    }

    fn resolve(&self, subpath: &str) -> Entry {
        let importer = Importer {
            path: &self.dependency.owner,
            language: syntax::Language::JavaScript,
            goal: syntax::Goal::Module,
        };
        let resolved = self.resolution.resolve(importer, &self.specifier(subpath), ImportKind::Static);
        let path = |file| self.resolution.path(file);
        let source = resolved.source().map(path);
        let declarations = resolved.declarations().map(path);
        let is_typed = |path: &PathBuf| syntax::Language::of(path).is_typescript();
        Entry { declarations: declarations.filter(is_typed), source }
    }

    /// Counts the members that the package's own code uses.
    fn count(&self, counts: &mut Counts, go_on: &dyn Fn() -> bool) {
        let mut folders = std::collections::VecDeque::from([self.folder.clone()]);
        let (mut files, mut bytes) = (0, 0);
        while let Some(folder) = folders.pop_front() {
            for (name, kind) in self.files.entries(&folder).unwrap_or_default() {
                let path = folder.join(&name);
                match kind {
                    FileKind::Directory if !is_aside(&name) => folders.push_back(path),
                    FileKind::File if is_code(&name) => {
                        if files == FILES || bytes > BYTES || !go_on() {
                            return;
                        }
                        let Ok(text) = self.files.read_to_string(&path) else { continue };
                        files += 1;
                        bytes += text.len();
                        counts.add(&text);
                    }
                    _ => {}
                }
            }
        }
    }
}

/// The files of one entry.
#[derive(Clone, Default)]
struct Entry {
    declarations: Option<PathBuf>,
    source: Option<PathBuf>,
}

fn new_export(found: Found, entry: u32) -> NewExport {
    let Found { name, description, is_type_only, is_whole, .. } = found;
    NewExport {
        name,
        kind: description.kind,
        signature: description.signature,
        doc: description.doc,
        deprecation: description.deprecation,
        entry,
        is_type_only,
        is_whole,
    }
}

/// Whether an entry is there for the package's own other parts: `rxjs/internal/util/pipe`. What it exports is not offered.
fn is_internal(subpath: &str) -> bool {
    subpath.split('/').any(|part| part.starts_with('_') || matches!(part, "internal" | "internals" | "private"))
}

/// Folders that hold other packages, or not the package's code.
fn is_aside(name: &str) -> bool {
    name.starts_with('.')
        || matches!(
            name,
            "node_modules"
                | "test"
                | "tests"
                | "__tests__"
                | "bench"
                | "benchmark"
                | "docs"
                | "locale"
                | "locales"
                | "umd"
                | "min"
        )
}

fn is_code(name: &str) -> bool {
    let is_script = [".js", ".mjs", ".cjs"].iter().any(|end| name.ends_with(end));
    is_script && !name.contains(".min.") && !name.contains(".test.") && !name.contains(".bundle.")
}

/// The package that types stand for: `x` for `@types/x`, `@a/b` for `@types/a__b`.
pub(crate) fn typed_package(name: &str) -> Option<String> {
    let bare = name.strip_prefix("@types/")?;
    Some(match bare.split_once("__") {
        Some((scope, name)) => format!("@{scope}/{name}"),
        None => bare.to_owned(),
    })
}
