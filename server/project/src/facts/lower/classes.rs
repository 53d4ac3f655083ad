//! Classes and their members.

use source::TextRange;
use syntax::ast::{
    self, AutoAccessor, ClassExpr, ClassMember as Member, ClassMethod, ClassProp, Constructor, Decorator, Expr, Ident,
    Key, MethodKind, ParamOrTsParamProp, PrivateMethod, PrivateName, PrivateProp, StaticBlock, TsIndexSignature,
    TsTypeAnn,
};

use super::functions::FunctionParts;
use super::*;

/// What all fields have.
struct FieldParts<'a> {
    range: TextRange,
    kind: ClassMemberKind,
    decorators: &'a [Decorator],
    value: Option<&'a Expr>,
    type_annotation: Option<&'a TsTypeAnn>,
    is_static: bool,
    is_optional: bool,
    accessibility: Accessibility,
}

/// What all methods have.
struct MethodParts<'a> {
    range: TextRange,
    function: &'a ast::Function,
    kind: MethodKind,
    is_static: bool,
    is_optional: bool,
    accessibility: Accessibility,
}

impl Lowering<'_> {
    pub(super) fn class_expression(&mut self, expression: &ClassExpr, hint: Hint) -> ClassId {
        self.decorators(&expression.class.decorators);
        let name = expression.ident.as_ref();
        let doc = hint.doc.or_else(|| self.doc_before(range_of(&*expression.class)));
        let name_here = name.map(|name| (name.sym.clone(), self.identifier_range(name)));
        self.class(&expression.class, name, Hint { name: name_here.or(hint.name), doc })
    }

    /// Lowers a class and the value that it is: the next row of both tables. `own_name` is bound inside of it.
    pub(super) fn class(&mut self, class: &ast::Class, own_name: Option<&Ident>, hint: Hint) -> ClassId {
        let range = range_of(class);
        let token = self.begin(range);
        let id = ClassId(self.facts.classes.len() as u32);
        let scope = self.enter_scope(ScopeKind::Class(id), range);
        self.facts.classes.push(Class {
            name: hint.name.as_ref().map(|(name, _)| name.clone()),
            name_range: hint.name.as_ref().map(|(_, range)| *range),
            range,
            scope,
            expression: token.0,
            extends: None,
            extends_arguments: List::new(),
            implements: List::new(),
            type_parameters: List::new(),
            members: List::new(),
            is_abstract: class.is_abstract,
            doc: hint.doc,
        });
        if let Some(doc) = hint.doc {
            self.doc_seen_from(doc, scope);
        }
        if let Some(name) = own_name {
            self.own_name(scope, name, DeclarationKind::Class(id), range, token.0, hint.doc);
        }
        let was_strict = std::mem::replace(&mut self.body.is_strict, true);
        self.facts[id].type_parameters = self.lower_type_parameters(class.type_params.as_deref());
        self.facts[id].extends = class.super_class.as_deref().map(|super_class| self.expression(super_class));
        self.facts[id].extends_arguments = self.lower_type_arguments(class.super_type_params.as_deref());
        self.facts[id].implements =
            class.implements.iter().map(|implemented| self.lower_heritage(implemented)).collect();
        for member in &class.body {
            self.class_member(id, member);
        }
        self.body.is_strict = was_strict;
        self.leave_scope();
        self.finish(token, ExpressionKind::Class(id));
        id
    }

    /// The documentation of a declaration, which stands before or behind its decorators.
    pub(super) fn doc_before_decorated(&mut self, range: TextRange, decorators: &[Decorator]) -> Option<DocId> {
        let Some((first, last)) = decorators.first().zip(decorators.last()) else { return self.doc_before(range) };
        let start = range.start().min(range_of(first).start());
        let behind = self.start_of_code(range_of(last).end());
        self.doc_before(TextRange::empty(start)).or_else(|| self.doc_before(TextRange::empty(behind)))
    }

    fn class_member(&mut self, class: ClassId, member: &Member) {
        match member {
            Member::Constructor(constructor) => self.constructor(class, constructor),
            Member::Method(ClassMethod {
                span, key, function, kind, is_static, accessibility, is_optional, ..
            }) => {
                let (key, key_range) = self.property_key(key);
                let parts = MethodParts {
                    range: syntax::range(*span),
                    function,
                    kind: *kind,
                    is_static: *is_static,
                    is_optional: *is_optional,
                    accessibility: accessibility_of(*accessibility),
                };
                self.method(class, key, key_range, parts);
            }
            Member::PrivateMethod(PrivateMethod { span, key, function, kind, is_static, is_optional, .. }) => {
                let (key, key_range) = private_key(key);
                let parts = MethodParts {
                    range: syntax::range(*span),
                    function,
                    kind: *kind,
                    is_static: *is_static,
                    is_optional: *is_optional,
                    accessibility: Accessibility::Private,
                };
                self.method(class, key, key_range, parts);
            }
            Member::ClassProp(ClassProp {
                span,
                key,
                value,
                type_ann,
                is_static,
                decorators,
                accessibility,
                is_optional,
                ..
            }) => {
                let (key, key_range) = self.property_key(key);
                let parts = FieldParts {
                    range: syntax::range(*span),
                    kind: ClassMemberKind::Field,
                    decorators,
                    value: value.as_deref(),
                    type_annotation: type_ann.as_deref(),
                    is_static: *is_static,
                    is_optional: *is_optional,
                    accessibility: accessibility_of(*accessibility),
                };
                self.field(class, key, key_range, parts);
            }
            Member::PrivateProp(PrivateProp {
                span, key, value, type_ann, is_static, decorators, is_optional, ..
            }) => {
                let (key, key_range) = private_key(key);
                let parts = FieldParts {
                    range: syntax::range(*span),
                    kind: ClassMemberKind::Field,
                    decorators,
                    value: value.as_deref(),
                    type_annotation: type_ann.as_deref(),
                    is_static: *is_static,
                    is_optional: *is_optional,
                    accessibility: Accessibility::Private,
                };
                self.field(class, key, key_range, parts);
            }
            Member::AutoAccessor(AutoAccessor {
                span,
                key,
                value,
                type_ann,
                is_static,
                decorators,
                accessibility,
                ..
            }) => {
                let (key, key_range, accessibility) = match key {
                    Key::Public(key) => {
                        let (key, range) = self.property_key(key);
                        (key, range, accessibility_of(*accessibility))
                    }
                    Key::Private(key) => {
                        let (key, range) = private_key(key);
                        (key, range, Accessibility::Private)
                    }
                };
                let parts = FieldParts {
                    range: syntax::range(*span),
                    kind: ClassMemberKind::Accessor,
                    decorators,
                    value: value.as_deref(),
                    type_annotation: type_ann.as_deref(),
                    is_static: *is_static,
                    is_optional: false,
                    accessibility,
                };
                self.field(class, key, key_range, parts);
            }
            Member::TsIndexSignature(signature) => self.index_signature(class, signature),
            Member::StaticBlock(block) => self.static_block(class, block),
            Member::Empty(_) => {}
        }
    }

    fn constructor(&mut self, class: ClassId, constructor: &Constructor) {
        let (key, key_range) = self.property_key(&constructor.key);
        let range = range_of(constructor);
        let doc = self.doc_before(range);
        let mut parts = FunctionParts::of_constructor(constructor);
        parts.name = key.name().map(|name| (name.clone(), key_range));
        parts.doc = doc;
        let function = self.function(parts);
        self.facts[class].members.push(ClassMember {
            key,
            key_range,
            range,
            kind: ClassMemberKind::Constructor,
            is_static: false,
            is_optional: false,
            accessibility: accessibility_of(constructor.accessibility),
            function: Some(function),
            value: None,
            type_annotation: None,
            doc,
        });
        self.parameter_properties(class, function, constructor);
    }

    /// `constructor(private name: string)` declares a field as well.
    fn parameter_properties(&mut self, class: ClassId, function: FunctionId, constructor: &Constructor) {
        let properties = constructor.params.iter().filter_map(|parameter| match parameter {
            ParamOrTsParamProp::TsParamProp(property) => Some(property),
            ParamOrTsParamProp::Param(_) => None,
        });
        for property in properties {
            let range = range_of(property);
            let parameters = &self.facts[function].parameters;
            let Some(parameter) = parameters.iter().find(|parameter| parameter.range == range) else { continue };
            let Some(binding) = parameter.binding else { continue };
            let (value, type_annotation, is_optional) =
                (parameter.value, parameter.type_annotation, parameter.is_optional);
            let binding = &self.facts[binding];
            let Some(declaration) = binding.declarations.last() else { continue };
            let member = ClassMember {
                key: PropertyKey::Name(binding.name.clone()),
                key_range: declaration.name_range,
                range,
                kind: ClassMemberKind::Field,
                is_static: false,
                is_optional,
                accessibility: accessibility_of(property.accessibility),
                function: None,
                value: Some(binding.values.first().copied().unwrap_or(value)),
                type_annotation,
                doc: declaration.doc,
            };
            self.facts[class].members.push(member);
        }
    }

    fn method(&mut self, class: ClassId, key: PropertyKey, key_range: TextRange, method: MethodParts) {
        self.decorators(&method.function.decorators);
        let doc = self.doc_before_decorated(method.range, &method.function.decorators);
        let (kind, flavor) = match method.kind {
            MethodKind::Method => (ClassMemberKind::Method, FunctionFlavor::Method),
            MethodKind::Getter => (ClassMemberKind::Getter, FunctionFlavor::Getter),
            MethodKind::Setter => (ClassMemberKind::Setter, FunctionFlavor::Setter),
        };
        let mut parts = FunctionParts::of(method.function, flavor);
        parts.range = method.range;
        parts.name = key.name().map(|name| (name.clone(), key_range));
        parts.doc = doc;
        let function = self.function(parts);
        self.facts[class].members.push(ClassMember {
            key,
            key_range,
            range: method.range,
            kind,
            is_static: method.is_static,
            is_optional: method.is_optional,
            accessibility: method.accessibility,
            function: Some(function),
            value: None,
            type_annotation: None,
            doc,
        });
    }

    fn field(&mut self, class: ClassId, key: PropertyKey, key_range: TextRange, field: FieldParts) {
        self.decorators(field.decorators);
        let doc = self.doc_before_decorated(field.range, field.decorators);
        let type_annotation = self.lower_annotation(field.type_annotation);
        let value = field.value.map(|value| {
            let name = key.name().map(|name| (name.clone(), key_range));
            let outer = self.enter_class_code(ThisOf::Class { class, is_static: field.is_static });
            self.hint = Hint { name, doc };
            let value = self.expression(value);
            self.body = outer;
            value
        });
        self.facts[class].members.push(ClassMember {
            key,
            key_range,
            range: field.range,
            kind: field.kind,
            is_static: field.is_static,
            is_optional: field.is_optional,
            accessibility: field.accessibility,
            function: None,
            value,
            type_annotation,
            doc,
        });
    }

    fn index_signature(&mut self, class: ClassId, signature: &TsIndexSignature) {
        let range = range_of(signature);
        let doc = self.doc_before(range);
        for key in &signature.params {
            if let ast::TsFnParam::Ident(key) = key {
                self.lower_annotation(key.type_ann.as_deref());
            }
        }
        let type_annotation = self.lower_annotation(signature.type_ann.as_deref());
        self.facts[class].members.push(ClassMember {
            key: PropertyKey::None,
            key_range: range,
            range,
            kind: ClassMemberKind::IndexSignature,
            is_static: signature.is_static,
            is_optional: false,
            accessibility: Accessibility::Public,
            function: None,
            value: None,
            type_annotation,
            doc,
        });
    }

    fn static_block(&mut self, class: ClassId, block: &StaticBlock) {
        let range = range_of(block);
        let scope = self.enter_scope(ScopeKind::StaticBlock(class), range);
        let outer = self.enter_class_code(ThisOf::Class { class, is_static: true });
        self.body.var_scope = scope;
        self.without_parent(|lowering| lowering.statements(&block.body.stmts));
        self.body = outer;
        self.leave_scope();
        self.facts[class].members.push(ClassMember {
            key: PropertyKey::None,
            key_range: TextRange::empty(range.start()),
            range,
            kind: ClassMemberKind::StaticBlock,
            is_static: true,
            is_optional: false,
            accessibility: Accessibility::Public,
            function: None,
            value: None,
            type_annotation: None,
            doc: None,
        });
    }

    /// Code of a class that stands in no method.
    fn enter_class_code(&mut self, this: ThisOf) -> Body {
        let inner = Body {
            function: self.body.function,
            this,
            around_class: self.body.function,
            var_scope: self.body.var_scope,
            is_strict: true,
            is_reachable: true,
            is_dead: self.body.is_dead,
            targets: Vec::new(),
            conditions: self.body.conditions,
        };
        std::mem::replace(&mut self.body, inner)
    }
}

fn private_key(key: &PrivateName) -> (PropertyKey, TextRange) {
    (PropertyKey::Name(private_name(&key.name)), range_of(key))
}

fn accessibility_of(accessibility: Option<ast::Accessibility>) -> Accessibility {
    match accessibility {
        None | Some(ast::Accessibility::Public) => Accessibility::Public,
        Some(ast::Accessibility::Protected) => Accessibility::Protected,
        Some(ast::Accessibility::Private) => Accessibility::Private,
    }
}
