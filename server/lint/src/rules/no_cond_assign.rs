//! Disallows assignments in the test of a condition.
//!
//! ## Why
//! `if (user.id = 0)` was most likely to be `if (user.id === 0)`. Who means the assignment says so with a second pair of
//! parentheses.
//!
//! ## Bad
//! ```js
//! if (user.id = 0) {
//!     create();
//! }
//! ```
//!
//! ## Good
//! ```js
//! while ((node = node.next)) {
//!     visit(node);
//! }
//! ```
//!
//! ## Options
//! A word: `"except-parens"` (default), or `"always"`, which disallows assignments anywhere in a test.

use serde::Deserialize;
use syntax::ast::{AssignExpr, CondExpr, DoWhileStmt, Expr, ForStmt, IfStmt, WhileStmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-cond-assign", Correctness, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "kebab-case")]
enum Options {
    #[default]
    ExceptParens,
    Always,
}

impl RuleOptions for Options {}

const MESSAGE: &str = "a test assigns; `===` was meant, or parentheses around it";

fn run(file: &File, options: &Options, report: &mut Report) {
    match options {
        Options::ExceptParens => direct(file, report),
        Options::Always => anywhere(file, report),
    }
}

/// Tests that are an assignment and nothing else. The parentheses of a statement are no part of its test.
fn direct(file: &File, report: &mut Report) {
    let nodes = &file.nodes;
    let tests = (nodes.all::<IfStmt>().map(|(_, it)| &*it.test))
        .chain(nodes.all::<WhileStmt>().map(|(_, it)| &*it.test))
        .chain(nodes.all::<DoWhileStmt>().map(|(_, it)| &*it.test))
        .chain(nodes.all::<ForStmt>().filter_map(|(_, it)| it.test.as_deref()))
        .chain(nodes.all::<CondExpr>().map(|(_, it)| match &*it.test {
            Expr::Paren(inner) => &*inner.expr,
            test => test,
        }));
    for test in tests {
        if let Expr::Assign(assignment) = test {
            report.at(assignment.range(), MESSAGE);
        }
    }
}

fn anywhere(file: &File, report: &mut Report) {
    for (id, assignment) in file.nodes.all::<AssignExpr>() {
        if is_in_test(file, id) {
            report.at(assignment.range(), MESSAGE);
        }
    }
}

fn is_in_test(file: &File, id: NodeId) -> bool {
    let range = file.node(id).range();
    for id in file.nodes.ancestors(id) {
        let test = match file.node(id) {
            Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_) => return false,
            Node::IfStmt(it) => Some(&it.test),
            Node::WhileStmt(it) => Some(&it.test),
            Node::DoWhileStmt(it) => Some(&it.test),
            Node::ForStmt(it) => it.test.as_ref(),
            Node::CondExpr(it) => Some(&it.test),
            _ => None,
        };
        if test.is_some_and(|test| test.range().contains_range(range)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn an_assignment_in_its_own_parentheses_is_meant() {
        check(
            &RULE,
            "
if (a = 1) {}
//  ^^^^^ a test assigns
while ((a = b())) {}
const c = (a = 1) ? 2 : 3;
//         ^^^^^
if (a || (b = a)) {}
",
        );
    }

    #[test]
    fn always() {
        let text = "
if (a || (b = a)) {}
//        ^^^^^
if (() => { a = b }) { c = d }
";
        case(&RULE, text).options(json!(["always"])).check();
    }
}
