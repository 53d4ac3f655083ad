//! Requires that methods use `this`.
//!
//! ## Why
//! A method that does not could be static, or a function.
//!
//! ## Bad
//! ```js
//! class Page {
//!     greet() { return "Hello"; }
//! }
//! ```
//!
//! ## Good
//! ```js
//! class Page {
//!     greet() { return `Hello, ${this.name}`; }
//!     static make() { return new Page(); }
//! }
//! ```
//!
//! ## Options
//! - `exceptMethods` (default `[]`): names of methods that need no `this`; private ones begin with `#`.
//! - `enforceForClassFields` (default `true`): also functions that are the value of a field.
//! - `ignoreOverrideMethods` (default `false`): methods with `override` need none.
//! - `ignoreClassesWithImplements`: classes that implement something: `"all"` of their methods need none, or `"public-fields"`.

use rustc_hash::FxHashSet;
use serde::Deserialize;
use syntax::ast::{Accessibility, ArrowExpr, Function, Key};
use syntax::semantic::{Node, NodeId, NodeKind};

use crate::file::File;
use crate::functions::{described, head, holder};
use crate::names::property_name;
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("class-methods-use-this", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    except_methods: Vec<String>,
    enforce_for_class_fields: bool,
    ignore_override_methods: bool,
    ignore_classes_with_implements: Option<Implementing>,
}

#[derive(Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "kebab-case")]
enum Implementing {
    All,
    PublicFields,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            except_methods: Vec::new(),
            enforce_for_class_fields: true,
            ignore_override_methods: false,
            ignore_classes_with_implements: None,
        }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let with_this = with_this(file);
    let functions = file.nodes.all::<Function>().filter(|(_, it)| it.body.is_some()).map(|(id, _)| id);
    for id in functions.chain(file.nodes.all::<ArrowExpr>().map(|(id, _)| id)) {
        if is_asked(file, options, id) && !with_this.contains(&id) {
            report.at(head(file, id), format!("the {} does not use `this`", described(file, id)));
        }
    }
}

fn is_asked(file: &File, options: &Options, function: NodeId) -> bool {
    let Some(member) = holder(file, function) else { return false };
    let (name, is_static, is_override, access, is_field) = match member {
        Node::ClassMethod(it) => (property_name(&it.key), it.is_static, it.is_override, it.accessibility, false),
        Node::PrivateMethod(it) => (
            Some(format!("#{}", it.key.name).into()),
            it.is_static,
            it.is_override,
            Some(Accessibility::Private),
            false,
        ),
        Node::ClassProp(it) => (property_name(&it.key), it.is_static, it.is_override, it.accessibility, true),
        Node::PrivateProp(it) => {
            (Some(format!("#{}", it.key.name).into()), it.is_static, it.is_override, Some(Accessibility::Private), true)
        }
        Node::AutoAccessor(it) => {
            let (name, access) = match &it.key {
                Key::Public(key) => (property_name(key), it.accessibility),
                Key::Private(key) => (Some(format!("#{}", key.name).into()), Some(Accessibility::Private)),
            };
            (name, it.is_static, it.is_override, access, true)
        }
        _ => return false,
    };
    let is_direct = !is_field || is_whole_value(file, function);
    let implements = file.nodes.ancestors(function).find_map(|id| match file.node(id) {
        Node::Class(class) => Some(!class.implements.is_empty()),
        _ => None,
    });
    let is_ignored = implements == Some(true)
        && match options.ignore_classes_with_implements {
            Some(Implementing::All) => true,
            Some(Implementing::PublicFields) => matches!(access, None | Some(Accessibility::Public)),
            None => false,
        };
    let is_ignored =
        is_ignored || is_field && !options.enforce_for_class_fields || is_override && options.ignore_override_methods;
    !is_static
        && is_direct
        && !is_ignored
        && !name.is_some_and(|name| options.except_methods.iter().any(|except| **except == *name))
}

/// Whether a function is all of a field's value.
fn is_whole_value(file: &File, function: NodeId) -> bool {
    let parent = file.parent_without_parentheses(function);
    let parent = match parent.map(|parent| file.node(parent)) {
        Some(Node::FnExpr(_)) => parent.and_then(|parent| file.parent_without_parentheses(parent)),
        _ => parent,
    };
    let node = parent.map(|parent| file.node(parent));
    matches!(node, Some(Node::ClassProp(_) | Node::PrivateProp(_) | Node::AutoAccessor(_)))
}

/// The functions that have a `this` or `super`, their own or in an arrow function inside.
fn with_this(file: &File) -> FxHashSet<NodeId> {
    let mut all = FxHashSet::default();
    for id in [NodeKind::ThisExpr, NodeKind::Super].iter().flat_map(|kind| file.nodes.of_kind(*kind)) {
        for outer in file.nodes.ancestors(*id) {
            match file.node(outer) {
                Node::ArrowExpr(_) => {
                    all.insert(outer);
                }
                Node::Function(_) => {
                    all.insert(outer);
                    break;
                }
                // Their `this` is that of another class.
                Node::ClassProp(_) | Node::PrivateProp(_) | Node::AutoAccessor(_) | Node::StaticBlock(_) => break,
                _ => {}
            }
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn methods_without_this() {
        check(
            &RULE,
            "
class A { b() { function c() { this; } } d() { () => this; } static e() {} f = () => 1; }
//        ^ method `b` does not use `this`
//                                                                         ^^^^ method `f`
",
        );
        case(&RULE, "class A { b() {} }").options(json!([{ "exceptMethods": ["b"] }])).check();
    }
}
