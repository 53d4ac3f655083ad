//! Disallows blocks that stand for themselves.
//!
//! ## Why
//! A block that belongs to nothing and declares nothing changes nothing: an `if` before it may have been lost.
//!
//! ## Bad
//! ```js
//! {
//!     start();
//! }
//! ```
//!
//! ## Good
//! ```js
//! {
//!     const options = read();
//!     start(options);
//! }
//! ```

use syntax::ast::{BlockStmt, Decl, Stmt, VarDeclKind};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-lone-blocks", Suspicious, Off, None);

fn run(file: &File, report: &mut Report) {
    for (id, block) in file.nodes.all::<BlockStmt>() {
        let Some((is_lone, is_only)) = place(file, id) else { continue };
        if is_only || is_lone && !declares(file, id, block) {
            report.at(block.range(), "this block belongs to nothing");
        }
    }
}

/// Whether a block is one among statements, and whether it is the only one of a block around it.
fn place(file: &File, id: NodeId) -> Option<(bool, bool)> {
    match file.parent(id)? {
        Node::BlockStmt(outer) => Some((true, outer.stmts.len() == 1)),
        Node::FunctionBody(outer) => Some((true, outer.stmts.len() == 1)),
        Node::StaticBlock(outer) => Some((true, outer.body.stmts.len() == 1)),
        Node::Script(_) | Node::Module(_) => Some((true, false)),
        Node::SwitchCase(case) => Some((case.cons.len() > 1, false)),
        _ => None,
    }
}

/// Whether a block declares something that is only seen in it.
fn declares(file: &File, id: NodeId, block: &BlockStmt) -> bool {
    block.stmts.iter().any(|statement| match statement {
        Stmt::Decl(Decl::Var(declaration)) => declaration.kind != VarDeclKind::Var,
        Stmt::Decl(Decl::Fn(_)) => file.is_strict(id),
        Stmt::Decl(_) => true,
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn blocks_that_change_nothing_are_reported() {
        check(
            &RULE,
            "
if (a) { b(); { c(); } }
//            ^^^^^^^^ belongs to nothing
function f() { { let a; } }
//             ^^^^^^^^^^
{ let a; } switch (a) { case 1: { b(); } }
",
        );
    }
}
