//! Disallows patterns that take nothing out.
//!
//! ## Why
//! `const { user: {} } = it` declares no name. Often a default was meant: `{ user = {} }`.
//!
//! ## Bad
//! ```js
//! const { user: {} } = it;
//! ```
//!
//! ## Good
//! ```js
//! const { user = {} } = it;
//! ```
//!
//! ## Options
//! - `allowObjectPatternsAsParameters` (default `false`): a parameter may be `{}` or `{} = {}`.

use serde::Deserialize;
use syntax::ast::{ArrayPat, Expr, ObjectPat};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-empty-pattern", Suspicious, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_object_patterns_as_parameters: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, pattern) in file.nodes.all::<ObjectPat>() {
        if pattern.props.is_empty() && !(options.allow_object_patterns_as_parameters && is_parameter(file, id)) {
            report.at(pattern.range(), "this pattern takes nothing out of the object");
        }
    }
    for (_, pattern) in file.nodes.all::<ArrayPat>() {
        if pattern.elems.is_empty() {
            report.at(pattern.range(), "this pattern takes nothing out of the array");
        }
    }
}

/// Whether a pattern is a whole parameter, or one whose default is an empty object.
fn is_parameter(file: &File, id: NodeId) -> bool {
    let Some(parent) = file.nodes.parent(id) else { return false };
    match file.node(parent) {
        Node::Param(_) | Node::ArrowExpr(_) => true,
        Node::AssignPat(default) => {
            matches!(&*default.right, Expr::Object(object) if object.props.is_empty())
                && matches!(file.parent(parent), Some(Node::Param(_) | Node::ArrowExpr(_)))
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn empty_patterns_are_reported() {
        check(
            &RULE,
            "
const { a: {}, b = {} } = c;
//         ^^ nothing out of the object
function f([]) {}
//         ^^ nothing out of the array
",
        );
    }

    #[test]
    fn parameters_can_be_allowed() {
        let text = "
const f = ({}, {} = {}, { a: {} }) => {};
//                           ^^
";
        case(&RULE, text).options(json!([{ "allowObjectPatternsAsParameters": true }])).check();
    }
}
