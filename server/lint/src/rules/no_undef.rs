//! Disallows names that nothing declares.
//!
//! ## Why
//! Reading such a name throws when the code runs, and writing it makes a global by accident or throws, too. Mostly it is mistyped,
//! or an import is missing.
//!
//! ## Bad
//! ```js
//! import { readFile } from 'node:fs';
//! readfile('a', done);
//! ```
//!
//! ## Good
//! ```js
//! /* global done */
//! import { readFile } from 'node:fs';
//! readFile('a', done);
//! ```
//!
//! ## Options
//! - `typeof` (default `false`): also names that are only asked for their type, `typeof name`.

use serde::Deserialize;
use syntax::ast::UnaryOp;
use syntax::semantic::{Node, Reference};

use crate::file::File;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-undef", Correctness, Error, None, options: NoUndef);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoUndef {
    r#typeof: bool,
}

impl RuleOptions for NoUndef {}

fn run(file: &File, options: &NoUndef, report: &mut Report) {
    for reference in file.undeclared() {
        // What types there are is told by TypeScript's own libraries.
        if file.is_in_type(reference)
            || file.has_global(&reference.name)
            || !options.r#typeof && is_asked_for_type(file, reference)
        {
            continue;
        }
        report.at(reference.range, format!("`{}` is not defined", reference.name));
    }
}

fn is_asked_for_type(file: &File, reference: &Reference) -> bool {
    file.parent_without_parentheses(reference.node)
        .is_some_and(|parent| matches!(file.node(parent), Node::UnaryExpr(unary) if unary.op == UnaryOp::TypeOf))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn names_without_a_declaration() {
        check(
            &RULE,
            "
let a; a; Math; typeof b; (typeof (b));
bbb = a;
//^ `bbb` is not defined
var { c = d } = a;
//        ^ `d` is not defined
/* global d2 */
d2();
",
        );
    }

    #[test]
    fn asking_for_a_type() {
        case(&RULE, "typeof bbb;\n//     ^^^ `bbb` is not defined").options(json!([{ "typeof": true }])).check();
    }
}
