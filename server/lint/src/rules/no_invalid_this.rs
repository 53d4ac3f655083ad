//! Disallows `this` where nothing gives it a value.
//!
//! ## Why
//! In strict code `this` is `undefined` in a function that is called by itself, and at the top of a module: what is asked of it
//! throws. Mostly a callback was meant to see the `this` around it, as an arrow function does.
//!
//! ## Bad
//! ```js
//! export function show(items) { items.forEach(function (item) { this.add(item); }); }
//! ```
//!
//! ## Good
//! ```js
//! export class List { show(items) { items.forEach((item) => this.add(item)); } }
//! ```
//!
//! ## Options
//! `{ "capIsConstructor": true }`: a function whose name begins with a capital letter is a constructor.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use source::TextRange;
use syntax::Goal;
use syntax::ast::ThisExpr;
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::this_binding::{Capital, has_default_this};

rule!("no-invalid-this", Suspicious, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    cap_is_constructor: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { cap_is_constructor: true }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let capital = if options.cap_is_constructor { Capital::Constructor } else { Capital::Function };
    let mut known: FxHashMap<NodeId, bool> = FxHashMap::default();
    for (id, this) in file.nodes.all::<ThisExpr>() {
        let home = home(file, id, this.range());
        if *known.entry(home).or_insert_with(|| is_undefined_in(file, home, capital)) {
            report.at(this.range(), "`this` is `undefined` here");
        }
    }
}

/// What says what a `this` is: the function, field, static block or program around it.
fn home(file: &File, this: NodeId, range: TextRange) -> NodeId {
    let is_in = |value: Option<TextRange>| value.is_some_and(|value| value.contains_range(range));
    let gives_this = |id: &NodeId| match file.node(*id) {
        Node::Function(_) | Node::Constructor(_) | Node::StaticBlock(_) => true,
        // The name of a field is computed outside of the class.
        Node::ClassProp(it) => is_in(it.value.as_deref().map(Ranged::range)),
        Node::PrivateProp(it) => is_in(it.value.as_deref().map(Ranged::range)),
        Node::AutoAccessor(it) => is_in(it.value.as_deref().map(Ranged::range)),
        _ => false,
    };
    file.nodes.ancestors(this).find(gives_this).unwrap_or(NodeId::PROGRAM)
}

fn is_undefined_in(file: &File, home: NodeId, capital: Capital) -> bool {
    match file.node(home) {
        Node::Function(function) => {
            let declares_this = || {
                let first = function.params.first().and_then(|first| first.pat.as_ident());
                first.is_some_and(|first| *first.id.sym == *"this")
            };
            is_strict_inside(file, home)
                && !declares_this()
                && has_default_this(file, home, capital)
                && !is_documented(file, home)
        }
        Node::Module(_) => true,
        Node::Script(_) => file.kind.goal == Goal::CommonJs && is_strict_inside(file, home),
        _ => false,
    }
}

fn is_strict_inside(file: &File, home: NodeId) -> bool {
    file.scopes.of_node(home).is_some_and(|scope| file.scopes.scope(scope).is_strict)
}

/// Whether a comment before a function, or before the statement that makes it, says what `this` is: `@this`.
fn is_documented(file: &File, function: NodeId) -> bool {
    let mut places = vec![function];
    for around in file.nodes.ancestors(function) {
        match file.node(around) {
            Node::FnExpr(_) | Node::FnDecl(_) | Node::ParenExpr(_) => places.push(around),
            Node::VarDeclarator(_)
            | Node::VarDecl(_)
            | Node::AssignExpr(_)
            | Node::ExprStmt(_)
            | Node::BinExpr(_)
            | Node::CondExpr(_)
            | Node::ExportDecl(_)
            | Node::ExportDefaultDecl(_)
            | Node::ReturnStmt(_) => places.push(around),
            _ => break,
        }
    }
    places.into_iter().any(|place| {
        let start = file.node(place).range().start();
        let before = file.previous_token_end(start);
        let comments = file.comments_in(TextRange::new(before, start));
        comments.iter().any(|comment| {
            let lines = file.comment_text(comment).lines();
            lines.map(|line| line.trim_start_matches([' ', '\t', '*'])).any(|line| line.starts_with("@this"))
        })
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn what_nothing_gives_a_this() {
        check(
            &RULE,
            "
this.a;
//^^ `undefined` here
function f() { return () => this; }
//                          ^^^^ `undefined` here
const g = { h() { return this; }, i: function () { return this; } };
class A { a = this; static { this.b; } [this.c]() {} }
//                                      ^^^^ `undefined` here
function B() { this.a = 1; }
/** @this {A} */
function j() { return this; }
k.forEach(function () { this; }, l);
",
        );
    }

    #[test]
    fn capitals_may_mean_nothing() {
        let text = "\nfunction A() { this.a = 1; }\n//             ^^^^ here\n";
        case(&RULE, text).options(json!([{ "capIsConstructor": false }])).check();
    }
}
