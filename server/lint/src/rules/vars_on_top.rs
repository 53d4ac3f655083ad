//! Requires that `var` stands at the top of its function.
//!
//! ## Why
//! That is where its variable begins, wherever it is written.
//!
//! ## Bad
//! ```js
//! function f(list) {
//!     for (var i = 0; i < list.length; i++) use(list[i]);
//! }
//! ```
//!
//! ## Good
//! ```js
//! function f(list) {
//!     var i;
//!     for (i = 0; i < list.length; i++) use(list[i]);
//! }
//! ```

use syntax::ast::{Decl, ModuleDecl, ModuleItem, Stmt, VarDecl, VarDeclKind};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("vars-on-top", Style, Off, None);

fn run(file: &File, report: &mut Report) {
    for (id, declaration) in file.nodes.all::<VarDecl>() {
        if declaration.kind == VarDeclKind::Var && !is_on_top(file, id, declaration) {
            report.at(declaration.range(), "the `var` does not stand at the top of its function");
        }
    }
}

fn is_on_top(file: &File, id: NodeId, declaration: &VarDecl) -> bool {
    let start = declaration.range().start();
    let is_before = |statement: &&Stmt| statement.range().start() < start;
    match file.parent(id) {
        Some(Node::ExportDecl(_)) => is_on_top_of_module(file, start),
        Some(Node::Module(_)) => is_on_top_of_module(file, start),
        Some(Node::Script(script)) => is_behind_vars(script.body.iter().take_while(is_before)),
        Some(Node::FunctionBody(body)) => is_behind_vars(body.stmts.iter().take_while(is_before)),
        Some(Node::StaticBlock(block)) => {
            let mut before = block.body.stmts.iter().take_while(is_before);
            before.all(|statement| matches!(statement, Stmt::Decl(Decl::Var(_))))
        }
        _ => false,
    }
}

fn is_behind_vars<'s>(statements: impl Iterator<Item = &'s Stmt>) -> bool {
    statements.skip_while(|statement| is_text(statement)).all(is_var)
}

/// A text as a statement, as directives are.
fn is_text(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Expr(it) if it.expr.as_lit().is_some_and(|literal| literal.is_str()))
}

fn is_var(statement: &Stmt) -> bool {
    matches!(statement, Stmt::Decl(Decl::Var(it)) if it.kind == VarDeclKind::Var)
}

/// At the top of a module, imports and exports may stand between.
fn is_on_top_of_module(file: &File, start: u32) -> bool {
    let Node::Module(module) = file.node(NodeId::PROGRAM) else { return false };
    let before = module.body.iter().take_while(|item| item.range().start() < start);
    let is_head = |item: &&ModuleItem| match item {
        ModuleItem::Stmt(statement) => is_text(statement),
        ModuleItem::ModuleDecl(declaration) => declaration.is_import(),
    };
    before.skip_while(is_head).all(|item| match item {
        ModuleItem::Stmt(statement) => is_var(statement),
        ModuleItem::ModuleDecl(ModuleDecl::ExportDecl(export)) => {
            matches!(&export.decl, Decl::Var(it) if it.kind == VarDeclKind::Var)
        }
        ModuleItem::ModuleDecl(_) => false,
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn only_directives_imports_and_vars_stand_before() {
        check(
            &RULE,
            "
'use strict'; import a from 'a'; var b; export var c;
function f() { 'use strict'; var a; a(); var b; }
//                                       ^^^^^^ at the top
var d;
//^^^^ at the top
",
        );
    }
}
