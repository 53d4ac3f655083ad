//! Disallows `Promise.resolve` and `Promise.reject` around what a callback of a promise returns.
//!
//! ## Why
//! What it returns becomes a promise anyway, and what it throws rejects it.
//!
//! ## Bad
//! ```js
//! load().then((page) => Promise.resolve(page.title));
//! ```
//!
//! ## Good
//! ```js
//! load().then((page) => page.title);
//! ```
//!
//! ## Options
//! - `allowReject` (default `false`): `Promise.reject` is fine.

use serde::Deserialize;
use syntax::ast::ArrowFunctionBody;
use syntax::semantic::{Node, NodeId};

use crate::calls::Call;
use crate::file::{File, Ranged};
use crate::names::member_name;
use crate::options::RuleOptions;
use crate::promises::{gives_promise, maker};
use crate::report::Report;
use crate::rule::rule;

rule!("no-return-wrap", Promise, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_reject: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for call in file.calls() {
        let Some(name) = maker(call.callee) else { continue };
        let message = match &*name {
            "resolve" => "the value is enough: it becomes a promise anyway",
            "reject" if !options.allow_reject => "`throw` says the same as `Promise.reject` here",
            _ => continue,
        };
        if is_returned(file, call.id) && file.function_around(call.id).is_some_and(|it| is_callback(file, it)) {
            report.at(call.range, message);
        }
    }
}

fn is_returned(file: &File, call: NodeId) -> bool {
    match file.parent_without_parentheses(call).map(|parent| file.node(parent)) {
        Some(Node::ReturnStmt(_)) => true,
        Some(Node::ArrowExpr(arrow)) => matches!(&*arrow.body, ArrowFunctionBody::Expr(_)),
        _ => false,
    }
}

/// Whether a function, or one bound from it, is given to a promise.
fn is_callback(file: &File, function: NodeId) -> bool {
    let mut current = function;
    loop {
        let Some(parent) = file.nodes.parent(current) else { return false };
        match file.node(parent) {
            Node::FnExpr(_) | Node::ParenExpr(_) => current = parent,
            Node::MemberExpr(it) if member_name(&it.prop).is_some_and(|name| name == "bind") => {
                match file.nodes.parent(parent) {
                    Some(call) if matches!(file.node(call), Node::CallExpr(_)) => current = call,
                    _ => return false,
                }
            }
            _ => {
                let range = file.node(current).range();
                return Call::of(file, parent).is_some_and(|call| {
                    call.arguments.iter().any(|it| it.expr.range() == range) && gives_promise(call.callee)
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn what_callbacks_return() {
        check(
            &RULE,
            "
a.then((function () { return Promise.resolve(1); }).bind(b));
//                           ^^^^^^^^^^^^^^^^^^ becomes a promise anyway
a.then(() => Promise.all(b)); f = () => Promise.resolve(1);
",
        );
        case(&RULE, "a.catch(() => Promise.reject(1))").options(json!([{ "allowReject": true }])).check();
    }
}
