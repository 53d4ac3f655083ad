//! Disallows `== null`.
//!
//! ## Why
//! It is true of `undefined`, too, which may not be meant.
//!
//! ## Bad
//! ```js
//! if (value == null) stop();
//! ```
//!
//! ## Good
//! ```js
//! if (value === null) stop();
//! ```

use syntax::ast::{BinExpr, BinaryOp, Expr, Lit};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-eq-null", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, comparison) in file.nodes.all::<BinExpr>() {
        let is_null = |side: &Expr| matches!(without_parentheses(side), Expr::Lit(Lit::Null(_)));
        if matches!(comparison.op, BinaryOp::EqEq | BinaryOp::NotEq)
            && (is_null(&comparison.left) || is_null(&comparison.right))
        {
            let message = format!("`{} null` is about `undefined`, too", comparison.op.as_str());
            report.at(comparison.range(), message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn loose_comparisons_with_null() {
        check(&RULE, "\nif (null != a || b === null) {}\n//  ^^^^^^^^^ `!= null` is about\n");
    }
}
