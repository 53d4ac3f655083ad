//! Disallows properties that the configuration names.
//!
//! ## Why
//! A project may have reasons not to use some: they are deprecated, or there is a function of its own.
//!
//! ## Bad
//! ```js
//! /* eslint no-restricted-properties: ["error", { "object": "Math", "property": "random" }] */
//! const number = Math.random();
//! ```
//!
//! ## Good
//! ```js
//! /* eslint no-restricted-properties: ["error", { "object": "Math", "property": "random" }] */
//! const number = Math.floor(1.5);
//! ```
//!
//! ## Options
//! Objects, each with an `object`, a `property`, or both:
//! - `message`: why, or what to use instead.
//! - `allowObjects`, `allowProperties`: exceptions from a rule about all objects, or all properties.

use serde::Deserialize;
use serde_json::Value;
use source::TextRange;
use syntax::ast::{Expr, MemberExpr, ObjectPat, ObjectPatProp};
use syntax::semantic::{Node, NodeId};

use crate::file::{File, Ranged, without_parentheses};
use crate::names::{member_name, property_name};
use crate::options::{OptionsError, RuleOptions, from_value, schema_of};
use crate::report::Report;
use crate::rule::rule;

rule!("no-restricted-properties", Suspicious, Off, None, options: Options);

#[derive(Default)]
struct Options(Vec<Restricted>);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Restricted {
    object: Option<String>,
    property: Option<String>,
    message: Option<String>,
    allow_objects: Vec<String>,
    allow_properties: Vec<String>,
}

impl<'de> Deserialize<'de> for Options {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Options, D::Error> {
        Vec::deserialize(deserializer).map(Options)
    }
}

impl RuleOptions for Options {
    fn read(values: &[Value]) -> Result<Options, OptionsError> {
        values.iter().map(from_value).collect::<Result<_, _>>().map(Options)
    }

    fn schema() -> Vec<Value> {
        vec![schema_of::<Restricted>()]
    }
}

impl Restricted {
    fn is_about(&self, object: Option<&str>, property: &str) -> bool {
        let is_allowed = self.allow_properties.iter().any(|it| it == property)
            || object.is_some_and(|object| self.allow_objects.iter().any(|it| it == object));
        self.object.as_deref().is_none_or(|wanted| Some(wanted) == object)
            && self.property.as_deref().is_none_or(|wanted| wanted == property)
            && !is_allowed
    }
}

fn run(file: &File, options: &Options, report: &mut Report) {
    if options.0.is_empty() {
        return;
    }
    let mut look = |range: TextRange, object: Option<&str>, property: &str| {
        let Some(restricted) = options.0.iter().find(|restricted| restricted.is_about(object, property)) else {
            return;
        };
        let name = match &restricted.object {
            Some(object) => format!("{object}.{property}"),
            None => property.to_owned(),
        };
        let why = restricted.message.as_ref().map(|message| format!(": {message}")).unwrap_or_default();
        report.at(range, format!("`{name}` is not wanted{why}"));
    };
    for (_, member) in file.nodes.all::<MemberExpr>() {
        if let Some(property) = member_name(&member.prop) {
            look(member.range(), name_of(&member.obj), &property);
        }
    }
    for (id, pattern) in file.nodes.all::<ObjectPat>() {
        let object = source_of_pattern(file, id).and_then(name_of);
        for property in &pattern.props {
            match property {
                ObjectPatProp::KeyValue(it) => {
                    if let Some(name) = property_name(&it.key) {
                        look(pattern.range(), object, &name);
                    }
                }
                ObjectPatProp::Assign(it) => look(pattern.range(), object, &it.key.sym),
                ObjectPatProp::Rest(_) => {}
            }
        }
    }
}

fn name_of(object: &Expr) -> Option<&str> {
    match without_parentheses(object) {
        Expr::Ident(name) => Some(&name.sym),
        _ => None,
    }
}

/// What is taken apart by a pattern.
fn source_of_pattern<'a>(file: &File<'a>, id: NodeId) -> Option<&'a Expr> {
    match file.parent(id)? {
        Node::VarDeclarator(it) => it.init.as_deref(),
        Node::AssignExpr(it) => Some(&it.right),
        Node::AssignPat(it) => Some(&it.right),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn of_objects_and_in_patterns() {
        let options = json!([{ "object": "a", "property": "b", "message": "Take c." }, { "property": "d", "allowObjects": ["e"] }]);
        let text = "
x = [a['b'], a.c, e.d, f.g.d];
//   ^^^^^^ `a.b` is not wanted: Take c.
//                     ^^^^^ `d` is not
const { b, c } = a;
//    ^^^^^^^^ `a.b`
";
        case(&RULE, text).options(options).check();
    }
}
