//! Disallows labels that nothing jumps to.
//!
//! ## Why
//! A label without a `break` or `continue` does nothing. Often an object was meant, and braces became a block.
//!
//! ## Bad
//! ```js
//! outer: for (const row of rows) {
//!     if (row.done) {
//!         break;
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! outer: for (const row of rows) {
//!     for (const cell of row) {
//!         if (cell.done) {
//!             break outer;
//!         }
//!     }
//! }
//! ```

use source::{Edit, TextRange};
use syntax::ast::{BreakStmt, ContinueStmt, Expr, LabeledStmt, Lit, Stmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-unused-labels", Correctness, Error, Safe);

fn run(file: &File, report: &mut Report) {
    for (id, it) in file.nodes.all::<LabeledStmt>() {
        let name = &it.label.sym;
        let jumps = file.nodes.all_in::<BreakStmt>(id).map(|(_, it)| &it.label);
        let mut jumps = jumps.chain(file.nodes.all_in::<ContinueStmt>(id).map(|(_, it)| &it.label));
        if jumps.any(|label| label.as_ref().is_some_and(|label| label.sym == *name)) {
            continue;
        }
        let range = it.label.range();
        let problem = report.at(range, format!("nothing jumps to the label `{name}`"));
        let before_body = TextRange::new(range.start(), it.body.range().start());
        if !file.has_comments_in(before_body) && !becomes_directive(file, id, it) && !continues(file, id, it) {
            problem.fix([Edit::delete(before_body)]);
        }
    }
}

/// Whether the body, left alone, might be read as a directive.
fn becomes_directive(file: &File, id: NodeId, it: &LabeledStmt) -> bool {
    let Stmt::Expr(body) = &*it.body else { return false };
    let is_text = match without_parentheses(&body.expr) {
        Expr::Lit(Lit::Str(_)) => true,
        Expr::Tpl(template) => template.exprs.is_empty(),
        _ => false,
    };
    let mut around = file.nodes.ancestors(id).map(|id| file.node(id));
    let holder = around.find(|node| !matches!(node, Node::LabeledStmt(_)));
    is_text && matches!(holder, Some(Node::Script(_) | Node::Module(_) | Node::FunctionBody(_)))
}

/// Whether the body, left alone, might be read as going on with the statement before it.
fn continues(file: &File, id: NodeId, it: &LabeledStmt) -> bool {
    let first = file.text[it.body.range().start() as usize..].chars().next();
    let Some(parent) = file.nodes.parent(id) else { return false };
    let before = file.nodes.children(parent).take_while(|child| *child < id).last().map(|child| file.node(child));
    // Others end by a statement of their own, or by a brace behind which nothing goes on.
    let has_open_end = |before: &Node| {
        matches!(
            before,
            Node::ExprStmt(_)
                | Node::VarDecl(_)
                | Node::ReturnStmt(_)
                | Node::ThrowStmt(_)
                | Node::DoWhileStmt(_)
                | Node::ExportDecl(_)
                | Node::ExportDefaultExpr(_)
        )
    };
    let is_open = before.filter(has_open_end).is_some_and(|before| !file.slice(before.range()).ends_with(';'));
    is_open && matches!(first, Some('[' | '(' | '/' | '+' | '-' | '`'))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{check, check_fix};

    #[test]
    fn a_label_has_a_jump() {
        check(&RULE, "a: while (b) { c: while (d) { break a; } }\n//             ^ nothing jumps to the label `c`");
    }

    #[test]
    fn is_removed_where_that_changes_nothing() {
        check_fix(&RULE, "a: while (b) {}", "while (b) {}");
        check_fix(&RULE, "a: 'use strict'", "a: 'use strict'");
        check_fix(&RULE, "a()\nb: [c]", "a()\nb: [c]");
    }
}
