//! Where a statement needs a semicolon before it once its beginning is changed.

use syntax::ast::{ArrowFunctionBody, Decl, Expr, ModuleDecl, ModuleItem, Stmt};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};

/// Whether an expression is the beginning of a statement that, begun by a bracket, would go on with the statement before it.
pub(crate) fn needs_semicolon_before(file: &File, expression: NodeId) -> bool {
    let start = file.node(expression).range().start();
    let mut ancestors = file.nodes.ancestors(expression);
    let Some(statement) = ancestors.find(|id| matches!(file.node(*id), Node::ExprStmt(_))) else { return false };
    if file.node(statement).range().start() != start {
        return false;
    }
    let before = |range: source::TextRange| range.end() <= start;
    let previous = match file.parent(statement) {
        Some(Node::Module(module)) => {
            return match module.body.iter().rev().find(|item| before(item.range())) {
                Some(ModuleItem::Stmt(previous)) => is_open(file, previous),
                Some(ModuleItem::ModuleDecl(previous)) => is_open_declaration(file, previous),
                None => false,
            };
        }
        Some(Node::Script(script)) => script.body.iter(),
        Some(Node::BlockStmt(block)) => block.stmts.iter(),
        Some(Node::FunctionBody(body)) => body.stmts.iter(),
        Some(Node::SwitchCase(case)) => case.cons.iter(),
        _ => return false,
    };
    previous.rev().find(|previous| before(previous.range())).is_some_and(|previous| is_open(file, previous))
}

/// Whether a statement ends by an expression that could go on, and has no semicolon.
fn is_open(file: &File, statement: &Stmt) -> bool {
    match statement {
        Stmt::If(it) => is_open(file, it.alt.as_deref().unwrap_or(&it.cons)),
        Stmt::For(it) => is_open(file, &it.body),
        Stmt::ForIn(it) => is_open(file, &it.body),
        Stmt::ForOf(it) => is_open(file, &it.body),
        Stmt::While(it) => is_open(file, &it.body),
        Stmt::With(it) => is_open(file, &it.body),
        Stmt::Labeled(it) => is_open(file, &it.body),
        Stmt::Expr(it) => has_no_semicolon(file, statement) && may_go_on(&it.expr),
        Stmt::Throw(it) => has_no_semicolon(file, statement) && may_go_on(&it.arg),
        Stmt::Return(it) => has_no_semicolon(file, statement) && it.arg.as_deref().is_some_and(may_go_on),
        Stmt::Decl(declaration) => is_open_variable(file, declaration),
        _ => false,
    }
}

fn is_open_variable(file: &File, declaration: &Decl) -> bool {
    let last = match declaration {
        Decl::Var(it) => it.decls.last(),
        Decl::Using(it) => it.decls.last(),
        _ => None,
    };
    has_no_semicolon(file, declaration) && last.and_then(|last| last.init.as_deref()).is_some_and(may_go_on)
}

fn is_open_declaration(file: &File, declaration: &ModuleDecl) -> bool {
    match declaration {
        ModuleDecl::ExportDecl(it) => is_open_variable(file, &it.decl),
        ModuleDecl::ExportDefaultExpr(it) => has_no_semicolon(file, it) && may_go_on(&it.expr),
        _ => false,
    }
}

fn has_no_semicolon(file: &File, statement: &impl Ranged) -> bool {
    !file.slice(statement.range()).ends_with(';')
}

/// Whether a bracket behind an expression would be part of it.
fn may_go_on(expression: &Expr) -> bool {
    match expression {
        Expr::Update(it) => it.prefix,
        Expr::Arrow(it) => match &*it.body {
            ArrowFunctionBody::Expr(body) => may_go_on(body),
            ArrowFunctionBody::FunctionBody(_) => false,
        },
        Expr::Yield(it) => it.arg.as_deref().is_some_and(may_go_on),
        Expr::Bin(it) => may_go_on(&it.right),
        Expr::Assign(it) => may_go_on(&it.right),
        Expr::Cond(it) => may_go_on(&it.alt),
        Expr::Seq(it) => it.exprs.last().is_some_and(|last| may_go_on(last)),
        _ => true,
    }
}
