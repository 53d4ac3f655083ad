//! The members of a type: one walk serves both listing them and looking one up.

mod declared;
mod walk;

pub(crate) use walk::Walk;

use std::sync::Arc;

use project::facts::{
    Accessibility, BindingId, DeclarationKind, DocId, ExpressionId, ExpressionKind, FunctionFlavor, FunctionId, Name,
    TypeId,
};
use source::{FileId, TextRange};

use crate::evaluator::Infer;
use crate::types::{Environment, Node, Part, Type};

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
    /// What was seen when a file ran.
    Observed(values::shape::Shape),
}

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

    /// What a member is declared to be, in whatever holds it.
    pub(crate) fn annotated_member(&self, part: &Part, name: &str) -> Type {
        let mut found = Type::unknown();
        self.walk(part, Some(name), &mut |member| {
            if let MemberValue::Annotation(..) = member.value {
                found.merge(self.type_of_member_value(&member.value));
            }
        });
        found
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
            MemberValue::Observed(shape) => self.type_of_shape(shape),
        }
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

pub(crate) fn plain(name: Name, kind: MemberKind, value: MemberValue, level: u32) -> Member {
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
