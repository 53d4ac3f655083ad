//! Names and patterns that receive a value, in declarations and in assignments.
//!
//! Each part of a pattern is a value without a text of its own ([`ExpressionKind::Part`], [`ExpressionKind::Item`] …), so
//! that the name that receives it has a value like any other.

use source::TextRange;
use syntax::ast::{ArrayPat, BindingIdent, Expr, Ident, ObjectPat, ObjectPatProp, Pat, RestPat, TsTypeAnn};

use super::control_flow::without_parentheses;
use super::*;

/// What becomes of the names in a pattern.
pub(super) enum Target<'a> {
    Declare(&'a mut Site),
    Assign,
}

/// The declaration that a pattern stands in.
pub(super) struct Site {
    kind: DeclarationKind,
    scope: ScopeId,
    range: TextRange,
    doc: Option<DocId>,
    pub(super) is_ambient: bool,
    /// All that it declares.
    pub(super) bindings: Vec<BindingId>,
}

impl Site {
    pub(super) fn new(kind: DeclarationKind, scope: ScopeId, range: TextRange, doc: Option<DocId>) -> Site {
        Site { kind, scope, range, doc, is_ambient: false, bindings: Vec::new() }
    }
}

impl Lowering<'_> {
    pub(super) fn pattern(&mut self, pattern: &Pat, value: Option<ExpressionId>, target: &mut Target) {
        match pattern {
            Pat::Ident(name) => self.name_pattern(name, value, target),
            Pat::Array(pattern) => self.array_pattern(pattern, value, target),
            Pat::Object(pattern) => self.object_pattern(pattern, value, target),
            Pat::Assign(pattern) => {
                let value = self.with_default(value, &pattern.left, &pattern.right);
                self.pattern(&pattern.left, Some(value), target);
            }
            Pat::Rest(rest) => self.pattern(&rest.arg, value, target),
            Pat::Expr(expression) => self.assigned_part(expression, value),
            Pat::Invalid(_) => {}
        }
    }

    pub(super) fn name_pattern(&mut self, name: &BindingIdent, value: Option<ExpressionId>, target: &mut Target) {
        let name_range = self.identifier_range(name);
        match target {
            Target::Declare(site) => {
                let type_annotation = self.lower_annotation(name.type_ann.as_deref());
                let declaration = Declaration {
                    kind: site.kind,
                    name_range,
                    range: site.range,
                    type_annotation,
                    doc: site.doc,
                    is_ambient: self.is_ambient || site.is_ambient,
                };
                let binding = self.declare(site.scope, &name.sym, declaration, value);
                site.bindings.push(binding);
            }
            Target::Assign => {
                let reference = self.reference(&name.sym, name_range, Usage::Write);
                self.pending_writes.extend(value.map(|value| (reference, value)));
            }
        }
    }

    fn array_pattern(&mut self, pattern: &ArrayPat, value: Option<ExpressionId>, target: &mut Target) {
        let array = self.annotated(range_of(pattern), value, pattern.type_ann.as_deref());
        self.array_parts(pattern, array, target);
    }

    pub(super) fn array_parts(&mut self, pattern: &ArrayPat, array: ExpressionId, target: &mut Target) {
        for (index, element) in pattern.elems.iter().enumerate() {
            let Some(element) = element else { continue };
            let index = index as u32;
            let kind = match element {
                Pat::Rest(_) => ExpressionKind::RestItems { array, from: index },
                _ => ExpressionKind::Item { array, index },
            };
            let part = self.push_expression(range_of(element), kind);
            self.pattern(element, Some(part), target);
        }
    }

    fn object_pattern(&mut self, pattern: &ObjectPat, value: Option<ExpressionId>, target: &mut Target) {
        let object = self.annotated(range_of(pattern), value, pattern.type_ann.as_deref());
        self.object_parts(pattern, object, target);
    }

    pub(super) fn object_parts(&mut self, pattern: &ObjectPat, object: ExpressionId, target: &mut Target) {
        let mut taken = List::new();
        for property in &pattern.props {
            match property {
                ObjectPatProp::Assign(shorthand) => {
                    let range = range_of(shorthand);
                    let property = shorthand.key.sym.clone();
                    taken.push(property.clone());
                    let property_range = self.identifier_range(&shorthand.key);
                    let part = self.push_expression(range, ExpressionKind::Part { object, property, property_range });
                    let value = match &shorthand.value {
                        Some(fallback) => {
                            self.hint.name = Some((shorthand.key.sym.clone(), property_range));
                            self.fallback(range, part, fallback)
                        }
                        None => part,
                    };
                    self.name_pattern(&shorthand.key, Some(value), target);
                }
                ObjectPatProp::KeyValue(part) => {
                    let range = range_of(&*part.value);
                    let (key, property_range) = self.property_key(&part.key);
                    let kind = match key {
                        PropertyKey::Name(property) => {
                            taken.push(property.clone());
                            ExpressionKind::Part { object, property, property_range }
                        }
                        PropertyKey::Computed(index) => ExpressionKind::Index { object, index, is_optional: false },
                        PropertyKey::None => ExpressionKind::Unknown,
                    };
                    let value = self.push_expression(range, kind);
                    self.pattern(&part.value, Some(value), target);
                }
                ObjectPatProp::Rest(RestPat { arg, .. }) => {
                    let taken = std::mem::take(&mut taken);
                    let kind = ExpressionKind::RestProperties { object, taken };
                    let rest = self.push_expression(range_of(&**arg), kind);
                    self.pattern(arg, Some(rest), target);
                }
            }
        }
    }

    /// `pattern = fallback`, of which `value` is what stands on the left.
    pub(super) fn with_default(&mut self, value: Option<ExpressionId>, pattern: &Pat, fallback: &Expr) -> ExpressionId {
        let range = range_of(pattern);
        self.hint.name = pattern.as_ident().map(|name| (name.sym.clone(), self.identifier_range(name)));
        match value {
            Some(value) => self.fallback(range, value, fallback),
            None => self.expression(fallback),
        }
    }

    pub(super) fn fallback(&mut self, range: TextRange, value: ExpressionId, fallback: &Expr) -> ExpressionId {
        let token = self.begin(range);
        let fallback = self.expression(fallback);
        self.finish(token, ExpressionKind::Default { value, fallback })
    }

    /// The range of a name alone: the parser's may include `?`.
    pub(crate) fn identifier_range(&self, name: &Ident) -> TextRange {
        let range = range_of(name);
        if !name.optional && range.len() as usize == name.sym.len() {
            return range;
        }
        let text = range.slice(self.text);
        let end = text.find(|c: char| c == '?' || c == ':' || c == '!' || c.is_whitespace()).unwrap_or(text.len());
        TextRange::new(range.start(), range.start() + end as u32)
    }

    /// What a pattern takes apart: its annotation says it better than the value.
    fn annotated(
        &mut self,
        range: TextRange,
        value: Option<ExpressionId>,
        annotation: Option<&TsTypeAnn>,
    ) -> ExpressionId {
        match (self.lower_annotation(annotation), value) {
            (Some(annotation), _) => self.push_expression(range, ExpressionKind::Annotated(annotation)),
            (None, Some(value)) => value,
            (None, None) => self.push_expression(range, ExpressionKind::Unknown),
        }
    }

    /// `[a.b] = value`: an assignment of its own, under `a.b`.
    fn assigned_part(&mut self, expression: &Expr, value: Option<ExpressionId>) {
        if let Expr::Ident(name) = without_parentheses(expression) {
            let reference = self.reference(&name.sym, range_of(name), Usage::Write);
            self.pending_writes.extend(value.map(|value| (reference, value)));
            return;
        }
        let target = self.expression(expression);
        let Some(value) = value else { return };
        let range = self.facts[target].range;
        let kind = ExpressionKind::Assign { target, value, operator: None };
        let expression = self.push_expression(range, kind);
        self.facts.parents[target.index()] = Some(expression);
        let function = self.body.function;
        self.facts.assignments.push(Assignment { expression, function, doc: None });
    }
}
