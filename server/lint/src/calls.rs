//! Calls, whatever node they are.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::hash::BuildHasher;

use rustc_hash::FxBuildHasher;
use source::TextRange;
use syntax::ast::{CallExpr, Callee, Expr, ExprOrSpread, MemberProp, NewExpr, OptCall, OptChainBase};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_casts};
use crate::names::{key_name, member, member_name};

/// `f(a)`, `f?.(a)`, `new F(a)`
pub(crate) struct Call<'a> {
    pub id: NodeId,
    pub callee: &'a Expr,
    pub arguments: &'a [ExprOrSpread],
    pub range: TextRange,
}

impl<'a> Call<'a> {
    fn construction(id: NodeId, call: &'a NewExpr) -> Call<'a> {
        let arguments = call.args.as_deref().unwrap_or_default();
        Call { id, callee: &call.callee, arguments, range: call.range() }
    }

    /// The call that a node is; not `new`, `super()`, `import()`.
    pub fn of(file: &File<'a>, id: NodeId) -> Option<Call<'a>> {
        match file.node(id) {
            Node::CallExpr(call) => Call::plain(id, call),
            Node::OptCall(call) => Some(Call::optional(id, call)),
            _ => None,
        }
    }

    fn plain(id: NodeId, call: &'a CallExpr) -> Option<Call<'a>> {
        let Callee::Expr(callee) = &call.callee else { return None };
        Some(Call { id, callee, arguments: &call.args, range: call.range() })
    }

    fn optional(id: NodeId, call: &'a OptCall) -> Call<'a> {
        Call { id, callee: &call.callee, arguments: &call.args, range: call.range() }
    }

    pub fn is_callee(&self, range: TextRange) -> bool {
        self.callee.range().contains_range(range)
    }

    /// The object and the name of the method that is called: `a.b(c)`, `a?.["b"](c)`.
    pub fn method(&self) -> Option<(&'a Expr, Cow<'a, str>)> {
        method(self.callee)
    }

    /// The first argument, if it stands there by itself.
    pub fn first(&self) -> Option<&'a Expr> {
        self.arguments.first().filter(|first| first.spread.is_none()).map(|first| &*first.expr)
    }
}

/// What is called by an expression that is a call, and with what; not `new`, `super()`, `import()`.
pub(crate) struct Called<'a> {
    pub callee: &'a Expr,
    pub arguments: &'a [ExprOrSpread],
}

impl<'a> Called<'a> {
    pub fn by(expression: &'a Expr) -> Option<Called<'a>> {
        match without_casts(expression) {
            Expr::Call(CallExpr { callee: Callee::Expr(callee), args, .. }) => Some(Called { callee, arguments: args }),
            Expr::OptChain(chain) => match &*chain.base {
                OptChainBase::Call(call) => Some(Called { callee: &call.callee, arguments: &call.args }),
                OptChainBase::Member(_) => None,
            },
            _ => None,
        }
    }

    /// The same as [`Call::method`].
    pub fn method(&self) -> Option<(&'a Expr, Cow<'a, str>)> {
        method(self.callee)
    }
}

fn method(callee: &Expr) -> Option<(&Expr, Cow<'_, str>)> {
    let callee = member(callee)?;
    Some((&*callee.obj, member_name(&callee.prop)?))
}

impl<'a> File<'a> {
    /// `f(a)` and `f?.(a)`
    pub fn calls(&self) -> impl Iterator<Item = Call<'a>> + '_ {
        let plain = self.nodes.all::<CallExpr>().filter_map(|(id, call)| Call::plain(id, call));
        plain.chain(self.nodes.all::<OptCall>().map(|(id, call)| Call::optional(id, call)))
    }

    /// `new F(a)`
    pub fn constructions(&self) -> impl Iterator<Item = Call<'a>> + '_ {
        self.nodes.all::<NewExpr>().map(|(id, call)| Call::construction(id, call))
    }

    /// The calls of what has one of these names, by itself or as a member: `f()`, `a.f()`, `a?.["f"]()`.
    pub fn calls_of<'f>(&'f self, names: &'f [&'f str]) -> impl Iterator<Item = Call<'a>> + 'f {
        self.called(names).filter_map(|id| Call::of(self, id))
    }

    /// The same with `new`.
    pub fn constructions_of<'f>(&'f self, names: &'f [&'f str]) -> impl Iterator<Item = Call<'a>> + 'f {
        self.called(names).filter_map(|id| match self.node(id) {
            Node::NewExpr(call) => Some(Call::construction(id, call)),
            _ => None,
        })
    }

    fn called<'f>(&'f self, names: &'f [&'f str]) -> impl Iterator<Item = NodeId> + 'f {
        let calls = self.calls_by_name.0.get_or_init(|| {
            let all = self.calls().chain(self.constructions());
            let mut calls: Vec<(u64, NodeId)> =
                all.filter_map(|call| Some((FxBuildHasher.hash_one(called_name(call.callee)?), call.id))).collect();
            calls.sort_unstable();
            calls
        });
        names.iter().flat_map(move |name| {
            let hash = FxBuildHasher.hash_one(name);
            let first = calls.partition_point(|(one, _)| *one < hash);
            calls[first..].iter().take_while(move |(one, _)| *one == hash).map(|(_, id)| *id)
        })
    }
}

/// The calls and constructions of a file by hashes of the names of what is called: most rules about calls are about few names.
#[derive(Default)]
pub(crate) struct CallsByName(OnceCell<Vec<(u64, NodeId)>>);

fn called_name(callee: &Expr) -> Option<&str> {
    let callee = without_casts(callee);
    if let Expr::Ident(name) = callee {
        return Some(&name.sym);
    }
    match &member(callee)?.prop {
        MemberProp::Ident(name) => Some(&name.sym),
        MemberProp::PrivateName(_) => None,
        // A number is no name of anything that a rule is about.
        MemberProp::Computed(computed) => match key_name(&computed.expr)? {
            Cow::Borrowed(name) => Some(name),
            Cow::Owned(_) => None,
        },
    }
}

/// Whether a call or property of a chain has a `?.` of its own.
pub(crate) fn is_optional(file: &File, id: NodeId) -> bool {
    matches!(file.parent(id), Some(Node::OptChainExpr(chain)) if chain.optional)
}

/// Whether an expression is `parseInt` or `Number.parseInt`.
pub(crate) fn is_parse_int(file: &File, callee: &Expr) -> bool {
    file.is_global(callee, "parseInt")
        || member(callee).is_some_and(|member| {
            member_name(&member.prop).is_some_and(|name| name == "parseInt") && file.is_global(&member.obj, "Number")
        })
}
