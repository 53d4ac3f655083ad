//! Disallows assignments in what is returned.
//!
//! ## Why
//! `return a = b` is most likely a comparison that lost a `=`.
//!
//! ## Bad
//! ```js
//! function isFirst(item) {
//!     return item.index = 0;
//! }
//! ```
//!
//! ## Good
//! ```js
//! function isFirst(item) {
//!     return item.index === 0;
//! }
//! function first(item) {
//!     return (cache = item);
//! }
//! ```
//!
//! ## Options
//! A word: `"except-parens"` (default), which leaves out assignments in parentheses of their own, or `"always"`.

use serde::Deserialize;
use serde_json::Value;
use syntax::ast::AssignExpr;
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::{OptionsError, RuleOptions, from_value};
use crate::report::Report;
use crate::rule::rule;

rule!("no-return-assign", Suspicious, Off, None, options: Mode);

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    #[default]
    ExceptParens,
    Always,
}

impl RuleOptions for Mode {
    fn read(values: &[Value]) -> Result<Mode, OptionsError> {
        values.first().map_or(Ok(Mode::default()), from_value)
    }
}

fn run(file: &File, mode: &Mode, report: &mut Report) {
    for (id, _) in file.nodes.all::<AssignExpr>() {
        if *mode == Mode::ExceptParens && matches!(file.parent(id), Some(Node::ParenExpr(_))) {
            continue;
        }
        if let Some(returning) = returning(file, id) {
            report.at(file.node(returning).range(), "an assignment is returned");
        }
    }
}

/// The `return`, or the arrow function without braces, that gives an expression.
fn returning(file: &File, expression: NodeId) -> Option<NodeId> {
    let range = file.node(expression).range();
    for around in file.nodes.ancestors(expression) {
        match file.node(around) {
            Node::ReturnStmt(_) => return Some(around),
            Node::ArrowExpr(arrow) => return arrow.body.range().contains_range(range).then_some(around),
            Node::FunctionBody(_) | Node::BlockStmt(_) | Node::Function(_) | Node::Class(_) => return None,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn assignments_that_are_returned() {
        check(
            &RULE,
            "
x = () => a = b;
//  ^^^^^^^^^^^ an assignment is returned
function g() { return (a = b); }
",
        );
        let text = "\nfunction f() { return (a = b); }\n//             ^^^^^^^^^^^^^^^ an assignment\n";
        case(&RULE, text).options(json!(["always"])).check();
    }
}
