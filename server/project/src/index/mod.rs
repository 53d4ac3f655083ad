//! What installed packages give: what of them can be imported, which names they export with what is said of them, and which
//! members their own code uses how often.
//!
//! - [`PackageIndex`]: one package, read where it lies.
//! - [`IndexTask`]: makes one, from the disk's cache if it is there; the caller runs it on a thread of its own.
//! - [`Usage`]: how often members are used, in the project and in packages.
//!
//! Inside: `format` (the bytes), `disk` (the cache), `task` (what is to be indexed, and of what a key is made), `extract` (exports
//! of modules), `own_exports` (those of own files), `commonjs` (those of CommonJS), `describe` (signatures), `usage` (counting).

mod commonjs;
mod describe;
mod disk;
mod extract;
mod format;
mod own_exports;
mod task;
#[cfg(test)]
mod tests;
mod usage;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use crate::packages::Dependency;
use disk::Bytes;
pub(crate) use disk::IndexCache;
use format::Reader;
pub use own_exports::OwnExport;
pub(crate) use own_exports::OwnExports;
pub(crate) use task::typed_package;
pub use task::{IndexStep, IndexTask, Indexed};
pub(crate) use usage::OwnUsage;

/// What one package gives.
pub struct PackageIndex {
    bytes: Bytes,
}

/// A name by which a package can be imported.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IndexEntry<'i> {
    /// `.` or `./subpath`.
    pub subpath: &'i str,
    /// Whether its types are declared.
    pub is_typed: bool,
}

/// One name that a package exports.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct IndexExport<'i> {
    /// `default` for the default export, and for what `export =` or `module.exports =` gives as a whole.
    pub name: &'i str,
    pub kind: ExportKind,
    /// As TypeScript would write it, on one line, cut where it is long.
    pub signature: &'i str,
    /// The first sentence of what its author says.
    pub doc: &'i str,
    /// What to use instead, or nothing more than that it should not be used.
    pub deprecation: Option<&'i str>,
    /// Of the entry that exports it, see [`IndexEntry::subpath`].
    pub subpath: &'i str,
    /// It is there for types only.
    pub is_type_only: bool,
    /// It is the module as a whole: what `require` gives.
    pub is_whole: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ExportKind {
    Function,
    Class,
    Constant,
    Variable,
    Enum,
    Namespace,
    Interface,
    TypeAlias,
}

impl ExportKind {
    fn from_number(number: u32) -> ExportKind {
        use ExportKind::*;
        let all = [Function, Class, Constant, Variable, Enum, Namespace, Interface, TypeAlias];
        all.into_iter().find(|kind| *kind as u32 == number).unwrap_or(Constant)
    }
}

impl PackageIndex {
    fn new(bytes: Bytes) -> PackageIndex {
        PackageIndex { bytes }
    }

    fn reader(&self) -> Reader<'_> {
        Reader(&self.bytes)
    }

    /// The name that the package gives itself; the one that it is imported by can be another.
    pub fn name(&self) -> &str {
        self.reader().name()
    }

    pub fn version(&self) -> &str {
        self.reader().version()
    }

    /// In the package's own order.
    pub fn entries(&self) -> impl Iterator<Item = IndexEntry<'_>> {
        let reader = self.reader();
        (0..reader.entry_count()).map(move |row| reader.entry(row))
    }

    /// In the order of their names.
    pub fn exports(&self) -> impl Iterator<Item = IndexExport<'_>> {
        let reader = self.reader();
        (0..reader.export_count()).map(move |row| reader.export(row))
    }

    /// The names alone, in the order of [`PackageIndex::exports`]: what a list is filtered by before the rest is read.
    pub fn export_names(&self) -> impl Iterator<Item = &str> {
        let reader = self.reader();
        (0..reader.export_count()).map(move |row| reader.export_name(row))
    }

    /// The export in a place of [`PackageIndex::export_names`].
    pub fn export(&self, place: usize) -> Option<IndexExport<'_>> {
        (place < self.reader().export_count()).then(|| self.reader().export(place))
    }

    /// The exports of one name: several where several entries have it.
    pub fn exports_named<'i>(&'i self, name: &str) -> impl Iterator<Item = IndexExport<'i>> {
        let reader = self.reader();
        let count = reader.export_count();
        let first = format::partition(count, |row| reader.export_name(row) < name);
        let end = format::partition(count, |row| reader.export_name(row) <= name);
        (first..end).map(move |row| reader.export(row))
    }
}

/// A package that a file may import, with what is known of it.
#[derive(Clone)]
pub struct Package {
    pub dependency: Dependency,
    /// The name to import it by: `x` for the types in `@types/x`.
    pub name: String,
    /// `None` while it is not indexed yet, and of what is not installed.
    pub index: Option<Arc<PackageIndex>>,
    /// Whether an index of it is still to come.
    pub is_pending: bool,
}

/// All indexes of a project, by the real folder of the package. A new one is made with each change.
#[derive(Default)]
pub(crate) struct Indexes {
    by_folder: FxHashMap<PathBuf, Known>,
    /// How often something was to be forgotten: what was begun before and is put in afterwards may be stale.
    forgotten: u64,
    /// How often the members of all packages are used, by all of them together.
    members: OnceLock<FxHashMap<Box<str>, u32>>,
}

#[derive(Clone)]
struct Known {
    /// `None`: it was tried.
    index: Option<Arc<PackageIndex>>,
    /// Of a package of the project: what its files said.
    state: u64,
    /// What was indexed is no longer what is there. It is better than nothing until the new one is made.
    is_stale: bool,
}

impl Clone for Indexes {
    fn clone(&self) -> Indexes {
        Indexes { by_folder: self.by_folder.clone(), forgotten: self.forgotten, members: OnceLock::new() }
    }
}

impl Indexes {
    pub fn get(&self, folder: &Path) -> Option<Arc<PackageIndex>> {
        self.by_folder.get(folder)?.index.clone()
    }

    /// Whether a package was never tried.
    pub fn is_pending(&self, folder: &Path) -> bool {
        !self.by_folder.contains_key(folder)
    }

    pub fn forgotten(&self) -> u64 {
        self.forgotten
    }

    /// Whether a package is to be indexed (again).
    pub fn needs(&self, folder: &Path, state: u64) -> bool {
        self.by_folder.get(folder).is_none_or(|known| known.is_stale || known.state != state)
    }

    pub fn put(&mut self, indexed: Indexed) {
        let Indexed { folder, state, forgotten, index } = indexed;
        self.by_folder.insert(folder, Known { index, state, is_stale: forgotten != self.forgotten });
    }

    /// What lies in these folders changed.
    pub fn forget(&mut self, folders: &[PathBuf]) {
        self.forgotten += 1;
        for (known, index) in &mut self.by_folder {
            index.is_stale |= folders.iter().any(|folder| known.starts_with(folder) || folder.starts_with(known));
        }
    }

    fn all(&self) -> impl Iterator<Item = &PackageIndex> {
        self.by_folder.values().filter_map(|known| known.index.as_deref())
    }
}

impl Indexes {
    fn members(&self) -> &FxHashMap<Box<str>, u32> {
        self.members.get_or_init(|| {
            let mut members: FxHashMap<Box<str>, u32> = FxHashMap::default();
            for index in self.all() {
                for (member, count) in index.reader().members() {
                    match members.get_mut(member) {
                        Some(known) => *known += count,
                        None => {
                            members.insert(member.into(), count);
                        }
                    }
                }
            }
            members
        })
    }
}

/// How often members are used.
///
/// A receiver is described by its last name: `res` for `a.res.`, `express()` for what a call gives, `'fs'` (in single quotes,
/// without `node:`) for a module however it is called, `this`.
pub struct Usage {
    own: Arc<OwnUsage>,
    indexes: Arc<Indexes>,
}

/// How often something is used.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Uses {
    /// In the project's own files.
    pub own: u32,
    /// In the code of the packages that it depends on.
    pub packages: u32,
}

impl Usage {
    pub(crate) fn new(own: Arc<OwnUsage>, indexes: Arc<Indexes>) -> Usage {
        Usage { own, indexes }
    }

    /// The members that are used of a receiver.
    pub fn members_of(&self, receiver: &str) -> FxHashMap<String, Uses> {
        let mut uses: FxHashMap<String, Uses> = FxHashMap::default();
        self.own.members_of(receiver, &mut |member, count| uses.entry(member.to_owned()).or_default().own += count);
        for index in self.indexes.all() {
            for (member, count) in index.reader().pairs_of(receiver) {
                match uses.get_mut(member) {
                    Some(known) => known.packages += count,
                    None => {
                        uses.insert(member.to_owned(), Uses { own: 0, packages: count });
                    }
                }
            }
        }
        uses
    }

    /// The names that own files use and do not declare, with how many files do.
    pub fn undeclared_names(&self) -> Vec<(String, u32)> {
        let mut names = Vec::new();
        self.own.members_of("", &mut |name, files| names.push((name.to_owned(), files)));
        names
    }

    /// A member's uses, of whatever receiver.
    pub fn member(&self, member: &str) -> Uses {
        Uses { own: self.own.member(member), packages: self.indexes.members().get(member).copied().unwrap_or_default() }
    }

    /// How many uses of members there are in the project's own files.
    pub fn own_total(&self) -> u32 {
        self.own.total()
    }

    /// All members that are used in the project's own files, most used first.
    pub fn own_members(&self) -> Vec<(String, u32)> {
        let mut members = Vec::new();
        self.own.members(&mut |member, count| members.push((member.to_owned(), count)));
        members.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        members
    }
}
