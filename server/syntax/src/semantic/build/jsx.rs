//! JSX: elements with a capital letter or a dot are names of variables.

use swc_ecma_ast::{
    Ident, JSXAttrName, JSXAttrOrSpread, JSXAttrValue, JSXElement, JSXElementChild, JSXElementName, JSXExpr,
    JSXExprContainer, JSXFragment, JSXMemberExpr, JSXObject,
};

use super::Builder;

impl<'a> Builder<'a> {
    pub(super) fn jsx_element(&mut self, element: &'a JSXElement) {
        self.node(element, |builder, _| {
            let opening = &element.opening;
            builder.node(opening, |builder, _| {
                builder.jsx_name(&opening.name);
                builder.maybe_types(opening.type_args.as_deref());
                for attribute in &opening.attrs {
                    builder.jsx_attribute(attribute);
                }
            });
            builder.jsx_children(&element.children);
            if let Some(closing) = &element.closing {
                builder.leaf(closing);
            }
        });
    }

    pub(super) fn jsx_fragment(&mut self, fragment: &'a JSXFragment) {
        self.node(fragment, |builder, _| builder.jsx_children(&fragment.children));
    }

    pub(super) fn jsx_member(&mut self, member: &'a JSXMemberExpr) {
        self.node(member, |builder, _| {
            match &member.obj {
                JSXObject::JSXMemberExpr(inner) => builder.jsx_member(inner),
                JSXObject::Ident(name) => builder.read(name),
            }
            builder.leaf(&member.prop);
        });
    }

    fn jsx_name(&mut self, name: &'a JSXElementName) {
        match name {
            JSXElementName::Ident(name) if is_intrinsic(name) => self.leaf(name),
            JSXElementName::Ident(name) => self.read(name),
            JSXElementName::JSXMemberExpr(member) => self.jsx_member(member),
            JSXElementName::JSXNamespacedName(name) => self.leaf(name),
        }
    }

    fn jsx_attribute(&mut self, attribute: &'a JSXAttrOrSpread) {
        match attribute {
            JSXAttrOrSpread::SpreadElement(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
            JSXAttrOrSpread::JSXAttr(it) => self.node(it, |builder, _| {
                match &it.name {
                    JSXAttrName::Ident(name) => builder.leaf(name),
                    JSXAttrName::JSXNamespacedName(name) => builder.leaf(name),
                }
                match &it.value {
                    None => {}
                    Some(JSXAttrValue::Str(text)) => builder.leaf(text),
                    Some(JSXAttrValue::JSXExprContainer(container)) => builder.jsx_container(container),
                    Some(JSXAttrValue::JSXElement(element)) => builder.jsx_element(element),
                    Some(JSXAttrValue::JSXFragment(fragment)) => builder.jsx_fragment(fragment),
                }
            }),
        }
    }

    fn jsx_container(&mut self, container: &'a JSXExprContainer) {
        self.node(container, |builder, _| match &container.expr {
            JSXExpr::JSXEmptyExpr(it) => builder.leaf(it),
            JSXExpr::Expr(expression) => builder.expression(expression),
        });
    }

    fn jsx_children(&mut self, children: &'a [JSXElementChild]) {
        for child in children {
            match child {
                JSXElementChild::JSXText(it) => self.leaf(it),
                JSXElementChild::JSXExprContainer(container) => self.jsx_container(container),
                JSXElementChild::JSXSpreadChild(it) => self.node(it, |builder, _| builder.expression(&it.expr)),
                JSXElementChild::JSXElement(element) => self.jsx_element(element),
                JSXElementChild::JSXFragment(fragment) => self.jsx_fragment(fragment),
            }
        }
    }
}

/// `div`, `my-element`.
fn is_intrinsic(name: &Ident) -> bool {
    name.sym.starts_with(|first: char| first.is_ascii_lowercase()) || name.sym.contains('-')
}
