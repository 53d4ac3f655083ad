//! From a use to what it means: through imports, re-exports and CommonJS's ways of exporting, to where it is declared.
//!
//! An [`Origin`] is where a name ends up; [`Infer::places`] tells where that is written. With [`Infer::preferring_sources`]
//! an import leads to the code that runs rather than to its declarations.

use project::facts::{
    AliasId, BindingId, ClassId, DeclarationKind, ExportName, Exported, ExpressionId, ExpressionKind, Facts,
    FunctionId, ImportId, ImportKind, ImportedName, InterfaceId, Name, PropertyKey, TypeId, TypeKind,
};
use source::{FileId, TextRange};

use crate::call::{Arguments, Signature};
use crate::evaluator::{Infer, Module};
use crate::member::{Member, MemberValue};
use crate::types::{Constructor, Node, Part, Type};

/// Names that lead to names, one after the other, are followed this far.
const STEPS: u32 = 40;

/// Where a name ends up.
#[derive(Clone, Debug)]
pub enum Origin {
    /// A name that a file declares, and that is no other file's.
    Binding(Node<BindingId>),
    /// A member that is written somewhere.
    Member(Member),
    /// A value that is exported without a name.
    Value(Node<ExpressionId>),
    /// All of a module.
    Module(FileId),
    /// `declare module 'x'`, by the file that holds it and its number there.
    AmbientModule(FileId, u32),
}

/// How far to go.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Follow {
    /// Through what gives something that is exported a local name.
    Names,
    /// Also from a property to the variable that is put into it: `exports.a = b`, `{ a }`.
    Values,
}

/// Where something is written.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Place {
    pub file: FileId,
    /// Its name; empty where it has none.
    pub name_range: TextRange,
    /// All of it.
    pub range: TextRange,
}

struct Trail {
    follow: Follow,
    left: u32,
    found: Vec<Origin>,
}

impl Trail {
    fn new(follow: Follow) -> Trail {
        Trail { follow, left: STEPS, found: Vec::new() }
    }

    fn step(&mut self) -> bool {
        let go_on = self.left > 0;
        self.left = self.left.saturating_sub(1);
        go_on
    }
}

/// What gives a name its value from elsewhere.
enum Source<'f> {
    Imported(ImportId, ImportedName),
    /// `const x = require('m')`
    Required(ImportId),
    /// `const { x } = require('m')`, `require('m').x`
    Taken(ImportId, &'f Name),
}

impl Infer<'_> {
    /// What a name of a file means.
    pub fn origins_of_binding(&self, node: Node<BindingId>, follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_binding(node, &mut trail);
        trail.found
    }

    /// What an import takes from its module.
    pub fn origins_of_import(&self, import: Node<ImportId>, name: &ImportedName, follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_import(import, name, &mut trail);
        trail.found
    }

    /// What a file exports.
    pub fn origins_of_export(&self, file: FileId, what: &Exported, follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_exported(file, what, &mut trail);
        trail.found
    }

    /// What the members of one name mean: those nearest to the value.
    pub fn origins_of_members(&self, members: &[Member], follow: Follow) -> Vec<Origin> {
        let mut trail = Trail::new(follow);
        self.trace_members(members, &mut trail);
        trail.found
    }

    /// What a name that nothing in its file declares means.
    pub fn origins_of_global(&self, file: FileId, name: &Name) -> Vec<Origin> {
        let declared: Vec<Origin> = self.globals(name).into_iter().map(Origin::Binding).collect();
        if !declared.is_empty() {
            return declared;
        }
        let table = self.table(file);
        let table = table.borrow();
        let entries = table.of(&Part::Global).iter();
        let put = entries.filter_map(|entry| match entry {
            crate::expando::Entry::Property(expando) if expando.name == *name => Some((file, expando.range)),
            _ => None,
        });
        put.map(|place| Origin::Member(written(name.clone(), place))).collect()
    }

    /// What the last name of `A.B.C` in a type means, or of `import('m').A.B`.
    pub fn origins_of_path(&self, first: &[Origin], path: &[Name], follow: Follow) -> Vec<Origin> {
        let mut origins = first.to_vec();
        for name in path {
            let mut trail = Trail::new(follow);
            for origin in &origins {
                match origin {
                    Origin::Module(file) => self.trace_export(&Module::File(*file), name, &mut trail),
                    Origin::AmbientModule(file, index) => {
                        self.trace_export(&Module::Ambient(*file, *index), name, &mut trail);
                    }
                    Origin::Binding(binding) => match self.namespace_export(*binding, name) {
                        Some((file, exported)) => self.trace_exported(file, &exported, &mut trail),
                        None => {
                            let members = self.members_named(&self.type_of_binding(*binding), name);
                            self.trace_members(&members, &mut trail);
                        }
                    },
                    Origin::Value(value) => {
                        self.trace_members(&self.members_named(&self.type_of(*value), name), &mut trail);
                    }
                    Origin::Member(_) => {}
                }
            }
            origins = trail.found;
        }
        origins
    }

    /// The module that an import names, as an origin.
    pub fn origin_of_module(&self, import: Node<ImportId>) -> Option<Origin> {
        match self.imported_module(import)? {
            Module::File(file) => Some(Origin::Module(file)),
            Module::Ambient(file, index) => Some(Origin::AmbientModule(file, index)),
            Module::Unknown => None,
        }
    }

    /// The file and the entry there that a module's export of this name is, `export *` looked through and nothing else.
    pub fn export_named(&self, import: Node<ImportId>, name: &ImportedName) -> Option<(FileId, Exported)> {
        let module = self.imported_module(import)?;
        match name {
            ImportedName::Named(name) => self.find_export(&module, name, 0),
            ImportedName::Default => self.find_export(&module, "default", 0),
            ImportedName::Namespace => None,
        }
    }

    /// Where the types of a value are declared. Of an array or a promise, where those of what is in it are.
    pub fn origins_of_type(&self, of: &Type) -> Vec<Origin> {
        let mut found = Vec::new();
        self.trace_type(of, 0, &mut found);
        found
    }

    fn trace_type(&self, of: &Type, depth: u32, found: &mut Vec<Origin>) {
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
                | Part::Global => {}
            }
        }
    }

    pub fn origin_of_class(&self, class: Node<ClassId>) -> Option<Origin> {
        let facts = self.facts(class.file)?;
        let declared = self.declared_by(class.file, |kind| kind == DeclarationKind::Class(class.id));
        Some(declared.unwrap_or_else(|| self.origin_of_value(&facts, class.with(facts[class.id].expression))))
    }

    pub fn origin_of_function(&self, function: Node<FunctionId>) -> Option<Origin> {
        let facts = self.facts(function.file)?;
        let declared = self.declared_by(function.file, |kind| kind == DeclarationKind::Function(function.id));
        Some(declared.unwrap_or_else(|| self.origin_of_value(&facts, function.with(facts[function.id].expression))))
    }

    pub fn origin_of_interface(&self, interface: Node<InterfaceId>) -> Option<Origin> {
        self.declared_by(interface.file, |kind| kind == DeclarationKind::Interface(interface.id))
    }

    pub fn origin_of_alias(&self, alias: Node<AliasId>) -> Option<Origin> {
        self.declared_by(alias.file, |kind| kind == DeclarationKind::Alias(alias.id))
    }

    /// What an origin is: the value, or the type where it is only that.
    pub fn type_of_origin(&self, origin: &Origin) -> Type {
        match origin {
            Origin::Binding(node) => {
                let value = self.type_of_binding(*node);
                if value.is_unknown() { self.declared_type(*node, &[]) } else { value }
            }
            Origin::Member(member) => self.type_of_member_value(&member.value),
            Origin::Value(node) => self.type_of(*node),
            Origin::Module(file) => Part::ModuleNamespace(*file).into(),
            Origin::AmbientModule(file, index) => Part::AmbientModule(*file, *index).into(),
        }
    }

    /// What the prototype of a function's instances inherits from.
    pub fn inherited(&self, of: Constructor) -> Type {
        let mut result = Type::unknown();
        for (_, entry) in self.expandos(&Part::Prototype(of)) {
            let crate::expando::Entry::Inherit(value) = entry else { continue };
            for part in value.parts() {
                match part {
                    // `Object.create(Base.prototype)`
                    Part::Object(node) => result.merge(self.first_argument(*node)),
                    other => result.add(other.clone()),
                }
            }
        }
        result
    }

    /// Values of a class or interface of the library, by its name.
    pub fn instances_of_library(&self, name: &str) -> Option<Type> {
        let name = self.global_type(name)?;
        Some(Part::Interface { name, arguments: std::sync::Arc::from([]) }.into())
    }

    /// What the first argument of a call is.
    pub(crate) fn first_argument(&self, node: Node<ExpressionId>) -> Type {
        let Some(facts) = self.facts(node.file) else { return Type::unknown() };
        match &facts[node.id].kind {
            ExpressionKind::Call { arguments, .. } => {
                arguments.first().map(|first| self.type_of(node.with(*first))).unwrap_or_default()
            }
            _ => Type::unknown(),
        }
    }

    /// What a signature takes as its parameter `index`.
    pub fn parameter_type(&self, signature: &Signature, index: usize) -> Type {
        let function = signature.function;
        let Some(facts) = self.facts(function.file) else { return Type::unknown() };
        let parameters = &facts[function.id].parameters;
        let Some(parameter) = parameters.get(index).or(parameters.last().filter(|last| last.is_rest)) else {
            return Type::unknown();
        };
        match self.parameter_annotation(&facts, function, parameter) {
            Some(annotation) => self.type_from(function.with(annotation), &signature.environment),
            None => self.type_of(function.with(parameter.value)),
        }
    }

    /// The signature that a call with these arguments means, by its number.
    pub fn best_signature(&self, signatures: &[Signature], file: FileId, arguments: &[ExpressionId]) -> Option<usize> {
        let chosen = self.chosen(signatures, &Arguments::Expressions(Node::new(file, ()), arguments))?;
        signatures.iter().position(|signature| std::ptr::eq(signature, chosen))
    }

    fn declared_by(&self, file: FileId, is: impl Fn(DeclarationKind) -> bool) -> Option<Origin> {
        let facts = self.facts(file)?;
        let declares =
            |binding: &project::facts::Binding| binding.declarations.iter().any(|declaration| is(declaration.kind));
        let index = facts.bindings.iter().position(declares)?;
        Some(Origin::Binding(Node::new(file, BindingId(index as u32))))
    }

    /// The variable that a value is put into where it is made, else the value.
    fn origin_of_value(&self, facts: &Facts, node: Node<ExpressionId>) -> Origin {
        match facts.bindings.iter().position(|binding| binding.values.contains(&node.id)) {
            Some(index) => Origin::Binding(node.with(BindingId(index as u32))),
            None => Origin::Value(node),
        }
    }

    /// A type in braces by the alias that names it.
    fn origin_of_members_type(&self, members: Node<TypeId>) -> Option<Origin> {
        let facts = self.facts(members.file)?;
        let holds = |alias: &project::facts::Alias| {
            let target = &facts[alias.target];
            alias.target == members.id || target.range.contains_range(facts[members.id].range)
        };
        if let Some(index) = facts.aliases.iter().position(holds) {
            return self.origin_of_alias(members.with(AliasId(index as u32)));
        }
        let range = facts[members.id].range;
        Some(Origin::Member(written(Name::default(), (members.file, TextRange::empty(range.start())))))
    }

    fn imported_module(&self, import: Node<ImportId>) -> Option<Module> {
        let facts = self.facts(import.file)?;
        let row = &facts[import.id];
        (!row.specifier.is_empty()).then(|| self.module(import.file, &row.specifier, row.kind))
    }

    fn trace_binding(&self, node: Node<BindingId>, trail: &mut Trail) {
        let Some(facts) = self.facts(node.file) else { return };
        if trail.step() {
            let before = trail.found.len();
            match source_of(&facts, node.id) {
                Some(Source::Imported(import, name)) => self.trace_import(node.with(import), &name, trail),
                Some(Source::Required(import)) if trail.follow == Follow::Values => {
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

    fn trace_import(&self, import: Node<ImportId>, name: &ImportedName, trail: &mut Trail) {
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

    fn trace_export(&self, module: &Module, name: &str, trail: &mut Trail) {
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
    fn trace_required(&self, module: &Module, trail: &mut Trail) {
        if !trail.step() {
            return;
        }
        let (file, exports) = match module {
            Module::Unknown => return,
            Module::File(file) => {
                let Some(facts) = self.facts(*file) else { return };
                (*file, facts.exports.to_vec())
            }
            Module::Ambient(file, index) => {
                let Some(facts) = self.facts(*file) else { return };
                let module = facts.ambient_modules.get(*index as usize);
                (*file, module.map(|module| module.exports.to_vec()).unwrap_or_default())
            }
        };
        if let Some(export) = exports.iter().find(|export| export.name == ExportName::Equals) {
            return self.trace_exported(file, &export.what, trail);
        }
        let before = trail.found.len();
        if matches!(module, Module::File(_)) && exports.is_empty() {
            let values = self.table(file).borrow().exports_values.clone();
            for value in values {
                self.trace_value(Node::new(file, value), trail);
            }
        }
        if trail.found.len() == before {
            self.trace_module(module, trail);
        }
    }

    fn trace_exported(&self, file: FileId, exported: &Exported, trail: &mut Trail) {
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

    fn trace_members(&self, members: &[Member], trail: &mut Trail) {
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

    /// Where an origin is written; several places for what is declared in several.
    pub fn places(&self, origin: &Origin) -> Vec<Place> {
        match origin {
            Origin::Binding(node) => self.places_of_binding(*node),
            Origin::Member(member) => member.place.map(|place| self.place_of_member(place)).into_iter().collect(),
            Origin::Value(node) => self.place_of_value(*node).into_iter().collect(),
            Origin::Module(file) => {
                vec![Place { file: *file, name_range: TextRange::empty(0), range: TextRange::empty(0) }]
            }
            Origin::AmbientModule(file, index) => {
                let Some(facts) = self.facts(*file) else { return Vec::new() };
                let Some(module) = facts.ambient_modules.get(*index as usize) else { return Vec::new() };
                let name_range = TextRange::empty(module.range.start());
                vec![Place { file: *file, name_range, range: module.range }]
            }
        }
    }

    fn places_of_binding(&self, node: Node<BindingId>) -> Vec<Place> {
        let Some(facts) = self.facts(node.file) else { return Vec::new() };
        let all = &facts[node.id].declarations;
        let has_body = |kind: DeclarationKind| match kind {
            DeclarationKind::Function(function) => facts[function].body.is_some(),
            _ => false,
        };
        let is_implemented = all.iter().any(|declaration| has_body(declaration.kind));
        let mut places: Vec<Place> = Vec::new();
        let mut has_signature = false;
        for declaration in all {
            // Of overloads the one with a body says it all, else the first.
            if let DeclarationKind::Function(_) = declaration.kind {
                let is_wanted = if is_implemented { has_body(declaration.kind) } else { !has_signature };
                has_signature = true;
                if !is_wanted {
                    continue;
                }
            }
            let place = Place { file: node.file, name_range: declaration.name_range, range: declaration.range };
            if !places.contains(&place) {
                places.push(place);
            }
        }
        places
    }

    /// A member with all that belongs to it, by where its name is.
    pub fn place_of_member(&self, (file, name_range): (FileId, TextRange)) -> Place {
        let range = self.facts(file).map_or(name_range, |facts| range_of_member(&facts, name_range));
        Place { file, name_range, range }
    }

    fn place_of_value(&self, node: Node<ExpressionId>) -> Option<Place> {
        let facts = self.facts(node.file)?;
        let expression = &facts[node.id];
        let name_range = match expression.kind {
            ExpressionKind::Function(function) => facts[function].name_range,
            ExpressionKind::Class(class) => facts[class].name_range,
            _ => None,
        };
        // A value that is given a name by what it is put into has that name's range.
        let name_range = name_range.unwrap_or(TextRange::empty(expression.range.start()));
        Some(Place { file: node.file, name_range, range: expression.range.cover(name_range) })
    }

    /// Every place that declares an origin's name: what makes two uses uses of the same thing.
    pub fn keys(&self, origin: &Origin) -> Vec<(FileId, TextRange)> {
        match origin {
            Origin::Binding(node) => {
                let Some(facts) = self.facts(node.file) else { return Vec::new() };
                facts[node.id].declarations.iter().map(|declaration| (node.file, declaration.name_range)).collect()
            }
            other => self.places(other).into_iter().map(|place| (place.file, place.name_range)).collect(),
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

fn source_of(facts: &Facts, binding: BindingId) -> Option<Source<'_>> {
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
            Some(Source::Taken(module_of(facts, *object)?, property))
        }
        _ => None,
    }
}

/// Whether a name is another file's: by an import, or by `require`.
pub fn is_imported(facts: &Facts, binding: BindingId) -> bool {
    source_of(facts, binding).is_some()
}

/// All that belongs to a member, by the range of its name.
fn range_of_member(facts: &Facts, name_range: TextRange) -> TextRange {
    let of_class = facts.classes.iter().flat_map(|class| &class.members);
    if let Some(member) = of_class.into_iter().find(|member| member.key_range == name_range) {
        return member.range;
    }
    let of_interface = facts.interfaces.iter().flat_map(|interface| &interface.members);
    let of_types = facts.types.iter().flat_map(|written| match &written.kind {
        TypeKind::Members(members) => members.as_slice(),
        _ => &[],
    });
    if let Some(member) = of_interface.chain(of_types).find(|member| member.name_range == name_range) {
        return member.range;
    }
    let of_enum = facts.enums.iter().flat_map(|declared| &declared.members);
    if let Some(member) = of_enum.into_iter().find(|member| member.name_range == name_range) {
        return member.range;
    }
    for (index, expression) in facts.expressions.iter().enumerate() {
        match &expression.kind {
            ExpressionKind::Member { property_range, .. } if *property_range == name_range => {
                return match facts.parents[index].map(|parent| &facts[parent]) {
                    Some(parent) if matches!(parent.kind, ExpressionKind::Assign { .. }) => parent.range,
                    _ => expression.range,
                };
            }
            ExpressionKind::Object(properties) => {
                let is_here = |property: &&project::facts::Property| {
                    property.key_range == name_range && matches!(property.key, PropertyKey::Name(_))
                };
                if let Some(property) = properties.iter().find(is_here) {
                    return property.range;
                }
            }
            _ => {}
        }
    }
    name_range
}

/// A member of which only the place is known.
fn written(name: Name, place: (FileId, TextRange)) -> Member {
    Member {
        name,
        kind: crate::MemberKind::Property,
        place: Some(place),
        value: MemberValue::Unknown,
        doc: None,
        level: 0,
        is_optional: false,
        accessibility: project::facts::Accessibility::Public,
    }
}
