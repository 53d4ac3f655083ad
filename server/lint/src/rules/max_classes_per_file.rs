//! Disallows more than one class in a file.
//!
//! ## Why
//! One class for each file is found by its name.
//!
//! ## Bad
//! ```js
//! class Door {}
//! class Window {}
//! ```
//!
//! ## Good
//! ```js
//! class Door {}
//! ```
//!
//! ## Options
//! The number of classes (default 1), or an object:
//! - `max` (default 1)
//! - `ignoreExpressions` (default `false`): only declarations count.

use serde::Deserialize;
use syntax::semantic::NodeKind;

use crate::file::File;
use crate::limits::LimitOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("max-classes-per-file", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    max: usize,
    ignore_expressions: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { max: 1, ignore_expressions: false }
    }
}

impl LimitOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let declarations = file.nodes.of_kind(NodeKind::ClassDecl).len();
    let expressions = file.nodes.of_kind(NodeKind::ClassExpr).len();
    let count = if options.ignore_expressions { declarations } else { declarations + expressions };
    if count > options.max {
        report.at(file.program_range(), format!("the file has {count} classes, {} are allowed", options.max));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn classes_are_counted() {
        let text = "class A {} const b = class {}";
        let options = json!([{ "ignoreExpressions": true }]);
        case(&RULE, text).options(json!([2])).check();
        case(&RULE, text).options(options).check();
        case(&RULE, "\nclass A {} class B {}\n//^^^^^^^^^^^^^^^^^^^ the file has 2 classes\n").check();
    }
}
