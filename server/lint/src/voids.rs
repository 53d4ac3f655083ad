//! Values that nobody gets, and `void`, which says so.

use source::Edit;
use syntax::ast::{Expr, UnaryOp};

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Problem;

pub(crate) fn is_void(value: &Expr) -> bool {
    matches!(without_parentheses(value), Expr::Unary(it) if it.op == UnaryOp::Void)
}

/// Suggests `void` before a value.
pub(crate) fn suggest_void(file: &File, problem: &mut Problem, value: &Expr) {
    let range = value.range();
    let binds_less = matches!(
        value,
        Expr::Arrow(_) | Expr::Assign(_) | Expr::Bin(_) | Expr::Cond(_) | Expr::Seq(_) | Expr::Yield(_)
    );
    let (open, close) = if binds_less { ("(", ")") } else { ("", "") };
    let is_close = file.text[..range.start() as usize].ends_with(char::is_alphabetic);
    let space = if is_close { " " } else { "" };
    let before = format!("{space}void {open}");
    problem.suggest("Say `void`", [Edit::insert(range.start(), before), Edit::insert(range.end(), close)]);
}
