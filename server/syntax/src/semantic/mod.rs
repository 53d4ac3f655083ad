//! What the names and nodes of a tree are to each other: a table of nodes with their parents, and scopes with their variables and
//! the references to them.
//!
//! One walk makes both. Nodes stand in the order of the text, parents before their children, so a subtree is a range of the table.
//! Scopes are those of ECMAScript as `eslint-scope` cuts them: a function's parameters and body share one, a `for` with `let` has
//! one of its own, a named function expression has one for its name. References are in the order in which they are evaluated to
//! a name, which is the order of the text but for assignments, whose targets come before what is assigned.
//!
//! What is absent on purpose: what a global is. A reference that nothing in the text declares has no variable.

mod build;
mod nodes;
mod scopes;
#[cfg(test)]
mod tests;

pub(crate) use build::has_use_strict;
pub use nodes::{Node, NodeId, NodeKind, Nodes, Typed};
pub use scopes::{
    Access, Definition, DefinitionKind, Reference, ReferenceId, Scope, ScopeId, ScopeKind, Scopes, Variable, VariableId,
};

use crate::kind::SourceKind;

/// A tree with what is known of its nodes and names.
pub struct Semantic<'a> {
    pub nodes: Nodes<'a>,
    pub scopes: Scopes,
}

impl<'a> Semantic<'a> {
    pub fn new(program: &'a swc_ecma_ast::Program, kind: SourceKind) -> Semantic<'a> {
        build::build(program, kind)
    }
}
