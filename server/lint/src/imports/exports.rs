//! What a module gives.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;

use super::builtins;
use super::module::{Export, Imported, Module, RequestKind};
use super::modules::{Modules, Target};

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Given {
    Yes,
    No,
    /// There is no telling.
    Unknown,
}

/// Where the search for a name has been, so that modules that hand on each other's names have an end.
type Visited = FxHashSet<PathBuf>;

impl Modules {
    /// Whether a module gives a name to whoever imports it. `in_node`: Node is who asks, and takes from CommonJS only what it sees.
    pub(crate) fn gives(&self, path: &Path, name: &str, in_node: bool) -> Given {
        self.gives_through(path, name, in_node, &mut Visited::default())
    }

    fn gives_through(&self, path: &Path, name: &str, in_node: bool, visited: &mut Visited) -> Given {
        if !visited.insert(path.to_owned()) {
            return Given::No;
        }
        if path.extension().is_some_and(|extension| extension == "json") {
            return if name == "default" { Given::Yes } else { Given::Unknown };
        }
        let Some(module) = self.module(path) else { return Given::Unknown };
        if !module.is_module {
            return if in_node && !module.is_typescript {
                self.common_js_gives(path, name, visited)
            } else {
                Given::Unknown
            };
        }
        if module.has_export_assignment || module.is_typescript && !module.has_module_syntax {
            return Given::Unknown;
        }
        if module.export(name).is_some() {
            return Given::Yes;
        }
        if name == "default" {
            return Given::No;
        }
        let mut result = Given::No;
        for specifier in handed_on(&module) {
            let found = match self.target(path, specifier, RequestKind::ReExport) {
                Target::Builtin(builtin) => builtin_gives(builtin, name),
                target => match target.file() {
                    Some(file) => self.gives_through(file, name, in_node, visited),
                    None => Given::Unknown,
                },
            };
            match found {
                Given::Yes => return Given::Yes,
                Given::Unknown => result = Given::Unknown,
                Given::No => {}
            }
        }
        result
    }

    fn common_js_gives(&self, path: &Path, name: &str, visited: &mut Visited) -> Given {
        if matches!(name, "default" | "module.exports") {
            return Given::Yes;
        }
        let Some(exports) = self.common_js(path) else { return Given::Unknown };
        if exports.names.iter().any(|known| known == name) {
            return Given::Yes;
        }
        let mut result = Given::No;
        for specifier in &exports.reexports {
            let found = match self.target(path, specifier, RequestKind::Require) {
                Target::Builtin(builtin) => builtin_gives(builtin, name),
                Target::File(file) if self.module(&file).is_some_and(|module| !module.is_module) => {
                    match visited.insert(file.to_path_buf()) {
                        true => self.common_js_gives(&file, name, visited),
                        false => Given::No,
                    }
                }
                _ => Given::Unknown,
            };
            match found {
                Given::Yes => return Given::Yes,
                Given::Unknown => result = Given::Unknown,
                Given::No => {}
            }
        }
        result
    }

    /// The declaration behind what a module gives: the file and what it exports there.
    pub(crate) fn origin(&self, path: &Path, name: &Imported) -> Option<(PathBuf, Export)> {
        self.origin_through(path, name, &mut Visited::default())
    }

    fn origin_through(&self, path: &Path, name: &Imported, visited: &mut Visited) -> Option<(PathBuf, Export)> {
        let name = match name {
            Imported::Named(name) => name,
            Imported::Default => "default",
            Imported::All => return None,
        };
        let module = self.module(path).filter(|module| module.is_module)?;
        match module.export(name) {
            Some(Export { from: Some((request, imported)), deprecated: None, .. }) => {
                let request = module.requests.get(*request as usize)?;
                let target = self.target(path, &request.specifier, request.kind);
                match visited.insert(path.to_owned()) {
                    true => self.origin_through(target.file()?, imported, visited),
                    false => None,
                }
            }
            Some(export) => Some((path.to_owned(), export.clone())),
            None if name == "default" || !visited.insert(path.to_owned()) => None,
            None => handed_on(&module).find_map(|specifier| {
                let target = self.target(path, specifier, RequestKind::ReExport);
                self.origin_through(target.file()?, &Imported::Named(name.to_owned()), visited)
            }),
        }
    }

    /// The names that a module gives, as far as they can be told; for finding the one that is meant.
    pub(crate) fn names(&self, path: &Path, in_node: bool) -> Vec<String> {
        let mut names = Vec::new();
        self.add_names(path, in_node, &mut names, &mut Visited::default());
        names
    }

    fn add_names(&self, path: &Path, in_node: bool, names: &mut Vec<String>, visited: &mut Visited) {
        if !visited.insert(path.to_owned()) {
            return;
        }
        let Some(module) = self.module(path) else { return };
        if !module.is_module {
            if let Some(exports) = self.common_js(path).filter(|_| in_node) {
                names.extend(exports.names.iter().cloned());
            }
            return;
        }
        names.extend(module.exports.iter().filter(|export| !export.is_type_only).filter_map(|it| it.name.clone()));
        for specifier in handed_on(&module) {
            if let Some(file) = self.target(path, specifier, RequestKind::ReExport).file() {
                self.add_names(file, in_node, names, visited);
            }
        }
    }
}

fn builtin_gives(builtin: &str, name: &str) -> Given {
    match builtins::module(builtin) {
        Some(module) if name == "default" || module.exports(name) => Given::Yes,
        Some(_) => Given::No,
        None => Given::Unknown,
    }
}

/// The specifiers behind `export * from`.
fn handed_on(module: &Module) -> impl Iterator<Item = &str> {
    module.exports.iter().filter(|export| export.name.is_none()).filter_map(|export| {
        let (request, _) = export.from.as_ref()?;
        Some(module.requests.get(*request as usize)?.specifier.as_str())
    })
}

/// The one of some names that another is most likely meant to be.
pub(crate) fn similar<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let most = match name.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let mut rows = Rows::default();
    let near = names.filter(|other| *other != name && other.len().abs_diff(name.len()) <= most);
    let near = near.filter_map(|other| Some((rows.distance(name.as_bytes(), other.as_bytes(), most)?, other)));
    near.min().map(|(_, other)| other)
}

/// The last rows of the table in which distances are counted.
#[derive(Default)]
struct Rows {
    before: Vec<usize>,
    last: Vec<usize>,
    next: Vec<usize>,
}

impl Rows {
    /// How many characters have to be changed, put in, taken out or exchanged with their neighbour; small ones count as large ones.
    /// `None`: more than `most`.
    fn distance(&mut self, one: &[u8], other: &[u8], most: usize) -> Option<usize> {
        let is_same = |at: usize, to: usize| one[at].eq_ignore_ascii_case(&other[to]);
        self.last.clear();
        self.last.extend(0..=other.len());
        for at in 0..one.len() {
            self.next.clear();
            self.next.push(at + 1);
            for to in 0..other.len() {
                let changed = self.last[to] + usize::from(!is_same(at, to));
                let mut least = changed.min(self.last[to + 1] + 1).min(self.next[to] + 1);
                if at > 0 && to > 0 && is_same(at, to - 1) && is_same(at - 1, to) {
                    least = least.min(self.before[to - 1] + 1);
                }
                self.next.push(least);
            }
            std::mem::swap(&mut self.before, &mut self.last);
            std::mem::swap(&mut self.last, &mut self.next);
            // No row has less than the one before.
            if self.last.iter().all(|distance| *distance > most) {
                return None;
            }
        }
        Some(self.last[other.len()]).filter(|distance| *distance <= most)
    }
}
