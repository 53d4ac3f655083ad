//! The members of a type: one walk serves both listing them and looking one up.

use std::sync::Arc;

use project::facts::{
    Accessibility, BindingId, ClassId, ClassMemberKind, DeclarationKind, DocId, ExpressionId, ExpressionKind,
    FunctionFlavor, FunctionId, InterfaceId, Name, PropertyKey, PropertyKind, TypeId, TypeKind, TypeMember,
    TypeMemberKind,
};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use crate::evaluator::{Infer, Module};
use crate::expando::{Entry, Expando, ExpandoValue};
use crate::types::{Constructor, Environment, Node, Part, Type, extended};

/// How many levels of inheritance are followed.
const LEVELS: u32 = 16;

/// One member as it can be offered, shown and gone to.
#[derive(Clone, Debug)]
pub struct Member {
    pub name: Name,
    pub kind: MemberKind,
    /// Where its name is written. `None`: nowhere, as for what a mapped type makes.
    pub place: Option<(FileId, TextRange)>,
    pub value: MemberValue,
    pub doc: Option<Node<DocId>>,
    /// 0: the value's own; 1: its class's base; and so on. What every object has is far away.
    pub level: u32,
    pub is_optional: bool,
    pub accessibility: Accessibility,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum MemberKind {
    Property,
    Method,
    Accessor,
    EnumMember,
    Class,
    Function,
    Variable,
    Module,
    /// Only a type: an interface, an alias.
    Type,
}

/// What a member is, unevaluated.
#[derive(Clone, Debug)]
pub enum MemberValue {
    Unknown,
    Expression(Node<ExpressionId>),
    /// What this getter returns.
    Getter(Node<ExpressionId>),
    Annotation(Node<TypeId>, Environment),
    Function(Node<FunctionId>, Environment),
    /// What this function returns.
    Returned(Node<FunctionId>, Environment),
    Binding(Node<BindingId>),
    /// A global, wherever it is declared.
    Global(Name),
    Exported(FileId, project::facts::Exported),
    Type(Type),
}

/// What a walk is after, and where it has been.
struct Walk<'w> {
    wanted: Option<&'w str>,
    sink: &'w mut dyn FnMut(Member),
    seen: FxHashSet<Part>,
}

impl Walk<'_> {
    fn wants(&self, name: &str) -> bool {
        self.wanted.is_none_or(|wanted| wanted == name)
    }

    fn found(&mut self, member: Member) {
        (self.sink)(member);
    }
}

/// `http.METHODS`, of which declarations say no more than that they are strings: routers have a method for each.
const HTTP_METHODS: [&str; 35] = [
    "ACL",
    "BIND",
    "CHECKOUT",
    "CONNECT",
    "COPY",
    "DELETE",
    "GET",
    "HEAD",
    "LINK",
    "LOCK",
    "M-SEARCH",
    "MERGE",
    "MKACTIVITY",
    "MKCALENDAR",
    "MKCOL",
    "MOVE",
    "NOTIFY",
    "OPTIONS",
    "PATCH",
    "POST",
    "PROPFIND",
    "PROPPATCH",
    "PURGE",
    "PUT",
    "QUERY",
    "REBIND",
    "REPORT",
    "SEARCH",
    "SOURCE",
    "SUBSCRIBE",
    "TRACE",
    "UNBIND",
    "UNLINK",
    "UNLOCK",
    "UNSUBSCRIBE",
];

/// The level of what every object, function, string has.
pub const UNIVERSAL: u32 = 50;

impl Infer<'_> {
    /// All members, of every part, the nearest first where two have a name. Members of one name are merged.
    pub fn members(&self, of: &Type) -> Vec<Member> {
        let mut all: Vec<Member> = Vec::new();
        let mut by_name: rustc_hash::FxHashMap<Name, usize> = rustc_hash::FxHashMap::default();
        for part in of.parts() {
            self.walk(part, None, &mut |member| match by_name.get(&member.name) {
                Some(index) => {
                    let known = &mut all[*index];
                    if member.level < known.level {
                        *known = member;
                    }
                }
                None => {
                    by_name.insert(member.name.clone(), all.len());
                    all.push(member);
                }
            });
        }
        all
    }

    /// All that have this name, nearest first.
    pub fn members_named(&self, of: &Type, name: &str) -> Vec<Member> {
        let mut found = Vec::new();
        for part in of.parts() {
            self.walk(part, Some(name), &mut |member| found.push(member));
        }
        found.sort_by_key(|member| member.level);
        found
    }

    pub(crate) fn property_of_part(&self, part: &Part, name: &str) -> Type {
        if name == "METHODS"
            && let Part::AmbientModule(file, _) = part
            && self.library.name(*file) == Some("node/http.d.ts")
        {
            return Part::array(HTTP_METHODS.iter().map(|method| Part::string(*method)).collect()).into();
        }
        let mut found: Vec<Member> = Vec::new();
        self.walk(part, Some(name), &mut |member| found.push(member));
        let Some(nearest) = found.iter().map(|member| member.level).min() else {
            return self.indexed_by_name(part);
        };
        let mut result = Type::unknown();
        for member in found.iter().filter(|member| member.level == nearest) {
            let mut value = self.type_of_member_value(&member.value);
            if let (MemberValue::Expression(expression), Some((file, _))) = (&member.value, member.place)
                && let Some(facts) = self.facts(file).filter(|_| !self.library.holds(file) && expression.file == file)
            {
                // `this.items = []`, and `this.items.push(x)` somewhere in the file.
                let is_it = |one: ExpressionId| matches!(&facts[one].kind, ExpressionKind::Member { property, .. } if *property == member.name);
                value = self.filled_later(&facts, file, value, &is_it);
            }
            if member.is_optional {
                value.add(Part::Undefined);
            }
            result.merge(value);
        }
        if result.is_unknown() {
            // Nothing is known of the nearest: what is further away may be the same thing, declared.
            for member in found.iter().filter(|member| member.level > nearest && member.level < UNIVERSAL) {
                result.merge(self.type_of_member_value(&member.value));
            }
        }
        result
    }

    pub fn type_of_member_value(&self, value: &MemberValue) -> Type {
        match value {
            MemberValue::Unknown => Type::unknown(),
            MemberValue::Expression(expression) => self.type_of(*expression),
            MemberValue::Getter(expression) => {
                let getter = self.type_of(*expression);
                self.returned_by(&getter, &[])
            }
            MemberValue::Annotation(annotation, environment) => self.type_from(*annotation, environment),
            MemberValue::Function(function, environment) => {
                Part::Function { function: *function, environment: environment.clone() }.into()
            }
            MemberValue::Returned(function, environment) => self.return_of(*function, environment, &[]),
            MemberValue::Binding(binding) => self.type_of_binding(*binding),
            MemberValue::Global(name) => {
                self.globals(name).into_iter().map(|global| self.type_of_binding(global)).collect()
            }
            MemberValue::Exported(file, exported) => self.type_of_exported(*file, exported, 0),
            MemberValue::Type(of) => of.clone(),
        }
    }

    fn walk(&self, part: &Part, wanted: Option<&str>, sink: &mut dyn FnMut(Member)) {
        let mut walk = Walk { wanted, sink, seen: FxHashSet::default() };
        self.walk_part(part, 0, &mut walk);
    }

    fn walk_type(&self, of: &Type, level: u32, walk: &mut Walk) {
        for part in of.parts() {
            self.walk_part(part, level, walk);
        }
    }

    fn walk_part(&self, part: &Part, level: u32, walk: &mut Walk) {
        if level > LEVELS && level < UNIVERSAL || !walk.seen.insert(part.clone()) {
            return;
        }
        self.deeper(|| self.walk_new_part(part, level, walk));
    }

    fn walk_new_part(&self, part: &Part, level: u32, walk: &mut Walk) {
        match part {
            Part::Any | Part::Undefined | Part::Null | Part::TypeParameter(_) => {}
            Part::Boolean(_) => self.walk_library("Boolean", &[], level, walk),
            Part::Number | Part::EnumValue(_) => self.walk_library("Number", &[], level, walk),
            Part::BigInt => self.walk_library("BigInt", &[], level, walk),
            Part::Symbol => self.walk_library("Symbol", &[], level, walk),
            Part::String(_) => self.walk_library("String", &[], level, walk),
            Part::Array(element) => {
                self.walk_library("Array", std::slice::from_ref(&**element), level, walk);
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::Tuple(elements) => {
                let element: Type = elements.iter().cloned().collect();
                self.walk_library("Array", &[element], level, walk);
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::Object(node) => {
                self.walk_object(*node, level, walk);
                self.walk_expandos(part, level, walk);
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::Shape(properties) => {
                for (name, value) in properties.iter().filter(|(name, _)| walk.wants(name)).cloned().collect::<Vec<_>>()
                {
                    walk.found(plain(name, MemberKind::Property, MemberValue::Type(value), level));
                }
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::Function { function, .. } => {
                self.walk_expandos(part, level, walk);
                self.walk_prototype_property(Constructor::Function(*function), level, walk);
                self.walk_library("Function", &[], UNIVERSAL + 1, walk);
            }
            Part::ConstructorType { .. } => self.walk_library("Function", &[], UNIVERSAL + 1, walk),
            Part::Class(class) => {
                self.walk_class(*class, true, &None, level, walk);
                self.walk_expandos(part, level, walk);
                self.walk_prototype_property(Constructor::Class(*class), level, walk);
                self.walk_library("Function", &[], UNIVERSAL + 1, walk);
            }
            Part::Instance { of, arguments } => {
                self.walk_expandos(part, level, walk);
                self.walk_instance(of, arguments, level, walk);
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::Prototype(of) => {
                self.walk_instance(of, &[], level, walk);
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::Interface { name, arguments } => {
                self.walk_interface(*name, arguments, level, walk);
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::Members { members, environment } => self.walk_members(*members, environment, level, walk),
            Part::Exports(file) => {
                self.walk_expandos(part, level, walk);
                if let Some(facts) = self.facts(*file)
                    && !facts.exports.is_empty()
                {
                    self.walk_exports(&Module::File(*file), level, walk);
                }
                self.walk_library("Object", &[], UNIVERSAL, walk);
            }
            Part::ModuleNamespace(file) => self.walk_exports(&Module::File(*file), level, walk),
            Part::AmbientModule(file, index) => self.walk_exports(&Module::Ambient(*file, *index), level, walk),
            Part::NamespaceObject(namespace) => {
                let Some(facts) = self.facts(namespace.file) else { return };
                for export in &facts[namespace.id].exports {
                    if let project::facts::ExportName::Named(name) = &export.name
                        && walk.wants(name)
                    {
                        let member = self.exported_member(
                            name.clone(),
                            namespace.file,
                            &export.what,
                            export.is_type_only,
                            level,
                        );
                        walk.found(member);
                    }
                }
            }
            Part::EnumObject(declared) => {
                let Some(facts) = self.facts(declared.file) else { return };
                for member in facts[declared.id]
                    .members
                    .iter()
                    .filter(|member| walk.wants(&member.name))
                    .cloned()
                    .collect::<Vec<_>>()
                {
                    walk.found(Member {
                        place: Some((declared.file, member.name_range)),
                        doc: member.doc.map(|doc| declared.with(doc)),
                        ..plain(
                            member.name.clone(),
                            MemberKind::EnumMember,
                            MemberValue::Type(Part::EnumValue(*declared).into()),
                            level,
                        )
                    });
                }
            }
            Part::Global => self.walk_globals(level, walk),
        }
    }

    fn walk_library(&self, name: &str, arguments: &[Type], level: u32, walk: &mut Walk) {
        if let Some(name) = self.global_type(name) {
            let part = Part::Interface { name, arguments: Arc::from(arguments) };
            if walk.seen.insert(part) {
                self.walk_interface(name, arguments, level, walk);
            }
        }
    }

    fn walk_globals(&self, level: u32, walk: &mut Walk) {
        match walk.wanted {
            Some(wanted) => {
                for global in self.globals(&Name::from(wanted)) {
                    walk.found(plain(Name::from(wanted), MemberKind::Variable, MemberValue::Binding(global), level));
                }
            }
            None => {
                for name in self.library.global_names(self.has_browser) {
                    walk.found(plain(name.clone(), MemberKind::Variable, MemberValue::Global(name.clone()), level));
                }
            }
        }
    }

    fn walk_object(&self, node: Node<ExpressionId>, level: u32, walk: &mut Walk) {
        let Some(facts) = self.facts(node.file) else { return };
        match &facts[node.id].kind {
            ExpressionKind::Object(properties) => {
                for property in properties {
                    match &property.key {
                        PropertyKey::Name(name) if walk.wants(name) => {
                            let is_function = matches!(facts[property.value].kind, ExpressionKind::Function(_));
                            let value = node.with(property.value);
                            let (kind, value) = match property.kind {
                                PropertyKind::Getter => (MemberKind::Accessor, MemberValue::Getter(value)),
                                PropertyKind::Setter => (MemberKind::Accessor, MemberValue::Unknown),
                                _ if is_function => (MemberKind::Method, MemberValue::Expression(value)),
                                _ => (MemberKind::Property, MemberValue::Expression(value)),
                            };
                            let value = match self.documented_type(&facts, property.doc) {
                                Some(annotation) => MemberValue::Annotation(node.with(annotation), None),
                                None => value,
                            };
                            walk.found(Member {
                                place: Some((node.file, self.written(node.file, property.key_range))),
                                doc: property.doc.map(|doc| node.with(doc)),
                                ..plain(name.clone(), kind, value, level)
                            });
                        }
                        PropertyKey::None => {
                            let spread = self.type_of(node.with(property.value));
                            self.walk_type(&spread, level + 1, walk);
                        }
                        _ => {}
                    }
                }
            }
            // `Object.create(prototype)`, `new Proxy(target)`: what the first argument has is behind it.
            ExpressionKind::Call { arguments, .. } | ExpressionKind::New { arguments, .. } => {
                if let Some(prototype) = arguments.first() {
                    let prototype = self.type_of(node.with(*prototype));
                    let instances: Type = prototype
                        .parts()
                        .iter()
                        .map(|part| match part {
                            Part::Prototype(of) => Part::instance(*of),
                            other => other.clone(),
                        })
                        .collect();
                    self.walk_type(&instances, level + 1, walk);
                }
            }
            _ => {}
        }
    }

    fn walk_expandos(&self, part: &Part, level: u32, walk: &mut Walk) {
        for (file, entry) in self.expandos(part) {
            match entry {
                Entry::Property(expando) => {
                    if walk.wants(&expando.name) {
                        let member = self.expando_member(file, &expando, level);
                        walk.found(member);
                    }
                }
                Entry::Copy(value) => {
                    let value = self.type_of(Node::new(file, value));
                    for part in value.parts() {
                        // What is copied from an object is its own; what all objects have is not copied.
                        self.walk_part(part, level + 1, walk);
                    }
                }
                Entry::Inherit(value) => {
                    let value: Type = value
                        .parts()
                        .iter()
                        .map(|part| match part {
                            Part::Prototype(of) => Part::instance(*of),
                            other => other.clone(),
                        })
                        .collect();
                    self.walk_type(&value, level + 1, walk);
                }
            }
        }
    }

    fn expando_member(&self, file: FileId, expando: &Expando, level: u32) -> Member {
        let Some(facts) = self.facts(file) else {
            return plain(expando.name.clone(), MemberKind::Property, MemberValue::Unknown, level);
        };
        let documented = self
            .documented_type(&facts, expando.doc)
            .map(|annotation| MemberValue::Annotation(Node::new(file, annotation), None));
        let (kind, value) = match expando.value {
            ExpandoValue::Getter(value) => (MemberKind::Accessor, MemberValue::Getter(Node::new(file, value))),
            ExpandoValue::Expression(value) => {
                let kind = match facts[value].kind {
                    ExpressionKind::Function(_) => MemberKind::Method,
                    ExpressionKind::Class(_) => MemberKind::Class,
                    _ => MemberKind::Property,
                };
                (kind, MemberValue::Expression(Node::new(file, value)))
            }
        };
        Member {
            place: Some((file, expando.range)),
            doc: expando.doc.map(|doc| Node::new(file, doc)),
            ..plain(expando.name.clone(), kind, documented.unwrap_or(value), level)
        }
    }

    fn walk_prototype_property(&self, of: Constructor, level: u32, walk: &mut Walk) {
        if walk.wants("prototype") {
            walk.found(plain(
                Name::from("prototype"),
                MemberKind::Property,
                MemberValue::Type(Part::Prototype(of).into()),
                level.max(UNIVERSAL),
            ));
        }
    }

    /// What instances have: fields and methods, what is put on the prototype, and the base's.
    fn walk_instance(&self, of: &Constructor, arguments: &[Type], level: u32, walk: &mut Walk) {
        match of {
            Constructor::Class(class) => {
                let environment = self.class_environment(*class, arguments);
                self.walk_class(*class, false, &environment, level, walk);
                self.walk_expandos(&Part::Prototype(*of), level, walk);
            }
            Constructor::Function(_) => self.walk_expandos(&Part::Prototype(*of), level, walk),
        }
    }

    fn class_environment(&self, class: Node<ClassId>, arguments: &[Type]) -> Environment {
        if arguments.is_empty() {
            return None;
        }
        let facts = self.facts(class.file)?;
        let parameters = facts[class.id].type_parameters.clone();
        extended(&None, parameters.into_iter().map(|parameter| class.with(parameter)).zip(arguments.iter().cloned()))
    }

    fn walk_class(
        &self,
        class: Node<ClassId>,
        is_static: bool,
        environment: &Environment,
        level: u32,
        walk: &mut Walk,
    ) {
        let Some(facts) = self.facts(class.file) else { return };
        let row = &facts[class.id];
        for member in row.members.iter() {
            let PropertyKey::Name(name) = &member.key else { continue };
            if member.kind == ClassMemberKind::Constructor && !is_static {
                // `constructor(private name: string)` declares a field.
                if let Some(function) = member.function {
                    for parameter in facts[function].parameters.iter().filter(|parameter| parameter.is_property) {
                        if let Some(name) = parameter.name.as_ref().filter(|name| walk.wants(name)) {
                            let declared = parameter.binding.and_then(|binding| facts[binding].declarations.first());
                            let range = declared.map_or(parameter.range, |declaration| declaration.name_range);
                            walk.found(Member {
                                place: Some((class.file, range)),
                                ..plain(
                                    name.clone(),
                                    MemberKind::Property,
                                    MemberValue::Expression(class.with(parameter.value)),
                                    level,
                                )
                            });
                        }
                    }
                }
                continue;
            }
            if member.is_static != is_static || member.kind == ClassMemberKind::Constructor || !walk.wants(name) {
                continue;
            }
            let annotation = member
                .type_annotation
                .or_else(|| self.documented_type(&facts, member.doc))
                .map(|annotation| MemberValue::Annotation(class.with(annotation), environment.clone()));
            let (kind, value) = match (member.kind, member.function) {
                (ClassMemberKind::Method, Some(function)) => {
                    (MemberKind::Method, MemberValue::Function(class.with(function), environment.clone()))
                }
                (ClassMemberKind::Getter, Some(function)) => (
                    MemberKind::Accessor,
                    annotation.unwrap_or(MemberValue::Returned(class.with(function), environment.clone())),
                ),
                (ClassMemberKind::Setter, _) => (MemberKind::Accessor, annotation.unwrap_or(MemberValue::Unknown)),
                _ => {
                    let initial =
                        member.value.map_or(MemberValue::Unknown, |value| MemberValue::Expression(class.with(value)));
                    (MemberKind::Property, annotation.unwrap_or(initial))
                }
            };
            walk.found(Member {
                place: Some((class.file, member.key_range)),
                doc: member.doc.map(|doc| class.with(doc)),
                is_optional: member.is_optional,
                accessibility: member.accessibility,
                ..plain(name.clone(), kind, value, level)
            });
        }
        if let Some(extends) = row.extends {
            let base = self.type_of(class.with(extends));
            let base = if is_static {
                base
            } else {
                let arguments: Vec<Type> = row
                    .extends_arguments
                    .iter()
                    .map(|argument| self.type_from(class.with(*argument), environment))
                    .collect();
                self.constructed_by(&base, &arguments)
            };
            self.walk_type(&base, level + 1, walk);
        }
        // `interface X` beside `class X` in declarations.
        if !is_static && let Some(name) = &row.name {
            self.walk_merged_interfaces(class, name, environment, level, walk);
        }
    }

    fn walk_merged_interfaces(
        &self,
        class: Node<ClassId>,
        name: &Name,
        environment: &Environment,
        level: u32,
        walk: &mut Walk,
    ) {
        let Some(facts) = self.facts(class.file) else { return };
        let Some(scope) = facts[facts[class.id].scope].parent else { return };
        let Some(binding) = facts.binding_in(scope, name) else { return };
        for declaration in &facts[binding].declarations {
            if let DeclarationKind::Interface(interface) = declaration.kind {
                self.walk_interface_row(class.with(interface), environment, level, walk);
            }
        }
    }

    fn walk_interface(&self, name: Node<BindingId>, arguments: &[Type], level: u32, walk: &mut Walk) {
        for declared in self.declarations_of_type(name) {
            let Some(facts) = self.facts(declared.file) else { continue };
            for declaration in &facts[declared.id].declarations {
                match declaration.kind {
                    DeclarationKind::Interface(interface) => {
                        let parameters = &facts[interface].type_parameters;
                        let environment = self.bind_parameters(&facts, declared.file, parameters, arguments);
                        self.walk_interface_row(declared.with(interface), &environment, level, walk);
                    }
                    DeclarationKind::Class(class) => {
                        let environment = self.class_environment(declared.with(class), arguments);
                        self.walk_class(declared.with(class), false, &environment, level, walk);
                    }
                    _ => {}
                }
            }
        }
    }

    /// An interface merges with those of its name: in its own scope, and, for globals, in all of the library.
    pub(crate) fn declarations_of_type(&self, name: Node<BindingId>) -> Vec<Node<BindingId>> {
        if !self.library.holds(name.file) {
            return vec![name];
        }
        let Some(facts) = self.facts(name.file) else { return vec![name] };
        let all = self.globals(&facts[name.id].name);
        if all.contains(&name) { all.to_vec() } else { vec![name] }
    }

    fn walk_interface_row(&self, interface: Node<InterfaceId>, environment: &Environment, level: u32, walk: &mut Walk) {
        let Some(facts) = self.facts(interface.file) else { return };
        let row = &facts[interface.id];
        for member in &row.members {
            self.type_member(interface.file, member, environment, level, walk);
        }
        for base in &row.extends {
            let base = self.type_from(interface.with(*base), environment);
            self.walk_type(&base, level + 1, walk);
        }
    }

    fn walk_members(&self, members: Node<TypeId>, environment: &Environment, level: u32, walk: &mut Walk) {
        let Some(facts) = self.facts(members.file) else { return };
        match &facts[members.id].kind {
            TypeKind::Members(all) => {
                for member in all {
                    self.type_member(members.file, member, environment, level, walk);
                }
            }
            TypeKind::Mapped(mapped) => {
                let shape = self.mapped(members, mapped, environment);
                self.walk_type(&shape, level, walk);
            }
            _ => {}
        }
        self.walk_library("Object", &[], UNIVERSAL, walk);
    }

    fn type_member(&self, file: FileId, member: &TypeMember, environment: &Environment, level: u32, walk: &mut Walk) {
        let Some(name) = &member.name else { return };
        if !walk.wants(name) {
            return;
        }
        let annotation = member
            .type_annotation
            .map(|annotation| MemberValue::Annotation(Node::new(file, annotation), environment.clone()));
        let function = member.function.map(|function| Node::new(file, function));
        let (kind, value) = match (member.kind, function) {
            (TypeMemberKind::Method, Some(function)) => {
                (MemberKind::Method, MemberValue::Function(function, environment.clone()))
            }
            (TypeMemberKind::Getter, Some(function)) => {
                (MemberKind::Accessor, annotation.unwrap_or(MemberValue::Returned(function, environment.clone())))
            }
            (TypeMemberKind::Setter, _) => (MemberKind::Accessor, annotation.unwrap_or(MemberValue::Unknown)),
            _ => (self.kind_of_annotation(file, member.type_annotation), annotation.unwrap_or(MemberValue::Unknown)),
        };
        walk.found(Member {
            place: Some((file, member.name_range)),
            doc: member.doc.map(|doc| Node::new(file, doc)),
            is_optional: member.is_optional,
            ..plain(name.clone(), kind, value, level)
        });
    }

    fn kind_of_annotation(&self, file: FileId, annotation: Option<TypeId>) -> MemberKind {
        let is_function = annotation.is_some_and(|annotation| {
            self.facts(file).is_some_and(|facts| matches!(facts[annotation].kind, TypeKind::Function(_)))
        });
        if is_function { MemberKind::Method } else { MemberKind::Property }
    }

    fn walk_exports(&self, module: &Module, level: u32, walk: &mut Walk) {
        if let Some(wanted) = walk.wanted {
            if let Some((file, exported)) = self.find_export(module, wanted, 0) {
                let member = self.exported_member(Name::from(wanted), file, &exported, false, level);
                walk.found(member);
            }
            return;
        }
        let mut names = Vec::new();
        self.exported_names(module, 0, &mut |exported| names.push(exported));
        for exported in names {
            let (file, what) = &exported.what;
            let member = self.exported_member(exported.name.clone(), *file, what, exported.is_type_only, level);
            walk.found(member);
        }
    }

    fn exported_member(
        &self,
        name: Name,
        file: FileId,
        what: &project::facts::Exported,
        is_type_only: bool,
        level: u32,
    ) -> Member {
        use project::facts::Exported;
        let value = MemberValue::Exported(file, what.clone());
        let mut member = plain(name, MemberKind::Variable, value, level);
        let Some(facts) = self.facts(file) else { return member };
        if let Exported::Binding(binding) = what {
            let declarations = &facts[*binding].declarations;
            if let Some(declaration) = declarations.first() {
                member.place = Some((file, declaration.name_range));
                member.doc =
                    declarations.iter().find_map(|declaration| declaration.doc).map(|doc| Node::new(file, doc));
            }
            member.kind = kind_of_declaration(declarations.iter().map(|declaration| declaration.kind));
        } else if let Exported::Expression(expression) = what {
            member.place = Some((file, facts[*expression].range));
        }
        if is_type_only {
            member.kind = MemberKind::Type;
        }
        member
    }

    /// What `JSDoc` says a declaration's type is.
    pub(crate) fn documented_type(&self, facts: &project::facts::Facts, doc: Option<DocId>) -> Option<TypeId> {
        facts[doc?].tags_named("type").next()?.type_annotation
    }

    /// Everything that an object's properties are, together.
    pub(crate) fn values_of(&self, part: &Part) -> Type {
        let mut result = Type::unknown();
        let mut members = Vec::new();
        self.walk(part, None, &mut |member| {
            if member.level < UNIVERSAL {
                members.push(member);
            }
        });
        for member in members.into_iter().take(24) {
            result.merge(self.type_of_member_value(&member.value));
        }
        result
    }

    /// `{ a, ...rest }`: what is left.
    pub(crate) fn rest_of(&self, object: &Type, taken: &[Name]) -> Type {
        let mut properties = Vec::new();
        for member in self.members(object) {
            if member.level < UNIVERSAL && !taken.contains(&member.name) {
                properties.push((member.name.clone(), self.type_of_member_value(&member.value)));
            }
        }
        if properties.is_empty() { Type::unknown() } else { Part::Shape(Arc::new(properties)).into() }
    }
}

pub(crate) fn kind_of_declaration(kinds: impl Iterator<Item = DeclarationKind>) -> MemberKind {
    let mut kind = MemberKind::Type;
    for declared in kinds {
        kind = match declared {
            DeclarationKind::Function(_) => return MemberKind::Function,
            DeclarationKind::Class(_) => return MemberKind::Class,
            DeclarationKind::Variable(_)
            | DeclarationKind::Parameter(_)
            | DeclarationKind::Caught
            | DeclarationKind::Import(_) => MemberKind::Variable,
            DeclarationKind::Enum(_) => MemberKind::EnumMember,
            DeclarationKind::Namespace(_) => MemberKind::Module,
            DeclarationKind::Interface(_) | DeclarationKind::Alias(_) | DeclarationKind::TypeParameter { .. } => kind,
        };
    }
    kind
}

fn plain(name: Name, kind: MemberKind, value: MemberValue, level: u32) -> Member {
    Member {
        name,
        kind,
        place: None,
        value,
        doc: None,
        level,
        is_optional: false,
        accessibility: Accessibility::Public,
    }
}

/// Whether a function is a signature only.
pub(crate) fn is_signature(flavor: FunctionFlavor) -> bool {
    flavor == FunctionFlavor::Signature
}
