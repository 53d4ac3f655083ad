//! Whether two parts of the tree are the same.

use syntax::ast::{EqIgnoreSpan, Expr, Lit, MemberExpr, MemberProp, UnaryOp};

use crate::file::{File, without_parentheses};
use crate::names::{member, member_name};
use crate::values::is_undefined;

/// Whether two expressions are written with the same tokens.
pub(crate) fn same(one: &Expr, other: &Expr) -> bool {
    one.eq_ignore_span(other)
}

/// Whether two expressions name the same variable, or the same property of the same thing: `a.b`, `a["b"]`, `a?.b`.
pub(crate) fn same_place(one: &Expr, other: &Expr) -> bool {
    match (without_parentheses(one), without_parentheses(other)) {
        (Expr::Ident(one), Expr::Ident(other)) => one.sym == other.sym,
        (Expr::This(_), Expr::This(_)) => true,
        (Expr::SuperProp(one), Expr::SuperProp(other)) => one.eq_ignore_span(other),
        (one, other) => match (member(one), member(other)) {
            (Some(one), Some(other)) => same_member(one, other),
            _ => false,
        },
    }
}

pub(crate) fn same_member(one: &MemberExpr, other: &MemberExpr) -> bool {
    same_place(&one.obj, &other.obj)
        && match (&one.prop, &other.prop) {
            (MemberProp::PrivateName(one), MemberProp::PrivateName(other)) => one.name == other.name,
            (MemberProp::PrivateName(_), _) | (_, MemberProp::PrivateName(_)) => false,
            (left, right) => match (member_name(left), member_name(right)) {
                (Some(left), Some(right)) => left == right,
                (None, None) => match (left, right) {
                    (MemberProp::Computed(left), MemberProp::Computed(right)) => same_place(&left.expr, &right.expr),
                    _ => false,
                },
                _ => false,
            },
        }
}

/// Whether two expressions are the same and give the same when they are evaluated again: no calls in them.
pub(crate) fn is_repeatable(one: &Expr, other: &Expr) -> bool {
    match (without_parentheses(one), without_parentheses(other)) {
        (Expr::Lit(one), Expr::Lit(other)) => one.eq_ignore_span(other),
        (Expr::Unary(one), Expr::Unary(other)) => one.op == other.op && is_repeatable(&one.arg, &other.arg),
        (one, other) => same_place(one, other),
    }
}

/// Whether a call without `apply` or `call` would have the same `this`.
pub(crate) fn keeps_this(file: &File, applied: &Expr, this: &Expr) -> bool {
    match member(applied) {
        Some(method) => same(without_parentheses(&method.obj), without_parentheses(this)),
        None => match without_parentheses(this) {
            Expr::Lit(Lit::Null(_)) => true,
            Expr::Unary(unary) => unary.op == UnaryOp::Void,
            other => is_undefined(file, other),
        },
    }
}
