//! Who imports a file. Of an own file the project knows; of a file in a package it is other files of that package, and the packages
//! that need it, as far as the project's own files get to them. Of packages that is asked only where they are looked at as they run.

use std::rc::Rc;

use project::facts::Name;
use rustc_hash::{FxHashMap, FxHashSet};
use source::FileId;

use crate::evaluator::{Infer, Module};

/// Own files whose imports are looked at, files of packages that are, and importers of one file.
const OWN_FILES: usize = 400;
const FILES: usize = 60;
const IMPORTERS: usize = 12;

/// By a file of a package: the files of packages that import it.
type Importers = FxHashMap<FileId, Vec<FileId>>;

#[derive(Default)]
pub(crate) struct KnownImporters {
    /// The installed files that own files import, with the names of their packages.
    entries: Option<Rc<Vec<(FileId, Name)>>>,
    of_package: FxHashMap<Name, Rc<Importers>>,
}

impl Infer<'_> {
    pub(crate) fn importers_of(&self, file: FileId) -> Vec<FileId> {
        if self.library.holds(file) {
            return Vec::new();
        }
        let mut importers = self.snapshot.importers(file);
        if self.prefers_sources.get()
            && self.snapshot.is_installed(file)
            && let Some(package) = self.package_name(file)
        {
            let known = self.importers_in_packages(&package);
            importers.extend(known.get(&file).into_iter().flatten());
        }
        importers.truncate(IMPORTERS);
        importers
    }

    fn package_name(&self, file: FileId) -> Option<Name> {
        self.snapshot.package_of(file)?.name.as_deref().map(Name::from)
    }

    fn installed_entries(&self) -> Rc<Vec<(FileId, Name)>> {
        if let Some(known) = &self.importers.borrow().entries {
            return known.clone();
        }
        let mut seen = FxHashSet::default();
        let mut entries = Vec::new();
        for own in self.snapshot.own_files().iter().take(OWN_FILES) {
            for imported in self.snapshot.imported_files(*own) {
                if seen.insert(imported)
                    && self.snapshot.is_installed(imported)
                    && let Some(package) = self.package_name(imported)
                {
                    entries.push((imported, package));
                }
            }
        }
        entries.sort_unstable_by_key(|(file, _)| *file);
        let entries = Rc::new(entries);
        self.importers.borrow_mut().entries = Some(entries.clone());
        entries
    }

    fn importers_in_packages(&self, package: &Name) -> Rc<Importers> {
        if let Some(known) = self.importers.borrow().of_package.get(package) {
            return known.clone();
        }
        // Nothing is known while it is being found out.
        self.importers.borrow_mut().of_package.insert(package.clone(), Rc::default());
        let entries = self.installed_entries();
        let needs = |file: FileId| {
            let manifest = self.snapshot.package_of(file);
            let dependencies = manifest.as_ref().and_then(|manifest| manifest.raw.get("dependencies"));
            dependencies.and_then(|all| all.get(&**package)).is_some()
        };
        let mut queue: Vec<FileId> =
            entries.iter().filter(|(file, name)| name == package || needs(*file)).map(|(file, _)| *file).collect();
        let mut seen: FxHashSet<FileId> = queue.iter().copied().collect();
        let mut importers = Importers::default();
        let mut next = 0;
        while let Some(file) = queue.get(next).copied().filter(|_| next < FILES) {
            next += 1;
            if !self.spend() {
                break;
            }
            let (Some(facts), own) = (self.facts(file), self.package_name(file)) else { continue };
            for import in &facts.imports {
                let Module::File(target) = self.module(file, &import.specifier, import.kind) else { continue };
                if !self.snapshot.is_installed(target) {
                    continue;
                }
                let of_target = self.package_name(target);
                if of_target.as_ref() == Some(package) {
                    let known = importers.entry(target).or_default();
                    if !known.contains(&file) {
                        known.push(file);
                    }
                } else if of_target != own {
                    continue;
                }
                if seen.insert(target) {
                    queue.push(target);
                }
            }
        }
        let importers = Rc::new(importers);
        self.importers.borrow_mut().of_package.insert(package.clone(), importers.clone());
        importers
    }
}
