//! Requires that callbacks of `then` return or throw.
//!
//! ## Why
//! The next `then` gets what is returned; a forgotten `return` gives it `undefined`, and too early.
//!
//! ## Bad
//! ```js
//! load().then((page) => { parse(page); }).then(show);
//! ```
//!
//! ## Good
//! ```js
//! load().then((page) => { return parse(page); }).then(show);
//! ```
//!
//! ## Options
//! - `ignoreLastCallback` (default `false`): the last callback of a chain whose value nobody takes.
//! - `ignoreAssignmentVariable` (default `["globalThis"]`): a callback may end by an assignment to these, or to what is in them.

use serde::Deserialize;
use syntax::ast::{ArrowExpr, ArrowFunctionBody, Expr, Function, Stmt, UnaryOp};
use syntax::semantic::{Node, NodeId};

use crate::calls::{Call, Called};
use crate::file::{File, Ranged, without_parentheses};
use crate::functions::head;
use crate::names::member;
use crate::options::RuleOptions;
use crate::promises::given_to;
use crate::report::Report;
use crate::rule::rule;

rule!("always-return", Promise, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    ignore_last_callback: bool,
    ignore_assignment_variable: Vec<String>,
}

impl Default for Options {
    fn default() -> Self {
        Options { ignore_last_callback: false, ignore_assignment_variable: vec!["globalThis".to_owned()] }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let functions = file.nodes.all::<Function>().filter_map(|(id, it)| Some((id, it.body.as_ref()?)));
    let arrows = file.nodes.all::<ArrowExpr>().filter_map(|(id, it)| match &*it.body {
        ArrowFunctionBody::FunctionBody(body) => Some((id, body)),
        ArrowFunctionBody::Expr(_) => None,
    });
    for (id, body) in functions.chain(arrows) {
        let Some((call, 0)) = given_to(file, id) else { continue };
        let is_then = call.method().is_some_and(|(_, name)| name == "then");
        if is_then
            && file.flow(id).reaches_end()
            && !body.stmts.last().is_some_and(|last| ends_well(file, options, last))
            && !(options.ignore_last_callback && is_last(file, &call))
        {
            report.at(head(file, id), "the callback of `then` neither returns nor throws");
        }
    }
}

/// Whether all ways through a statement end by what counts like a `return`.
fn ends_well(file: &File, options: &Options, statement: &Stmt) -> bool {
    match statement {
        Stmt::Return(_) | Stmt::Throw(_) => true,
        Stmt::Block(block) => block.stmts.last().is_some_and(|last| ends_well(file, options, last)),
        Stmt::If(choice) => {
            ends_well(file, options, &choice.cons)
                && choice.alt.as_ref().is_some_and(|other| ends_well(file, options, other))
        }
        Stmt::Expr(it) => match without_parentheses(&it.expr) {
            Expr::Assign(assignment) => {
                let target = file.source_of(&assignment.left);
                let root = target.split(['.', '[']).next().unwrap_or_default().trim();
                options.ignore_assignment_variable.iter().any(|name| name == root)
            }
            other => Called::by(other).and_then(|call| call.method()).is_some_and(|(object, name)| {
                matches!(&*name, "exit" | "abort")
                    && matches!(without_parentheses(object), Expr::Ident(name) if *name.sym == *"process")
            }),
        },
        _ => false,
    }
}

/// Whether nobody takes the value of a call, but for a `catch` or a `finally` behind it.
fn is_last(file: &File, call: &Call) -> bool {
    let mut current: NodeId = call.id;
    loop {
        let Some(parent) = file.nodes.parent(current) else { return false };
        let range = file.node(current).range();
        match file.node(parent) {
            Node::ExprStmt(_) => return true,
            Node::UnaryExpr(it) if it.op == UnaryOp::Void => return true,
            Node::SeqExpr(it) if it.exprs.last().is_some_and(|last| last.range() != range) => return true,
            Node::SeqExpr(_) | Node::AwaitExpr(_) | Node::ParenExpr(_) | Node::OptChainExpr(_) => current = parent,
            Node::MemberExpr(_) => {
                let Some(outer) = file.nodes.ancestors(parent).find_map(|id| Call::of(file, id)) else { return false };
                let is_handler = member(outer.callee).is_some_and(|it| it.obj.range().contains_range(range))
                    && outer.method().is_some_and(|(_, name)| matches!(&*name, "catch" | "finally"));
                if !is_handler {
                    return false;
                }
                current = outer.id;
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn callbacks_that_return_nothing() {
        check(
            &RULE,
            "
x = a.then(() => { if (b) { return c; } });
//            ^^ neither returns nor throws
a.then(() => b).then(() => { if (c) { process.exit(0); } else { return; } }, () => {});
a.then((b) => { globalThis.c = b; });
",
        );
        case(&RULE, "await a.then(() => {}).catch(() => {})").options(json!([{ "ignoreLastCallback": true }])).check();
    }
}
