//! The names of properties, as far as the text tells them.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use source::TextRange;
use syntax::ast::{Callee, Expr, Lit, MemberExpr, MemberProp, OptChainBase, PropName};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::values::literal_string;

/// The name of a property of an object or a class: `a`, `"a"`, `["a"]`, `1`. Keys that are computed have none.
pub(crate) fn property_name(name: &PropName) -> Option<Cow<'_, str>> {
    match name {
        PropName::Ident(name) => Some(Cow::Borrowed(&name.sym)),
        PropName::Str(name) => name.value.as_str().map(Cow::Borrowed),
        PropName::Num(number) => Some(Cow::Owned(number.value.to_string())),
        PropName::BigInt(number) => Some(Cow::Owned(number.value.to_string())),
        PropName::Computed(computed) => key_name(&computed.expr),
    }
}

/// The member expression that an expression is, in parentheses or at the end of an optional chain.
pub(crate) fn member(expression: &Expr) -> Option<&MemberExpr> {
    match without_parentheses(expression) {
        Expr::Member(member) => Some(member),
        Expr::OptChain(chain) => match &*chain.base {
            OptChainBase::Member(member) => Some(member),
            OptChainBase::Call(_) => None,
        },
        _ => None,
    }
}

/// The name of the property that a member expression is about: `a.b`, `a["b"]`. Private names are none.
pub(crate) fn member_name(name: &MemberProp) -> Option<Cow<'_, str>> {
    match name {
        MemberProp::Ident(name) => Some(Cow::Borrowed(&name.sym)),
        MemberProp::PrivateName(_) => None,
        MemberProp::Computed(computed) => key_name(&computed.expr),
    }
}

/// The name that a literal in brackets gives.
pub(crate) fn key_name(key: &Expr) -> Option<Cow<'_, str>> {
    match without_parentheses(key) {
        Expr::Lit(Lit::Num(number)) => Some(Cow::Owned(number.value.to_string())),
        Expr::Lit(Lit::BigInt(number)) => Some(Cow::Owned(number.value.to_string())),
        Expr::Lit(Lit::Null(_)) => Some(Cow::Borrowed("null")),
        Expr::Lit(Lit::Bool(boolean)) => Some(Cow::Borrowed(if boolean.value { "true" } else { "false" })),
        Expr::Lit(Lit::Regex(regex)) => Some(Cow::Owned(format!("/{}/{}", regex.exp, regex.flags))),
        other => literal_string(other).map(Cow::Borrowed),
    }
}

/// Where a name stands, without its brackets.
pub(crate) fn name_range(name: &PropName) -> TextRange {
    match name {
        PropName::Computed(computed) => without_parentheses(&computed.expr).range(),
        other => other.range(),
    }
}

/// Whether a part of an object is one of the attributes of an import: `with { type: "json" }`.
pub(crate) fn is_attribute(file: &File, part: NodeId) -> bool {
    let mut around = file.nodes.ancestors(part).map(|id| file.node(id));
    match around.find(|node| !matches!(node, Node::ObjectLit(_) | Node::KeyValueProp(_))) {
        Some(Node::ImportDecl(_) | Node::NamedExport(_) | Node::ExportAll(_)) => true,
        Some(Node::CallExpr(call)) => matches!(call.callee, Callee::Import(_)),
        _ => false,
    }
}

/// Whether a rule about names looks at those of properties, too.
#[derive(Deserialize, Default, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "camelCase")]
pub(crate) enum Properties {
    #[default]
    Always,
    Never,
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Accessor {
    Get,
    Set,
}

/// The names of an object or a class, of which one may stand for a getter and a setter together, and for nothing else twice.
#[derive(Default)]
pub(crate) struct Accessors<'a>(FxHashMap<Cow<'a, str>, Taken>);

#[derive(Default)]
struct Taken {
    get: bool,
    set: bool,
}

impl<'a> Accessors<'a> {
    pub fn clear(&mut self) {
        self.0.clear();
    }

    /// Adds a name; whether it was free. What is no accessor takes both.
    pub fn add(&mut self, name: Cow<'a, str>, accessor: Option<Accessor>) -> bool {
        let taken = self.0.entry(name).or_default();
        let (get, set) = (accessor != Some(Accessor::Set), accessor != Some(Accessor::Get));
        let is_free = !(get && taken.get || set && taken.set);
        taken.get |= get;
        taken.set |= set;
        is_free
    }
}
