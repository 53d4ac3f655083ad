//! Calls, whatever node they are.

use source::TextRange;
use syntax::ast::{CallExpr, Callee, Expr, ExprOrSpread, NewExpr, OptCall};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged};

/// `f(a)`, `f?.(a)`, `new F(a)`
pub(crate) struct Call<'a> {
    pub id: NodeId,
    pub callee: &'a Expr,
    pub arguments: &'a [ExprOrSpread],
    pub range: TextRange,
}

impl<'a> Call<'a> {
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

    /// The first argument, if it stands there by itself.
    pub fn first(&self) -> Option<&'a Expr> {
        self.arguments.first().filter(|first| first.spread.is_none()).map(|first| &*first.expr)
    }
}

impl<'a> File<'a> {
    /// `f(a)` and `f?.(a)`
    pub fn calls(&self) -> impl Iterator<Item = Call<'a>> + '_ {
        let plain = self.nodes.all::<CallExpr>().filter_map(|(id, call)| Call::plain(id, call));
        plain.chain(self.nodes.all::<OptCall>().map(|(id, call)| Call::optional(id, call)))
    }

    /// `new F(a)`
    pub fn constructions(&self) -> impl Iterator<Item = Call<'a>> + '_ {
        self.nodes.all::<NewExpr>().map(|(id, call)| {
            let arguments = call.args.as_deref().unwrap_or_default();
            Call { id, callee: &call.callee, arguments, range: call.range() }
        })
    }
}

/// Whether a call or property of a chain has a `?.` of its own.
pub(crate) fn is_optional(file: &File, id: NodeId) -> bool {
    matches!(file.parent(id), Some(Node::OptChainExpr(chain)) if chain.optional)
}
