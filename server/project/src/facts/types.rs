//! Types as they are written: in annotations, in declarations, in JSDoc.

use source::TextRange;

use super::{BindingId, DocId, Export, ExpressionId, FunctionId, ImportId, List, Name, ReferenceId, ScopeId, TypeId};

#[derive(Clone, PartialEq, Debug)]
pub struct Type {
    pub range: TextRange,
    pub kind: TypeKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum TypeKind {
    /// What the reader does not know; `any` where it is written so.
    Any,
    Unknown,
    Never,
    Void,
    Undefined,
    Null,
    Boolean,
    Number,
    BigInt,
    String,
    Symbol,
    /// `object`
    Object,
    /// `this`
    This,
    Literal(LiteralType),
    /// `Name`, `A.B.Name<T>`: the first name is a reference, the others are looked up in it.
    Reference {
        name: ReferenceId,
        path: List<Name>,
        arguments: List<TypeId>,
    },
    /// `import('m').A.B<T>`; `typeof import('m')` has an empty path.
    Import {
        import: ImportId,
        path: List<Name>,
        arguments: List<TypeId>,
        is_typeof: bool,
    },
    /// `typeof a.b`
    TypeOf {
        name: ReferenceId,
        path: List<Name>,
        arguments: List<TypeId>,
    },
    Array(TypeId),
    Tuple(List<TupleElement>),
    Union(List<TypeId>),
    Intersection(List<TypeId>),
    Members(List<TypeMember>),
    /// `(a: A) => B`
    Function(FunctionId),
    /// `new (a: A) => B`
    Constructor(FunctionId),
    KeyOf(TypeId),
    /// `readonly T[]`, `unique symbol`: what it is of tells all that matters here.
    Operator(TypeId),
    IndexedAccess {
        object: TypeId,
        index: TypeId,
    },
    /// The scope holds what `infer` declares.
    Conditional {
        scope: ScopeId,
        check: TypeId,
        extends: TypeId,
        consequent: TypeId,
        alternate: TypeId,
    },
    /// `infer T`
    Infer(BindingId),
    Mapped(Box<MappedType>),
    TemplateLiteral {
        texts: List<Name>,
        types: List<TypeId>,
    },
    /// `x is T`, `asserts x is T`; the parameter may be `this`.
    Predicate {
        parameter: Name,
        is_asserts: bool,
        type_annotation: Option<TypeId>,
    },
    /// `T?` where only a tuple may have it. JSDoc's `T=` is a flag of the tag or the parameter.
    Optional(TypeId),
    /// JSDoc's `...T`: any number of them. A parameter of a `@callback` has the array.
    Rest(TypeId),
}

#[derive(Clone, PartialEq, Debug)]
pub enum LiteralType {
    String(Name),
    Number(f64),
    Boolean(bool),
    BigInt,
}

#[derive(Clone, PartialEq, Debug)]
pub struct TupleElement {
    pub label: Option<Name>,
    pub element: TypeId,
    pub is_optional: bool,
    pub is_rest: bool,
}

/// `{ readonly [K in keys as name]?: value }`
#[derive(Clone, PartialEq, Debug)]
pub struct MappedType {
    pub scope: ScopeId,
    pub parameter: BindingId,
    pub keys: TypeId,
    pub name: Option<TypeId>,
    pub value: Option<TypeId>,
    /// `?` and `+?` add, `-?` takes away.
    pub is_optional: Option<bool>,
}

/// One member of an interface or of a type in braces.
#[derive(Clone, PartialEq, Debug)]
pub struct TypeMember {
    pub kind: TypeMemberKind,
    /// `None` for a call, a construct or an index signature. `[Symbol.iterator]` is `@@iterator`, `['x']` is `x`, another
    /// computed key has no name.
    pub name: Option<Name>,
    pub name_range: TextRange,
    pub range: TextRange,
    pub is_optional: bool,
    pub is_readonly: bool,
    pub type_annotation: Option<TypeId>,
    /// Of a method, a call or a construct signature. An accessor is a property in all but name: its annotation is what it gives
    /// or takes.
    pub function: Option<FunctionId>,
    /// The key's type, of an index signature.
    pub index: Option<TypeId>,
    /// A member that `@property` or a part of `@param` makes has the whole comment: its words are those of the tag with the
    /// same `name_range`.
    pub doc: Option<DocId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TypeMemberKind {
    Property,
    Method,
    Getter,
    Setter,
    Call,
    Construct,
    Index,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Interface {
    pub name: Name,
    /// Of its type parameters.
    pub scope: ScopeId,
    pub type_parameters: List<BindingId>,
    pub extends: List<TypeId>,
    pub members: List<TypeMember>,
    pub range: TextRange,
    pub doc: Option<DocId>,
}

/// `type Name<T> = …`, JSDoc's `@typedef` and `@callback`.
#[derive(Clone, PartialEq, Debug)]
pub struct Alias {
    pub name: Name,
    pub scope: ScopeId,
    pub type_parameters: List<BindingId>,
    pub target: TypeId,
    pub range: TextRange,
    pub doc: Option<DocId>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Enum {
    pub name: Name,
    pub members: List<EnumMember>,
    pub is_const: bool,
    pub range: TextRange,
    pub doc: Option<DocId>,
}

#[derive(Clone, PartialEq, Debug)]
pub struct EnumMember {
    pub name: Name,
    pub name_range: TextRange,
    pub range: TextRange,
    /// `None` where it is one more than that of the member before.
    pub value: Option<ExpressionId>,
    pub doc: Option<DocId>,
}

/// `namespace A { … }`. `namespace A.B {}` is two. What it exports are the names that it declares with `export`; where it is
/// ambient all, unless it says `export {}` or `export =` somewhere.
#[derive(Clone, PartialEq, Debug)]
pub struct Namespace {
    pub name: Name,
    pub scope: ScopeId,
    pub exports: List<Export>,
    pub range: TextRange,
    pub doc: Option<DocId>,
}
