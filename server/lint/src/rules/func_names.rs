//! Requires, or disallows, names of function expressions.
//!
//! ## Why
//! The name is what a stack trace shows.
//!
//! ## Bad
//! ```js
//! items.map(function (item) { return item.id; });
//! ```
//!
//! ## Good
//! ```js
//! items.map(function idOf(item) { return item.id; });
//! ```
//!
//! ## Options
//! A word: `"always"` (default), `"as-needed"` (only where the function gets no name by itself), `"never"`. Behind it an object:
//! - `generators`: the same word for generators.

use serde::Deserialize;
use serde_json::Value;
use syntax::ast::{AssignTarget, FnExpr, Pat, SimpleAssignTarget};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::functions::head;
use crate::options::{OptionsError, RuleOptions, schema_of, word_and_object};
use crate::report::Report;
use crate::rule::rule;

rule!("func-names", Style, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    /// Set by the word.
    #[serde(skip)]
    mode: Mode,
    generators: Option<Mode>,
}

#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Mode {
    #[default]
    Always,
    AsNeeded,
    Never,
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        let (mode, details): (Option<Mode>, Options) = word_and_object(values)?;
        Ok(Options { mode: mode.unwrap_or_default(), ..details })
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Mode>(), schema_of::<Options>()]
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, expression) in file.nodes.all::<FnExpr>() {
        let is_generator = expression.function.is_generator;
        let mode = options.generators.filter(|_| is_generator).unwrap_or(options.mode);
        let is_declaration = matches!(file.parent(id), Some(Node::ExportDefaultDecl(_)));
        let problem = match (&expression.ident, mode) {
            (Some(name), Mode::Never) if !is_declaration && !refers_to_itself(file, id) => {
                format!("the function has a name, `{}`", name.sym)
            }
            (None, Mode::Always) => "the function has no name".to_owned(),
            (None, Mode::AsNeeded) if !gets_name(file, id) => "the function has no name".to_owned(),
            _ => continue,
        };
        if let Some(function) = file.nodes.children(id).find(|child| matches!(file.node(*child), Node::Function(_))) {
            report.at(head(file, function), problem);
        }
    }
}

fn refers_to_itself(file: &File, id: NodeId) -> bool {
    let named = file.scopes.of_node(id).map(|scope| &file.scopes.scope(scope).variables);
    named.is_some_and(|all| all.iter().any(|variable| !file.scopes.variable(*variable).references.is_empty()))
}

/// Whether what a function is assigned to names it.
fn gets_name(file: &File, id: NodeId) -> bool {
    let range = file.node(id).range();
    match file.parent_without_parentheses(id).map(|parent| file.node(parent)) {
        Some(Node::VarDeclarator(it)) => it.name.is_ident(),
        Some(Node::KeyValueProp(_) | Node::ClassProp(_) | Node::PrivateProp(_) | Node::AutoAccessor(_)) => true,
        Some(Node::AssignPatProp(_)) => true,
        Some(Node::AssignPat(it)) => matches!(&*it.left, Pat::Ident(_)),
        Some(Node::AssignExpr(it)) => {
            matches!(&it.left, AssignTarget::Simple(SimpleAssignTarget::Ident(_)))
                && it.right.range().contains_range(range)
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn names_of_functions() {
        check(&RULE, "\nx = function () {};\n//  ^^^^^^^^^ has no name\ny = { a() {} };\n");
        case(&RULE, "x = function () {}").options(json!(["as-needed"])).check();
        let text = "\na = (function* b() {}); c(function d() { d(); });\n//   ^^^^^^^^^^^ a name\n";
        case(&RULE, text).options(json!(["as-needed", { "generators": "never" }])).check();
    }
}
