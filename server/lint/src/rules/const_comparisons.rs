//! Disallows comparisons joined by `&&` or `||` that can't both be true, or of which one is enough.
//!
//! ## Why
//! One of the numbers or operators is mistyped.
//!
//! ## Bad
//! ```js
//! if (status <= 400 && status > 500) retry();
//! if (status < 200 && status <= 299) retry();
//! ```
//!
//! ## Good
//! ```js
//! if (status <= 400 || status > 500) retry();
//! if (status >= 200 && status <= 299) retry();
//! ```

use syntax::ast::{BinExpr, BinaryOp, Expr, UnaryOp};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;
use crate::same::is_repeatable;
use crate::values::literal_number;

rule!("const-comparisons", Correctness, Warning, None);

fn run(file: &File, report: &mut Report) {
    for (id, binary) in file.nodes.all::<BinExpr>() {
        match binary.op {
            // `a <= a` is a test for `NaN`.
            BinaryOp::Lt | BinaryOp::Gt if is_repeatable(&binary.left, &binary.right) => {
                report.at(binary.range(), "something is compared with itself, which is always false");
            }
            BinaryOp::LogicalAnd | BinaryOp::LogicalOr if is_outermost(file, id, binary.op) => {
                look(file, id, binary, report);
            }
            _ => {}
        }
    }
}

fn is_outermost(file: &File, id: NodeId, operator: BinaryOp) -> bool {
    !matches!(file.parent_without_parentheses(id).map(|parent| file.node(parent)),
        Some(Node::BinExpr(outer)) if outer.op == operator)
}

/// More operands are not compared with each other.
const MOST_OPERANDS: usize = 12;

fn look(file: &File, id: NodeId, logic: &BinExpr, report: &mut Report) {
    let mut operands = Vec::new();
    flatten(logic, logic.op, &mut operands);
    operands.truncate(MOST_OPERANDS);
    let facts: Vec<Option<Fact>> = operands.iter().map(|operand| Fact::of(operand)).collect();
    if facts.iter().flatten().count() < 2 || changes_something(file, id) {
        return;
    }
    for (index, fact) in facts.iter().enumerate() {
        let Some(fact) = fact else { continue };
        for (earlier, before) in facts[..index].iter().enumerate() {
            // What stands between two tests of one thing may need the first of them.
            let is_close = earlier + 1 == index || !matches!(fact, Fact::Truth { .. });
            let before = before.as_ref().filter(|_| is_close);
            let Some(message) = before.and_then(|before| before.with(fact, logic.op)) else { continue };
            let range = operands[earlier].range().cover(operands[index].range());
            report.at(range, message);
        }
    }
}

fn flatten<'a>(logic: &'a BinExpr, operator: BinaryOp, operands: &mut Vec<&'a Expr>) {
    for side in [&logic.left, &logic.right] {
        match without_parentheses(side) {
            Expr::Bin(inner) if inner.op == operator => flatten(inner, operator, operands),
            other => operands.push(other),
        }
    }
}

/// Whether what is compared may be another thing from one operand to the next.
fn changes_something(file: &File, id: NodeId) -> bool {
    let changes = [NodeKind::AssignExpr, NodeKind::UpdateExpr, NodeKind::AwaitExpr, NodeKind::YieldExpr];
    changes.into_iter().any(|kind| !file.nodes.of_kind_in(id, kind).is_empty())
}

/// What an operand says.
enum Fact<'a> {
    /// Something is below or above a number.
    Bound { of: &'a Expr, is_upper: bool, is_strict: bool, number: f64 },
    /// Two things are equal, or are not.
    Equality { sides: [&'a Expr; 2], is_equal: bool, is_strict: bool },
    /// Something is truthy, or is not.
    Truth { of: &'a Expr, is_true: bool },
}

impl<'a> Fact<'a> {
    fn of(operand: &'a Expr) -> Option<Fact<'a>> {
        use BinaryOp::{EqEq, EqEqEq, Gt, GtEq, Lt, LtEq, NotEq, NotEqEq};
        match without_parentheses(operand) {
            Expr::Bin(comparison) => {
                let sides = [&*comparison.left, &*comparison.right];
                let bound = |is_upper: bool, is_strict: bool| match (literal_number(sides[0]), literal_number(sides[1]))
                {
                    (None, Some(number)) => Some(Fact::Bound { of: sides[0], is_upper, is_strict, number }),
                    (Some(number), None) => Some(Fact::Bound { of: sides[1], is_upper: !is_upper, is_strict, number }),
                    _ => None,
                };
                match comparison.op {
                    Lt => bound(true, true),
                    LtEq => bound(true, false),
                    Gt => bound(false, true),
                    GtEq => bound(false, false),
                    EqEq => Some(Fact::Equality { sides, is_equal: true, is_strict: false }),
                    EqEqEq => Some(Fact::Equality { sides, is_equal: true, is_strict: true }),
                    NotEq => Some(Fact::Equality { sides, is_equal: false, is_strict: false }),
                    NotEqEq => Some(Fact::Equality { sides, is_equal: false, is_strict: true }),
                    _ => None,
                }
            }
            Expr::Unary(not) if not.op == UnaryOp::Bang => Some(Fact::Truth { of: &not.arg, is_true: false }),
            other => Some(Fact::Truth { of: other, is_true: true }),
        }
    }

    /// What is wrong with two facts beside each other.
    fn with(&self, other: &Fact, operator: BinaryOp) -> Option<String> {
        let result = if operator == BinaryOp::LogicalAnd { "false" } else { "true" };
        match (self, other) {
            (
                Fact::Bound { of, is_upper, is_strict, number },
                Fact::Bound { of: other_of, is_upper: other_upper, is_strict: other_strict, number: other_number },
            ) if operator == BinaryOp::LogicalAnd && is_repeatable(of, other_of) => {
                if is_upper == other_upper {
                    return Some("one of these comparisons is enough".to_owned());
                }
                let (low, high) = if *is_upper { (other_number, number) } else { (number, other_number) };
                let is_empty = low > high || low == high && (*is_strict || *other_strict);
                is_empty.then(|| "both comparisons can't be true together".to_owned())
            }
            (
                Fact::Equality { sides, is_equal, is_strict },
                Fact::Equality { sides: other_sides, is_equal: other_equal, is_strict: other_strict },
            ) if is_strict == other_strict => {
                let [left, right] = sides;
                let [other_left, other_right] = other_sides;
                let is_same = is_repeatable(left, other_left) && is_repeatable(right, other_right)
                    || is_repeatable(left, other_right) && is_repeatable(right, other_left);
                match is_equal == other_equal {
                    true => is_same.then(|| "the same comparison is there twice".to_owned()),
                    false => is_same.then(|| format!("one comparison is the opposite of the other: this is {result}")),
                }
            }
            (Fact::Truth { of, is_true: false }, Fact::Truth { of: other_of, is_true }) => {
                let is_same = is_repeatable(of, other_of);
                match is_true {
                    false => is_same.then(|| "the same test is there twice".to_owned()),
                    true => is_same.then(|| format!("one test is the opposite of the other: this is {result}")),
                }
            }
            (Fact::Truth { of, is_true: true }, Fact::Truth { of: other_of, is_true: false }) => {
                is_repeatable(of, other_of).then(|| format!("one test is the opposite of the other: this is {result}"))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn comparisons_that_say_nothing() {
        check(
            &RULE,
            "
x = a < 200 && b && a <= 299;
//  ^^^^^^^^^^^^^^^^^^^^^^^^ one of these
x = 500 >= a && 600 < a;
//  ^^^^^^^^^^^^^^^^^^^ true together
x = a.b > a.b;
//  ^^^^^^^^^ always false
x = a == b || b == a;
//  ^^^^^^^^^^^^^^^^ there twice
x = !a && a && b;
//  ^^^^^^^ this is false
x = a >= 400 && a < 500;
x = a > 5 && (a = 1) && a < 3;
x = f() < f();
",
        );
    }
}
