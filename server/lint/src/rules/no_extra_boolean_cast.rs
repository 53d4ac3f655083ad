//! Disallows making a boolean of something where that happens anyway.
//!
//! ## Why
//! `if (!!list)` and `if (Boolean(list))` are `if (list)`.
//!
//! ## Bad
//! ```js
//! if (!!list) {
//!     show(list);
//! }
//! ```
//!
//! ## Good
//! ```js
//! const hasList = !!list;
//! ```
//!
//! ## Options
//! - `enforceForInnerExpressions` (default `false`): also in operands of `&&`, `||`, the right of `??`, branches of `?:`, and at the
//!   end of a sequence.
//! - `enforceForLogicalOperands` (default `false`): also in operands of `&&` and `||`.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{BinaryOp, CallExpr, Callee, Expr, ExprOrSpread, OptCall, UnaryExpr, UnaryOp};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::precedence::{Precedence, mixes_coalescing, needs_space};
use crate::report::Report;
use crate::rule::rule;

rule!("no-extra-boolean-cast", Suspicious, Error, Safe, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    enforce_for_inner_expressions: bool,
    enforce_for_logical_operands: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, inner) in file.nodes.all::<UnaryExpr>() {
        let Some((outer_id, outer)) = negation_around(file, id).filter(|_| inner.op == UnaryOp::Bang) else { continue };
        if is_tested(file, options, outer_id) {
            let problem = report.at(outer.range(), "`!!` changes nothing here");
            if !file.has_comments_in(outer.range()) {
                problem.fix([replaced(file, outer_id, &inner.arg)]);
            }
        }
    }
    for (id, call) in file.nodes.all::<CallExpr>() {
        if matches!(&call.callee, Callee::Expr(callee) if is_boolean(file, callee)) {
            cast(file, options, id, &call.args, report);
        }
    }
    for (id, call) in file.nodes.all::<OptCall>() {
        if is_boolean(file, &call.callee)
            && let Some(chain) = file.nodes.parent(id)
        {
            cast(file, options, chain, &call.args, report);
        }
    }
}

fn is_boolean(file: &File, callee: &Expr) -> bool {
    file.is_global(callee, "Boolean")
}

/// A call of `Boolean`, or the chain that it is.
fn cast(file: &File, options: &Options, id: NodeId, arguments: &[ExprOrSpread], report: &mut Report) {
    if !is_tested(file, options, id) {
        return;
    }
    let range = file.node(id).range();
    let problem = report.at(range, "`Boolean` changes nothing here");
    match arguments {
        [] => {
            let negation = negation_around(file, id).map(|(_, outer)| outer.range());
            let (whole, value) = negation.map_or((range, "false"), |negation| (negation, "true"));
            if !file.has_comments_in(whole) {
                let space = if needs_space(&file.text[..whole.start() as usize], value) { " " } else { "" };
                problem.fix([Edit::replace(whole, format!("{space}{value}"))]);
            }
        }
        [ExprOrSpread { spread: None, expr }] if !file.has_comments_in(range) => {
            problem.fix([replaced(file, id, expr)]);
        }
        _ => {}
    }
}

/// The `!` of which a node is the operand.
fn negation_around<'a>(file: &File<'a>, id: NodeId) -> Option<(NodeId, &'a UnaryExpr)> {
    let outer = file.parent_without_parentheses(id)?;
    match file.node(outer) {
        Node::UnaryExpr(unary) if unary.op == UnaryOp::Bang => Some((outer, unary)),
        _ => None,
    }
}

/// Whether nothing but the truth of an expression counts where it stands.
fn is_tested(file: &File, options: &Options, id: NodeId) -> bool {
    let Some(parent) = file.parent_without_parentheses(id) else { return false };
    let range = file.node(id).range();
    let is = |part: &Expr| part.range().contains_range(range);
    let is_first = |arguments: &[ExprOrSpread]| {
        arguments.first().is_some_and(|argument| argument.spread.is_none() && is(&argument.expr))
    };
    let inner = options.enforce_for_inner_expressions;
    let is_passed_on = match file.node(parent) {
        Node::IfStmt(it) => return is(&it.test),
        Node::WhileStmt(it) => return is(&it.test),
        Node::DoWhileStmt(it) => return is(&it.test),
        Node::ForStmt(it) => return it.test.as_deref().is_some_and(is),
        Node::UnaryExpr(it) => return it.op == UnaryOp::Bang,
        Node::CallExpr(it) => {
            return matches!(&it.callee, Callee::Expr(callee) if is_boolean(file, callee)) && is_first(&it.args);
        }
        Node::NewExpr(it) => {
            return is_boolean(file, &it.callee) && is_first(it.args.as_deref().unwrap_or_default());
        }
        Node::CondExpr(it) if is(&it.test) => return true,
        Node::CondExpr(_) => inner,
        Node::SeqExpr(it) => inner && it.exprs.last().is_some_and(|last| is(last)),
        Node::BinExpr(it) => match it.op {
            BinaryOp::LogicalAnd | BinaryOp::LogicalOr => inner || options.enforce_for_logical_operands,
            BinaryOp::NullishCoalescing => inner && is(&it.right),
            _ => false,
        },
        _ => false,
    };
    is_passed_on && is_tested(file, options, parent)
}

/// The edit that puts what is inside of a cast in its place.
fn replaced(file: &File, cast: NodeId, inside: &Expr) -> Edit {
    let range = file.node(cast).range();
    let inside = without_parentheses(inside);
    let text = file.source_of(inside);
    if needs_parentheses(file, cast, range, inside) {
        return Edit::replace(range, format!("({text})"));
    }
    let space = if needs_space(&file.text[..range.start() as usize], text) { " " } else { "" };
    Edit::replace(range, format!("{space}{text}"))
}

fn needs_parentheses(file: &File, cast: NodeId, range: TextRange, inside: &Expr) -> bool {
    let precedence = Precedence::of(inside);
    match file.parent(cast) {
        Some(Node::CallExpr(_) | Node::NewExpr(_)) => precedence == Precedence::SEQUENCE,
        Some(Node::CondExpr(it)) if it.test.range() == range => precedence <= Precedence::CONDITION,
        Some(Node::CondExpr(_)) => precedence < Precedence::ASSIGNMENT,
        Some(Node::UnaryExpr(_)) => precedence < Precedence::UNARY,
        Some(Node::SeqExpr(_)) => precedence == Precedence::SEQUENCE,
        Some(Node::BinExpr(it)) => {
            let around = Precedence::of_operator(it.op);
            mixes_coalescing(it.op, inside)
                || if it.left.range() == range { precedence < around } else { precedence <= around }
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn casts_of_what_is_tested_are_reported() {
        check(
            &RULE,
            "
if (!!a) {}
//  ^^^ `!!` changes nothing
const b = !Boolean(c && d), e = !!f, g = Boolean(h);
//         ^^^^^^^^^^^^^^^ `Boolean` changes nothing
",
        );
    }

    #[test]
    fn casts_are_removed() {
        check_fix(&RULE, "a = !Boolean(b && c)", "a = !(b && c)");
        check_fix(&RULE, "if (!Boolean()) {}", "if (true) {}");
        check_fix(&RULE, "function* f() { yield!!a ? b : c }", "function* f() { yield a ? b : c }");
    }

    #[test]
    fn operands_can_be_asked_for() {
        let options = json!([{ "enforceForInnerExpressions": true }]);
        check(&RULE, "if (!!a && b) {}");
        case(&RULE, "if (!!(a || b) && c) {}").options(options).check_fix("if ((a || b) && c) {}");
    }
}
