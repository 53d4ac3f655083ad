//! Disallows tests that always turn out the same.
//!
//! ## Why
//! A branch that always or never runs is most often left from a try, or the test is not the one that was meant.
//!
//! ## Bad
//! ```js
//! if (items || "none") {
//!     show(items);
//! }
//! ```
//!
//! ## Good
//! ```js
//! while (true) {
//!     if (step()) break;
//! }
//! ```
//!
//! ## Options
//! - `checkLoops` (default `"allExceptWhileTrue"`): `"all"` or `true` looks at all loops, `"none"` or `false` at none. Loops of a
//!   generator with a `yield` in them are always fine.

use serde::Deserialize;
use source::TextRange;
use syntax::ast::{CondExpr, DoWhileStmt, Expr, ForStmt, IfStmt, Lit, WhileStmt, YieldExpr};
use syntax::semantic::NodeId;

use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::is_constant;

rule!("no-constant-condition", Correctness, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    check_loops: Loops,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(untagged)]
enum Loops {
    Switch(bool),
    Named(NamedLoops),
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
enum NamedLoops {
    All,
    AllExceptWhileTrue,
    None,
}

impl Default for Loops {
    fn default() -> Self {
        Loops::Named(NamedLoops::AllExceptWhileTrue)
    }
}

impl RuleOptions for Options {}

const MESSAGE: &str = "this test always turns out the same";

fn run(file: &File, options: &Options, report: &mut Report) {
    let nodes = &file.nodes;
    let branches = nodes.all::<IfStmt>().map(|(_, it)| &*it.test);
    for test in branches.chain(nodes.all::<CondExpr>().map(|(_, it)| &*it.test)) {
        if is_constant(file, test, true) {
            report.at(without_parentheses(test).range(), MESSAGE);
        }
    }
    let checked = match options.check_loops {
        Loops::Switch(true) => NamedLoops::All,
        Loops::Switch(false) => NamedLoops::None,
        Loops::Named(named) => named,
    };
    if checked != NamedLoops::None {
        loops(file, checked, report);
    }
}

fn loops(file: &File, checked: NamedLoops, report: &mut Report) {
    let nodes = &file.nodes;
    let whiles = nodes.all::<WhileStmt>().map(|(id, it)| (id, &*it.test)).filter(|(_, test)| {
        let is_true = matches!(without_parentheses(test), Expr::Lit(Lit::Bool(literal)) if literal.value);
        checked == NamedLoops::All || !is_true
    });
    let others = nodes.all::<DoWhileStmt>().map(|(id, it)| (id, &*it.test));
    let fors = nodes.all::<ForStmt>().filter_map(|(id, it)| Some((id, it.test.as_deref()?)));
    for (id, test) in whiles.chain(others).chain(fors) {
        if is_constant(file, test, true) && !yields(file, id) {
            report.at(without_parentheses(test).range(), MESSAGE);
        }
    }
}

/// Whether each round of a loop can yield. What stands before the rounds does not count.
fn yields(file: &File, id: NodeId) -> bool {
    let before =
        file.nodes.all::<ForStmt>().find(|(it, _)| *it == id).and_then(|(_, it)| Some(it.init.as_ref()?.range()));
    let is_in = |range: TextRange| before.is_some_and(|before| before.contains_range(range));
    file.nodes
        .all_in::<YieldExpr>(id)
        .any(|(inner, it)| file.function_around(inner) == file.function_around(id) && !is_in(it.range()))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn constant_tests_are_reported() {
        check(
            &RULE,
            "
if (a || 'b') {}
//  ^^^^^^^^ always turns out the same
const b = typeof a ? 1 : 2;
//        ^^^^^^^^
for (; 1;) {}
//     ^
while (true) {}
if (a && b || `${a}`) {}
",
        );
    }

    #[test]
    fn loops_that_yield_are_fine() {
        let text = "
function* all() {
    while (true) { yield 1; }
    for (let a = yield; true;) {}
    //                  ^^^^
    while (true) { function* inner() { yield; } }
    //     ^^^^
}
";
        case(&RULE, text).options(json!([{ "checkLoops": "all" }])).check();
    }
}
