//! Requires a `key` for each element of a list.
//!
//! ## Why
//! By its key React knows an element again when the list changes.
//!
//! ## Bad
//! ```js
//! const list = items.map((item) => <Item name={item} />);
//! ```
//!
//! ## Good
//! ```js
//! const list = items.map((item) => <Item key={item} name={item} />);
//! ```
//!
//! ## Options
//! - `checkFragmentShorthand` (default `false`): also `<></>`, which can't have one.
//! - `checkKeyMustBeforeSpread` (default `false`): the key stands before `{...props}`.
//! - `warnOnDuplicates` (default `false`): two elements beside each other do not have the same key.

use rustc_hash::FxHashMap;
use serde::Deserialize;
use source::TextRange;
use syntax::ast::{
    ArrayLit, ArrowFunctionBody, Expr, JSXAttrOrSpread, JSXElement, JSXElementChild, JSXFragment, JSXOpeningElement,
    ReturnStmt,
};
use syntax::semantic::{Node, NodeId};

use crate::calls::Call;
use crate::elements::{attribute, attribute_name};
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member, member_name};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;
use crate::values::is_logical;

rule!("jsx-key", React, Warning, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    check_fragment_shorthand: bool,
    check_key_must_before_spread: bool,
    warn_on_duplicates: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let is_without_jsx =
        file.nodes.all::<JSXElement>().next().is_none() && file.nodes.all::<JSXFragment>().next().is_none();
    if is_without_jsx || !file.is_react() {
        return;
    }
    for (id, array) in file.nodes.all::<ArrayLit>() {
        let elements = || array.elems.iter().flatten().filter(|element| element.spread.is_none());
        if is_made_to_array(file, id) {
            continue;
        }
        for element in elements() {
            look(options, &element.expr, array.range(), report);
        }
        if options.warn_on_duplicates {
            let siblings = elements().filter_map(|element| match without_parentheses(&element.expr) {
                Expr::JSXElement(it) => Some(&it.opening),
                _ => None,
            });
            duplicates(file, siblings, report);
        }
    }
    for call in file.calls_of(&["map", "flatMap", "from"]) {
        let Some((_, name)) = call.method() else { continue };
        let callback = match &*name {
            "map" | "flatMap" => call.arguments.first(),
            "from" => call.arguments.get(1),
            _ => continue,
        };
        if let Some(callback) = callback.filter(|callback| callback.spread.is_none())
            && !is_made_to_array(file, call.id)
        {
            look_into(file, options, without_parentheses(&callback.expr), report);
        }
    }
    if options.warn_on_duplicates {
        for (_, element) in file.nodes.all::<JSXElement>() {
            let siblings = element.children.iter().filter_map(|child| match child {
                JSXElementChild::JSXElement(it) => Some(&it.opening),
                _ => None,
            });
            duplicates(file, siblings, report);
        }
    }
}

/// Looks at what a callback gives for each element of a list.
fn look_into(file: &File, options: &Options, callback: &Expr, report: &mut Report) {
    let function = match callback {
        Expr::Arrow(arrow) => {
            if let ArrowFunctionBody::Expr(body) = &*arrow.body {
                return look(options, body, body.range(), report);
            }
            file.nodes.id_of(arrow)
        }
        Expr::Fn(it) => file.nodes.id_of(&*it.function),
        _ => return,
    };
    let Some(function) = function else { return };
    for (id, it) in file.nodes.all_in::<ReturnStmt>(function) {
        if let Some(value) = &it.arg
            && file.function_around(id) == Some(function)
        {
            look(options, value, value.range(), report);
        }
    }
}

fn look(options: &Options, expression: &Expr, around: TextRange, report: &mut Report) {
    match without_parentheses(expression) {
        Expr::JSXElement(element) => {
            let opening = &element.opening;
            if attribute(opening, "key").is_none() {
                report.at(element.range(), "an element of a list has no `key`");
            } else if options.check_key_must_before_spread && is_behind_spread(opening) {
                report.at(around, "the `key` of an element stands before what is spread into it");
            }
        }
        Expr::JSXFragment(fragment) if options.check_fragment_shorthand => {
            report.at(fragment.range(), "a fragment in a list has no `key`; `<Fragment key={…}>` can have one");
        }
        Expr::Cond(choice) => {
            look(options, &choice.cons, around, report);
            look(options, &choice.alt, around, report);
        }
        Expr::Bin(logic) if is_logical(logic.op) => look(options, &logic.right, around, report),
        _ => {}
    }
}

fn is_behind_spread(element: &JSXOpeningElement) -> bool {
    let is_key = |attribute: &JSXAttrOrSpread| matches!(attribute, JSXAttrOrSpread::JSXAttr(it) if attribute_name(it) == Some("key"));
    let spread = element.attrs.iter().position(|it| matches!(it, JSXAttrOrSpread::SpreadElement(_)));
    let key = element.attrs.iter().position(is_key);
    matches!((spread, key), (Some(spread), Some(key)) if spread < key)
}

/// Whether a list is given to `Children.toArray`, which makes the keys.
fn is_made_to_array(file: &File, id: NodeId) -> bool {
    let calls = file.nodes.ancestors(id).take_while(|id| !matches!(file.node(*id), Node::FunctionBody(_)));
    calls.filter_map(|id| Call::of(file, id)).any(|call| {
        call.method().is_some_and(|(object, name)| {
            let is_children = match without_parentheses(object) {
                Expr::Ident(name) => *name.sym == *"Children",
                other => {
                    member(other).and_then(|member| member_name(&member.prop)).is_some_and(|name| name == "Children")
                }
            };
            name == "toArray" && is_children
        })
    })
}

fn duplicates<'a>(file: &File, siblings: impl Iterator<Item = &'a JSXOpeningElement>, report: &mut Report) {
    let mut by_key: FxHashMap<&str, Vec<TextRange>> = FxHashMap::default();
    for element in siblings {
        if let Some(value) = attribute(element, "key").and_then(|key| key.value.as_ref()) {
            let range = attribute(element, "key").map_or(element.range(), |key| key.range());
            by_key.entry(file.source_of(value)).or_default().push(range);
        }
    }
    for range in by_key.into_values().filter(|ranges| ranges.len() > 1).flatten() {
        report.at(range, "another element beside it has the same `key`");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn elements_of_lists() {
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        let text = "
x = [<A />, <A key=\"1\" />];
//   ^^^^^ has no `key`
y = a.map((b) => b && <B {...b} />);
//                    ^^^^^^^^^^^^ has no `key`
z = Children.toArray(a.map(() => <C />));
w = a.map(() => { const f = () => { return <D />; }; return f; });
";
        case(&RULE, text).kind(kind).check();
        let options = json!([{ "checkFragmentShorthand": true }]);
        case(&RULE, "\nx = [<></>];\n//   ^^^^^ has no `key`\n").kind(kind).options(options).check();
    }
}
