//! Requires that effects and memoized values name all they depend on.
//!
//! ## Why
//! What is missing in the list is seen as it was when the list last changed: the effect works with old values.
//!
//! What is named but never changes, and what changes with each render, is told, too. The rule looks at the same files as
//! `rules-of-hooks`.
//!
//! ## Bad
//! ```js
//! function Page({ id }) {
//!     useEffect(() => load(id), []);
//! }
//! ```
//!
//! ## Good
//! ```js
//! function Page({ id }) {
//!     useEffect(() => load(id), [id]);
//! }
//! ```
//!
//! ## Options
//! - `additionalHooks`: a regular expression of the names of more hooks that take a function and a list.
//! - `requireExplicitEffectDeps` (default `false`): each effect has a list.
//! - `enableDangerousAutofixThisMayCauseInfiniteLoops` (default `false`): mend the list without being asked.

mod constructions;
mod gathered;
mod recommended;

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{ArrayLit, Expr, ExprOrSpread, Ident, Lit};
use syntax::semantic::{DefinitionKind, Node, NodeId, ScopeId, ScopeKind};

use self::gathered::{Gathered, path_of};
use self::recommended::{Declared, recommend};
use crate::calls::Call;
use crate::file::{File, Ranged, without_casts, without_parentheses};
use crate::names::member;
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::react::name_in_react;
use crate::report::{Problem, Report};
use crate::rule::rule;
use crate::values::is_undefined;

rule!("exhaustive-deps", React, Warning, Suggestion, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    additional_hooks: Option<Pattern>,
    require_explicit_effect_deps: bool,
    enable_dangerous_autofix_this_may_cause_infinite_loops: bool,
}

impl RuleOptions for Options {}

/// A call of a hook that takes a function and a list.
struct Hook<'a> {
    call: Call<'a>,
    name: &'a str,
    callback: &'a Expr,
    /// The list, whatever it is; not `undefined`.
    list: Option<&'a Expr>,
    is_effect: bool,
}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut calls = file.calls().filter_map(|call| Some((callback_index(options, &call)?, call))).peekable();
    if calls.peek().is_none() || !file.is_react() {
        return;
    }
    for (index, call) in calls {
        let name = name_in_react(call.callee).unwrap_or_else(|| file.source_of(call.callee));
        let is_effect = is_effect(name);
        let callee = call.callee.range();
        let Some(callback) = call.arguments.get(index) else {
            report.at(callee, format!("`{name}` needs a function"));
            continue;
        };
        let list = call.arguments.get(index + 1).map(|list| &*list.expr).filter(|list| !is_undefined(file, list));
        if options.require_explicit_effect_deps && is_effect && call.arguments.get(index + 1).is_none() {
            report.at(callee, format!("`{name}` needs a list of what it depends on"));
        }
        if list.is_none() && !is_effect {
            if matches!(name, "useMemo" | "useCallback") {
                report.at(callee, format!("`{name}` does nothing without a list of what it depends on"));
            }
            continue;
        }
        let hook = Hook { name, callback: without_casts(&callback.expr), list, is_effect, call };
        look(file, options, &hook, report);
    }
}

/// At which place a hook takes its function.
fn callback_index(options: &Options, call: &Call) -> Option<usize> {
    match name_in_react(call.callee) {
        Some("useEffect" | "useLayoutEffect" | "useCallback" | "useMemo") => return Some(0),
        Some("useImperativeHandle") => return Some(1),
        _ => {}
    }
    let pattern = options.additional_hooks.as_ref()?;
    let path = path_of(without_parentheses(call.callee))?;
    pattern.matches(&path).then_some(0)
}

/// `useEffect`, `useCustomEffect`
fn is_effect(name: &str) -> bool {
    name.match_indices("Effect").any(|(at, word)| {
        let next = name[at + word.len()..].chars().next();
        next.is_none_or(|next| !next.is_ascii_lowercase())
    })
}

fn look(file: &File, options: &Options, hook: &Hook, report: &mut Report) {
    let unknown = |report: &mut Report| {
        let message = format!("`{}` is given a function that can't be seen; write it in place", hook.name);
        report.at(hook.call.callee.range(), message);
    };
    match hook.callback {
        Expr::Fn(_) | Expr::Arrow(_) => {
            if let Some(function) = function_of(file, hook.callback) {
                look_into(file, options, hook, function, report);
            }
        }
        Expr::Ident(callback) => {
            let Some(list) = hook.list else { return };
            let is_listed =
                |element: &ExprOrSpread| matches!(&*element.expr, Expr::Ident(it) if it.sym == callback.sym);
            if elements(list).is_some_and(|list| list.elems.iter().flatten().any(is_listed)) {
                return;
            }
            let scope = file.nodes.scope(hook.call.id);
            let Some(variable) = file.scopes.in_scope(scope, &callback.sym) else { return };
            let Some(definition) = file.scopes.variable(variable).definitions.first() else { return };
            let function = match (definition.kind, file.node(definition.node)) {
                (DefinitionKind::Parameter, _) => return unknown(report),
                (_, Node::FnDecl(_)) => file.nodes.children(definition.node).find(|child| is_function(file, *child)),
                (_, Node::VarDeclarator(it)) => {
                    it.init.as_ref().and_then(|value| function_of(file, without_casts(value)))
                }
                _ => None,
            };
            match function {
                Some(function) => look_into(file, options, hook, function, report),
                None => {
                    let name = &callback.sym;
                    let message = format!("`{}` depends on `{name}`, which is not in its list", hook.name);
                    let problem = report.at(hook.call.callee.range(), message);
                    suggest_list(options, problem, Edit::replace(list.range(), format!("[{name}]")));
                }
            }
        }
        _ => unknown(report),
    }
}

fn is_function(file: &File, id: NodeId) -> bool {
    matches!(file.node(id), Node::Function(_))
}

/// The function that an expression is.
fn function_of(file: &File, expression: &Expr) -> Option<NodeId> {
    match expression {
        Expr::Arrow(arrow) => file.nodes.id_of(arrow),
        Expr::Fn(it) => file.nodes.id_of(&*it.function),
        _ => None,
    }
}

/// The array that a list is.
fn elements(list: &Expr) -> Option<&ArrayLit> {
    match without_casts(list) {
        Expr::Array(array) => Some(array),
        _ => None,
    }
}

/// The function of a component or a hook around a scope, if there is one.
fn component_scope(file: &File, inner: ScopeId) -> Option<ScopeId> {
    file.scopes.outwards(inner).skip(1).find(|scope| {
        let scope = file.scopes.scope(*scope);
        scope.kind == ScopeKind::Function && scope.node != NodeId::PROGRAM
    })
}

fn look_into(file: &File, options: &Options, hook: &Hook, function: NodeId, report: &mut Report) {
    let is_async = match file.node(function) {
        Node::Function(it) => it.is_async,
        Node::ArrowExpr(it) => it.is_async,
        _ => false,
    };
    if hook.is_effect && is_async {
        let message =
            "an effect can't be async: it returns a function that cleans up, not a promise; call one inside of it";
        report.at(expression_range(file, function), message);
    }
    let Some(scope) = file.scopes.of_node(function) else { return };
    let Some(component) = component_scope(file, scope) else { return };
    let gathered = Gathered::of(file, function, scope, component, hook.is_effect);
    for (range, path) in &gathered.cleaned_up {
        let message = format!(
            "`{path}.current` will most likely be another one when the effect is cleaned up; keep it in a variable"
        );
        report.at(*range, message);
    }
    let lost = gathered.lost_assignments(file);
    for (range, name) in &lost {
        report.at(*range, format!("what is assigned to `{name}` here is lost after the render; a ref keeps it"));
    }
    if !lost.is_empty() {
        return;
    }
    let Some(list) = hook.list else {
        if let Some(setter) = gathered.setter_without_list(file, function) {
            let paths = recommend(&gathered, &[], true).suggested;
            let text = format!(", [{}]", paths.join(", "));
            let message =
                format!("`{}` calls `{setter}` after each render, which renders again, without end", hook.name);
            let problem = report.at(hook.call.callee.range(), message);
            suggest_list(options, problem, Edit::insert(expression_range(file, function).end(), text));
        }
        return;
    };
    let declared = declared(file, hook, list, component, &gathered, report);
    judge(file, options, hook, list, &declared, &gathered, report);
}

/// The range of a function with its name.
fn expression_range(file: &File, function: NodeId) -> TextRange {
    match file.parent(function) {
        Some(parent @ (Node::FnExpr(_) | Node::FnDecl(_))) => parent.range(),
        _ => file.node(function).range(),
    }
}

/// What the list names; problems of its elements are told.
fn declared(
    file: &File,
    hook: &Hook,
    list: &Expr,
    component: ScopeId,
    gathered: &Gathered,
    report: &mut Report,
) -> Vec<Declared> {
    let mut declared = Vec::new();
    let Some(array) = elements(list) else {
        let message =
            format!("the list of `{}` is no array that is written in place, so it can't be checked", hook.name);
        report.at(list.range(), message);
        return declared;
    };
    for element in array.elems.iter().flatten() {
        let expression = without_parentheses(&element.expr);
        let range = expression.range();
        if let Some(dots) = element.spread {
            report.at(syntax::range(dots).cover(range), "a spread in the list can't be checked");
            continue;
        }
        if let Expr::Ident(name) = expression
            && file.variable(name).is_some_and(|variable| gathered.is_effect_event(file, variable))
        {
            let message = format!("`{}` is made by `useEffectEvent`, and does not belong in the list", name.sym);
            report.at(range, message).suggest("Remove it from the list", [Edit::delete(range)]);
        }
        let Some(path) = path_of(expression) else {
            let message = match expression {
                Expr::Lit(Lit::Str(_) | Lit::Num(_) | Lit::Bool(_) | Lit::Null(_) | Lit::BigInt(_)) => {
                    "a literal never changes, and does not belong in the list"
                }
                _ => "an expression in the list can't be checked; put it into a variable",
            };
            report.at(range, message);
            continue;
        };
        let is_external = root(expression)
            .and_then(|name| file.variable(name))
            .is_none_or(|variable| !file.scopes.outwards(variable.scope).any(|scope| scope == component));
        declared.push(Declared { path, is_external });
    }
    declared
}

/// The name at which a chain of properties begins.
fn root(expression: &Expr) -> Option<&Ident> {
    match without_parentheses(expression) {
        Expr::Ident(name) => Some(name),
        other => root(&member(other)?.obj),
    }
}

/// Compares what is named with what is used.
fn judge(
    file: &File,
    options: &Options,
    hook: &Hook,
    list: &Expr,
    declared: &[Declared],
    gathered: &Gathered,
    report: &mut Report,
) {
    let found = recommend(gathered, declared, hook.is_effect);
    if found.is_right() {
        constructions::report(file, hook, list, declared, gathered, report);
        return;
    }
    let mut paths = found.suggested.clone();
    // Lists of effects may name more than is used; those of others are made anew.
    if !hook.is_effect && !found.missing.is_empty() {
        paths = recommend(gathered, &[], false).suggested;
    }
    if declared.is_sorted_by(|one, other| one.path <= other.path) {
        paths.sort();
    }
    let paths: Vec<String> = paths.iter().map(|path| gathered.written(path)).collect();
    let problem = report.at(list.range(), found.message(hook.name));
    suggest_list(options, problem, Edit::replace(list.range(), format!("[{}]", paths.join(", "))));
}

fn suggest_list(options: &Options, problem: &mut Problem, edit: Edit) {
    if options.enable_dangerous_autofix_this_may_cause_infinite_loops {
        problem.fix([edit.clone()]);
    }
    problem.suggest("Mend the list", [edit]);
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn what_is_missing_and_what_is_too_much() {
        check(
            &RULE,
            "
import { useEffect, useMemo } from 'react';
function Page({ a, b }) {
  useEffect(() => { load(a); }, [b]);
//                              ^^^ `useEffect` depends on `a`
  return useMemo(() => a.c, [a.c, b]);
//                          ^^^^^^^^ `useMemo` does not depend on `b`
}
",
        );
    }

    #[test]
    fn the_list_is_mended() {
        let text = "function P({ a }) { useCallback(() => a.b?.c + a.d(), []); }";
        case(&RULE, text).check_suggestion("function P({ a }) { useCallback(() => a.b?.c + a.d(), [a]); }");
        let text = "function P({ a, b }) { useEffect(() => { f(b.c, a); }, [a]); }";
        case(&RULE, text).check_suggestion("function P({ a, b }) { useEffect(() => { f(b.c, a); }, [a, b.c]); }");
    }

    #[test]
    fn what_never_changes_needs_no_mention() {
        check(
            &RULE,
            "
import React from 'react';
function Page() {
  const [a, setA] = React.useState(0);
  const ref = React.useRef(null);
  const one = 1;
  function help() { return one; }
  React.useEffect(() => { setA(one + help()); ref.current = 2; }, []);
}
",
        );
    }

    #[test]
    fn what_changes_each_time_is_no_use() {
        let text = "
import { useEffect } from 'react';
function Page() {
  const a = {};
//      ^^^^^^ is made anew
  useEffect(() => f(a), [a]);
}
";
        check(&RULE, text);
    }

    #[test]
    fn more_hooks() {
        let text = "\nfunction P({ a }) { useState(); useMine(() => a, []); }\n//                                               ^^\n";
        case(&RULE, text).options(json!([{ "additionalHooks": "useMine" }])).check();
    }
}
