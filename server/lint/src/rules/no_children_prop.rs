//! Disallows children as an attribute.
//!
//! ## Why
//! They stand between the tags, or behind the properties of `createElement`.
//!
//! ## Bad
//! ```js
//! const item = <Item children="text" />;
//! ```
//!
//! ## Good
//! ```js
//! const item = <Item>text</Item>;
//! ```
//!
//! ## Options
//! - `allowFunctions` (default `false`): functions may be given so, and may not be given otherwise.

use serde::Deserialize;
use syntax::ast::{Expr, JSXElement, JSXElementChild, JSXExpr, JSXOpeningElement};

use crate::elements::{Property, attribute, attribute_expression, created, property};
use crate::file::{File, Ranged, without_parentheses};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

rule!("no-children-prop", React, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow_functions: bool,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let message = "children stand between the tags, not in an attribute";
    let nested = "a function as the only child belongs into the attribute `children`";
    for (_, element) in file.nodes.all::<JSXOpeningElement>() {
        let Some(children) = attribute(element, "children") else { continue };
        let is_allowed = options.allow_functions && attribute_expression(children).is_some_and(is_function);
        if !is_allowed {
            report.at(children.range(), message);
        }
    }
    for call in created(file) {
        let children = call.properties.and_then(|properties| property(properties, "children"));
        let is_allowed = match children {
            Some(Property::Value(value)) => options.allow_functions && is_function(value),
            Some(Property::Function) => options.allow_functions,
            Some(Property::Shorthand) => false,
            None => true,
        };
        if !is_allowed {
            report.at(call.range, "children are given behind the properties");
        } else if let [only] = call.children
            && options.allow_functions
            && is_function(&only.expr)
        {
            report.at(call.range, nested);
        }
    }
    if !options.allow_functions {
        return;
    }
    for (_, element) in file.nodes.all::<JSXElement>() {
        if let [JSXElementChild::JSXExprContainer(only)] = &*element.children
            && let JSXExpr::Expr(value) = &only.expr
            && is_function(value)
        {
            report.at(element.range(), nested);
        }
    }
}

fn is_function(expression: &Expr) -> bool {
    matches!(without_parentheses(expression), Expr::Arrow(_) | Expr::Fn(_))
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn children_as_attributes() {
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        let text = "
x = <A children=\"a\" />;
//     ^^^^^^^^^^^^ between the tags
y = React.createElement('a', { children: b });
//  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ behind the properties
";
        case(&RULE, text).kind(kind).check();
        let text = "\nx = <A>{() => 1}</A>;\n//  ^^^^^^^^^^^^^^^^ belongs into the attribute\n";
        case(&RULE, text).kind(kind).options(json!([{ "allowFunctions": true }])).check();
    }
}
