//! Object and array literals, templates, and the names of properties.

use source::TextRange;
use syntax::ast::{
    ArrayLit, ComputedPropName, Expr, ExprOrSpread, Lit, ObjectLit, Prop, PropName, PropOrSpread, SpreadElement, Tpl,
};

use super::functions::FunctionParts;
use super::*;

/// Longer strings are data.
const LONGEST_NAME: usize = 1000;

/// Numbers and strings from this index of an array on are data.
const MOST_LITERALS: usize = 256;

impl Lowering<'_> {
    pub(super) fn literal(&mut self, literal: &Lit) -> ExpressionKind {
        match literal {
            Lit::Str(text) if text.value.len() <= LONGEST_NAME => ExpressionKind::String(name_of_string(&text.value)),
            Lit::Str(_) | Lit::JSXText(_) => ExpressionKind::Template(List::new()),
            Lit::Bool(value) => ExpressionKind::Boolean(value.value),
            Lit::Null(_) => ExpressionKind::Null,
            Lit::Num(value) => ExpressionKind::Number(value.value),
            Lit::BigInt(_) => ExpressionKind::BigInt,
            Lit::Regex(_) => ExpressionKind::RegularExpression,
        }
    }

    pub(super) fn template(&mut self, template: &Tpl) -> ExpressionKind {
        if let Some(text) = text_of_template(template)
            && text.len() <= LONGEST_NAME
        {
            return ExpressionKind::String(text);
        }
        ExpressionKind::Template(template.exprs.iter().map(|part| self.expression(part)).collect())
    }

    pub(super) fn array(&mut self, array: &ArrayLit) -> ExpressionKind {
        let elements = array.elems.iter().enumerate().map(|(index, element)| {
            let element = element.as_ref()?;
            let is_data = index >= MOST_LITERALS && matches!(*element.expr, Expr::Lit(_));
            (!is_data).then(|| self.argument(element))
        });
        ExpressionKind::Array(elements.collect())
    }

    pub(super) fn arguments(&mut self, arguments: &[ExprOrSpread]) -> List<ExpressionId> {
        arguments.iter().map(|argument| self.argument(argument)).collect()
    }

    fn argument(&mut self, argument: &ExprOrSpread) -> ExpressionId {
        let Some(dots) = argument.spread else { return self.expression(&argument.expr) };
        self.spread(syntax::range(dots).cover(range_of(&*argument.expr)), &argument.expr)
    }

    pub(super) fn spread(&mut self, range: TextRange, value: &Expr) -> ExpressionId {
        let token = self.begin(range);
        let value = self.expression(value);
        self.finish(token, ExpressionKind::Spread(value))
    }

    pub(super) fn object(&mut self, object: &ObjectLit) -> ExpressionKind {
        let properties = object.props.iter().map(|property| match property {
            PropOrSpread::Spread(spread) => self.spread_property(spread),
            PropOrSpread::Prop(property) => self.property(property),
        });
        ExpressionKind::Object(properties.collect())
    }

    pub(super) fn spread_property(&mut self, spread: &SpreadElement) -> Property {
        let range = syntax::range(spread.dot3_token).cover(range_of(&*spread.expr));
        let value = self.expression(&spread.expr);
        let key_range = syntax::range(spread.dot3_token);
        Property { key: PropertyKey::None, key_range, range, value, kind: PropertyKind::Spread, doc: None }
    }

    fn property(&mut self, property: &Prop) -> Property {
        let range = range_of(property);
        let doc = self.doc_before(range);
        let (key, key_range, value, kind) = match property {
            Prop::Shorthand(name) => {
                let value = self.reference_expression(&name.sym, range, Usage::Read);
                self.note_if_arguments(&name.sym);
                (PropertyKey::Name(name.sym.clone()), range, value, PropertyKind::Shorthand)
            }
            Prop::KeyValue(property) => {
                let (key, key_range) = self.property_key(&property.key);
                let name = key.name().map(|name| (name.clone(), key_range));
                self.hint = Hint { name, doc };
                let value = self.expression(&property.value);
                (key, key_range, value, PropertyKind::Value)
            }
            // `{ a = 1 }` is a pattern, or an error.
            Prop::Assign(property) => {
                let value = self.expression(&property.value);
                (PropertyKey::Name(property.key.sym.clone()), range_of(&property.key), value, PropertyKind::Value)
            }
            Prop::Getter(property) => {
                self.method_property(&property.key, &property.function, range, doc, FunctionFlavor::Getter)
            }
            Prop::Setter(property) => {
                self.method_property(&property.key, &property.function, range, doc, FunctionFlavor::Setter)
            }
            Prop::Method(property) => {
                self.method_property(&property.key, &property.function, range, doc, FunctionFlavor::Method)
            }
        };
        Property { key, key_range, range, value, kind, doc }
    }

    fn method_property(
        &mut self,
        key: &PropName,
        function: &syntax::ast::Function,
        range: TextRange,
        doc: Option<DocId>,
        flavor: FunctionFlavor,
    ) -> (PropertyKey, TextRange, ExpressionId, PropertyKind) {
        let (key, key_range) = self.property_key(key);
        let mut parts = FunctionParts::of(function, flavor);
        parts.range = range;
        parts.name = key.name().map(|name| (name.clone(), key_range));
        parts.doc = doc;
        let function = self.function(parts);
        let kind = match flavor {
            FunctionFlavor::Getter => PropertyKind::Getter,
            FunctionFlavor::Setter => PropertyKind::Setter,
            _ => PropertyKind::Method,
        };
        (key, key_range, self.facts[function].expression, kind)
    }

    /// The key of a property, a member or a part of a pattern, and where it stands.
    pub(crate) fn property_key(&mut self, key: &PropName) -> (PropertyKey, TextRange) {
        let range = range_of(key);
        let key = match key {
            PropName::Ident(name) => PropertyKey::Name(name.sym.clone()),
            PropName::Str(text) => PropertyKey::Name(name_of_string(&text.value)),
            PropName::Num(number) => PropertyKey::Name(Name::from(number.value.to_string())),
            PropName::BigInt(number) => PropertyKey::Name(Name::from(number.value.to_string())),
            PropName::Computed(ComputedPropName { expr, .. }) => match constant_name(expr) {
                Some(name) => PropertyKey::Name(name),
                None => PropertyKey::Computed(self.expression(expr)),
            },
        };
        (key, range)
    }
}

/// The text of a template without substitutions.
pub(super) fn text_of_template(template: &Tpl) -> Option<Name> {
    match (template.exprs.as_slice(), template.quasis.as_slice()) {
        ([], [text]) => text.cooked.as_ref().map(name_of_string),
        _ => None,
    }
}

/// The text of a string, or of a template that is one.
pub(super) fn constant_name(expression: &Expr) -> Option<Name> {
    match expression {
        Expr::Lit(Lit::Str(text)) => Some(name_of_string(&text.value)),
        Expr::Tpl(template) => text_of_template(template),
        _ => None,
    }
}
