//! Which members of a module are asked for.

use source::TextRange;
use syntax::ast::{self, ObjectPat, ObjectPatProp, UnaryOp};
use syntax::semantic::{Node, NodeId, Reference};

use super::module::{Member, Name};
use crate::file::{File, Ranged};
use crate::names::{member_name, name_range, property_name};

/// Notes what a reference to the whole module is used for.
pub(super) fn of(file: &File, reference: &Reference, at_load: bool, name: &mut Name) {
    if file.is_in_type(reference) {
        return;
    }
    if of_object(file, reference.node, at_load, name).is_none() {
        name.escapes = true;
    }
}

/// Notes the member that is asked of an expression; `None`: the expression is used in another way.
pub(super) fn of_object(file: &File, object: NodeId, at_load: bool, name: &mut Name) -> Option<()> {
    let range = file.node(object).range();
    let parent = file.parent_without_parentheses(object)?;
    match file.node(parent) {
        Node::MemberExpr(member) if member.obj.range().contains_range(range) => {
            let asked = member_name(&member.prop)?.into_owned();
            let (is_needed, is_tested) = (is_needed(file, parent), is_tested(file, parent));
            let range = place(&member.prop);
            let range = range.into();
            name.members.push(Member { name: asked, range, is_needed, at_load, is_tested, is_shorthand: false });
        }
        Node::JSXMemberExpr(member) => {
            let range = member.prop.range().into();
            let asked = member.prop.sym.to_string();
            let (is_needed, is_tested, is_shorthand) = (true, false, false);
            name.members.push(Member { name: asked, range, is_needed, at_load, is_tested, is_shorthand });
        }
        Node::VarDeclarator(declarator) if declarator.init.as_ref()?.range().contains_range(range) => {
            let ast::Pat::Object(pattern) = &declarator.name else { return None };
            of_pattern(pattern, name);
        }
        _ => return None,
    }
    Some(())
}

/// `const { a, b: c } = module`
pub(super) fn of_pattern(pattern: &ObjectPat, name: &mut Name) {
    for property in &pattern.props {
        let (asked, range, is_tested) = match property {
            ObjectPatProp::Assign(it) => (Some(it.key.sym.to_string()), it.key.range(), it.value.is_some()),
            ObjectPatProp::KeyValue(it) => (
                property_name(&it.key).map(|key| key.into_owned()),
                name_range(&it.key),
                matches!(&*it.value, ast::Pat::Assign(_)),
            ),
            ObjectPatProp::Rest(_) => (None, TextRange::empty(0), true),
        };
        match asked {
            Some(asked) => {
                let is_needed = matches!(property, ObjectPatProp::KeyValue(it)
                    if matches!(&*it.value, ast::Pat::Object(_) | ast::Pat::Array(_)));
                let is_shorthand = matches!(property, ObjectPatProp::Assign(_));
                let (range, at_load) = (range.into(), false);
                name.members.push(Member { name: asked, range, is_needed, at_load, is_tested, is_shorthand });
            }
            None => name.escapes = true,
        }
    }
}

fn place(property: &ast::MemberProp) -> TextRange {
    match property {
        ast::MemberProp::Computed(computed) => computed.expr.range(),
        other => other.range(),
    }
}

/// Whether the program fails if a member is not there: it is called, constructed, extended, or has members itself.
fn is_needed(file: &File, member: NodeId) -> bool {
    let range = file.node(member).range();
    let Some(parent) = file.parent_without_parentheses(member) else { return false };
    match file.node(parent) {
        Node::CallExpr(it) => it.callee.range().contains_range(range),
        Node::NewExpr(it) => it.callee.range().contains_range(range),
        Node::TaggedTpl(it) => it.tag.range().contains_range(range),
        Node::MemberExpr(it) => it.obj.range().contains_range(range),
        Node::Class(it) => it.super_class.as_ref().is_some_and(|it| it.range().contains_range(range)),
        _ => false,
    }
}

/// Whether someone asks if a member is there, or puts it there.
fn is_tested(file: &File, member: NodeId) -> bool {
    if file.writer_of(member).is_some() {
        return true;
    }
    let range = file.node(member).range();
    let Some(parent) = file.parent_without_parentheses(member) else { return false };
    match file.node(parent) {
        Node::OptChainExpr(_) | Node::OptCall(_) => true,
        Node::UnaryExpr(it) => matches!(it.op, UnaryOp::TypeOf | UnaryOp::Bang | UnaryOp::Delete),
        Node::BinExpr(_) => true,
        Node::IfStmt(it) => it.test.range().contains_range(range),
        Node::CondExpr(it) => it.test.range().contains_range(range),
        Node::MemberExpr(it) => {
            // `fs.promises?.readFile` and `fs.existsSync.native`: what is asked of it says nothing of itself.
            it.obj.range().contains_range(range)
                && file
                    .nodes
                    .parent(parent)
                    .is_some_and(|id| matches!(file.node(id), Node::OptChainExpr(it) if it.optional))
        }
        _ => false,
    }
}
