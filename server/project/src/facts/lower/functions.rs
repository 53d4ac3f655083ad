//! Functions of all forms, and their parameters.

use source::TextRange;
use syntax::ast::{
    ArrayPat, ArrowExpr, ArrowFunctionBody, AssignPat, BindingIdent, Constructor, Decorator, Expr, FnExpr,
    FunctionBody, ObjectPat, Param, ParamOrTsParamProp, Pat, RestPat, Spanned, TsFnParam, TsParamPropParam, TsTypeAnn,
    TsTypeParamDecl,
};

use super::patterns::{Site, Target};
use super::*;

/// What all forms of functions have.
pub(super) struct FunctionParts<'a> {
    /// All of it: a method's begins at its name or before.
    pub(super) range: TextRange,
    pub(super) name: Option<(Name, TextRange)>,
    /// The name of a function expression, which is bound inside of it.
    pub(super) own_name: Option<&'a syntax::ast::Ident>,
    pub(super) flavor: FunctionFlavor,
    is_async: bool,
    is_generator: bool,
    parameters: Vec<ParameterParts<'a>>,
    type_parameters: Option<&'a TsTypeParamDecl>,
    this_type: Option<&'a TsTypeAnn>,
    return_type: Option<&'a TsTypeAnn>,
    body: FunctionText<'a>,
    pub(super) doc: Option<DocId>,
}

/// A function without a body: an overload, a member of an interface, a function type.
pub(crate) struct Signature<'a> {
    pub(crate) range: TextRange,
    pub(crate) name: Option<(Name, TextRange)>,
    pub(crate) type_parameters: Option<&'a TsTypeParamDecl>,
    pub(crate) parameters: &'a [TsFnParam],
    pub(crate) return_type: Option<&'a TsTypeAnn>,
    pub(crate) doc: Option<DocId>,
}

enum FunctionText<'a> {
    None,
    Statements(&'a FunctionBody),
    Expression(&'a Expr),
}

struct ParameterParts<'a> {
    range: TextRange,
    decorators: &'a [Decorator],
    is_property: bool,
    pattern: ParameterPattern<'a>,
}

#[derive(Clone, Copy)]
enum ParameterPattern<'a> {
    Name(&'a BindingIdent),
    Array(&'a ArrayPat),
    Object(&'a ObjectPat),
    Rest(&'a RestPat),
    Default(&'a AssignPat),
    Invalid,
}

impl<'a> FunctionParts<'a> {
    pub(super) fn of(function: &'a syntax::ast::Function, flavor: FunctionFlavor) -> FunctionParts<'a> {
        FunctionParts {
            range: range_of(function),
            name: None,
            own_name: None,
            flavor: if function.body.is_some() { flavor } else { FunctionFlavor::Signature },
            is_async: function.is_async,
            is_generator: function.is_generator,
            parameters: function.params.iter().map(ParameterParts::of).collect(),
            type_parameters: function.type_params.as_deref(),
            this_type: function.this_param.as_deref().and_then(|this| this.type_ann.as_deref()),
            return_type: function.return_type.as_deref(),
            body: FunctionText::of(function.body.as_ref()),
            doc: None,
        }
    }

    pub(super) fn of_constructor(constructor: &'a Constructor) -> FunctionParts<'a> {
        FunctionParts {
            range: range_of(constructor),
            name: None,
            own_name: None,
            flavor: match constructor.body {
                Some(_) => FunctionFlavor::Constructor,
                None => FunctionFlavor::Signature,
            },
            is_async: false,
            is_generator: false,
            parameters: constructor.params.iter().map(ParameterParts::of_constructor).collect(),
            type_parameters: None,
            this_type: None,
            return_type: None,
            body: FunctionText::of(constructor.body.as_ref()),
            doc: None,
        }
    }
}

impl Lowering<'_> {
    pub(super) fn function_expression(&mut self, expression: &FnExpr, hint: Hint) -> FunctionId {
        let mut parts = FunctionParts::of(&expression.function, FunctionFlavor::Expression);
        parts.range = range_of(expression);
        parts.own_name = expression.ident.as_ref();
        parts.name = match &expression.ident {
            Some(name) => Some((name.sym.clone(), self.identifier_range(name))),
            None => hint.name,
        };
        parts.doc = hint.doc.or_else(|| self.doc_before(parts.range));
        self.function(parts)
    }

    pub(super) fn arrow(&mut self, arrow: &ArrowExpr, hint: Hint) -> FunctionId {
        let range = range_of(arrow);
        let doc = hint.doc.or_else(|| self.doc_before(range));
        self.function(FunctionParts {
            range,
            name: hint.name,
            own_name: None,
            flavor: FunctionFlavor::Arrow,
            is_async: arrow.is_async,
            is_generator: arrow.is_generator,
            parameters: arrow.params.iter().map(|pattern| ParameterParts::plain(pattern.into())).collect(),
            type_parameters: arrow.type_params.as_deref(),
            this_type: None,
            return_type: arrow.return_type.as_deref(),
            body: match &*arrow.body {
                ArrowFunctionBody::FunctionBody(body) => FunctionText::Statements(body),
                ArrowFunctionBody::Expr(expression) => FunctionText::Expression(expression),
            },
            doc,
        })
    }

    pub(crate) fn signature(&mut self, signature: Signature) -> FunctionId {
        self.without_parent(|lowering| {
            lowering.function(FunctionParts {
                range: signature.range,
                name: signature.name,
                own_name: None,
                flavor: FunctionFlavor::Signature,
                is_async: false,
                is_generator: false,
                parameters: signature.parameters.iter().map(|pattern| ParameterParts::plain(pattern.into())).collect(),
                type_parameters: signature.type_parameters,
                this_type: None,
                return_type: signature.return_type,
                body: FunctionText::None,
                doc: signature.doc,
            })
        })
    }

    /// Lowers a function and the value that it is: the next row of both tables.
    pub(super) fn function(&mut self, parts: FunctionParts) -> FunctionId {
        for parameter in &parts.parameters {
            self.decorators(parameter.decorators);
        }
        let token = self.begin(parts.range);
        let id = FunctionId(self.facts.functions.len() as u32);
        let scope = ScopeId(self.facts.scopes.len() as u32);
        self.facts.functions.push(Function {
            name: parts.name.as_ref().map(|(name, _)| name.clone()),
            name_range: parts.name.as_ref().map(|(_, range)| *range),
            range: parts.range,
            body: parts.body.range(),
            scope,
            expression: token.0,
            outer: self.body.function,
            flavor: parts.flavor,
            is_async: parts.is_async,
            is_generator: parts.is_generator,
            parameters: List::new(),
            this_type: None,
            type_parameters: List::new(),
            return_type: None,
            returns: List::new(),
            may_return_undefined: false,
            yields: List::new(),
            throws: List::new(),
            doc: parts.doc,
            uses_this: false,
            uses_arguments: false,
        });
        if let Some(doc) = parts.doc {
            self.doc_seen_from(doc, scope);
        }
        self.inside(id, &parts);
        self.finish(token, ExpressionKind::Function(id));
        id
    }

    fn inside(&mut self, id: FunctionId, parts: &FunctionParts) {
        let scope = self.enter_scope(ScopeKind::Function(id), parts.range);
        let outer = self.enter_body(id, scope, parts);
        let outer_parent = self.parent.take();

        self.facts[id].type_parameters = self.lower_type_parameters(parts.type_parameters);
        self.facts[id].this_type = self.lower_annotation(parts.this_type);
        for parameter in &parts.parameters {
            self.parameter(id, parameter);
        }
        self.facts[id].return_type = self.lower_annotation(parts.return_type);
        match parts.body {
            FunctionText::None => {}
            FunctionText::Statements(body) => {
                self.statements(&body.stmts);
                self.facts[id].may_return_undefined |= self.body.is_reachable;
            }
            FunctionText::Expression(expression) => {
                let value = self.expression(expression);
                self.facts[id].returns.push(value);
            }
        }
        if let Some(name) = parts.own_name {
            self.own_name(
                scope,
                name,
                DeclarationKind::Function(id),
                parts.range,
                self.facts[id].expression,
                parts.doc,
            );
        }

        self.parent = outer_parent;
        self.body = outer;
        self.leave_scope();
    }

    /// Binds the name of a function or class expression inside of it, where nothing else has that name.
    pub(super) fn own_name(
        &mut self,
        scope: ScopeId,
        name: &syntax::ast::Ident,
        kind: DeclarationKind,
        range: TextRange,
        value: ExpressionId,
        doc: Option<DocId>,
    ) {
        if self.is_declared_in(scope, &name.sym) {
            return;
        }
        let name_range = self.identifier_range(name);
        let row = Declaration { kind, name_range, range, type_annotation: None, doc, is_ambient: false };
        self.declare(scope, &name.sym, row, Some(value));
        // It stands before everything else.
        self.facts[scope].bindings.rotate_right(1);
    }

    fn enter_body(&mut self, id: FunctionId, scope: ScopeId, parts: &FunctionParts) -> Body {
        let is_strict = match parts.body {
            FunctionText::Statements(body) => is_strict(&body.stmts),
            _ => false,
        };
        let is_arrow = parts.flavor == FunctionFlavor::Arrow;
        let inner = Body {
            function: Some(id),
            this: if is_arrow { self.body.this } else { ThisOf::Function(id) },
            around_class: self.body.around_class.filter(|_| is_arrow),
            var_scope: scope,
            is_strict: self.body.is_strict || is_strict,
            is_reachable: true,
            is_dead: self.body.is_dead,
            targets: Vec::new(),
            conditions: 0,
        };
        std::mem::replace(&mut self.body, inner)
    }

    fn parameter(&mut self, function: FunctionId, parts: &ParameterParts) {
        let mut pattern = parts.pattern;
        if let ParameterPattern::Name(name) = pattern
            && name.sym == *"this"
        {
            self.facts[function].this_type = self.lower_annotation(name.type_ann.as_deref());
            return;
        }
        let index = self.facts[function].parameters.len() as u32;
        let mut parameter = Parameter {
            name: None,
            binding: None,
            range: parts.range,
            default: None,
            type_annotation: None,
            is_optional: false,
            is_rest: false,
            is_property: parts.is_property,
            value: self.push_expression(parts.range, ExpressionKind::Parameter { function, index }),
        };
        let mut value = parameter.value;
        if let ParameterPattern::Default(default) = pattern {
            value = self.with_default(Some(value), &default.left, &default.right);
            parameter.default = match self.facts[value].kind {
                ExpressionKind::Default { fallback, .. } => Some(fallback),
                _ => None,
            };
            pattern = (&*default.left).into();
        }
        let mut rest_annotation = None;
        if let ParameterPattern::Rest(rest) = pattern {
            parameter.is_rest = true;
            rest_annotation = rest.type_ann.as_deref();
            pattern = (&*rest.arg).into();
        }
        let doc = self.doc_before(parts.range);
        let mut site = Site::new(DeclarationKind::Parameter(function), self.scope, parts.range, doc);
        let mut target = Target::Declare(&mut site);
        match pattern {
            ParameterPattern::Name(name) => {
                parameter.name = Some(name.sym.clone());
                parameter.is_optional = name.optional;
                self.name_pattern(name, Some(value), &mut target);
                parameter.binding = site.bindings.first().copied();
                let declared = parameter.binding.and_then(|binding| self.facts[binding].declarations.last());
                parameter.type_annotation = declared.and_then(|declaration| declaration.type_annotation);
            }
            ParameterPattern::Array(pattern) => {
                parameter.is_optional = pattern.optional;
                parameter.type_annotation = self.lower_annotation(pattern.type_ann.as_deref());
                self.array_parts(pattern, value, &mut target);
            }
            ParameterPattern::Object(pattern) => {
                parameter.is_optional = pattern.optional;
                parameter.type_annotation = self.lower_annotation(pattern.type_ann.as_deref());
                self.object_parts(pattern, value, &mut target);
            }
            ParameterPattern::Rest(_) | ParameterPattern::Default(_) | ParameterPattern::Invalid => {}
        }
        if let Some(annotation) = self.lower_annotation(rest_annotation) {
            parameter.type_annotation = Some(annotation);
            if let Some(binding) = parameter.binding
                && let Some(declaration) = self.facts[binding].declarations.last_mut()
            {
                declaration.type_annotation = Some(annotation);
            }
        }
        self.facts[function].parameters.push(parameter);
    }

    pub(super) fn decorators(&mut self, decorators: &[Decorator]) {
        for decorator in decorators {
            self.without_parent(|lowering| lowering.expression(&decorator.expr));
        }
    }

    /// Notes that `this` stands here, in all functions that have this `this`.
    pub(super) fn note_this(&mut self) -> ThisOf {
        let this = self.body.this;
        self.note_in_functions(|function| function.uses_this = true);
        this
    }

    pub(super) fn note_arguments(&mut self) {
        self.note_in_functions(|function| function.uses_arguments = true);
    }

    fn note_in_functions(&mut self, note: impl Fn(&mut Function)) {
        let mut next = self.body.function;
        while let Some(id) = next.filter(|id| Some(*id) != self.body.around_class) {
            let function = &mut self.facts[id];
            note(function);
            next = (function.flavor == FunctionFlavor::Arrow).then_some(function.outer).flatten();
        }
    }
}

impl<'a> ParameterParts<'a> {
    fn of(parameter: &'a Param) -> ParameterParts<'a> {
        let pattern = ParameterPattern::from(&parameter.pat);
        ParameterParts { decorators: &parameter.decorators, ..ParameterParts::plain(pattern) }
    }

    fn of_constructor(parameter: &'a ParamOrTsParamProp) -> ParameterParts<'a> {
        match parameter {
            ParamOrTsParamProp::Param(parameter) => ParameterParts::of(parameter),
            ParamOrTsParamProp::TsParamProp(property) => ParameterParts {
                range: range_of(property),
                decorators: &property.decorators,
                is_property: true,
                pattern: match &property.param {
                    TsParamPropParam::Ident(name) => ParameterPattern::Name(name),
                    TsParamPropParam::Assign(pattern) => ParameterPattern::Default(pattern),
                },
            },
        }
    }

    fn plain(pattern: ParameterPattern<'a>) -> ParameterParts<'a> {
        ParameterParts { range: pattern.range(), decorators: &[], is_property: false, pattern }
    }
}

impl ParameterPattern<'_> {
    fn range(&self) -> TextRange {
        match self {
            // The span of the identifier itself ends before its annotation.
            ParameterPattern::Name(name) => match &name.type_ann {
                Some(annotation) => range_of(*name).cover(range_of(&**annotation)),
                None => range_of(*name),
            },
            ParameterPattern::Array(pattern) => range_of(*pattern),
            ParameterPattern::Object(pattern) => range_of(*pattern),
            ParameterPattern::Rest(pattern) => match &pattern.type_ann {
                Some(annotation) => range_of(*pattern).cover(range_of(&**annotation)),
                None => range_of(*pattern),
            },
            ParameterPattern::Default(pattern) => range_of(*pattern),
            ParameterPattern::Invalid => TextRange::empty(0),
        }
    }
}

impl<'a> From<&'a Pat> for ParameterPattern<'a> {
    fn from(pattern: &'a Pat) -> Self {
        match pattern {
            Pat::Ident(name) => ParameterPattern::Name(name),
            Pat::Array(pattern) => ParameterPattern::Array(pattern),
            Pat::Object(pattern) => ParameterPattern::Object(pattern),
            Pat::Rest(pattern) => ParameterPattern::Rest(pattern),
            Pat::Assign(pattern) => ParameterPattern::Default(pattern),
            Pat::Invalid(_) | Pat::Expr(_) => ParameterPattern::Invalid,
        }
    }
}

impl<'a> From<&'a TsFnParam> for ParameterPattern<'a> {
    fn from(pattern: &'a TsFnParam) -> Self {
        match pattern {
            TsFnParam::Ident(name) => ParameterPattern::Name(name),
            TsFnParam::Array(pattern) => ParameterPattern::Array(pattern),
            TsFnParam::Object(pattern) => ParameterPattern::Object(pattern),
            TsFnParam::Rest(pattern) => ParameterPattern::Rest(pattern),
        }
    }
}

impl<'a> FunctionText<'a> {
    fn of(body: Option<&'a FunctionBody>) -> FunctionText<'a> {
        body.map_or(FunctionText::None, FunctionText::Statements)
    }

    fn range(&self) -> Option<TextRange> {
        match self {
            FunctionText::None => None,
            FunctionText::Statements(body) => Some(range_of(*body)),
            FunctionText::Expression(expression) => Some(syntax::range(expression.span())),
        }
    }
}
