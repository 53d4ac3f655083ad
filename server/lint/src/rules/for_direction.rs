//! Disallows `for` loops whose counter runs away from its limit.
//!
//! ## Why
//! A loop that counts the wrong way never ends, or ends only when the number overflows.
//!
//! ## Bad
//! ```js
//! for (let i = 0; i < 10; i--) {
//!     console.log(i);
//! }
//! ```
//!
//! ## Good
//! ```js
//! for (let i = 0; i < 10; i++) {
//!     console.log(i);
//! }
//! ```

use source::TextRange;
use syntax::ast::{
    AssignExpr, AssignOp, AssignTarget, Atom, BinaryOp, Expr, ForStmt, Lit, SimpleAssignTarget, UnaryOp, UpdateOp,
};
use syntax::semantic::Node;

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("for-direction", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for (_, it) in file.nodes.all::<ForStmt>() {
        let (Some(test), Some(update)) = (&it.test, &it.update) else { continue };
        let Expr::Bin(test) = without_parentheses(test) else { continue };
        let wrong = match test.op {
            BinaryOp::Lt | BinaryOp::LtEq => -1.0,
            BinaryOp::Gt | BinaryOp::GtEq => 1.0,
            _ => continue,
        };
        let runs_away = |side: &Expr, wrong: f64| match without_parentheses(side) {
            Expr::Ident(counter) => {
                matches!(steps(file, update, &counter.sym).as_slice(), [Some(step)] if step * wrong > 0.0)
            }
            _ => false,
        };
        if runs_away(&test.left, wrong) || runs_away(&test.right, -wrong) {
            let head = TextRange::new(it.range().start(), file.previous_token_end(it.body.range().start()));
            report.at(head, "the counter runs away from its limit");
        }
    }
}

/// What an update adds to the counter, each time that it changes it; `None` where that is not known.
fn steps(file: &File, update: &Expr, counter: &Atom) -> Vec<Option<f64>> {
    match without_parentheses(update) {
        Expr::Seq(all) => all.exprs.iter().flat_map(|one| steps(file, one, counter)).collect(),
        Expr::Update(it) if is_name(&it.arg, counter) => match it.op {
            UpdateOp::PlusPlus => vec![Some(1.0)],
            UpdateOp::MinusMinus => vec![Some(-1.0)],
        },
        Expr::Assign(it) if is_target(it, counter) => vec![match it.op {
            AssignOp::AddAssign => number(file, &it.right, 0),
            AssignOp::SubAssign => number(file, &it.right, 0).map(|step| -step),
            _ => None,
        }],
        _ => Vec::new(),
    }
}

fn is_name(expression: &Expr, name: &Atom) -> bool {
    matches!(without_parentheses(expression), Expr::Ident(identifier) if identifier.sym == *name)
}

fn is_target(assignment: &AssignExpr, name: &Atom) -> bool {
    match &assignment.left {
        AssignTarget::Simple(SimpleAssignTarget::Ident(identifier)) => identifier.id.sym == *name,
        AssignTarget::Simple(SimpleAssignTarget::Paren(inner)) => is_name(&inner.expr, name),
        _ => false,
    }
}

/// Variables that lead to variables are followed as far as this.
const FAR: usize = 8;

/// The number that an expression is, as far as the text tells.
fn number(file: &File, expression: &Expr, depth: usize) -> Option<f64> {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Num(it)) => Some(it.value),
        Expr::Lit(Lit::BigInt(it)) => it.value.to_string().parse().ok(),
        Expr::Lit(Lit::Bool(it)) => Some(f64::from(u8::from(it.value))),
        Expr::Unary(it) => {
            let value = number(file, &it.arg, depth)?;
            match it.op {
                UnaryOp::Plus => Some(value),
                UnaryOp::Minus => Some(-value),
                UnaryOp::Tilde => Some(f64::from(!(value as i32))),
                _ => None,
            }
        }
        Expr::Bin(it) => {
            let (left, right) = (number(file, &it.left, depth)?, number(file, &it.right, depth)?);
            match it.op {
                BinaryOp::Add => Some(left + right),
                BinaryOp::Sub => Some(left - right),
                BinaryOp::Mul => Some(left * right),
                BinaryOp::Div => Some(left / right),
                _ => None,
            }
        }
        Expr::Ident(name) if depth < FAR => {
            // A variable that is only written where it is declared.
            let variable = file.variable(name)?;
            let mut writes = variable.references.iter().map(|id| file.scopes.reference(*id)).filter(|it| it.is_write());
            let first = writes.next().filter(|first| first.is_initializer && !first.is_partial)?;
            match (writes.next(), file.node(first.written_by?)) {
                (None, Node::VarDeclarator(it)) => number(file, it.init.as_deref()?, depth + 1),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_counter_has_to_reach_its_limit() {
        check(
            &RULE,
            "
for (let a = 0; a < 10; a--) {}
//^^^^^^^^^^^^^^^^^^^^^^^^^^ runs away
for (let a = 0; 10 > a; (b++, a -= 1)) {}
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ runs away
const step = -2;
for (let a = 10; a > 0; a += step) {}
for (let a = 0; a < 10; (a--, a += 2)) {}
",
        );
    }
}
