//! Disallows operations whose operands settle the result, or one side of it.
//!
//! ## Why
//! `[] == list` is never true, and in `!value ?? other` nothing ever gets to `other`. The operator or its place among the others
//! is not the one that was meant.
//!
//! ## Bad
//! ```js
//! const name = "Hello " + first ?? "nobody";
//! if (list === []) {
//!     empty();
//! }
//! ```
//!
//! ## Good
//! ```js
//! const name = "Hello " + (first ?? "nobody");
//! if (list.length === 0) {
//!     empty();
//! }
//! ```
//!
//! ## Options
//! - `checkRelationalComparisons` (default `false`): also `<`, `<=`, `>` and `>=` of two constants.

use serde::Deserialize;
use syntax::ast::{AssignOp, BinExpr, BinaryOp, Expr, Lit, UnaryOp};
use syntax::semantic::{Node, NodeKind};

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::{
    called_global, is_constant, is_constant_boolean_call, is_constant_logic, is_logical, is_undefined,
};

rule!("no-constant-binary-expression", Correctness, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    check_relational_comparisons: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut logic = Logic::default();
    // From the inside to the outside: a left side comes right before what it is the left side of.
    for id in file.nodes.of_kind(NodeKind::BinExpr).iter().rev() {
        let Node::BinExpr(it) = file.node(*id) else { continue };
        match it.op {
            BinaryOp::LogicalAnd | BinaryOp::LogicalOr if logic.is_left_constant(file, it) => {
                let message = format!("the left side of `{}` is always true or always false", it.op);
                report.at(without_parentheses(&it.left).range(), message);
            }
            BinaryOp::NullishCoalescing if has_constant_nullishness(file, &it.left, false) => {
                let message = "the left side of `??` is never missing, or always";
                report.at(without_parentheses(&it.left).range(), message);
            }
            BinaryOp::EqEq | BinaryOp::NotEq | BinaryOp::EqEqEq | BinaryOp::NotEqEq => equality(file, it, report),
            BinaryOp::Lt | BinaryOp::LtEq | BinaryOp::Gt | BinaryOp::GtEq
                if options.check_relational_comparisons
                    && is_constant(file, &it.left, false)
                    && is_constant(file, &it.right, false) =>
            {
                report.at(it.range(), "this comparison always gives the same");
            }
            _ => {}
        }
    }
}

/// What the last operation that was looked at is as a test, so that long chains are looked at once.
#[derive(Default)]
struct Logic<'a> {
    last: Option<(&'a BinExpr, bool)>,
}

impl<'a> Logic<'a> {
    fn is_left_constant(&mut self, file: &File<'a>, it: &'a BinExpr) -> bool {
        let left = without_parentheses(&it.left);
        let is_constant = match (left, self.last) {
            (Expr::Bin(inner), Some((last, known))) if std::ptr::eq(inner, last) => known,
            _ => is_constant(file, left, true),
        };
        self.last = Some((it, is_constant_logic(file, it, true, is_constant)));
        is_constant
    }
}

fn equality(file: &File, it: &BinExpr, report: &mut Report) {
    let (left, right) = (without_parentheses(&it.left), without_parentheses(&it.right));
    let is_strict = matches!(it.op, BinaryOp::EqEqEq | BinaryOp::NotEqEq);
    let settled = |one: &Expr, other: &Expr| {
        is_nullish(file, one) && has_constant_nullishness(file, other, false)
            || is_static_boolean(file, one)
                && match is_strict {
                    true => is_strictly_boolean_or_never(file, other),
                    false => is_loosely_boolean_or_never(file, other),
                }
    };
    let sides = [(left, right), (right, left)];
    if let Some((_, settling)) = sides.into_iter().find(|(one, other)| settled(one, other)) {
        report.at(settling.range(), format!("this side of `{}` settles the result", it.op));
        return;
    }
    let (is_left_new, is_right_new) = (is_always_new(file, left), is_always_new(file, right));
    let new = match is_strict {
        true if is_left_new => left,
        true if is_right_new => right,
        false if is_left_new && is_right_new => left,
        _ => return,
    };
    report.at(new.range(), format!("a value that is made here is never the same as another, which `{}` asks", it.op));
}

fn is_nullish(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Null(_)) => true,
        Expr::Unary(unary) => unary.op == UnaryOp::Void,
        other => is_undefined(file, other),
    }
}

fn is_static_boolean(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Bool(_)) => true,
        Expr::Call(call) => is_constant_boolean_call(file, call),
        Expr::Unary(unary) => unary.op == UnaryOp::Bang && is_constant(file, &unary.arg, true),
        _ => false,
    }
}

/// Whether an expression is `null` or `undefined` always or never; with `never`, whether it is never.
fn has_constant_nullishness(file: &File, expression: &Expr, never: bool) -> bool {
    if never && is_nullish(file, expression) {
        return false;
    }
    match without_parentheses(expression) {
        Expr::Object(_)
        | Expr::Array(_)
        | Expr::Arrow(_)
        | Expr::Fn(_)
        | Expr::Class(_)
        | Expr::New(_)
        | Expr::Lit(_)
        | Expr::Tpl(_)
        | Expr::Update(_)
        | Expr::Unary(_) => true,
        Expr::Bin(binary) if binary.op == BinaryOp::NullishCoalescing => {
            has_constant_nullishness(file, &binary.right, true)
        }
        Expr::Bin(binary) => !is_logical(binary.op),
        Expr::Call(call) => called_global(file, call).is_some_and(gives_primitive),
        Expr::Assign(assignment) => match assignment.op {
            AssignOp::Assign => has_constant_nullishness(file, &assignment.right, never),
            operator => !is_logical_assignment(operator),
        },
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| has_constant_nullishness(file, last, never)),
        other => is_undefined(file, other),
    }
}

fn gives_primitive(function: &str) -> bool {
    matches!(function, "Boolean" | "String" | "Number" | "BigInt" | "Symbol")
}

fn is_logical_assignment(operator: AssignOp) -> bool {
    matches!(operator, AssignOp::AndAssign | AssignOp::OrAssign | AssignOp::NullishAssign)
}

/// Whether `==` of an expression and a boolean gives the same for any value that the expression can have.
fn is_loosely_boolean_or_never(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Object(_) | Expr::Class(_) | Expr::Arrow(_) | Expr::Fn(_) | Expr::Lit(_) => true,
        Expr::Array(array) => {
            // An array of one element compares as the element does.
            let plain = array.elems.iter().flatten().filter(|element| element.spread.is_none()).count();
            array.elems.is_empty() || plain > 1
        }
        Expr::Unary(unary) => match unary.op {
            UnaryOp::Void | UnaryOp::TypeOf => true,
            UnaryOp::Bang => is_constant(file, &unary.arg, true),
            _ => false,
        },
        Expr::Call(call) => is_constant_boolean_call(file, call),
        Expr::Tpl(template) => template.exprs.is_empty(),
        Expr::Assign(assignment) => {
            assignment.op == AssignOp::Assign && is_loosely_boolean_or_never(file, &assignment.right)
        }
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| is_loosely_boolean_or_never(file, last)),
        other => is_undefined(file, other),
    }
}

/// The same for `===`.
fn is_strictly_boolean_or_never(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Object(_)
        | Expr::Array(_)
        | Expr::Arrow(_)
        | Expr::Fn(_)
        | Expr::Class(_)
        | Expr::New(_)
        | Expr::Tpl(_)
        | Expr::Lit(_)
        | Expr::Update(_) => true,
        Expr::Bin(binary) => gives_number_or_string(binary.op),
        Expr::Unary(unary) => match unary.op {
            UnaryOp::Delete => false,
            UnaryOp::Bang => is_constant(file, &unary.arg, true),
            _ => true,
        },
        Expr::Call(call) => match called_global(file, call) {
            Some("Boolean") => is_constant_boolean_call(file, call),
            Some(name) => gives_primitive(name),
            None => false,
        },
        Expr::Assign(assignment) => match assignment.op {
            AssignOp::Assign => is_strictly_boolean_or_never(file, &assignment.right),
            operator => !is_logical_assignment(operator),
        },
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| is_strictly_boolean_or_never(file, last)),
        other => is_undefined(file, other),
    }
}

fn gives_number_or_string(operator: BinaryOp) -> bool {
    use BinaryOp::{Add, BitAnd, BitOr, BitXor, Div, Exp, LShift, Mod, Mul, RShift, Sub, ZeroFillRShift};
    matches!(operator, Add | Sub | Mul | Div | Mod | BitOr | BitXor | BitAnd | Exp | LShift | RShift | ZeroFillRShift)
}

/// Whether an expression makes an object each time.
fn is_always_new(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Object(_) | Expr::Array(_) | Expr::Arrow(_) | Expr::Fn(_) | Expr::Class(_) => true,
        Expr::Lit(Lit::Regex(_)) => true,
        Expr::New(construction) => {
            // What others construct may give back an object that it had.
            matches!(without_parentheses(&construction.callee), Expr::Ident(name)
                if file.globals.is_builtin(&name.sym) && file.is_global_reference(name))
        }
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| is_always_new(file, last)),
        Expr::Assign(assignment) => assignment.op == AssignOp::Assign && is_always_new(file, &assignment.right),
        Expr::Cond(choice) => is_always_new(file, &choice.cons) && is_always_new(file, &choice.alt),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn settled_sides_are_reported() {
        check(
            &RULE,
            "
x = [] && a;
//  ^^ always true
x = a && [];
",
        );
    }

    #[test]
    fn nullishness() {
        check(
            &RULE,
            "
x = 'a' + b ?? c;
//  ^^^^^^^ never missing
x = (a && b) ?? c;
x = a ?? null ?? b;
",
        );
    }

    #[test]
    fn equality() {
        check(
            &RULE,
            "
x = !a == null;
//  ^^ settles the result
x = a === [];
//        ^^ never the same
x = [a] == true;
x = new Foo() === a;
x = new Map() === a;
//  ^^^^^^^^^ never the same
",
        );
    }

    #[test]
    fn relations_can_be_asked_for() {
        let text = "
x = 1 < 2;
//  ^^^^^ always gives the same
";
        case(&RULE, text).options(json!([{ "checkRelationalComparisons": true }])).check();
    }
}
