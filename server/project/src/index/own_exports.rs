//! What the project's own files export, and which names they take from other modules: small, and kept when the facts of a file are
//! forgotten, so that a list of what can be imported reads no file.
//!
//! It follows the files as they are read. What a file hands on from another by `export *` is told by the other file.

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;
use source::{FileId, SourceText};

use super::ExportKind;
use super::extract::{Extractor, Found, Module};
use crate::facts::{ExpressionKind, Facts, ImportedName, Name};
use crate::store::{Analysis, lock};

/// One name that a file of the project exports.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct OwnExport {
    /// `default` for the default export, and for what `module.exports =` gives as a whole.
    pub name: Name,
    /// What the file itself calls its default export.
    pub local: Option<Name>,
    pub kind: ExportKind,
    pub is_type_only: bool,
}

#[derive(Default)]
pub(crate) struct OwnExports {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    files: FxHashMap<FileId, Known>,
    /// In how many places a name is imported.
    imported: FxHashMap<Name, u32>,
    /// Counts what changed of what files export.
    revision: u64,
}

struct Known {
    /// While this stays the same, so does the rest.
    shape: u64,
    exports: Arc<[OwnExport]>,
    imported: Box<[Name]>,
}

impl OwnExports {
    pub fn read(&self, file: FileId, text: &SourceText, analysis: &Analysis) {
        let shape = analysis.summary.shape;
        if lock(&self.state).files.get(&file).is_some_and(|known| known.shape == shape) {
            return;
        }
        let facts = &analysis.facts;
        let module = Module { text: text.clone(), facts: facts.clone() };
        let found = Extractor::new(None).exports_of(&module);
        let exports: Arc<[OwnExport]> = found.into_iter().map(|found| own_export(found, facts)).collect();
        let imported: Box<[Name]> = imported_names(facts).collect();
        let mut state = lock(&self.state);
        let is_same = state.files.get(&file).is_some_and(|known| known.exports == exports);
        state.revision += u64::from(!is_same);
        state.take_back(file);
        for name in &imported {
            *state.imported.entry(name.clone()).or_default() += 1;
        }
        state.files.insert(file, Known { shape, exports, imported });
    }

    pub fn forget(&self, files: &[FileId]) {
        let mut state = lock(&self.state);
        for file in files {
            state.take_back(*file);
        }
        state.revision += 1;
    }

    /// While it stays the same so does what files export, as it was last read.
    pub fn revision(&self) -> u64 {
        lock(&self.state).revision
    }

    /// `None`: it was not read yet.
    pub fn of(&self, file: FileId) -> Option<Arc<[OwnExport]>> {
        lock(&self.state).files.get(&file).map(|known| known.exports.clone())
    }

    pub fn times_imported(&self, name: &str) -> u32 {
        lock(&self.state).imported.get(&Name::from(name)).copied().unwrap_or_default()
    }
}

impl State {
    fn take_back(&mut self, file: FileId) {
        let Some(known) = self.files.remove(&file) else { return };
        for name in known.imported {
            if let Some(count) = self.imported.get_mut(&name) {
                *count -= 1;
                if *count == 0 {
                    self.imported.remove(&name);
                }
            }
        }
    }
}

fn own_export(found: Found, facts: &Facts) -> OwnExport {
    let local = (found.name == "default").then(|| declared_at(facts, found.origin.1)).flatten();
    let Found { name, description, is_type_only, .. } = found;
    OwnExport { name: name.into(), local, kind: description.kind, is_type_only }
}

/// The name that is declared, or stands as a value, at an offset.
fn declared_at(facts: &Facts, offset: u32) -> Option<Name> {
    let declares = |range: source::TextRange| range.start() == offset;
    let mut bindings = facts.bindings.iter();
    let binding = bindings.find(|binding| binding.declarations.iter().any(|found| declares(found.name_range)));
    if let Some(binding) = binding {
        return Some(binding.name.clone()).filter(|name| name != "default" && !name.is_empty());
    }
    // Of `f()` and of `f`, which begin at the same place, the call is what is exported.
    let values = facts.expressions.iter().filter(|expression| declares(expression.range));
    match values.max_by_key(|expression| expression.range.len())?.kind {
        ExpressionKind::Function(function) => facts[function].name.clone(),
        ExpressionKind::Class(class) => facts[class].name.clone(),
        ExpressionKind::Reference(reference) => Some(facts[reference].name.clone()),
        _ => None,
    }
}

/// The names under which a file takes things from modules: as the module calls them, and as the file does where that is all.
fn imported_names(facts: &Facts) -> impl Iterator<Item = Name> {
    let taken =
        facts.imports.iter().flat_map(|import| &import.names).filter_map(|specifier| match &specifier.imported {
            ImportedName::Named(name) => Some(name.clone()),
            ImportedName::Default | ImportedName::Namespace => Some(facts[specifier.local?].name.clone()),
        });
    let is_module = |value: &crate::facts::ExpressionId| matches!(facts[*value].kind, ExpressionKind::Module(_));
    let required = facts.bindings.iter().filter(move |binding| binding.values.iter().any(is_module));
    taken.chain(required.map(|binding| binding.name.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use syntax::{Goal, Language, SourceKind};

    fn facts(text: &str) -> Facts {
        let is_module = text.contains("export ") || text.contains("import ");
        let goal = if is_module { Goal::Module } else { Goal::CommonJs };
        crate::facts::of(text, SourceKind::new(Language::JavaScript, goal))
    }

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let facts = Arc::new(facts(text));
        let module = Module { text: SourceText::new("/main.js", text), facts: facts.clone() };
        let shown = Extractor::new(None).exports_of(&module).into_iter().map(|found| own_export(found, &facts));
        let shown = shown.map(|export| match &export.local {
            Some(local) => format!("{}={local}", export.name),
            None => export.name.to_string(),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected, "{text}");
    }

    #[test]
    fn exports_are_told_without_the_modules_around() {
        check("export const a = 1; export { b } from './b'; export * from './c'", "a b");
        check("export default function f() { }", "default=f");
        check("const a = {}; export default a", "default=a");
        check("export default class extends A { }", "default");
        check(
            "const { a } = require('./a'); const k = { a, b: 1 }; module.exports = k; module.exports.c = 1",
            "default=k a b c",
        );
        check("module.exports = class A { }", "default=A");
        check("const A = require('./a'); module.exports = A", "default=A");
        check("module.exports = f()", "default");
    }

    #[test]
    fn names_are_counted_where_they_are_imported() {
        let names =
            |text: &str| imported_names(&facts(text)).map(|name| name.to_string()).collect::<Vec<_>>().join(" ");
        assert_eq!(names("const { a, b: c } = require('x'); const d = require('y'); d.e"), "a b d");
        assert_eq!(names("import a, { b as c } from 'x'; import * as d from 'y'"), "a b d");
    }
}
