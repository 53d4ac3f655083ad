//! What a class or an interface is made from, and what is made from it: by `extends` and `implements`, and by the prototypes of
//! plain JavaScript (`util.inherits`, `Object.create(Base.prototype)`).

#[cfg(test)]
mod tests;

use infer::{Constructor, Follow, Infer, Node, Origin, Part, Place, Type};
use project::Snapshot;
use project::facts::{ClassId, ExpressionKind, Facts, FunctionId, InterfaceId};
use rustc_hash::FxHashSet;
use source::{FileId, TextRange};

use crate::document_symbols::SymbolKind;
use crate::environment::has_browser;
use crate::named::{self, DeclaredType, Holder, Named, named_at};
use crate::{FilePosition, library, own_files};

/// One type of the tree. Its name's place is what to ask about it next.
#[derive(Clone, PartialEq, Debug)]
pub struct TypeItem {
    pub name: String,
    pub kind: SymbolKind,
    pub place: Place,
}

/// Types of one tree that are looked at.
const MOST: usize = 500;

/// The types that the name at a place means.
pub fn prepare_type_hierarchy(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Vec<TypeItem> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser_at(snapshot, at.file));
    types_at(snapshot, &infer, at).into_iter().filter_map(|of| item(&infer, of)).collect()
}

/// What a type extends and implements.
pub fn supertypes(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Vec<TypeItem> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser_at(snapshot, at.file));
    let mut found: Vec<TypeItem> = Vec::new();
    for of in types_at(snapshot, &infer, at) {
        for base in bases(&infer, of) {
            if let Some(item) = item(&infer, base).filter(|item| !found.contains(item)) {
                found.push(item);
            }
        }
    }
    found
}

/// The types of the project's own files that extend or implement a type.
pub fn subtypes(snapshot: &Snapshot, at: FilePosition, is_cancelled: &dyn Fn() -> bool) -> Vec<TypeItem> {
    let infer = Infer::new(snapshot, is_cancelled).with_browser(has_browser_at(snapshot, at.file));
    let of = types_at(snapshot, &infer, at);
    let found = derived(snapshot, &infer, &of, is_cancelled);
    found.into_iter().filter_map(|of| item(&infer, of)).collect()
}

/// A class, an interface, or a function that is a class in all but syntax.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum TypeNode {
    Class(Node<ClassId>),
    Interface(Node<InterfaceId>),
    Function(Node<FunctionId>),
}

impl TypeNode {
    fn file(self) -> FileId {
        match self {
            TypeNode::Class(node) => node.file,
            TypeNode::Interface(node) => node.file,
            TypeNode::Function(node) => node.file,
        }
    }

    fn origin(self, infer: &Infer) -> Option<Origin> {
        match self {
            TypeNode::Class(node) => infer.origin_of_class(node),
            TypeNode::Interface(node) => infer.origin_of_interface(node),
            TypeNode::Function(node) => infer.origin_of_function(node),
        }
    }

    fn instances(self, infer: &Infer) -> Type {
        match self {
            TypeNode::Class(node) => Part::instance(Constructor::Class(node)).into(),
            TypeNode::Function(node) => Part::instance(Constructor::Function(node)).into(),
            TypeNode::Interface(node) => match infer.origin_of_interface(node) {
                Some(Origin::Binding(name)) => Part::Interface { name, arguments: std::sync::Arc::from([]) }.into(),
                _ => Type::unknown(),
            },
        }
    }
}

/// Classes that implement or extend what is meant, all the way down.
pub(crate) fn implementations_of(
    snapshot: &Snapshot,
    infer: &Infer,
    origins: &[Origin],
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<Place> {
    let of: Vec<TypeNode> = origins.iter().filter_map(|origin| type_of_origin(infer, origin)).collect();
    let all = all_derived(snapshot, infer, of, is_cancelled);
    let classes = all.into_iter().filter(|of| !matches!(of, TypeNode::Interface(_)));
    let origins: Vec<Origin> = classes.filter_map(|of| of.origin(infer)).collect();
    origins.iter().flat_map(|origin| infer.places(origin)).collect()
}

/// The members of types further down that stand in for a member.
pub(crate) fn implementations_of_member(
    snapshot: &Snapshot,
    infer: &Infer,
    origins: &[Origin],
    name: &str,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<Place> {
    let of: Vec<TypeNode> = origins.iter().filter_map(|origin| holder_of(infer, origin)).collect();
    let mut found = Vec::new();
    for of in all_derived(snapshot, infer, of, is_cancelled) {
        let members = infer.members_named(&of.instances(infer), name);
        let own = members.iter().filter(|member| member.level == 0).filter_map(|member| member.place);
        found.extend(own.map(|place| infer.place_of_member(place)));
    }
    found
}

fn has_browser_at(snapshot: &Snapshot, file: FileId) -> bool {
    !library::holds(file) && has_browser(snapshot, file)
}

fn types_at(snapshot: &Snapshot, infer: &Infer, at: FilePosition) -> Vec<TypeNode> {
    let Some(facts) = infer.facts(at.file) else { return Vec::new() };
    let text = library::file(at.file).map(|(_, text)| text.clone()).or_else(|| snapshot.text(at.file));
    let Some(text) = text else { return Vec::new() };
    let Some((named, _)) = named_at(&facts, text.text(), at.offset) else { return Vec::new() };
    let origins = named::origins(infer, at.file, &facts, &named, Follow::Values);
    let mut found: Vec<TypeNode> = origins.iter().filter_map(|origin| type_of_origin(infer, origin)).collect();
    // A value: the types of it.
    if found.is_empty()
        && let Named::Binding(binding) = named
    {
        found = of_type(infer, &infer.type_of_binding(Node::new(at.file, binding)));
        found.retain(|of| !matches!(of, TypeNode::Function(_)));
    }
    found
}

pub(crate) fn type_of_origin(infer: &Infer, origin: &Origin) -> Option<TypeNode> {
    match origin {
        Origin::Binding(node) => {
            let facts = infer.facts(node.file)?;
            match named::declared_type_at(&facts, node.id) {
                Some(DeclaredType::Class(class)) => Some(TypeNode::Class(node.with(class))),
                Some(DeclaredType::Interface(interface)) => Some(TypeNode::Interface(node.with(interface))),
                Some(DeclaredType::Alias(_)) => None,
                None => {
                    let is_named_as_class = facts[node.id].name.starts_with(char::is_uppercase);
                    let value = facts[node.id].values.iter().find_map(|value| match facts[*value].kind {
                        ExpressionKind::Function(function) => Some(function),
                        _ => None,
                    });
                    value.filter(|_| is_named_as_class).map(|function| TypeNode::Function(node.with(function)))
                }
            }
        }
        Origin::Value(node) => match infer.facts(node.file)?[node.id].kind {
            ExpressionKind::Class(class) => Some(TypeNode::Class(node.with(class))),
            ExpressionKind::Function(function) => Some(TypeNode::Function(node.with(function))),
            _ => None,
        },
        Origin::Member(member) => match &member.value {
            infer::MemberValue::Expression(node) => match infer.facts(node.file)?[node.id].kind {
                ExpressionKind::Class(class) => Some(TypeNode::Class(node.with(class))),
                _ => None,
            },
            _ => None,
        },
        Origin::Module(_) | Origin::AmbientModule(..) => None,
    }
}

fn of_type(infer: &Infer, of: &Type) -> Vec<TypeNode> {
    let mut found = Vec::new();
    for part in of.parts() {
        let one = match part {
            Part::Class(class) => Some(TypeNode::Class(*class)),
            Part::Instance { of, .. } | Part::Prototype(of) => Some(match of {
                Constructor::Class(class) => TypeNode::Class(*class),
                Constructor::Function(function) => TypeNode::Function(*function),
            }),
            Part::Function { function, .. } => Some(TypeNode::Function(*function)),
            Part::Interface { name, .. } => type_of_origin(infer, &Origin::Binding(*name)),
            _ => None,
        };
        found.extend(one.filter(|one| !found.contains(one)));
    }
    found
}

fn bases(infer: &Infer, of: TypeNode) -> Vec<TypeNode> {
    let Some(facts) = infer.facts(of.file()) else { return Vec::new() };
    let base: Type = match of {
        TypeNode::Class(node) => {
            let class = &facts[node.id];
            let extended = class.extends.map(|base| infer.type_of(node.with(base))).unwrap_or_default();
            let implemented = class.implements.iter().map(|base| infer.type_from(node.with(*base), &None));
            implemented.fold(extended, |all, one| all.or(one))
        }
        TypeNode::Interface(node) => {
            facts[node.id].extends.iter().map(|base| infer.type_from(node.with(*base), &None)).collect()
        }
        TypeNode::Function(node) => infer.inherited(Constructor::Function(node)),
    };
    of_type(infer, &base)
}

/// Own types that are made from one of `of` directly.
fn derived(snapshot: &Snapshot, infer: &Infer, of: &[TypeNode], is_cancelled: &dyn Fn() -> bool) -> Vec<TypeNode> {
    let mut found: Vec<TypeNode> = Vec::new();
    let mut searched = FxHashSet::default();
    for node in of {
        let name = node.origin(infer).and_then(|origin| name_of(infer, &origin)).unwrap_or_default();
        let is_own = !library::holds(node.file()) && snapshot.is_own(node.file());
        let files = if is_own {
            own_files::dependents(snapshot, node.file(), is_cancelled)
        } else {
            let mut files = own_files::everywhere(snapshot, is_cancelled);
            files.retain(|file| snapshot.text(*file).is_some_and(|text| own_files::mentions(text.text(), &name)));
            files
        };
        let files: Vec<FileId> = files.into_iter().filter(|file| searched.insert(*file)).collect();
        own_files::visit(snapshot, &files, is_cancelled, &mut |infer, file| {
            let Some(facts) = infer.facts(file) else { return };
            for candidate in types_in(&facts, file) {
                if !of.contains(&candidate) && bases(infer, candidate).iter().any(|base| of.contains(base)) {
                    found.push(candidate);
                }
            }
        });
    }
    found
}

fn all_derived(
    snapshot: &Snapshot,
    infer: &Infer,
    of: Vec<TypeNode>,
    is_cancelled: &dyn Fn() -> bool,
) -> Vec<TypeNode> {
    let mut all: Vec<TypeNode> = Vec::new();
    let mut level = of;
    while !level.is_empty() && all.len() < MOST {
        level = derived(snapshot, infer, &level, is_cancelled);
        level.retain(|of| !all.contains(of));
        all.extend(level.iter().copied());
    }
    all
}

fn types_in(facts: &Facts, file: FileId) -> Vec<TypeNode> {
    let classes = (0..facts.classes.len()).map(|index| TypeNode::Class(Node::new(file, ClassId(index as u32))));
    let interfaces =
        (0..facts.interfaces.len()).map(|index| TypeNode::Interface(Node::new(file, InterfaceId(index as u32))));
    let is_named_as_class = |function: &project::facts::Function| {
        function.name.as_ref().is_some_and(|name| name.starts_with(char::is_uppercase)) && function.body.is_some()
    };
    let functions = facts.functions.iter().enumerate().filter(|(_, function)| is_named_as_class(function));
    let functions = functions.map(|(index, _)| TypeNode::Function(Node::new(file, FunctionId(index as u32))));
    classes.chain(interfaces).chain(functions).collect()
}

/// The type that holds a member.
fn holder_of(infer: &Infer, origin: &Origin) -> Option<TypeNode> {
    let Origin::Member(member) = origin else { return None };
    let (file, name_range): (FileId, TextRange) = member.place?;
    let facts = infer.facts(file)?;
    let mut found = None;
    named::each_member(&facts, &mut |member| {
        if member.range != name_range || found.is_some() {
            return;
        }
        found = match member.holder {
            Holder::Class { class, is_static: false } => Some(TypeNode::Class(Node::new(file, class))),
            Holder::Interface(interface) => Some(TypeNode::Interface(Node::new(file, interface))),
            // `Base.prototype.name = …`
            Holder::Value(object) => of_type(infer, &infer.type_of(Node::new(file, object))).first().copied(),
            _ => None,
        };
    });
    found
}

fn name_of(infer: &Infer, origin: &Origin) -> Option<String> {
    match origin {
        Origin::Binding(node) => Some(infer.facts(node.file)?[node.id].name.to_string()),
        Origin::Value(node) => {
            let facts = infer.facts(node.file)?;
            match facts[node.id].kind {
                ExpressionKind::Class(class) => facts[class].name.as_deref().map(str::to_owned),
                ExpressionKind::Function(function) => facts[function].name.as_deref().map(str::to_owned),
                _ => None,
            }
        }
        _ => None,
    }
}

fn item(infer: &Infer, of: TypeNode) -> Option<TypeItem> {
    let origin = of.origin(infer)?;
    let place = infer.places(&origin).into_iter().next()?;
    let name = name_of(infer, &origin).unwrap_or_else(|| "(anonymous class)".to_owned());
    let kind = match of {
        TypeNode::Interface(_) => SymbolKind::Interface,
        TypeNode::Class(_) | TypeNode::Function(_) => SymbolKind::Class,
    };
    Some(TypeItem { name, kind, place })
}
