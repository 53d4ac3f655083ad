//! Disallows `return` where the function ends anyway.
//!
//! ## Why
//! It does nothing, and makes the reader look for what it leaves out.
//!
//! ## Bad
//! ```js
//! function greet(name) {
//!     console.log(name);
//!     return;
//! }
//! ```
//!
//! ## Good
//! ```js
//! function greet(name) {
//!     console.log(name);
//! }
//! ```

use source::Edit;
use syntax::ast::{ReturnStmt, TryStmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-return", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for (id, it) in file.nodes.all::<ReturnStmt>().filter(|(_, it)| it.arg.is_none()) {
        if !ends_function(file, id) || !file.flow_around(id).fate(id).is_reached {
            continue;
        }
        let range = it.range();
        let problem = report.at(range, "`return` does nothing here");
        if file.is_in_list(id) && !file.has_comments_in(range) {
            // One for each function at a time: without the last `return`, the one before may be needed.
            let function = file.function_around(id).unwrap_or(NodeId::PROGRAM);
            let whole = file.node(function).range();
            problem.fix([Edit::insert(whole.start(), ""), Edit::delete(range), Edit::insert(whole.end(), "")]);
        }
    }
}

/// What the text behind a place does.
enum Behind {
    /// Nothing; what stands behind the list it is in comes next.
    Nothing,
    Something,
    Breaks(NodeId),
}

/// Whether nothing would be evaluated if the function went on behind a statement.
fn ends_function(file: &File, statement: NodeId) -> bool {
    let mut from = statement;
    // Where a `break` leads behind, once one has been met.
    let mut goal: Option<NodeId> = None;
    for around in file.nodes.ancestors(statement) {
        let is_finalizer = |it: &TryStmt| it.finalizer.is_some() && file.nodes.children(around).last() == Some(from);
        match file.node(around) {
            Node::WhileStmt(_) | Node::DoWhileStmt(_) | Node::ForStmt(_) | Node::ForInStmt(_) | Node::ForOfStmt(_) => {
                return false;
            }
            Node::TryStmt(it) if is_finalizer(it) => return false,
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) | Node::StaticBlock(_) => return true,
            _ if goal == Some(around) => goal = None,
            Node::BlockStmt(_)
            | Node::FunctionBody(_)
            | Node::SwitchStmt(_)
            | Node::SwitchCase(_)
            | Node::Script(_)
            | Node::Module(_)
                if goal.is_none() =>
            {
                match behind(file, around, from) {
                    Behind::Nothing => {}
                    Behind::Something => return false,
                    Behind::Breaks(target) => goal = Some(target),
                }
            }
            _ => {}
        }
        from = around;
    }
    true
}

/// What the children of a node behind one of them do.
fn behind(file: &File, list: NodeId, child: NodeId) -> Behind {
    for next in file.nodes.children(list).filter(|next| *next > child) {
        match effect(file, next) {
            Behind::Nothing => {}
            other => return other,
        }
    }
    Behind::Nothing
}

fn effect(file: &File, statement: NodeId) -> Behind {
    match file.node(statement) {
        Node::FnDecl(_) => Behind::Nothing,
        // Whatever stands behind this one is not reached, but looks as if it were meant to be.
        Node::ReturnStmt(it) if it.arg.is_none() => Behind::Nothing,
        Node::BlockStmt(_) => behind(file, statement, statement),
        Node::SwitchCase(it) => {
            let test = it.test.is_some().then(|| file.nodes.children(statement).next()).flatten();
            behind(file, statement, test.unwrap_or(statement))
        }
        Node::BreakStmt(it) => {
            let target = file.nodes.ancestors(statement).find(|around| match (file.node(*around), &it.label) {
                (Node::LabeledStmt(labeled), Some(label)) => labeled.label.sym == label.sym,
                (Node::SwitchStmt(_), None) => true,
                _ => false,
            });
            target.map_or(Behind::Something, Behind::Breaks)
        }
        _ => Behind::Something,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn what_ends_anyway_needs_none() {
        check(
            &RULE,
            "
function a() { if (b) { c(); return; } else { d(); } }
//                           ^^^^^^^ does nothing
function e() { switch (f) { case 1: if (g) return; break; default: h(); } }
//                                         ^^^^^^^ does nothing
function i() { if (j) return; k(); }
function l() { for (const m of n) return; }
function o() { try { return 1; } finally { return; } }
",
        );
    }

    #[test]
    fn is_removed() {
        check_fix(&RULE, "function a() { b(); return; }", "function a() { b();  }");
        check_fix(&RULE, "function a() { if (b) return; }", "function a() { if (b) return; }");
    }
}
