//! Disallows assignments to parameters.
//!
//! ## Why
//! A parameter that changes is no longer what was given, and in sloppy code `arguments` changes with it.
//!
//! ## Bad
//! ```js
//! function double(count) {
//!     count *= 2;
//!     return count;
//! }
//! ```
//!
//! ## Good
//! ```js
//! function double(count) {
//!     return count * 2;
//! }
//! ```
//!
//! ## Options
//! - `props` (default `false`): also properties of parameters.
//! - `ignorePropertyModificationsFor` (default `[]`): names of parameters whose properties may change.
//! - `ignorePropertyModificationsForRegex` (default `[]`): regular expressions of such names.

use serde::Deserialize;
use syntax::ast::UnaryOp;
use syntax::semantic::{DefinitionKind, Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("no-param-reassign", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    props: bool,
    ignore_property_modifications_for: Vec<String>,
    ignore_property_modifications_for_regex: Vec<Pattern>,
}

impl RuleOptions for Options {}

impl Options {
    fn ignores(&self, name: &str) -> bool {
        self.ignore_property_modifications_for.iter().any(|ignored| ignored == name)
            || self.ignore_property_modifications_for_regex.iter().any(|pattern| pattern.matches(name))
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for variable in file.variables_of(|kind| kind == DefinitionKind::Parameter) {
        for reference in file.references_of(variable) {
            let name = &variable.name;
            if reference.is_write() {
                if !reference.is_initializer {
                    report.at(reference.range, format!("the parameter `{name}` gets another value"));
                }
            } else if options.props
                && !file.is_in_type(reference)
                && changes_property(file, reference.node)
                && !options.ignores(name)
            {
                report.at(reference.range, format!("a property of the parameter `{name}` gets another value"));
            }
        }
    }
}

/// Whether something is written to a property of an expression, or to one of what it gives.
fn changes_property(file: &File, expression: NodeId) -> bool {
    let mut current = expression;
    while let Some(parent) = file.nodes.parent(current) {
        let range = file.node(current).range();
        match file.node(parent) {
            Node::AssignExpr(it) => return it.left.range().contains_range(range),
            Node::ForInStmt(it) => return it.left.range().contains_range(range),
            Node::ForOfStmt(it) => return it.left.range().contains_range(range),
            Node::UpdateExpr(_) => return true,
            Node::UnaryExpr(it) if it.op == UnaryOp::Delete => return true,
            Node::CallExpr(it) if !it.callee.range().contains_range(range) => return false,
            Node::OptCall(it) if !it.callee.range().contains_range(range) => return false,
            Node::CondExpr(it) if it.test.range().contains_range(range) => return false,
            Node::ComputedPropName(_) | Node::FunctionBody(_) | Node::BlockStmt(_) | Node::ExprStmt(_) => return false,
            Node::VarDeclarator(_) | Node::ReturnStmt(_) | Node::ArrowExpr(_) | Node::Function(_) => return false,
            _ => current = parent,
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn parameters_are_written_to() {
        check(&RULE, "\nfunction f({ a }) { a++; a.b = 1; }\n//                  ^ the parameter `a`\n");
        let text = "\nx = (a, b, c) => { [a.b] = []; c[a.b] = 1; b.d = 2; }\n//                  ^ a property\n";
        let options = json!([{ "props": true, "ignorePropertyModificationsFor": ["b"], "ignorePropertyModificationsForRegex": ["^c$"] }]);
        case(&RULE, text).options(options).check();
    }
}
