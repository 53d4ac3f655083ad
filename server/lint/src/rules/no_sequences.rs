//! Disallows the comma operator.
//!
//! ## Why
//! It drops all values but the last, and is easily taken for a list.
//!
//! ## Bad
//! ```js
//! if (prepare(), isReady) {
//!     start();
//! }
//! ```
//!
//! ## Good
//! ```js
//! for (i = 0, j = 1; i < j; i++, j--) {
//!     swap(i, j);
//! }
//! ```
//!
//! ## Options
//! - `allowInParentheses` (default `true`): in parentheses that are not needed otherwise it is meant.

use serde::Deserialize;
use syntax::ast::{SeqExpr, VarDeclOrExpr};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-sequences", Suspicious, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_in_parentheses: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { allow_in_parentheses: true }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, sequence) in file.nodes.all::<SeqExpr>() {
        if is_head_of_for(file, id) || options.allow_in_parentheses && is_in_parentheses(file, id) {
            continue;
        }
        let [first, second, ..] = &*sequence.exprs else { continue };
        if let Some(comma) = file.find_token(first.range().end(), second.range().start(), ",") {
            report.at(comma, "the value before this comma is dropped");
        }
    }
}

fn is_head_of_for(file: &File, id: NodeId) -> bool {
    let Some(Node::ForStmt(statement)) = file.parent_without_parentheses(id).map(|id| file.node(id)) else {
        return false;
    };
    let range = file.node(id).range();
    let init = match &statement.init {
        Some(VarDeclOrExpr::Expr(init)) => Some(init),
        _ => None,
    };
    [init, statement.update.as_ref()].into_iter().flatten().any(|part| part.range().contains_range(range))
}

/// The body of an arrow function has to be in parentheses, so that they say nothing there.
fn is_in_parentheses(file: &File, id: NodeId) -> bool {
    let Some(parent) = file.nodes.parent(id) else { return false };
    matches!(file.node(parent), Node::ParenExpr(_)) && !matches!(file.parent(parent), Some(Node::ArrowExpr(_)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn commas_are_reported() {
        check(
            &RULE,
            "
x = 1, 2;
//   ^ the value before
const f = a => (b, a);
//               ^
if ((a, b)) {} for (a = 1, b = 2; ; a++, b++) {}
",
        );
        case(&RULE, "\nx = (1, 2);\n//    ^\n").options(json!([{ "allowInParentheses": false }])).check();
    }
}
