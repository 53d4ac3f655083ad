//! Disallows comparisons with `-0`.
//!
//! ## Why
//! `x === -0` is true for `0` as well. Whoever needs the difference needs `Object.is`.
//!
//! ## Bad
//! ```js
//! if (x === -0) {
//!     negative();
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (Object.is(x, -0)) {
//!     negative();
//! }
//! ```

use source::Edit;
use syntax::ast::{BinExpr, BinaryOp, Expr, Lit, UnaryOp};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::values::is_comparison;

rule!("no-compare-neg-zero", Correctness, Error, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (_, comparison) in file.nodes.all::<BinExpr>() {
        if !is_comparison(comparison.op) || !is_negative_zero(&comparison.left) && !is_negative_zero(&comparison.right)
        {
            continue;
        }
        let range = comparison.range();
        let message = format!("`{}` does not tell `-0` from `0`", comparison.op);
        let problem = report.at(range, message);
        let negation = match comparison.op {
            BinaryOp::EqEqEq => "",
            BinaryOp::NotEqEq => "!",
            _ => continue,
        };
        let (left, right) = (file.source_of(&*comparison.left), file.source_of(&*comparison.right));
        let test = format!("{negation}Object.is({left}, {right})");
        problem.suggest("Compare with `Object.is`", [Edit::replace(range, test)]);
    }
}

fn is_negative_zero(expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Unary(negation) if negation.op == UnaryOp::Minus => {
            matches!(without_parentheses(&negation.arg), Expr::Lit(Lit::Num(number)) if number.value == 0.0)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn comparisons_are_reported() {
        check(
            &RULE,
            "
if (x === -0) {}
//  ^^^^^^^^ `===` does not tell `-0` from `0`
-0 < x;
//^^^^ `<`
x === 0; x === -1; x + -0; Object.is(x, -0);
",
        );
    }

    #[test]
    fn object_is_is_suggested() {
        case(&RULE, "x !== -0").check_suggestion("!Object.is(x, -0)");
    }
}
