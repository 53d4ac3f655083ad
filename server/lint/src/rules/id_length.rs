//! Requires names to be of a certain length.
//!
//! ## Why
//! A name of one letter tells nothing, and one of a hundred is no name any more.
//!
//! ## Bad
//! ```js
//! const x = document.body;
//! ```
//!
//! ## Good
//! ```js
//! const body = document.body;
//! ```
//!
//! ## Options
//! - `min` (default 2): how many characters a name has at least. What one sees as one character counts as one.
//! - `max`: how many it has at most.
//! - `properties` (default `"always"`): `"never"` leaves out names of properties.
//! - `exceptions` (default `[]`): names that may be of any length.
//! - `exceptionPatterns` (default `[]`): regular expressions of such names.

use icu_properties::CodePointMapData;
use icu_properties::props::{GeneralCategory, GeneralCategoryGroup};
use serde::Deserialize;
use syntax::ast::{Atom, Expr, Ident, IdentName, MemberProp, ModuleExportName, Pat, PrivateName, PropName};
use syntax::semantic::{Node, NodeId};

use crate::estree::{parent_of, type_of};
use crate::file::{File, Ranged, without_parentheses};
use crate::names::{Properties, is_attribute, name_range};
use crate::options::RuleOptions;
use crate::patterns::Pattern;
use crate::report::Report;
use crate::rule::rule;

rule!("id-length", Style, Off, None, options: Options);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    min: i64,
    max: Option<i64>,
    properties: Properties,
    exceptions: Vec<String>,
    exception_patterns: Vec<Pattern>,
}

impl Default for Options {
    fn default() -> Options {
        Options {
            min: 2,
            max: None,
            properties: Properties::default(),
            exceptions: Vec::new(),
            exception_patterns: Vec::new(),
        }
    }
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let identifiers = file.nodes.all::<Ident>().map(|(id, it)| (id, &*it.sym));
    let names = file.nodes.all::<IdentName>().map(|(id, it)| (id, &*it.sym));
    let private = file.nodes.all::<PrivateName>().map(|(id, it)| (id, &*it.name));
    for (id, name) in identifiers.chain(names).chain(private) {
        let length = length(name);
        let problem = if length < options.min {
            format!("`{name}` is shorter than {} characters", options.min)
        } else if let Some(max) = options.max.filter(|max| length > *max) {
            format!("`{name}` is longer than {max} characters")
        } else {
            continue;
        };
        let is_exception = options.exceptions.iter().any(|exception| exception == name)
            || options.exception_patterns.iter().any(|pattern| pattern.matches(name));
        if !is_exception && is_chosen(file, id, name, options.properties == Properties::Always) {
            report.at(file.node(id).range(), problem);
        }
    }
}

/// How many characters one sees.
fn length(name: &str) -> i64 {
    let is_mark = |character: &char| {
        !character.is_ascii()
            && GeneralCategoryGroup::Mark.contains(CodePointMapData::<GeneralCategory>::new().get(*character))
    };
    name.chars().filter(|character| !is_mark(character)).count() as i64
}

/// Whether a name is one that the text gives to something, and does not only use.
fn is_chosen(file: &File, id: NodeId, name: &str, properties: bool) -> bool {
    let range = file.node(id).range();
    // `{ name }` is both a property and its value.
    if matches!(file.parent(id), Some(Node::ObjectLit(_))) {
        return properties && !is_attribute(file, id);
    }
    let Some(parent) = parent_of(file, id) else { return false };
    match file.node(parent) {
        Node::MemberExpr(it) => properties && !matches!(it.prop, MemberProp::Computed(_)) && is_assigned(file, parent),
        Node::AssignPat(it) => it.left.range() == range,
        Node::VarDeclarator(it) => it.name.range() == range,
        Node::AssignPatProp(it) => it.key.range() == range && (properties || it.value.is_some()),
        Node::KeyValuePatProp(it) => match &*it.value {
            Pat::Ident(value) if key_name(&it.key) == Some(&value.id.sym) => properties && name_range(&it.key) == range,
            value => value.range() == range,
        },
        Node::KeyValueProp(it) => properties && is_plain(&it.key, name) && !is_attribute(file, parent),
        Node::MethodProp(it) => properties && is_plain(&it.key, name),
        Node::GetterProp(it) => properties && is_plain(&it.key, name),
        Node::SetterProp(it) => properties && is_plain(&it.key, name),
        Node::ImportNamedSpecifier(it) => {
            let imported = it.imported.as_ref().map(ModuleExportName::atom);
            it.local.range() == range && imported.is_some_and(|imported| *imported != it.local.sym)
        }
        _ => matches!(
            type_of(file, parent),
            Some(
                "ImportDefaultSpecifier"
                    | "ImportNamespaceSpecifier"
                    | "RestElement"
                    | "FunctionExpression"
                    | "FunctionDeclaration"
                    | "ArrowFunctionExpression"
                    | "ClassDeclaration"
                    | "MethodDefinition"
                    | "PropertyDefinition"
                    | "CatchClause"
                    | "ArrayPattern"
            )
        ),
    }
}

/// Whether a key is a name that stands there as it is, and this one.
fn is_plain(key: &PropName, name: &str) -> bool {
    matches!(key, PropName::Ident(key) if key.sym == *name)
}

/// The name that a key is, also in brackets.
fn key_name(key: &PropName) -> Option<&Atom> {
    match key {
        PropName::Ident(name) => Some(&name.sym),
        PropName::Computed(computed) => match without_parentheses(&computed.expr) {
            Expr::Ident(name) => Some(&name.sym),
            _ => None,
        },
        _ => None,
    }
}

/// `a.b = c`, `({ a: b.c } = d)`
fn is_assigned(file: &File, member: NodeId) -> bool {
    let Some(around) = parent_of(file, member) else { return false };
    match file.node(around) {
        Node::AssignExpr(_) => file.writer_of(member) == Some(around),
        Node::KeyValuePatProp(it) if it.value.range() == file.node(member).range() => {
            let pattern = parent_of(file, around).and_then(|pattern| parent_of(file, pattern));
            pattern.is_some_and(|outer| {
                matches!(
                    file.node(outer),
                    Node::AssignExpr(_) | Node::AssignPat(_) | Node::ForInStmt(_) | Node::ForOfStmt(_)
                )
            })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::{case, check};

    #[test]
    fn names_that_are_given() {
        check(
            &RULE,
            "
import q, { r as s, t } from 'u';
//     ^ `q` is shorter than 2 characters
//               ^ `s`
const { a: v, w, x = 1, y: { z: zz } } = f(g, h[i]);
//         ^ `v`
//            ^ `w`
//               ^ `x`
obj.e = { k: l, [m]: n, o };
//  ^ `e`
//        ^ `k`
//                      ^ `o`
class Foo { #p = () => {}; c() {} }
//          ^^ `p`
//                         ^ `c`
",
        );
    }

    #[test]
    fn what_may_be_otherwise() {
        let options = json!([{ "max": 4, "properties": "never", "exceptions": ["i"], "exceptionPatterns": ["^_"] }]);
        let text =
            "let i, _, abcde, q; obj.e = { k: 1 };\n//        ^^^^^ `abcde` is longer than 4\n//               ^ `q`";
        case(&RULE, text).options(options).check();
        case(&RULE, "var 葛\u{e0100} = 2;").options(json!([{ "min": 1, "max": 1 }])).check();
    }
}
