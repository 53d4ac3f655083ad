//! Property descriptors: objects given to `Object.defineProperty` and its like.

use std::borrow::Cow;

use syntax::ast::{Expr, ExprOrSpread, ObjectLit, Prop, PropName, PropOrSpread};
use syntax::semantic::NodeId;

use crate::file::{File, without_parentheses};
use crate::names::{member_name, property_name};

/// The functions that descriptors of the file have under a name, `get` or `set`.
pub(crate) fn functions<'f>(file: &'f File<'_>, accessor: &'f str) -> impl Iterator<Item = NodeId> + 'f {
    all(file)
        .filter_map(move |descriptor| descriptor.props.iter().find_map(|property| function(file, property, accessor)))
}

pub(crate) fn all<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = &'a ObjectLit> + use<'f, 'a> {
    file.calls_of(&["defineProperty", "defineProperties", "create"])
        .flat_map(move |call| descriptors(file, call.callee, call.arguments))
}

/// The descriptors that a call is given.
fn descriptors<'a>(file: &File, callee: &'a Expr, arguments: &'a [ExprOrSpread]) -> Vec<&'a ObjectLit> {
    let Some((object, method)) = called(callee) else { return Vec::new() };
    let third = arguments.get(2).filter(|_| arguments[..2].iter().all(|one| one.spread.is_none()));
    let second = arguments.get(1).filter(|_| arguments[0].spread.is_none());
    match &*method {
        "defineProperty" if file.is_global(object, "Object") || file.is_global(object, "Reflect") => {
            third.and_then(|argument| object_of(&argument.expr)).into_iter().collect()
        }
        "defineProperties" | "create" if file.is_global(object, "Object") => {
            let all = second.and_then(|argument| object_of(&argument.expr));
            let properties = all.into_iter().flat_map(|all| &all.props);
            properties.filter_map(|property| value(property).and_then(|(_, value)| object_of(value))).collect()
        }
        _ => Vec::new(),
    }
}

/// The object and the name of a method that is called, within optional chains.
fn called(callee: &Expr) -> Option<(&Expr, Cow<'_, str>)> {
    let member = match without_parentheses(callee) {
        Expr::Member(member) => member,
        Expr::OptChain(chain) => chain.base.as_member()?,
        _ => return None,
    };
    Some((without_parentheses(&member.obj), member_name(&member.prop)?))
}

fn object_of(expression: &Expr) -> Option<&ObjectLit> {
    match without_parentheses(expression) {
        Expr::Object(object) => Some(object),
        _ => None,
    }
}

fn value(property: &PropOrSpread) -> Option<(&PropName, &Expr)> {
    match property {
        PropOrSpread::Prop(property) => match &**property {
            Prop::KeyValue(it) => Some((&it.key, &it.value)),
            _ => None,
        },
        PropOrSpread::Spread(_) => None,
    }
}

fn function(file: &File, property: &PropOrSpread, accessor: &str) -> Option<NodeId> {
    let is_named = |key: &PropName| property_name(key).as_deref() == Some(accessor);
    if let PropOrSpread::Prop(property) = property
        && let Prop::Method(it) = &**property
    {
        return is_named(&it.key).then(|| file.nodes.id_of(&*it.function))?;
    }
    let (_, value) = value(property).filter(|(key, _)| is_named(key))?;
    match without_parentheses(value) {
        Expr::Fn(it) => file.nodes.id_of(&*it.function),
        Expr::Arrow(it) => file.nodes.id_of(it),
        _ => None,
    }
}
