//! From a use to what it stands for, one step at a time: imports, re-exports, what a name was given, what was put on an object.

use project::facts::{
    BindingId, DeclarationKind, Export, ExportName, Exported, ExpressionId, ExpressionKind, Facts, ImportId,
    ImportKind, ImportedName, Name,
};
use source::{FileId, TextRange};
use syntax::Language;

use super::{Follow, Origin};
use crate::evaluator::{Infer, Module};
use crate::member::{Member, MemberValue};
use crate::types::{Constructor, Node, Part, Type};

/// Names that lead to names, one after the other, are followed this far.
const STEPS: u32 = 40;

pub(super) struct Trail {
    follow: Follow,
    left: u32,
    pub(super) found: Vec<Origin>,
}

impl Trail {
    pub(super) fn new(follow: Follow) -> Trail {
        Trail { follow, left: STEPS, found: Vec::new() }
    }

    fn step(&mut self) -> bool {
        let go_on = self.left > 0;
        self.left = self.left.saturating_sub(1);
        go_on
    }
}

/// What gives a name its value from elsewhere.
pub(super) enum Source<'f> {
    Imported(ImportId, ImportedName),
    /// `const x = require('m')`
    Required(ImportId),
    /// `const { x } = require('m')`, `require('m').x`
    Taken(ImportId, &'f Name),
}

impl Infer<'_> {
    pub(super) fn trace_type(&self, of: &Type, depth: u32, found: &mut Vec<Origin>) {
        if depth > 4 {
            return;
        }
        for part in of.parts() {
            match part {
                Part::Array(element) => self.trace_type(element, depth + 1, found),
                Part::Tuple(elements) => {
                    elements.iter().for_each(|element| self.trace_type(element, depth + 1, found));
                }
                Part::Interface { name, arguments } => {
                    let contains = self.facts(name.file).is_some_and(|facts| is_container(&facts[name.id].name));
                    let before = found.len();
                    if contains && self.library.holds(name.file) {
                        arguments.iter().for_each(|argument| self.trace_type(argument, depth + 1, found));
                    }
                    if found.len() == before {
                        found.push(Origin::Binding(*name));
                    }
                }
                Part::Instance { of: Constructor::Class(class), .. }
                | Part::Prototype(Constructor::Class(class))
                | Part::Class(class) => found.extend(self.origin_of_class(*class)),
                Part::Instance { of: Constructor::Function(function), .. }
                | Part::Prototype(Constructor::Function(function))
                | Part::Function { function, .. }
                | Part::ConstructorType { function, .. } => found.extend(self.origin_of_function(*function)),
                Part::Object(node) => found.push(Origin::Value(*node)),
                Part::Members { members, .. } => found.extend(self.origin_of_members_type(*members)),
                Part::Exports(file) | Part::ModuleNamespace(file) => found.push(Origin::Module(*file)),
                Part::AmbientModule(file, index) => found.push(Origin::AmbientModule(*file, *index)),
                Part::NamespaceObject(namespace) => {
                    let is = |kind| kind == DeclarationKind::Namespace(namespace.id);
                    found.extend(self.declared_by(namespace.file, is));
                }
                Part::EnumObject(declared) | Part::EnumValue(declared) => {
                    let is = |kind| kind == DeclarationKind::Enum(declared.id);
                    found.extend(self.declared_by(declared.file, is));
                }
                Part::TypeParameter(name) => found.push(Origin::Binding(*name)),
                Part::Any
                | Part::Undefined
                | Part::Null
                | Part::Boolean(_)
                | Part::Number
                | Part::BigInt
                | Part::Symbol
                | Part::String(_)
                | Part::Shape(_)
                | Part::Observed(_)
                | Part::Global => {}
            }
        }
    }

    pub(super) fn trace_binding(&self, node: Node<BindingId>, trail: &mut Trail) {
        let Some(facts) = self.facts(node.file) else { return };
        if trail.step() {
            let before = trail.found.len();
            match source_of(&facts, node.id) {
                Some(Source::Imported(import, name)) => self.trace_import(node.with(import), &name, trail),
                // Of declarations `import a = require('m')` is a name for another's as well.
                Some(Source::Required(import))
                    if trail.follow == Follow::Values || facts.kind.language == Language::Declarations =>
                {
                    if let Some(module) = self.imported_module(node.with(import)) {
                        self.trace_required(&module, trail);
                    }
                }
                Some(Source::Taken(import, name)) => {
                    if let Some(module) = self.imported_module(node.with(import)) {
                        self.trace_export(&module, name, trail);
                    }
                }
                _ => {}
            }
            if trail.found.len() > before {
                return;
            }
        }
        push(trail, Origin::Binding(node));
    }

    pub(super) fn trace_import(&self, import: Node<ImportId>, name: &ImportedName, trail: &mut Trail) {
        let Some(facts) = self.facts(import.file) else { return };
        let Some(module) = self.imported_module(import) else { return };
        match name {
            ImportedName::Namespace if facts[import.id].kind == ImportKind::Require => {
                self.trace_required(&module, trail);
            }
            ImportedName::Namespace => self.trace_module(&module, trail),
            ImportedName::Default => self.trace_default(&module, trail),
            ImportedName::Named(name) => self.trace_export(&module, name, trail),
        }
    }

    fn trace_module(&self, module: &Module, trail: &mut Trail) {
        match module {
            Module::File(file) => push(trail, Origin::Module(*file)),
            Module::Ambient(file, index) => push(trail, Origin::AmbientModule(*file, *index)),
            Module::Unknown => {}
        }
    }

    pub(super) fn trace_export(&self, module: &Module, name: &str, trail: &mut Trail) {
        if let Some((file, exported)) = self.find_export(module, name, 0) {
            return self.trace_exported(file, &exported, trail);
        }
        let members = self.members_named(&self.required(module), name);
        self.trace_members(&members, trail);
    }

    fn trace_default(&self, module: &Module, trail: &mut Trail) {
        match self.find_export(module, "default", 0) {
            Some((file, exported)) => self.trace_exported(file, &exported, trail),
            None => self.trace_required(module, trail),
        }
    }

    /// What `require` gives.
    pub(super) fn trace_required(&self, module: &Module, trail: &mut Trail) {
        if !trail.step() {
            return;
        }
        let (Module::File(file) | Module::Ambient(file, _)) = module else { return };
        let file = *file;
        let Some(facts) = self.facts(file) else { return };
        let exports: &[Export] = match module {
            Module::Ambient(_, index) => {
                facts.ambient_modules.get(*index as usize).map_or(&[], |module| &module.exports)
            }
            _ => &facts.exports,
        };
        if let Some(export) = exports.iter().find(|export| export.name == ExportName::Equals) {
            return self.trace_exported(file, &export.what, trail);
        }
        let before = trail.found.len();
        if matches!(module, Module::File(_)) && !facts.has_export_syntax() {
            let values = self.table(file).borrow().exports_values.clone();
            for value in values {
                self.trace_value(Node::new(file, value), trail);
            }
        }
        if trail.found.len() == before {
            self.trace_module(module, trail);
        }
    }

    pub(super) fn trace_exported(&self, file: FileId, exported: &Exported, trail: &mut Trail) {
        if !trail.step() {
            return;
        }
        match exported {
            Exported::Binding(binding) => self.trace_binding(Node::new(file, *binding), trail),
            Exported::Expression(expression) => self.trace_value(Node::new(file, *expression), trail),
            Exported::Import { import, name } => self.trace_import(Node::new(file, *import), name, trail),
            Exported::Nothing => {}
        }
    }

    /// A value that is exported: the variable that it is, or the member, or itself.
    fn trace_value(&self, node: Node<ExpressionId>, trail: &mut Trail) {
        let Some(facts) = self.facts(node.file).filter(|_| trail.step()) else { return };
        let before = trail.found.len();
        match &facts[node.id].kind {
            ExpressionKind::Reference(reference) => match facts[*reference].binding {
                Some(binding) => self.trace_binding(node.with(binding), trail),
                None => {
                    let origins = self.origins_of_global(node.file, &facts[*reference].name);
                    origins.into_iter().for_each(|origin| push(trail, origin));
                }
            },
            ExpressionKind::Module(import) => {
                if let Some(module) = self.imported_module(node.with(*import)) {
                    self.trace_required(&module, trail);
                }
            }
            ExpressionKind::Member { object, property, .. } => {
                let members = self.members_named(&self.type_of(node.with(*object)), property);
                self.trace_members(&members, trail);
            }
            ExpressionKind::Assign { value, operator: None, .. }
            | ExpressionKind::As { value, .. }
            | ExpressionKind::Satisfies { value, .. }
            | ExpressionKind::NonNull(value) => self.trace_value(node.with(*value), trail),
            _ => {}
        }
        if trail.found.len() == before {
            push(trail, Origin::Value(node));
        }
    }

    pub(super) fn trace_members(&self, members: &[Member], trail: &mut Trail) {
        let Some(nearest) = members.iter().map(|member| member.level).min() else { return };
        if !trail.step() {
            return;
        }
        for member in members.iter().filter(|member| member.level == nearest) {
            match &member.value {
                MemberValue::Exported(file, exported) => self.trace_exported(*file, exported, trail),
                MemberValue::Binding(binding) => self.trace_binding(*binding, trail),
                MemberValue::Global(name) => {
                    self.globals(name).into_iter().for_each(|global| push(trail, Origin::Binding(global)));
                }
                value => {
                    let before = trail.found.len();
                    if trail.follow == Follow::Values
                        && let (MemberValue::Expression(value), Some(place)) = (value, member.place)
                    {
                        self.trace_put(*value, place, trail);
                    }
                    if trail.found.len() == before && member.place.is_some() {
                        push(trail, Origin::Member(member.clone()));
                    }
                }
            }
        }
    }

    /// What a property is given, where that is just a name: `{ a }`, and `exports.a = a` where `a` is a function or a class or is
    /// another module's.
    fn trace_put(&self, value: Node<ExpressionId>, place: (FileId, TextRange), trail: &mut Trail) {
        let Some(facts) = self.facts(value.file) else { return };
        match &facts[value.id].kind {
            ExpressionKind::Reference(reference) => {
                let Some(binding) = facts[*reference].binding else { return };
                let row = &facts[binding];
                let is_short = place == (value.file, facts[value.id].range);
                let is_parameter =
                    row.declarations.iter().any(|declared| matches!(declared.kind, DeclarationKind::Parameter(_)));
                let names_a_thing =
                    row.values.iter().any(|value| {
                        matches!(facts[*value].kind, ExpressionKind::Function(_) | ExpressionKind::Class(_))
                    }) || source_of(&facts, binding).is_some();
                if (is_short && !is_parameter) || names_a_thing {
                    self.trace_binding(value.with(binding), trail);
                }
            }
            ExpressionKind::Module(_) => self.trace_value(value, trail),
            ExpressionKind::Member { object, .. } if module_of(&facts, *object).is_some() => {
                self.trace_value(value, trail);
            }
            _ => {}
        }
    }
}

/// Names of the library for what only holds others.
fn is_container(name: &str) -> bool {
    matches!(name, "Promise" | "PromiseLike" | "Array" | "ReadonlyArray" | "Iterable" | "Generator" | "AsyncGenerator")
}

fn push(trail: &mut Trail, origin: Origin) {
    let is_same = |known: &Origin| match (known, &origin) {
        (Origin::Binding(one), Origin::Binding(other)) => one == other,
        (Origin::Member(one), Origin::Member(other)) => one.place == other.place,
        (Origin::Value(one), Origin::Value(other)) => one == other,
        (Origin::Module(one), Origin::Module(other)) => one == other,
        (Origin::AmbientModule(one, index), Origin::AmbientModule(other, number)) => one == other && index == number,
        _ => false,
    };
    if !trail.found.iter().any(is_same) {
        trail.found.push(origin);
    }
}

/// The import whose module an expression is: `require('m')`, `await import('m')`.
fn module_of(facts: &Facts, expression: ExpressionId) -> Option<ImportId> {
    match facts[expression].kind {
        ExpressionKind::Module(import) if facts[import].kind == ImportKind::Require => Some(import),
        ExpressionKind::Await(promise) => match facts[promise].kind {
            ExpressionKind::Module(import) => Some(import),
            _ => None,
        },
        _ => None,
    }
}

/// As above, also through a variable: `errors.name` after `const errors = require('m')`, or `const { other, ...errors } = require('m')`.
fn module_behind(facts: &Facts, expression: ExpressionId) -> Option<ImportId> {
    let ExpressionKind::Reference(reference) = facts[expression].kind else { return module_of(facts, expression) };
    let row = &facts[facts[reference].binding?];
    let ([value], [_]) = (row.values.as_slice(), row.declarations.as_slice()) else { return None };
    match facts[*value].kind {
        ExpressionKind::RestProperties { object, .. } => module_of(facts, object),
        _ => module_of(facts, *value),
    }
}

pub(super) fn source_of(facts: &Facts, binding: BindingId) -> Option<Source<'_>> {
    let row = &facts[binding];
    for declaration in &row.declarations {
        let DeclarationKind::Import(import) = declaration.kind else { continue };
        let specifier = facts[import].names.iter().find(|specifier| specifier.local == Some(binding));
        return Some(match specifier {
            Some(specifier) => Source::Imported(import, specifier.imported.clone()),
            None => Source::Required(import),
        });
    }
    let [value] = row.values.as_slice() else { return None };
    let value = match facts[*value].kind {
        ExpressionKind::Default { value, .. } => value,
        _ => *value,
    };
    if let Some(import) = module_of(facts, value) {
        return Some(Source::Required(import));
    }
    match &facts[value].kind {
        ExpressionKind::Part { object, property, .. } | ExpressionKind::Member { object, property, .. } => {
            Some(Source::Taken(module_behind(facts, *object)?, property))
        }
        _ => None,
    }
}
