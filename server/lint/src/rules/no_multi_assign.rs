//! Disallows assignments of assignments.
//!
//! ## Why
//! In `const a = b = 1`, `b` is not declared: it is a global.
//!
//! ## Bad
//! ```js
//! const a = b = 1;
//! ```
//!
//! ## Good
//! ```js
//! const a = 1;
//! const b = a;
//! ```
//!
//! ## Options
//! - `ignoreNonDeclaration` (default `false`): `a = b = 1` is fine, where nothing is declared.

use serde::Deserialize;
use syntax::ast::AssignExpr;
use syntax::semantic::Node;

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-multi-assign", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    ignore_non_declaration: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, assignment) in file.nodes.all::<AssignExpr>() {
        let range = assignment.range();
        let is_value = |value: Option<source::TextRange>| value.is_some_and(|value| value.contains_range(range));
        let is_assigned = match file.parent_without_parentheses(id).map(|parent| file.node(parent)) {
            Some(Node::AssignExpr(outer)) => !options.ignore_non_declaration && is_value(Some(outer.right.range())),
            Some(Node::VarDeclarator(it)) => is_value(it.init.as_ref().map(|value| value.range())),
            Some(Node::ClassProp(it)) => is_value(it.value.as_ref().map(|value| value.range())),
            Some(Node::PrivateProp(it)) => is_value(it.value.as_ref().map(|value| value.range())),
            _ => false,
        };
        if is_assigned {
            report.at(range, "an assignment is assigned");
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn assignments_of_assignments() {
        check(&RULE, "\nvar a = (b = c);\n//       ^^^^^ is assigned\n");
        case(&RULE, "a = b = c").options(json!([{ "ignoreNonDeclaration": true }])).check();
    }
}
