//! What the text alone tells of the value of an expression.

use std::borrow::Cow;

use syntax::ast::{ArrayLit, AssignOp, BinExpr, BinaryOp, CallExpr, Callee, Expr, Lit, Tpl, UnaryExpr, UnaryOp};
use syntax::semantic::{DefinitionKind, Node};

use crate::file::{File, without_casts, without_parentheses};

/// The string that an expression always gives: a literal, a template, a sum of them, a `const` that is one.
pub(crate) fn constant_string<'a>(file: &File<'a>, expression: &'a Expr) -> Option<Cow<'a, str>> {
    string_through(file, expression, MOST_CONSTANTS)
}

/// A constant may be made of others, which may be made of it.
const MOST_CONSTANTS: usize = 4;

fn string_through<'a>(file: &File<'a>, expression: &'a Expr, constants: usize) -> Option<Cow<'a, str>> {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Str(string)) => string.value.as_str().map(Cow::Borrowed),
        Expr::Tpl(template) => template_through(file, template, constants),
        Expr::Bin(sum) if sum.op == BinaryOp::Add => {
            Some(string_through(file, &sum.left, constants)? + string_through(file, &sum.right, constants)?)
        }
        Expr::Ident(name) => {
            let [definition] = &*file.variable(name)?.definitions else { return None };
            match file.node(definition.node) {
                Node::VarDeclarator(declarator)
                    if definition.kind == DefinitionKind::Const && declarator.name.is_ident() =>
                {
                    string_through(file, declarator.init.as_deref()?, constants.checked_sub(1)?)
                }
                _ => None,
            }
        }
        _ => None,
    }
}

fn template_through<'a>(file: &File<'a>, template: &'a Tpl, constants: usize) -> Option<Cow<'a, str>> {
    let mut quasis = template.quasis.iter().map(|quasi| quasi.cooked.as_ref()?.as_str());
    let mut text = Cow::Borrowed(quasis.next()??);
    for (expression, quasi) in template.exprs.iter().zip(quasis) {
        text += string_through(file, expression, constants)?;
        text += quasi?;
    }
    Some(text)
}

/// The text of a string literal, or of a template in which nothing is put.
pub(crate) fn literal_string(expression: &Expr) -> Option<&str> {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Str(string)) => string.value.as_str(),
        Expr::Tpl(template) if template.exprs.is_empty() => template.quasis.first()?.cooked.as_ref()?.as_str(),
        _ => None,
    }
}

/// The number that a literal is, with a sign or without.
pub(crate) fn literal_number(expression: &Expr) -> Option<f64> {
    match without_casts(expression) {
        Expr::Lit(Lit::Num(number)) => Some(number.value),
        Expr::Unary(unary) if unary.op == UnaryOp::Minus => literal_number(&unary.arg).map(|number| -number),
        _ => None,
    }
}

/// Whether an expression can give an `Error`, as far as its form tells.
pub(crate) fn may_be_error(expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Ident(_) | Expr::Call(_) | Expr::New(_) | Expr::Member(_) | Expr::SuperProp(_) | Expr::TaggedTpl(_) => {
            true
        }
        Expr::Yield(_) | Expr::Await(_) | Expr::OptChain(_) => true,
        Expr::TsAs(it) => may_be_error(&it.expr),
        Expr::TsNonNull(it) => may_be_error(&it.expr),
        Expr::Assign(assignment) => match assignment.op {
            AssignOp::Assign | AssignOp::AndAssign => may_be_error(&assignment.right),
            // What the target holds may be one.
            AssignOp::OrAssign | AssignOp::NullishAssign => true,
            _ => false,
        },
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| may_be_error(last)),
        Expr::Bin(logic) => match logic.op {
            // The left side is given only when it is falsy, which no error is.
            BinaryOp::LogicalAnd => may_be_error(&logic.right),
            BinaryOp::LogicalOr | BinaryOp::NullishCoalescing => {
                may_be_error(&logic.left) || may_be_error(&logic.right)
            }
            _ => false,
        },
        Expr::Cond(choice) => may_be_error(&choice.cons) || may_be_error(&choice.alt),
        _ => false,
    }
}

/// Whether an expression is the global `undefined`.
pub(crate) fn is_undefined(file: &File, expression: &Expr) -> bool {
    file.is_global(expression, "undefined")
}

/// Whether an expression always has the same value, or, as a test, is always true or always false.
pub(crate) fn is_constant(file: &File, expression: &Expr, as_test: bool) -> bool {
    match without_parentheses(expression) {
        Expr::Lit(_) | Expr::Arrow(_) | Expr::Fn(_) | Expr::Object(_) | Expr::Class(_) => true,
        Expr::Tpl(template) => {
            as_test && template.quasis.iter().any(|quasi| quasi.cooked.as_ref().is_some_and(|text| !text.is_empty()))
                || template.exprs.iter().all(|part| is_constant(file, part, false))
        }
        Expr::Array(array) => as_test || has_constant_elements(file, array),
        Expr::Unary(unary) => match unary.op {
            UnaryOp::Void => true,
            UnaryOp::TypeOf if as_test => true,
            UnaryOp::Bang => is_constant(file, &unary.arg, true),
            _ => is_constant(file, &unary.arg, false),
        },
        Expr::Bin(binary) if is_logical(binary.op) => {
            is_constant_logic(file, binary, as_test, is_constant(file, &binary.left, as_test))
        }
        Expr::Bin(binary) => {
            binary.op != BinaryOp::In
                && is_constant(file, &binary.left, false)
                && is_constant(file, &binary.right, false)
        }
        Expr::New(_) => as_test,
        Expr::Assign(assignment) => match assignment.op {
            AssignOp::Assign => is_constant(file, &assignment.right, as_test),
            AssignOp::OrAssign if as_test => decides(&assignment.right, BinaryOp::LogicalOr),
            AssignOp::AndAssign if as_test => decides(&assignment.right, BinaryOp::LogicalAnd),
            _ => false,
        },
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| is_constant(file, last, as_test)),
        Expr::Call(call) => is_constant_boolean_call(file, call),
        Expr::Ident(_) => is_undefined(file, expression),
        _ => false,
    }
}

fn has_constant_elements(file: &File, array: &ArrayLit) -> bool {
    array.elems.iter().flatten().all(|element| is_constant(file, &element.expr, false))
}

/// The same for `&&`, `||` and `??`, of which it is known whether the left side is constant.
pub(crate) fn is_constant_logic(file: &File, logic: &BinExpr, as_test: bool, left: bool) -> bool {
    let right = is_constant(file, &logic.right, as_test);
    left && (right || decides(&logic.left, logic.op)) || as_test && right && decides(&logic.right, logic.op)
}

/// Whether an operand settles what `||` is as a test (it is true), or `&&` (it is false).
fn decides(operand: &Expr, operator: BinaryOp) -> bool {
    match without_parentheses(operand) {
        Expr::Lit(literal) => match operator {
            BinaryOp::LogicalOr => is_truthy(literal),
            BinaryOp::LogicalAnd => !is_truthy(literal),
            _ => false,
        },
        Expr::Unary(UnaryExpr { op: UnaryOp::Void, .. }) => operator == BinaryOp::LogicalAnd,
        Expr::Bin(logic) => logic.op == operator && (decides(&logic.left, operator) || decides(&logic.right, operator)),
        Expr::Assign(assignment) => match assignment.op {
            AssignOp::OrAssign => operator == BinaryOp::LogicalOr && decides(&assignment.right, operator),
            AssignOp::AndAssign => operator == BinaryOp::LogicalAnd && decides(&assignment.right, operator),
            _ => false,
        },
        _ => false,
    }
}

/// `==`, `<` and their like.
pub(crate) fn is_comparison(operator: BinaryOp) -> bool {
    use BinaryOp::{EqEq, EqEqEq, Gt, GtEq, Lt, LtEq, NotEq, NotEqEq};
    matches!(operator, EqEq | EqEqEq | NotEq | NotEqEq | Lt | LtEq | Gt | GtEq)
}

pub(crate) fn is_logical(operator: BinaryOp) -> bool {
    matches!(operator, BinaryOp::LogicalOr | BinaryOp::LogicalAnd | BinaryOp::NullishCoalescing)
}

/// What a literal is as a test.
pub(crate) fn is_truthy(literal: &Lit) -> bool {
    match literal {
        Lit::Str(string) => !string.value.is_empty(),
        Lit::Bool(boolean) => boolean.value,
        Lit::Null(_) => false,
        Lit::Num(number) => number.value != 0.0 && !number.value.is_nan(),
        Lit::BigInt(number) => *number.value != Default::default(),
        Lit::Regex(_) | Lit::JSXText(_) => true,
    }
}

/// The name of the global function that a call calls.
pub(crate) fn called_global<'a>(file: &File, call: &'a CallExpr) -> Option<&'a str> {
    match &call.callee {
        Callee::Expr(callee) => match without_parentheses(callee) {
            Expr::Ident(name) if file.is_global_reference(name) => Some(&name.sym),
            _ => None,
        },
        _ => None,
    }
}

/// Whether a call of `Boolean` always gives the same.
pub(crate) fn is_constant_boolean_call(file: &File, call: &CallExpr) -> bool {
    let is_boolean = matches!(&call.callee, Callee::Expr(callee) if file.is_global(callee, "Boolean"));
    is_boolean
        && call.args.first().is_none_or(|argument| argument.spread.is_none() && is_constant(file, &argument.expr, true))
}
