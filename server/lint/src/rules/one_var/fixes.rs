//! How declarations are joined and taken apart.

use source::{Edit, TextRange};
use syntax::ast::{Decl, ModuleItem, Stmt};
use syntax::semantic::Node;

use super::{Declaration, KEYWORDS};
use crate::file::{File, Ranged};

/// The declaration with the same keyword that stands right before one.
pub(super) fn before<'a>(file: &File<'a>, declaration: Declaration) -> Option<Declaration<'a>> {
    let start = file.node(declaration.id).range().start();
    let statement = match file.parent(declaration.id)? {
        Node::Module(module) => {
            let is_before = |item: &&ModuleItem| item.range().end() <= start;
            module.body.iter().rev().find(is_before)?.as_stmt()?
        }
        Node::Script(script) => last_before(&script.body, start)?,
        Node::BlockStmt(block) => last_before(&block.stmts, start)?,
        Node::FunctionBody(body) => last_before(&body.stmts, start)?,
        Node::StaticBlock(block) => last_before(&block.body.stmts, start)?,
        Node::SwitchCase(case) => last_before(&case.cons, start)?,
        _ => return None,
    };
    let id = match statement {
        Stmt::Decl(Decl::Var(before)) => file.nodes.id_of(&**before)?,
        Stmt::Decl(Decl::Using(before)) => file.nodes.id_of(&**before)?,
        _ => return None,
    };
    Declaration::of(id, file.node(id)).filter(|before| before.kind == declaration.kind)
}

fn last_before(statements: &[Stmt], start: u32) -> Option<&Stmt> {
    statements.iter().rev().find(|statement| statement.range().end() <= start)
}

/// Edits that put a declaration into the one right before it.
pub(super) fn joined(file: &File, declaration: Declaration) -> Vec<Edit> {
    let Some(before) = before(file, declaration) else { return Vec::new() };
    let Some(last) = before.variables.last() else { return Vec::new() };
    let (own, end) = (file.node(declaration.id).range(), file.node(before.id).range().end());
    let keyword = TextRange::new(own.start(), own.start() + KEYWORDS[declaration.kind].len() as u32);
    let is_written = file.slice(keyword) == KEYWORDS[declaration.kind];
    let semicolon = TextRange::new(last.range().end(), end);
    let is_plain = matches!(file.slice(semicolon).trim(), "" | ";");
    if !is_written || !is_plain {
        return Vec::new();
    }
    vec![Edit::replace(semicolon, ","), Edit::delete(keyword)]
}

/// Edits that make each variable a declaration of its own.
pub(super) fn split(file: &File, declaration: Declaration) -> Vec<Edit> {
    let is_exported = matches!(file.parent(declaration.id), Some(Node::ExportDecl(_)));
    if !is_exported && !file.is_in_list(declaration.id) {
        return Vec::new();
    }
    let keyword = KEYWORDS[declaration.kind];
    let keyword = if is_exported { format!("export {keyword}") } else { keyword.to_owned() };
    let mut edits = Vec::new();
    for pair in declaration.variables.windows(2) {
        let (one, next) = (pair[0].range().end(), pair[1].range().start());
        let between = TextRange::new(one, next);
        let Some(comma) = comma_in(file, between) else { return Vec::new() };
        let behind = file.slice(TextRange::new(comma + 1, next));
        let comma = TextRange::new(comma, comma + 1);
        if behind.trim().is_empty() && !behind.contains('\n') {
            let space = if behind.is_empty() { " " } else { "" };
            edits.push(Edit::replace(comma, format!("; {keyword}{space}")));
        } else {
            edits.push(Edit::replace(comma, ";"));
            edits.push(Edit::insert(next, format!("{keyword} ")));
        }
    }
    edits
}

/// The comma between two variables, which no comment holds.
fn comma_in(file: &File, between: TextRange) -> Option<u32> {
    let is_in_comment =
        |at: u32| file.comments.iter().any(|comment| comment.range.contains_range(TextRange::new(at, at + 1)));
    let mut commas = file.slice(between).match_indices(',').map(|(at, _)| between.start() + at as u32);
    commas.find(|at| !is_in_comment(*at))
}
