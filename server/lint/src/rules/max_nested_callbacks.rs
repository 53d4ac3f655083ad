//! Limits how deep callbacks are nested.
//!
//! ## Why
//! Functions with names, or `await`, keep the order of things in sight.
//!
//! ## Bad
//! ```js
//! /* eslint max-nested-callbacks: ["error", 2] */
//! a(() => b(() => c(() => d())));
//! ```
//!
//! ## Good
//! ```js
//! /* eslint max-nested-callbacks: ["error", 2] */
//! a(() => b(c));
//! ```
//!
//! ## Options
//! The number (default 10), or an object:
//! - `max` (default 10)
//! - `checkConstructorCallCallbacks` (default `false`): also what is given to `new`.

use serde::Deserialize;
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::calls::Call;
use crate::file::{File, Ranged};
use crate::functions::head;
use crate::limits::LimitOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("max-nested-callbacks", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    #[serde(alias = "maximum")]
    max: usize,
    check_constructor_call_callbacks: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { max: 10, check_constructor_call_callbacks: false }
    }
}

impl LimitOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for id in [NodeKind::ArrowExpr, NodeKind::Function].iter().flat_map(|kind| file.nodes.of_kind(*kind)) {
        if !is_callback(file, options, *id) {
            continue;
        }
        let depth = 1 + file.nodes.ancestors(*id).filter(|outer| is_callback(file, options, *outer)).count();
        if depth > options.max {
            let message = format!("callbacks are nested {depth} deep, {} are allowed", options.max);
            report.at(head(file, *id), message);
        }
    }
}

/// Whether a node is a function that a call is given.
fn is_callback(file: &File, options: &Options, id: NodeId) -> bool {
    let expression = match file.node(id) {
        Node::ArrowExpr(_) => Some(id),
        Node::Function(_) => file.nodes.parent(id).filter(|it| matches!(file.node(*it), Node::FnExpr(_))),
        _ => None,
    };
    let Some(expression) = expression else { return false };
    let Some(parent) = file.parent_without_parentheses(expression) else { return false };
    let range = file.node(expression).range();
    match file.node(parent) {
        Node::NewExpr(it) => options.check_constructor_call_callbacks && !it.callee.range().contains_range(range),
        _ => Call::of(file, parent).is_some_and(|call| !call.is_callee(range)),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn callbacks_in_callbacks() {
        let text = "\na(function () { b(() => c); });\n//                   ^^ nested 2 deep\n";
        case(&RULE, text).options(json!([1])).check();
    }
}
