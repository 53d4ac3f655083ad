//! What an expression can be: a small union of parts.
//!
//! A part names where it comes from (a literal, a function, a class, an interface), and its members are looked up there when
//! they are asked for. So aliases of one object are the same part, and a type costs nothing until someone looks into it.

use std::sync::Arc;

use project::facts::{BindingId, ClassId, EnumId, ExpressionId, FunctionId, Name, NamespaceId, TypeId};
use smallvec::SmallVec;
use source::FileId;

use crate::observed::Seen;

/// More parts than this in one union help no one; the first ones are kept.
const LIMIT: usize = 40;

/// Something of a file.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct Node<Id> {
    pub file: FileId,
    pub id: Id,
}

impl<Id> Node<Id> {
    pub fn new(file: FileId, id: Id) -> Self {
        Node { file, id }
    }

    /// Another thing of the same file.
    pub fn with<Other>(&self, id: Other) -> Node<Other> {
        Node { file: self.file, id }
    }
}

/// What an expression can be. Empty: nothing is known.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Default)]
pub struct Type {
    parts: SmallVec<[Part; 1]>,
}

/// What makes instances: `new` of it.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Constructor {
    Class(Node<ClassId>),
    Function(Node<FunctionId>),
}

/// What type parameters stand for.
pub type Environment = Option<Arc<Vec<(Node<BindingId>, Type)>>>;

#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum Part {
    /// `any`: known to be anything.
    Any,
    Undefined,
    Null,
    Boolean(Option<bool>),
    Number,
    BigInt,
    Symbol,
    /// One string where it is known which.
    String(Option<Name>),
    /// An object literal; `Object.create(…)` and the like by the call.
    Object(Node<ExpressionId>),
    /// What was put together from others: a spread's rest, a mapped type.
    Shape(Arc<Vec<(Name, Type)>>),
    Function {
        function: Node<FunctionId>,
        environment: Environment,
    },
    /// `new (…) => T`
    ConstructorType {
        function: Node<FunctionId>,
        environment: Environment,
    },
    Class(Node<ClassId>),
    Instance {
        of: Constructor,
        arguments: Arc<[Type]>,
    },
    Prototype(Constructor),
    /// An interface, or several that merge, by the binding of its name.
    Interface {
        name: Node<BindingId>,
        arguments: Arc<[Type]>,
    },
    /// A type in braces, a mapped type.
    Members {
        members: Node<TypeId>,
        environment: Environment,
    },
    Array(Arc<Type>),
    Tuple(Arc<[Type]>),
    /// `module.exports` of a file.
    Exports(FileId),
    /// What `import * as x` gives.
    ModuleNamespace(FileId),
    /// `declare module 'x'`, by the file that holds it and its number there.
    AmbientModule(FileId, u32),
    NamespaceObject(Node<NamespaceId>),
    EnumObject(Node<EnumId>),
    /// A value of an enum.
    EnumValue(Node<EnumId>),
    /// A type parameter that nothing has been put in for.
    TypeParameter(Node<BindingId>),
    /// `globalThis`
    Global,
    /// What was seen when a file ran.
    Observed(Seen),
}

impl Type {
    pub fn unknown() -> Type {
        Type::default()
    }

    pub fn is_unknown(&self) -> bool {
        self.parts.is_empty()
    }

    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    pub fn add(&mut self, part: Part) {
        // A string that is not known covers those that are.
        if let Part::String(None) = part {
            self.parts.retain(|known| !matches!(known, Part::String(Some(_))));
        }
        let covered = match part {
            Part::String(Some(_)) => self.parts.contains(&Part::String(None)),
            Part::Boolean(Some(_)) => self.parts.contains(&Part::Boolean(None)),
            _ => false,
        };
        if let Part::Boolean(Some(value)) = part
            && let Some(known) = self.parts.iter_mut().find(|known| **known == Part::Boolean(Some(!value)))
        {
            *known = Part::Boolean(None);
            return;
        }
        if !covered && self.parts.len() < LIMIT && !self.parts.contains(&part) {
            self.parts.push(part);
        }
    }

    pub fn merge(&mut self, other: Type) {
        if self.parts.is_empty() {
            *self = other;
            return;
        }
        for part in other.parts {
            self.add(part);
        }
    }

    pub fn or(mut self, other: Type) -> Type {
        self.merge(other);
        self
    }

    /// Only the parts that `keep` wants.
    pub fn filtered(&self, keep: impl Fn(&Part) -> bool) -> Type {
        Type { parts: self.parts.iter().filter(|part| keep(part)).cloned().collect() }
    }

    /// Without `undefined` and `null`.
    pub fn non_nullable(&self) -> Type {
        self.filtered(|part| !matches!(part, Part::Undefined | Part::Null))
    }

    /// Whether something can be said about its members.
    pub fn has_members(&self) -> bool {
        self.parts.iter().any(|part| !matches!(part, Part::Undefined | Part::Null | Part::Any | Part::TypeParameter(_)))
    }

    /// What inherits from it: of a prototype the instances, of another object the object as it is.
    pub(crate) fn as_prototype(&self) -> Type {
        self.parts
            .iter()
            .map(|part| match part {
                Part::Prototype(of) => Part::instance(*of),
                other => other.clone(),
            })
            .collect()
    }

    /// The one string that it is.
    pub fn as_string(&self) -> Option<&Name> {
        match self.parts.as_slice() {
            [Part::String(Some(text))] => Some(text),
            _ => None,
        }
    }

    /// Literals widened: what a variable holds that is assigned again.
    pub fn widened(&self) -> Type {
        self.parts
            .iter()
            .map(|part| match part {
                Part::String(_) => Part::String(None),
                Part::Boolean(_) => Part::Boolean(None),
                other => other.clone(),
            })
            .collect()
    }
}

impl From<Part> for Type {
    fn from(part: Part) -> Type {
        Type { parts: SmallVec::from_iter([part]) }
    }
}

impl FromIterator<Part> for Type {
    fn from_iter<Parts: IntoIterator<Item = Part>>(parts: Parts) -> Type {
        let mut all = Type::unknown();
        for part in parts {
            all.add(part);
        }
        all
    }
}

impl FromIterator<Type> for Type {
    fn from_iter<Types: IntoIterator<Item = Type>>(types: Types) -> Type {
        let mut all = Type::unknown();
        for one in types {
            all.merge(one);
        }
        all
    }
}

impl Part {
    pub fn function(file: FileId, function: FunctionId) -> Part {
        Part::Function { function: Node::new(file, function), environment: None }
    }

    pub fn instance(of: Constructor) -> Part {
        Part::Instance { of, arguments: Arc::from([]) }
    }

    pub fn array(element: Type) -> Part {
        Part::Array(Arc::new(element))
    }

    pub fn string(text: impl Into<Name>) -> Part {
        Part::String(Some(text.into()))
    }
}

/// Looks up what a type parameter stands for.
pub(crate) fn substituted(environment: &Environment, parameter: Node<BindingId>) -> Option<&Type> {
    let known = environment.as_ref()?;
    // The innermost substitution was added last.
    known.iter().rev().find(|(name, _)| *name == parameter).map(|(_, value)| value)
}

/// `environment` with more substitutions.
pub(crate) fn extended(
    environment: &Environment,
    more: impl IntoIterator<Item = (Node<BindingId>, Type)>,
) -> Environment {
    let mut all: Vec<_> = environment.as_ref().map(|known| known.to_vec()).unwrap_or_default();
    all.extend(more);
    (!all.is_empty()).then(|| Arc::new(all))
}
