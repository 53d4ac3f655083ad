//! Disallows `void`.
//!
//! ## Why
//! `void 0` is `undefined`, which says it.
//!
//! ## Bad
//! ```js
//! const nothing = void 0;
//! ```
//!
//! ## Good
//! ```js
//! const nothing = undefined;
//! ```
//!
//! ## Options
//! - `allowAsStatement` (default `false`): as a statement of its own it is fine, where it says that nobody waits for a promise.

use serde::Deserialize;
use syntax::ast::{UnaryExpr, UnaryOp};
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-void", Style, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_as_statement: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, operation) in file.nodes.all::<UnaryExpr>() {
        if operation.op != UnaryOp::Void {
            continue;
        }
        let parent = file.parent_without_parentheses(id).map(|parent| file.node(parent));
        if !(options.allow_as_statement && matches!(parent, Some(Node::ExprStmt(_)))) {
            report.at(operation.range(), "`undefined` says what `void` gives");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn the_operator_is_reported() {
        check(&RULE, "\nx = void 0;\n//  ^^^^^^ `undefined` says\n");
        case(&RULE, "void load();").options(json!([{ "allowAsStatement": true }])).check();
    }
}
