//! Values: what is written, and what has no text of its own.

use source::TextRange;

use super::{ClassId, DocId, EnumId, ExpressionId, FunctionId, ImportId, List, Name, NamespaceId, ReferenceId, TypeId};

#[derive(Clone, PartialEq, Debug)]
pub struct Expression {
    pub range: TextRange,
    pub kind: ExpressionKind,
}

#[derive(Clone, PartialEq, Debug)]
pub enum ExpressionKind {
    /// Nothing can be said: the parser had to give up here.
    Unknown,
    Null,
    Boolean(bool),
    Number(f64),
    BigInt,
    /// A template without substitutions as well, and the private name of `#name in object`, with its `#`.
    String(Name),
    /// Also a string of more than a thousand bytes, then without parts: that is data, not a name.
    Template(List<ExpressionId>),
    RegularExpression,
    /// A name.
    Reference(ReferenceId),
    This(ThisOf),
    Super(ThisOf),
    /// `new.target`
    NewTarget,
    ImportMeta,
    /// `object.property`; `#name` for a private one. An empty name: the cursor stands where one will be typed.
    Member {
        object: ExpressionId,
        property: Name,
        property_range: TextRange,
        is_optional: bool,
    },
    /// `object[index]`
    Index {
        object: ExpressionId,
        index: ExpressionId,
        is_optional: bool,
    },
    Call {
        callee: ExpressionId,
        arguments: List<ExpressionId>,
        type_arguments: List<TypeId>,
        is_optional: bool,
    },
    New {
        callee: ExpressionId,
        arguments: List<ExpressionId>,
        type_arguments: List<TypeId>,
    },
    TaggedTemplate {
        tag: ExpressionId,
        parts: List<ExpressionId>,
    },
    Object(List<Property>),
    /// `None` for a hole, and for each literal after the first few hundred elements: that is data.
    Array(List<Option<ExpressionId>>),
    /// `...value` in an array, in arguments.
    Spread(ExpressionId),
    Function(FunctionId),
    Class(ClassId),
    /// `operator` is none for `=`. The target is an expression too, so that `a.b = c` is found under `a.b`; of a destructuring
    /// assignment the target is [`ExpressionKind::Unknown`], each name's binding has its part as a value, and each other
    /// target is that of one more `Assign` of its part, with the target's range.
    Assign {
        target: ExpressionId,
        value: ExpressionId,
        operator: Option<BinaryOperator>,
    },
    Binary {
        operator: BinaryOperator,
        left: ExpressionId,
        right: ExpressionId,
    },
    Unary {
        operator: UnaryOperator,
        operand: ExpressionId,
    },
    /// `x++`
    Update(ExpressionId),
    Conditional {
        test: ExpressionId,
        consequent: ExpressionId,
        alternate: ExpressionId,
    },
    /// `a, b`
    Sequence(List<ExpressionId>),
    Await(ExpressionId),
    Yield {
        value: Option<ExpressionId>,
        is_delegate: bool,
    },
    /// `value as type`, `<type>value`, JSDoc's `/** @type {T} */ (value)`; `None` for `as const`.
    As {
        value: ExpressionId,
        type_annotation: Option<TypeId>,
    },
    Satisfies {
        value: ExpressionId,
        type_annotation: TypeId,
    },
    /// `value!`
    NonNull(ExpressionId),
    /// `value<T>`
    Instantiation {
        value: ExpressionId,
        type_arguments: List<TypeId>,
    },
    Jsx(Box<Jsx>),
    /// `require('x')`, `import x = require('x')`: the module's own value. `import('x')`: a promise of its namespace.
    Module(ImportId),

    // From here on: values with no text of their own.
    /// What a call passes.
    Parameter {
        function: FunctionId,
        index: u32,
    },
    /// What `for (… of value)` takes out, and an array pattern by iteration when the index is not known.
    ElementOf {
        value: ExpressionId,
        is_async: bool,
    },
    /// A name that `for (… in value)` takes out.
    KeyOf(ExpressionId),
    /// The property that an object pattern takes; one with a computed key is an [`ExpressionKind::Index`].
    Part {
        object: ExpressionId,
        property: Name,
        property_range: TextRange,
    },
    /// The element that an array pattern takes.
    Item {
        array: ExpressionId,
        index: u32,
    },
    /// What a pattern leaves: `{ a, ...rest }` without `a`, `[a, ...rest]` from index 1.
    RestProperties {
        object: ExpressionId,
        taken: List<Name>,
    },
    RestItems {
        array: ExpressionId,
        from: u32,
    },
    /// `pattern = fallback`
    Default {
        value: ExpressionId,
        fallback: ExpressionId,
    },
    /// What the annotation of a pattern says: `const { a }: T = b`.
    Annotated(TypeId),
    /// What `catch` catches.
    Caught,
    /// `import { imported as x } from 'm'`
    Imported {
        import: ImportId,
        name: ImportedName,
    },
    EnumObject(EnumId),
    NamespaceObject(NamespaceId),
}

impl ExpressionKind {
    /// Whether it has no text of its own.
    pub fn is_synthetic(&self) -> bool {
        use ExpressionKind::*;
        matches!(
            self,
            Parameter { .. }
                | ElementOf { .. }
                | KeyOf(_)
                | Part { .. }
                | Item { .. }
                | RestProperties { .. }
                | RestItems { .. }
                | Default { .. }
                | Annotated(_)
                | Caught
                | Imported { .. }
                | EnumObject(_)
                | NamespaceObject(_)
        )
    }
}

/// What an import takes from a module.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub enum ImportedName {
    Named(Name),
    Default,
    /// `* as x`
    Namespace,
}

/// Whose `this` it is.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum ThisOf {
    /// The top of the file: `module.exports` in CommonJS, `undefined` in a module, the global object in a script.
    File,
    /// Of the innermost function that is no arrow.
    Function(FunctionId),
    /// In a field's initialiser or a static block.
    Class { class: ClassId, is_static: bool },
}

/// One entry of an object literal.
#[derive(Clone, PartialEq, Debug)]
pub struct Property {
    pub key: PropertyKey,
    pub key_range: TextRange,
    pub range: TextRange,
    /// Of a spread: what is spread. Of an accessor: its function.
    pub value: ExpressionId,
    pub kind: PropertyKind,
    pub doc: Option<DocId>,
}

#[derive(Clone, PartialEq, Debug)]
pub enum PropertyKey {
    /// Written as a name, a string or a number. `#name` for a private one.
    Name(Name),
    /// `[expression]`
    Computed(ExpressionId),
    /// Of a spread.
    None,
}

impl PropertyKey {
    pub fn name(&self) -> Option<&Name> {
        match self {
            PropertyKey::Name(name) => Some(name),
            _ => None,
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PropertyKind {
    Value,
    /// `{ name }`
    Shorthand,
    Method,
    Getter,
    Setter,
    Spread,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Jsx {
    /// `None`: a fragment. A lower-case name is a string, another one a reference or a member.
    pub tag: Option<ExpressionId>,
    pub tag_range: TextRange,
    /// The name in the closing tag.
    pub closing_range: Option<TextRange>,
    /// A spread has no key.
    pub attributes: List<Property>,
    pub children: List<ExpressionId>,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum BinaryOperator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Exponent,
    /// `& | ^ << >> >>>`
    Bits,
    /// `== != === !==`
    Equality,
    /// `< > <= >=`
    Comparison,
    In,
    InstanceOf,
    And,
    Or,
    /// `??`
    Coalesce,
}

#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum UnaryOperator {
    Not,
    /// `- + ~`
    Numeric,
    TypeOf,
    Void,
    Delete,
}

/// A place that puts a value into something, or only documents what will be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Assignment {
    /// An [`ExpressionKind::Assign`], or the member of a statement `/** @type {T} */ this.name;`.
    pub expression: ExpressionId,
    /// The function that it stands in.
    pub function: Option<FunctionId>,
    pub doc: Option<DocId>,
}
