//! Disallows files in which nothing is.
//!
//! ## Why
//! Nobody needs them, or something was lost.
//!
//! ## Bad
//! ```js
//! "use strict";
//! ```
//!
//! ## Good
//! ```js
//! export const version = 1;
//! ```

use source::TextRange;
use syntax::ast::{ModuleItem, Stmt};
use syntax::semantic::{Node, NodeId};

use crate::file::File;
use crate::report::Report;
use crate::rule::rule;

rule!("no-empty-file", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    let is_empty = match file.node(NodeId::PROGRAM) {
        Node::Script(script) => script.body.iter().all(is_nothing),
        Node::Module(module) => module.body.iter().all(|item| match item {
            ModuleItem::Stmt(statement) => is_nothing(statement),
            ModuleItem::ModuleDecl(_) => false,
        }),
        _ => false,
    };
    // What a comment asks of a compiler can be all that a file is for.
    let has_reference =
        || file.comments.iter().any(|comment| file.comment_text(comment).trim().starts_with("/ <reference"));
    if is_empty && !has_reference() {
        report.at(TextRange::new(0, file.text.len() as u32), "the file has nothing in it");
    }
}

fn is_nothing(statement: &Stmt) -> bool {
    match statement {
        Stmt::Empty(_) => true,
        Stmt::Block(block) => block.stmts.iter().all(is_nothing),
        Stmt::Expr(it) => it.expr.as_lit().is_some_and(|literal| literal.is_str()),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn files_with_something() {
        check(&RULE, "import 'a';");
        check(&RULE, "/* only */ b();");
    }
}
