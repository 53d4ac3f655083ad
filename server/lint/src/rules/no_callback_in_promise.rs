//! Disallows calls of `callback` and its like in callbacks of promises.
//!
//! ## Why
//! What the callback throws lands in the promise, and may call it a second time.
//!
//! ## Bad
//! ```js
//! load().then((page) => callback(null, page), callback);
//! ```
//!
//! ## Good
//! ```js
//! const page = await load();
//! ```
//!
//! ## Options
//! - `exceptions` (default `[]`): names that are no callbacks, of `callback`, `cb`, `done`, `next`.
//! - `timeoutsErr` (default `false`): also in what `setTimeout`, `setImmediate`, `requestAnimationFrame` and `nextTick` call later.

use serde::Deserialize;
use syntax::ast::Expr;
use syntax::semantic::NodeId;

use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::functions::functions_around;
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::promises::given_to;
use crate::report::Report;
use crate::rule::rule;

rule!("no-callback-in-promise", Promise, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    exceptions: Vec<String>,
    timeouts_err: bool,
}

impl RuleOptions for Options {}

const CALLBACKS: &[&str] = &["callback", "cb", "done", "next"];

fn run(file: &File, options: &Options, report: &mut Report) {
    let is_callback = |expression: &Expr| match without_parentheses(expression) {
        Expr::Ident(name) => CALLBACKS.contains(&&*name.sym) && !options.exceptions.iter().any(|it| **it == *name.sym),
        _ => false,
    };
    let is_inside = |node: NodeId| functions_around(file, node).any(|function| given_to(file, function).is_some());
    let message = "a callback is called inside of a promise";
    for call in file.calls() {
        if is_callback(call.callee) {
            let is_late = || functions_around(file, call.id).any(|function| is_given_to_timer(file, function));
            if is_inside(call.id) && (options.timeouts_err || !is_late()) {
                report.at(call.range, message);
            }
        } else if let Some(first) = call.first().filter(|first| is_callback(first)) {
            let name = call.method().map(|(_, name)| name);
            let is_given_on = name.is_some_and(|name| matches!(&*name, "then" | "catch"))
                || options.timeouts_err && is_timer(call.callee) && is_inside(call.id);
            if is_given_on {
                report.at(first.range(), message);
            }
        }
    }
}

fn is_timer(callee: &Expr) -> bool {
    let is_name = |name: &str| matches!(name, "setImmediate" | "setTimeout" | "requestAnimationFrame" | "nextTick");
    match without_parentheses(callee) {
        Expr::Ident(name) => is_name(&name.sym),
        other => member(other).and_then(|member| member_name(&member.prop)).is_some_and(|name| is_name(&name)),
    }
}

fn is_given_to_timer(file: &File, function: NodeId) -> bool {
    let range = file.node(function).range();
    let calls = file.nodes.ancestors(function).take(3).filter_map(|id| Call::of(file, id));
    calls.take(1).any(|call| is_timer(call.callee) && !call.is_callee(range))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn callbacks_in_promises() {
        check(
            &RULE,
            "
a.then(cb, (b) => { done(b); });
//     ^^ inside of a promise
//                  ^^^^^^^
a.then(() => setImmediate(() => cb())); cb();
",
        );
        let options = json!([{ "timeoutsErr": true, "exceptions": ["next"] }]);
        let text = "\na.then(next).then(() => setTimeout(cb));\n//                                 ^^\n";
        case(&RULE, text).options(options).check();
    }
}
