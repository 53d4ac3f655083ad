//! Where the braces of a block with one statement are needed, and what belongs to an `else`.

use syntax::ast::{BlockStmt, Decl, IfStmt, Stmt, VarDeclKind};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};

/// Whether a statement means something else, or is refused, without the braces around it.
pub(crate) fn needs_braces(file: &File, block: &BlockStmt, only: &Stmt) -> bool {
    let is_lexical = match only {
        Stmt::Decl(Decl::Var(declaration)) => declaration.kind != VarDeclKind::Var,
        Stmt::Decl(_) => true,
        _ => false,
    };
    is_lexical || takes_else(only) && file.next_token_is(block.range().end(), "else")
}

/// Whether an `else` behind a statement would become a part of it.
fn takes_else(statement: &Stmt) -> bool {
    match statement {
        Stmt::If(it) => it.alt.as_deref().is_none_or(takes_else),
        other => inner_body(other).is_some_and(takes_else),
    }
}

/// The statement that a loop, a label or a `with` is about.
pub(crate) fn inner_body(statement: &Stmt) -> Option<&Stmt> {
    match statement {
        Stmt::For(it) => Some(&it.body),
        Stmt::ForIn(it) => Some(&it.body),
        Stmt::ForOf(it) => Some(&it.body),
        Stmt::While(it) => Some(&it.body),
        Stmt::Labeled(it) => Some(&it.body),
        Stmt::With(it) => Some(&it.body),
        _ => None,
    }
}

/// Whether an `if` is the `else` of another.
pub(crate) fn is_else(file: &File, id: NodeId, statement: &IfStmt) -> bool {
    matches!(file.parent(id), Some(Node::IfStmt(outer))
        if outer.alt.as_ref().is_some_and(|alternate| alternate.range() == statement.range()))
}
