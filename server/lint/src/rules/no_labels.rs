//! Disallows labels.
//!
//! ## Why
//! Jumps to labels are hard to follow; a function that returns says the same.
//!
//! ## Bad
//! ```js
//! outer: for (const row of rows) {
//!     for (const cell of row) {
//!         if (cell.done) {
//!             break outer;
//!         }
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! const isDone = rows.some((row) => row.some((cell) => cell.done));
//! ```
//!
//! ## Options
//! * `allowLoop` (`false`): labels of loops are allowed.
//! * `allowSwitch` (`false`): labels of `switch` are allowed.

use serde::Deserialize;
use syntax::ast::{BreakStmt, ContinueStmt, Ident, LabeledStmt, Stmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-labels", Style, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_loop: bool,
    allow_switch: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let labeled: Vec<(NodeId, &LabeledStmt)> =
        file.nodes.all::<LabeledStmt>().filter(|(_, it)| !is_allowed(options, it)).collect();
    if labeled.is_empty() {
        return;
    }
    for (_, it) in &labeled {
        report.at(it.range(), "a statement has a label");
    }
    for (id, it) in file.nodes.all::<BreakStmt>() {
        check(file, options, report, id, it.label.as_ref());
    }
    for (id, it) in file.nodes.all::<ContinueStmt>() {
        check(file, options, report, id, it.label.as_ref());
    }
}

fn is_allowed(options: &Options, it: &LabeledStmt) -> bool {
    match &*it.body {
        Stmt::For(_) | Stmt::ForIn(_) | Stmt::ForOf(_) | Stmt::While(_) | Stmt::DoWhile(_) => options.allow_loop,
        Stmt::Switch(_) => options.allow_switch,
        _ => false,
    }
}

fn check(file: &File, options: &Options, report: &mut Report, jump: NodeId, label: Option<&Ident>) {
    let Some(label) = label else { return };
    let goal = file.nodes.ancestors(jump).find_map(|around| match file.node(around) {
        Node::LabeledStmt(it) if it.label.sym == label.sym => Some(it),
        _ => None,
    });
    if goal.is_some_and(|goal| !is_allowed(options, goal)) {
        report.at(file.node(jump).range(), format!("a jump goes to the label `{}`", label.sym));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn labels_and_jumps_to_them_are_reported() {
        check(
            &RULE,
            "
a: while (b) break a;
//^^^^^^^^^^^^^^^^^^^ a statement has a label
//           ^^^^^^^^ a jump goes to the label `a`
",
        );
    }

    #[test]
    fn those_of_loops_are_allowed_by_option() {
        case(&RULE, "a: while (b) break a;").options(json!([{ "allowLoop": true }])).check();
    }
}
