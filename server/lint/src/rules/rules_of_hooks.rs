//! Requires that hooks are called in components and hooks only, and in the same order each time.
//!
//! ## Why
//! React knows a hook by its place in the order of the calls. One that is called now and then gets the state of another.
//!
//! What is a component or a hook, the name tells: `Page`, `usePage`. The rule looks at files that load React or its kin, and at
//! files with JSX or React's own hooks that load nobody else's, such as Vue or Solid.
//!
//! ## Bad
//! ```js
//! function Page({ isOpen }) {
//!     if (isOpen) {
//!         const [title, setTitle] = useState("");
//!     }
//! }
//! function load() {
//!     useEffect(() => {});
//! }
//! ```
//!
//! ## Good
//! ```js
//! function Page({ isOpen }) {
//!     const [title, setTitle] = useState("");
//!     if (isOpen) return title;
//! }
//! ```
//!
//! ## Options
//! - `additionalHooks`: a regular expression of the names of more hooks that are effects, and may call what `useEffectEvent` gives.

use serde::Deserialize;
use syntax::ast::{Expr, Ident};
use syntax::semantic::{Node, NodeId, Reference};

use crate::calls::Call;
use crate::file::{File, Ranged, without_casts};
use crate::flow::{BlockId, Flow};
use crate::functions::functions_around;
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::react::{Role, is_call_of, is_hook, name_in_react};
use crate::report::Report;
use crate::rule::rule;

rule!("rules-of-hooks", React, Error, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    additional_hooks: Option<Pattern>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut hooks = file.calls().filter(|call| is_hook(call.callee)).peekable();
    if hooks.peek().is_none() || !file.is_react() {
        return;
    }
    for hook in hooks {
        look(file, &hook, report);
    }
    effect_events(file, options, report);
}

fn look(file: &File, hook: &Call, report: &mut Report) {
    let range = hook.callee.range();
    let name = file.slice(range);
    let is_use = name_in_react(hook.callee) == Some("use");
    if is_use && is_in_try(file, hook.id) {
        report.at(range, format!("the hook `{name}` can't be called in a `try`; an error boundary catches"));
    }
    let is_kept = || {
        let parent = file.parent_without_parentheses(hook.id).map(|parent| file.node(parent));
        matches!(parent, Some(Node::VarDeclarator(_) | Node::ExprStmt(_)))
    };
    if name_in_react(hook.callee) == Some("useEffectEvent") && !is_kept() {
        report.at(hook.range, format!("what `{name}` gives can't be passed on; keep it in a variable"));
    }
    let Some(function) = function_around(file, hook.id) else {
        let place = match is_in_class(file, hook.id) {
            true => "in a class; only functions can have hooks",
            false => "outside of any component",
        };
        report.at(range, format!("the hook `{name}` is called {place}"));
        return;
    };
    let place = Place::of(file, function, hook);
    if place.is_repeated && !is_use {
        report.at(range, format!("the hook `{name}` may be called more than once, in a loop"));
    }
    match Role::of(file, function) {
        _ if is_method(file, function) => {
            report.at(range, format!("the hook `{name}` is called in a class; only functions can have hooks"));
        }
        Role::Hooked => {
            let is_async = match file.node(function) {
                Node::Function(it) => it.is_async,
                Node::ArrowExpr(it) => it.is_async,
                _ => false,
            };
            if is_async {
                report.at(range, format!("the hook `{name}` can't be called in an async function"));
            }
            if !is_use && !place.is_repeated && place.can_be_missed {
                report
                    .at(range, format!("the hook `{name}` is not called each time; hooks need the same order always"));
            }
        }
        Role::Named => {
            let message = format!("the hook `{name}` is called in a function that is neither a component nor a hook");
            report.at(range, message);
        }
        Role::Nameless if !is_use && is_in_component(file, function) => {
            report.at(range, format!("the hook `{name}` can't be called in a callback"));
        }
        Role::Nameless => {}
    }
}

/// The function in which a node runs; none at the top of the file and in fields of classes.
fn function_around(file: &File, node: NodeId) -> Option<NodeId> {
    let function = file.function_around(node)?;
    let is_field = |id: &NodeId| matches!(file.node(*id), Node::ClassProp(_) | Node::PrivateProp(_));
    let is_block = matches!(file.node(function), Node::StaticBlock(_));
    let fields = file.nodes.ancestors(node).take_while(|id| *id != function).any(|id| is_field(&id));
    (!is_block && !fields).then_some(function)
}

fn is_in_class(file: &File, node: NodeId) -> bool {
    file.nodes.ancestors(node).any(|id| matches!(file.node(id), Node::Class(_)))
}

/// Whether a function is a method, or the value of a field.
fn is_method(file: &File, function: NodeId) -> bool {
    let holder = match file.parent(function) {
        Some(Node::FnExpr(_)) => file.nodes.parent(function).and_then(|id| file.parent(id)),
        other => other,
    };
    matches!(file.node(function), Node::Constructor(_))
        || matches!(
            holder,
            Some(Node::ClassMethod(_) | Node::PrivateMethod(_) | Node::ClassProp(_) | Node::PrivateProp(_))
        )
}

fn is_in_component(file: &File, function: NodeId) -> bool {
    functions_around(file, function).any(|outer| Role::of(file, outer) == Role::Hooked)
}

fn is_in_try(file: &File, node: NodeId) -> bool {
    let range = file.node(node).range();
    let mut around = file.nodes.ancestors(node).map(|id| file.node(id));
    around
        .by_ref()
        .take_while(|node| !matches!(node, Node::Function(_) | Node::ArrowExpr(_) | Node::Constructor(_)))
        .any(|node| match node {
            Node::TryStmt(it) => {
                it.block.range().contains_range(range)
                    || it.handler.as_ref().is_some_and(|handler| handler.range().contains_range(range))
            }
            _ => false,
        })
}

/// Where a hook stands on the ways through its function.
struct Place {
    is_repeated: bool,
    can_be_missed: bool,
}

impl Place {
    fn of(file: &File, function: NodeId, hook: &Call) -> Place {
        let flow = file.flow(function);
        let is_in_loop_twice = file
            .nodes
            .ancestors(hook.id)
            .take_while(|id| *id != function)
            .any(|id| matches!(file.node(id), Node::DoWhileStmt(_)));
        let Some(block) = block_of(file, &flow, hook) else {
            return Place { is_repeated: is_in_loop_twice, can_be_missed: false };
        };
        Place {
            is_repeated: is_in_loop_twice || reaches(&flow, flow.successors(block), &[block], None),
            can_be_missed: block != BlockId::ENTRY
                && flow.is_reachable(block)
                && reaches(&flow, &[BlockId::ENTRY], &[BlockId::END, BlockId::RETURN], Some(block)),
        }
    }
}

/// The block in which the name of a hook is read.
fn block_of(file: &File, flow: &Flow, hook: &Call) -> Option<BlockId> {
    let name: &Ident = match without_casts(hook.callee) {
        Expr::Ident(name) => name,
        Expr::Member(member) => without_casts(&member.obj).as_ident()?,
        _ => return None,
    };
    let node = file.nodes.id_of(name)?;
    flow.blocks().find(|block| flow.events(*block).iter().any(|event| event.node == node))
}

/// Whether one of the goals can be reached from one of the blocks, without one that is shut.
fn reaches(flow: &Flow, from: &[BlockId], goals: &[BlockId], shut: Option<BlockId>) -> bool {
    let mut seen = vec![false; flow.block_count()];
    let mut open: Vec<BlockId> = from.iter().copied().filter(|block| Some(*block) != shut).collect();
    while let Some(block) = open.pop() {
        if goals.contains(&block) {
            return true;
        }
        if !std::mem::replace(&mut seen[block.index()], true) {
            open.extend(flow.successors(block).iter().filter(|next| Some(**next) != shut));
        }
    }
    false
}

/// What `useEffectEvent` gives is for effects only.
fn effect_events(file: &File, options: &Options, report: &mut Report) {
    for variable in file.variables() {
        let [definition] = &*variable.definitions else { continue };
        let Node::VarDeclarator(declarator) = file.node(definition.node) else { continue };
        let is_event = declarator.init.as_ref().is_some_and(|value| is_call_of(value, &["useEffectEvent"]));
        if !is_event || !declarator.name.is_ident() {
            continue;
        }
        let uses = file.references_of(variable).filter(|reference| reference.is_read() && !file.is_in_type(reference));
        for reference in uses.filter(|reference| !is_in_effect(file, options, reference)) {
            let name = &variable.name;
            report.at(reference.range, format!("`{name}` is made by `useEffectEvent`, and is for effects to call"));
        }
    }
}

fn is_in_effect(file: &File, options: &Options, reference: &Reference) -> bool {
    let effects = ["useEffect", "useLayoutEffect", "useInsertionEffect", "useEffectEvent"];
    let is_effect = |function: NodeId| {
        let expression = match file.parent(function) {
            Some(Node::FnExpr(_)) => file.nodes.parent(function),
            _ => Some(function),
        };
        let call = expression.and_then(|it| file.parent_without_parentheses(it)).and_then(|it| Call::of(file, it));
        call.and_then(|call| name_in_react(call.callee)).is_some_and(|name| {
            effects.contains(&name) || options.additional_hooks.as_ref().is_some_and(|pattern| pattern.matches(name))
        })
    };
    functions_around(file, reference.node).any(is_effect)
}

#[cfg(test)]
mod tests {
    use super::RULE;
    use crate::testing::check;

    #[test]
    fn the_order_is_always_the_same() {
        check(
            &RULE,
            "
import { useState, useEffect, use } from 'react';
function Page(props) {
  if (props.a) return null;
  x = useState();
//    ^^^^^^^^ not called each time
  for (const b of c) useEffect(d);
//                   ^^^^^^^^^ more than once
  if (props.e) use(f);
  props.g(() => useState());
//              ^^^^^^^^ in a callback
}
",
        );
    }

    #[test]
    fn components_and_hooks_have_them() {
        check(
            &RULE,
            "
import React from 'react';
function load() { React.useState(); }
//                ^^^^^^^^^^^^^^ neither a component nor a hook
const usePage = () => React.useState();
const Page = React.memo(() => { React.useState(); });
class A { b() { React.useState(); } }
//              ^^^^^^^^^^^^^^ in a class
React.useState();
//^^^^^^^^^^^^ outside of any component
",
        );
    }

    #[test]
    fn other_libraries_have_names_like_hooks() {
        check(&RULE, "import { ref } from 'vue'; function f() { if (a) useState(); }");
        check(&RULE, "if (a) useProxy();");
    }
}
