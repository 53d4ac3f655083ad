//! Disallows writing to what is imported.
//!
//! ## Why
//! It throws when the code runs. The members of an imported namespace can't be changed either.
//!
//! ## Bad
//! ```js
//! import * as all from 'm';
//! all.named = 0;
//! Object.assign(all, { named: 0 });
//! ```
//!
//! ## Good
//! ```js
//! import * as all from 'm';
//! const mine = { ...all, named: 0 };
//! ```

use source::TextRange;
use syntax::ast::{Expr, MemberProp, UnaryOp};
use syntax::semantic::{DefinitionKind, Node, NodeId};

use crate::calls::Call;
use crate::file::{File, Ranged};
use crate::names::member;
use crate::report::Report;
use crate::rule::rule;

rule!("no-import-assign", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    for variable in file.variables_of(|kind| kind == DefinitionKind::Import) {
        let is_namespace = matches!(file.node(variable.definitions[0].node), Node::ImportStarAsSpecifier(_));
        for reference in file.references_of(variable) {
            if reference.is_write() {
                let writer = reference.written_by.unwrap_or(reference.node);
                report
                    .at(file.node(writer).range(), format!("`{}` is imported, which can't be changed", variable.name));
            } else if is_namespace
                && !file.is_in_type(reference)
                && let Some(range) = change_of_member(file, reference.node)
            {
                report.at(range, format!("The members of `{}` are imported, which can't be changed", variable.name));
            }
        }
    }
}

/// What changes a member of the namespace that a name is.
fn change_of_member(file: &File, name: NodeId) -> Option<TextRange> {
    let parent = file.parent_without_parentheses(name)?;
    let range = file.node(name).range();
    match file.node(parent) {
        Node::MemberExpr(member) if member.obj.range().contains_range(range) => change_of(file, parent),
        _ => {
            let call = Call::of(file, parent)?;
            let is_first = call.first().is_some_and(|first| first.range().contains_range(range));
            (is_first && changes_first(file, call.callee)).then_some(call.range)
        }
    }
}

/// What writes to a member expression or deletes it.
fn change_of(file: &File, member: NodeId) -> Option<TextRange> {
    if let Some(writer) = file.writer_of(member) {
        return Some(file.node(writer).range());
    }
    let mut around = file.nodes.ancestors(member);
    let around = around.find(|id| !matches!(file.node(*id), Node::ParenExpr(_) | Node::OptChainExpr(_)))?;
    match file.node(around) {
        Node::UnaryExpr(unary) if unary.op == UnaryOp::Delete => Some(unary.range()),
        _ => None,
    }
}

/// Whether a function changes its first argument: `Object.assign`, `Reflect.set`.
fn changes_first(file: &File, callee: &Expr) -> bool {
    let Some(member) = member(callee) else { return false };
    let MemberProp::Ident(name) = &member.prop else { return false };
    match &*name.sym {
        "assign" | "defineProperties" | "freeze" => file.is_global(&member.obj, "Object"),
        "defineProperty" | "setPrototypeOf" => {
            file.is_global(&member.obj, "Object") || file.is_global(&member.obj, "Reflect")
        }
        "deleteProperty" | "set" => file.is_global(&member.obj, "Reflect"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn imports_and_their_members() {
        check(
            &RULE,
            "
import a, * as b from 'm';
[a] = [1]; a.c = 1;
//^^^^^^^ `a` is imported
b.c = 1; delete b.c; b.c.d = 1;
//^^^^^ The members of `b` are imported
//       ^^^^^^^^^^ The members of `b` are imported
Object.freeze(b); f(b);
//^^^^^^^^^^^^^^ The members of `b` are imported
",
        );
    }
}
