//! Making the index of one package, in steps, so that what lists wait for is there soon: what a package exports, of large packages
//! when all small ones have had their turn; then how its own code uses members, for which all of that code is read.
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
/// A package is large if more has to be read for what it exports.
const LARGE: usize = 256 << 10;
/// What of a package's code is counted.
const COUNTED_FILES: usize = 600;
const COUNTED_BYTES: usize = 8 << 20;

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
    /// See [`Indexes::forgotten`](super::Indexes).
    pub(crate) forgotten: u64,
    pub(crate) step: Step,
}

/// What is to be done next.
#[derive(Default)]
pub(crate) enum Step {
    /// To find what it exports, if it is not large.
    #[default]
    NameFew,
    NameAll,
    /// To count what its code uses.
    Count(Named),
}

/// An index without the uses of members.
pub(crate) struct Named {
    contents: Contents,
    /// What it is to be kept as, once it is whole.
    cache_name: Option<String>,
}

/// What a step has come to.
#[derive(Default)]
pub struct IndexStep {
    pub change: Option<Change>,
    /// What is left to be done when others have had their turn.
    pub rest: Option<IndexTask>,
}

/// What an [`IndexTask`] made.
pub struct Indexed {
    pub(crate) folder: PathBuf,
    pub(crate) state: u64,
    pub(crate) forgotten: u64,
    /// `None`: the package can't be read.
    pub(crate) index: Option<Arc<PackageIndex>>,
}

impl IndexTask {
    /// The package's name, for telling people what is being done.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Takes the next step. `None` when `go_on` says no before it is done.
    pub fn run(mut self, go_on: &dyn Fn() -> bool) -> Option<IndexStep> {
        let (index, next) = match std::mem::take(&mut self.step) {
            Step::NameFew => self.name_exports(LARGE, go_on),
            Step::NameAll => self.name_exports(usize::MAX, go_on),
            Step::Count(named) => (Some(self.count_uses(named, go_on)), None),
        };
        if !go_on() {
            return None;
        }
        let is_postponed = matches!(next, Some(Step::NameAll));
        let change = (!is_postponed).then(|| {
            let (folder, index) = (self.folder.clone(), index.map(Arc::new));
            Change::Indexed(Indexed { folder, state: self.state, forgotten: self.forgotten, index })
        });
        Some(IndexStep { change, rest: next.map(|step| IndexTask { step, ..self }) })
    }

    /// The index, whole or as far as it goes, and the next step.
    fn name_exports(&self, patience: usize, go_on: &dyn Fn() -> bool) -> (Option<PackageIndex>, Option<Step>) {
        // Nothing that is remembered here is needed again.
        let options = ResolverOptions { files: self.files.clone(), ..ResolverOptions::default() };
        let resolver = Resolver::new(options);
        let package = match resolver.package_in(&self.folder) {
            Ok(Some(package)) => Some(package),
            Ok(None) => PackageJson::parse(&self.folder.join("package.json"), b"{}").ok().map(Arc::new),
            Err(_) => None,
        };
        let Some(package) = package else { return (None, None) };
        let main = self.resolve(".");
        let cache_name = self.cache().map(|_| self.cache_name(&package, &main));
        if let Some(bytes) = self.cache().zip(cache_name.as_ref()).and_then(|(cache, name)| cache.load(name)) {
            return (Some(PackageIndex::new(bytes)), None);
        }
        let around = Around { files: &*self.files, resolver: &resolver, patience, go_on };
        let Some(mut contents) = self.contents(&package, &main, around) else { return (None, Some(Step::NameAll)) };
        let index = PackageIndex::new(Bytes::Held(format::write(&mut contents)));
        // Uses in packages of the project are counted with those in its other files.
        let next = (!self.dependency.is_own).then_some(Step::Count(Named { contents, cache_name }));
        (Some(index), next)
    }

    /// The whole index, which is kept.
    fn count_uses(&self, named: Named, go_on: &dyn Fn() -> bool) -> PackageIndex {
        let Named { mut contents, cache_name } = named;
        let mut counts = Counts::default();
        self.count(&mut counts, go_on);
        (contents.pairs, contents.members) = counts.into_rows();
        let bytes = format::write(&mut contents);
        PackageIndex::new(match self.cache().zip(cache_name).filter(|_| go_on()) {
            Some((cache, name)) => cache.save(&name, bytes),
            None => Bytes::Held(bytes),
        })
    }

    fn cache(&self) -> Option<&IndexCache> {
        self.cache.as_deref().filter(|_| !self.dependency.is_own)
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

    /// `None`: it is large, and was given up for now.
    fn contents(&self, package: &PackageJson, main: &Entry, around: Around) -> Option<Contents> {
        let mut contents = Contents {
            name: package.name.clone().unwrap_or_else(|| self.name.clone()),
            version: package.version.clone().unwrap_or_default(),
            ..Contents::default()
        };
        let mut extractor = Extractor::new(Some(around));
        // By name: the same thing is told once, by the first entry that has it.
        let mut origins: FxHashMap<String, Vec<(Arc<Path>, u32)>> = FxHashMap::default();
        for subpath in self.subpaths(package, around.resolver) {
            if !(around.go_on)() || contents.exports.len() > 4 * NAMES {
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
            if extractor.has_given_up {
                return None;
            }
        }
        Some(contents)
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
                        if files == COUNTED_FILES || bytes > COUNTED_BYTES || !go_on() {
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
