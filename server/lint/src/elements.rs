//! Elements of JSX, and calls of `createElement`, which make the same.

use std::borrow::Cow;

use source::TextRange;
use syntax::ast::{
    Expr, ExprOrSpread, JSXAttr, JSXAttrName, JSXAttrOrSpread, JSXAttrValue, JSXElementName, JSXExpr,
    JSXOpeningElement, ObjectLit, Prop, PropOrSpread,
};
use syntax::semantic::Node;

use crate::calls::Call;
use crate::file::{File, without_casts};
use crate::names::property_name;
use crate::react::name_in_react;

/// The attributes of an element that stand there by themselves, in their order.
pub(crate) fn attributes(element: &JSXOpeningElement) -> impl DoubleEndedIterator<Item = &JSXAttr> {
    element.attrs.iter().filter_map(|attribute| match attribute {
        JSXAttrOrSpread::JSXAttr(it) => Some(it),
        JSXAttrOrSpread::SpreadElement(_) => None,
    })
}

/// The name of an attribute; those with a namespace have none.
pub(crate) fn attribute_name(attribute: &JSXAttr) -> Option<&str> {
    match &attribute.name {
        JSXAttrName::Ident(name) => Some(&name.sym),
        JSXAttrName::JSXNamespacedName(_) => None,
    }
}

pub(crate) fn attribute<'e>(element: &'e JSXOpeningElement, name: &str) -> Option<&'e JSXAttr> {
    attributes(element).find(|attribute| attribute_name(attribute) == Some(name))
}

/// The expression that an attribute is given in braces.
pub(crate) fn attribute_expression(attribute: &JSXAttr) -> Option<&Expr> {
    match attribute.value.as_ref()? {
        JSXAttrValue::JSXExprContainer(container) => match &container.expr {
            JSXExpr::Expr(expression) => Some(expression),
            JSXExpr::JSXEmptyExpr(_) => None,
        },
        _ => None,
    }
}

/// The name of an element as it is written, if it is one word: `div`, `Page`.
pub(crate) fn element_name(element: &JSXOpeningElement) -> Option<&str> {
    match &element.name {
        JSXElementName::Ident(name) => Some(&name.sym),
        _ => None,
    }
}

/// Whether the name of an element is that of HTML or SVG.
pub(crate) fn is_intrinsic(name: &str) -> bool {
    name.starts_with(|first: char| first.is_ascii_lowercase())
}

/// A call of `createElement`.
pub(crate) struct Created<'a> {
    pub range: TextRange,
    pub kind: &'a Expr,
    /// The properties, if they are written in place.
    pub properties: Option<&'a ObjectLit>,
    pub given: Option<&'a Expr>,
    /// What stands behind the properties.
    pub children: &'a [ExprOrSpread],
}

/// The calls of `createElement` that are React's.
pub(crate) fn created<'f, 'a>(file: &'f File<'a>) -> impl Iterator<Item = Created<'a>> + use<'f, 'a> {
    file.calls_of(&["createElement"]).filter(|call| is_create_element(file, call)).filter_map(|call| {
        let kind = call.first()?;
        let given =
            call.arguments.get(1).filter(|given| given.spread.is_none()).map(|given| without_casts(&given.expr));
        let properties = match given {
            Some(Expr::Object(object)) => Some(object),
            _ => None,
        };
        Some(Created {
            range: call.range,
            kind,
            properties,
            given,
            children: call.arguments.get(2..).unwrap_or_default(),
        })
    })
}

fn is_create_element(file: &File, call: &Call) -> bool {
    match without_casts(call.callee) {
        // By itself it is React's when it comes from there.
        Expr::Ident(name) if *name.sym == *"createElement" => file.variable(name).is_some_and(|variable| {
            let import = variable.definitions.first().and_then(|definition| file.parent(definition.node));
            matches!(import, Some(Node::ImportDecl(it)) if it.src.value.as_str().is_some_and(|from| from == "react" || from == "preact"))
        }),
        Expr::Ident(_) => false,
        callee => name_in_react(callee) == Some("createElement"),
    }
}

/// The value of a property of an object.
pub(crate) fn property<'a>(object: &'a ObjectLit, name: &str) -> Option<Property<'a>> {
    object.props.iter().filter_map(PropOrSpread::as_prop).find_map(|property| {
        let (key, value): (Cow<str>, _) = match &**property {
            Prop::KeyValue(it) => (property_name(&it.key)?, Property::Value(&it.value)),
            Prop::Shorthand(it) => (Cow::Borrowed(&it.sym), Property::Shorthand),
            Prop::Method(it) => (property_name(&it.key)?, Property::Function),
            _ => return None,
        };
        (key == name).then_some(value)
    })
}

pub(crate) enum Property<'a> {
    Value(&'a Expr),
    Shorthand,
    Function,
}
