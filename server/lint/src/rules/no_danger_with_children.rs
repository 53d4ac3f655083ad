//! Disallows children beside `dangerouslySetInnerHTML`.
//!
//! ## Why
//! Both say what is in the element, and React throws.
//!
//! ## Bad
//! ```js
//! const page = <div dangerouslySetInnerHTML={{ __html: text }}>text</div>;
//! ```
//!
//! ## Good
//! ```js
//! const page = <div dangerouslySetInnerHTML={{ __html: text }} />;
//! ```

use syntax::ast::{Expr, JSXAttrOrSpread, JSXElement, JSXElementChild, ObjectLit, PropOrSpread};
use syntax::semantic::Node;

use crate::elements::{attribute, created, property};
use crate::file::{File, Ranged, without_casts};
use crate::report::Report;
use crate::rule::rule;

rule!("no-danger-with-children", React, Error, None);

const MESSAGE: &str = "the element has children and `dangerouslySetInnerHTML`";

fn run<'a>(file: &File<'a>, report: &mut Report) {
    if !file.text.contains("dangerouslySetInnerHTML") {
        return;
    }
    for (_, element) in file.nodes.all::<JSXElement>() {
        let has = |name: &str| {
            let is_spread = |it: &JSXAttrOrSpread| match it {
                JSXAttrOrSpread::SpreadElement(spread) => has_property(file, &spread.expr, name, MOST_SPREADS),
                JSXAttrOrSpread::JSXAttr(_) => false,
            };
            attribute(&element.opening, name).is_some() || element.opening.attrs.iter().any(is_spread)
        };
        // White space with a line end in it is nothing.
        let is_child = |child: &JSXElementChild| match child {
            JSXElementChild::JSXText(text) => !text.raw.trim().is_empty() || !text.raw.contains('\n'),
            _ => true,
        };
        if has("dangerouslySetInnerHTML") && (element.children.first().is_some_and(is_child) || has("children")) {
            report.at(element.range(), MESSAGE);
        }
    }
    for call in created(file) {
        let Some(given) = call.given else { continue };
        let has = |name: &str| has_property(file, given, name, MOST_SPREADS);
        if has("dangerouslySetInnerHTML") && (!call.children.is_empty() || has("children")) {
            report.at(call.range, MESSAGE);
        }
    }
}

/// An object may be spread into another, and that into another.
const MOST_SPREADS: usize = 4;

/// Whether an object, or what a variable was declared with, has a property.
fn has_property<'a>(file: &File<'a>, expression: &'a Expr, name: &str, spreads: usize) -> bool {
    let Some(object) = object_of(file, expression) else { return false };
    property(object, name).is_some()
        || spreads > 0
            && object
                .props
                .iter()
                .filter_map(PropOrSpread::as_spread)
                .any(|spread| has_property(file, &spread.expr, name, spreads - 1))
}

fn object_of<'a>(file: &File<'a>, expression: &'a Expr) -> Option<&'a ObjectLit> {
    match without_casts(expression) {
        Expr::Object(object) => Some(object),
        Expr::Ident(name) => {
            let definition = file.variable(name)?.definitions.first()?;
            let Node::VarDeclarator(declarator) = file.node(definition.node) else { return None };
            match without_casts(declarator.init.as_deref()?) {
                Expr::Object(object) if declarator.name.is_ident() => Some(object),
                _ => None,
            }
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use syntax::{Goal, Language, SourceKind};

    use super::RULE;
    use crate::testing::case;

    #[test]
    fn both_are_there() {
        let text = "
const a = { dangerouslySetInnerHTML: { __html: 'b' } };
x = <p {...a} children=\"c\" />;
//  ^^^^^^^^^^^^^^^^^^^^^^^^^ children and
y = <p {...a} />; z = React.createElement('p', a);
";
        case(&RULE, text).kind(SourceKind::new(Language::Jsx, Goal::Module)).check();
    }
}
