//! Disallows `eval`.
//!
//! ## Why
//! No tool can look into the string, and whoever can write to it can run anything.
//!
//! ## Bad
//! ```js
//! const value = eval('object.' + key);
//! ```
//!
//! ## Good
//! ```js
//! const value = object[key];
//! ```
//!
//! ## Options
//! - `allowIndirect` (default `false`): only the call `eval(…)`, which sees the variables around it.

use serde::Deserialize;
use source::TextRange;
use syntax::Goal;
use syntax::ast::{Expr, MemberExpr, MemberProp};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::member_name;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::this_binding::{Capital, has_default_this};

rule!("no-eval", Suspicious, Off, None, options: NoEval);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct NoEval {
    allow_indirect: bool,
}

impl RuleOptions for NoEval {}

const MESSAGE: &str = "`eval` runs whatever is in the string";

fn run(file: &File, options: &NoEval, report: &mut Report) {
    let mut told: Vec<TextRange> = Vec::new();
    // `eval?.()` is an indirect call.
    for call in file.calls().filter(|call| matches!(file.node(call.id), Node::CallExpr(_))) {
        if let Expr::Ident(name) = without_parentheses(call.callee)
            && name.sym == "eval"
        {
            told.push(name.range());
        }
    }
    if !options.allow_indirect {
        let indirect = file.undeclared().filter(|it| it.name == *"eval" && file.has_global(&it.name));
        for range in indirect.map(|reference| reference.range) {
            if !told.contains(&range) {
                told.push(range);
            }
        }
        let members = file.nodes.all::<MemberExpr>();
        told.extend(members.filter_map(|(id, member)| eval_of_global_object(file, id, member)));
    }
    for range in told {
        report.at(range, MESSAGE);
    }
}

/// Where `eval` is named in `window.eval`, `this.eval`.
fn eval_of_global_object(file: &File, id: NodeId, member: &MemberExpr) -> Option<TextRange> {
    if member_name(&member.prop)? != "eval" {
        return None;
    }
    let is_global_object = match without_parentheses(&member.obj) {
        Expr::This(_) => is_this_global(file, id),
        object => file.is_global_object(object),
    };
    is_global_object.then(|| match &member.prop {
        MemberProp::Computed(computed) => without_parentheses(&computed.expr).range(),
        name => name.range(),
    })
}

/// Whether `this` can be the global object.
fn is_this_global(file: &File, id: NodeId) -> bool {
    for around in file.nodes.ancestors(id) {
        match file.node(around) {
            Node::Function(_) => {
                let is_strict = file.scopes.of_node(around).is_some_and(|scope| file.scopes.scope(scope).is_strict);
                return !is_strict && has_default_this(file, around, Capital::Constructor);
            }
            Node::Constructor(_) | Node::StaticBlock(_) => return false,
            Node::ClassProp(property) if is_value(file, id, property.value.as_deref()) => return false,
            Node::PrivateProp(property) if is_value(file, id, property.value.as_deref()) => return false,
            _ => {}
        }
    }
    file.kind.goal == Goal::Script
}

fn is_value(file: &File, id: NodeId, value: Option<&Expr>) -> bool {
    value.is_some_and(|value| value.range().contains_range(file.node(id).range()))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    const TEXT: &str = "
if (eval('a')) b.eval();
//  ^^^^ `eval` runs
";

    #[test]
    fn calls() {
        case(&RULE, TEXT).options(json!([{ "allowIndirect": true }])).check();
        case(&RULE, TEXT).check();
    }

    #[test]
    fn other_ways() {
        case(
            &RULE,
            "
(0, eval)('a'); globalThis.eval('a');
//  ^^^^ `eval` runs
//                         ^^^^ `eval` runs
",
        )
        .check();
    }
}
