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

use syntax::ast::{BinaryOp, Expr, IfStmt, Stmt};

use crate::braces::is_else;
use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::same;

rule!("no-dupe-else-if", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (id, first) in file.nodes.all::<IfStmt>() {
        if first.alt.as_deref().is_some_and(Stmt::is_if_stmt) && !is_else(file, id, first) {
            chain(first, report);
        }
    }
}

fn chain(first: &IfStmt, report: &mut Report) {
    let mut known = alternatives(&first.test);
    let mut current = first;
    while let Some(Stmt::If(next)) = current.alt.as_deref() {
        if is_covered(&known, &next.test) {
            let range = without_parentheses(&next.test).range();
            report.at(range, "this branch never runs: an earlier test of the chain covers its test");
        }
        known.extend(alternatives(&next.test));
        current = next;
    }
}

/// Whether the tests before make one operand of `&&` false for good: each of its alternatives was asked for.
fn is_covered(known: &[Vec<&Expr>], test: &Expr) -> bool {
    let mut needed = operands(test, BinaryOp::LogicalAnd);
    if needed.len() > 1 {
        needed.push(test);
    }
    let is_known = |alternative: &Vec<&Expr>| known.iter().any(|known| is_subset(known, alternative));
    needed.into_iter().any(|condition| alternatives(condition).iter().all(is_known))
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
