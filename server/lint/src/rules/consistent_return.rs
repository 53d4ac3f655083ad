//! Requires functions to return a value always or never.
//!
//! ## Why
//! A function that returns a value on one way and nothing on another gives `undefined` where nobody expects it.
//!
//! ## Bad
//! ```js
//! function find(users, name) {
//!     for (const user of users) {
//!         if (user.name === name) {
//!             return user;
//!         }
//!     }
//! }
//! ```
//!
//! ## Good
//! ```js
//! function find(users, name) {
//!     for (const user of users) {
//!         if (user.name === name) {
//!             return user;
//!         }
//!     }
//!     return null;
//! }
//! ```
//!
//! ## Options
//! * `treatUndefinedAsUnspecified` (`false`): `return undefined` and `return void 0` count as no value.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use source::TextRange;
use syntax::ast::{Expr, ReturnStmt, UnaryOp};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::functions::{described, name_range};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("consistent-return", Suspicious, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    treat_undefined_as_unspecified: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    // Whether the first `return` of each function has a value.
    let mut first: FxHashMap<NodeId, bool> = FxHashMap::default();
    for (id, it) in file.nodes.all::<ReturnStmt>() {
        let function = file.function_around(id).unwrap_or(NodeId::PROGRAM);
        let has_value = it.arg.as_deref().is_some_and(|value| !is_nothing(options, value));
        let expected = *first.entry(function).or_insert(has_value);
        if expected != has_value {
            let wanted = if expected { "a value" } else { "nothing" };
            report.at(it.range(), format!("the {} returned {wanted} before", described(file, function)));
        }
    }
    let valued = first.into_iter().filter(|(_, has_value)| *has_value).map(|(function, _)| function);
    for function in valued.filter(|function| !is_constructor(file, *function)) {
        if file.flow(function).reaches_end() {
            let range = name_range(file, function).unwrap_or(TextRange::empty(0));
            report.at(range, format!("the {} returns nothing at its end", described(file, function)));
        }
    }
}

fn is_nothing(options: &Options, value: &Expr) -> bool {
    let is_undefined = match without_parentheses(value) {
        Expr::Ident(name) => name.sym == *"undefined",
        Expr::Unary(it) => it.op == UnaryOp::Void,
        _ => false,
    };
    options.treat_undefined_as_unspecified && is_undefined
}

/// Constructors of classes, and functions that are named like one.
fn is_constructor(file: &File, function: NodeId) -> bool {
    let name = match (file.node(function), file.parent(function)) {
        (Node::Constructor(_), _) => return true,
        (_, Some(Node::FnDecl(it))) => Some(&it.ident),
        (_, Some(Node::FnExpr(it))) => it.ident.as_ref(),
        _ => None,
    };
    name.and_then(|name| name.sym.chars().next()).is_some_and(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn every_way_returns_alike() {
        check(
            &RULE,
            "
function a() { if (b) return 1; return; }
//                              ^^^^^^^ function `a` returned a value before
const c = { d() { if (b) return 1; } };
//          ^ method `d` returns nothing at its end
function E() { if (b) return 1; }
function f() { if (b) return 1; throw new Error(); }
",
        );
    }

    #[test]
    fn undefined_is_nothing_by_option() {
        let options = json!([{ "treatUndefinedAsUnspecified": true }]);
        case(&RULE, "function a() { if (b) return undefined; return; }").options(options).check();
    }
}
