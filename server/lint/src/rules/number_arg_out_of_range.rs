//! Disallows arguments of `toString`, `toFixed`, `toExponential` and `toPrecision` that numbers do not take.
//!
//! ## Why
//! They throw: a radix is 2 to 36, digits behind the point are 0 to 100, a precision is 1 to 100.
//!
//! ## Bad
//! ```js
//! const bits = (10).toString(1);
//! ```
//!
//! ## Good
//! ```js
//! const bits = (10).toString(2);
//! ```

use syntax::ast::{BinaryOp, Expr, Lit, UnaryOp};
use syntax::semantic::Node;

use crate::calls::Called;
use crate::file::{File, without_casts};
use crate::report::Report;
use crate::rule::rule;
use crate::values::literal_number;

rule!("number-arg-out-of-range", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for call in file.calls_of(&["toString", "toFixed", "toExponential", "toPrecision"]) {
        let Some((object, name)) = call.method() else { continue };
        let (low, high) = match &*name {
            "toString" => (2.0, 36.0),
            "toFixed" | "toExponential" => (0.0, 100.0),
            "toPrecision" => (1.0, 100.0),
            _ => continue,
        };
        let Some(argument) = call.first().and_then(literal_number) else { continue };
        // Numbers of libraries take more.
        if !(low..=high).contains(&argument.trunc()) && is_number(file, object, MOST_CONSTANTS) {
            report.at(call.range, format!("`{name}` takes {low} to {high}, and throws otherwise"));
        }
    }
}

/// A variable may be made of others.
const MOST_CONSTANTS: usize = 4;

/// Whether an expression is a number for certain.
fn is_number(file: &File, expression: &Expr, constants: usize) -> bool {
    use BinaryOp::{Div, Exp, Mod, Mul, Sub};
    match without_casts(expression) {
        Expr::Lit(Lit::Num(_)) => true,
        Expr::Update(_) => true,
        Expr::Unary(unary) if unary.op == UnaryOp::Plus => true,
        Expr::Unary(unary) if unary.op == UnaryOp::Minus => is_number(file, &unary.arg, constants),
        Expr::Bin(it) if matches!(it.op, Div | Exp | Mod | Mul | Sub) => {
            is_number(file, &it.left, constants) || is_number(file, &it.right, constants)
        }
        Expr::Ident(name) => file.variable(name).is_some_and(|variable| {
            let [definition] = &*variable.definitions else { return false };
            let Node::VarDeclarator(declarator) = file.node(definition.node) else { return false };
            constants > 0
                && declarator.name.is_ident()
                && file.rewrites(variable).next().is_none()
                && declarator.init.as_ref().is_some_and(|value| is_number(file, value, constants - 1))
        }),
        other => Called::by(other).is_some_and(|call| match call.method() {
            Some((object, _)) => file.is_global(object, "Math"),
            None => ["Number", "parseFloat", "parseInt"].iter().any(|name| file.is_global(call.callee, name)),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn what_numbers_do_not_take() {
        check(
            &RULE,
            "
const a = 1; x = [a.toString(37), Math.max(b, c).toFixed(101), d.toString(64), a.toString(16)];
//                ^^^^^^^^^^^^^^ takes 2 to 36
//                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^ takes 0 to 100
",
        );
    }
}
