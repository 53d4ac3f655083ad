//! Requires errors as what promises are rejected with.
//!
//! ## Why
//! Only an `Error` knows where it came from.
//!
//! ## Bad
//! ```js
//! const a = Promise.reject('not found');
//! const b = new Promise((resolve, reject) => reject(404));
//! ```
//!
//! ## Good
//! ```js
//! const a = Promise.reject(new Error('not found'));
//! ```
//!
//! ## Options
//! - `allowEmptyReject` (default `false`): `Promise.reject()` is right.

use serde::Deserialize;
use syntax::ast::{Expr, Pat};

use crate::calls::Call;
use crate::file::{File, without_parentheses};
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::{is_undefined, may_be_error};

rule!("prefer-promise-reject-errors", Suspicious, Off, None, options: PreferPromiseRejectErrors);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct PreferPromiseRejectErrors {
    allow_empty_reject: bool,
}

impl RuleOptions for PreferPromiseRejectErrors {}

fn run(file: &File, options: &PreferPromiseRejectErrors, report: &mut Report) {
    for call in file.calls().filter(|call| is_promise_reject(file, call.callee)) {
        check(file, options, &call, report);
    }
    for call in file.constructions().filter(|call| file.is_global(call.callee, "Promise")) {
        if let Some(executor) = call.first() {
            check_executor(file, options, executor, report);
        }
    }
}

fn is_promise_reject(file: &File, callee: &Expr) -> bool {
    member(callee).is_some_and(|member| {
        member_name(&member.prop).is_some_and(|name| name == "reject") && file.is_global(&member.obj, "Promise")
    })
}

/// Looks at the calls of the second parameter of an executor.
fn check_executor(file: &File, options: &PreferPromiseRejectErrors, executor: &Expr, report: &mut Report) {
    let (reject, function) = match without_parentheses(executor) {
        Expr::Arrow(arrow) => (arrow.params.get(1), file.nodes.id_of(arrow)),
        Expr::Fn(it) => (it.function.params.get(1).map(|parameter| &parameter.pat), file.nodes.id_of(&*it.function)),
        _ => return,
    };
    let (Some(Pat::Ident(reject)), Some(function)) = (reject, function) else { return };
    let scope = file.scopes.of_node(function);
    let Some(variable) = scope.and_then(|scope| file.scopes.in_scope(scope, &reject.id.sym)) else { return };
    let variable = file.scopes.variable(variable);
    for reference in file.references_of(variable).filter(|reference| reference.is_read()) {
        let call = file.parent_without_parentheses(reference.node).and_then(|parent| Call::of(file, parent));
        if let Some(call) = call.filter(|call| call.is_callee(reference.range)) {
            check(file, options, &call, report);
        }
    }
}

fn check(file: &File, options: &PreferPromiseRejectErrors, call: &Call, report: &mut Report) {
    let is_right = match call.arguments.first() {
        None => options.allow_empty_reject,
        Some(reason) => reason.spread.is_some() || may_be_error(&reason.expr) && !is_undefined(file, &reason.expr),
    };
    if !is_right {
        report.at(call.range, "The promise is rejected with what is no error");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn rejections() {
        check(
            &RULE,
            "
Promise.reject(a); Promise.reject('a');
//                 ^^^^^^^^^^^^^^^^^^^ The promise is rejected
new Promise((yes, no) => { no(new Error('a')); no(1); });
//                                             ^^^^^ The promise is rejected
new Promise((yes, no) => { f((no) => no(1)); });
",
        );
    }

    #[test]
    fn no_reason() {
        case(&RULE, "Promise.reject();").options(json!([{ "allowEmptyReject": true }])).check();
    }
}
