//! Disallows `a < b < c`.
//!
//! ## Why
//! It compares `true` or `false` with `c`, not the three with each other.
//!
//! ## Bad
//! ```js
//! if (0 < x < 10) start();
//! ```
//!
//! ## Good
//! ```js
//! if (0 < x && x < 10) start();
//! ```

use syntax::ast::{BinExpr, BinaryOp, Expr};
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("bad-comparison-sequence", Correctness, Warning, None);

fn run(file: &File, report: &mut Report) {
    for (id, comparison) in file.nodes.all::<BinExpr>() {
        if !continues(comparison) {
            continue;
        }
        // The outermost of a longer sequence is told of.
        let is_inner = matches!(file.parent(id), Some(Node::BinExpr(outer))
            if outer.left.range() == comparison.range() && continues(outer));
        if !is_inner {
            report.at(comparison.range(), "what an earlier comparison gave, true or false, is compared again");
        }
    }
}

/// Whether the left side is a comparison of the same family, without parentheses that say it is meant.
fn continues(comparison: &BinExpr) -> bool {
    let Some(family) = family(comparison.op) else { return false };
    matches!(&*comparison.left, Expr::Bin(left) if self::family(left.op) == Some(family))
}

#[derive(PartialEq, Eq)]
enum Family {
    Equality,
    Order,
}

fn family(operator: BinaryOp) -> Option<Family> {
    use BinaryOp::{EqEq, EqEqEq, Gt, GtEq, Lt, LtEq, NotEq, NotEqEq};
    match operator {
        EqEq | EqEqEq | NotEq | NotEqEq => Some(Family::Equality),
        Lt | LtEq | Gt | GtEq => Some(Family::Order),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn sequences() {
        check(
            &RULE,
            "
x = a < b <= c < d;
//  ^^^^^^^^^^^^^^ is compared again
x = a < b === c; x = (a === b) === c;
",
        );
    }
}
