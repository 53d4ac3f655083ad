//! Disallows `Object()` without an argument.
//!
//! ## Why
//! `{}` makes the same object.
//!
//! ## Bad
//! ```js
//! const empty = new Object();
//! ```
//!
//! ## Good
//! ```js
//! const empty = {};
//! ```

use source::Edit;
use syntax::ast::ArrowFunctionBody;
use syntax::semantic::Node;

use crate::calls::Call;
use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;
use crate::semicolons::needs_semicolon_before;

rule!("no-object-constructor", Style, Off, Suggestion);

fn run(file: &File, report: &mut Report) {
    for call in file.calls().chain(file.constructions()) {
        if call.arguments.is_empty() && file.is_global(call.callee, "Object") {
            let text = literal(file, &call);
            report.at(call.range, "`{}` makes the same object").suggest("Use `{}`", [Edit::replace(call.range, text)]);
        }
    }
}

/// The literal, in parentheses where it would be a block.
fn literal(file: &File, call: &Call) -> &'static str {
    let start = call.range.start();
    let begins = |node: Node| match node {
        Node::ExprStmt(it) => it.range().start() == start,
        Node::ArrowExpr(it) => matches!(&*it.body, ArrowFunctionBody::Expr(body) if body.range().start() == start),
        _ => false,
    };
    match file.nodes.ancestors(call.id).any(|id| begins(file.node(id))) {
        false => "{}",
        true if needs_semicolon_before(file, call.id) => ";({})",
        true => "({})",
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn objects_without_anything() {
        check(&RULE, "\nx = new Object;\n//  ^^^^^^^^^^ makes the same\ny = Object(a);\n");
        case(&RULE, "a\nObject()").check_suggestion("a\n;({})");
    }
}
