//! Disallows operations with 0 whose result is 0.
//!
//! ## Why
//! What stands on the other side does not matter.
//!
//! ## Bad
//! ```js
//! const size = count * 0;
//! ```
//!
//! ## Good
//! ```js
//! const size = 0;
//! ```

use syntax::ast::{BinExpr, BinaryOp};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_number;

rule!("erasing-op", Correctness, Warning, None);

fn run(file: &File, report: &mut Report) {
    for (_, operation) in file.nodes.all::<BinExpr>() {
        if !matches!(operation.op, BinaryOp::Mul | BinaryOp::BitAnd | BinaryOp::Div) {
            continue;
        }
        // Numbers on both sides are there for the reader: rows and columns of a table.
        let is_erased = match (literal_number(&operation.left), literal_number(&operation.right)) {
            (Some(zero), None) => zero == 0.0,
            (None, Some(zero)) => zero == 0.0 && operation.op != BinaryOp::Div,
            _ => false,
        };
        if is_erased {
            report.at(operation.range(), "this is always 0");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn one_side_is_zero() {
        check(
            &RULE,
            "
x = [a * 0, 0 / b, 0 & c];
//   ^^^^^ always 0
//          ^^^^^
//                 ^^^^^
x = [a / 0, 4 * 0 + 1, a | 0, a % 0];
",
        );
    }
}
