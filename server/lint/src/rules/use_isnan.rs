//! Requires `Number.isNaN` instead of comparisons with `NaN`.
//!
//! ## Why
//! `NaN` is not equal to anything, not even to itself.
//!
//! ## Bad
//! ```js
//! if (size === NaN) {
//!     unknown();
//! }
//! ```
//!
//! ## Good
//! ```js
//! if (Number.isNaN(size)) {
//!     unknown();
//! }
//! ```
//!
//! ## Options
//! - `enforceForSwitchCase` (default `true`): also `switch (NaN)` and `case NaN`.
//! - `enforceForIndexOf` (default `false`): also `indexOf(NaN)` and `lastIndexOf(NaN)`.

use serde::Deserialize;
use source::Edit;
use syntax::ast::{BinExpr, BinaryOp, Expr, ExprOrSpread, SwitchStmt};

use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::report::{Problem, Report};
use crate::rule::rule;
use crate::values::is_comparison;

rule!("use-isnan", Correctness, Error, Suggestion, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    enforce_for_switch_case: bool,
    enforce_for_index_of: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { enforce_for_switch_case: true, enforce_for_index_of: false }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (_, it) in file.nodes.all::<BinExpr>() {
        if is_comparison(it.op) && (is_nan(file, &it.left) || is_nan(file, &it.right)) {
            let problem = report.at(it.range(), "nothing compares with `NaN`; `Number.isNaN` asks for it");
            suggest_question(file, it, problem);
        }
    }
    if options.enforce_for_switch_case {
        switches(file, report);
    }
    if options.enforce_for_index_of {
        searches(file, report);
    }
}

/// Suggests `Number.isNaN(a)` for `a === NaN`.
fn suggest_question(file: &File, comparison: &BinExpr, problem: &mut Problem) {
    let (not, is_loose) = match comparison.op {
        BinaryOp::EqEqEq => ("", false),
        BinaryOp::EqEq => ("", true),
        BinaryOp::NotEqEq => ("!", false),
        BinaryOp::NotEq => ("!", true),
        _ => return,
    };
    let asked = if is_nan(file, &comparison.left) { &comparison.right } else { &comparison.left };
    let (range, asked) = (comparison.range(), file.source_of(asked));
    problem.suggest("Ask by `Number.isNaN`", [Edit::replace(range, format!("{not}Number.isNaN({asked})"))]);
    if is_loose {
        let text = format!("{not}Number.isNaN(Number({asked}))");
        problem.suggest("Ask by `Number.isNaN`, of what it is as a number", [Edit::replace(range, text)]);
    }
}

fn switches(file: &File, report: &mut Report) {
    for (_, switch) in file.nodes.all::<SwitchStmt>() {
        if is_nan(file, &switch.discriminant) {
            report.at(switch.range(), "no case is ever `NaN`; `Number.isNaN` asks for it");
        }
        for case in &switch.cases {
            if case.test.as_ref().is_some_and(|test| is_nan(file, test)) {
                report.at(case.range(), "this case never runs: nothing is equal to `NaN`");
            }
        }
    }
}

fn searches(file: &File, report: &mut Report) {
    for Call { range, callee, arguments, .. } in file.calls_of(&["indexOf", "lastIndexOf"]) {
        let name = member(callee).and_then(|member| member_name(&member.prop));
        let searched = match arguments {
            [ExprOrSpread { spread: None, expr }] | [ExprOrSpread { spread: None, expr }, _] => expr,
            _ => continue,
        };
        if let Some(name) = name.filter(|_| is_nan(file, searched)) {
            report.at(range, format!("`{name}` never finds `NaN`"));
        }
    }
}

fn is_nan(file: &File, expression: &Expr) -> bool {
    match without_parentheses(expression) {
        Expr::Seq(sequence) => sequence.exprs.last().is_some_and(|last| is_nan(file, last)),
        other => match member(other) {
            Some(member) => {
                file.is_global(&member.obj, "Number") && member_name(&member.prop).is_some_and(|name| name == "NaN")
            }
            None => file.is_global(other, "NaN"),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn comparisons_and_cases_are_reported() {
        check(
            &RULE,
            "
x = a < NaN;
//  ^^^^^^^ nothing compares with `NaN`
switch (a) { case Number.NaN: break; }
//           ^^^^^^^^^^^^^^^^^^^^^^^ never runs
a.indexOf(NaN); Number.isNaN(a);
",
        );
    }

    #[test]
    fn the_question_is_suggested() {
        case(&RULE, "x = a !== NaN").check_suggestion("x = !Number.isNaN(a)");
    }

    #[test]
    fn searches_can_be_asked_for() {
        let text = "
x = a?.indexOf(NaN);
//  ^^^^^^^^^^^^^^^ never finds `NaN`
";
        case(&RULE, text).options(json!([{ "enforceForIndexOf": true }])).check();
    }
}
