//! Members that are declared: in classes, in interfaces, in types in braces.

use project::facts::{
    BindingId, ClassId, ClassMemberKind, DeclarationKind, InterfaceId, Name, PropertyKey, TypeId, TypeKind, TypeMember,
    TypeMemberKind,
};
use source::FileId;

use super::walk::Walk;
use super::{Member, MemberKind, MemberValue, UNIVERSAL, plain};
use crate::evaluator::Infer;
use crate::types::{Constructor, Environment, Node, Part, Type, extended};

impl Infer<'_> {
    /// What instances have: fields and methods, what is put on the prototype, and the base's.
    pub(super) fn walk_instance(&self, of: &Constructor, arguments: &[Type], level: u32, walk: &mut Walk) {
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

    pub(super) fn walk_class(
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

    pub(super) fn walk_interface(&self, name: Node<BindingId>, arguments: &[Type], level: u32, walk: &mut Walk) {
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

    pub(super) fn walk_members(&self, members: Node<TypeId>, environment: &Environment, level: u32, walk: &mut Walk) {
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
}
