//! Requires `a ** b` instead of `Math.pow(a, b)`.
//!
//! ## Why
//! It is shorter, and works with big integers.
//!
//! ## Bad
//! ```js
//! const area = Math.pow(side, 2);
//! ```
//!
//! ## Good
//! ```js
//! const area = side ** 2;
//! ```

use std::borrow::Cow;

use source::Edit;
use syntax::ast::{BinaryOp, Expr, MemberProp};
use syntax::semantic::Node;

use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::precedence::{Precedence, needs_space};
use crate::report::Report;
use crate::rule::rule;
use crate::semicolons::needs_semicolon_before;
use crate::values::constant_string;

rule!("prefer-exponentiation-operator", Style, Off, Safe);

fn run(file: &File, report: &mut Report) {
    for call in file.calls().filter(|call| is_pow(file, call.callee)) {
        let problem = report.at(call.range, "`**` says the same as `Math.pow`");
        let [base, exponent] = call.arguments else { continue };
        if base.spread.is_none() && exponent.spread.is_none() && !file.has_comments_in(call.range) {
            problem.fix([operation(file, &call, &base.expr, &exponent.expr)]);
        }
    }
}

fn is_pow(file: &File, callee: &Expr) -> bool {
    let Some(callee) = member(callee) else { return false };
    let name = match &callee.prop {
        MemberProp::Computed(key) => constant_string(file, &key.expr),
        other => member_name(other),
    };
    name == Some(Cow::Borrowed("pow")) && file.global_of(&callee.obj).is_some_and(|object| object == "Math")
}

fn operation(file: &File, call: &Call, base: &Expr, exponent: &Expr) -> Edit {
    let power = Precedence::of_operator(BinaryOp::Exp);
    let base = without_parentheses(base);
    let is_loose_base = Precedence::of(base) <= power || matches!(base, Expr::Unary(_) | Expr::Await(_));
    let exponent = without_parentheses(exponent);
    let wrapped = |expression: &Expr, is_loose: bool| match is_loose {
        true => format!("({})", file.source_of(expression)),
        false => file.source_of(expression).to_owned(),
    };
    let text = format!("{}**{}", wrapped(base, is_loose_base), wrapped(exponent, Precedence::of(exponent) < power));
    let text = if needs_parentheses(file, call, &text) { format!("({text})") } else { text };
    let goes_on = text.starts_with(['(', '[', '/', '`', '+', '-']) && needs_semicolon_before(file, call.id);
    let text = if goes_on { format!(";{text}") } else { text };
    let before = if needs_space(&file.text[..call.range.start() as usize], &text) { " " } else { "" };
    let behind = if needs_space(&text, &file.text[call.range.end() as usize..]) { " " } else { "" };
    Edit::replace(call.range, format!("{before}{text}{behind}"))
}

/// Whether the place of a call binds tighter than the operator, or the text would be no expression there.
fn needs_parentheses(file: &File, call: &Call, text: &str) -> bool {
    let range = call.range;
    let mut around = file.nodes.ancestors(call.id).map(|id| file.node(id));
    let begins_statement = ["{", "function", "class"].iter().any(|word| text.starts_with(word))
        && file
            .nodes
            .ancestors(call.id)
            .any(|id| matches!(file.node(id), Node::ExprStmt(statement) if statement.range().start() == range.start()));
    if begins_statement {
        return true;
    }
    match around.find(|node| !matches!(node, Node::OptChainExpr(_))) {
        Some(Node::BinExpr(it)) => {
            Precedence::of_operator(it.op) >= Precedence::of_operator(BinaryOp::Exp)
                && !(it.op == BinaryOp::Exp && it.right.range() == range)
        }
        Some(Node::UnaryExpr(_) | Node::AwaitExpr(_) | Node::TaggedTpl(_) | Node::Class(_)) => true,
        Some(Node::MemberExpr(it)) => it.obj.range() == range,
        Some(Node::CallExpr(it)) => it.callee.range() == range,
        Some(Node::OptCall(it)) => it.callee.range() == range,
        Some(Node::NewExpr(it)) => it.callee.range() == range,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check_fix;

    #[test]
    fn becomes_an_operator() {
        check_fix(&RULE, "x = -Math.pow(-a, b + c)", "x = -((-a)**(b + c))");
        check_fix(&RULE, "x = Math['p' + 'ow'](a, b ** c)", "x = a**b ** c");
    }
}
