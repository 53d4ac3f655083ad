//! Wants a getter wherever there is a setter.
//!
//! ## Why
//! What is given to a property that has only a setter can't be asked for again: it reads as `undefined`.
//!
//! ## Bad
//! ```js
//! const lamp = { set brightness(value) { this.level = value; } };
//! ```
//!
//! ## Good
//! ```js
//! const lamp = { get brightness() { return this.level; }, set brightness(value) { this.level = value; } };
//! ```
//!
//! ## Options
//! `{ "setWithoutGet": true, "getWithoutSet": false, "enforceForClassMembers": true }`: what is wanted, and whether of classes too.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde::Deserialize;
use syntax::ast::{Function, MethodKind, ObjectLit, PropName, PropOrSpread};
use syntax::semantic::{Node, NodeId};

use crate::descriptors;
use crate::file::{File, Ranged, without_parentheses};
use crate::functions::{described, head};
use crate::names::{Accessor, property_name};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("accessor-pairs", Suspicious, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    set_without_get: bool,
    get_without_set: bool,
    enforce_for_class_members: bool,
    #[serde(rename = "enforceForTSTypes")]
    enforce_for_types: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options {
            set_without_get: true,
            get_without_set: false,
            enforce_for_class_members: true,
            enforce_for_types: false,
        }
    }
}

impl RuleOptions for Options {}

/// Where accessors are that belong together: of the same object or class, static or not, and of one name.
#[derive(PartialEq, Eq, Hash)]
struct Place<'a> {
    holder: Option<NodeId>,
    is_static: bool,
    name: Name<'a>,
}

#[derive(PartialEq, Eq, Hash)]
enum Name<'a> {
    Plain(Cow<'a, str>),
    Private(&'a str),
    /// As it is written.
    Computed(&'a str),
}

/// The functions of one place.
#[derive(Default)]
struct Pair {
    getters: Vec<NodeId>,
    setters: Vec<NodeId>,
}

fn run(file: &File, options: &Options, report: &mut Report) {
    let mut pairs: FxHashMap<Place, Pair> = FxHashMap::default();
    for (id, _) in file.nodes.all::<Function>() {
        if let Some((place, accessor)) = accessor(file, options, id) {
            let pair = pairs.entry(place).or_default();
            match accessor {
                Accessor::Get => pair.getters.push(id),
                Accessor::Set => pair.setters.push(id),
            }
        }
    }
    for Pair { getters, setters } in pairs.into_values() {
        let (lonely, other) = match (getters.is_empty(), setters.is_empty()) {
            (true, false) if options.set_without_get => (setters, "getter"),
            (false, true) if options.get_without_set => (getters, "setter"),
            _ => continue,
        };
        for id in lonely {
            report.at(head(file, id), format!("the {} has no {other}", described(file, id)));
        }
    }
    for descriptor in descriptors::all(file) {
        let other = match (has(descriptor, "get"), has(descriptor, "set")) {
            (false, true) if options.set_without_get => "getter",
            (true, false) if options.get_without_set => "setter",
            _ => continue,
        };
        report.at(descriptor.range(), format!("the property that this describes has no {other}"));
    }
}

fn accessor<'a>(file: &File<'a>, options: &Options, function: NodeId) -> Option<(Place<'a>, Accessor)> {
    let member = file.nodes.parent(function)?;
    let of_key = |key: &'a PropName| match (property_name(key), key) {
        (Some(name), _) => Name::Plain(name),
        (None, PropName::Computed(computed)) => Name::Computed(file.source_of(without_parentheses(&computed.expr))),
        (None, _) => Name::Computed(file.source_of(key)),
    };
    let (name, kind, is_static, is_of_class) = match file.node(member) {
        Node::GetterProp(it) => (of_key(&it.key), MethodKind::Getter, false, false),
        Node::SetterProp(it) => (of_key(&it.key), MethodKind::Setter, false, false),
        Node::ClassMethod(it) => (of_key(&it.key), it.kind, it.is_static, true),
        Node::PrivateMethod(it) => (Name::Private(&it.key.name), it.kind, it.is_static, true),
        _ => return None,
    };
    let accessor = match kind {
        MethodKind::Getter => Accessor::Get,
        MethodKind::Setter => Accessor::Set,
        MethodKind::Method => return None,
    };
    let is_asked = !is_of_class || options.enforce_for_class_members;
    is_asked.then(|| (Place { holder: file.nodes.parent(member), is_static, name }, accessor))
}

fn has(descriptor: &ObjectLit, name: &str) -> bool {
    let properties = descriptor.props.iter().filter_map(PropOrSpread::as_prop);
    let mut values = properties.filter_map(|property| property.as_key_value());
    values.any(|property| property_name(&property.key).is_some_and(|key| key == name))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn setters_without_getters() {
        check(
            &RULE,
            "
a = { set b(c) {}, get d() {}, set [e + f](c) {}, get [e + f]() {} };
//    ^^^^^ setter `b` has no getter
class A { set b(c) {} static get b() {} set #c(d) {} }
//        ^^^^^ `b` has no getter
//                                      ^^^^^^ `#c` has no getter
Object.defineProperty(g, 'h', { set: function (i) {} });
//                            ^^^^^^^^^^^^^^^^^^^^^^^^ describes has no getter
",
        );
    }

    #[test]
    fn getters_without_setters() {
        let text = "\na = { get b() {} };\n//    ^^^^^ getter `b` has no setter\nclass A { get b() {} }\n";
        case(&RULE, text).options(json!([{ "getWithoutSet": true, "enforceForClassMembers": false }])).check();
    }
}
