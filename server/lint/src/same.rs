//! Whether two parts of the tree are the same.

use syntax::ast::{EqIgnoreSpan, Expr, MemberExpr, MemberProp};

use crate::file::without_parentheses;
use crate::names::{member, member_name};

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
