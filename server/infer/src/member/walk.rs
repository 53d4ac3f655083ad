//! The walk over the members of a part: what it has itself, what was put on it, what is behind it.

use std::sync::Arc;

use project::facts::{ExpressionId, ExpressionKind, Name, PropertyKey, PropertyKind};
use rustc_hash::FxHashSet;
use source::FileId;

use super::{Member, MemberKind, MemberValue, UNIVERSAL, kind_of_declaration, plain};
use crate::evaluator::{Infer, Module};
use crate::expando::{Entry, Expando, ExpandoValue, described_value};
use crate::types::{Constructor, Node, Part, Type};

/// How many levels of inheritance are followed.
const LEVELS: u32 = 16;

/// What a walk is after, and where it has been.
pub(crate) struct Walk<'w> {
    wanted: Option<&'w str>,
    sink: &'w mut dyn FnMut(Member),
    seen: FxHashSet<Part>,
}

impl Walk<'_> {
    pub(crate) fn wants(&self, name: &str) -> bool {
        self.wanted.is_none_or(|wanted| wanted == name)
    }

    pub(crate) fn found(&mut self, member: Member) {
        (self.sink)(member);
    }
}

impl Infer<'_> {
    pub(super) fn walk(&self, part: &Part, wanted: Option<&str>, sink: &mut dyn FnMut(Member)) {
        let mut walk = Walk { wanted, sink, seen: FxHashSet::default() };
        self.walk_part(part, 0, &mut walk);
    }

    pub(super) fn walk_type(&self, of: &Type, level: u32, walk: &mut Walk) {
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
                self.walk_prototype_property(Constructor::Class(*class), level, walk);
                // What the class inherits has one too, which is not this one's.
                if walk.wanted == Some("prototype") {
                    return;
                }
                self.walk_class(*class, true, &None, level, walk);
                self.walk_expandos(part, level, walk);
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
                    && facts.has_export_syntax()
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
            Part::Observed(seen) => self.walk_seen(seen, level, walk),
        }
    }

    pub(crate) fn walk_library(&self, name: &str, arguments: &[Type], level: u32, walk: &mut Walk) {
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
                                place: Some((node.file, property.key_range)),
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
                if let Some(descriptors) = arguments.get(1)
                    && let ExpressionKind::Object(properties) = &facts[*descriptors].kind
                {
                    for property in properties {
                        if let PropertyKey::Name(name) = &property.key
                            && walk.wants(name)
                            && let Some(value) = described_value(&facts, property.value)
                        {
                            let described =
                                Expando { name: name.clone(), value, range: property.key_range, doc: property.doc };
                            walk.found(self.expando_member(node.file, &described, level));
                        }
                    }
                }
                if let Some(prototype) = arguments.first() {
                    let prototype = self.type_of(node.with(*prototype));
                    self.walk_type(&prototype.as_prototype(), level + 1, walk);
                }
            }
            _ => {}
        }
    }

    pub(super) fn walk_expandos(&self, part: &Part, level: u32, walk: &mut Walk) {
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
                Entry::Inherit(value) => self.walk_type(&value.as_prototype(), level + 1, walk),
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
}
