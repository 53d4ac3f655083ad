//! Disallows negated conditions that have an `else`.
//!
//! ## Why
//! The two branches the other way round need no `not`.
//!
//! ## Bad
//! ```js
//! if (!isOpen) close(); else open();
//! ```
//!
//! ## Good
//! ```js
//! if (isOpen) open(); else close();
//! ```

use syntax::ast::{BinaryOp, CondExpr, Expr, IfStmt, Stmt, UnaryOp};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-negated-condition", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    let message = "the condition is negated; the branches could be the other way round";
    for (_, choice) in file.nodes.all::<IfStmt>() {
        let has_else = choice.alt.as_deref().is_some_and(|other| !matches!(other, Stmt::If(_)));
        if has_else && is_negated(&choice.test) {
            report.at(choice.range(), message);
        }
    }
    for (_, choice) in file.nodes.all::<CondExpr>() {
        if is_negated(&choice.test) {
            report.at(choice.range(), message);
        }
    }
}

fn is_negated(test: &Expr) -> bool {
    match without_parentheses(test) {
        Expr::Unary(unary) => unary.op == UnaryOp::Bang,
        Expr::Bin(comparison) => matches!(comparison.op, BinaryOp::NotEq | BinaryOp::NotEqEq),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn conditions_with_an_else() {
        check(&RULE, "\nx = a !== b ? c : d;\n//  ^^^^^^^^^^^^^^^ is negated\nif (!a) {} else if (b) {} if (!c) {}\n");
    }
}
