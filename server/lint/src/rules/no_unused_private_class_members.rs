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

use rustc_hash::FxHashMap;
use source::TextRange;
use syntax::ast::{AssignOp, Key, MethodKind, PrivateName};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-unused-private-class-members", Correctness, Error, None);

struct Member {
    /// The name in the class that declares it.
    range: TextRange,
    /// Has a getter or setter, which do something even when their value is not taken.
    is_accessor: bool,
    is_used: bool,
}

fn run(file: &File, report: &mut Report) {
    let mut members: FxHashMap<(NodeId, &str), Member> = FxHashMap::default();
    for (id, name) in file.nodes.all::<PrivateName>() {
        if let Some((class, is_accessor)) = declaration(file, id) {
            let new = Member { range: name.range(), is_accessor, is_used: false };
            // The other half of a getter and a setter comes later.
            members.entry((class, &name.name)).or_insert(new).range = name.range();
        }
    }
    for (id, name) in file.nodes.all::<PrivateName>() {
        let mut declared = file.nodes.ancestors(id).map(|class| (class, &*name.name));
        if let Some(member) = declared.find(|key| members.contains_key(key)).and_then(|key| members.get_mut(&key)) {
            member.is_used |= is_use(file, id, member.is_accessor);
        }
    }
    for ((_, name), member) in members.iter().filter(|(_, member)| !member.is_used) {
        report.at(member.range, format!("`#{name}` is never used"));
    }
}

/// The class in which a private name declares a member, and whether that is a getter or setter.
fn declaration(file: &File, name: NodeId) -> Option<(NodeId, bool)> {
    let member = file.nodes.parent(name)?;
    let is_accessor = match file.node(member) {
        Node::PrivateProp(_) => false,
        Node::PrivateMethod(it) => it.kind != MethodKind::Method,
        Node::AutoAccessor(it) => matches!(it.key, Key::Private(_)),
        _ => return None,
    };
    Some((file.nodes.parent(member)?, is_accessor))
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
