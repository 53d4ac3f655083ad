//! Requires getters to return a value.
//!
//! ## Why
//! A getter is there for its value. One that returns nothing, or only sometimes, gives `undefined` without anybody seeing why.
//!
//! ## Bad
//! ```js
//! const person = {
//!     get name() {
//!         this.first;
//!     },
//! };
//! ```
//!
//! ## Good
//! ```js
//! const person = {
//!     get name() {
//!         return this.first;
//!     },
//! };
//! ```
//!
//! ## Options
//! * `allowImplicit` (`false`): `return;` is enough.

use serde::Deserialize;
use syntax::ast::{ClassMethod, GetterProp, MethodKind, PrivateMethod, ReturnStmt};
use syntax::semantic::{Node, NodeId};

use crate::descriptors;
use crate::file::{File, Ranged};
use crate::functions::{described, head};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("getter-return", Correctness, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_implicit: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let of_methods = file.nodes.all::<ClassMethod>().filter(|(_, it)| it.kind == MethodKind::Getter);
    let of_private = file.nodes.all::<PrivateMethod>().filter(|(_, it)| it.kind == MethodKind::Getter);
    let of_objects = file.nodes.all::<GetterProp>().filter_map(|(_, it)| file.nodes.id_of(&*it.function));
    let functions = of_methods
        .filter_map(|(_, it)| file.nodes.id_of(&*it.function))
        .chain(of_private.filter_map(|(_, it)| file.nodes.id_of(&*it.function)))
        .chain(of_objects)
        .chain(descriptors::functions(file, "get"));
    for function in functions {
        check(file, options, function, report);
    }
}

fn check(file: &File, options: &Options, function: NodeId, report: &mut Report) {
    if let Node::Function(it) = file.node(function)
        && it.body.is_none()
    {
        return;
    }
    let flow = file.flow(function);
    let returns = || {
        let all = file.nodes.descendants(function).filter(|id| file.function_around(*id) == Some(function));
        all.filter_map(|id| match file.node(id) {
            Node::ReturnStmt(it) if flow.fate(id).is_reached => Some(it),
            _ => None,
        })
    };
    if flow.reaches_end() {
        let message = match returns().next() {
            Some(_) => format!("the {} does not always return a value", described(file, function)),
            None => format!("the {} returns nothing", described(file, function)),
        };
        report.at(head(file, function), message);
    }
    if !options.allow_implicit {
        let is_empty = |it: &&ReturnStmt| it.arg.is_none();
        for empty in returns().filter(is_empty) {
            report.at(empty.range(), format!("the {} returns nothing here", described(file, function)));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn getters_of_all_kinds_return() {
        check(
            &RULE,
            "
const a = { get b() { if (c) return 1; } };
//          ^^^^^ does not always return
class D { static get e() {} }
//        ^^^^^^^^^^^^ static getter `e` returns nothing
Object.defineProperty(f, 'g', { get() {} });
//                              ^^^ method `get` returns nothing
const h = { get i() { throw new Error(); } };
",
        );
    }

    #[test]
    fn an_empty_return_is_allowed_by_option() {
        check(&RULE, "const a = { get b() { return; } };\n//                    ^^^^^^^ returns nothing here");
        case(&RULE, "const a = { get b() { return; } };").options(json!([{ "allowImplicit": true }])).check();
    }
}
