//! Functions: declarations, expressions, arrows, methods, and signatures without a body.

use source::TextRange;

use super::{BindingId, DocId, ExpressionId, List, Name, ScopeId, TypeId};

#[derive(Clone, PartialEq, Debug)]
pub struct Function {
    /// Its own, or that of the variable or property that it is put into.
    pub name: Option<Name>,
    pub name_range: Option<TextRange>,
    pub range: TextRange,
    /// None for a signature.
    pub body: Option<TextRange>,
    pub scope: ScopeId,
    /// The value that it is.
    pub expression: ExpressionId,
    /// The function around it, if any.
    pub outer: Option<super::FunctionId>,
    pub flavor: FunctionFlavor,
    pub is_async: bool,
    pub is_generator: bool,
    pub parameters: List<Parameter>,
    pub type_parameters: List<BindingId>,
    /// `this: T` before the parameters, which is none of them.
    pub this_type: Option<TypeId>,
    pub return_type: Option<TypeId>,
    /// What `return` gives, or an arrow's expression.
    pub returns: List<ExpressionId>,
    /// Whether its end can be reached, or `return` stands without a value.
    pub may_return_undefined: bool,
    /// What `yield` gives; of `yield*` it is that expression itself.
    pub yields: List<ExpressionId>,
    pub throws: List<ExpressionId>,
    pub doc: Option<DocId>,
    /// Whether `this` or `super` stands in it or in an arrow function in it.
    pub uses_this: bool,
    /// Whether `arguments` does.
    pub uses_arguments: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum FunctionFlavor {
    Declaration,
    Expression,
    Arrow,
    Method,
    Getter,
    Setter,
    Constructor,
    /// An overload, a `declare function`, an interface's member.
    Signature,
}

#[derive(Clone, PartialEq, Debug)]
pub struct Parameter {
    /// `None` for a pattern.
    pub name: Option<Name>,
    pub binding: Option<BindingId>,
    /// With annotation and default.
    pub range: TextRange,
    pub default: Option<ExpressionId>,
    pub type_annotation: Option<TypeId>,
    pub is_optional: bool,
    pub is_rest: bool,
    /// `constructor(private name: string)`
    pub is_property: bool,
    /// [`super::ExpressionKind::Parameter`], before its default.
    pub value: ExpressionId,
}
