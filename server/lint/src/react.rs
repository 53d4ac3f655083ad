//! React: which files are about it, and what is a component or a hook, which only names tell.

use std::borrow::Cow;

use syntax::ast::{AssignOp, Expr, ImportDecl, MemberExpr, MemberProp, SimpleAssignTarget};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::calls::{Call, Called};
use crate::file::{File, Ranged, without_casts};
use crate::names::{member, property_name};
use crate::values::literal_string;

/// Packages whose components and hooks are React's.
const PACKAGES: &[&str] = &["react", "preact", "react-dom", "react-native", "next", "@wordpress/element", "ink"];

/// Packages that have JSX, or names with `use`, of their own.
const OTHERS: &[&str] = &["vue", "solid-js", "@builder.io/qwik", "@vue/composition-api", "svelte", "hono"];

/// React's own hooks.
const HOOKS: &[&str] = &[
    "useActionState",
    "useCallback",
    "useContext",
    "useDeferredValue",
    "useEffect",
    "useEffectEvent",
    "useImperativeHandle",
    "useInsertionEffect",
    "useLayoutEffect",
    "useMemo",
    "useOptimistic",
    "useReducer",
    "useRef",
    "useState",
    "useSyncExternalStore",
    "useTransition",
];

impl File<'_> {
    /// Whether a file is about React: it loads it, or has JSX or React's hooks and loads nobody else's.
    pub fn is_react(&self) -> bool {
        let mut has_other = false;
        for (_, import) in self.nodes.all::<ImportDecl>() {
            let Some(specifier) = import.src.value.as_str() else { continue };
            if is_of(specifier, PACKAGES) {
                return true;
            }
            has_other |= is_of(specifier, OTHERS);
        }
        if has_other {
            return false;
        }
        !self.nodes.of_kind(NodeKind::JSXElement).is_empty()
            || !self.nodes.of_kind(NodeKind::JSXFragment).is_empty()
            || self.calls_of(HOOKS).any(|call| name_in_react(call.callee).is_some())
            || self.calls_of(&["require"]).any(|call| {
                let specifier = call.first().and_then(literal_string);
                without_casts(call.callee).is_ident() && specifier.is_some_and(|it| is_of(it, PACKAGES))
            })
    }
}

/// Whether a specifier is of one of these packages.
fn is_of(specifier: &str, packages: &[&str]) -> bool {
    packages
        .iter()
        .any(|package| specifier.strip_prefix(package).is_some_and(|rest| rest.is_empty() || rest.starts_with('/')))
}

/// The name of a function of React: `useState`, `React.useState`.
pub(crate) fn name_in_react(callee: &Expr) -> Option<&str> {
    match without_casts(callee) {
        Expr::Ident(name) => Some(&name.sym),
        other => {
            let member = member(other)?;
            let is_react = matches!(without_casts(&member.obj), Expr::Ident(object) if *object.sym == *"React");
            match &member.prop {
                MemberProp::Ident(name) if is_react => Some(&name.sym),
                _ => None,
            }
        }
    }
}

/// `use`, `useState`: what can be a hook.
pub(crate) fn is_hook_name(name: &str) -> bool {
    let rest = name.strip_prefix("use");
    rest.is_some_and(|rest| {
        rest.is_empty() || rest.starts_with(|next: char| next.is_ascii_uppercase() || next.is_ascii_digit())
    })
}

/// Whether an expression is a hook: `useState`, `React.useState`.
pub(crate) fn is_hook(expression: &Expr) -> bool {
    match without_casts(expression) {
        Expr::Ident(name) => is_hook_name(&name.sym),
        Expr::Member(member) => is_hook_member(member),
        _ => false,
    }
}

fn is_hook_member(member: &MemberExpr) -> bool {
    matches!(&member.prop, MemberProp::Ident(name) if is_hook_name(&name.sym))
        && matches!(without_casts(&member.obj), Expr::Ident(object) if is_component_name(&object.sym))
}

/// What a function is for React.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// A component, or a hook of the project's own.
    Hooked,
    /// Another function that has a name.
    Named,
    Nameless,
}

impl Role {
    /// The role of a `Function` or an `ArrowExpr`, by its name and by whom it is given to.
    pub fn of(file: &File, function: NodeId) -> Role {
        let expression = match file.parent(function) {
            Some(Node::FnExpr(_) | Node::FnDecl(_)) => file.nodes.parent(function).unwrap_or(function),
            _ => function,
        };
        let by_name = match name(file, expression) {
            None => Role::Nameless,
            Some(Name::Plain(name)) if is_component_name(&name) || is_hook_name(&name) => Role::Hooked,
            Some(Name::Member(target)) if is_hook_member(target) => Role::Hooked,
            Some(_) => Role::Named,
        };
        if by_name != Role::Hooked && is_wrapped(file, expression) { Role::Hooked } else { by_name }
    }
}

enum Name<'a> {
    Plain(Cow<'a, str>),
    Member(&'a MemberExpr),
}

fn is_component_name(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_uppercase())
}

/// The name that a function has, or gets from what it is assigned to.
fn name<'a>(file: &File<'a>, function: NodeId) -> Option<Name<'a>> {
    match file.node(function) {
        Node::FnDecl(it) => return Some(Name::Plain(Cow::Borrowed(&it.ident.sym))),
        Node::FnExpr(it) => {
            if let Some(name) = &it.ident {
                return Some(Name::Plain(Cow::Borrowed(&name.sym)));
            }
        }
        _ => {}
    }
    let range = file.node(function).range();
    let plain = |name: &'a str| Some(Name::Plain(Cow::Borrowed(name)));
    match file.node(file.parent_without_parentheses(function)?) {
        Node::VarDeclarator(it) => plain(&it.name.as_ident()?.id.sym),
        Node::KeyValueProp(it) if !it.key.is_computed() => property_name(&it.key).map(Name::Plain),
        Node::MethodProp(it) if !it.key.is_computed() => property_name(&it.key).map(Name::Plain),
        Node::AssignPat(it) if it.right.range().contains_range(range) => plain(&it.left.as_ident()?.id.sym),
        Node::AssignPatProp(it) => plain(&it.key.id.sym),
        Node::AssignExpr(it) if it.op == AssignOp::Assign && it.right.range().contains_range(range) => {
            match it.left.as_simple()? {
                SimpleAssignTarget::Ident(name) => plain(&name.id.sym),
                SimpleAssignTarget::Member(member) => Some(Name::Member(member)),
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether a function is given to `memo` or `forwardRef`.
fn is_wrapped(file: &File, expression: NodeId) -> bool {
    let call = file.parent_without_parentheses(expression).and_then(|parent| Call::of(file, parent));
    call.is_some_and(|call| {
        !call.is_callee(file.node(expression).range())
            && name_in_react(call.callee).is_some_and(|name| matches!(name, "memo" | "forwardRef"))
    })
}

/// Whether an expression calls a function of React: `useRef()`, `React.useRef()`.
pub(crate) fn is_call_of(expression: &Expr, names: &[&str]) -> bool {
    Called::by(expression).and_then(|call| name_in_react(call.callee)).is_some_and(|name| names.contains(&name))
}
