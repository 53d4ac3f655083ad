//! What a module gives: its exports by name, its default, and the value of `require`.

use std::sync::Arc;

use project::facts::{BindingId, Export, ExportName, Exported, ExpressionKind, Facts, ImportKind, ImportedName, Name};
use source::FileId;
use syntax::{Goal, Language};

use crate::evaluator::{Infer, Module};
use crate::kept::THIS;
use crate::types::{Node, Part, Type};

/// How far re-exports are followed.
const DEPTH: usize = 12;

pub(crate) fn resolve(infer: &Infer, from: FileId, specifier: &str, kind: ImportKind) -> Module {
    use project::Resolved;
    let builtin = |name: &str| match infer.library.ambient_module(name) {
        Some((file, index)) => Module::Ambient(file, index),
        None => Module::Unknown,
    };
    if let Some(beside) = bundled(infer, from, specifier) {
        return beside;
    }
    match infer.snapshot.resolve(from, specifier, kind) {
        Resolved::File(file) => Module::File(file),
        Resolved::Types { source: Some(source), .. } if infer.prefers_sources.get() => Module::File(source),
        Resolved::Types { declarations, .. } => {
            bundled(infer, declarations, specifier).unwrap_or(Module::File(declarations))
        }
        Resolved::Builtin(name) => builtin(name),
        _ => Module::Unknown,
    }
}

/// A module among several whose declarations are in one file: `declare module 'package' { … }`, `declare module 'package/part'`.
fn bundled(infer: &Infer, file: FileId, specifier: &str) -> Option<Module> {
    if infer.snapshot.kind(file).language != Language::Declarations {
        return None;
    }
    let index = infer.facts(file)?.ambient_modules.iter().position(|module| module.name == *specifier)?;
    Some(Module::Ambient(file, index as u32))
}

/// One name that a module gives.
#[derive(Clone, Debug)]
pub struct ExportedName {
    pub name: Name,
    /// The file that exports it, and what it is there.
    pub what: (FileId, Exported),
    pub is_type_only: bool,
}

impl Infer<'_> {
    /// Whether a file is CommonJS as far as `module` and `exports` are concerned.
    pub fn is_common_js(&self, facts: &Facts) -> bool {
        facts.kind.goal != Goal::Module || self.has_no_exports(facts)
    }

    /// What `import * as x` gives.
    pub(crate) fn namespace_of(&self, module: &Module) -> Type {
        match module {
            Module::File(file) => Part::ModuleNamespace(*file).into(),
            Module::Ambient(file, index) => self.ambient_value(*file, *index),
            Module::Unknown => Type::unknown(),
        }
    }

    /// What `require` gives.
    pub(crate) fn required(&self, module: &Module) -> Type {
        match module {
            Module::Unknown => Type::unknown(),
            Module::Ambient(file, index) => self.ambient_value(*file, *index),
            Module::File(file) => {
                let Some(facts) = self.facts(*file) else {
                    return self.or_seen_exports(*file, Type::unknown());
                };
                if let Some(export) = facts.exports.iter().find(|export| export.name == ExportName::Equals) {
                    return self.type_of_exported(*file, &export.what, 0);
                }
                if self.has_no_exports(&facts) {
                    let told = self.common_js_exports(&facts, *file, false);
                    return self.or_seen_exports(*file, told);
                }
                Part::ModuleNamespace(*file).into()
            }
        }
    }

    /// `export =` of an ambient module stands for the module.
    fn ambient_value(&self, file: FileId, index: u32) -> Type {
        let Some(facts) = self.facts(file) else { return Type::unknown() };
        let Some(module) = facts.ambient_modules.get(index as usize) else { return Type::unknown() };
        match module.exports.iter().find(|export| export.name == ExportName::Equals) {
            Some(export) => self.type_of_exported(file, &export.what, 0),
            None => Part::AmbientModule(file, index).into(),
        }
    }

    fn has_no_exports(&self, facts: &Facts) -> bool {
        !facts.has_export_syntax() && !facts.imports.iter().any(|import| import.kind == ImportKind::Static)
    }

    pub(crate) fn default_export(&self, module: &Module) -> Type {
        match module {
            Module::Unknown => Type::unknown(),
            Module::Ambient(..) => {
                let found = self.export_of(module, "default");
                // Under interoperation the module itself is the default.
                if found.is_unknown() { self.required(module) } else { found }
            }
            Module::File(file) => {
                let Some(facts) = self.facts(*file) else { return Type::unknown() };
                if let Some(export) = facts.exports.iter().find(|export| export.name == ExportName::Default) {
                    return self.type_of_exported(*file, &export.what, 0);
                }
                let is_declaration_of_common_js = facts.exports.iter().any(|export| export.name == ExportName::Equals);
                if is_declaration_of_common_js || self.has_no_exports(&facts) {
                    let value = self.required(module);
                    // What a compiler made of `export default` is behind `__esModule`.
                    let compiled = self.property_of(&value, "__esModule");
                    return if compiled.is_unknown() { value } else { self.property_of(&value, "default") };
                }
                Type::unknown()
            }
        }
    }

    /// A named export's value.
    pub(crate) fn export_of(&self, module: &Module, name: &str) -> Type {
        match self.find_export(module, name, 0) {
            Some((file, exported)) => self.type_of_exported(file, &exported, 0),
            None => {
                let value = match module {
                    Module::File(file)
                        if self.facts(*file).is_some_and(|facts| {
                            !self.has_no_exports(&facts)
                                && !facts.exports.iter().any(|export| export.name == ExportName::Equals)
                        }) =>
                    {
                        return Type::unknown();
                    }
                    _ => self.required(module),
                };
                if let [Part::AmbientModule(..) | Part::ModuleNamespace(_)] = value.parts() {
                    return Type::unknown();
                }
                self.property_of(&value, name)
            }
        }
    }

    /// Where a named export comes from, re-exports followed one step at a time.
    pub(crate) fn find_export(&self, module: &Module, name: &str, depth: usize) -> Option<(FileId, Exported)> {
        if depth > DEPTH || !self.spend() {
            return None;
        }
        let (file, facts) = match module {
            Module::File(file) | Module::Ambient(file, _) => (*file, self.facts(*file)?),
            Module::Unknown => return None,
        };
        let exports: &[Export] = match module {
            Module::Ambient(_, index) => &facts.ambient_modules.get(*index as usize)?.exports,
            _ => &facts.exports,
        };
        let is_named = |export: &&Export| match &export.name {
            ExportName::Named(exported) => *exported == *name,
            ExportName::Default => name == "default",
            _ => false,
        };
        if let Some(export) = exports.iter().find(is_named) {
            return Some(self.or_global(file, export));
        }
        if name == "default" {
            return None;
        }
        // The members of what `export =` names: a namespace that merges with it.
        if let Some(export) = exports.iter().find(|export| export.name == ExportName::Equals)
            && let Some(binding) = exported_name(&facts, &export.what)
            && let Some(found) = self.namespace_export(Node::new(file, binding), name)
        {
            return Some(found);
        }
        for export in exports.iter().filter(|export| export.name == ExportName::All) {
            let Exported::Import { import, .. } = export.what else { continue };
            let import = &facts[import];
            let target = self.module(file, &import.specifier, import.kind);
            if let Some(found) = self.find_export(&target, name, depth + 1) {
                return Some(found);
            }
            if self.common_js_names(&target).iter().any(|known| *known == *name) {
                return Some((file, handed_on(export, Name::from(name))?));
            }
        }
        None
    }

    /// What is exported; of a name that the file doesn't declare, the global: `export { Buffer }`.
    fn or_global(&self, file: FileId, export: &Export) -> (FileId, Exported) {
        let (Exported::Nothing, ExportName::Named(name)) = (&export.what, &export.name) else {
            return (file, export.what.clone());
        };
        // It may be declared in several files, in some as a type alone.
        let globals = self.globals(name);
        let is_value = |global: &&Node<BindingId>| {
            self.facts(global.file).is_some_and(|facts| facts[global.id].kind.is_value() != export.is_type_only)
        };
        match globals.iter().find(is_value).or(globals.first()) {
            Some(global) => (global.file, Exported::Binding(global.id)),
            None => (file, Exported::Nothing),
        }
    }

    /// All names that a module gives.
    pub(crate) fn exported_names(&self, module: &Module, depth: usize, sink: &mut dyn FnMut(ExportedName)) {
        if depth > DEPTH || !self.spend() {
            return;
        }
        let (file, facts) = match module {
            Module::File(file) | Module::Ambient(file, _) => match self.facts(*file) {
                Some(facts) => (*file, facts),
                None => return,
            },
            Module::Unknown => return,
        };
        let exports: &[Export] = match module {
            Module::Ambient(_, index) => match facts.ambient_modules.get(*index as usize) {
                Some(module) => &module.exports,
                None => return,
            },
            _ => &facts.exports,
        };
        for export in exports {
            match &export.name {
                ExportName::Named(name) => sink(ExportedName {
                    name: name.clone(),
                    what: self.or_global(file, export),
                    is_type_only: export.is_type_only,
                }),
                ExportName::Default if depth == 0 => sink(ExportedName {
                    name: Name::from("default"),
                    what: (file, export.what.clone()),
                    is_type_only: false,
                }),
                ExportName::All => {
                    let Exported::Import { import, .. } = export.what else { continue };
                    let import = &facts[import];
                    let target = self.module(file, &import.specifier, import.kind);
                    self.exported_names(&target, depth + 1, sink);
                    for name in self.common_js_names(&target) {
                        let Some(what) = handed_on(export, name.clone()) else { continue };
                        sink(ExportedName { name, what: (file, what), is_type_only: false });
                    }
                }
                _ => {}
            }
        }
    }

    /// The names that `export *` hands on of a CommonJS module.
    fn common_js_names(&self, module: &Module) -> Vec<Name> {
        let Module::File(file) = module else { return Vec::new() };
        if self.facts(*file).is_none_or(|facts| !self.has_no_exports(&facts)) {
            return Vec::new();
        }
        let members = self.members(&self.required(module)).into_iter();
        let own = members.filter(|member| member.level < crate::UNIVERSAL && *member.name != *"default");
        own.map(|member| member.name).collect()
    }

    /// The value of something exported, through re-exports.
    pub(crate) fn type_of_exported(&self, file: FileId, exported: &Exported, depth: usize) -> Type {
        if depth > DEPTH || !self.spend() {
            return Type::unknown();
        }
        match exported {
            Exported::Binding(binding) => self.type_of_binding(Node::new(file, *binding)),
            Exported::Expression(expression) => self.type_of(Node::new(file, *expression)),
            Exported::Import { import, name } => {
                let Some(facts) = self.facts(file) else { return Type::unknown() };
                let import = &facts[*import];
                let module = self.module(file, &import.specifier, import.kind);
                match name {
                    ImportedName::Namespace => self.namespace_of(&module),
                    ImportedName::Default => self.default_export(&module),
                    ImportedName::Named(name) => self.export_of(&module, name),
                }
            }
            Exported::Nothing => Type::unknown(),
        }
    }

    /// `module.exports`, or, where `is_alias`, the variable `exports`: what was assigned to it, else the object that was there.
    pub(crate) fn common_js_exports(&self, facts: &Arc<Facts>, file: FileId, is_alias: bool) -> Type {
        let own = Type::from(Part::Exports(file));
        if self.exports_in_progress.borrow().contains(&file) {
            // While its own table is being made that is all that is known in any case.
            let known = self.tables.borrow().get(&file).map_or(THIS, |known| known.ties);
            self.tie(if known == 0 { THIS } else { known });
            return own;
        }
        self.exports_in_progress.borrow_mut().push(file);
        let table = self.table(file);
        let assigned = table.borrow().exports_values.clone();
        let mut result = Type::unknown();
        for value in assigned {
            result.merge(self.type_of(Node::new(file, value)));
        }
        self.exports_in_progress.borrow_mut().pop();
        // `exports.x = …` still goes to the first object when only `module.exports` was replaced.
        let was_replaced = facts.expressions.iter().any(|expression| match &expression.kind {
            ExpressionKind::Assign { target, operator: None, .. } => {
                is_alias && self.global_name(facts, *target).is_some_and(|name| *name == *"exports")
            }
            _ => false,
        });
        if result.is_unknown() || (is_alias && !was_replaced) {
            own.or(if is_alias { Type::unknown() } else { result })
        } else {
            result.or(own)
        }
    }
}

/// The name of the file that is exported: `export = name`.
pub(crate) fn exported_name(facts: &Facts, what: &Exported) -> Option<BindingId> {
    match what {
        Exported::Binding(binding) => Some(*binding),
        Exported::Expression(expression) => match facts[*expression].kind {
            ExpressionKind::Reference(reference) => facts[reference].binding,
            _ => None,
        },
        Exported::Import { .. } | Exported::Nothing => None,
    }
}

/// One name of all that `export *` gives.
fn handed_on(all: &Export, name: Name) -> Option<Exported> {
    let Exported::Import { import, .. } = all.what else { return None };
    Some(Exported::Import { import, name: ImportedName::Named(name) })
}

impl Infer<'_> {
    /// What a CommonJS file exports as a whole.
    pub fn type_of_own_exports(&self, file: FileId) -> Type {
        self.facts(file).map(|facts| self.common_js_exports(&facts, file, false)).unwrap_or_default()
    }

    /// What can be imported by name from a module.
    pub fn exports(&self, from: FileId, specifier: &str, kind: ImportKind) -> Vec<crate::Member> {
        let module = self.module(from, specifier, kind);
        let mut all = self.members(&self.namespace_of(&module));
        // Of CommonJS: the members of what it exports.
        if all.iter().all(|member| member.level >= crate::UNIVERSAL) {
            all = self.members(&self.required(&module));
        }
        all
    }
}
