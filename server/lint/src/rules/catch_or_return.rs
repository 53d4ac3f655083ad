//! Requires that a promise is returned or has a `catch`.
//!
//! ## Why
//! When it is rejected, nobody else will know.
//!
//! ## Bad
//! ```js
//! load().then(show);
//! ```
//!
//! ## Good
//! ```js
//! load().then(show).catch(report);
//! ```
//!
//! ## Options
//! - `allowThen` (default `false`): `.then(a, b)` at the end is enough; `allowThenStrict`: `.then(null, b)`.
//! - `allowFinally` (default `false`): `.finally(a)` may follow the `catch`.
//! - `terminationMethod` (default `"catch"`): the method that is wanted, or several.

use serde::Deserialize;
use syntax::ast::{Expr, ExprStmt, Lit};

use crate::calls::Called;
use crate::file::{File, Ranged, without_casts};
use crate::names::member;
use crate::options::RuleOptions;
use crate::promises::gives_promise;
use crate::report::Report;
use crate::rule::rule;

rule!("catch-or-return", Promise, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_then: bool,
    allow_then_strict: bool,
    allow_finally: bool,
    termination_method: Option<Methods>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Methods {
    One(String),
    Several(Vec<String>),
}

impl RuleOptions for Options {}

impl Options {
    fn methods(&self) -> Vec<&str> {
        match &self.termination_method {
            None => vec!["catch"],
            Some(Methods::One(name)) => vec![name],
            Some(Methods::Several(names)) => names.iter().map(String::as_str).collect(),
        }
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, statement) in file.nodes.all::<ExprStmt>() {
        let Some(call) = Called::by(&statement.expr).filter(|call| gives_promise(call.callee)) else { continue };
        if !is_handled(options, &call) {
            let methods = options.methods().iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(" or ");
            report.at(statement.range(), format!("the promise is neither returned nor has a {methods}"));
        }
    }
}

fn is_handled(options: &Options, call: &Called) -> bool {
    let Some((object, name)) = call.method() else { return false };
    let is_null = |argument: &Expr| matches!(without_casts(argument), Expr::Lit(Lit::Null(_)));
    let is_then = name == "then" && call.arguments.len() == 2;
    is_then && (options.allow_then || options.allow_then_strict && is_null(&call.arguments[0].expr))
        || options.allow_finally
            && name == "finally"
            && Called::by(object).is_some_and(|inner| gives_promise(inner.callee) && is_handled(options, &inner))
        || options.methods().contains(&&*name)
        || is_cypress(object)
}

/// The chains of Cypress look like promises.
fn is_cypress(object: &Expr) -> bool {
    match without_casts(object) {
        Expr::Ident(name) => *name.sym == *"cy",
        other => match Called::by(other) {
            Some(call) => is_cypress(call.callee),
            None => member(other).is_some_and(|member| is_cypress(&member.obj)),
        },
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn promises_that_nobody_handles() {
        check(
            &RULE,
            "
a().then(b);
//^^^^^^^^^^ neither returned nor has a `catch`
a().then(b)['catch'](c); x = a.then(b); cy.get(d).then(e);
",
        );
        let options = json!([{ "allowFinally": true, "allowThen": true }]);
        case(&RULE, "a().catch(b).finally(c); a.then(b, c);").options(options).check();
        case(&RULE, "a.then(b).done()").options(json!([{ "terminationMethod": "done" }])).check();
    }
}
