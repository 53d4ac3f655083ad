//! Disallows statements that only have a value, which nobody uses.
//!
//! ## Why
//! `count;` and `a === b;` do nothing: a call, an assignment, or `return` was forgotten.
//!
//! ## Bad
//! ```js
//! list.length;
//! isReady && start();
//! ```
//!
//! ## Good
//! ```js
//! list.length = 0;
//! if (isReady) start();
//! ```
//!
//! ## Options
//! - `allowShortCircuit` (default `false`): `a && b()` is fine.
//! - `allowTernary` (default `false`): `a ? b() : c()` is fine.
//! - `allowTaggedTemplates` (default `false`)
//! - `enforceForJSX` (default `false`): elements of JSX are not.
//! - `ignoreDirectives` (default `false`): kept for configurations; directives are always fine.

use serde::Deserialize;
use syntax::ast::{Expr, ExprStmt, Lit, ModuleItem, OptChainBase, Stmt, UnaryOp};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::is_logical;

rule!("no-unused-expressions", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_short_circuit: bool,
    allow_ternary: bool,
    allow_tagged_templates: bool,
    #[serde(rename = "enforceForJSX")]
    enforce_for_jsx: bool,
    #[serde(rename = "ignoreDirectives")]
    _ignore_directives: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, statement) in file.nodes.all::<ExprStmt>() {
        if is_unused(&statement.expr, options) && !is_directive(file, id, statement) {
            report.at(statement.range(), "this has only a value, which nobody uses");
        }
    }
}

/// Whether an expression does nothing but have a value.
fn is_unused(expression: &Expr, options: &Options) -> bool {
    match expression {
        Expr::Array(_)
        | Expr::Arrow(_)
        | Expr::Class(_)
        | Expr::Fn(_)
        | Expr::Ident(_)
        | Expr::Lit(_)
        | Expr::Member(_)
        | Expr::MetaProp(_)
        | Expr::Object(_)
        | Expr::Seq(_)
        | Expr::SuperProp(_)
        | Expr::This(_)
        | Expr::Tpl(_) => true,
        Expr::Unary(unary) => !matches!(unary.op, UnaryOp::Delete | UnaryOp::Void),
        Expr::Bin(binary) if is_logical(binary.op) => !options.allow_short_circuit || is_unused(&binary.right, options),
        Expr::Bin(_) => true,
        Expr::Cond(choice) => {
            !options.allow_ternary || is_unused(&choice.cons, options) || is_unused(&choice.alt, options)
        }
        Expr::OptChain(chain) => matches!(*chain.base, OptChainBase::Member(_)),
        Expr::TaggedTpl(_) => !options.allow_tagged_templates,
        Expr::JSXElement(_) | Expr::JSXFragment(_) => options.enforce_for_jsx,
        Expr::Paren(inner) => is_unused(&inner.expr, options),
        Expr::TsAs(it) => is_unused(&it.expr, options),
        Expr::TsSatisfies(it) => is_unused(&it.expr, options),
        Expr::TsNonNull(it) => is_unused(&it.expr, options),
        Expr::TsTypeAssertion(it) => is_unused(&it.expr, options),
        Expr::TsInstantiation(it) => is_unused(&it.expr, options),
        _ => false,
    }
}

/// Whether a string stands among those at the beginning of a function or file: `"use strict"`.
fn is_directive(file: &File, id: NodeId, statement: &ExprStmt) -> bool {
    let is_string = |statement: &Stmt| matches!(statement, Stmt::Expr(it) if is_string(it));
    let is_before = |other: &Stmt| other.range().start() <= statement.range().start();
    let is_of_module = |item: &ModuleItem| match item {
        ModuleItem::Stmt(other) => !is_before(other) || is_string(other),
        ModuleItem::ModuleDecl(other) => other.range().start() > statement.range().start(),
    };
    self::is_string(statement)
        && match file.parent(id) {
            Some(Node::FunctionBody(body)) => body.stmts.iter().take_while(|it| is_before(it)).all(is_string),
            Some(Node::Script(script)) => script.body.iter().take_while(|it| is_before(it)).all(is_string),
            Some(Node::Module(module)) => module.body.iter().all(is_of_module),
            _ => false,
        }
}

fn is_string(statement: &ExprStmt) -> bool {
    matches!(&*statement.expr, Expr::Lit(Lit::Str(_)))
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::{case, check};
    use serde_json::json;

    #[test]
    fn what_does_nothing_is_reported() {
        check(
            &RULE,
            "
'use strict';
if (a) a.b;
//     ^^^^ nobody uses
if (a) b && c();
//     ^^^^^^^^^
a(); new B; delete a.b; a?.(); function f() { 'use a'; 'use b'; }
",
        );
    }

    #[test]
    fn short_circuits_can_be_allowed() {
        case(&RULE, "a && b(); c ? d() : e()")
            .options(json!([{ "allowShortCircuit": true, "allowTernary": true }]))
            .check();
    }
}
