//! What a place in a text names, and what that means.
//!
//! [`named_at`] reads the facts of one file; [`origins`] follows what was found to where it is declared. Navigation, hover,
//! references and renaming all start here, so that they agree.

use infer::{Follow, Infer, Meaning, Member, Node, Origin, Part, Signature, Type, UNIVERSAL};
use project::facts::{
    AliasId, BindingId, ClassId, ClassMemberKind, DeclarationKind, EnumId, ExpressionId, ExpressionKind, Facts,
    ImportId, ImportedName, InterfaceId, Name, PropertyKey, PropertyKind, ReferenceId, TypeId, TypeKind, Usage,
};
use source::{FileId, TextRange};

/// What stands at a place.
#[derive(Clone, PartialEq, Debug)]
pub(crate) enum Named {
    /// A name that the file binds: its declaration or a use.
    Binding(BindingId),
    /// A name that nothing in the file binds.
    Global(ReferenceId),
    Member(MemberName),
    /// The string that names a module.
    Specifier(ImportId),
    /// `a` of `import { a as b } from 'm'`, of `export { a } from 'm'`.
    Imported(ImportId, ImportedName),
    /// `b` of `export { a as b }`, the word `default`: the export by its number.
    Exported(usize),
    /// `B` of the type `A.B`.
    InType(PathInType),
    This(ExpressionId),
}

/// The name of a member, where it is used or declared.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct MemberName {
    pub name: Name,
    /// With its quotes, where it is a string.
    pub range: TextRange,
    pub holder: Holder,
}

/// Whose member it is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum Holder {
    /// `value.name`, `{ name } = value`.
    Value(ExpressionId),
    /// `{ name: … }`
    Object(ExpressionId),
    /// `<tag name=…>`, by the tag.
    Attribute(ExpressionId),
    Class {
        class: ClassId,
        is_static: bool,
    },
    Interface(InterfaceId),
    /// A type in braces.
    Members(TypeId),
    Enum(EnumId),
}

impl Holder {
    /// Whether the name declares the member rather than uses it.
    pub(crate) fn declares(self) -> bool {
        !matches!(self, Holder::Value(_) | Holder::Attribute(_))
    }
}

#[derive(Clone, PartialEq, Debug)]
pub(crate) struct PathInType {
    pub root: PathRoot,
    /// Up to the name that is meant.
    pub path: Vec<Name>,
}

#[derive(Clone, Copy, PartialEq, Debug)]
pub(crate) enum PathRoot {
    Name(ReferenceId),
    Module(ImportId),
}

/// What `offset` touches, with its range.
pub(crate) fn named_at(facts: &Facts, text: &str, offset: u32) -> Option<(Named, TextRange)> {
    if let Some(found) = in_imports(facts, offset) {
        return Some(found);
    }
    if let Some(reference) = facts.reference_at(offset) {
        let row = &facts[reference];
        let named = row.binding.map_or(Named::Global(reference), Named::Binding);
        return Some((named, row.range));
    }
    if let Some(found) = declared_at(facts, offset) {
        return Some(found);
    }
    if let Some((index, export)) =
        facts.exports.iter().enumerate().find(|(_, export)| export.name_range.touches(offset))
    {
        return Some((Named::Exported(index), export.name_range));
    }
    let mut member = None;
    each_member(facts, &mut |found| {
        if found.range.touches(offset) && member.is_none() {
            member = Some(found);
        }
    });
    if let Some(found) = member {
        let range = found.range;
        return Some((Named::Member(found), range));
    }
    in_types(facts, text, offset).or_else(|| this_at(facts, offset))
}

/// Whether a type or a value is meant by what stands at `range`.
pub(crate) fn meaning(facts: &Facts, named: &Named, range: TextRange) -> Meaning {
    match named {
        Named::InType(_) => Meaning::Type,
        Named::Binding(_) | Named::Global(_) => match facts.reference_at(range.start()) {
            Some(reference) if facts[reference].usage == Usage::Type => Meaning::Type,
            Some(_) => Meaning::Value,
            None => declared_meaning(facts, range),
        },
        _ => Meaning::Value,
    }
}

/// The meaning of the declaration whose name stands at `range`.
fn declared_meaning(facts: &Facts, range: TextRange) -> Meaning {
    let mut declarations = facts.bindings.iter().flat_map(|binding| &binding.declarations);
    match declarations.find(|declaration| declaration.name_range == range).map(|declaration| declaration.kind) {
        Some(DeclarationKind::Interface(_) | DeclarationKind::Alias(_)) => Meaning::Type,
        Some(DeclarationKind::Namespace(_)) | None => Meaning::Any,
        Some(_) => Meaning::Value,
    }
}

/// Of what a name can mean, that which has the meaning that is asked for; all, if nothing has.
pub(crate) fn meant(infer: &Infer, mut origins: Vec<Origin>, meaning: Meaning) -> Vec<Origin> {
    let fits = |origin: &Origin| match origin {
        Origin::Binding(node) => infer.facts(node.file).is_some_and(|facts| meaning.fits(&facts[node.id])),
        _ => true,
    };
    if origins.iter().any(fits) {
        origins.retain(fits);
    }
    origins
}

fn in_imports(facts: &Facts, offset: u32) -> Option<(Named, TextRange)> {
    for (index, import) in facts.imports.iter().enumerate() {
        let id = ImportId(index as u32);
        if import.specifier_range.touches(offset) && !import.specifier.is_empty() {
            return Some((Named::Specifier(id), import.specifier_range));
        }
        for specifier in &import.names {
            if !specifier.imported_range.touches(offset) {
                continue;
            }
            let declares = |binding: &BindingId| {
                let mut declarations = facts[*binding].declarations.iter();
                declarations.any(|declaration| declaration.name_range == specifier.imported_range)
            };
            // `{ a }` is the local name too, and that is what is meant.
            return match specifier.local.filter(declares) {
                Some(binding) => Some((Named::Binding(binding), specifier.imported_range)),
                None => Some((Named::Imported(id, specifier.imported.clone()), specifier.imported_range)),
            };
        }
    }
    None
}

fn declared_at(facts: &Facts, offset: u32) -> Option<(Named, TextRange)> {
    for (index, binding) in facts.bindings.iter().enumerate() {
        let here = binding.declarations.iter().find(|declaration| declaration.name_range.touches(offset));
        if let Some(declaration) = here.filter(|declaration| !declaration.name_range.is_empty()) {
            return Some((Named::Binding(BindingId(index as u32)), declaration.name_range));
        }
    }
    documented_parameters(facts)
        .find(|(_, range)| range.touches(offset))
        .map(|(binding, range)| (Named::Binding(binding), range))
}

/// The names of parameters in `@param` tags.
pub(crate) fn documented_parameters(facts: &Facts) -> impl Iterator<Item = (BindingId, TextRange)> {
    facts.functions.iter().flat_map(move |function| {
        let tags = function.doc.map(|doc| facts[doc].tags.as_slice()).unwrap_or_default();
        tags.iter().filter(|tag| matches!(&*tag.tag, "param" | "arg" | "argument")).filter_map(move |tag| {
            let (name, range) = (tag.name.as_ref()?, tag.name_range?);
            let first = name.split(['.', '[']).next().unwrap_or("");
            let is_named = |parameter: &&project::facts::Parameter| parameter.name.as_deref() == Some(first);
            let parameter = function.parameters.iter().find(is_named)?;
            let range = TextRange::new(range.start(), range.start() + first.len() as u32);
            Some((parameter.binding?, range))
        })
    })
}

/// Every name of a member in a file.
pub(crate) fn each_member(facts: &Facts, sink: &mut dyn FnMut(MemberName)) {
    for (index, expression) in facts.expressions.iter().enumerate() {
        let id = ExpressionId(index as u32);
        match &expression.kind {
            ExpressionKind::Member { object, property, property_range, .. }
            | ExpressionKind::Part { object, property, property_range } => {
                sink(MemberName { name: property.clone(), range: *property_range, holder: Holder::Value(*object) });
            }
            ExpressionKind::Index { object, index, .. } => {
                if let ExpressionKind::String(name) = &facts[*index].kind {
                    let holder = Holder::Value(*object);
                    sink(MemberName { name: name.clone(), range: facts[*index].range, holder });
                }
            }
            ExpressionKind::Object(properties) => {
                for property in properties.iter().filter(|property| property.kind != PropertyKind::Spread) {
                    if let PropertyKey::Name(name) = &property.key {
                        sink(MemberName { name: name.clone(), range: property.key_range, holder: Holder::Object(id) });
                    }
                }
            }
            ExpressionKind::Jsx(element) => {
                let Some(tag) = element.tag else { continue };
                // `</a.B>` has no value of its own.
                if let (ExpressionKind::Member { object, property, property_range, .. }, Some(closing)) =
                    (&facts[tag].kind, element.closing_range)
                {
                    let range = TextRange::new(closing.end().saturating_sub(property_range.len()), closing.end());
                    sink(MemberName { name: property.clone(), range, holder: Holder::Value(*object) });
                }
                for property in &element.attributes {
                    if let PropertyKey::Name(name) = &property.key {
                        let holder = Holder::Attribute(tag);
                        sink(MemberName { name: name.clone(), range: property.key_range, holder });
                    }
                }
            }
            _ => {}
        }
    }
    for (index, class) in facts.classes.iter().enumerate() {
        for member in &class.members {
            if let PropertyKey::Name(name) = &member.key
                && member.kind != ClassMemberKind::Constructor
            {
                let holder = Holder::Class { class: ClassId(index as u32), is_static: member.is_static };
                sink(MemberName { name: name.clone(), range: member.key_range, holder });
            }
        }
    }
    for (index, interface) in facts.interfaces.iter().enumerate() {
        for member in &interface.members {
            if let Some(name) = &member.name {
                let holder = Holder::Interface(InterfaceId(index as u32));
                sink(MemberName { name: name.clone(), range: member.name_range, holder });
            }
        }
    }
    for (index, written) in facts.types.iter().enumerate() {
        let TypeKind::Members(members) = &written.kind else { continue };
        for member in members {
            if let Some(name) = &member.name {
                let holder = Holder::Members(TypeId(index as u32));
                sink(MemberName { name: name.clone(), range: member.name_range, holder });
            }
        }
    }
    for (index, declared) in facts.enums.iter().enumerate() {
        for member in &declared.members {
            let holder = Holder::Enum(EnumId(index as u32));
            sink(MemberName { name: member.name.clone(), range: member.name_range, holder });
        }
    }
}

fn in_types(facts: &Facts, text: &str, offset: u32) -> Option<(Named, TextRange)> {
    let mut found = None;
    each_path(facts, text, &mut |path, range| {
        if range.touches(offset) && found.is_none() {
            found = Some((Named::InType(path), range));
        }
    });
    found
}

/// Every name behind a dot in a type.
pub(crate) fn each_path(facts: &Facts, text: &str, sink: &mut dyn FnMut(PathInType, TextRange)) {
    for written in &facts.types {
        let (root, mut at, path) = match &written.kind {
            TypeKind::Reference { name, path, .. } | TypeKind::TypeOf { name, path, .. } => {
                (PathRoot::Name(*name), facts[*name].range.end(), path)
            }
            TypeKind::Import { import, path, .. } => {
                (PathRoot::Module(*import), facts[*import].specifier_range.end(), path)
            }
            _ => continue,
        };
        for (index, name) in path.iter().enumerate() {
            let end = written.range.end().max(at);
            // Between the names stand a dot and, behind `import('m'`, a bracket.
            let Some(before) = TextRange::new(at, end).slice(text).find(&**name) else { break };
            let start = at + before as u32;
            let range = TextRange::new(start, start + name.len() as u32);
            sink(PathInType { root, path: path[..=index].to_vec() }, range);
            at = range.end();
        }
    }
}

fn this_at(facts: &Facts, offset: u32) -> Option<(Named, TextRange)> {
    let here = facts.expressions.iter().position(|expression| {
        matches!(expression.kind, ExpressionKind::This(_) | ExpressionKind::Super(_))
            && expression.range.touches(offset)
    })?;
    let id = ExpressionId(here as u32);
    Some((Named::This(id), facts[id].range))
}

/// Where what stands somewhere is declared.
pub(crate) fn origins(infer: &Infer, file: FileId, facts: &Facts, named: &Named, follow: Follow) -> Vec<Origin> {
    match named {
        Named::Binding(binding) => infer.origins_of_binding(Node::new(file, *binding), follow),
        Named::Global(reference) => infer.origins_of_global(file, &facts[*reference].name),
        Named::Member(member) => infer.origins_of_members(&members_of(infer, file, member), follow),
        Named::Specifier(import) => infer.origin_of_module(Node::new(file, *import)).into_iter().collect(),
        Named::Imported(import, name) => infer.origins_of_import(Node::new(file, *import), name, follow),
        Named::Exported(index) => match facts.exports.get(*index) {
            Some(export) => infer.origins_of_export(file, &export.what, follow),
            None => Vec::new(),
        },
        Named::InType(path) => {
            let first: Vec<Origin> = match path.root {
                PathRoot::Name(reference) => match facts[reference].binding {
                    Some(binding) => infer.origins_of_binding(Node::new(file, binding), Follow::Values),
                    None => infer.origins_of_global(file, &facts[reference].name),
                },
                PathRoot::Module(import) => infer.origin_of_module(Node::new(file, import)).into_iter().collect(),
            };
            infer.origins_of_path(&first, &path.path, follow)
        }
        Named::This(expression) => infer.origins_of_type(&infer.type_of(Node::new(file, *expression))),
    }
}

/// The members that a name can mean, nearest first. What every object has is left out where there is something nearer.
pub(crate) fn members_of(infer: &Infer, file: FileId, member: &MemberName) -> Vec<Member> {
    let mut members = Vec::new();
    if let Holder::Object(object) = member.holder
        && let Some(facts) = infer.facts(file)
    {
        // What the place demands declares the key; the literal only gives it.
        let expected = infer.expected_type(&facts, Node::new(file, object)).non_nullable();
        members = infer.members_named(&expected, &member.name);
    }
    let is_demanded = !members.is_empty();
    let own = infer.members_named(&holder_type(infer, file, member.holder), &member.name);
    members.extend(own.into_iter().map(|own| Member { level: own.level + u32::from(is_demanded), ..own }));
    if members.first().is_some_and(|nearest| nearest.level < UNIVERSAL) {
        members.retain(|member| member.level < UNIVERSAL);
    }
    members
}

/// What a member is looked up in.
pub(crate) fn holder_type(infer: &Infer, file: FileId, holder: Holder) -> Type {
    match holder {
        Holder::Value(object) => infer.type_of(Node::new(file, object)),
        Holder::Object(object) => Part::Object(Node::new(file, object)).into(),
        Holder::Attribute(tag) => {
            let component = infer.type_of(Node::new(file, tag));
            infer.signatures(&component).first().map(|signature| infer.parameter_type(signature, 0)).unwrap_or_default()
        }
        Holder::Class { class, is_static: true } => Part::Class(Node::new(file, class)).into(),
        Holder::Class { class, is_static: false } => {
            Part::instance(infer::Constructor::Class(Node::new(file, class))).into()
        }
        Holder::Interface(interface) => match infer.origin_of_interface(Node::new(file, interface)) {
            Some(Origin::Binding(name)) => Part::Interface { name, arguments: std::sync::Arc::from([]) }.into(),
            _ => Type::unknown(),
        },
        Holder::Members(members) => Part::Members { members: Node::new(file, members), environment: None }.into(),
        Holder::Enum(declared) => Part::EnumObject(Node::new(file, declared)).into(),
    }
}

/// Of several ways to call what is named, the one that the call means whose callee's name stands at `name_range`.
pub(crate) fn called_signature(infer: &Infer, file: FileId, facts: &Facts, name_range: TextRange) -> Option<Signature> {
    let names_callee = |callee: ExpressionId| match &facts[callee].kind {
        ExpressionKind::Reference(reference) => facts[*reference].range == name_range,
        ExpressionKind::Member { property_range, .. } => *property_range == name_range,
        _ => false,
    };
    facts.expressions.iter().find_map(|expression| {
        let (callee, arguments, is_new) = match &expression.kind {
            ExpressionKind::Call { callee, arguments, .. } => (*callee, arguments, false),
            ExpressionKind::New { callee, arguments, .. } => (*callee, arguments, true),
            _ => return None,
        };
        if !names_callee(callee) {
            return None;
        }
        let of = infer.type_of(Node::new(file, callee));
        let signatures = if is_new { infer.construct_signatures(&of) } else { infer.signatures(&of) };
        if signatures.len() < 2 {
            return None;
        }
        let best = infer.best_signature(&signatures, file, arguments)?;
        signatures.into_iter().nth(best)
    })
}

/// The name of the class, interface, … that holds a member declared at `name_range`.
pub(crate) fn holder_name(facts: &Facts, name_range: TextRange) -> Option<Name> {
    let mut holder = None;
    each_member(facts, &mut |member| {
        if member.range == name_range && member.holder.declares() && holder.is_none() {
            holder = Some(member.holder);
        }
    });
    match holder? {
        Holder::Class { class, .. } => facts[class].name.clone(),
        Holder::Interface(interface) => Some(facts[interface].name.clone()),
        Holder::Members(members) => {
            facts.aliases.iter().find(|alias| alias.target == members).map(|alias| alias.name.clone())
        }
        Holder::Enum(declared) => Some(facts[declared].name.clone()),
        Holder::Object(object) => {
            let holds = |binding: &&project::facts::Binding| binding.values.contains(&object);
            facts.bindings.iter().find(holds).map(|binding| binding.name.clone())
        }
        Holder::Value(_) | Holder::Attribute(_) => None,
    }
}

/// The type that a name is declared as.
pub(crate) fn declared_type_at(facts: &Facts, binding: BindingId) -> Option<DeclaredType> {
    let declared = |wants_class: bool| {
        facts[binding].declarations.iter().find_map(|declaration| match declaration.kind {
            DeclarationKind::Class(class) => Some(DeclaredType::Class(class)),
            _ if wants_class => None,
            DeclarationKind::Interface(interface) => Some(DeclaredType::Interface(interface)),
            DeclarationKind::Alias(alias) => Some(DeclaredType::Alias(alias)),
            DeclarationKind::Variable(_) => match facts[*facts[binding].values.first()?].kind {
                ExpressionKind::Class(class) => Some(DeclaredType::Class(class)),
                _ => None,
            },
            _ => None,
        })
    };
    // An interface beside a class only tells more of it.
    declared(true).or_else(|| declared(false))
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum DeclaredType {
    Class(ClassId),
    Interface(InterfaceId),
    Alias(AliasId),
}
