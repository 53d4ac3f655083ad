//! JSX elements and fragments.

use source::TextRange;
use syntax::ast::{
    Ident, JSXAttr, JSXAttrName, JSXAttrOrSpread, JSXAttrValue, JSXElement, JSXElementChild, JSXElementName, JSXExpr,
    JSXExprContainer, JSXFragment, JSXMemberExpr, JSXNamespacedName, JSXObject,
};

use super::*;

impl Lowering<'_> {
    pub(super) fn jsx_element(&mut self, element: &JSXElement) -> ExpressionKind {
        let tag = self.tag(&element.opening.name);
        self.lower_type_arguments(element.opening.type_args.as_deref());
        let attributes = element.opening.attrs.iter().map(|attribute| match attribute {
            JSXAttrOrSpread::JSXAttr(attribute) => self.attribute(attribute),
            JSXAttrOrSpread::SpreadElement(spread) => self.spread_property(spread),
        });
        let attributes = attributes.collect();
        let children = self.children(&element.children);
        let closing_range = element.closing.as_ref().map(|closing| range_of(&closing.name));
        // The name in the closing tag is a use of it too, but no value of its own.
        if let Some(JSXElementName::Ident(name)) = element.closing.as_ref().map(|closing| &closing.name)
            && is_component(&name.sym)
        {
            self.reference(&name.sym, range_of(name), Usage::Read);
        }
        let tag_range = range_of(&element.opening.name);
        ExpressionKind::Jsx(Box::new(Jsx { tag: Some(tag), tag_range, closing_range, attributes, children }))
    }

    pub(super) fn jsx_fragment(&mut self, fragment: &JSXFragment) -> ExpressionKind {
        let children = self.children(&fragment.children);
        let tag_range = TextRange::empty(range_of(&fragment.opening).start() + 1);
        let closing_range = Some(TextRange::empty(range_of(&fragment.closing).end().saturating_sub(1)));
        ExpressionKind::Jsx(Box::new(Jsx { tag: None, tag_range, closing_range, attributes: List::new(), children }))
    }

    pub(super) fn jsx_member(&mut self, member: &JSXMemberExpr) -> ExpressionId {
        let token = self.begin(range_of(member));
        let object = match &member.obj {
            JSXObject::Ident(name) => self.tag_reference(name),
            JSXObject::JSXMemberExpr(inner) => self.jsx_member(inner),
        };
        let property = member.prop.sym.clone();
        let property_range = range_of(&member.prop);
        self.finish(token, ExpressionKind::Member { object, property, property_range, is_optional: false })
    }

    fn tag(&mut self, name: &JSXElementName) -> ExpressionId {
        match name {
            JSXElementName::Ident(name) if is_component(&name.sym) => self.tag_reference(name),
            JSXElementName::Ident(name) => {
                self.push_expression(range_of(name), ExpressionKind::String(name.sym.clone()))
            }
            JSXElementName::JSXMemberExpr(member) => self.jsx_member(member),
            JSXElementName::JSXNamespacedName(name) => {
                self.push_expression(range_of(name), ExpressionKind::String(namespaced(name)))
            }
        }
    }

    fn tag_reference(&mut self, name: &Ident) -> ExpressionId {
        if name.sym == *"this" {
            let this = self.note_this();
            return self.push_expression(range_of(name), ExpressionKind::This(this));
        }
        self.reference_expression(&name.sym, range_of(name), Usage::Read)
    }

    fn attribute(&mut self, attribute: &JSXAttr) -> Property {
        let range = range_of(attribute);
        let key_range = range_of(&attribute.name);
        let key = match &attribute.name {
            JSXAttrName::Ident(name) => name.sym.clone(),
            JSXAttrName::JSXNamespacedName(name) => namespaced(name),
        };
        let value = match &attribute.value {
            // A name alone is true.
            None => self.push_expression(key_range, ExpressionKind::Boolean(true)),
            Some(JSXAttrValue::Str(text)) => {
                self.push_expression(range_of(text), ExpressionKind::String(name_of_string(&text.value)))
            }
            Some(JSXAttrValue::JSXExprContainer(container)) => match &container.expr {
                JSXExpr::Expr(expression) => {
                    self.hint.name = Some((key.clone(), key_range));
                    self.expression(expression)
                }
                JSXExpr::JSXEmptyExpr(_) => self.push_expression(range_of(container), ExpressionKind::Unknown),
            },
            Some(JSXAttrValue::JSXElement(element)) => {
                let token = self.begin(range_of(&**element));
                let kind = self.jsx_element(element);
                self.finish(token, kind)
            }
            Some(JSXAttrValue::JSXFragment(fragment)) => {
                let token = self.begin(range_of(fragment));
                let kind = self.jsx_fragment(fragment);
                self.finish(token, kind)
            }
        };
        Property { key: PropertyKey::Name(key), key_range, range, value, kind: PropertyKind::Value, doc: None }
    }

    fn children(&mut self, children: &[JSXElementChild]) -> List<ExpressionId> {
        children.iter().filter_map(|child| self.child(child)).collect()
    }

    fn child(&mut self, child: &JSXElementChild) -> Option<ExpressionId> {
        Some(match child {
            JSXElementChild::JSXText(text) if text.raw.trim().is_empty() => return None,
            JSXElementChild::JSXText(text) => {
                self.push_expression(range_of(text), ExpressionKind::Template(List::new()))
            }
            JSXElementChild::JSXExprContainer(JSXExprContainer { expr: JSXExpr::Expr(expression), .. }) => {
                self.expression(expression)
            }
            JSXElementChild::JSXExprContainer(_) => return None,
            JSXElementChild::JSXSpreadChild(spread) => self.spread(range_of(spread), &spread.expr),
            JSXElementChild::JSXElement(element) => {
                let token = self.begin(range_of(&**element));
                let kind = self.jsx_element(element);
                self.finish(token, kind)
            }
            JSXElementChild::JSXFragment(fragment) => {
                let token = self.begin(range_of(fragment));
                let kind = self.jsx_fragment(fragment);
                self.finish(token, kind)
            }
        })
    }
}

/// Whether a tag is a component of the program rather than an element of the host.
fn is_component(tag: &str) -> bool {
    !tag.starts_with(|first: char| first.is_ascii_lowercase()) || tag == "this"
}

fn namespaced(name: &JSXNamespacedName) -> Name {
    Name::from(format!("{}:{}", name.ns.sym, name.name.sym))
}
