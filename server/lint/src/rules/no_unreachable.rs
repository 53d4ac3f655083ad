//! Disallows code that is never reached.
//!
//! ## Why
//! What stands behind `return`, `throw`, `break`, `continue` or an endless loop never runs: it was forgotten, or what stands before
//! it is wrong. The fields of a class whose constructor never calls `super()` are never made either.
//!
//! ## Bad
//! ```js
//! function area(width, height) {
//!     return width * height;
//!     console.log("done");
//! }
//! ```
//!
//! ## Good
//! ```js
//! function area(width, height) {
//!     console.log("done");
//!     return width * height;
//! }
//! ```

use rustc_hash::FxHashSet;
use source::TextRange;
use syntax::ast::{CallExpr, Callee, Class, ClassMember, Expr, VarDeclKind};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::file::{File, Ranged};
use crate::report::Report;
use crate::rule::rule;

rule!("no-unreachable", Correctness, Error, None);

fn run(file: &File, report: &mut Report) {
    let mut functions: Vec<NodeId> = Vec::new();
    let mut add = |id: NodeId| functions.push(file.function_around(id).unwrap_or(NodeId::PROGRAM));
    for kind in [NodeKind::ReturnStmt, NodeKind::ThrowStmt, NodeKind::BreakStmt, NodeKind::ContinueStmt] {
        file.nodes.of_kind(kind).iter().copied().filter(|id| may_cut_off(file, *id)).for_each(&mut add);
    }
    for kind in [NodeKind::WhileStmt, NodeKind::DoWhileStmt, NodeKind::ForStmt] {
        file.nodes.of_kind(kind).iter().copied().filter(|id| may_be_endless(file.node(*id))).for_each(&mut add);
    }
    functions.sort_unstable();
    functions.dedup();
    for function in functions {
        let flow = file.flow(function);
        let dead = flow.fates().iter().filter(|(_, fate)| !fate.is_reached).map(|(id, _)| file.node(*id));
        report_all(file, report, dead.filter(|node| is_run(*node)).map(Node::range));
    }
    report_fields(file, report);
}

/// Whether something may stand behind a jump that only it leads to: cheap, and never wrongly `false`.
fn may_cut_off(file: &File, jump: NodeId) -> bool {
    let mut from = jump;
    for around in file.nodes.ancestors(jump) {
        let is_last = file.nodes.children(around).last() == Some(from);
        match file.node(around) {
            Node::BlockStmt(_) | Node::FunctionBody(_) | Node::Script(_) | Node::Module(_) if !is_last => return true,
            Node::FunctionBody(_) | Node::Script(_) | Node::Module(_) | Node::StaticBlock(_) => return false,
            Node::SwitchCase(_) if !is_last => return true,
            Node::IfStmt(it) if it.alt.is_none() => return false,
            Node::WhileStmt(_) | Node::ForInStmt(_) | Node::ForOfStmt(_) => return false,
            Node::TryStmt(_) => return true,
            _ => {}
        }
        from = around;
    }
    false
}

/// Whether a loop has no condition that could change.
fn may_be_endless(node: Node) -> bool {
    match node {
        Node::WhileStmt(it) => matches!(&*it.test, Expr::Lit(_) | Expr::Paren(_)),
        Node::DoWhileStmt(it) => matches!(&*it.test, Expr::Lit(_) | Expr::Paren(_)),
        Node::ForStmt(it) => it.test.as_deref().is_none_or(|test| matches!(test, Expr::Lit(_) | Expr::Paren(_))),
        _ => false,
    }
}

/// Whether a statement does something where it stands: functions are there before, and a `var` alone does nothing.
fn is_run(node: Node) -> bool {
    match node {
        Node::EmptyStmt(_) | Node::FnDecl(_) | Node::SwitchCase(_) | Node::CatchClause(_) => false,
        Node::VarDecl(it) => it.kind != VarDeclKind::Var || it.decls.iter().any(|one| one.init.is_some()),
        _ => true,
    }
}

/// Reports ranges, those that follow each other as one.
fn report_all(file: &File, report: &mut Report, ranges: impl Iterator<Item = TextRange>) {
    let mut open: Option<TextRange> = None;
    let mut say = |range: TextRange| {
        report.at(range, "this code is never reached");
    };
    for range in ranges {
        open = match open {
            Some(before) if before.contains_range(range) => Some(before),
            Some(before) if file.next_token(before.end()) == range.start() => Some(before.cover(range)),
            other => {
                other.into_iter().for_each(&mut say);
                Some(range)
            }
        };
    }
    open.into_iter().for_each(say);
}

/// Fields are made when `super()` returns.
fn report_fields(file: &File, report: &mut Report) {
    let is_derived = |class: &Class| class.super_class.is_some();
    if !file.nodes.all::<Class>().any(|(_, class)| is_derived(class)) {
        return;
    }
    let calls = file.nodes.all::<CallExpr>().filter(|(_, call)| matches!(call.callee, Callee::Super(_)));
    let constructors: FxHashSet<u32> = calls
        .filter_map(|(id, _)| {
            let mut around = file.nodes.ancestors(id).map(|id| file.node(id));
            around.find(|node| matches!(node, Node::Constructor(_))).map(|node| node.range().start())
        })
        .collect();
    for (_, class) in file.nodes.all::<Class>().filter(|(_, class)| is_derived(class)) {
        let is_uncalled = |member: &ClassMember| match member {
            ClassMember::Constructor(it) => it.body.is_some() && !constructors.contains(&it.range().start()),
            _ => false,
        };
        if class.body.iter().any(is_uncalled) {
            let fields = class.body.iter().filter_map(|member| match member {
                ClassMember::ClassProp(it) if !it.is_static => Some(it.range()),
                ClassMember::PrivateProp(it) if !it.is_static => Some(it.range()),
                _ => None,
            });
            report_all(file, report, fields);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn statements_behind_jumps_are_one_problem() {
        check(
            &RULE,
            "
function f() {
    if (a) { return 1; } else { throw b; }
    c(); d();
//  ^^^^^^^^^ never reached
    function e() {}
    var g;
}
",
        );
    }

    #[test]
    fn a_loop_without_break_has_no_end() {
        check(
            &RULE,
            "
function f() {
    for (;;) { if (a) continue; }
    b();
//  ^^^^ never reached
}
function g() {
    while (true) { if (a) break; }
    b();
}
",
        );
    }

    #[test]
    fn fields_need_a_call_of_super() {
        check(
            &RULE,
            "
class A extends B { c; constructor() {} }
//                  ^^ never reached
class C extends B { c; constructor() { super(); } }
",
        );
    }
}
