//! Classes.

use source::TextRange;

use super::{BindingId, DocId, ExpressionId, FunctionId, List, Name, PropertyKey, ScopeId, TypeId};

#[derive(Clone, PartialEq, Debug)]
pub struct Class {
    pub name: Option<Name>,
    pub name_range: Option<TextRange>,
    pub range: TextRange,
    pub scope: ScopeId,
    /// The value that it is.
    pub expression: ExpressionId,
    pub extends: Option<ExpressionId>,
    pub extends_arguments: List<TypeId>,
    pub implements: List<TypeId>,
    pub type_parameters: List<BindingId>,
    /// In the order of the text.
    pub members: List<ClassMember>,
    pub is_abstract: bool,
    pub doc: Option<DocId>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct ClassMember {
    pub key: PropertyKey,
    pub key_range: TextRange,
    pub range: TextRange,
    pub kind: ClassMemberKind,
    pub is_static: bool,
    pub is_optional: bool,
    pub accessibility: Accessibility,
    /// Of a method, an accessor or a constructor; of a constructor with overloads each has its own member.
    pub function: Option<FunctionId>,
    /// A field's initialiser.
    pub value: Option<ExpressionId>,
    pub type_annotation: Option<TypeId>,
    pub doc: Option<DocId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClassMemberKind {
    Constructor,
    Method,
    Getter,
    Setter,
    Field,
    /// `accessor x`
    Accessor,
    /// `[key: string]: T`
    IndexSignature,
    StaticBlock,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Accessibility {
    #[default]
    Public,
    Protected,
    /// Also `#name`.
    Private,
}
