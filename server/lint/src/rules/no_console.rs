//! Disallows `console`.
//!
//! ## Why
//! In a library or a page what is printed was left in from a search for a mistake.
//!
//! ## Bad
//! ```js
//! console.log(state);
//! ```
//!
//! ## Good
//! ```js
//! logger.debug(state);
//! ```
//!
//! ## Options
//! - `allow` (default `[]`): methods that are fine: `["warn", "error"]`.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{Expr, MemberExpr};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member_name;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-console", Suspicious, Off, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow: Vec<String>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, member) in file.nodes.all::<MemberExpr>() {
        let Expr::Ident(object) = without_parentheses(&member.obj) else { continue };
        if *object.sym != *"console" || file.reference(object).is_none_or(|it| it.variable.is_some()) {
            continue;
        }
        let name = member_name(&member.prop);
        if !name.is_some_and(|name| options.allow.iter().any(|allowed| **allowed == *name)) {
            let problem = report.at(member.range(), format!("`{}` prints", file.source_of(member)));
            if let Some(statement) = removable(file, id) {
                problem.suggest("Remove the call", [Edit::delete(statement)]);
            }
        }
    }
}

/// The statement that is a call of a method and nothing else, where a statement need not be.
fn removable(file: &File, method: NodeId) -> Option<TextRange> {
    let call = file.nodes.parent(method).filter(|call| matches!(file.node(*call), Node::CallExpr(_)))?;
    let statement = file.nodes.parent(call).filter(|statement| matches!(file.node(*statement), Node::ExprStmt(_)))?;
    file.is_in_list(statement).then(|| file.node(statement).range())
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn the_console_is_reported() {
        check(&RULE, "\nx = console.log;\n//  ^^^^^^^^^^^ prints\n");
        case(&RULE, "if (a) { console.log(b); }").check_suggestion("if (a) {  }");
        check(&RULE, "const console = a; console.log(b)");
        case(&RULE, "console.warn(a)").options(json!([{ "allow": ["warn"] }])).check();
    }
}
