//! Requires that `style` is an object.
//!
//! ## Why
//! React throws when an element gets a text.
//!
//! ## Bad
//! ```js
//! const text = <p style="color: red">text</p>;
//! ```
//!
//! ## Good
//! ```js
//! const text = <p style={{ color: "red" }}>text</p>;
//! ```
//!
//! ## Options
//! - `allow` (default `[]`): components whose `style` may be anything.

use serde::Deserialize;
use source::TextRange;
use syntax::ast::{Expr, JSXAttrValue, JSXOpeningElement, Lit};
use syntax::semantic::Node;

use crate::elements::{Property, attribute, attribute_expression, created, element_name, property};
use crate::file::{File, Ranged, without_casts};
use crate::options::RuleOptions;
use crate::report::Report;
use crate::rule::rule;

// Off, since a component may take a text.
rule!("style-prop-object", React, Off, None, options: Options);

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
struct Options {
    allow: Vec<String>,
}

impl RuleOptions for Options {}

fn run(file: &File, options: &Options, report: &mut Report) {
    let is_allowed = |name: &str| options.allow.iter().any(|allowed| allowed == name);
    let mut tell = |range: TextRange| {
        report.at(range, "`style` is an object");
    };
    for (_, element) in file.nodes.all::<JSXOpeningElement>() {
        let Some(style) = attribute(element, "style") else { continue };
        if element_name(element).is_some_and(is_allowed) {
            continue;
        }
        match &style.value {
            Some(JSXAttrValue::Str(_)) => tell(style.range()),
            _ => match attribute_expression(style).map(without_casts) {
                Some(value @ Expr::Lit(_)) if is_no_style(value) => tell(style.range()),
                Some(value @ Expr::Ident(_)) if is_text_variable(file, value) => tell(value.range()),
                _ => {}
            },
        }
    }
    for call in created(file) {
        if matches!(without_casts(call.kind), Expr::Ident(name) if is_allowed(&name.sym)) {
            continue;
        }
        if let Some(Property::Value(value)) = call.properties.and_then(|it| property(it, "style")) {
            let value = without_casts(value);
            if is_no_style(value) || is_text_variable(file, value) {
                tell(value.range());
            }
        }
    }
}

/// Literals but `null`.
fn is_no_style(value: &Expr) -> bool {
    matches!(value, Expr::Lit(literal) if !matches!(literal, Lit::Null(_)))
}

/// Whether a variable was declared with a literal.
fn is_text_variable(file: &File, value: &Expr) -> bool {
    let Expr::Ident(name) = value else { return false };
    let definition = file.variable(name).and_then(|variable| variable.definitions.first());
    definition.is_some_and(|definition| match file.node(definition.node) {
        Node::VarDeclarator(it) => it.init.as_deref().is_some_and(|value| is_no_style(without_casts(value))),
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn texts_are_no_styles() {
        let text = "
const a = 'b'; x = [<p style=\"c\" />, <p style={a} />, <p style={null} />, <D style=\"e\" />];
//                     ^^^^^^^^^
//                                             ^ is an object
";
        let kind = SourceKind::new(Language::Jsx, Goal::Module);
        case(&RULE, text).kind(kind).options(json!([{ "allow": ["D"] }])).check();
    }
}
