//! Disallows private members of a class that nothing reads.
//!
//! ## Why
//! Nobody outside of the class can use them either: they are left over.
//!
//! ## Bad
//! ```js
//! class Counter { #count = 0; #step = 1; next() { return this.#count++; } }
//! ```
//!
//! ## Good
//! ```js
//! class Counter { #count = 0; next() { return this.#count++; } }
//! ```

use source::TextRange;
use syntax::ast::{AssignOp, Class, ClassMember, Key, MethodKind, PrivateName};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-unused-private-class-members", Correctness, Error, None);

struct Member<'a> {
    class: NodeId,
    name: &'a str,
    range: TextRange,
    /// Has a getter or setter, which do something even when their value is not taken.
    is_accessor: bool,
    is_used: bool,
}

fn run(file: &File, report: &mut Report) {
    if file.nodes.all::<PrivateName>().next().is_none() {
        return;
    }
    let mut members: Vec<Member> = Vec::new();
    for (class, declared) in file.nodes.all::<Class>() {
        for (name, is_accessor) in declared.body.iter().filter_map(private_name) {
            match members.iter_mut().find(|member| member.class == class && *member.name == *name.name) {
                // The other half of a getter and a setter.
                Some(member) => member.range = name.range(),
                None => {
                    let range = name.range();
                    members.push(Member { class, name: &name.name, range, is_accessor, is_used: false });
                }
            }
        }
    }
    for (id, name) in file.nodes.all::<PrivateName>() {
        let member = file
            .nodes
            .ancestors(id)
            .find_map(|class| members.iter().position(|member| member.class == class && *member.name == *name.name));
        if let Some(index) = member {
            members[index].is_used |= is_use(file, id, members[index].is_accessor);
        }
    }
    for member in members.iter().filter(|member| !member.is_used) {
        report.at(member.range, format!("`#{}` is never used", member.name));
    }
}

fn private_name(member: &ClassMember) -> Option<(&PrivateName, bool)> {
    match member {
        ClassMember::PrivateProp(it) => Some((&it.key, false)),
        ClassMember::PrivateMethod(it) => Some((&it.key, it.kind != MethodKind::Method)),
        ClassMember::AutoAccessor(it) => match &it.key {
            Key::Private(name) => Some((name, true)),
            Key::Public(_) => None,
        },
        _ => None,
    }
}

/// Whether a private name stands where its member is read.
fn is_use(file: &File, name: NodeId, is_accessor: bool) -> bool {
    let Some(parent) = file.nodes.parent(name) else { return false };
    match file.node(parent) {
        Node::MemberExpr(_) => is_accessor || !is_only_written(file, parent),
        Node::BinExpr(_) => true,
        _ => false,
    }
}

fn is_only_written(file: &File, member: NodeId) -> bool {
    let Some(writer) = file.writer_of(member) else { return false };
    let is_value_taken =
        || !matches!(file.parent_without_parentheses(writer).map(|id| file.node(id)), Some(Node::ExprStmt(_)));
    match file.node(writer) {
        Node::AssignExpr(assignment) => assignment.op == AssignOp::Assign || !is_value_taken(),
        Node::UpdateExpr(_) => !is_value_taken(),
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn members_that_nothing_reads() {
        check(
            &RULE,
            "
class A {
    #a = 1; #b() {} #c; get #d() {} set #d(e) {}
//          ^^ `#b` is never used
//                  ^^ `#c` is never used
//                                      ^^ `#d` is never used
    f() { this.#c = 1; this.#c++; return this.#a; }
    set #g(h) {}
    i() { this.#g = 1; return #j in this; }
    #j;
}
",
        );
    }
}
