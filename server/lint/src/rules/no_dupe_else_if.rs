//! Disallows tests in a chain of `if … else if` that an earlier test of the chain covers.
//!
//! ## Why
//! The branch can never run: whenever its test is true, one before it was true already.
//!
//! ## Bad
//! ```js
//! if (isReady || isDone) {
//!     a();
//! } else if (isReady) {
//!     b();
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (isReady) {
//!     a();
//! } else if (isDone) {
//!     b();
//! }
//! ```

use syntax::ast::{BinaryOp, Expr, IfStmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::same;

rule!("no-dupe-else-if", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (id, statement) in file.nodes.all::<IfStmt>() {
        if chained(file, id).next().is_some() && is_covered(file, id, &statement.test) {
            let range = without_parentheses(&statement.test).range();
            report.at(range, "this branch never runs: an earlier test of the chain covers its test");
        }
    }
}

/// The statements of which this one is the `else`, the nearest first.
fn chained<'f>(file: &'f File, id: NodeId) -> impl Iterator<Item = &'f IfStmt> {
    let mut current = id;
    std::iter::from_fn(move || {
        let parent = file.nodes.parent(current)?;
        let Node::IfStmt(outer) = file.node(parent) else { return None };
        let alternate = outer.alt.as_ref()?;
        let is_else = alternate.range() == file.node(current).range();
        current = parent;
        is_else.then_some(outer)
    })
}

/// Whether the tests before make one operand of `&&` false for good: each of its alternatives was asked for.
fn is_covered(file: &File, id: NodeId, test: &Expr) -> bool {
    let mut needed = operands(test, BinaryOp::LogicalAnd);
    if needed.len() > 1 {
        needed.push(test);
    }
    let mut left: Vec<Vec<Vec<&Expr>>> = needed.into_iter().map(alternatives).collect();
    for earlier in chained(file, id) {
        let known = alternatives(&earlier.test);
        for condition in &mut left {
            condition.retain(|one| !known.iter().any(|known| is_subset(known, one)));
            if condition.is_empty() {
                return true;
            }
        }
    }
    false
}

/// A test as alternatives, each a list of what has to be true together.
fn alternatives(test: &Expr) -> Vec<Vec<&Expr>> {
    let all = operands(test, BinaryOp::LogicalOr);
    all.into_iter().map(|operand| operands(operand, BinaryOp::LogicalAnd)).collect()
}

fn operands(test: &Expr, operator: BinaryOp) -> Vec<&Expr> {
    match without_parentheses(test) {
        Expr::Bin(binary) if binary.op == operator => {
            let mut all = operands(&binary.left, operator);
            all.extend(operands(&binary.right, operator));
            all
        }
        other => vec![other],
    }
}

fn is_subset(small: &[&Expr], large: &[&Expr]) -> bool {
    small.iter().all(|one| large.iter().any(|other| is_equivalent(one, other)))
}

fn is_equivalent(one: &Expr, other: &Expr) -> bool {
    match (without_parentheses(one), without_parentheses(other)) {
        (Expr::Bin(one), Expr::Bin(other))
            if one.op == other.op && matches!(one.op, BinaryOp::LogicalOr | BinaryOp::LogicalAnd) =>
        {
            is_equivalent(&one.left, &other.left) && is_equivalent(&one.right, &other.right)
                || is_equivalent(&one.left, &other.right) && is_equivalent(&one.right, &other.left)
        }
        (one, other) => same(one, other),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn covered_branches_are_reported() {
        check(
            &RULE,
            "
if (a || b) {} else if (c) {} else if (b && d) {}
//                                     ^^^^^^ never runs
if (a && b) {} else if (a) {} else if (b) {}
if (a) {} else if (b) {} else if (c && (a || b)) {}
//                                ^^^^^^^^^^^^^ never runs
if (a) {} else { if (a) {} }
",
        );
    }
}
