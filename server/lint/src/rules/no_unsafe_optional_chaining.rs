//! Disallows optional chains where `undefined` throws.
//!
//! ## Why
//! `(user?.load)()` throws when there is no user, although the chain says that there may be none.
//!
//! ## Bad
//! ```js
//! const { name } = user?.profile;
//! (user?.load)();
//! ```
//!
//! ## Good
//! ```js
//! const { name } = user?.profile ?? {};
//! user?.load();
//! ```
//!
//! ## Options
//! - `disallowArithmeticOperators` (default `false`): also as operands of `+`, `-`, `*`, `/`, `%`, `**`, where they give `NaN`.

use serde::Deserialize;
use syntax::ast::{
    ArrayLit, AssignExpr, AssignOp, AssignPat, AssignTarget, BinExpr, BinaryOp, CallExpr, Callee, Class, Expr,
    ExprOrSpread, ForOfStmt, MemberExpr, NewExpr, OptCall, OptChainExpr, Pat, TaggedTpl, UnaryExpr, UnaryOp,
    VarDeclarator, WithStmt,
};

use crate::calls::is_optional;
use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-unsafe-optional-chaining", Correctness, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    disallow_arithmetic_operators: bool,
}

impl RuleOptions for Options {}

const THROWS: &str = "this throws when the chain gives `undefined`";
const NOT_A_NUMBER: &str = "this is `NaN` when the chain gives `undefined`";

fn run(file: &File, options: &Options, report: &mut Report) {
    if file.nodes.all::<OptChainExpr>().next().is_none() {
        return;
    }
    calls(file, report);
    patterns(file, report);
    others(file, report);
    if options.disallow_arithmetic_operators {
        arithmetic(file, report);
    }
}

/// Reports the chains that an expression may come from.
fn check(expression: &Expr, message: &str, report: &mut Report) {
    match expression {
        Expr::OptChain(chain) => {
            report.at(chain.range(), message);
        }
        Expr::Paren(inner) => check(&inner.expr, message, report),
        Expr::Await(awaited) => check(&awaited.arg, message, report),
        Expr::Seq(sequence) => {
            if let Some(last) = sequence.exprs.last() {
                check(last, message, report);
            }
        }
        Expr::Cond(choice) => {
            check(&choice.cons, message, report);
            check(&choice.alt, message, report);
        }
        Expr::Bin(logic) => {
            if logic.op == BinaryOp::LogicalAnd {
                check(&logic.left, message, report);
            }
            if matches!(logic.op, BinaryOp::LogicalAnd | BinaryOp::LogicalOr | BinaryOp::NullishCoalescing) {
                check(&logic.right, message, report);
            }
        }
        _ => {}
    }
}

/// The same for what may be a part of the chain itself, as `a?.b` is in `a?.b.c`.
fn check_inside(expression: &Expr, report: &mut Report) {
    if !matches!(expression, Expr::OptChain(_)) {
        check(expression, THROWS, report);
    }
}

fn calls(file: &File, report: &mut Report) {
    for (_, call) in file.nodes.all::<CallExpr>() {
        if let Callee::Expr(callee) = &call.callee {
            check(callee, THROWS, report);
        }
        spread(&call.args, report);
    }
    for (id, call) in file.nodes.all::<OptCall>() {
        if !is_optional(file, id) {
            check_inside(&call.callee, report);
        }
        spread(&call.args, report);
    }
    for (_, construction) in file.nodes.all::<NewExpr>() {
        check(&construction.callee, THROWS, report);
        spread(construction.args.as_deref().unwrap_or_default(), report);
    }
    for (_, tagged) in file.nodes.all::<TaggedTpl>() {
        check(&tagged.tag, THROWS, report);
    }
    for (id, member) in file.nodes.all::<MemberExpr>() {
        if !is_optional(file, id) {
            check_inside(&member.obj, report);
        }
    }
}

fn spread<'a>(arguments: impl IntoIterator<Item = &'a ExprOrSpread>, report: &mut Report) {
    for argument in arguments {
        if argument.spread.is_some() {
            check(&argument.expr, THROWS, report);
        }
    }
}

fn patterns(file: &File, report: &mut Report) {
    let is_pattern = |pattern: &Pat| matches!(pattern, Pat::Object(_) | Pat::Array(_));
    for (_, declarator) in file.nodes.all::<VarDeclarator>() {
        if let (true, Some(init)) = (is_pattern(&declarator.name), &declarator.init) {
            check(init, THROWS, report);
        }
    }
    for (_, default) in file.nodes.all::<AssignPat>() {
        if is_pattern(&default.left) {
            check(&default.right, THROWS, report);
        }
    }
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        if matches!(assignment.left, AssignTarget::Pat(_)) {
            check(&assignment.right, THROWS, report);
        }
    }
}

fn others(file: &File, report: &mut Report) {
    for (_, class) in file.nodes.all::<Class>() {
        if let Some(parent) = &class.super_class {
            check(parent, THROWS, report);
        }
    }
    for (_, array) in file.nodes.all::<ArrayLit>() {
        spread(array.elems.iter().flatten(), report);
    }
    for (_, each) in file.nodes.all::<ForOfStmt>() {
        check(&each.right, THROWS, report);
    }
    for (_, statement) in file.nodes.all::<WithStmt>() {
        check(&statement.obj, THROWS, report);
    }
    for (_, binary) in file.nodes.all::<BinExpr>() {
        if matches!(binary.op, BinaryOp::In | BinaryOp::InstanceOf) {
            check(&binary.right, THROWS, report);
        }
    }
}

fn arithmetic(file: &File, report: &mut Report) {
    for (_, binary) in file.nodes.all::<BinExpr>() {
        use BinaryOp::{Add, Div, Exp, Mod, Mul, Sub};
        if matches!(binary.op, Add | Sub | Mul | Div | Mod | Exp) {
            check(&binary.left, NOT_A_NUMBER, report);
            check(&binary.right, NOT_A_NUMBER, report);
        }
    }
    for (_, unary) in file.nodes.all::<UnaryExpr>() {
        if matches!(unary.op, UnaryOp::Plus | UnaryOp::Minus) {
            check(&unary.arg, NOT_A_NUMBER, report);
        }
    }
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        use AssignOp::{AddAssign, DivAssign, ExpAssign, ModAssign, MulAssign, SubAssign};
        if matches!(assignment.op, AddAssign | SubAssign | MulAssign | DivAssign | ModAssign | ExpAssign) {
            check(&assignment.right, NOT_A_NUMBER, report);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn what_throws_is_reported() {
        check(
            &RULE,
            "
x = (a?.b)();
//   ^^^^ throws
const { c } = a?.b && d;
//            ^^^^
f(...a?.b, (a?.b).c, a?.b.c(), (a?.b)?.c);
//   ^^^^
//          ^^^^
",
        );
    }

    #[test]
    fn arithmetic_can_be_asked_for() {
        let text = "
x = a?.b + (c ?? d?.e);
//  ^^^^ is `NaN`
//               ^^^^
";
        case(&RULE, text).options(json!([{ "disallowArithmeticOperators": true }])).check();
    }
}
