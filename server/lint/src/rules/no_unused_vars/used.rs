//! Whether what a variable holds arrives anywhere.

use source::TextRange;
use syntax::ast::{AssignOp, Expr, SeqExpr, Stmt};
use syntax::semantic::{DefinitionKind, Node, NodeId, NodeKind, Reference, Variable};

use crate::file::{File, Ranged, without_parentheses};

pub(super) fn is_used(file: &File, variable: &Variable) -> bool {
    let functions = functions_of(file, variable);
    let mut assigned = None;
    file.references_of(variable).any(|reference| {
        if is_in_loop_that_returns(file, reference) {
            return true;
        }
        let is_for_itself = is_read_for_itself(file, reference, assigned);
        assigned = assigned_by(file, variable, reference, assigned);
        reference.is_read() && !is_for_itself && !is_inside_of_itself(file, reference, &functions)
    })
}

/// The functions that a variable is: a call in them does not use them.
fn functions_of(file: &File, variable: &Variable) -> Vec<NodeId> {
    let function = |id: NodeId| file.nodes.children(id).find(|id| file.node(*id).kind() == NodeKind::Function);
    let of_definition = |definition: &syntax::semantic::Definition| match (definition.kind, file.node(definition.node))
    {
        (DefinitionKind::Function, _) => function(definition.node),
        (_, Node::VarDeclarator(declarator)) if declarator.name.range() == definition.range => {
            match without_parentheses(declarator.init.as_deref()?) {
                Expr::Fn(it) => function(file.nodes.id_of(it)?),
                Expr::Arrow(it) => file.nodes.id_of(it),
                _ => None,
            }
        }
        _ => None,
    };
    variable.definitions.iter().filter_map(of_definition).collect()
}

fn is_inside_of_itself(file: &File, reference: &Reference, functions: &[NodeId]) -> bool {
    functions.iter().any(|function| file.nodes.contains(*function, reference.node))
}

/// `for (const key in object) return true;`
fn is_in_loop_that_returns(file: &File, reference: &Reference) -> bool {
    let Some(by) = reference.written_by.filter(|_| reference.is_partial) else { return false };
    let (left, body) = match file.node(by) {
        Node::ForInStmt(it) => (it.left.range(), &*it.body),
        Node::ForOfStmt(it) => (it.left.range(), &*it.body),
        _ => return false,
    };
    let is_whole_head =
        left.end() == reference.range.end() && !matches!(file.parent(reference.node), Some(Node::RestPat(_)));
    let first = match body {
        Stmt::Block(block) => block.stmts.first(),
        other => Some(other),
    };
    is_whole_head && matches!(first, Some(Stmt::Return(_)))
}

/// What a reference assigns to the variable, if that can't be read before it is assigned again.
fn assigned_by(
    file: &File,
    variable: &Variable,
    reference: &Reference,
    before: Option<TextRange>,
) -> Option<TextRange> {
    if let Some(before) = before.filter(|before| before.contains_range(reference.range)) {
        return Some(before);
    }
    let parent = file.parent_without_parentheses(reference.node)?;
    let Node::AssignExpr(assignment) = file.node(parent) else { return None };
    let is_target = assignment.left.range().contains_range(reference.range);
    let home = file.scopes.function_scope(variable.scope);
    let can_be_read_later = file.scopes.function_scope(reference.scope) != home || is_in_loop(file, reference.node);
    (is_target && !can_be_read_later && is_unused_expression(file, parent)).then(|| assignment.right.range())
}

fn is_in_loop(file: &File, id: NodeId) -> bool {
    let kinds = file.nodes.ancestors(id).map(|id| file.node(id).kind());
    kinds.take_while(|kind| !is_function(*kind)).any(|kind| {
        matches!(
            kind,
            NodeKind::ForStmt | NodeKind::ForInStmt | NodeKind::ForOfStmt | NodeKind::WhileStmt | NodeKind::DoWhileStmt
        )
    })
}

fn is_function(kind: NodeKind) -> bool {
    matches!(kind, NodeKind::Function | NodeKind::ArrowExpr | NodeKind::Constructor)
}

/// Whether a variable is read only to change itself: `a++;`, `a += 1;`, `a = a + 1;`.
fn is_read_for_itself(file: &File, reference: &Reference, assigned: Option<TextRange>) -> bool {
    if !reference.is_read() || file.is_in_type(reference) {
        return false;
    }
    let is_in_own_value = |assigned: TextRange| {
        assigned.contains_range(reference.range) && !is_in_function_that_is_kept(file, reference.node, assigned)
    };
    if assigned.is_some_and(is_in_own_value) {
        return true;
    }
    let Some(parent) = file.parent_without_parentheses(reference.node) else { return false };
    match file.node(parent) {
        Node::UpdateExpr(_) => is_unused_expression(file, parent),
        Node::AssignExpr(assignment) => {
            let is_logical =
                matches!(assignment.op, AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign);
            !is_logical && assignment.left.range().contains_range(reference.range) && is_unused_expression(file, parent)
        }
        _ => false,
    }
}

/// Whether nobody takes the value of an expression.
fn is_unused_expression(file: &File, id: NodeId) -> bool {
    let Some(parent) = file.parent_without_parentheses(id) else { return false };
    match file.node(parent) {
        Node::ExprStmt(_) => true,
        Node::SeqExpr(sequence) => {
            let is_last = sequence.exprs.last().is_some_and(|last| last.range().contains_range(file.node(id).range()));
            !is_last || is_unused_expression(file, parent)
        }
        _ => false,
    }
}

/// Whether a name stands in a function that may be called later, when the variable has its next value.
fn is_in_function_that_is_kept(file: &File, id: NodeId, assigned: TextRange) -> bool {
    let Some(function) = file.nodes.ancestors(id).find(|id| is_function(file.node(*id).kind())) else { return false };
    if !assigned.contains_range(file.node(function).range()) {
        return false;
    }
    let mut child = file.node(function).range();
    for parent in file.nodes.ancestors(function) {
        let node = file.node(parent);
        if !assigned.contains_range(node.range()) {
            return false;
        }
        match node {
            Node::SeqExpr(sequence) if !is_last_of(sequence, child) => return false,
            Node::CallExpr(call) => return !call.callee.range().contains_range(child),
            Node::OptCall(call) => return !call.callee.range().contains_range(child),
            Node::NewExpr(call) => return !call.callee.range().contains_range(child),
            Node::AssignExpr(_) | Node::TaggedTpl(_) | Node::YieldExpr(_) => return true,
            Node::FunctionBody(_) | Node::BlockStmt(_) | Node::ReturnStmt(_) | Node::ExprStmt(_) | Node::VarDecl(_) => {
                return true;
            }
            _ => {}
        }
        child = node.range();
    }
    false
}

/// Whether a range is in the expression that a sequence gives.
fn is_last_of(sequence: &SeqExpr, range: TextRange) -> bool {
    sequence.exprs.last().is_some_and(|last| last.range().contains_range(range))
}
