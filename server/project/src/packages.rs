//! What a package depends on, and where that is.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use package::manifest::PackageJson;
use package::scope::inside_node_modules;

use crate::resolution::Resolution;
use crate::store::lock;

/// A package that may be imported by name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Dependency {
    /// As it is written in an import.
    pub name: String,
    /// What package.json asks for; empty where none does.
    pub range: String,
    pub kind: DependencyKind,
    /// Where it is, by its real path: what it is known by. `None`: it is not installed.
    pub folder: Option<PathBuf>,
    /// Whether it is a package of the project itself.
    pub is_own: bool,
    /// The package.json that names it.
    pub owner: PathBuf,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DependencyKind {
    Production,
    Development,
    Peer,
    Optional,
    /// No package.json says so, but it lies in `node_modules`.
    Undeclared,
}

impl DependencyKind {
    /// The field of package.json.
    pub fn field(self) -> Option<&'static str> {
        Some(match self {
            DependencyKind::Production => "dependencies",
            DependencyKind::Development => "devDependencies",
            DependencyKind::Peer => "peerDependencies",
            DependencyKind::Optional => "optionalDependencies",
            DependencyKind::Undeclared => return None,
        })
    }
}

const FIELDS: [DependencyKind; 4] =
    [DependencyKind::Production, DependencyKind::Development, DependencyKind::Optional, DependencyKind::Peer];

impl Resolution {
    /// What a file may import by name: what its package names, then what the packages around it name.
    pub fn dependencies_of(&self, file: &Path) -> Arc<[Dependency]> {
        let owners = self.owners(file);
        let key = match owners.first() {
            Some(owner) => owner.path.clone(),
            None => file.parent().unwrap_or(Path::new("/")).join("package.json"),
        };
        if let Some(known) = lock(&self.dependencies).get(&key) {
            return known.clone();
        }
        let mut all: Vec<Dependency> = Vec::new();
        for owner in &owners {
            for kind in FIELDS {
                for (name, range) in owner.strings(kind.field().unwrap_or_default()) {
                    if !name.is_empty() && all.iter().all(|known| known.name != name) {
                        all.push(self.dependency(owner, name, range, kind));
                    }
                }
            }
        }
        if owners.is_empty() {
            all = self.undeclared(file);
        }
        let all: Arc<[Dependency]> = all.into();
        lock(&self.dependencies).insert(key, all.clone());
        all
    }

    /// The package.json files whose dependencies a file can use, innermost first: that of its package, passing over those
    /// that only say of what type their files are; and, of the project's own files, those of the folders above.
    fn owners(&self, file: &Path) -> Vec<Arc<PackageJson>> {
        let mut owners = Vec::new();
        let root = self.roots.around(file);
        for folder in file.ancestors().skip(1) {
            if folder.file_name().is_some_and(|name| name == "node_modules") {
                break;
            }
            if let Ok(Some(package)) = self.resolver.package_in(folder)
                && (package.name.is_some()
                    || FIELDS.iter().any(|kind| package.raw.contains_key(kind.field().unwrap_or_default())))
            {
                owners.push(package);
            }
            // Above a root only the package that the root itself lies in counts.
            if root.is_none_or(|root| root.starts_with(folder)) && !owners.is_empty() {
                break;
            }
        }
        // Installed packages see what they name themselves and nothing else.
        if !self.roots.hold(file) {
            owners.truncate(1);
        }
        owners
    }

    fn dependency(&self, owner: &PackageJson, name: &str, range: &str, kind: DependencyKind) -> Dependency {
        let found = self.installed(&owner.path, name);
        // Types that are installed by themselves: `@types/x` stands for `x`, which need not be there.
        let real = found.and_then(|found| self.files.canonicalize(&found).ok()).map(|real| self.roots.named(real));
        Dependency {
            name: name.to_owned(),
            range: range.to_owned(),
            kind,
            is_own: real.as_deref().is_some_and(|real| self.roots.hold(real)),
            folder: real,
            owner: owner.path.clone(),
        }
    }

    /// Everything in the nearest `node_modules`, where no package.json says what of it is meant to be used.
    fn undeclared(&self, file: &Path) -> Vec<Dependency> {
        const LIMIT: usize = 300;
        let Some(folder) = file
            .ancestors()
            .skip(1)
            .filter(|folder| !inside_node_modules(folder))
            .map(|folder| folder.join("node_modules"))
            .find(|folder| self.files.is_directory(folder))
        else {
            return Vec::new();
        };
        let mut names = Vec::new();
        for name in self.files.read_directory(&folder).unwrap_or_default() {
            if name.starts_with('@') {
                let scoped = self.files.read_directory(&folder.join(&name)).unwrap_or_default();
                names.extend(scoped.into_iter().map(|bare| format!("{name}/{bare}")));
            } else if !name.starts_with('.') {
                names.push(name);
            }
        }
        names.truncate(LIMIT);
        let dependency = |name: String| {
            let real = self.files.canonicalize(&folder.join(&name)).ok().map(|real| self.roots.named(real));
            Dependency {
                name,
                range: String::new(),
                kind: DependencyKind::Undeclared,
                is_own: real.as_deref().is_some_and(|real| self.roots.hold(real)),
                folder: real,
                owner: PathBuf::new(),
            }
        };
        names.into_iter().map(dependency).collect()
    }
}
