//! Requires callbacks of array methods to return a value.
//!
//! ## Why
//! `map`, `filter` and their like work with what the callback returns. A forgotten `return` gives `undefined` for every element.
//!
//! ## Bad
//! ```js
//! const names = users.map((user) => {
//!     user.name;
//! });
//! ```
//!
//! ## Good
//! ```js
//! const names = users.map((user) => {
//!     return user.name;
//! });
//! ```
//!
//! ## Options
//! * `allowImplicit` (`false`): `return;` is enough.
//! * `checkForEach` (`false`): the callback of `forEach` must not return a value.
//! * `allowVoid` (`false`): but it may say `void` before it.

use serde::Deserialize;
use source::Edit;
use syntax::ast::{ArrowFunctionBody, Expr, ReturnStmt};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::file::{File, Ranged, without_parentheses};
use crate::functions::{described, head};
use crate::names::member_name;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::voids::{is_void, suggest_void};

rule!("array-callback-return", Correctness, Off, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_implicit: bool,
    check_for_each: bool,
    allow_void: bool,
}

impl RuleOptions for Options {}

const METHODS: &[&str] = &[
    "every",
    "filter",
    "find",
    "findIndex",
    "findLast",
    "findLastIndex",
    "flatMap",
    "forEach",
    "map",
    "reduce",
    "reduceRight",
    "some",
    "sort",
    "toSorted",
];

fn run(file: &File, options: &Options, report: &mut Report) {
    for kind in [NodeKind::Function, NodeKind::ArrowExpr] {
        for id in file.nodes.of_kind(kind) {
            let (is_async, is_generator) = match file.node(*id) {
                Node::Function(it) => (it.is_async, it.is_generator),
                Node::ArrowExpr(it) => (it.is_async, it.is_generator),
                _ => continue,
            };
            if is_generator {
                continue;
            }
            match called_by(file, *id) {
                Some(method) if is_async && method != "fromAsync" => {}
                Some("forEach") if options.check_for_each => check_for_each(file, options, report, *id),
                Some("forEach") | None => {}
                Some(method) => check(file, options, report, *id, method),
            }
        }
    }
}

/// The name of the array method that calls a function.
fn called_by<'a>(file: &File<'a>, function: NodeId) -> Option<&'static str> {
    let mut value = match file.parent(function)? {
        Node::FnExpr(_) => file.nodes.parent(function)?,
        _ if file.node(function).kind() == NodeKind::ArrowExpr => function,
        _ => return None,
    };
    loop {
        let parent = file.nodes.parent(value)?;
        match file.node(parent) {
            Node::ParenExpr(_) | Node::CondExpr(_) | Node::OptChainExpr(_) => value = parent,
            Node::BinExpr(it) if it.op.may_short_circuit() => value = parent,
            Node::ReturnStmt(_) => value = called_at_once(file, file.function_around(parent)?)?,
            Node::CallExpr(it) => {
                let index = argument_index(file, value, it.args.iter().map(|argument| &*argument.expr))?;
                return method_of(it.callee.as_expr()?, index);
            }
            Node::OptCall(it) => {
                let index = argument_index(file, value, it.args.iter().map(|argument| &*argument.expr))?;
                return method_of(&it.callee, index);
            }
            _ => return None,
        }
    }
}

/// The call of a function expression that is called where it stands.
fn called_at_once(file: &File, function: NodeId) -> Option<NodeId> {
    let range = file.node(function).range();
    let call = file
        .nodes
        .ancestors(function)
        .find(|around| !matches!(file.node(*around), Node::FnExpr(_) | Node::ParenExpr(_)))?;
    let callee = match file.node(call) {
        Node::CallExpr(it) => it.callee.as_expr()?,
        Node::OptCall(it) => &it.callee,
        _ => return None,
    };
    callee.range().contains_range(range).then_some(call)
}

fn argument_index<'e>(file: &File, value: NodeId, arguments: impl Iterator<Item = &'e Expr>) -> Option<usize> {
    let range = file.node(value).range();
    arguments.into_iter().position(|argument| argument.range() == range)
}

fn method_of(callee: &Expr, index: usize) -> Option<&'static str> {
    let member = match without_parentheses(callee) {
        Expr::Member(member) => member,
        Expr::OptChain(chain) => chain.base.as_member()?,
        _ => return None,
    };
    let is_named = |test: &dyn Fn(&str) -> bool| match without_parentheses(&member.obj) {
        Expr::Ident(name) => test(&name.sym),
        _ => false,
    };
    let name = member_name(&member.prop)?;
    match &*name {
        "from" if index == 1 && is_named(&|name| name.ends_with("Array")) => Some("from"),
        "fromAsync" if index == 1 && is_named(&|name| name == "Array") => Some("fromAsync"),
        _ if index == 0 => METHODS.iter().find(|method| **method == name).copied(),
        _ => None,
    }
}

fn shown(method: &str) -> String {
    match method {
        "from" | "fromAsync" => format!("`Array.{method}`"),
        _ => format!("`{method}`"),
    }
}

fn returns<'f, 'a>(file: &'f File<'a>, function: NodeId) -> impl Iterator<Item = &'a ReturnStmt> + use<'f, 'a> {
    file.nodes.descendants(function).filter_map(move |id| match file.node(id) {
        Node::ReturnStmt(it) if file.function_around(id) == Some(function) => Some(it),
        _ => None,
    })
}

fn check(file: &File, options: &Options, report: &mut Report, function: NodeId, method: &str) {
    let shown = shown(method);
    if !options.allow_implicit {
        for it in returns(file, function).filter(|it| it.arg.is_none()) {
            report.at(it.range(), format!("{shown} works with what its callback returns, which is nothing here"));
        }
    }
    if file.flow(function).reaches_end() {
        let message = match returns(file, function).next() {
            Some(_) => format!("{shown} works with what the {} returns, not always a value", described(file, function)),
            None => format!("{shown} works with what the {} returns, which is nothing", described(file, function)),
        };
        report.at(head(file, function), message);
    }
}

fn check_for_each(file: &File, options: &Options, report: &mut Report, function: NodeId) {
    let is_allowed = |value: &Expr| options.allow_void && is_void(value);
    if let Node::ArrowExpr(arrow) = file.node(function)
        && let ArrowFunctionBody::Expr(body) = &*arrow.body
        && !is_allowed(body)
    {
        let range = body.range();
        let message = format!("`forEach` does nothing with what the {} returns", described(file, function));
        let problem = report.at(head(file, function), message);
        problem.suggest("Put braces around it", [Edit::insert(range.start(), "{"), Edit::insert(range.end(), "}")]);
        if options.allow_void {
            suggest_void(file, problem, body);
        }
    }
    for it in returns(file, function) {
        if let Some(value) = it.arg.as_deref().filter(|value| !is_allowed(value)) {
            let message = format!("`forEach` does nothing with what the {} returns", described(file, function));
            let problem = report.at(it.range(), message);
            if options.allow_void {
                suggest_void(file, problem, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn the_callback_returns_on_every_way() {
        check(
            &RULE,
            "
a.map((b) => { b.c; });
//        ^^ which is nothing
a.filter(function d(b) { if (b) return true; });
//       ^^^^^^^^^^ function `d` returns, not always
Array.from(a, (b) => { return; });
//                     ^^^^^^^ which is nothing here
a.some((b) => { if (b) { return b; } else { throw a; } });
a.forEach((b) => b);
",
        );
    }

    #[test]
    fn for_each_is_checked_by_option() {
        let options = json!([{ "checkForEach": true, "allowVoid": true }]);
        case(&RULE, "a.forEach((b) => c(b));\n//            ^^ `forEach` does nothing")
            .options(options.clone())
            .check();
        case(&RULE, "a.forEach((b) => void c(b));").options(options).check();
    }
}
