//! Promises, and the functions that make and take them, as far as names tell.

use std::borrow::Cow;

use syntax::ast::{ArrayLit, Expr, ExprOrSpread};
use syntax::semantic::{Node, NodeId};

use crate::calls::{Call, Called};
use crate::file::{File, Ranged, without_casts};
use crate::names::{member, member_name};

/// Functions of `Promise` that make a promise.
const MAKERS: &[&str] = &["all", "allSettled", "any", "race", "reject", "resolve", "try"];

/// The calls of `Promise.all` and its like with an array, and the name of each.
pub(crate) fn combined<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = (Cow<'a, str>, &'a ArrayLit)> + use<'f, 'a> {
    file.calls_of(&["all", "allSettled", "any", "race"]).filter_map(|call| {
        let (object, name) = call.method()?;
        match without_casts(call.first()?) {
            Expr::Array(array) if file.is_global(object, "Promise") => Some((name, array)),
            _ => None,
        }
    })
}

/// `Promise` itself, whoever declares it.
pub(crate) fn is_promise_class(expression: &Expr) -> bool {
    matches!(without_casts(expression), Expr::Ident(name) if *name.sym == *"Promise")
}

/// The name of the function of `Promise` that is called: `Promise.all()`.
pub(crate) fn maker(callee: &Expr) -> Option<Cow<'_, str>> {
    let callee = member(callee)?;
    let name = member_name(&callee.prop)?;
    (is_promise_class(&callee.obj) && MAKERS.contains(&&*name)).then_some(name)
}

/// Whether what is called gives a promise: `a.then()`, `a.catch()`, `a.finally()`, `Promise.all()`, and methods of such.
pub(crate) fn gives_promise(callee: &Expr) -> bool {
    let Some(method) = member(callee) else { return false };
    let is_chain = member_name(&method.prop).is_some_and(|name| matches!(&*name, "then" | "catch" | "finally"));
    is_chain || maker(callee).is_some() || Called::by(&method.obj).is_some_and(|inner| gives_promise(inner.callee))
}

/// The call of `then` or `catch` that a function is given to, and at which place.
pub(crate) fn given_to<'a>(file: &File<'a>, function: NodeId) -> Option<(Call<'a>, usize)> {
    let expression = match file.node(function) {
        Node::ArrowExpr(_) => function,
        Node::Function(_) => {
            file.nodes.parent(function).filter(|parent| matches!(file.node(*parent), Node::FnExpr(_)))?
        }
        _ => return None,
    };
    let call = Call::of(file, file.parent_without_parentheses(expression)?)?;
    let (_, name) = call.method()?;
    let range = file.node(expression).range();
    let is_it = |argument: &ExprOrSpread| argument.expr.range().contains_range(range);
    let index = call.arguments.iter().position(is_it)?;
    matches!(&*name, "then" | "catch").then_some((call, index))
}
