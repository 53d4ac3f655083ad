//! Limits how many lines a function has.
//!
//! ## Why
//! A long function does several things, and each could have a name.
//!
//! ## Bad
//! ```js
//! /* eslint max-lines-per-function: ["error", 2] */
//! function f() {
//!     first();
//!     second();
//! }
//! ```
//!
//! ## Good
//! ```js
//! /* eslint max-lines-per-function: ["error", 2] */
//! function f() { first(); }
//! ```
//!
//! ## Options
//! The number (default 50), or an object:
//! - `max` (default 50)
//! - `skipBlankLines`, `skipComments` (default `false`): what does not count.
//! - `IIFEs` (default `false`): also functions that are called where they stand.

use serde::Deserialize;
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::calls::Call;
use crate::file::File;
use crate::functions::{described, head, holder};
use crate::limits::LimitOptions;
use crate::lines::{Counted, lines};
use crate::report::Report;
use crate::rule::rule;

rule!("max-lines-per-function", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    max: usize,
    skip_blank_lines: bool,
    skip_comments: bool,
    #[serde(rename = "IIFEs")]
    called_at_once: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { max: 50, skip_blank_lines: false, skip_comments: false, called_at_once: false }
    }
}

impl LimitOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let counted = Counted { blank: !options.skip_blank_lines, comments: !options.skip_comments };
    for kind in [NodeKind::Function, NodeKind::ArrowExpr, NodeKind::Constructor] {
        for id in file.nodes.of_kind(kind) {
            let whole = whole(file, *id);
            let range = file.node(whole).range();
            if !options.called_at_once && is_called_at_once(file, whole) {
                continue;
            }
            // Most functions are short whatever is counted.
            if file.slice(range).bytes().filter(|byte| matches!(byte, b'\n' | b'\r')).count() < options.max {
                continue;
            }
            let count = lines(file, range).iter().filter(|line| counted.counts(line)).count();
            if count > options.max {
                let what = described(file, *id);
                report.at(head(file, *id), format!("the {what} has {count} lines, {} are allowed", options.max));
            }
        }
    }
}

/// The method, declaration or expression that a function is.
fn whole(file: &File, function: NodeId) -> NodeId {
    match file.nodes.parent(function) {
        Some(parent) => match file.node(parent) {
            Node::FnDecl(_) | Node::FnExpr(_) | Node::ClassMethod(_) | Node::PrivateMethod(_) => parent,
            Node::MethodProp(_) | Node::GetterProp(_) | Node::SetterProp(_) if holder(file, function).is_some() => {
                parent
            }
            _ => function,
        },
        None => function,
    }
}

fn is_called_at_once(file: &File, expression: NodeId) -> bool {
    let range = file.node(expression).range();
    matches!(file.node(expression), Node::FnExpr(_) | Node::ArrowExpr(_))
        && file
            .parent_without_parentheses(expression)
            .and_then(|parent| Call::of(file, parent))
            .is_some_and(|call| call.is_callee(range))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn lines_of_functions() {
        let text = "\na = () => {\n//     ^^ arrow function has 3 lines\n};\n(function () {\n\n\n})();\n";
        case(&RULE, text).options(json!([2])).check();
    }
}
