//! Requires arrow functions as callbacks.
//!
//! ## Why
//! They are shorter, and have the `this` of what is around them.
//!
//! ## Bad
//! ```js
//! items.forEach(function (item) { show(item); });
//! ```
//!
//! ## Good
//! ```js
//! items.forEach((item) => { show(item); });
//! items.forEach(function () { this.show(); }, view);
//! ```
//!
//! ## Options
//! - `allowNamedFunctions` (default `false`): functions with a name are fine.
//! - `allowUnboundThis` (default `true`): so are functions with a `this` that nobody binds to that around them.

use serde::Deserialize;
use source::{Edit, TextRange};
use syntax::ast::{Expr, FnExpr, MemberExpr, MemberProp, MetaPropExpr, MetaPropKind, Pat};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::bindings::names_of;
use crate::calls::Call;
use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::is_logical;

rule!("prefer-arrow-callback", Style, Off, Safe, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_named_functions: bool,
    allow_unbound_this: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { allow_named_functions: false, allow_unbound_this: true }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    for (id, expression) in file.nodes.all::<FnExpr>() {
        if expression.function.is_generator || options.allow_named_functions && expression.ident.is_some() {
            continue;
        }
        let Some(callback) = Callback::of(file, id) else { continue };
        let Some(function) = file.nodes.id_of(&*expression.function) else { continue };
        let has_this = has_own(file, function, NodeKind::ThisExpr);
        if options.allow_unbound_this && has_this && !callback.is_bound_to_this {
            continue;
        }
        if uses_what_arrows_lack(file, id, function) {
            continue;
        }
        let problem = report.at(expression.range(), "an arrow function is better as a callback");
        if callback.is_bound_to_this || !has_this {
            problem.fix(arrow(file, id, expression, &callback).unwrap_or_default());
        }
    }
}

/// A function that a call is given, maybe bound.
struct Callback {
    /// Whether it is bound to the `this` around it.
    is_bound_to_this: bool,
    /// The call of `bind`.
    binding: Option<NodeId>,
}

impl Callback {
    fn of(file: &File, function: NodeId) -> Option<Callback> {
        let mut callback = Callback { is_bound_to_this: false, binding: None };
        let mut current = function;
        loop {
            let parent = file.nodes.parent(current)?;
            let range = file.node(current).range();
            match file.node(parent) {
                Node::ParenExpr(_) | Node::OptChainExpr(_) => {}
                Node::BinExpr(it) if is_logical(it.op) => {}
                Node::CondExpr(_) => {}
                Node::MemberExpr(MemberExpr { prop: MemberProp::Ident(name), .. }) if *name.sym == *"bind" => {
                    let call = file.nodes.ancestors(parent).find_map(|id| Call::of(file, id))?;
                    if !call.is_callee(file.node(parent).range()) {
                        return None;
                    }
                    if callback.binding.is_none() {
                        callback.is_bound_to_this = matches!(call.arguments, [only]
                            if only.spread.is_none() && matches!(without_parentheses(&only.expr), Expr::This(_)));
                        callback.binding = Some(call.id);
                    }
                    current = call.id;
                    continue;
                }
                Node::CallExpr(it) => return (!it.callee.range().contains_range(range)).then_some(callback),
                Node::OptCall(it) => return (!it.callee.range().contains_range(range)).then_some(callback),
                Node::NewExpr(it) => return (!it.callee.range().contains_range(range)).then_some(callback),
                _ => return None,
            }
            current = parent;
        }
    }
}

/// Whether a function has a node of a kind that is its own, not of a function inside.
fn has_own(file: &File, function: NodeId, kind: NodeKind) -> bool {
    file.nodes.of_kind_in(function, kind).iter().any(|id| file.function_of_this(*id) == Some(function))
}

/// `arguments`, `super`, `new.target`, and the function's own name.
fn uses_what_arrows_lack(file: &File, expression: NodeId, function: NodeId) -> bool {
    let scopes = &file.scopes;
    let is_used = |name: &str, scope| {
        let variable = scopes.in_scope(scope, &name.into());
        variable.map(|variable| scopes.variable(variable)).filter(|variable| !variable.references.is_empty())
    };
    let own_name = match file.node(expression) {
        Node::FnExpr(it) => it.ident.as_ref().map(|name| &*name.sym),
        _ => None,
    };
    let name_scope = scopes.of_node(expression);
    own_name.zip(name_scope).is_some_and(|(name, scope)| is_used(name, scope).is_some())
        || scopes
            .of_node(function)
            .and_then(|scope| is_used("arguments", scope))
            .is_some_and(|arguments| arguments.definitions.is_empty())
        || has_own(file, function, NodeKind::Super)
        || file
            .nodes
            .all_in::<MetaPropExpr>(function)
            .any(|(id, it)| it.kind == MetaPropKind::NewTarget && file.function_of_this(id) == Some(function))
}

fn arrow(file: &File, id: NodeId, expression: &FnExpr, callback: &Callback) -> Option<Vec<Edit>> {
    let function = &*expression.function;
    let whole = expression.range();
    let body = function.body.as_ref()?.range();
    if has_same_names(function.params.iter().map(|parameter| &parameter.pat)) || function.this_param.is_some() {
        return None;
    }
    let word = file.find_token(whole.start(), body.start(), "function")?;
    let behind_name = expression.ident.as_ref().map_or(word.end(), |name| name.range().end());
    let open = file.find_token(behind_name, body.start(), "(")?;
    let head = TextRange::new(word.start(), open.start());
    let mut edits = Vec::new();
    if file.has_comments_in(head) {
        edits.push(Edit::delete(word));
        edits.extend(expression.ident.as_ref().map(|name| Edit::delete(name.range())));
    } else {
        edits.push(Edit::delete(head));
    }
    edits.push(Edit::insert(file.previous_token_end(body.start()), " =>"));
    let mut replaced = id;
    if let Some(call) = callback.binding.filter(|_| callback.is_bound_to_this) {
        // Only where `bind` follows the function itself.
        let method = file.nodes.parent(id).filter(|it| matches!(file.node(*it), Node::MemberExpr(_)))?;
        let end = file.node(call).range().end();
        let binding = TextRange::new(whole.end(), end);
        if file.has_comments_in(binding) || file.text[whole.end() as usize..].trim_start().starts_with(')') {
            return None;
        }
        let is_direct = file.nodes.ancestors(method).find(|it| !matches!(file.node(*it), Node::OptChainExpr(_)));
        if is_direct != Some(call) {
            return None;
        }
        edits.push(Edit::delete(binding));
        replaced = call;
    }
    let parent = file.nodes.ancestors(replaced).find(|it| !matches!(file.node(*it), Node::OptChainExpr(_)));
    let stands_alone = matches!(
        parent.map(|parent| file.node(parent)),
        Some(Node::CallExpr(_) | Node::OptCall(_) | Node::CondExpr(_) | Node::ParenExpr(_))
    );
    if !stands_alone {
        edits.insert(0, Edit::insert(whole.start(), "("));
        edits.push(Edit::insert(file.node(replaced).range().end(), ")"));
    }
    Some(edits)
}

/// Sloppy functions may have a parameter twice, arrow functions may not.
fn has_same_names<'a>(parameters: impl Iterator<Item = &'a Pat>) -> bool {
    let mut names = Vec::new();
    parameters.for_each(|parameter| names_of(parameter, &mut names));
    names.iter().enumerate().any(|(index, name)| names[..index].iter().any(|other| other.id.sym == name.id.sym))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check, check_fix};

    #[test]
    fn callbacks_become_arrows() {
        check(
            &RULE,
            "
x = a(function b() {});
//    ^^^^^^^^^^^^^^^ an arrow function
a(function c() { c(); }); a(function () { this; }); a(function () { arguments; }); (function () {})();
",
        );
        check_fix(&RULE, "a(async function b(c) { d(); })", "a(async (c) => { d(); })");
        check_fix(&RULE, "a(function () { this.b(); }.bind(this))", "a(() => { this.b(); })");
    }

    #[test]
    fn named_functions_can_be_fine() {
        case(&RULE, "a(function b() {})").options(json!([{ "allowNamedFunctions": true }])).check();
    }
}
