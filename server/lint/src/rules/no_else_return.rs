//! Disallows `else` behind a branch that returns.
//!
//! ## Why
//! What stands in the `else` runs only when the branch did not return anyway: without it, it is less deep.
//!
//! ## Bad
//! ```js
//! function sign(number) {
//!     if (number < 0) {
//!         return -1;
//!     } else {
//!         return 1;
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! function sign(number) {
//!     if (number < 0) {
//!         return -1;
//!     }
//!     return 1;
//! }
//! ```
//!
//! ## Options
//! - `allowElseIf` (default `true`): `else if` is fine.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{IfStmt, Stmt};
use syntax::semantic::{NodeId, Scope, ScopeKind, Variable};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-else-return", Style, Off, Safe, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_else_if: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { allow_else_if: true }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, statement) in file.nodes.all::<IfStmt>() {
        if !file.is_in_list(id) {
            continue;
        }
        let found = match options.allow_else_if {
            true => last_else(statement),
            false => needless_else(statement),
        };
        if let Some((inner, alternate)) = found {
            let problem = report.at(alternate.range(), "the branch before this `else` returns");
            problem.fix(removed(file, id, inner, alternate));
        }
    }
}

/// The last `else` of a chain in which all other branches return, and the `if` to which it belongs.
fn last_else(statement: &IfStmt) -> Option<(&IfStmt, &Stmt)> {
    let alternate = statement.alt.as_deref().filter(|_| always_returns(&statement.cons))?;
    match alternate {
        Stmt::If(next) => last_else(next),
        _ => Some((statement, alternate)),
    }
}

fn needless_else(statement: &IfStmt) -> Option<(&IfStmt, &Stmt)> {
    Some((statement, statement.alt.as_deref().filter(|_| always_returns(&statement.cons))?))
}

fn always_returns(statement: &Stmt) -> bool {
    match statement {
        Stmt::Block(block) => block.stmts.iter().any(returns),
        other => returns(other),
    }
}

fn returns(statement: &Stmt) -> bool {
    match statement {
        Stmt::Return(_) => true,
        Stmt::If(it) => it.alt.as_ref().is_some_and(|alternate| ends_in_return(&it.cons) && ends_in_return(alternate)),
        _ => false,
    }
}

fn ends_in_return(statement: &Stmt) -> bool {
    match statement {
        Stmt::Block(block) => block.stmts.last().is_some_and(|last| matches!(last, Stmt::Return(_))),
        other => matches!(other, Stmt::Return(_)),
    }
}

/// What removes an `else`; nothing where names or semicolons would be in the way.
fn removed(file: &File, id: NodeId, inner: &IfStmt, alternate: &Stmt) -> Vec<Edit> {
    let range = alternate.range();
    let Some(word) = file.find_token(inner.cons.range().end(), range.start(), "else") else { return Vec::new() };
    let text = match alternate {
        Stmt::Block(_) => &file.source_of(alternate)[1..range.len() as usize - 1],
        _ => file.source_of(alternate),
    };
    if has_clashes(file, id, alternate) || loses_semicolon(file, inner, alternate) {
        return Vec::new();
    }
    // Nothing else in the function may change at the same time: the names were looked at as they are.
    let around = file.function_around(id).unwrap_or(NodeId::PROGRAM);
    let around = file.node(around).range().cover(range);
    let whole = TextRange::new(word.start(), range.end());
    vec![Edit::insert(around.start(), ""), Edit::replace(whole, text), Edit::insert(around.end(), "")]
}

/// Whether statements would run together without the braces.
fn loses_semicolon(file: &File, inner: &IfStmt, alternate: &Stmt) -> bool {
    let goes_on = |at: u32| file.text[at as usize..].starts_with(['(', '[', '/', '+', '`', '-']);
    let ends = |end: u32| file.text[..end as usize].ends_with(';');
    let range = alternate.range();
    let is_block = matches!(alternate, Stmt::Block(_));
    let first = if is_block { file.next_token(range.start() + 1) } else { range.start() };
    let is_open = !matches!(&*inner.cons, Stmt::Block(_)) && !ends(inner.cons.range().end());
    if is_open && goes_on(first) {
        return true;
    }
    let last = if is_block { file.previous_token_end(range.end() - 1) } else { range.end() };
    if ends(last) {
        return false;
    }
    let next = file.next_token(range.end());
    let is_on_line = !file.has_line_break(last, next);
    (next as usize) < file.text.len() && (goes_on(next) || is_on_line && !file.text[next as usize..].starts_with('}'))
}

/// Whether what the `else` declares is declared or used around it.
fn has_clashes(file: &File, id: NodeId, alternate: &Stmt) -> bool {
    let Stmt::Block(block) = alternate else { return matches!(alternate, Stmt::Decl(_)) };
    let Some(inner) = file.nodes.id_of(block).and_then(|block| file.scopes.of_node(block)) else { return false };
    let scopes = &file.scopes;
    let around = file.nodes.scope(id);
    let outer = scopes.scope(around);
    let is_declared = |scope: &Scope, name: &str| {
        // `arguments` is there without a definition, and matters once it is used.
        let matters = |it: &Variable| !it.definitions.is_empty() || !it.references.is_empty();
        scope.variables.iter().map(|id| scopes.variable(*id)).any(|it| *it.name == *name && matters(it))
    };
    let home = scopes.scope(scopes.function_scope(around));
    let outer_range = file.node(outer.node).range();
    // A `var` in the same block belongs to the function, but cannot stand beside a `let`.
    let is_var_here = |name: &str| {
        home.variables.iter().map(|id| scopes.variable(*id)).any(|it| {
            *it.name == *name && it.definitions.iter().any(|definition| outer_range.contains_range(definition.range))
        })
    };
    let caught = outer.parent.map(|parent| scopes.scope(parent)).filter(|parent| parent.kind == ScopeKind::Catch);
    scopes.scope(inner).variables.iter().map(|id| &scopes.variable(*id).name).any(|name| {
        is_declared(outer, name)
            || is_var_here(name)
            || caught.is_some_and(|caught| is_declared(caught, name))
            || scopes.through(around).any(|reference| reference.name == *name)
            || outer.references.iter().any(|id| scopes.reference(*id).name == *name)
    })
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check, check_fix};
    use serde_json::json;

    #[test]
    fn else_behind_a_return_is_reported() {
        check(
            &RULE,
            "
function f() { if (a) { return b; } else { c(); } }
//                                       ^^^^^^^^ before this `else` returns
function g() { if (a) { return b; } else if (c) { d(); } }
function h() { if (a) { b(); } else { return c; } }
",
        );
    }

    #[test]
    fn it_is_removed_where_names_allow() {
        check_fix(&RULE, "function f() { if (a) return b; else { c(); } }", "function f() { if (a) return b;  c();  }");
        let clash = "function f() { let c; if (a) { return b; } else { let c; } }";
        check_fix(&RULE, clash, clash);
    }

    #[test]
    fn else_if_can_be_disallowed() {
        case(&RULE, "function f() { if (a) { return; } else if (b) { c(); } }")
            .options(json!([{ "allowElseIf": false }]))
            .check_fix("function f() { if (a) { return; } if (b) { c(); } }");
    }
}
