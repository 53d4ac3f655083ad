//! What the packages around a file say they depend on.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use package::manifest::PackageJson;
use rustc_hash::FxHashMap;

use super::modules::Modules;

#[derive(Debug, Default)]
pub(crate) struct Declared {
    /// By name, how it is declared in the innermost package.json that names it.
    names: FxHashMap<String, Field>,
    /// The names of the packages around.
    own: Vec<String>,
    /// Whether any package.json was found.
    pub is_known: bool,
    /// Whether a folder above has a `node_modules`.
    pub has_installed: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Field {
    Production,
    Development,
    Optional,
    Peer,
    OptionalPeer,
}

const FIELDS: [(&str, Field); 4] = [
    ("dependencies", Field::Production),
    ("devDependencies", Field::Development),
    ("optionalDependencies", Field::Optional),
    ("peerDependencies", Field::Peer),
];

impl Declared {
    /// `above`: what is declared around the folder.
    pub(super) fn of(modules: &Modules, folder: &Path, above: Option<Arc<Declared>>) -> Arc<Declared> {
        let is_installed = package::scope::inside_node_modules(folder);
        let package = modules.resolver.package_in(folder).ok().flatten();
        let is_root = folder.file_name().is_some_and(|name| name == "node_modules")
            || is_installed && package.as_deref().is_some_and(|package| package.name.is_some())
            || modules.files.is_directory(&folder.join(".git"));
        let above = above.filter(|_| !is_root).unwrap_or_default();
        let has_installed = is_installed || modules.files.is_directory(&folder.join("node_modules"));
        if package.is_none() && (above.has_installed || !has_installed) {
            return above;
        }
        let mut declared = Declared { has_installed, ..Declared::default() };
        if let Some(package) = &package {
            declared.add(package);
        }
        declared.is_known |= above.is_known;
        declared.has_installed |= above.has_installed;
        declared.own.extend(above.own.iter().cloned());
        for (name, field) in &above.names {
            declared.names.entry(name.clone()).or_insert(*field);
        }
        Arc::new(declared)
    }

    fn add(&mut self, package: &PackageJson) {
        let has_any = FIELDS.iter().any(|(field, _)| package.raw.contains_key(*field));
        self.is_known |= package.name.is_some() || has_any;
        self.own.extend(package.name.clone());
        let is_optional = |name: &str| {
            let meta = package.raw.get("peerDependenciesMeta").and_then(|meta| meta.get(name));
            meta.and_then(|meta| meta.get("optional")).and_then(|optional| optional.as_bool()) == Some(true)
        };
        // What is optional is among the dependencies too, as npm reads it.
        for (field, kind) in FIELDS.iter().rev() {
            for (name, _) in package.strings(field) {
                let kind = if *kind == Field::Peer && is_optional(name) { Field::OptionalPeer } else { *kind };
                self.names.entry(name.to_owned()).or_insert(kind);
            }
        }
        // npm does not need the packages that are only bundled to be named twice.
        for field in ["bundleDependencies", "bundledDependencies"] {
            for name in package.raw.get(field).and_then(|list| list.as_array()).into_iter().flatten() {
                if let Some(name) = name.as_str() {
                    self.names.entry(name.to_owned()).or_insert(Field::Production);
                }
            }
        }
    }

    pub fn field(&self, name: &str) -> Option<Field> {
        self.names.get(name).copied()
    }

    /// Whether a name is that of a package around the file itself.
    pub fn is_own_name(&self, name: &str) -> bool {
        self.own.iter().any(|own| own == name)
    }

    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.names.keys().map(String::as_str)
    }

    /// Whether a package is declared, or the types of it.
    pub fn has(&self, name: &str) -> bool {
        self.names.contains_key(name) || self.names.contains_key(&types_of(name))
    }
}

/// `name/rest` or `@scope/name/rest` as (name, `/rest`); `None` for what names no package.
pub(crate) fn package_name(specifier: &str) -> Option<(&str, &str)> {
    if specifier.starts_with(['.', '/', '#', '~']) || specifier.contains(':') || specifier.contains(char::is_whitespace)
    {
        return None;
    }
    let bare = if specifier.starts_with('@') { specifier.find('/')? + 1 } else { 0 };
    let end = specifier[bare..].find('/').map_or(specifier.len(), |at| bare + at);
    (end > bare && bare != 1).then(|| specifier.split_at(end)).filter(|(name, _)| !name.starts_with("@/"))
}

/// The package that declares the types of one that does not.
pub(crate) fn types_of(name: &str) -> String {
    match name.strip_prefix('@').and_then(|rest| rest.split_once('/')) {
        Some((scope, name)) => format!("@types/{scope}__{name}"),
        None => format!("@types/{name}"),
    }
}

/// The folder of an installed package: `…/node_modules/name`.
pub(crate) fn installed_folder(path: &Path) -> Option<PathBuf> {
    let mut folder = path.parent();
    while let Some(current) = folder {
        let parent = current.parent()?;
        let is_scoped = parent.file_name().is_some_and(|name| name.to_string_lossy().starts_with('@'));
        let above = if is_scoped { parent.parent()? } else { parent };
        if above.file_name().is_some_and(|name| name == "node_modules") {
            return Some(current.to_owned());
        }
        folder = Some(parent);
    }
    None
}
