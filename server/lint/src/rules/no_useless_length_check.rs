//! Disallows tests of `length` beside `some` and `every`.
//!
//! ## Why
//! `some` is false of an empty array, and `every` is true.
//!
//! ## Bad
//! ```js
//! if (list.length > 0 && list.some(isReady)) start();
//! ```
//!
//! ## Good
//! ```js
//! if (list.some(isReady)) start();
//! ```

use source::TextRange;
use syntax::ast::{BinExpr, BinaryOp, Expr, MemberExpr, MemberProp};
use syntax::semantic::Node;

use crate::calls::Called;
use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::same;
use crate::values::literal_number;

rule!("no-useless-length-check", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (id, logic) in file.nodes.all::<BinExpr>() {
        if !matches!(logic.op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr) {
            continue;
        }
        let is_inner = matches!(file.parent(id), Some(Node::BinExpr(outer)) if outer.op == logic.op);
        if is_inner {
            continue;
        }
        let mut operands = Vec::new();
        flatten(logic, logic.op, &mut operands);
        for pair in operands.windows(2) {
            for (check, call) in [(pair[0], pair[1]), (pair[1], pair[0])] {
                if let Some(array) = checked(check, logic.op)
                    && asked(call, logic.op).is_some_and(|other| same(without_parentheses(array), other))
                {
                    let range = TextRange::new(array.range().end(), check.range().end());
                    report.at(range, "an empty array needs no test of its own here");
                }
            }
        }
    }
}

fn flatten<'a>(logic: &'a BinExpr, operator: BinaryOp, operands: &mut Vec<&'a Expr>) {
    for side in [&logic.left, &logic.right] {
        match &**side {
            Expr::Bin(inner) if inner.op == operator => flatten(inner, operator, operands),
            other => operands.push(other),
        }
    }
}

/// The array that is tested not to be empty before `&&`, or to be before `||`.
fn checked(check: &Expr, operator: BinaryOp) -> Option<&Expr> {
    let Expr::Bin(comparison) = without_parentheses(check) else { return None };
    let is_zero = literal_number(&comparison.right) == Some(0.0);
    let is_right = match operator {
        BinaryOp::LogicalAnd => matches!(comparison.op, BinaryOp::NotEqEq | BinaryOp::Gt),
        _ => comparison.op == BinaryOp::EqEqEq,
    };
    match without_parentheses(&comparison.left) {
        Expr::Member(MemberExpr { obj, prop: MemberProp::Ident(name), .. })
            if is_zero && is_right && *name.sym == *"length" =>
        {
            Some(obj)
        }
        _ => None,
    }
}

/// The array whose `some` stands in an `&&`, or whose `every` stands in an `||`.
fn asked(call: &Expr, operator: BinaryOp) -> Option<&Expr> {
    let wanted = if operator == BinaryOp::LogicalAnd { "some" } else { "every" };
    let Expr::Call(_) = without_parentheses(call) else { return None };
    let (array, name) = Called::by(call)?.method()?;
    (name == wanted).then(|| without_parentheses(array))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn tests_of_the_length() {
        check(
            &RULE,
            "
x = a.length === 0 || a.every(b);
//   ^^^^^^^^^^^^^ an empty array
x = c && a.some(b) && a.length > 0;
//                     ^^^^^^^^^^^
x = a.length > 0 && c.some(b); x = a.length > 0 && a.every(b);
",
        );
    }
}
