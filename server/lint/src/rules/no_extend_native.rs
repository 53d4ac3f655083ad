//! Disallows adding to the prototypes of ECMAScript's own objects.
//!
//! ## Why
//! All code sees the addition, and two that add the same name break each other.
//!
//! ## Bad
//! ```js
//! Array.prototype.last = function () { return this[this.length - 1]; };
//! ```
//!
//! ## Good
//! ```js
//! const last = (array) => array.at(-1);
//! ```
//!
//! ## Options
//! - `exceptions` (default `[]`): names of objects that may be added to.

use serde::Deserialize;
use source::TextRange;
use syntax::ast::Expr;
use syntax::semantic::{Node, NodeId, Reference};

use crate::calls::Call;
use crate::file::{File, Ranged};
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-extend-native", Suspicious, Off, None, options: NoExtendNative);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoExtendNative {
    exceptions: Vec<String>,
}

impl RuleOptions for NoExtendNative {}

fn run(file: &File, options: &NoExtendNative, report: &mut Report) {
    for reference in file.undeclared() {
        let name = &*reference.name;
        if name.starts_with(|first: char| first.is_ascii_uppercase())
            && file.globals.is_builtin(&reference.name)
            && !options.exceptions.iter().any(|exception| exception == name)
            && let Some(range) = extension(file, reference)
        {
            report.at(range, format!("The prototype of `{name}` is everybody's"));
        }
    }
}

/// What adds to the prototype of what a name is.
fn extension(file: &File, reference: &Reference) -> Option<TextRange> {
    let prototype = member_of(file, reference.node)?;
    let Node::MemberExpr(member) = file.node(prototype) else { return None };
    if member_name(&member.prop)? != "prototype" {
        return None;
    }
    if let Some(property) = member_of(file, prototype) {
        let writer = file.parent_without_parentheses(property)?;
        return match file.node(writer) {
            Node::AssignExpr(it) if it.left.range().contains_range(file.node(property).range()) => Some(it.range()),
            _ => None,
        };
    }
    let call = Call::of(file, around(file, prototype)?)?;
    let is_first = call.first().is_some_and(|first| first.range().contains_range(file.node(prototype).range()));
    (is_first && is_define(file, call.callee)).then_some(call.range)
}

/// What stands around an expression, without parentheses and the marks of optional chains.
fn around(file: &File, id: NodeId) -> Option<NodeId> {
    let mut ancestors = file.nodes.ancestors(id);
    ancestors.find(|id| !matches!(file.node(*id), Node::ParenExpr(_) | Node::OptChainExpr(_)))
}

/// The member expression of which an expression is the object.
fn member_of(file: &File, object: NodeId) -> Option<NodeId> {
    let parent = around(file, object)?;
    match file.node(parent) {
        Node::MemberExpr(member) if member.obj.range().contains_range(file.node(object).range()) => Some(parent),
        _ => None,
    }
}

/// `Object.defineProperty`
fn is_define(file: &File, callee: &Expr) -> bool {
    member(callee).is_some_and(|member| {
        member_name(&member.prop).is_some_and(|name| matches!(&*name, "defineProperty" | "defineProperties"))
            && file.is_global(&member.obj, "Object")
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn additions() {
        check(
            &RULE,
            "
Array.prototype.a = 1; b.prototype.a = 1; Array.a = 1;
//^^^^^^^^^^^^^^^^^^^ The prototype of `Array` is everybody's
Object.defineProperty(String.prototype, 'a', {});
//^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ The prototype of `String`
",
        );
    }

    #[test]
    fn exceptions() {
        case(&RULE, "Array.prototype.a = 1;").options(json!([{ "exceptions": ["Array"] }])).check();
    }
}
