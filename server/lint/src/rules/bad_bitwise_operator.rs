//! Disallows `&` and `|` where `&&` and `||` must have been meant.
//!
//! ## Why
//! Both sides of a bitwise operator become numbers, and an object or a text is none.
//!
//! ## Bad
//! ```js
//! const settings = options | {};
//! const name = user & user.name;
//! ```
//!
//! ## Good
//! ```js
//! const settings = options || {};
//! const name = user && user.name;
//! ```

use source::{Edit, TextRange};
use syntax::ast::{AssignExpr, AssignOp, BinExpr, BinaryOp, Expr, Lit, UnaryOp};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member;
use crate::report::Report;
use crate::rule::rule;

rule!("bad-bitwise-operator", Suspicious, Off, Suggestion);

fn run(file: &File, report: &mut Report) {
    let mut tell = |range: TextRange, from: u32, to: u32, operator: &str, meant: &'static str| {
        let problem = report.at(range, format!("`{operator}` makes numbers of both sides; `{meant}` may be meant"));
        if let Some(sign) = file.find_token(from, to, operator) {
            problem.suggest(format!("Use `{meant}`"), [Edit::replace(sign, meant)]);
        }
    };
    for (_, binary) in file.nodes.all::<BinExpr>() {
        let (from, to) = (binary.left.range().end(), binary.right.range().start());
        match binary.op {
            BinaryOp::BitAnd if is_own_property(&binary.left, &binary.right) => {
                tell(binary.range(), from, to, "&", "&&");
            }
            BinaryOp::BitOr if !is_literal(&binary.left) && is_no_number(&binary.right) => {
                tell(binary.range(), from, to, "|", "||");
            }
            _ => {}
        }
    }
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        if assignment.op == AssignOp::BitOrAssign && is_no_number(&assignment.right) {
            let (from, to) = (assignment.left.range().end(), assignment.right.range().start());
            tell(assignment.range(), from, to, "|=", "||=");
        }
    }
}

/// `a & a.b`
fn is_own_property(object: &Expr, property: &Expr) -> bool {
    let Expr::Ident(object) = without_parentheses(object) else { return false };
    member(property)
        .is_some_and(|member| matches!(without_parentheses(&member.obj), Expr::Ident(name) if name.sym == object.sym))
}

fn is_literal(expression: &Expr) -> bool {
    matches!(without_parentheses(expression), Expr::Lit(_) | Expr::Object(_))
}

fn is_no_number(expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Object(_) | Expr::Lit(Lit::Bool(_)) => true,
        Expr::Unary(unary) if unary.op == UnaryOp::Bang => true,
        other => is_text(other),
    }
}

fn is_text(expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Lit(Lit::Str(_)) | Expr::Tpl(_) => true,
        Expr::Unary(unary) => unary.op == UnaryOp::TypeOf,
        Expr::Bin(sum) => sum.op == BinaryOp::Add && (is_text(&sum.left) || is_text(&sum.right)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn what_is_no_number() {
        check(
            &RULE,
            "
x = [a | {}, b & b.c, d | 1, 1 | {}, e | f];
//   ^^^^^^ `||` may be meant
//           ^^^^^^^ `&&`
",
        );
        case(&RULE, "a /* | */ |= typeof b").check_suggestion("a /* | */ ||= typeof b");
    }
}
