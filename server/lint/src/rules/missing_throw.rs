//! Disallows errors that are made and not thrown.
//!
//! ## Why
//! `new Error()` by itself does nothing: a `throw` was forgotten.
//!
//! ## Bad
//! ```js
//! if (!name) new TypeError("a name is missing");
//! ```
//!
//! ## Good
//! ```js
//! if (!name) throw new TypeError("a name is missing");
//! ```

use source::Edit;
use syntax::ast::{Expr, NewExpr};
use syntax::semantic::Node;

use crate::file::{File, Ranged, without_parentheses};
use crate::report::Report;
use crate::rule::rule;

rule!("missing-throw", Correctness, Warning, Suggestion);

const ERRORS: &[&str] = &[
    "AggregateError",
    "DOMException",
    "Error",
    "EvalError",
    "RangeError",
    "ReferenceError",
    "SyntaxError",
    "TypeError",
    "URIError",
];

fn run(file: &File, report: &mut Report) {
    for (id, new) in file.nodes.all::<NewExpr>() {
        let Expr::Ident(name) = without_parentheses(&new.callee) else { continue };
        let is_statement = || {
            let parent = file.parent_without_parentheses(id).map(|parent| file.node(parent));
            matches!(parent, Some(Node::ExprStmt(_)))
        };
        if ERRORS.contains(&&*name.sym) && is_statement() && file.is_global_reference(name) {
            let range = new.range();
            report
                .at(range, "the error is made, but not thrown")
                .suggest("Throw it", [Edit::insert(range.start(), "throw ")]);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn errors_that_nobody_throws() {
        check(&RULE, "\nf = () => { new Error() };\n//          ^^^^^^^^^^^ not thrown\ng = () => new Error();\n");
        case(&RULE, "new Error('a')").check_suggestion("throw new Error('a')");
    }
}
