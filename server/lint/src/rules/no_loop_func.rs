//! Disallows functions in loops that use variables which the loop changes.
//!
//! ## Why
//! All functions that the loop makes share the variable, and when they are called they see its last value.
//!
//! ## Bad
//! ```js
//! for (var i = 0; i < 3; i++) setTimeout(() => console.log(i), 10);
//! ```
//!
//! ## Good
//! ```js
//! for (let i = 0; i < 3; i++) setTimeout(() => console.log(i), 10);
//! ```

use rustc_hash::FxHashSet;
use source::TextRange;
use syntax::ast::{ArrowExpr, Callee, Function};
use syntax::semantic::{DefinitionKind, Node, NodeId, Reference};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-loop-func", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    let functions = file.nodes.all::<Function>().map(|(id, _)| id);
    let mut all: Vec<NodeId> = functions.chain(file.nodes.all::<ArrowExpr>().map(|(id, _)| id)).collect();
    all.sort_unstable();
    // Functions that are called where they stand, and kept by nobody: they run within their turn of the loop.
    let mut called: FxHashSet<NodeId> = FxHashSet::default();
    for function in all {
        let Some(around) = loop_around(file, function, &called) else { continue };
        if is_called_at_once(file, function) {
            called.insert(function);
            continue;
        }
        let Some(scope) = file.scopes.of_node(function) else { continue };
        let through = file.scopes.through(scope);
        let mut names: Vec<String> = Vec::new();
        for reference in through.filter(|reference| !is_safe(file, around, reference, &called)) {
            let name = format!("`{}`", reference.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if !names.is_empty() {
            report.at(
                place_of(file, function),
                format!("This function sees the last value of {} only", names.join(", ")),
            );
        }
    }
}

/// The loop that makes a node again and again.
fn loop_around(file: &File, id: NodeId, called: &FxHashSet<NodeId>) -> Option<NodeId> {
    let range = file.node(id).range();
    for around in file.nodes.ancestors(id) {
        match file.node(around) {
            Node::WhileStmt(_) | Node::DoWhileStmt(_) => return Some(around),
            Node::ForStmt(it) if !it.init.as_ref().is_some_and(|head| head.range().contains_range(range)) => {
                return Some(around);
            }
            Node::ForInStmt(it) if !it.right.range().contains_range(range) => return Some(around),
            Node::ForOfStmt(it) if !it.right.range().contains_range(range) => return Some(around),
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) if !called.contains(&around) => return None,
            _ => {}
        }
    }
    None
}

fn is_called_at_once(file: &File, function: NodeId) -> bool {
    let expression = match file.node(function) {
        Node::ArrowExpr(arrow) if !arrow.is_async => function,
        Node::Function(it) if !it.is_async && !it.is_generator => match file.nodes.parent(function) {
            Some(parent) if matches!(file.node(parent), Node::FnExpr(_)) => parent,
            _ => return false,
        },
        _ => return false,
    };
    let is_callee = match file.parent_without_parentheses(expression).map(|id| file.node(id)) {
        Some(Node::CallExpr(call)) => {
            matches!(&call.callee, Callee::Expr(it) if it.range().contains_range(file.node(expression).range()))
        }
        _ => false,
    };
    let is_referred_to = || match file.node(expression) {
        Node::FnExpr(it) if it.ident.is_some() => file
            .variables_of(|kind| kind == DefinitionKind::FunctionName)
            .any(|it| it.definitions[0].node == expression && !it.references.is_empty()),
        _ => false,
    };
    is_callee && !is_referred_to()
}

/// Whether a variable is the same whenever the function is called.
fn is_safe(file: &File, around: NodeId, reference: &Reference, called: &FxHashSet<NodeId>) -> bool {
    let Some(variable) = reference.variable.map(|id| file.scopes.variable(id)) else { return true };
    let Some(definition) = variable.definitions.first() else { return true };
    let declared = match definition.kind {
        DefinitionKind::Const | DefinitionKind::Using => return true,
        DefinitionKind::Let => file.parent(definition.node).map(|declaration| declaration.range()),
        _ => None,
    };
    let range = file.node(around).range();
    if declared.is_some_and(|declared| declared.start() > range.start() && declared.end() < range.end()) {
        return true;
    }
    let border = outermost_loop(file, around, declared, called);
    file.references_of(variable).all(|other| {
        let is_before = file.scopes.function_scope(variable.scope) == file.scopes.function_scope(other.scope)
            && other.range.start() < border;
        !other.is_write() || is_before
    })
}

/// Where the outermost loop begins that is inside of where a variable is.
fn outermost_loop(file: &File, innermost: NodeId, declared: Option<TextRange>, called: &FxHashSet<NodeId>) -> u32 {
    let border = declared.map_or(0, |declared| declared.end());
    let loops = std::iter::successors(Some(innermost), |id| loop_around(file, *id, called));
    let starts = loops.map(|id| file.node(id).range().start());
    starts.take_while(|start| *start >= border).last().unwrap_or(file.node(innermost).range().start())
}

/// The function as an expression or declaration; a method from its parameters on.
fn place_of(file: &File, function: NodeId) -> TextRange {
    let range = file.node(function).range();
    match file.nodes.parent(function).map(|id| file.node(id)) {
        Some(parent @ (Node::FnExpr(_) | Node::FnDecl(_))) => parent.range(),
        _ => range,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn variables_that_the_loop_changes() {
        check(
            &RULE,
            "
for (var i = 0; i < 3; i++) f(() => i);
//                            ^^^^^^^ This function sees the last value of `i`
for (let i = 0; i < 3; i++) f(() => i);
for (var j of a) (() => j)();
let b; while (c) { b = 1; f(function () { b; }); }
//                          ^^^^^^^^^^^^^^^^^^ This function sees
",
        );
    }
}
