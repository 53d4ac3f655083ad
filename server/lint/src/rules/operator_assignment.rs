//! Requires `a += b` instead of `a = a + b`, or the other way round.
//!
//! ## Why
//! It is shorter, and shows at once that `a` is changed.
//!
//! ## Bad
//! ```js
//! count = count + 1;
//! ```
//!
//! ## Good
//! ```js
//! count += 1;
//! ```
//!
//! ## Options
//! A word: `"always"` (default), or `"never"`, which requires the long form.

use serde::Deserialize;
use serde_json::Value;
use source::{Edit, TextRange};
use syntax::ast::{AssignExpr, AssignOp, AssignTarget, BinaryOp, Expr, MemberProp, SimpleAssignTarget};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member;
use crate::options::{OptionsError, RuleOptions, from_value};
use crate::precedence::{Precedence, needs_space};
use crate::report::Report;
use crate::rule::rule;
use crate::same::same_member;

rule!("operator-assignment", Style, Off, Safe, options: Mode);

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum Mode {
    #[default]
    Always,
    Never,
}

impl RuleOptions for Mode {
    fn read(values: &[Value]) -> Result<Mode, OptionsError> {
        values.first().map_or(Ok(Mode::default()), from_value)
    }
}

fn run(file: &File, mode: &Mode, report: &mut Report) {
    for (_, assignment) in file.nodes.all::<AssignExpr>() {
        let AssignTarget::Simple(target) = &assignment.left else { continue };
        match mode {
            Mode::Always if assignment.op == AssignOp::Assign => shorten(file, assignment, target, report),
            Mode::Never if assignment.op != AssignOp::Assign => lengthen(file, assignment, target, report),
            _ => {}
        }
    }
}

fn shorten(file: &File, assignment: &AssignExpr, target: &SimpleAssignTarget, report: &mut Report) {
    let Expr::Bin(operation) = without_parentheses(&assignment.right) else { return };
    let Some(short) = short(operation.op) else { return };
    let range = assignment.range();
    let message = format!("`{short}` says the same");
    if is_target(file, target, &operation.left) {
        let problem = report.at(range, message);
        // Getters and the like would be called once instead of twice.
        let (from, to) = (assignment.left.range().end(), operation.left.range().end());
        let end = operation.range().end();
        let sign = file.find_token(to, operation.right.range().start(), operation.op.as_str());
        if is_simple(target)
            && !operation.left.is_opt_chain()
            && let Some(sign) = sign
            && let Some(equals) = file.find_token(from, range.end(), "=")
        {
            let between = TextRange::new(equals.end(), sign.start());
            if !file.has_comments_in(between) {
                let before = &file.text[from as usize..equals.start() as usize];
                let behind = &file.text[sign.end() as usize..end as usize];
                problem.fix([Edit::replace(TextRange::new(from, range.end()), format!("{before}{short}{behind}"))]);
            }
        }
    } else if is_commutative(operation.op) && is_target(file, target, &operation.right) {
        report.at(range, message);
    }
}

fn lengthen(file: &File, assignment: &AssignExpr, target: &SimpleAssignTarget, report: &mut Report) {
    let Some(operator) = assignment.op.to_update().filter(|operator| short(*operator).is_some()) else { return };
    let range = assignment.range();
    let problem = report.at(range, format!("`{}` hides that the value is read, too", assignment.op.as_str()));
    let (left, right) = (assignment.left.range(), assignment.right.range());
    let Some(sign) = file.find_token(left.end(), right.start(), assignment.op.as_str()) else { return };
    if !is_simple(target) || file.has_comments_in(TextRange::new(left.start(), sign.start())) {
        return;
    }
    let value = file.slice(right);
    let is_tight = matches!(&*assignment.right, Expr::Paren(_))
        || Precedence::of(&assignment.right) > Precedence::of_operator(operator);
    let value = if is_tight { value.to_owned() } else { format!("({value})") };
    let before = &file.text[left.end() as usize..sign.start() as usize];
    let space = &file.text[sign.end() as usize..right.start() as usize];
    let sign = operator.as_str();
    let value = format!("{space}{value}");
    let gap = if needs_space(sign, &value) { " " } else { "" };
    let text = format!("{}{before}= {}{before}{sign}{gap}{value}", file.slice(left), file.slice(left));
    problem.fix([Edit::replace(range, text)]);
}

/// The operator that assigns the result.
fn short(operator: BinaryOp) -> Option<&'static str> {
    use BinaryOp::*;
    Some(match operator {
        Add => "+=",
        Sub => "-=",
        Mul => "*=",
        Div => "/=",
        Mod => "%=",
        Exp => "**=",
        LShift => "<<=",
        RShift => ">>=",
        ZeroFillRShift => ">>>=",
        BitAnd => "&=",
        BitOr => "|=",
        BitXor => "^=",
        _ => return None,
    })
}

fn is_commutative(operator: BinaryOp) -> bool {
    use BinaryOp::{BitAnd, BitOr, BitXor, Mul};
    matches!(operator, BitAnd | BitOr | BitXor | Mul)
}

/// Whether an expression is what is assigned to.
fn is_target(file: &File, target: &SimpleAssignTarget, expression: &Expr) -> bool {
    match (target, without_parentheses(expression)) {
        (SimpleAssignTarget::Ident(name), Expr::Ident(other)) => name.id.sym == other.sym,
        (SimpleAssignTarget::Member(target), other) => member(other)
            .is_some_and(|other| same_member(target, other) && target.prop.is_computed() == other.prop.is_computed()),
        (SimpleAssignTarget::Paren(_), other) => {
            file.source_of(target).trim_matches(['(', ')']) == file.source_of(other)
        }
        _ => false,
    }
}

/// A name, or a property of one: reading it twice is like reading it once.
fn is_simple(target: &SimpleAssignTarget) -> bool {
    let member = match target {
        SimpleAssignTarget::Member(member) => member,
        SimpleAssignTarget::Paren(inner) => match without_parentheses(&inner.expr) {
            Expr::Member(member) => member,
            other => return other.is_ident(),
        },
        other => return other.is_ident(),
    };
    let is_plain_object = matches!(&*member.obj, Expr::Ident(_) | Expr::This(_));
    is_plain_object
        && match &member.prop {
            MemberProp::Computed(key) => key.expr.is_lit(),
            _ => true,
        }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn long_forms() {
        check(&RULE, "\nx = [a = b * a];\n//   ^^^^^^^^^ `*=` says the same\nc = d - c; e.f().g = e.h + 1;\n");
        check_fix(&RULE, "a.b = a.b + c * d", "a.b += c * d");
    }

    #[test]
    fn short_forms() {
        case(&RULE, "a *= b + c").options(json!(["never"])).check_fix("a = a * (b + c)");
    }
}
