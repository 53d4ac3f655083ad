//! Disallows returning values from executors of promises.
//!
//! ## Why
//! Nobody gets what an executor returns. Whoever returns from one meant `resolve`, or a `then` around it.
//!
//! ## Bad
//! ```js
//! const later = new Promise((resolve) => setTimeout(resolve, 10));
//! ```
//!
//! ## Good
//! ```js
//! const later = new Promise((resolve) => {
//!     setTimeout(resolve, 10);
//! });
//! ```
//!
//! ## Options
//! * `allowVoid` (`false`): `void` before the value says that it is not meant.

use serde::Deserialize;
use source::Edit;
use syntax::ast::{ArrowFunctionBody, Expr, NewExpr, ReturnStmt};
use syntax::semantic::NodeId;

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::voids::{is_void, suggest_void};

const MESSAGE: &str = "nobody gets what an executor returns";

rule!("no-promise-executor-return", Suspicious, Off, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_void: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, it) in file.nodes.all::<NewExpr>() {
        let Some(executor) = it.args.as_ref().and_then(|arguments| arguments.first()) else { continue };
        let function = match without_parentheses(&executor.expr) {
            Expr::Arrow(arrow) if file.is_global(&it.callee, "Promise") => {
                if let ArrowFunctionBody::Expr(body) = &*arrow.body
                    && !is_allowed(options, body)
                {
                    report_body(file, options, report, body);
                }
                file.nodes.id_of(arrow)
            }
            Expr::Fn(expression) if file.is_global(&it.callee, "Promise") => file.nodes.id_of(&*expression.function),
            _ => continue,
        };
        if let Some(function) = function {
            report_returns(file, options, report, function);
        }
    }
}

fn is_allowed(options: &Options, value: &Expr) -> bool {
    options.allow_void && is_void(value)
}

fn report_body(file: &File, options: &Options, report: &mut Report, body: &Expr) {
    let problem = report.at(without_parentheses(body).range(), MESSAGE);
    if options.allow_void {
        suggest_void(file, problem, body);
    }
    let range = body.range();
    // An object needs its parentheses: without, its braces would be a block.
    problem.suggest("Put braces around it", [Edit::insert(range.start(), "{"), Edit::insert(range.end(), "}")]);
}

fn report_returns(file: &File, options: &Options, report: &mut Report, function: NodeId) {
    for (id, it) in file.nodes.all::<ReturnStmt>() {
        let Some(value) = it.arg.as_deref() else { continue };
        if file.function_around(id) == Some(function) && !is_allowed(options, value) {
            let problem = report.at(it.range(), MESSAGE);
            if options.allow_void {
                suggest_void(file, problem, value);
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
    fn values_are_reported() {
        check(
            &RULE,
            "
new Promise((a) => b(a));
//                 ^^^^ nobody gets
new Promise(function (a) { if (b) return 1; c(() => { return 2; }); return; });
//                                ^^^^^^^^^ nobody gets
",
        );
    }

    #[test]
    fn void_is_allowed_and_suggested_by_option() {
        let options = json!([{ "allowVoid": true }]);
        case(&RULE, "new Promise((a) => void b(a));").options(options.clone()).check();
        case(&RULE, "new Promise((a) => b = a);")
            .options(options)
            .check_suggestion("new Promise((a) => void (b = a));");
        case(&RULE, "new Promise((a) => b(a));").check_suggestion("new Promise((a) => {b(a)});");
    }
}
