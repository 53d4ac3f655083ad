//! Disallows two comparisons where one says the same.
//!
//! ## Why
//! `x === y || x < y` is `x <= y`, and one of its halves may be mistyped.
//!
//! ## Bad
//! ```js
//! if (x === y || x < y) start();
//! ```
//!
//! ## Good
//! ```js
//! if (x <= y) start();
//! ```

use source::{Edit, TextRange};
use syntax::ast::{BinExpr, BinaryOp, Expr};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::is_repeatable;

rule!("double-comparisons", Suspicious, Warning, Suggestion);

fn run(file: &File, report: &mut Report) {
    for (_, logic) in file.nodes.all::<BinExpr>() {
        if !matches!(logic.op, BinaryOp::LogicalOr | BinaryOp::LogicalAnd) {
            continue;
        }
        let (Expr::Bin(left), Expr::Bin(right)) = (without_parentheses(&logic.left), without_parentheses(&logic.right))
        else {
            continue;
        };
        if let Some(one) = merged(logic.op, left, right) {
            let (first, second) = (file.source_of(&left.left), file.source_of(&left.right));
            let text = format!("{first} {one} {second}");
            let range = TextRange::new(logic.left.range().start(), logic.right.range().end());
            let message = format!("one comparison, `{one}`, says the same");
            report.at(logic.range(), message).suggest(format!("Use `{one}`"), [Edit::replace(range, text)]);
        }
    }
}

/// The operator that stands for both comparisons.
fn merged(logic: BinaryOp, left: &BinExpr, right: &BinExpr) -> Option<&'static str> {
    use BinaryOp::{EqEq, EqEqEq, Gt, GtEq, LogicalAnd, LogicalOr, Lt, LtEq};
    let is_equality = |operator| matches!(operator, EqEq | EqEqEq);
    let same_way = is_repeatable(&left.left, &right.left) && is_repeatable(&left.right, &right.right);
    let other_way = || is_repeatable(&left.left, &right.right) && is_repeatable(&left.right, &right.left);
    let second = match right.op {
        operator if same_way => operator,
        operator if (is_equality(left.op) || is_equality(operator)) && other_way() => flipped(operator),
        _ => return None,
    };
    match (logic, left.op, second) {
        (LogicalOr, EqEq | EqEqEq, Lt) | (LogicalOr, Lt, EqEq | EqEqEq) => Some("<="),
        (LogicalOr, EqEq | EqEqEq, Gt) | (LogicalOr, Gt, EqEq | EqEqEq) => Some(">="),
        (LogicalOr, Lt, Gt) | (LogicalOr, Gt, Lt) => Some("!="),
        (LogicalAnd, LtEq, GtEq) | (LogicalAnd, GtEq, LtEq) => Some("=="),
        _ => None,
    }
}

fn flipped(operator: BinaryOp) -> BinaryOp {
    match operator {
        BinaryOp::Lt => BinaryOp::Gt,
        BinaryOp::Gt => BinaryOp::Lt,
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn halves_that_are_one() {
        check(
            &RULE,
            "
x = a == b || a > b;
//  ^^^^^^^^^^^^^^^ `>=`, says the same
x = [a < b && a <= b, a == b || c < b, f() == b || f() < b, a < b || b > a];
",
        );
        case(&RULE, "(y > x) || x === y").check_suggestion("y >= x");
    }
}
