//! Disallows promises in functions whose first parameter is an error.
//!
//! ## Why
//! A function with a callback tells of errors by its first argument, a promise by rejecting: with both, one gets lost.
//!
//! ## Bad
//! ```js
//! readFile(path, (error, text) => {
//!     send(text).then(close);
//! });
//! ```
//!
//! ## Good
//! ```js
//! readFile(path).then(send).then(close);
//! ```
//!
//! ## Options
//! - `exemptDeclarations` (default `false`): declared functions are not looked at.

use serde::Deserialize;
use syntax::ast::Pat;
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::functions::functions_around;
use crate::options::RuleOptions;
use crate::promises::{given_to, gives_promise};
use crate::report::Report;
use crate::rule::rule;

rule!("no-promise-in-callback", Promise, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    exempt_declarations: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for call in file.calls() {
        let is_returned = || {
            let parent = file.parent_without_parentheses(call.id).map(|parent| file.node(parent));
            matches!(parent, Some(Node::ReturnStmt(_)))
        };
        if gives_promise(call.callee)
            && !is_returned()
            && functions_around(file, call.id).any(|function| is_node_callback(file, options, function))
        {
            report.at(call.callee.range(), "a promise inside of a callback");
        }
    }
}

/// Whether a function gets an error first, and is none of a promise.
fn is_node_callback(file: &File, options: &Options, function: NodeId) -> bool {
    let first = match file.node(function) {
        Node::Function(it) => it.params.first().map(|parameter| &parameter.pat),
        Node::ArrowExpr(it) => it.params.first(),
        _ => None,
    };
    let is_declared = || matches!(file.parent(function), Some(Node::FnDecl(_)));
    matches!(first, Some(Pat::Ident(name)) if matches!(&*name.id.sym, "err" | "error"))
        && !(options.exempt_declarations && is_declared())
        && given_to(file, function).is_none()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn promises_in_callbacks() {
        check(
            &RULE,
            "
a((err, b) => { c.then(d); });
//              ^^^^^^ inside of a callback
a.catch((err) => { c.then(d); }); a((err) => { return c.then(d); });
",
        );
        case(&RULE, "function f(err) { a.then(b); }").options(json!([{ "exemptDeclarations": true }])).check();
    }
}
