//! Disallows putting together two strings that could be one.
//!
//! ## Why
//! `"a" + "b"` is `"ab"`. On two lines it keeps them short, and is fine.
//!
//! ## Bad
//! ```js
//! const path = "a" + "b";
//! ```
//!
//! ## Good
//! ```js
//! const path = "a" + name;
//! ```

use syntax::ast::{BinExpr, BinaryOp, Expr, Lit};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("no-useless-concat", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (_, sum) in file.nodes.all::<BinExpr>() {
        if sum.op != BinaryOp::Add {
            continue;
        }
        let (left, right) = (last(&sum.left), first(&sum.right));
        if is_string(left) && is_string(right) && !file.has_line_break(left.range().end(), right.range().start()) {
            let operator = file.find_token(sum.left.range().end(), sum.right.range().start(), "+");
            if let Some(operator) = operator {
                report.at(operator, "these two strings could be one");
            }
        }
    }
}

/// What stands last in a sum.
fn last(expression: &Expr) -> &Expr {
    match without_parentheses(expression) {
        Expr::Bin(sum) if sum.op == BinaryOp::Add => last(&sum.right),
        other => other,
    }
}

fn first(expression: &Expr) -> &Expr {
    match without_parentheses(expression) {
        Expr::Bin(sum) if sum.op == BinaryOp::Add => first(&sum.left),
        other => other,
    }
}

fn is_string(expression: &Expr) -> bool {
    matches!(expression, Expr::Lit(Lit::Str(_)) | Expr::Tpl(_))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn two_strings_on_a_line_are_reported() {
        check(
            &RULE,
            "
x = a + 'b' + `c`;
//          ^ could be one
x = 'a' + b + 'c'; x = 'a' +
    'b';
",
        );
    }
}
